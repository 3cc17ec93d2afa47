"""Whose account the sums of a budget are of: the whole city's, that of the city itself, a zone's, or that of its counties."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.facts.clause_facts import clause_facts
from ingest.facts.extract import extract
from ingest.facts.model import Fact
from ingest.facts.whose import Accounts
from ingest.facts.zones import zone_name
from ingest.schema import CleanText, Description, Passage
from ingest.sync.versions import from_file

BUDGET = Description(
    "关于溪州市2024年预算执行情况和2025年预算草案的报告", "溪州市", "某省", "2025-01-20", 2024, "work-report"
)


def told(text: str) -> list[Fact]:
    passage = Passage(0, len(text), year=2024, outlook="review")
    return list(clause_facts(CleanText(text), BUDGET, [passage]))


def of_table(title: str, *rows: str) -> list[Fact]:
    text = "\n\n".join(
        (
            "# 关于洛阳市2024年预算执行情况和2025年预算草案的报告",
            "2025年1月20日",
            title,
            "单位：万元",
            "\n".join(rows),
        )
    )
    version = from_file(text.encode(), doc="洛阳市.md", correction={})
    return list(extract(version.clean, version.description, version.passages).facts)


def whose(text: str) -> list[tuple[str, float, tuple[str, ...]]]:
    return [(fact.region, fact.value, fact.qualifiers) for fact in told(text) if fact.measure == "level"]


def test_a_zone_that_opens_a_clause_is_the_region_until_the_next_is_named() -> None:
    text = (
        "（一）预算执行情况\n全市一般公共预算收入完成120亿元。\n"
        "云岭新区一般公共预算收入11亿元；一般公共预算支出14亿元，上解上级支出2亿元。\n"
        "高新技术产业开发区一般公共预算收入8亿元。一般公共预算支出9亿元。\n市本级一般公共预算收入完成40亿元。\n"
    )
    assert whose(text) == [
        ("溪州市", 120, ()),
        ("云岭新区", 11, ()),
        ("云岭新区", 14, ()),
        ("云岭新区", 2, ()),
        ("高新技术产业开发区", 8, ()),
        ("高新技术产业开发区", 9, ()),
        ("溪州市", 40, ("市本级",)),
    ]
    assert {fact.place for fact in told(text) if fact.region == "云岭新区"} == {"某省溪州市"}


def test_the_zone_of_a_heading_holds_for_the_numbered_parts_below_it() -> None:
    text = (
        "（一）全市预算执行情况\n1．一般公共预算\n一般公共预算收入完成120亿元，全年运行平稳有序，各项任务顺利完成。\n"
        "（二）高新区预算执行情况\n1．一般公共预算\n一般公共预算收入完成8亿元，全年运行平稳有序，各项任务顺利完成。\n"
        "2．政府性基金预算\n政府性基金预算收入完成3亿元，全年运行平稳有序，各项任务也都顺利完成了。\n"
    )
    assert [(region, value) for region, value, _ in whose(text)] == [
        ("溪州市", 120),
        ("高新区", 8),
        ("高新区", 3),
    ]


def test_a_zone_in_the_middle_of_a_sentence_is_told_of_to_its_end_only() -> None:
    text = "全市一般公共预算收入完成120亿元，高新区一般公共预算收入完成8亿元。一般公共预算支出完成150亿元。"
    assert [(region, value) for region, value, _ in whose(text)] == [
        ("溪州市", 120),
        ("高新区", 8),
        ("溪州市", 150),
    ]


def test_the_account_of_the_section_before_is_not_that_of_the_next() -> None:
    text = (
        "（三）社会保险基金预算\n市级社会保险基金预算收入完成30亿元，全年运行平稳有序，各项任务顺利完成。\n"
        "（四）政府债务情况\n政府债务限额200亿元，其中一般债务限额90亿元，全年运行平稳有序，风险总体可控。\n"
    )
    assert [(value, qualifiers) for _, value, qualifiers in whose(text)] == [
        (30, ("市级",)),
        (200, ()),
        (90, ("一般",)),
    ]


def test_what_the_counties_owe_is_not_what_the_city_itself_owes() -> None:
    text = "市级政府债务余额40亿元，其中：一般债务余额30亿元；县（市、区）政府债务余额60亿元，其中：一般债务余额50亿元。"
    found = {value: qualifiers for _, value, qualifiers in whose(text)}
    assert (found[40], found[30], found[50]) == (("市级",), ("市级", "一般"), ("县级", "一般"))


def test_what_goes_up_to_the_province_is_of_no_account_of_the_province() -> None:
    text = (
        "市本级一般公共预算支出50亿元。加上上解省级支出3亿元，一般公共预算支出总计60亿元，债务还本支出4亿元。"
    )
    assert {qualifiers for _, _, qualifiers in whose(text)} == {("市本级",)}


def test_blanks_that_a_page_left_inside_words_hide_no_account() -> None:
    text = "市 本 级 政 府 性 基 金 预 算 收 入 完 成 40 亿 元。上 级 补 助 收 入 3 亿 元。"
    assert whose(text) == [("溪州市", 40, ("市本级",)), ("溪州市", 3, ("市本级", "政府性基金"))]


_HEADER = ("| 项目 | 2023年决算数 | 2024年执行数 |", "| --- | --- | --- |")


@pytest.mark.parametrize(
    ("title", "region", "qualifiers"),
    [
        ("2024年洛阳高新区一般公共预算收入执行情况表", "洛阳高新区", ()),
        ("2024年市南部山区\n一般公共预算收入执行情况表", "南部山区", ()),
        ("2024年市级一般公共预算收入执行情况表", "洛阳市", ("市级",)),
        ("2024年洛阳市一般公共预算收入执行情况表", "洛阳市", ()),
    ],
)
def test_a_table_is_of_the_zone_or_level_that_its_title_names(
    title: str, region: str, qualifiers: tuple[str, ...]
) -> None:
    found = of_table(title, *_HEADER, "| 税收收入 | 300 | 320 |", "| 非税收入 | 120 | 140 |")
    assert {(fact.region, fact.qualifiers) for fact in found} == {(region, qualifiers)}
    assert len(found) == 4


def test_income_that_holds_the_nations_part_is_no_income_of_the_city() -> None:
    found = of_table(
        "2024年洛阳市地域财政收入构成表",
        *_HEADER,
        "| 一、一般公共预算收入 | 900 | 950 |",
        "| 其中：中央级收入 | 500 | 520 |",
        "| 市县级收入 | 400 | 430 |",
    )
    bare = {fact.value for fact in found if fact.indicator == "一般公共预算收入" and not fact.qualifiers}
    assert not bare & {900, 950, 500, 520}


def test_what_a_city_gives_to_its_counties_for_schools_is_not_what_they_spend() -> None:
    rows = ("| 教育支出 | 300 | 320 |", "| 均衡性转移支付 | 120 | 140 |")
    found = of_table("2024年市对各县（市、区）一般公共预算转移支付情况表", *_HEADER, *rows)
    assert "教育支出" not in {fact.indicator for fact in found}


def test_parts_of_a_balance_are_of_the_year_that_it_opens_with() -> None:
    found = of_table(
        "2024年洛阳市地方政府债务限额余额情况表",
        "| 项目 | 全市 | 市级 |",
        "| --- | --- | --- |",
        "| 一、2023年末地方政府债务余额 | 900 | 400 |",
        "| 其中：一般债务 | 500 | 300 |",
        "| 二、2024年末地方政府债务余额 | 990 | 440 |",
        "| 其中：一般债务 | 550 | 330 |",
    )
    assert {fact.value: fact.year for fact in found if "一般" in fact.qualifiers} == {
        500: 2023,
        300: 2023,
        550: 2024,
        330: 2024,
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("云岭高新区", "云岭高新区"),
        ("市经济技术开发区", "经济技术开发区"),
        ("各园区", None),
        ("市辖区", None),
        ("促进高新区", None),
        ("自治区", None),
        ("生态保护区", None),
    ],
)
def test_a_zone_is_named_by_how_its_name_ends_and_what_it_does_not_hold(text: str, name: str | None) -> None:
    assert zone_name(text) == name


_PIECES = (
    "全市",
    "市本级",
    "高新区",
    "一般公共预算收入",
    "完成3亿元",
    "，",
    "。",
    "；",
    "\n",
    "（一）",
    "1．",
    "其中：",
    " ",
    "支出",
)


@given(st.lists(st.sampled_from(_PIECES)).map("".join))
@settings(deadline=None)
def test_an_account_is_known_at_every_place_of_any_text(text: str) -> None:
    accounts = Accounts(text, "溪州市")
    for at in range(len(text)):
        found = accounts.at(at).whose
        assert found.level is None or found.zone is None
        assert (found.level or "市本级") == "市本级"


def test_what_balances_an_account_is_told_with_its_account() -> None:
    text = (
        "（二）政府性基金预算\n市本级政府性基金预算收入完成40亿元，加上级补助收入等3亿元、上年结余2亿元，收入总计45亿元；"
        "政府性基金预算支出30亿元，加上解支出5亿元，调出资金4亿元后，支出总计39亿元。收支相抵，年终结余6亿元。\n"
    )
    found = [(fact.indicator or fact.name, fact.value, fact.qualifiers) for fact in told(text)]
    assert found == [
        ("政府性基金预算收入", 40, ("市本级",)),
        ("上级补助收入", 3, ("市本级", "政府性基金", "等")),
        ("上年结余", 2, ("市本级", "政府性基金")),
        ("收入总计", 45, ("市本级", "政府性基金")),
        ("政府性基金预算支出", 30, ("市本级",)),
        ("上解支出", 5, ("市本级", "政府性基金")),
        ("调出资金", 4, ("市本级", "政府性基金")),
        ("支出总计", 39, ("市本级", "政府性基金")),
        ("年终结余", 6, ("市本级", "政府性基金")),
    ]


def test_a_sum_of_several_names_is_of_none_of_them() -> None:
    assert whose("市本级一般公共预算收入完成40亿元，加上上级补助收入、债务转贷收入等30亿元。") == [
        ("溪州市", 40, ("市本级",))
    ]


def test_the_year_that_opened_a_sentence_of_a_section_holds_for_those_that_name_none() -> None:
    text = (
        "（一）2025年预算草案\n2025年全市一般公共预算收入安排120亿元，全年预计平稳有序，各项任务将顺利完成。\n"
        "增值税40亿元，契税6亿元。\n（二）2024年预算执行情况\n增值税30亿元，全年运行平稳有序，各项任务顺利完成。\n"
    )
    assert [(fact.value, fact.year, fact.status) for fact in told(text)] == [
        (120, 2025, "target"),
        (40, 2025, "target"),
        (6, 2025, "target"),
        (30, 2024, "result"),
    ]


def test_parts_in_brackets_behind_a_sum_are_of_its_account_and_year() -> None:
    text = "全市政府债务余额为68亿元（其中：一般债务余额19亿元、专项债务49亿元），控制在限额以内。"
    assert whose(text) == [
        ("溪州市", 68, ()),
        ("溪州市", 19, ("一般",)),
        ("溪州市", 49, ("专项",)),
    ]


def test_the_unit_of_a_part_in_brackets_is_that_of_its_largest_number() -> None:
    text = "全市一般公共预算支出30亿元（教育支出5亿元、科学技术支出1亿2000万元）。"
    assert [(fact.value, fact.unit) for fact in told(text)] == [(30, "亿元"), (5, "亿元"), (1.2, "亿元")]


@pytest.mark.parametrize("note", ["含高新区19亿元", "比上年增加9亿元", "一般债务余额96亿元", "涉及项目9个"])
def test_a_bracket_that_tells_no_part_of_the_sum_before_it_tells_no_fact(note: str) -> None:
    assert {value for _, value, _ in whose(f"全市政府债务余额为68亿元（{note}）。")} == {68}


def test_the_sum_of_the_year_before_that_a_growth_is_counted_from_is_told() -> None:
    text = "市本级一般公共预算支出27亿元，比上年执行数25亿元增长8%。"
    assert [(f.year, f.measure, f.value, f.qualifiers, f.status) for f in told(text)] == [
        (2024, "level", 27, ("市本级",), "result"),
        (2024, "growth", 8, ("市本级",), "result"),
        (2023, "level", 25, ("市本级",), "result"),
    ]


def test_what_income_came_to_over_the_years_of_a_growth_is_the_sum_of_the_five() -> None:
    text = "一般公共预算收入从2020年的90亿元增长至2024年的120亿元，年均增长7.5%，总量达到520亿元。"
    assert [(f.year, f.period, f.measure, f.value) for f in told(text)] == [
        (2020, "year", "level", 90),
        (2024, "year", "level", 120),
        (2024, "five-year", "growth", 7.5),
        (2024, "five-year", "level", 520),
    ]


def test_spending_behind_a_funds_income_is_the_funds_own() -> None:
    text = "（三）社会保险基金预算\n城镇职工基本医疗保险基金收入31亿元，支出27.9亿元，滚存结余43.1亿元。"
    assert [(fact.name, fact.value) for fact in told(text)] == [
        ("城镇职工基本医疗保险基金收入", 31),
        ("城镇职工基本医疗保险基金支出", 27.9),
        ("滚存结余", 43.1),
    ]


def test_why_a_budget_was_changed_parts_no_spending_from_its_account() -> None:
    text = "市级一般公共预算支出年初预算为30亿元，执行中因上级补助增加、争取地方政府债券等，支出预算调整为47亿元，实际完成46亿元，为调整预算的97.9%。"
    assert [(f.indicator, f.value, f.status) for f in told(text) if f.measure == "level"] == [
        ("一般公共预算支出", 30, "target"),
        ("一般公共预算支出", 47, "target"),
        ("一般公共预算支出", 46, "result"),
    ]


def test_the_sum_of_several_kinds_of_income_has_their_words_as_its_name() -> None:
    text = "市级一般公共预算收入完成40亿元，加上上级补助等转移性收入30亿元，收入合计70亿元。"
    assert [(fact.name, fact.indicator) for fact in told(text)] == [
        ("市级一般公共预算收入", "一般公共预算收入"),
        ("上级补助等转移性收入", None),
        ("收入合计", None),
    ]
