from collections.abc import Callable

import pytest

from assistant.question.places import Gazetteer
from assistant.question.region_identity import divisions_meant
from ingest.chinese.division_names import short_forms, short_name
from ingest.chinese.divisions import Division, divisions, place_of
from tests.assistant.passages import holding

HELD = holding("霁川县", "苇川县", "东苇川县", "澄溪区", "澄溪县", "临棠市", "岚县")


def named(question: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(span.name, span.regions) for span in HELD.find(question)]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("霁川县2022年新开工多少个项目", [("霁川县", ("霁川县",))]),
        ("霁川的税收", [("霁川", ("霁川县",))]),
        ("霽川縣的稅收", [("霁川县", ("霁川县",))]),
        ("临棠市苇川县的税收", [("临棠市苇川县", ("苇川县",))]),
        ("霁川县经济开发区", [("霁川县", ("霁川县",))]),
    ],
)
def test_a_held_region_is_found_by_full_and_short_name_in_either_script(
    question: str, found: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert named(question) == found


def test_old_and_new_names_of_one_place_mean_the_same() -> None:
    assert named("澄溪区2020年") == [("澄溪区", ("澄溪区", "澄溪县"))]
    assert named("澄溪2020年") == [("澄溪", ("澄溪区", "澄溪县"))]


def test_a_region_is_never_found_inside_a_longer_name() -> None:
    assert named("东苇川县的税收") == [("东苇川县", ("东苇川县",))]
    assert named("霁川新区的税收") == []


def test_a_county_that_is_called_like_a_common_word_is_a_place_where_a_year_follows_it() -> None:
    # 红崖 (red cliffs) is a word.
    assert named("红崖县2024年财政收入") == [("红崖县", ())]
    assert named("按霁川县2022年的报告") == [("霁川县", ("霁川县",))]


def test_regions_set_side_by_side_are_all_meant_one_named_in_passing_is_not() -> None:
    assert [name for name, _ in named("霁川县、苇川县和澄溪区谁高")] == ["霁川县", "苇川县", "澄溪区"]
    assert [name for name, _ in named("霁川县2021年和苇川县2022年各是多少")] == ["霁川县", "苇川县"]
    assert [name for name, _ in named("霁川县的税收和苇川县比哪个多")] == ["霁川县", "苇川县"]
    assert [name for name, _ in named("霁川县的税收与苇川县相比谁高")] == ["霁川县", "苇川县"]
    assert [name for name, _ in named("霁川县的电商在临棠市排第几")] == ["霁川县"]
    assert [name for name, _ in named("霁川县的企业和苇川县的企业签约了几次")] == ["霁川县"]


def test_a_region_that_the_library_does_not_hold_is_recognised_as_one() -> None:
    assert named("望舒县2022年新开工多少个项目") == [("望舒县", ())]


@pytest.mark.parametrize(
    "question", ["全县有多少学校", "我县的目标", "得到县委书记表扬的是谁", "开发区有几家企业"]
)
def test_common_words_that_end_like_a_region_are_none(question: str) -> None:
    assert named(question) == []


COUNTRY = Gazetteer(
    [
        ("鼓楼区", "江苏省南京市"),
        ("鼓楼区", "福建省福州市"),
        ("易县", "河北省保定市"),
        ("涞源县", None),
        ("徐水区", "河北省保定市"),
        ("青海省", None),
        ("邢台县", "河北省邢台市"),
        ("白云区", "广东省广州市"),
    ]
)


def meant(question: str) -> list[tuple[str, list[str]]]:
    return [(span.name, [place.shown for place in span.places]) for span in COUNTRY.find(question)]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("福建省福州市鼓楼区2021年的税收", ("福建省福州市鼓楼区", ["福建省福州市鼓楼区"])),
        ("南京鼓楼区2021年的税收", ("南京鼓楼区", ["江苏省南京市鼓楼区"])),
        ("江苏鼓楼区的税收", ("江苏鼓楼区", ["江苏省南京市鼓楼区"])),
        ("江苏省 南京市 鼓楼区的税收", ("江苏省 南京市 鼓楼区", ["江苏省南京市鼓楼区"])),
        ("南京市的鼓楼区税收多少", ("南京市的鼓楼区", ["江苏省南京市鼓楼区"])),
        ("鼓楼区的税收", ("鼓楼区", ["江苏省南京市鼓楼区", "福建省福州市鼓楼区"])),
        ("徐州市鼓楼区的税收", ("徐州市鼓楼区", [])),
        ("保定易县的税收", ("保定易县", ["河北省保定市易县"])),
        ("保定地区易县1990年的税收", ("保定地区易县", ["河北省保定市易县"])),
        ("山西省易县的税收", ("山西省易县", [])),
        ("徐水县2010年的税收", ("徐水县", ["河北省保定市徐水区"])),
        ("青海2023年的税收", ("青海", ["青海省"])),
        ("甘肃2023年的税收", ("甘肃", [])),
        ("甘肃省2023年的税收", ("甘肃省", [])),
        ("兰州2023年的税收", ("兰州", [])),
        ("请问兰州的税收是多少", ("兰州", [])),
        ("河北省有哪些县种茶", ("河北省", ["河北省"])),
        ("保定2022年的税收", ("保定", ["河北省保定市"])),
        # The county's city of the same name is not held.
        ("邢台2019年的税收", ("邢台", ["河北省邢台市邢台县"])),
    ],
)  # fmt: skip
def test_a_place_is_found_however_it_is_named_and_the_places_named_around_it_are_kept(
    question: str, found: tuple[str, list[str]]
) -> None:
    assert meant(question) == [found]


