"""Ruled tables of a pdf: cells between rules become rows and columns, the text around them stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clean import clean
from ingest.read.pdf import read_pdf
from ingest.schema import CleanText, Table
from tests.ingest.read.pdf_files import Placed, Rule, pdf

SIZE, LEFT, TOP, HEIGHT = 10, 60, 700, 24
WIDTHS = (160, 110, 110, 110)

HEAD = ("项目", "2023年执行数", "2024年预算数", "增长%")
ROWS = (
    ("一、税收收入", "1,204", "1,310", "8.8"),
    ("增值税", "610", "655", "7.4"),
    ("契税", "", "92", ""),
)


def edges(widths: Sequence[float] = WIDTHS) -> list[float]:
    return [LEFT + sum(widths[:i]) for i in range(len(widths) + 1)]


def written(rows: Sequence[Sequence[str]], top: float = TOP) -> list[Placed]:
    """The cells of a table as text, "\\n" in a cell for a new line in it."""
    return [
        (edges()[x] + 4, top - y * HEIGHT - 16 + (5 - 11 * i if "\n" in cell else 0), SIZE, line)
        for y, row in enumerate(rows)
        for x, cell in enumerate(row)
        for i, line in enumerate(cell.split("\n"))
        if line
    ]


def grid(rows: int, top: float = TOP, columns: int = 4, *, outer: bool = True) -> list[Rule]:
    """The rules of a table of `rows` rows; without those at its left and right where it is open."""
    xs = edges()[: columns + 1]
    across = [(xs[0], top - y * HEIGHT, xs[-1], top - y * HEIGHT) for y in range(rows + 1)]
    return across + [(x, top, x, top - rows * HEIGHT) for x in (xs if outer else xs[1:-1])]


def read(pages: list[list[Placed]], rules: list[list[Rule]], *, turned: bool = False) -> CleanText:
    return clean(read_pdf(pdf(pages, rules=rules, turned=turned)))


def cells(text: str, table: Table) -> list[list[str]]:
    return [[text[cell.start : cell.end] for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("outer", [True, False], ids=["closed", "open at its sides"])
def test_a_ruled_table_is_rows_under_its_labels_between_the_text_around_it(outer: bool) -> None:
    before, after = "岚岭县2023年预算执行情况如下，单位为万元。", "以上数字未经审计，以决算为准。"
    page = [(LEFT, 740, SIZE, before), *written((HEAD, *ROWS)), (LEFT, 560, SIZE, after)]
    found = read([page], [grid(4, outer=outer)])
    assert found.text.split("\n") == [
        before,
        "项目 | 2023年执行数 | 2024年预算数 | 增长%",
        "项目：一、税收收入 | 2023年执行数：1,204 | 2024年预算数：1,310 | 增长%：8.8",
        "项目：增值税 | 2023年执行数：610 | 2024年预算数：655 | 增长%：7.4",
        "项目：契税 | 2024年预算数：92",
        after,
    ]
    assert cells(found.text, found.tables[0]) == [[cell for cell in row if cell] for row in ROWS]


def test_a_name_and_a_label_in_two_lines_are_one() -> None:
    rows = (
        ("项目", "2023年\n执行数", "2024年预算数", "增长%"),
        ("国有资源（资产）\n有偿使用收入", "31", "40", "29.0"),
        *ROWS,
    )
    found = read([written(rows)], [grid(5)])
    assert found.text.split("\n")[1].startswith("项目：国有资源（资产）有偿使用收入 | 2023年执行数：31 |")


def test_a_label_over_two_columns_goes_before_those_below_it() -> None:
    rules = [rule for rule in grid(5) if rule != (edges()[2], TOP, edges()[2], TOP - 5 * HEIGHT)]
    rules.remove((LEFT, TOP - HEIGHT, edges()[-1], TOP - HEIGHT))
    rules += [
        (edges()[2], TOP - HEIGHT, edges()[2], TOP - 5 * HEIGHT),
        (edges()[1], TOP - HEIGHT, edges()[3], TOP - HEIGHT),
    ]
    page = written((("项目", "2023年", "", "增长%"), ("", "预算数", "执行数", ""), *ROWS))
    labels = read([page], [rules]).tables[0].labels
    assert labels == (("项目",), ("2023年", "预算数"), ("2023年", "执行数"), ("增长%",))


def test_figures_below_one_another_between_two_rules_are_a_row_each() -> None:
    rules = [rule for rule in grid(4) if not TOP - 4 * HEIGHT < rule[1] == rule[3] < TOP - HEIGHT]
    assert read([written((HEAD, *ROWS))], [rules]).text == read([written((HEAD, *ROWS))], [grid(4)]).text


def test_a_table_that_runs_on_over_the_page_is_one_whether_its_labels_are_given_again_or_not() -> None:
    caption: Placed = (LEFT, 740, SIZE, "岚岭县一般公共预算收入表（单位：万元）")
    more = (("二、非税收入", "900", "870", "-3.3"), ("罚没收入", "55", "60", "9.1"))
    once = read([[caption, *written((HEAD, *ROWS))], written(more)], [grid(4), grid(2)])
    again = read([[caption, *written((HEAD, *ROWS))], written((HEAD, *more))], [grid(4), grid(3)])
    assert once == again
    assert [len(table.rows) for table in once.tables] == [5]
    assert once.text[once.pages[1] :].startswith("项目：二、非税收入")
    assert {cell.unit for row in once.tables[0].rows[3:] for cell in row.cells[1:3]} == {"万元"}


def test_a_table_that_ends_on_the_next_page_may_have_a_rule_there_at_its_end_alone() -> None:
    more = (("二、非税收入", "900", "870", "-3.3"), ("罚没收入", "55", "60", "9.1"))
    inner = [rule for rule in grid(2, outer=False) if rule[1] != rule[3] or rule[1] == TOP - 2 * HEIGHT]
    head = [rule for rule in grid(4, outer=False) if rule[1] != rule[3] or rule[1] >= TOP - HEIGHT]
    found = read([written((HEAD, *ROWS)), written(more)], [head, inner])
    assert found.text == read([written((HEAD, *ROWS)), written(more)], [grid(4), grid(2)]).text
    assert [len(table.rows) for table in found.tables] == [5]


def test_a_frame_round_prose_and_prose_in_two_columns_are_no_tables() -> None:
    prose = [("岚岭县今年修路三十公里，", "泊舟县今年建桥两座，都"), ("比去年多出五公里。", "已经通车。")]
    page = [
        (LEFT + 4 + 200 * x, 680 - 14 * y, SIZE, text)
        for x in (0, 1)
        for y in (0, 1)
        for text in [prose[y][x]]
    ]
    frame = [(LEFT, y, 500, y) for y in (TOP, 640)] + [(x, TOP, x, 640) for x in (LEFT, 500)]
    plain = read([page], [[]])
    assert not plain.tables
    assert read([page], [frame]) == plain


def test_a_table_across_a_page_that_is_shown_turned_is_read_as_it_is_seen() -> None:
    page, rules = written((HEAD, *ROWS), 500), grid(4, 500)
    assert read([page], [rules], turned=True) == read([page], [rules])


figures = st.integers(0, 9_999_999).map(lambda n: f"{n:,}")


@given(st.lists(st.tuples(figures, figures, figures), min_size=1, max_size=12))
@settings(deadline=None, max_examples=30)
def test_each_figure_stands_where_its_cell_says(numbers: list[tuple[str, str, str]]) -> None:
    rows = [(f"科目{'甲乙丙丁戊己庚辛壬癸子丑'[i]}", *row) for i, row in enumerate(numbers)]
    found = read([written((HEAD, *rows))], [grid(len(rows) + 1)])
    assert cells(found.text, found.tables[0]) == [list(row) for row in rows]


def test_figures_side_by_side_between_two_rules_are_columns_and_those_below_one_another_rows() -> None:
    """The rule between the last two columns, and those between the rows, are missing."""
    head = [(64.0, 684.0, SIZE, "指标"), (224.0, 684.0, SIZE, "绝对数"), (350.0, 684.0, SIZE, "比上年增长%")]
    body = [("客运量", "8145.7", "3.9"), ("货运量", "63592.4", "1.9"), ("邮件", "414.3", "-9.1")]
    page = list(head)
    for y, (name, level, growth) in enumerate(body):
        at = 660.0 - 20 * y
        page += [(64.0, at, SIZE, name), (230.0, at, SIZE, level), (370.0, at, SIZE, growth)]
    rules = [(60.0, y, 440.0, y) for y in (700.0, 676.0, 600.0)] + [
        (x, 700.0, x, 600.0) for x in (60.0, 220.0, 440.0)
    ]
    found = read([page], [rules])
    [table] = found.tables
    assert table.labels == (("指标",), ("绝对数",), ("比上年增长%",))
    assert cells(found.text, table) == [list(row) for row in body]


def test_a_cell_of_figures_that_reaches_over_rows_shows_them_to_be_rows_of_all_columns() -> None:
    """Rules between the rows stand in one column alone."""
    body = [("税收收入", "1204", "8.8"), ("增值税", "610", "7.4"), ("契税", "92", "-3.1")]
    page = [(64.0, 684.0, SIZE, "项目"), (224.0, 684.0, SIZE, "执行数"), (334.0, 684.0, SIZE, "增长%")]
    for y, (name, level, growth) in enumerate(body):
        at = 660.0 - HEIGHT * y
        page += [(64.0, at, SIZE, name), (224.0, at, SIZE, level), (334.0, at, SIZE, growth)]
    rules = [(60.0, y, 440.0, y) for y in (700.0, 676.0, 604.0)]
    rules += [(220.0, y, 330.0, y) for y in (652.0, 628.0)]
    rules += [(x, 700.0, x, 604.0) for x in (60.0, 220.0, 330.0, 440.0)]
    found = read([page], [rules])
    [table] = found.tables
    assert cells(found.text, table) == [list(row) for row in body]
