"""Facts from the cells of tables: what rows and columns name, and what is left out because nothing tells."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.facts.extract import extract
from ingest.facts.model import Fact
from ingest.facts.table_figures import cell_figure
from ingest.facts.table_labels import is_torn, read_label
from ingest.facts.table_outline import row_name, sums
from ingest.facts.table_regions import region_of_row
from ingest.read.table_units import PlacedCell, PlacedRow, make_table
from ingest.sync.versions import from_file

Rows = Sequence[Sequence[str]]


def document(title: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", *parts))


def table(header: Sequence[str], *rows: Sequence[str]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def facts(text: str, doc: str = "岚屏县.md") -> list[Fact]:
    """The facts that a Markdown file tells, read and cleaned as any other."""
    version = from_file(text.encode(), doc=doc, correction={})
    found = extract(version.clean, version.description, version.passages).facts
    for fact in found:
        written = version.clean.text[fact.figure_start : fact.figure_end].replace(",", "")
        assert f"{abs(fact.value):g}"[:4] in written
        assert fact.start <= fact.figure_start < fact.figure_end <= fact.end
    return list(found)


def told(found: Sequence[Fact], *fields: str) -> list[tuple[object, ...]]:
    return [tuple(getattr(fact, field) for field in fields) for fact in found]


BULLETIN = "岚屏县2023年国民经济和社会发展统计公报"


def test_a_row_names_the_indicator_and_columns_the_amount_and_its_growth() -> None:
    found = facts(
        document(
            BULLETIN,
            "表1 2023年主要指标",
            table(
                ["指标", "单位", "绝对数", "比上年增长（%）"],
                ["粮食产量", "万吨", "21.3", "-2.4"],
                ["社会消费品零售总额", "亿元", "33.2", "8.0"],
            ),
        )
    )
    assert told(found, "indicator", "measure", "value", "unit", "amount", "year", "region", "status") == [
        ("粮食产量", "level", 21.3, "万吨", 213_000, 2023, "岚屏县", "result"),
        ("粮食产量", "growth", -2.4, "%", -2.4, 2023, "岚屏县", "result"),
        ("社会消费品零售总额", "level", 33.2, "亿元", 3.32e9, 2023, "岚屏县", "result"),
        ("社会消费品零售总额", "growth", 8.0, "%", 8.0, 2023, "岚屏县", "result"),
    ]
    assert [fact.base for fact in found] == [None, "上年", None, "上年"]


def test_the_noun_of_a_column_stands_behind_the_names_of_the_rows() -> None:
    found = facts(
        document(
            BULLETIN,
            "表2 2023年主要农产品",
            table(
                ["产品名称", "产量（吨）", "比上年增长（%）"],
                ["粮食", "213000", "1.2"],
                ["其中：小麦", "90100", "3.4"],
                ["油料", "8020", "5.0"],
                ["烤烟", "310", "-4.0"],
            ),
        )
    )
    assert told(found, "indicator", "qualifiers", "value")[::2] == [
        ("粮食产量", (), 213000),
        ("粮食产量", ("小麦",), 90100),
        ("油料产量", (), 8020),
        (None, (), 310),
    ]
    assert found[-1].name == "烤烟产量"


def test_parts_of_the_row_above_are_of_its_indicator_and_a_row_that_is_larger_is_no_part() -> None:
    found = facts(
        document(
            BULLETIN,
            "表3 2023年客货运输",
            table(
                ["指标", "单位", "绝对数"],
                ["旅客运输总量", "万人次", "1894.7"],
                ["公路", "万人次", "1527.2"],
                ["铁路", "万人次", "367.5"],
                ["货物运输总量", "万吨", "2837"],
                ["公路", "万吨", "2804"],
                ["水运", "万吨", "5000"],
            ),
        )
    )
    assert told(found, "indicator", "qualifiers", "value") == [
        ("客运量", (), 1894.7),
        ("客运量", ("公路",), 1527.2),
        ("客运量", ("铁路",), 367.5),
        ("货运量", (), 2837),
        ("货运量", ("公路",), 2804),
    ]


def test_rows_that_add_up_to_the_one_above_are_its_parts_without_a_mark() -> None:
    rows = [
        ["农林牧渔业总产值", "40.0", "5.1"],
        ["种植业", "25.5", "4.0"],
        ["林业", "4.5", "3.2"],
        ["渔业", "10.0", "9"],
    ]
    head = ["指标", "绝对数（亿元）", "比上年增长（%）"]
    whole = facts(document(BULLETIN, "表4 2023年农林牧渔业", table(head, *rows)))
    assert told(whole, "indicator", "qualifiers")[::2] == [
        ("农林牧渔业总产值", ()),
        ("农林牧渔业总产值", ("种植业",)),
        ("农林牧渔业总产值", ("林业",)),
        ("农林牧渔业总产值", ("渔业",)),
    ]
    rows[-1][1] = "3.0"
    other = facts(document(BULLETIN, "表4 2023年农林牧渔业", table(head, *rows)))
    assert told(other, "indicator", "qualifiers")[:2] == [("农林牧渔业总产值", ())] * 2
    assert not [fact for fact in other if fact.qualifiers]


def test_what_the_prose_tells_of_an_amount_names_the_row_whose_own_name_leaves_it_open() -> None:
    rows = table(
        ["指标", "年末数（万人）", "比重（%）"], ["全县人口", "38.46", "100"], ["其中：城镇", "20.11", "52.3"]
    )
    text = document(BULLETIN, "年末全县常住人口38.46万人。", "表5 2023年年末人口及其构成", rows)
    found = [fact for fact in facts(text) if fact.start > text.index("表5") - 5]
    assert told(found, "indicator", "measure", "value") == [
        ("常住人口", "level", 38.46),
        ("常住人口", "share", 100),
        ("城镇常住人口", "level", 20.11),
        ("城镇常住人口", "share", 52.3),
    ]


def test_a_budget_tells_what_was_planned_and_what_was_reached() -> None:
    found = facts(
        document(
            "岚屏县2025年预算执行情况和2026年预算草案的报告",
            "——2026年1月15日在岚屏县第十八届人民代表大会第六次会议上",
            "2025年全县一般公共预算收入完成情况表",
            "单位：万元",
            table(
                ["预算科目", "调整预算数", "完成数", "占调整预算%", "比上年增长%"],
                ["本年收入合计", "53,000", "52,000", "98.1", "4.0"],
                ["一、税收收入", "32,000", "31,000", "96.9", "-3.3"],
                ["收入总计", "99,000", "98,000", "99", "1"],
            ),
        )
    )
    assert told(found, "indicator", "status", "measure", "value", "qualifiers", "base") == [
        ("一般公共预算收入", "target", "level", 53000, ("调整预算",), None),
        ("一般公共预算收入", "result", "level", 52000, (), None),
        ("一般公共预算收入", "result", "share", 98.1, ("完成率",), "调整预算"),
        ("一般公共预算收入", "result", "growth", 4.0, (), "上年"),
        ("税收收入", "target", "level", 32000, ("调整预算",), None),
        ("税收收入", "result", "level", 31000, (), None),
        ("税收收入", "result", "share", 96.9, ("完成率",), "调整预算"),
        ("税收收入", "result", "growth", -3.3, (), "上年"),
    ]
    assert {fact.year for fact in found} == {2025}
    assert {fact.unit for fact in found if fact.measure == "level"} == {"万元"}


def test_the_account_that_the_caption_names_holds_for_every_row() -> None:
    found = facts(
        document(
            "岚屏市2025年预算执行情况的报告",
            "2025年市本级一般公共预算支出完成情况表",
            "单位：万元",
            table(
                ["预算科目", "完成数", "比上年增长%"],
                ["本年支出合计", "90000", "2"],
                ["一、教育", "20000", "3"],
            ),
        ),
        "岚屏市.md",
    )
    assert told(found, "indicator", "qualifiers")[::2] == [
        ("一般公共预算支出", ("市本级",)),
        ("教育支出", ("市本级",)),
    ]


def test_the_same_item_of_another_account_is_told_apart() -> None:
    found = facts(
        document(
            "岚屏县2025年预算执行情况的报告",
            "2025年全县政府性基金预算支出完成情况表",
            "单位：万元",
            table(
                ["预算科目", "完成数", "比上年增长%"],
                ["本年支出合计", "9000", "2"],
                ["一、农林水", "200", "3"],
            ),
        )
    )
    assert told(found, "indicator", "qualifiers")[::2] == [
        ("政府性基金预算支出", ()),
        ("农林水支出", ("政府性基金",)),
    ]


def test_an_office_beside_the_name_of_an_indicator_does_not_name_the_row() -> None:
    rows = table(
        ["指标", "责任单位", "2023年（亿元）"],
        ["固定资产投资", "县发改局", "60.1"],
        ["工业投资", "县工信局", "20"],
    )
    assert told(facts(document(BULLETIN, "主要指标", rows)), "indicator", "value") == [
        ("固定资产投资", 60.1),
        ("工业投资", 20),
    ]


def test_what_firms_and_works_have_is_not_the_regions() -> None:
    for head in ("代表企业", "工程名称", "责任单位"):
        assert not facts(document("岚屏县2023年产业发展情况", "2023年3月2日", "重点情况", listed(head)))
    assert not facts(document("岚屏县2023年重点项目", "2023年3月2日", listed("项目名称")))


def listed(head: str) -> str:
    rows = ["岚屏芯源", "14.2", "310"], ["岚屏光电", "9.8", "200"]
    return table([head, "2022年产值（亿元）", "税收收入（万元）"], *rows)


def test_an_offices_budget_tells_nothing_of_its_county() -> None:
    rows = table(["项目", "预算数", "决算数"], ["一般公共预算收入", "900", "910"], ["教育支出", "90", "91"])
    assert not facts(
        document("岚屏县文化馆2023年部门决算", "2024年8月2日", "收入支出决算表", "单位：万元", rows)
    )
    assert facts(document("岚屏县2023年财政决算", "2024年8月2日", "收入支出决算表", "单位：万元", rows))


def test_targets_of_a_plan_are_told_with_their_bounds_beside_where_it_began() -> None:
    found = facts(
        document(
            "岚屏县国民经济和社会发展第十四个五年规划纲要",
            "2021年3月",
            "表1 “十四五”时期主要指标",
            table(
                ["指标", "单位", "2020年基期值", "2025年目标", "年均增长（%）", "属性"],
                ["地区生产总值", "亿元", "96.4", "140", "7", "预期性"],
                ["常住人口城镇化率", "%", "51.3", "≥60", "[8.7]", "预期性"],
                ["城镇调查失业率", "%", "5.4", "5.5以内", "-", "预期性"],
            ),
        )
    )
    assert told(found, "indicator", "year", "period", "status", "value", "bound", "qualifiers") == [
        ("地区生产总值", 2020, "year", "result", 96.4, "", ()),
        ("地区生产总值", 2025, "year", "target", 140, "", ()),
        ("地区生产总值", 2025, "five-year", "target", 7, "", ("年均",)),
        ("常住人口城镇化率", 2020, "year", "result", 51.3, "", ()),
        ("常住人口城镇化率", 2025, "year", "target", 60, "over", ()),
        ("城镇调查失业率", 2020, "year", "result", 5.4, "", ()),
        ("城镇调查失业率", 2025, "year", "target", 5.5, "under", ()),
    ]


def test_rows_that_name_counties_tell_of_these_and_the_row_of_all_of_the_city() -> None:
    found = facts(
        document(
            "哈密市2023年国民经济和社会发展统计公报",
            "表6 2023年分区县主要指标",
            table(
                ["区县", "地区生产总值（亿元）", "地区生产总值增长（%）"],
                ["全市", "812.6", "6.1"],
                ["伊州区", "530.5", "7.0"],
                ["巴里坤县", "96.2", "-5.9"],
                ["某某新区", "1.2", "5.9"],
            ),
        ),
        "哈密市.md",
    )
    assert told(found, "region", "indicator", "measure", "value") == [
        ("哈密市", "地区生产总值", "level", 812.6),
        ("哈密市", "地区生产总值", "growth", 6.1),
        ("伊州区", "地区生产总值", "level", 530.5),
        ("伊州区", "地区生产总值", "growth", 7.0),
        ("巴里坤哈萨克自治县", "地区生产总值", "level", 96.2),
        ("巴里坤哈萨克自治县", "地区生产总值", "growth", -5.9),
    ]


def test_rows_that_name_years_tell_of_these() -> None:
    found = facts(
        document(
            BULLETIN,
            "历年主要指标",
            table(
                ["年份", "地区生产总值（亿元）", "粮食产量（万吨）"],
                ["2020年", "96.4", "21.3"],
                ["2021年", "104.9", "21.8"],
            ),
        )
    )
    assert told(found, "year", "indicator", "value") == [
        (2020, "地区生产总值", 96.4),
        (2020, "粮食产量", 21.3),
        (2021, "地区生产总值", 104.9),
        (2021, "粮食产量", 21.8),
    ]


def test_a_column_of_the_year_before_is_of_that_year() -> None:
    head = ["指标", "单位", "本年", "上年同期", "增长（%）"]
    rows = table(
        head, ["粮食产量", "万吨", "21.8", "21.3", "2.3"], ["发电量", "亿千瓦小时", "3.2", "3.1", "3.2"]
    )
    found = facts(document(BULLETIN, "表9 2023年主要产品产量", rows))
    assert told(found, "indicator", "year", "measure", "value") == [
        ("粮食产量", 2023, "level", 21.8),
        ("粮食产量", 2022, "level", 21.3),
        ("粮食产量", 2023, "growth", 2.3),
        ("发电量", 2023, "level", 3.2),
        ("发电量", 2022, "level", 3.1),
        ("发电量", 2023, "growth", 3.2),
    ]


def test_a_row_of_growth_is_of_the_row_above_it() -> None:
    found = facts(
        document(
            BULLETIN,
            "历年主要指标",
            table(
                ["指标", "2020年", "2021年"],
                ["地区生产总值（亿元）", "96.4", "104.9"],
                ["比上年增长（%）", "3.1", "6.6"],
                ["粮食产量（万吨）", "21.3", "21.8"],
            ),
        )
    )
    assert told(found, "year", "indicator", "measure", "value", "unit") == [
        (2020, "地区生产总值", "level", 96.4, "亿元"),
        (2021, "地区生产总值", "level", 104.9, "亿元"),
        (2020, "地区生产总值", "growth", 3.1, "%"),
        (2021, "地区生产总值", "growth", 6.6, "%"),
        (2020, "粮食产量", "level", 21.3, "万吨"),
        (2021, "粮食产量", "level", 21.8, "万吨"),
    ]


def test_a_table_on_its_side_tells_the_same() -> None:
    rows = (["2022年", "104.9", "60.2"], ["2023年", "110.2", "61.8"], ["比上年增长%", "5.1", "2.3"])
    text = table(["项目", "地区生产总值", "固定资产投资"], *rows)
    found = facts(document(BULLETIN, "主要指标", "单位：亿元", text))
    assert told(found, "year", "indicator", "measure", "value", "unit") == [
        (2022, "地区生产总值", "level", 104.9, "亿元"),
        (2022, "固定资产投资", "level", 60.2, "亿元"),
        (2023, "地区生产总值", "level", 110.2, "亿元"),
        (2023, "固定资产投资", "level", 61.8, "亿元"),
        (2023, "地区生产总值", "growth", 5.1, "%"),
        (2023, "固定资产投资", "growth", 2.3, "%"),
    ]


def test_columns_that_name_counties_tell_of_these() -> None:
    head = ["指标", "单位", "全市", "伊州区", "伊吾县"]
    rows = table(
        head, ["地区生产总值", "亿元", "812.6", "530.5", "287.7"], ["粮食产量", "万吨", "13.6", "5.1", "2.2"]
    )
    text = document("哈密市2023年国民经济和社会发展统计公报", "表8 2023年分区县主要指标", rows)
    assert told(facts(text, "哈密市.md"), "region", "indicator", "value") == [
        ("哈密市", "地区生产总值", 812.6),
        ("伊州区", "地区生产总值", 530.5),
        ("伊吾县", "地区生产总值", 287.7),
        ("哈密市", "粮食产量", 13.6),
        ("伊州区", "粮食产量", 5.1),
        ("伊吾县", "粮食产量", 2.2),
    ]


def test_a_part_of_the_year_is_told_as_such_and_the_goal_beside_it_is_of_the_year() -> None:
    found = facts(
        document(
            "岚屏县2023年1-9月主要经济指标完成情况",
            table(
                ["指标名称", "单位", "1-9月累计", "同比增长（%）", "全年目标"],
                ["固定资产投资", "亿元", "60.1", "-3.1", "90"],
            ),
        )
    )
    assert told(found, "period", "status", "measure", "value") == [
        ("q1-3", "result", "level", 60.1),
        ("q1-3", "result", "growth", -3.1),
        ("year", "target", "level", 90),
    ]


def test_the_title_of_the_document_tells_which_part_of_the_year_its_tables_are_of() -> None:
    rows = table(
        ["指标", "绝对数（亿元）", "比上年增长（%）", "全年目标"], ["固定资产投资", "60.1", "3.1", "99"]
    )
    found = facts(document("岚屏县2023年上半年经济运行情况", "2023年8月2日", "主要指标", rows))
    assert told(found, "period", "measure", "value") == [("h1", "level", 60.1), ("h1", "growth", 3.1)]
    assert not facts(document("岚屏县2023年1-8月经济运行情况", "2023年9月2日", "主要指标", rows))


@pytest.mark.parametrize(
    ("header", "row"),
    [
        # No unit, a name that tells nothing, an indicator that is counted in another unit, a column that says something else.
        (["指标", "绝对数"], ["固定资产投资", "60.1"]),
        (["指标", "绝对数（亿元）"], ["其他", "60.1"]),
        (["指标", "绝对数（万吨）"], ["固定资产投资", "60.1"]),
        (["指标", "牵头单位数（亿元）"], ["固定资产投资", "60.1"]),
        (["指标", "环比和同比增长（%）"], ["固定资产投资", "6.1"]),
        (["项目", "挂牌价（万元）"], ["一号木屋", "355.1"]),
    ],
)
def test_what_the_labels_leave_open_is_left_out(header: list[str], row: list[str]) -> None:
    known = [
        fact
        for fact in facts(document(BULLETIN, "表7 2023年情况", table(header, row, row)))
        if fact.indicator
    ]
    assert not known


def test_a_header_in_which_two_columns_ran_together_spoils_the_table() -> None:
    head = ["项目", "年初预算数 调整预算数", "执行数", "建议数"]
    text = document(BULLETIN, "2023年预算表", "单位：万元", table(head, ["教育支出", "10", "20", "30"]))
    assert not facts(text)
    assert is_torn(("年初预算数调整预算数",))
    assert not is_torn(("执行数为预算数的%",))


def test_labels_are_read_for_measure_status_and_year() -> None:
    for written, measure, status, year in (
        ("2025年预算数", None, "target", 2025),
        ("2025年预计执行数", None, None, None),
        ("比上年增减（±）%", "growth", None, None),
        ("占调整预算", "share", None, None),
        ("比上年增减额", "change", None, None),
        ("完成数", None, "result", None),
        ("全年预计", None, "estimate", None),
    ):
        label = read_label((written,))
        if written == "2025年预计执行数":
            assert label is None or label.status == "estimate"
            continue
        assert label is not None
        assert (label.measure, label.status, label.year) == (measure, status, year)


def test_a_comparison_over_two_columns_tells_with_what_stands_below_it_how_they_measure() -> None:
    for parts, measure, status, year, base in (
        (("2025年快报数比2024年决算数", "增减额"), "change", "result", 2025, None),
        (("2025年快报比2024年决算", "增减%"), "growth", "result", 2025, "上年"),
        (("2026年预算", "比2025年执行数增减", "%"), "growth", "target", 2026, "上年"),
        (("2026年预算数比2025年预算数", "增减%"), "growth", "target", 2026, "上年预算"),
        (("2026年预算", "比2025年年初预算增减", "金额"), "change", "target", 2026, "上年预算"),
    ):
        label = read_label(parts)
        assert label is not None
        assert (label.measure, label.status, label.year, label.base) == (measure, status, year, base)
        assert not is_torn(parts)


def test_a_table_whose_header_compares_two_years_is_read_with_the_unit_of_its_differences() -> None:
    page = """<html><body><h1>岚屏县2023年预算执行情况和2024年预算草案的报告</h1><p>2024年1月8日</p>