@pytest.mark.parametrize(
    "question",
    [
        "山东能源集团投资多少",
        "河北日报说了什么",
        "北京大学的校长是谁",
    ],
)
def test_the_short_name_of_a_province_in_another_name_is_no_place(question: str) -> None:
    assert meant(question) == []


def test_a_province_whose_office_gave_something_to_a_county_is_not_what_is_asked_about() -> None:
    assert meant("河北省农业厅给涞源县拨了多少钱") == [("涞源县", ["河北省保定市涞源县"])]


def test_places_side_by_side_are_told_from_a_place_within_another() -> None:
    assert [name for name, _ in meant("易县涞源县谁的税收高")] == ["易县", "涞源县"]
    assert [name for name, _ in meant("青海和甘肃2023年谁的税收高")] == ["青海", "甘肃"]


# Those of today, each tenth: all of them are found, which takes a while.
SOME = [division for division in divisions() if division.until is None][::10]


@pytest.fixture(scope="module")
def nation() -> Gazetteer:
    return Gazetteer((division.name, place_of(division)) for division in divisions())


@pytest.mark.parametrize(
    "asked",
    [
        lambda d: f"{place_of(d) or ''}{d.name}2021年的税收是多少？",
        lambda d: f"2021年{''.join(d.parents[-1:])}{d.name}的县长是谁？",
        lambda d: f"{''.join(map(short_name, d.parents[-1:]))}{d.name}有几座桥？",
        lambda d: f"{''.join(d.parents[:1])}的{d.name}今年有什么计划？",
    ],
    ids=["chain", "city", "short name of the city", "province"],
)
def test_every_division_is_found_in_a_library_of_the_whole_country(
    nation: Gazetteer, asked: Callable[[Division], str]
) -> None:
    for division in SOME:
        (span,) = nation.find(asked(division))
        assert any((division.name, place_of(division)) in place.filed for place in span.places), asked(
            division
        )


def test_words_that_leave_it_open_which_namesake_is_meant_say_so() -> None:
    assert [span.open for span in COUNTRY.find("白云区的税收")] == [True]
    assert [span.label for span in COUNTRY.find("白云区的税收")] == ["广州市白云区"]
    assert [span.open for span in COUNTRY.find("广州市白云区的税收")] == [False]
    assert [span.open for span in COUNTRY.find("易县的税收")] == [False]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("河北省 › 保定市 › 易县", ["河北省保定市易县"]),
        ("福州市鼓楼区", ["福建省福州市鼓楼区"]),
        ("鼓楼区", ["江苏省南京市鼓楼区", "福建省福州市鼓楼区"]),
        ("河北省", ["河北省"]),
        ("四川省鼓楼区", []),
        ("望舒县", []),
        ("", []),
    ],
)
def test_a_name_by_itself_means_the_places_of_that_name(name: str, shown: list[str]) -> None:
    assert [place.shown for place in COUNTRY.named(name)] == shown


