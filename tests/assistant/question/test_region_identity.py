import pytest

from assistant.question.region_identity import around, division_of, divisions_meant, lasting, parts_of
from ingest.chinese.divisions import divisions, divisions_named


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("福建省福州市", ("福建省", "福州市")),
        ("浙江省杭州市", ("浙江省", "杭州市")),
        ("河北省沧州地区", ("河北省", "沧州地区")),
        ("内蒙古自治区锡林郭勒盟", ("内蒙古自治区", "锡林郭勒盟")),
        ("云南省大理白族自治州", ("云南省", "大理白族自治州")),
        (None, ()),
    ],
)
def test_a_description_of_wider_places_is_taken_apart(place: str | None, parts: tuple[str, ...]) -> None:
    assert parts_of(place) == parts


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("襄樊市", "襄阳市"),
        ("通县", "通州区"),
        ("临桂县", "临桂区"),
        ("陇南地区", "陇南市"),
        ("易县", "易县"),
    ],
)
def test_a_place_that_was_renamed_or_raised_is_the_place_of_today(former: str, today: str) -> None:
    assert {lasting(division).name for division in divisions_named(former)} == {today}


def test_a_place_that_went_into_another_is_not_that_one() -> None:
    (merged,) = divisions_named("崇文区")
    assert lasting(merged) == merged


def test_every_division_lasts_as_one_that_lasts_as_itself() -> None:
    for division in divisions():
        assert lasting(lasting(division)) == lasting(division)


def test_every_county_lies_in_its_province() -> None:
    for division in divisions():
        wider = around(division)
        assert [d.level for d in wider[:1]] == ["province"] * bool(division.parents), division


@pytest.mark.parametrize(
    ("name", "wider", "shown"),
    [
        ("青海", (), {"青海省"}),
        # A county in Qinghai has the province's short name too.
        ("河南", (), {"河南省"}),
        ("鼓楼区", ("江苏", "南京"), {"鼓楼区"}),
        ("鼓楼区", ("四川",), set()),
        ("永定区", ("龙岩地区",), {"永定区"}),
        ("望舒县", (), set()),
    ],
)
def test_a_name_means_the_divisions_that_lie_in_the_places_named_with_it(
    name: str, wider: tuple[str, ...], shown: set[str]
) -> None:
    assert {division.name for division in divisions_meant(name, wider)} == shown


def test_a_namesake_is_in_doubt_without_a_place_around_it() -> None:
    told = division_of("鼓楼区", "福建省福州市")
    assert told is not None and told.parents == ("福建省", "福州市")
    assert division_of("鼓楼区", None) is None
    assert division_of("望舒县", None) is None