<p>全县2023年一般公共预算收入执行情况表</p><p>单位：万元</p><table>
<tr><th rowspan=2>预算科目</th><th rowspan=2>2023年快报数</th><th rowspan=2>2022年决算数</th>
<th colspan=2>2023年快报数比2022年决算数</th></tr><tr><th>增减额</th><th>增减%</th></tr>
<tr><td>增值税</td><td>2148</td><td>2131</td><td>17</td><td>0.8</td></tr>
<tr><td>契税</td><td>616</td><td>578</td><td>38</td><td>6.6</td></tr></table></body></html>"""
    found = [fact for fact in facts(page, "岚屏县.html") if fact.indicator == "契税"]
    assert told(found, "year", "measure", "value", "unit", "status") == [
        (2023, "level", 616, "万元", "result"),
        (2022, "level", 578, "万元", "result"),
        (2023, "change", 38, "万元", "result"),
        (2023, "growth", 6.6, "%", "result"),
    ]


def test_columns_of_the_kinds_of_debt_below_their_sum_are_of_the_kind() -> None:
    page = """<html><body><h1>岚屏县2023年预算执行情况的报告</h1><p>2024年1月8日</p>
<p>2023年政府债务限额和余额情况表</p><p>单位：亿元</p><table>
<tr><th rowspan=2>地区</th><th colspan=2>2023年债务限额</th><th colspan=2>2023年债务余额</th></tr>
<tr><th>合计</th><th>一般债务</th><th>合计</th><th>一般债务</th></tr>
<tr><td>岚屏县</td><td>22.8</td><td>4.2</td><td>21.7</td><td>4.1</td></tr>
<tr><td>岚屏县</td><td>22.8</td><td>4.2</td><td>21.7</td><td>4.1</td></tr></table></body></html>"""
    found = facts(page, "岚屏县.html")[:4]
    assert told(found, "indicator", "qualifiers", "value") == [
        ("地方政府债务限额", (), 22.8),
        ("地方政府债务限额", ("一般",), 4.2),
        ("地方政府债务余额", (), 21.7),
        ("地方政府债务余额", ("一般",), 4.1),
    ]


def test_deposits_in_a_table_of_deposits_and_loans_are_balances() -> None:
    rows = [["各项存款", "38.3", "11.1"], ["各项贷款", "29.0", "4.6"]]
    found = facts(
        document(
            BULLETIN,
            "表3 2023年末金融机构存贷款情况",
            table(["指标", "年末数（亿元）", "比上年末增长（%）"], *rows),
        )
    )
    assert told(found, "indicator", "measure", "value") == [
        ("金融机构存款余额", "level", 38.3),
        ("金融机构存款余额", "growth", 11.1),
        ("金融机构贷款余额", "level", 29.0),
        ("金融机构贷款余额", "growth", 4.6),
    ]


def test_names_of_rows_lose_numbers_marks_and_units() -> None:
    for written, name, is_part, unit in (
        ("一、税收收入", "税收收入", False, ""),
        ("1.1.粮食播种面积", "粮食播种面积", False, ""),
        ("其中：小麦", "小麦", True, ""),
        ("#铁路", "铁路", True, ""),
        ("（1）货物运输总量（万吨）", "货物运输总量", False, "万吨"),
    ):
        read = row_name(written)
        assert (read.name, read.is_part, read.unit) == (name, is_part, unit)
    assert row_name("一、2024年末债务余额").year == row_name("一、2025年初债务余额").year == 2024
    assert row_name("固定资产投资增速").is_growth
    assert not row_name("人口自然增长率").is_growth


@given(
    st.floats(min_value=0, max_value=1e7, allow_nan=False).map(lambda value: round(value, 2)),
    st.sampled_from(["亿元", "万吨", "%", "人", "千伏安时"]),
    st.sampled_from(["", "-"]),
)
def test_a_cell_gives_its_number_back_with_its_sign_and_unit(value: float, unit: str, sign: str) -> None:
    written = f"{value:,.2f}"
    for cell, given_unit in (
        (sign + written, unit),
        *(() if unit == "千伏安时" else ((sign + written + unit, ""),)),
    ):
        figure = cell_figure(cell, given_unit)
        assert figure is not None
        assert abs(figure.value) == value
        assert figure.unit == unit
        assert (figure.amount < 0) == (sign == "-" and value > 0)


@given(st.lists(st.integers(min_value=1, max_value=10_000), min_size=2, max_size=6))
def test_rows_are_parts_of_the_row_that_they_add_up_to(parts: list[int]) -> None:
    found = sums([float(sum(parts)), *map(float, parts)], 0)
    assert set(found) >= set(range(1, 3))
    assert all(whole < part for part, whole in found.items())


def test_a_label_may_say_over_what_its_growth_is_and_name_its_years_in_words() -> None:
    found = facts(
        document(
            "岚屏县2025年预算执行情况和2026年预算草案",
            "二○二六年全县一般公共预算收入预算表",
            "单位：万元",
            table(
                ["项目", "二○二五年执行数", "二○二六年预算数", "二○二六年预算数比二○二五年执行数增长%"],
                ["税收收入", "1204", "1310", "8.8"],
                ["非税收入", "610", "655", "7.4"],
            ),
        )
    )
    assert told(found, "indicator", "measure", "year", "status", "base")[:3] == [
        ("税收收入", "level", 2025, "result", None),
        ("税收收入", "level", 2026, "target", None),
        ("税收收入", "growth", 2026, "target", "上年"),
    ]


def test_the_year_that_a_row_opens_with_is_that_of_its_figures() -> None:
    found = facts(
        document(
            "岚屏县2025年预算执行情况",
            "岚屏县2025年政府债务情况表",
            "单位：亿元",
            table(
                ["项目", "金额", "备注"],
                ["2024年末地方政府债务余额", "10.2", "决算"],
                ["2025年末地方政府债务余额", "11.7", "预计"],
            ),
        )
    )
    assert told(found, "indicator", "value", "year") == [
        ("地方政府债务余额", 10.2, 2024),
        ("地方政府债务余额", 11.7, 2025),
    ]


def test_columns_beside_years_are_of_what_they_are_called_also_where_the_table_goes_on() -> None:
    found = facts(
        "---\ndate: 2010-05-01\n---\n"
        + document(
            "岚屏县志财政编",
            "2001～2002年岚屏县财政收入情况表",
            "单位：万元",
            table(["年度", "企业所得税类", "营业税"], ["2001", "310", "865"], ["2002", "290", "888"]),
            "续表",
            table(["年度", "屠宰税", "牧业税"], ["2001", "31", "12"], ["2002", "33", "-"]),
        )
    )
    assert told(found, "indicator", "name", "value", "unit", "year") == [
        ("企业所得税", "企业所得税", 310, "万元", 2001),
        (None, "营业税", 865, "万元", 2001),
        ("企业所得税", "企业所得税", 290, "万元", 2002),
        (None, "营业税", 888, "万元", 2002),
        (None, "屠宰税", 31, "万元", 2001),
        (None, "牧业税", 12, "万元", 2001),
        (None, "屠宰税", 33, "万元", 2002),
    ]


def test_a_table_of_two_columns_is_read_where_the_second_holds_figures() -> None:
    found = facts(
        document(
            BULLETIN,
            "表5 2023年分行业固定资产投资",
            table(
                ["行业", "比上年增长（%）"], ["合计", "5.8"], ["工业投资", "2.0"], ["房地产开发投资", "-7.4"]
            ),
        )
    )
    assert told(found, "indicator", "value", "measure") == [
        ("固定资产投资", 5.8, "growth"),
        ("工业投资", 2.0, "growth"),
        ("房地产开发投资", -7.4, "growth"),
    ]


def test_two_tables_side_by_side_are_read_each_by_its_own_names() -> None:
    found = facts(
        document(
            BULLETIN,
            "2023年一般公共预算收支决算表",
            "单位：万元",
            table(
                ["收入项目", "决算数", "支出项目", "决算数"],
                ["税收收入", "1204", "教育支出", "2310"],
                ["非税收入", "610", "农林水支出", "1450"],
            ),
        )
    )
    assert sorted(told(found, "indicator", "value")) == [
        ("农林水支出", 1450),
        ("教育支出", 2310),
        ("税收收入", 1204),
        ("非税收入", 610),
    ]


def test_a_row_that_numbers_the_columns_holds_no_figures() -> None:
    found = facts(
        document(
            BULLETIN,
            "2023年一般公共预算收入表",
            "单位：万元",
            table(
                ["项目", "预算数", "决算数", "完成预算%"],
                ["栏次", "1", "2", "3=2/1*100"],
                ["税收收入", "1300", "1204", "92.6"],
            ),
        )
    )
    assert told(found, "indicator", "value") == [("税收收入", 1300), ("税收收入", 1204), ("税收收入", 92.6)]


def test_a_name_that_no_list_holds_and_several_rows_bear_names_none_of_them() -> None:
    found = facts(
        document(
            BULLETIN,
            "2023年一般公共预算支出决算表",
            "单位：万元",
            table(
                ["项目", "预算数", "决算数"],
                ["人大事务支出", "310", "300"],
                ["行政运行支出", "210", "205"],
                ["政协事务支出", "290", "281"],
                ["行政运行支出", "180", "177"],
            ),
        )
    )
    assert told(found, "name", "value") == [
        ("人大事务支出", 310),
        ("人大事务支出", 300),
        ("政协事务支出", 290),
        ("政协事务支出", 281),
    ]


def test_a_table_is_of_the_region_that_its_title_names() -> None:
    rows = table(["项目", "决算数"], ["税收收入", "1204"], ["非税收入", "610"])
    found = facts(
        document(BULLETIN, "岚屏县2023年收入表", "单位：万元", rows, "容城县2023年收入表", "单位：万元", rows)
    )
    assert told(found, "region", "value") == [
        ("岚屏县", 1204),
        ("岚屏县", 610),
        ("容城县", 1204),
        ("容城县", 610),
    ]


def test_the_table_of_a_village_holds_no_figures_of_the_county() -> None:
    rows = table(["项目", "金额"], ["农业收入", "14516"], ["牧业收入", "23663"])
    assert not facts(document(BULLETIN, "岚岭村1982年收入情况", "单位：元", rows))
    assert facts(document(BULLETIN, "岚屏县农村1982年收入情况", "单位：元", rows))


def test_the_heading_that_ran_together_with_a_sum_is_none_of_its_name() -> None:
    assert row_name("本年收入合计三、债务收入").name == "本年收入合计"
    assert row_name("其他税收收入二、非税收入").name == ""
    assert row_name("第二、三产业增加值").name == "第二、三产业增加值"


@pytest.mark.parametrize("column", ["指标值", "统计值", "指标数额"])
def test_a_column_of_values_beside_one_of_units_holds_the_amounts(column: str) -> None:
    header = ["指标名称", "计量单位", column, "增幅（%）"]
    rows = [["粮食产量", "万吨", "21.3", "2.4"], ["农民人均纯收入", "元", "6120", "11.5"]]
    found = facts(document(BULLETIN, "2023年主要指标", table(header, *rows)))
    assert told(found, "indicator", "measure", "value", "unit") == [
        ("粮食产量", "level", 21.3, "万吨"),
        ("粮食产量", "growth", 2.4, "%"),
        ("农民人均纯收入", "level", 6120, "元"),
        ("农民人均纯收入", "growth", 11.5, "%"),
    ]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("表5-1 | 单位：万元", "万元"),
        ("附表3 | 单位：亿元", "亿元"),
        ("预算01表 | 2023年度 | 单位：万元", "万元"),
        ("编制单位：岚屏县财政局 | 单位：万元", "万元"),
        ("粮食 | 21.3 | 单位：万吨", ""),
    ],
)
def test_the_unit_beside_the_number_of_a_table_holds_for_it(line: str, unit: str) -> None:
    text = "项目：收入合计 | 预算数：120"
    row = PlacedRow(0, len(text), [PlacedCell(0, 3, 7), PlacedCell(1, 14, 17)])
    read = make_table(text, 0, ["岚屏县收支表", line], [("项目",), ("预算数",)], [row])
    assert read is not None
    assert read.rows[0].cells[1].unit == unit


def test_rows_named_for_places_tell_the_figures_of_each() -> None:
    found = facts(
        document(
            "安阳市2026年信用评级报告",
            "表1 2024年河南省部分地级市经济财政指标情况（单位：亿元）",
            table(
                ["地级市", "GDP", "GDP增速", "人均GDP（万元）"],
                ["郑州市", "14532.1", "5.7%", "11.2"],
                ["洛阳市", "5825.3", "-0.4%", "8.2"],
            ),
        )
    )
    assert told(found, "region", "indicator", "measure", "value", "unit", "year") == [
        ("郑州市", "地区生产总值", "level", 14532.1, "亿元", 2024),
        ("郑州市", "地区生产总值", "growth", 5.7, "%", 2024),
        ("郑州市", "人均地区生产总值", "level", 11.2, "万元", 2024),
        ("洛阳市", "地区生产总值", "level", 5825.3, "亿元", 2024),
        ("洛阳市", "地区生产总值", "growth", -0.4, "%", 2024),
        ("洛阳市", "人均地区生产总值", "level", 8.2, "万元", 2024),
    ]


def test_of_places_that_share_a_name_the_one_in_the_region_is_meant_or_none() -> None:
    named = ("鼓楼区", None)
    assert region_of_row(*named, ("福州市", "福建省"), is_place=True) == ("鼓楼区", "福建省福州市")
    assert region_of_row(*named, ("安徽省", None), is_place=True) is None
    assert region_of_row("洛阳市", None, ("福州市", "福建省"), is_place=False) is None


def test_a_short_title_with_its_unit_behind_it_names_region_and_year() -> None:
    found = facts(
        document(
            "安阳市2025年信用评级报告",
            "图表6林州市主要财政指标情况（单位：亿元、%）",
            table(
                ["项目", "2023年", "2024年（末）"],
                ["一般公共预算收入", "41.2", "42.5"],
                ["财政自给率", "55.1", "54.3"],
                ["地方政府债务余额", "80.1", "92.6"],
            ),
        )
    )
    assert told(found, "region", "name", "value", "unit", "year")[:4] == [
        ("林州市", "一般公共预算收入", 41.2, "亿元", 2023),
        ("林州市", "一般公共预算收入", 42.5, "亿元", 2024),
        ("林州市", "财政自给率", 55.1, "%", 2023),
        ("林州市", "财政自给率", 54.3, "%", 2024),
    ]
