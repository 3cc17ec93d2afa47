"""Tables drawn with box characters, in plain text and in Markdown."""

from __future__ import annotations

import pytest

from ingest.clean import clean
from ingest.read import read_data
from ingest.schema import CleanText

WIDE = """1998～1999年岚岭县财政收入情况表
表7-1                                          单位：万元
┏━━━━┯━━━━┯━━━━┯━━━━━━━┓
┃  年度  │财政收入│ 增值税 │国有资源（资产）┃
┃        │合计    │        │有偿使用收入  ┃
┠────┼────┼────┼───────┨
┃  1998  │  6710  │  865   │     248      ┃
┠────┼────┼────┼───────┨
┃  1999  │  7255  │  888   │      -       ┃
┗━━━━┷━━━━┷━━━━┷━━━━━━━┛
第二年起另行统计。
"""
NARROW = """┌──────────┬────────┬──────────┐
│ 项目     │ 投资额 │ 开工时间 │
├──────────┼────────┼──────────┤
│ 化工园   │ 1200   │ 2021年   │
│ 水厂     │ 900    │ 2020年   │
└──────────┴────────┴──────────┘
"""
MERGED = """┌────┬────┬────┐
│投资单位│  项目  │投资(万 │
│        │        │元)     │
├────┼────┼────┤
│岚岭集团│  锅炉  │  500   │
│        ├────┼────┤
│        │供排水站│  310   │
└────┴────┴────┘
"""
FRAME = """┌────────────────────────┐
│ 岚岭县政务服务平台 │
│ 统一受理，分类办理 │
│ 网上可查，全程可办 │
└────────────────────────┘
"""


def read(text: str, name: str) -> CleanText:
    return clean(read_data(text.encode(), name))


@pytest.mark.parametrize("name", ["表.txt", "表.md"])
def test_a_drawn_table_has_rows_under_labels_that_stand_in_several_lines(name: str) -> None:
    found = read(WIDE, name)
    assert found.text.split("\n")[2:] == [
        "年度 | 财政收入合计 | 增值税 | 国有资源（资产）有偿使用收入",
        "年度：1998 | 财政收入合计：6710 | 增值税：865 | 国有资源（资产）有偿使用收入：248",
        "年度：1999 | 财政收入合计：7255 | 增值税：888 | 国有资源（资产）有偿使用收入：-",
        "第二年起另行统计。",
    ]
    cells = [cell for row in found.tables[0].rows for cell in row.cells if cell.column == 1]
    assert [(found.text[cell.start : cell.end], cell.unit) for cell in cells] == [
        ("6710", "万元"),
        ("7255", "万元"),
    ]


def test_box_characters_may_be_half_as_wide_as_chinese_ones() -> None:
    assert read(NARROW, "表.txt").text.split("\n")[1:] == [
        "项目：化工园 | 投资额：1200 | 开工时间：2021年",
        "项目：水厂 | 投资额：900 | 开工时间：2020年",
    ]


def test_what_a_cell_says_over_several_rows_each_of_them_says() -> None:
    assert read(MERGED, "表.txt").text.split("\n")[1:] == [
        "投资单位：岚岭集团 | 项目：锅炉 | 投资：500万元",
        "投资单位：岚岭集团 | 项目：供排水站 | 投资：310万元",
    ]


def test_two_tables_right_below_one_another_are_two() -> None:
    assert len(read(NARROW + NARROW.replace("化工园  ", "纺织园  "), "表.txt").tables) == 2


def test_a_frame_round_lines_is_no_table() -> None:
    found = read(FRAME, "图.txt")
    assert not found.tables
    assert "统一受理，分类办理" in found.text


def test_years_may_be_the_labels_of_columns() -> None:
    text = "| 年度 | 1986 | 1987 |\n| --- | --- | --- |\n| 合计 | 2314 | 3532 |\n| 教育费 | 610 | 702 |\n"
    assert read(text, "表.md").tables[0].labels == (("年度",), ("1986",), ("1987",))
