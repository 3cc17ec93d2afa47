"""What people write for the long names of divisions: 喀左县, 巴州, 恩施州."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from ingest.chinese.division_names import short_forms, short_name
from ingest.chinese.divisions import divisions, divisions_called, divisions_named, divisions_nicknamed
from ingest.chinese.regions import find_regions

TABLE = tomllib.loads(files("ingest.chinese").joinpath("data/contractions.toml").read_text(encoding="utf-8"))
ROWS: list[dict[str, Any]] = TABLE["contraction"]


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_a_contraction_is_found_in_its_example_under_the_full_name(row: dict[str, Any]) -> None:
    assert row["source"] in ("own", "weather")
    short, example = row["called"][0], row["example"]
    assert example.startswith(short)
    (division,) = divisions_named(row["name"])
    if short[-1] in "县区市旗州盟":
        (mention,) = find_regions(example)
        assert (mention.name, example[mention.start : mention.end]) == (row["name"], short)
    assert division in divisions_called(short)


def test_a_contraction_is_no_other_divisions_name_unless_the_table_says_so() -> None:
    bearers: dict[str, set[str]] = {}
    for division in divisions():
        for form in (division.name, *short_forms(division.name)):
            bearers.setdefault(form, set()).add(division.name)
    for row in ROWS:
        for form in row["called"]:
            assert bearers[form] == {row["name"], *row.get("also", ())}, form


def test_no_row_repeats_what_a_rule_gives() -> None:
    for row in ROWS:
        assert short_name(row["name"]) not in row["called"]
        assert len(set(row["called"])) == len(row["called"])
    assert len({row["name"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("疏解巴州堵点2个，巴中市的通江县、平昌县在四川省东北。", "巴州区"),
        ("新疆巴州的库尔勒市修建渠道。", "巴音郭楞蒙古自治州"),
        ("巴州修建渠道三条。", "巴音郭楞蒙古自治州"),
        ("江西省抚州市的东乡县修建渠道。", "东乡县"),
        ("甘肃省临夏州的东乡县修建渠道。", "东乡族自治县"),
    ],
)
def test_of_two_that_share_a_contraction_the_text_tells_which_and_else_the_suffix(
    text: str, meant: str
) -> None:
    named = {text[mention.start : mention.end]: mention.name for mention in find_regions(text)}
    assert meant in (named.get("巴州"), named.get("东乡县"))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("湘西自治州", "湘西土家族苗族自治州"),
        ("恩施州", "恩施土家族苗族自治州"),
        # Also the full name that it had until 1985.
        ("大通县", "大通回族土族自治县"),
        ("管城区", "管城回族区"),
        ("道真自治县", "道真仡佬族苗族自治县"),
    ],
)
def test_a_name_without_its_peoples_is_found(written: str, name: str) -> None:
    (mention,) = find_regions(f"{written}新建水渠三条。")
    assert mention.name == name


@pytest.mark.parametrize("text", ["集团旗下的如达旗下属三家", "督察县城建设", "依托县域资源", "核准旗标一面"])
def test_other_words_that_end_and_begin_so_are_no_contraction(text: str) -> None:
    assert find_regions(text) == []


def test_a_by_name_is_one_citys_alone_and_is_no_region_in_a_text() -> None:
    told = [called for row in TABLE["nickname"] for called in row["called"]]
    assert len(told) == len(set(told))
    for row in TABLE["nickname"]:
        (city,) = (each for each in divisions_named(row["name"]) if each.until is None)
        assert city.level in ("city", "province") and row["example"].startswith(row["called"][0])
        for called in row["called"]:
            assert divisions_nicknamed(called)[0] == city
            assert not divisions_called(called) and not divisions_named(called)
        assert find_regions(row["example"]) == []
