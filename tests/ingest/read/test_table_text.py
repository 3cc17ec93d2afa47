"""Tables in plain text: between bars and between tabs, and prose that only looks like one."""

from __future__ import annotations

import pytest

from ingest.read.table_text import tables_in

BARS = "序号|单位|到位资金（亿元）|完成率\n1|云杉镇|9.62|120.3%\n2|石门乡|0.77|51.3%"


def values(text: str) -> list[list[str]]:
    return [[text[c.start : c.end] for c in row.cells] for table in tables_in(text) for row in table.rows]


def test_cells_have_the_offsets_of_their_values_and_their_units() -> None:
    text = f"考核结果\n{BARS}\n以上。"
    (table,) = tables_in(text)
    assert table.labels == ((), ("单位",), ("到位资金",), ("完成率",))
    assert values(text) == [["云杉镇", "9.62", "120.3%"], ["石门乡", "0.77", "51.3%"]]
    assert [cell.unit for cell in table.rows[0].cells] == ["", "亿元", ""]
    assert table.caption == "考核结果"


@pytest.mark.parametrize(
    "text",
    [
        "| 镇 | 户数 | 人口 |\n| --- | --- | --- |\n| 云杉镇 | 81 | 260 |\n| 石门乡 | 45 | 133 |",
        "| 镇 | 户数 | 人口 | |\n| 云杉镇 | 81 | 260 | |\n| 石门乡 | 45 | 133 | |",
        "镇 | 户数 | 人口\n云杉镇 | 81 | 260\n石门乡 | 45 | 133",
        "镇\t户数\t人口\n云杉镇\t81\t260\n石门乡\t45\t133",
    ],
)
def test_bars_at_the_ends_empty_columns_rules_and_tabs_make_no_difference(text: str) -> None:
    assert tables_in(text)[0].labels == (("镇",), ("户数",), ("人口",))
    assert values(text) == [["云杉镇", "81", "260"], ["石门乡", "45", "133"]]


def test_a_heading_inside_a_table_does_not_end_it_and_a_paragraph_does() -> None:
    text = (
        BARS
        + "\n二、续建项目\n3|柳渡镇|1.5|88%\n各部门要抓好落实，确保按期完成全年目标任务，不得延误工期，年底逐项考核。\n4|云岭镇|2|90%"
    )
    assert [row[0] for row in values(text)] == ["云杉镇", "石门乡", "柳渡镇"]


def test_a_unit_above_the_table_holds_for_its_figures_but_not_for_shares() -> None:
    text = "单位：万元\n名称|投资|完成率\n北桥|120|92\n南桥|80|75"
    assert [cell.unit for cell in tables_in(text)[0].rows[0].cells] == ["", "万元", ""]


def test_a_column_of_units_gives_them_to_its_rows() -> None:
    text = "指标\t计量单位\t2021年\t2022年\n粮食\t万吨\t4\t5\n蔬菜\t吨\t700\t800"
    (table,) = tables_in(text)
    assert table.labels == (("指标",), (), ("2021年",), ("2022年",))
    assert [[cell.unit for cell in row.cells[1:]] for row in table.rows] == [["万吨"] * 2, ["吨"] * 2]


def test_rows_that_add_up_others_are_marked_and_a_header_given_again_is_left_out() -> None:
    text = "镇|户数|人口\n云杉镇|81|260\n石门乡|45|133\n镇|户数|人口\n合计|126|393"
    assert [row.is_total for row in tables_in(text)[0].rows] == [False, False, True]


@pytest.mark.parametrize(
    "text",
    [
        "首页 | 新闻 | 公告\n2023-02-01 | 某报 | 记者甲\n全县工作会议召开。",
        "2023-02-01 | 某报 | 浏览 12\n会议召开。",
        "甲|乙\n1|2\n3|4",
        "",
    ],
)
def test_prose_with_bars_and_pairs_are_no_table(text: str) -> None:
    assert tables_in(text) == []


def test_what_is_known_as_a_table_is_not_looked_at_again() -> None:
    assert tables_in(BARS, [(0, len(BARS))]) == []
