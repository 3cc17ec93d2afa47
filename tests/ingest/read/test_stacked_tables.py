"""Tables whose cells came one on each line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import clean
from ingest.read import read_data
from ingest.schema import CleanText

ABOVE = [
    "岚屏县2023年国民经济和社会发展统计公报",
    "全年粮食产量21.3万吨，比上年增长1.2%。",
    "表2 主要农产品产量",
]
LABELS = ["产品名称", "单位", "产量", "比上年增长（%）"]
ROWS = [
    ["粮食", "万吨", "21.3", "1.2"],
    ["其中：小麦", "万吨", "9.01", "-3.4"],
    ["油料", "吨", "8020", "5.0"],
]
BELOW = ["二、工业", "全年规模以上工业增加值增长6.1%。"]


def page(*lines: str) -> CleanText:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return clean(read_data(f"<html><body>{body}</body></html>".encode(), "公报.html"))


def stacked(*rows: list[str]) -> list[str]:
    return [cell for row in rows for cell in row]


def test_cells_on_lines_of_their_own_are_a_table_below_as_many_labels() -> None:
    found = page(*ABOVE, *stacked(LABELS, *ROWS), *BELOW)
    [table] = found.tables
    assert table.caption.endswith("主要农产品产量")
    assert found.text.split("\n")[-5:] == [
        "产品名称：粮食 | 单位：万吨 | 产量：21.3 | 比上年增长：1.2%",
        "产品名称：其中：小麦 | 单位：万吨 | 产量：9.01 | 比上年增长（%）：-3.4",
        "产品名称：油料 | 单位：吨 | 产量：8020 | 比上年增长：5.0%",
        *BELOW,
    ]
    cells = table.rows[2].cells
    assert [(found.text[cell.start : cell.end], cell.unit) for cell in cells] == [
        ("油料", ""),
        ("8020", "吨"),
        ("5.0%", ""),
    ]


def test_blank_lines_in_plain_text_are_no_cells() -> None:
    text = "\n\n".join([*ABOVE, *stacked(LABELS, *ROWS), *BELOW])
    [table] = clean(read_data(text.encode(), "公报.txt")).tables
    assert len(table.rows) == 3


def test_a_table_ends_before_the_first_row_that_is_not_like_the_others() -> None:
    short = [["油菜籽", "万吨", "4.4"], ["花生", "万吨", "0.2", "5.7"]]
    [table] = page(*ABOVE, *stacked(LABELS, *ROWS, *short), *BELOW).tables
    assert len(table.rows) == 3


@pytest.mark.parametrize(
    "lines",
    [
        # A label too few or too many: the columns are not told.
        stacked(LABELS[:1] + LABELS[2:], *ROWS),
        stacked([*LABELS, "比计划增长（%）"], *ROWS),
        # What stands above the figures are no labels.
        stacked(["沈知秋", "单位", "宋嘉禾", "陆一鸣"], *ROWS),
        # The numbers of the pages of a site.
        ["首页", "产品名称", "数量", "1", "2", "3", "4", "5", "6"],
    ],
)
def test_lines_that_do_not_prove_their_columns_stay_lines(lines: list[str]) -> None:
    found = page(*ABOVE, *lines, *BELOW)
    assert not found.tables
    assert lines[-1] in found.text


@given(
    st.lists(
        st.tuples(
            st.text("甲乙丙丁戊己", min_size=2, max_size=6),
            st.integers(0, 9999).map(str),
            st.integers(-99, 99).map(str),
        ),
        min_size=3,
        max_size=12,
        unique_by=lambda row: row[0],
    )
)
def test_every_cell_of_a_stacked_table_is_found_again_in_its_row(rows: list[tuple[str, str, str]]) -> None:
    found = page(*ABOVE, *stacked(["指标", "绝对数", "比上年增减%"], *map(list, rows)), *BELOW)
    [table] = found.tables
    told = [tuple(found.text[cell.start : cell.end] for cell in row.cells) for row in table.rows]
    assert told == [tuple(row) for row in rows]
