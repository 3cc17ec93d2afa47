"""The list of indicators, and where text names them."""

from __future__ import annotations

import pytest

from ingest.chinese.script import fold
from ingest.chinese.units import UNITS
from ingest.facts.indicators import find_indicators, indicators, names


def _named(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    folded = fold(text)
    return [(text[m.start : m.end], m.indicator.name, m.qualifiers) for m in find_indicators(folded)]


def test_the_longest_name_is_taken() -> None:
    assert _named("一般公共预算收入完成3亿元") == [("一般公共预算收入", "一般公共预算收入", ())]
    assert _named("人均地区生产总值达到4万元") == [("人均地区生产总值", "人均地区生产总值", ())]


def test_a_name_ends_no_later_than_the_text() -> None:
    for text in ("农村居民人均可支配收入", "今年的固定资产投资"):
        assert [m.end for m in find_indicators(text)] == [len(text)]


def test_names_are_found_in_traditional_and_full_width_text() -> None:
    assert _named("固定資產投資完成3億元") == [("固定資產投資", "固定资产投资", ())]
    assert _named("ＧＤＰ增长6%") == [("ＧＤＰ", "地区生产总值", ())]


def test_a_name_may_bring_qualifiers_and_have_some_before_it() -> None:
    assert _named("全社会固定资产投资") == [("全社会固定资产投资", "固定资产投资", ("全社会",))]
    assert _named("市本级一般公共预算支出") == [("市本级一般公共预算支出", "一般公共预算支出", ("市本级",))]
    assert _named("新增省级“专精特新”企业") == [
        ("新增省级“专精特新”企业", "专精特新企业数", ("新增", "省级"))
    ]


@pytest.mark.parametrize("text", ["人均财政收入", "单位地区生产总值用水量", "固定资产投资项目", "高速出口"])
def test_a_longer_noun_is_another_thing(text: str) -> None:
    assert _named(text) == []


def test_a_joint_name_stands_for_its_parts() -> None:
    (mention,) = find_indicators("城乡居民人均可支配收入")
    assert [part.name for part in mention.name.joint] == ["城镇居民人均可支配收入", "农村居民人均可支配收入"]


def test_an_amount_fits_by_its_unit() -> None:
    listed = indicators()
    assert listed["地区生产总值"].fits(UNITS["元"])
    assert listed["进出口总额"].fits(UNITS["美元"])
    assert not listed["地区生产总值"].fits(UNITS["%"])
    assert listed["规上工业企业数"].fits(UNITS["户"])
    assert not listed["优良天数"].fits(UNITS["户"])
    assert listed["空气质量综合指数"].fits(None)


def test_every_indicator_has_units_and_every_name_leads_to_one() -> None:
    listed = indicators()
    assert len(listed) == 351
    assert all(each.units for each in listed.values())
    assert {name.indicator.name for name in names().values()} == set(listed)
