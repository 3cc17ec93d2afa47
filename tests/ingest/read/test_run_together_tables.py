"""Tables that ran together into one line of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import clean
from ingest.read import read_data
from ingest.schema import CleanText

BEFORE = "全年规模以上工业增加值增长6.1%。"
CAPTION = "2023年规模以上工业企业主要产品产量表"
BEHIND = "全年规模以上工业企业实现利润总额27.4亿元，比上年下降0.7%。"


def page(line: str) -> CleanText:
    html = f"<html><body><h1>岚屏县2023年国民经济和社会发展统计公报</h1><p>{line}</p></body></html>"
    return clean(read_data(html.encode(), "公报.html"))


def rows(found: CleanText) -> list[list[str]]:
    [table] = found.tables
    return [[found.text[cell.start : cell.end] for cell in row.cells] for row in table.rows]


def test_names_and_bare_figures_in_turn_are_the_rows_below_the_labels_before_them() -> None:
    found = page(
        f"{BEFORE}{CAPTION}产品名称 单 位 绝对量 比上年增长（%）原 煤 万吨 360.72 34.9水泥万吨 281.33 -19.0"
        f"发电量 亿千瓦时 251.10 30.9{BEHIND}"
    )
    assert rows(found) == [
        ["原煤", "360.72", "34.9%"],
        ["水泥", "281.33", "-19.0"],
        ["发电量", "251.10", "30.9%"],
    ]
    [table] = found.tables
    assert table.caption.endswith(CAPTION)
    assert [row.cells[1].unit for row in table.rows] == ["万吨", "万吨", "亿千瓦时"]
    assert found.text.endswith(BEHIND)
    assert f"{BEFORE}\n{CAPTION}\n" in found.text


def test_the_number_of_a_page_between_two_rows_and_digits_of_the_next_name_are_no_figures() -> None:
    found = page(
        f"{BEFORE}{CAPTION}产品名称 单位 产量 比上年增长（%）天然气 亿立方米 318.00 -2.21,4丁二醇 万吨 36.48 36.0"
        f"乙烯 万吨 63.15 -2.3 6 轮胎外胎 万条 38.28 -19.5{BEHIND}"
    )
    assert rows(found) == [
        ["天然气", "318.00", "-2.2"],
        ["1,4丁二醇", "36.48", "36.0%"],
        ["乙烯", "63.15", "-2.3"],
        ["轮胎外胎", "38.28", "-19.5"],
    ]


def test_labels_with_units_behind_a_caption_need_no_label_of_the_names_and_repeat_below_others() -> None:
    found = page(
        f"{BEFORE}2023年主要农作物产量及增长速度全县（万吨） 比上年增长（%） 地方（万吨）比上年增长（%）"
        f"粮食 108.97 8.8 81.30 7.3小麦 30.06 2.8 21.26 -3.2蔬菜 501.09 -9.7 378.53 -7.1全年棉花产量65.39万吨。"
    )
    [table] = found.tables
    assert table.labels[1:] == (("全县",), ("全县", "比上年增长"), ("地方",), ("地方", "比上年增长"))
    assert rows(found)[1] == ["小麦", "30.06万吨", "2.8%", "21.26万吨", "-3.2"]


@pytest.mark.parametrize(
    "line",
    [
        # A figure too few in each row.
        f"{CAPTION}产品名称 单位 产量 销量 比上年增长（%）原煤 万吨 360.72 34.9水泥 万吨 281.33 -19.0纱 万吨 48.39 3.2",
        # Labels that do not tell where they end.
        f"{CAPTION}名单甲乙丙丁原煤 万吨 360.72 34.9水泥 万吨 281.33 -19.0纱 万吨 48.39 3.2",
        # Prose and scores.
        "本次比赛甲队以 3 2战胜乙队，丙队以 4 1战胜丁队，戊队以 2 1战胜己队，各队名次已经公布在各个指标的数额之后。",
    ],
)
def test_lines_that_do_not_prove_their_columns_stay_as_they_are(line: str) -> None:
    assert not page(BEFORE + line).tables


@given(
    st.lists(
        st.tuples(
            st.text("甲乙丙丁戊己", min_size=2, max_size=6),
            st.integers(0, 99999).map(str),
            st.integers(-999, 999).map(lambda n: f"{n / 10:.1f}"),
        ),
        min_size=3,
        max_size=10,
        unique_by=lambda row: row[0],
    )
)
def test_every_cell_of_a_table_that_ran_together_is_found_again(told: list[tuple[str, str, str]]) -> None:
    body = "".join(f"{name} {level} {growth}" for name, level, growth in told)
    found = page(f"{BEFORE}2023年主要指标表指标 绝对数 比上年增减%{body}全年财政收入稳定。")
    assert [tuple(row) for row in rows(found)] == told
