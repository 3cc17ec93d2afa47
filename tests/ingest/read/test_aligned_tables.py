"""Tables of plain text whose cells are set apart by blanks."""

from __future__ import annotations

from ingest.clean import clean
from ingest.read import read_data

TABLE = """岚岭村1982年的收入见下表。
表2：岚岭村1982年收入情况      （单位：元）
收入                    数额              占总收入比重（%）
农业收入              14516.40                  16.10
牧业收入              23663.41                  26.25
合  计                90152.14                 100
    由此可见，牧业占到四分之一。
"""
NAMES = """参加会议的有：
沈知秋    宋嘉禾    陆一鸣
周其昌    何若水    秦少游
会议开了3天。
"""


def test_figures_below_labels_are_a_table_though_only_blanks_part_them() -> None:
    found = clean(read_data(TABLE.encode(), "村志.txt"))
    assert found.text.split("\n")[2:] == [
        "收入 | 数额 | 占总收入比重（%）",
        "收入：农业收入 | 数额：14516.40 | 占总收入比重：16.10%",
        "收入：牧业收入 | 数额：23663.41 | 占总收入比重：26.25%",
        "收入：合计 | 数额：90152.14 | 占总收入比重：100%",
        "由此可见，牧业占到四分之一。",
    ]
    cells = found.tables[0].rows[0].cells
    assert [(found.text[cell.start : cell.end], cell.unit) for cell in cells] == [
        ("农业收入", ""),
        ("14516.40", "元"),
        ("16.10%", ""),
    ]


def test_names_side_by_side_are_no_table() -> None:
    assert not clean(read_data(NAMES.encode(), "纪要.txt")).tables
