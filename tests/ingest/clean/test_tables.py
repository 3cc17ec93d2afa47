"""Tables go through cleaning as tables: their cells are put right and are found in the stored text by their offsets."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import clean
from ingest.read.table_grid import place
from ingest.read.table_rows import table_blocks
from ingest.schema import Block, CleanText, GridCell, SourceText


def cleaned(*blocks: str | list[list[str]]) -> CleanText:
    """What becomes of paragraphs and tables."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, str):
            made.append(Block("paragraph", block))
        else:
            made += table_blocks(place([GridCell(text, 0, 0) for text in row] for row in block))
    return clean(SourceText(tuple(made), "html"))


def test_cells_are_repaired_and_placed_and_the_lines_above_are_the_caption() -> None:
    found = cleaned(
        "重点项目\\n（单位：万元）",
        [
            ["项目&nbsp;", "总 投 资", "责任單位"],
            ["北環(huán)路[1]", "１2 60", "縣交通局"],
            ["南环路", "90", "县住建局"],
        ],
        "以上项目年底前完成。",
    )
    assert found.text.split("\n")[2:4] == [
        "项目 | 总投资 | 责任單位",
        "项目：北環路 | 总投资：12 60 | 责任單位：縣交通局",
    ]
    (table,) = found.tables
    assert table.caption == "重点项目\n（单位：万元）"
    assert table.labels == (("项目",), ("总投资",), ("责任單位",))
    assert [found.text[c.start : c.end] for row in table.rows for c in row.cells] == [
        "北環路", "12 60", "縣交通局", "南环路", "90", "县住建局"
    ]  # fmt: skip
    assert table.rows[1].cells[1].unit == "万元"


def test_the_caption_that_a_table_bears_on_each_of_its_pages_stays_once_and_holds_for_all_of_them() -> None:
    title, unit = "表1-2 雁坪县2023年一般公共预算支出执行情况表", "单位：万元"
    pages: list[str | list[list[str]]] = []
    for number in range(4):
        rows = [
            [f"第{number}项支出", str(10 + number), "1.2"],
            [f"其他{number}项支出", str(20 + number), "3.4"],
        ]
        pages += ["\f" * bool(number) + title, unit, [["支出项目", "执行数", "增长%"], *rows]]
    found = cleaned(*pages)
    assert found.text.count("执行情况表") == found.text.count(unit) == 1
    assert [table.caption.split("\n")[-2:] for table in found.tables] == [
        ["表1-2雁坪县2023年一般公共预算支出执行情况表", unit]
    ] * 4
    assert {row.cells[1].unit for table in found.tables for row in table.rows} == {"万元"}


def test_a_table_below_other_words_has_a_caption_of_its_own() -> None:
    header = ["支出项目", "执行数", "增长%"]
    rows = [["教育支出", "10", "1.2"], ["科技支出", "20", "3.4"]]
    found = cleaned("2023年全县支出表", [header, *rows], "2023年县本级支出表", [header, *rows])
    assert [table.caption.split("\n")[-1] for table in found.tables] == [
        "2023年全县支出表",
        "2023年县本级支出表",
    ]


def test_rows_that_a_page_has_as_its_header_fields_leave_the_text_and_are_no_table() -> None:
    fields = [["索引号：A1", "发文单位：雁坪县政府办", "发文时间：2023-02-01"]] * 2
    found = cleaned(
        fields, "雁坪县召开会议，部署全年农业生产工作，要求各乡镇抓好春耕备耕，确保粮食播种面积稳定。"
    )
    assert "索引号" not in found.text
    assert found.header["发文时间"] == "2023-02-01"
    assert found.tables == ()


def test_what_the_file_declares_of_itself_is_in_the_header_and_not_in_the_text() -> None:
    source = SourceText((Block("paragraph", "雁坪县召开会议。"),), "html", None, {"时间": "2023-02-01"})
    assert clean(source).header["时间"] == "2023-02-01"
    assert clean(source).text == "雁坪县召开会议。"


_UNIT = re.compile(r"[（(][^（）()]*[）)]")
CELL = st.text(alphabet="项目投资12.5年亿元 （）县[]\\n&?", max_size=8)
ROW = st.lists(CELL, min_size=3, max_size=3)
HEADER = st.sampled_from(
    [["项目", "投资（亿元）", "地点"], ["", "户数", "人口（人）"], ["序号", "名称", "单位"]]
)
PARAGRAPHS = st.lists(st.text(alphabet="全县完成投资12亿元，。：\n ", max_size=20), max_size=3)


@given(PARAGRAPHS, HEADER, st.lists(ROW, min_size=1, max_size=4), PARAGRAPHS)
def test_every_cell_stands_in_the_stored_text_where_its_table_says(
    before: list[str], header: list[str], rows: list[list[str]], after: list[str]
) -> None:
    found = cleaned(*before, [header, *rows], *after)
    for table in found.tables:
        assert found.text[table.start : table.end].count("\n") >= len(table.rows)
        for row in table.rows:
            line = found.text[row.start : row.end]
            assert "\n" not in line
            assert all(row.start <= cell.start < cell.end <= row.end for cell in row.cells)
            ends = [cell.end for cell in row.cells]
            # Nothing but bars and labels stands between two cells.
            for end, cell in zip(ends, row.cells[1:], strict=False):
                between = found.text[end : cell.start]
                assert between.startswith(" | ")
                # A stored label has no units nor blanks; in the text a unit may stand in the middle: 人口（人）·男.
                written = _UNIT.sub("", between.removeprefix(" | ")).replace(" ", "")
                label = _UNIT.sub("", "·".join(table.labels[cell.column]))
                assert written.startswith(label.replace(" ", ""))