def test_a_place_with_a_long_name_is_asked_about_by_each_of_its_short_ones() -> None:
    long = [each for each in divisions() if each.until is None and len(short_forms(each.name)) > 1]
    assert len(long) > 150
    for division in long:
        gazetteer = Gazetteer([(division.name, place_of(division))])
        for form in short_forms(division.name):
            if {held.name for held in divisions_meant(form)} == {division.name}:
                (span,) = gazetteer.find(f"{form}2021年修了几条水渠？")
                assert [place.name for place in span.places] == [division.name], form
                assert [place.name for place in gazetteer.named(form)] == [division.name]


def test_a_short_name_right_behind_a_county_elsewhere_is_a_thing_of_that_county() -> None:
    gazetteer = Gazetteer([("浚县", "河南省鹤壁市"), ("古城区", "云南省丽江市"), ("滑县", "河南省安阳市")])

    def shown(question: str) -> list[list[str]]:
        return [[place.shown for place in span.places] for span in gazetteer.find(question)]

    assert shown("浚县古城有哪些景点？") == [["河南省鹤壁市浚县"]]
    assert shown("丽江古城有哪些景点？") == [["云南省丽江市古城区"]]
    assert shown("浚县滑县2021年哪个高？") == [["河南省鹤壁市浚县"], ["河南省安阳市滑县"]]


@pytest.mark.parametrize("place", ["河南省洛阳市", "河南省洛阳市栾川县", None])
def test_a_county_and_the_zone_of_its_short_name_are_one_place_to_a_question(place: str | None) -> None:
    county, zone = ("栾川县", "河南省洛阳市"), ("栾川综合实验区", place)
    gazetteer = Gazetteer([county, zone])
    (both,) = gazetteer.named("栾川")
    assert both.filed == {county, zone} and both.label == "栾川"
    assert both.shown == "河南省洛阳市栾川县、栾川综合实验区"
    assert [span.places for span in gazetteer.find("栾川2021年的税收")] == [(both,)]
    assert [held.filed for held in gazetteer.named("栾川县")] == [{county}]
    assert [held.filed for held in gazetteer.named("栾川综合实验区")] == [{zone}]


def test_a_zone_elsewhere_that_shares_a_countys_short_name_is_another_place() -> None:
    elsewhere = Gazetteer([("栾川县", "河南省洛阳市"), ("栾川新区", "山东省潍坊市")])
    assert len(elsewhere.named("栾川")) == 2
    # Several districts of the country are called 白云, so that a zone of unknown place may be any one's.
    unknown = Gazetteer([("白云区", "广东省广州市"), ("白云新区", None)])
    assert len(unknown.named("白云")) == 2


def test_the_head_of_a_prefecture_is_no_place_also_where_a_city_bears_its_short_name() -> None:
    gazetteer = Gazetteer([("大理白族自治州", "云南省"), ("大理市", "云南省大理白族自治州")])
    (span,) = gazetteer.find("大理州长是谁？")
    assert (span.start, span.end) == (0, 2)
    assert [place.name for place in span.places] == ["大理白族自治州"]


def test_the_short_name_of_a_high_tech_zone_is_no_beginning_of_other_words() -> None:
    gazetteer = Gazetteer([("淮安市", "江苏省"), ("淮安高新区", "江苏省淮安市")])
    (span,) = gazetteer.find("淮安高标准农田有多少亩？")
    assert span.name == "淮安"


def test_no_name_runs_from_a_province_into_a_county_named_behind_it() -> None:
    gazetteer = Gazetteer(
        [("宁海县", "浙江省宁波市"), ("平阴县", "山东省济南市"), ("东平县", "山东省泰安市")]
    )

    def found(question: str) -> list[tuple[str, list[str]]]:
        return [(span.name, [place.name for place in span.places]) for span in gazetteer.find(question)]

    assert found("辽宁海城的菱镁矿有多少家企业？") == [("辽宁海城", [])]
    assert found("山东平阴的玫瑰种了多少亩？") == [("山东平阴", ["平阴县"])]
    assert found("浙江宁海的人口有多少？") == [("浙江宁海", ["宁海县"])]
