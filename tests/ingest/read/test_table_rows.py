"""Tables as text: each row says what its cells are, and each cell is found where its row says it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.read.table_grid import place
from ingest.read.table_rows import table_blocks, write_table
from ingest.schema import Grid, GridCell


def grid(*rows: str, spans: dict[str, tuple[int, int]] | None = None) -> Grid:
    """A table of the cells between bars; `spans` says of a cell's text how many rows and columns it spans."""
    return place(
        [GridCell(text, 0, 0, *(spans or {}).get(text, (1, 1))) for text in map(str.strip, row.split("|"))]
        for row in rows
    )


def written(*rows: str, spans: dict[str, tuple[int, int]] | None = None) -> list[str]:
    return [row.text for row in write_table(grid(*rows, spans=spans)).rows]


def test_each_row_says_what_its_cells_are() -> None:
    assert written("项目|地点|完成时限", "北环路|东篱镇|10月底", "污水厂|北渡乡|12月底") == [
        "项目 | 地点 | 完成时限",
        "项目：北环路 | 地点：东篱镇 | 完成时限：10月底",
        "项目：污水厂 | 地点：北渡乡 | 完成时限：12月底",
    ]


def test_a_unit_in_a_label_goes_with_its_figures() -> None:
    rows = written("序号|项目|总投资（亿元）", "1|北环路|4.3", "2|污水厂|待定")
    assert rows[1:] == ["1 | 项目：北环路 | 总投资：4.3亿元", "2 | 项目：污水厂 | 总投资（亿元）：待定"]


def test_an_empty_first_cell_takes_the_one_above_it_was_merged_with_but_no_number_of_a_row() -> None:
    rows = written("项目|分期|投资", "化工园|一期|12亿元", "|二期|8亿元")
    assert rows[2] == "项目：化工园 | 分期：二期 | 投资：8亿元"
    assert written("序号|项目|投资", "1|化工园|12亿元", "|合计|12亿元")[2] == "项目：合计 | 投资：12亿元"


def test_what_a_cell_over_several_rows_says_each_of_them_says() -> None:
    rows = written("项目|责任单位|投资", "北环路|县交通局|3亿元", "南环路|5亿元", spans={"县交通局": (2, 1)})
    assert rows[2] == "项目：南环路 | 责任单位：县交通局 | 投资：5亿元"


def test_under_two_header_rows_each_figure_has_the_labels_and_the_unit_above_it() -> None:
    table = write_table(
        grid(
            "项目|投资（万元）|完工",
            "总投资|年度计划",
            "北环路|8200|900|2024年",
            spans={"项目": (2, 1), "完工": (2, 1), "投资（万元）": (1, 2)},
        )
    )
    assert table.labels == (("项目",), ("投资（万元）", "总投资"), ("投资（万元）", "年度计划"), ("完工",))
    assert (
        table.rows[1].text == "项目：北环路 | 投资·总投资：8200万元 | 投资·年度计划：900万元 | 完工：2024年"
    )


def test_labels_over_empty_columns_reach_over_them_where_a_second_row_of_labels_follows() -> None:
    rows = written("指标|本月||1-8月累计|", "|数额|增长（%）|数额|增长（%）", "社零|3.1|2.4|25.6|3.3")
    assert (
        rows[1]
        == "指标：社零 | 本月·数额：3.1 | 本月·增长：2.4% | 1-8月累计·数额：25.6 | 1-8月累计·增长：3.3%"
    )


def test_words_below_a_label_that_spans_nothing_are_a_row_not_a_label() -> None:
    rows = written("项目|牵头人", "化工园|一期|沈知秋", spans={"项目": (1, 2)})
    assert rows == ["项目 | 牵头人", "化工园 | 一期 | 沈知秋"]


def test_empty_columns_are_left_out_and_an_empty_corner_stays_without_a_label() -> None:
    assert written("|户数（户）|人口|男|", "雁坪乡|812|2604|1333|") == [
        "户数（户） | 人口 | 男",
        "雁坪乡 | 户数：812户 | 人口：2604 | 男：1333",
    ]


def test_a_row_of_one_cell_is_a_caption_above_the_labels_and_a_heading_below_them() -> None:
    table = write_table(
        grid("重点项目表", "项目|地点|投资", "一、续建", "北环路|东篱镇|3亿元", spans={"重点项目表": (1, 3)})
    )
    assert table.rows[table.header].text == "项目 | 地点 | 投资"
    assert [row.text for row in table.rows if not row.cells] == [
        "重点项目表",
        "项目 | 地点 | 投资",
        "一、续建",
    ]


def test_rows_without_a_header_of_labels_stand_between_bars() -> None:
    assert written("化工园|一期|12亿元", "电厂|二期|8亿元") == [
        "化工园 | 一期 | 12亿元",
        "电厂 | 二期 | 8亿元",
    ]


TEXTS = st.text(alphabet="项目投资12年亿元（）%月", max_size=6)
CELLS = st.builds(
    GridCell, TEXTS, st.just(0), st.just(0), st.integers(1, 3), st.integers(1, 3), st.booleans()
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=6))
def test_every_cell_is_written_and_stands_where_its_row_says(rows: list[list[GridCell]]) -> None:
    made = place(rows)
    assert len({(cell.row, cell.column) for cell in made.cells}) == sum(map(len, rows))
    table = write_table(made)
    everything = "\n".join(row.text for row in table.rows)
    assert all(cell.text in everything for cell in made.cells)
    for row in table.rows:
        values = [row.text[cell.start : cell.end] for cell in row.cells]
        texts = {cell.text for cell in made.cells if cell.text}
        assert all(any(value.startswith(text) for text in texts) for value in values)


def test_spans_beyond_all_measure_and_rows_of_thousands_take_neither_time_nor_text() -> None:
    huge = place([[GridCell(f"甲{n}", 0, 0, 60_000, 60_000)] for n in range(3000)])
    assert [block.text.count("甲") for block in table_blocks(huge)] == [3000]
    uneven = place([[GridCell("乙", 0, 0)] * 20_000, *[[GridCell("丙", 0, 0)]] * 2000])
    blocks = table_blocks(uneven)
    assert [block.kind for block in blocks] == ["paragraph"] * 2001
    assert blocks[0].text.count("乙") == 20_000


def test_a_label_over_codes_and_names_is_that_of_the_names() -> None:
    cells = [GridCell("科目", 0, 0, 1, 2), GridCell("预算数", 0, 2), GridCell("决算数", 0, 3)]
    for y, row in enumerate(
        (("2050201", "学前教育", "310", "302"), ("2050202", "小学教育", "915", "911")), start=1
    ):
        cells += [GridCell(text, y, x) for x, text in enumerate(row)]
    assert [row.text for row in write_table(Grid(tuple(cells))).rows][1:] == [
        "2050201 | 科目：学前教育 | 预算数：310 | 决算数：302",
        "2050202 | 科目：小学教育 | 预算数：915 | 决算数：911",
    ]
