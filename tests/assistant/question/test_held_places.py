from hypothesis import given
from hypothesis import strategies as st

from assistant.question.held_places import Place, places_held
from ingest.schema import Region


def shown(regions: list[Region]) -> dict[str, Place]:
    return {place.shown: place for place in places_held(regions)}


def test_old_and_new_names_are_one_place_wherever_it_is_said_to_lie() -> None:
    held = shown([("徐水县", "河北省保定地区"), ("徐水区", "河北省保定市"), ("徐水县", None)])
    assert len(held["河北省保定市徐水区"].filed) == 3
    assert held["河北省保定市"].inner == held["河北省保定市徐水区"].filed
    assert not held["河北省"].filed


def test_namesakes_are_apart_and_one_of_unknown_place_is_the_only_one_held() -> None:
    nanjing, fuzhou, unknown = ("鼓楼区", "江苏省南京市"), ("鼓楼区", "福建省福州市"), ("鼓楼区", None)
    held = shown([nanjing, fuzhou, unknown])
    assert held["江苏省南京市鼓楼区"].filed == {nanjing} and held["鼓楼区"].filed == {unknown}
    assert held["江苏省南京市鼓楼区"].namesake and held["鼓楼区"].namesake
    assert shown([nanjing, unknown])["江苏省南京市鼓楼区"].filed == {nanjing, unknown}


def test_an_unlisted_place_is_told_by_its_name_and_by_what_is_said_of_where_it_lies() -> None:
    held = shown([("霁川县", "临棠市"), ("霁川区", None), ("霁川县", "河北省临棠市"), ("临棠市", "河北省")])
    assert set(held) == {"河北省", "河北省临棠市", "河北省临棠市霁川区"}
    assert held["河北省临棠市霁川区"].outer == {("临棠市", "河北省")}
    assert len(shown([("霁川县", "河北省"), ("霁川县", "山西省")])) == 4


def test_a_county_alone_in_the_country_with_its_name_has_no_namesake() -> None:
    assert not shown([("易县", None)])["河北省保定市易县"].namesake
    assert shown([("朝阳区", "北京市")])["北京市朝阳区"].namesake


_NAMES = st.sampled_from(
    ["鼓楼区", "徐水县", "徐水区", "易县", "霁川县", "霁川区", "临棠市", "保定市", "河北省", "青海省"]
)
_PLACES = st.sampled_from(
    [None, "河北省", "河北省保定市", "江苏省南京市", "福建省福州市", "临棠市", "河北省临棠市"]
)


@given(st.lists(st.tuples(_NAMES, _PLACES), unique=True))
def test_every_region_is_filed_under_exactly_one_place_and_lies_in_those_around_it(
    regions: list[Region],
) -> None:
    held = places_held(regions)
    for region in regions:
        (place,) = [place for place in held if region in place.filed]
        for other in held:
            if region in other.inner:
                assert other.names <= place.around
    assert {region for place in held for region in place.inner} <= set(regions)
