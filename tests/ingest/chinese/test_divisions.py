"""The national table: homonyms, scripts, short forms, and what became of former divisions."""

from __future__ import annotations

import pytest

from ingest.chinese.division_names import short_forms, short_name
from ingest.chinese.divisions import (
    Division,
    current,
    division,
    divisions,
    divisions_called,
    divisions_named,
    names,
    place_of,
)
from ingest.chinese.script import fold
from ingest.chinese.towns import counties_with


def _where(found: tuple[Division, ...]) -> list[str]:
    return [f"{place_of(each) or ''}{each.name}" for each in found]


def test_the_table_holds_every_level_of_the_country() -> None:
    living = [each for each in divisions() if each.until is None]
    assert sum(each.level == "province" for each in living) == 34
    # 333 of the mainland and nine cities of Taiwan.
    assert sum(each.level == "city" for each in living) == 342
    assert sum(each.level == "county" and each.code.isdigit() for each in living) > 2840
    assert len({each.code for each in living}) == len(living)


def test_every_parent_and_every_successor_is_in_the_table() -> None:
    provinces = {each.name for each in divisions() if each.level == "province"}
    cities = {each.name for each in divisions() if each.level != "county"}
    for each in divisions():
        assert not each.parents or each.parents[0] in provinces, each
        assert len(each.parents) < 2 or each.parents[1] in cities, each
        assert all(division(code) for code in each.successors), each


@pytest.mark.parametrize("name", ["绥江县", "綏江縣"])
def test_a_division_is_found_by_its_name_in_either_script(name: str) -> None:
    assert _where(divisions_named(name)) == ["云南省昭通市绥江县"]


def test_a_name_keeps_characters_that_search_does_not_tell_apart() -> None:
    assert _where(divisions_named("乾縣")) == ["陕西省咸阳市乾县"]
    assert divisions_named("干县") == ()
    assert fold("乾县") in names()


def test_homonyms_are_told_apart_by_their_parents() -> None:
    assert _where(divisions_named("鼓楼区")) == [
        "江苏省南京市鼓楼区",
        "江苏省徐州市鼓楼区",
        "福建省福州市鼓楼区",
        "河南省开封市鼓楼区",
    ]


def test_counties_under_a_province_have_no_placeholder_for_a_city() -> None:
    assert _where(divisions_named("济源市"))[0] == "河南省济源市"
    assert _where(divisions_named("巫山县")) == ["重庆市巫山县"]
    assert place_of(divisions_named("河南省")[0]) is None


@pytest.mark.parametrize(
    ("former", "until", "today"),
    [
        ("灌县", 1988, ["四川省成都市都江堰市"]),
        ("崇文区", 2010, ["北京市东城区"]),
        ("襄樊市", 2010, ["湖北省襄阳市"]),
        ("遵义县", 2016, ["贵州省遵义市播州区"]),
    ],
)
def test_a_former_name_leads_to_what_stands_in_its_place(former: str, until: int, today: list[str]) -> None:
    (found,) = divisions_named(former)
    assert found.until == until
    assert _where(current(found)) == today


def test_a_division_of_today_is_current_itself() -> None:
    (found,) = divisions_named("绥江县")
    assert current(found) == (found,)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("河北", "河北省"),
        ("内蒙古", "内蒙古自治区"),
        ("延边", "吉林省延边朝鲜族自治州"),
        ("恩施州", "湖北省恩施土家族苗族自治州"),
        ("瀋陽", "辽宁省沈阳市"),
        ("大厂", "河北省廊坊市大厂回族自治县"),
    ],
)
def test_short_forms_lead_to_the_full_name(short: str, full: str) -> None:
    assert full in _where(divisions_called(short))


def test_a_name_of_one_character_and_a_suffix_has_no_short_form() -> None:
    assert short_name("易县") == "易县"
    assert short_forms("易县") == ()


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("碑林区", "碑林"),
        ("浦东新区", "浦东"),
        ("神农架林区", "神农架"),
        ("阿拉善左旗", "阿拉善左旗"),
        ("新疆维吾尔自治区", "新疆"),
        ("鄂温克族自治旗", "鄂温克"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("喀什地区", "喀什"),
    ],
)
def test_short_names_leave_out_suffix_and_peoples(name: str, short: str) -> None:
    assert short_name(name) == short


def test_a_town_tells_its_county() -> None:
    assert _where(counties_with("中城镇")) == ["云南省昭通市绥江县"]
    assert counties_with("没有镇") == ()


def test_a_province_is_found_in_the_character_that_is_often_typed_for_its_own() -> None:
    assert [division.name for division in divisions_named("陜西省")] == ["陕西省"]
    assert [division.name for division in divisions_named("陝西省")] == ["陕西省"]
