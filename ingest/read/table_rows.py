"""Write a table as text: each row repeats its labels, so that it can be found, quoted and understood by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.read.table_grid import Layout, is_line, is_regular, layout
from ingest.schema import PAGE_BREAK, Block, Grid, GridCell

SEPARATOR = " | "
# Between a label and the one under it in a header of several rows.
BELOW = "·"
_BRACKETS = re.compile(r"[（(]\s*(?:单位[：:]\s*)?([^（）()]*)[）)]$")
# 2023年（末）: no unit, but when.
_WHEN = re.compile(r"(?:年|月|季度?)?[初末底中]")
_SHORT_UNIT = re.compile(r"[^（）()\d]{1,5}")
_FIGURE = re.compile(r"[\d.,]+")
_NUMBERED = {"序号", "編號", "编号", "No.", "#", "序號"}


@dataclass(frozen=True, slots=True)
class WrittenCell:
    """A cell in its row's text: the column, and offsets of its value into the row."""

    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row as text.

    Attributes:
        cells: empty for a line that is no row: labels, a caption, a heading inside the table.
        pages: how many pages begin with it.
    """

    text: str
    cells: tuple[WrittenCell, ...] = ()
    pages: int = 0


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A table as text.

    Attributes:
        rows: its lines.
        labels: of its columns, as in `Layout`; empty where it has no header.
        header: the index of the line with the labels.
    """

    rows: tuple[WrittenRow, ...]
    labels: tuple[tuple[str, ...], ...] = ()
    header: int = 0


def write_table(grid: Grid) -> WrittenTable:
    """Return `grid` as text.

    Under a header of labels each row repeats them: "项目：北环路 | 完成时限：10月". A unit in a label goes with the
    figures: "总投资：4.3亿元". The labels of several header rows are joined: "本月·增长". What a cell that spans rows
    says, each of them says. Without a header, cells stand between bars, each once.
    """
    found = layout(grid)
    lines = [WrittenRow(grid.caption)] if grid.caption else []
    turned = _PageTurns(grid.breaks)
    if not found.labels:
        bare = [WrittenRow(text, pages=turned.before(row)) for text, row in _bare_rows(found)]
        return WrittenTable((*lines, *bare))
    lines += [WrittenRow(row[0].text) for row in found.rows[: found.first] if row[0]]
    header = len(lines)
    lines.append(WrittenRow(SEPARATOR.join(BELOW.join(label) for label in found.labels if label)))
    above = ""
    for row in found.rows[found.body :]:
        pages = turned.before(row)
        if is_line(row) and row[0]:
            lines.append(WrittenRow(row[0].text, pages=pages))
            continue
        texts = [_text(row, column) for column in range(len(row))]
        if not texts[0] and not _is_number(found.labels[0]):
            # A format without spans leaves the cells empty that were merged with the one above.
            texts[0] = above
        above = texts[0]
        lines.append(replace(_labelled(found.labels, texts), pages=pages))
    return WrittenTable(tuple(lines), found.labels, header)


def table_blocks(grid: Grid) -> list[Block]:
    """Return `grid` as a block; one that is no table for its size as paragraphs, and nothing where it holds
    nothing."""
    if not any(cell.text for cell in grid.cells):
        return [Block("paragraph", grid.caption)] if grid.caption else []
    if is_regular(grid):
        rows = (PAGE_BREAK * row.pages + row.text for row in write_table(grid).rows)
        return [Block("table", "\n".join(rows), grid=grid)]
    by_row = groupby(grid.cells, key=lambda cell: cell.row)
    texts = [grid.caption, *(SEPARATOR.join(cell.text for cell in row) for _, row in by_row)]
    return [Block("paragraph", text) for text in texts if text]


def plain_rows(grid: Grid) -> list[str]:
    """Return the rows of `grid` with their cells between bars, each once."""
    return [text for text, _ in _bare_rows(layout(grid))]


def plain_label(part: str) -> str:
    """Return a label without its unit and blanks."""
    return re.sub(r"\s", "", _BRACKETS.sub("", part)) or part


def unit_in(label: Sequence[str]) -> str:
    """Return the unit that a column's label gives, the innermost one; "" where it gives none."""
    units = (m[1].strip() for part in reversed(label) if (m := _BRACKETS.search(part)))
    return next((unit for unit in units if not _WHEN.fullmatch(unit)), "")


def _text(row: Sequence[GridCell | None], column: int) -> str:
    """Return what a cell says in its row; one that spans columns says it in the first of them."""
    cell = row[column]
    return "" if cell is None or (column and row[column - 1] is cell) else cell.text


class _PageTurns:
    """The page breaks in a table, each of which goes with the first row written after it."""

    def __init__(self, breaks: Sequence[int]) -> None:
        self._left = sorted(breaks)

    def before(self, row: Sequence[GridCell | None]) -> int:
        """Return how many pages begin with `row`; rows are asked for in order."""
        at = max((cell.row for cell in row if cell is not None), default=0)
        pages = sum(each <= at for each in self._left)
        del self._left[:pages]
        return pages


def _bare_rows(found: Layout) -> list[tuple[str, Sequence[GridCell | None]]]:
    lines: list[tuple[str, Sequence[GridCell | None]]] = []
    for y, row in enumerate(found.rows):
        before = found.rows[y - 1] if y else [None] * len(row)
        texts = [
            "" if cell is None or cell is before[x] else cell.text
            for x, cell in enumerate(row)
            if cell is None or not x or row[x - 1] is not cell
        ]
        if text := SEPARATOR.join(texts).rstrip(" |"):
            lines.append((text, row))
    return lines


def _labelled(labels: Sequence[tuple[str, ...]], texts: Sequence[str]) -> WrittenRow:
    written = ""
    cells: list[WrittenCell] = []
    for column, (label, text) in enumerate(zip(labels, texts, strict=True)):
        if not text:
            continue
        before, value = _cell(label, text)
        start = len(written) + len(SEPARATOR) * bool(written) + len(before)
        written += SEPARATOR * bool(written) + before + value
        cells.append(WrittenCell(column, start, len(written)))
    return WrittenRow(written, tuple(cells))


def _cell(label: tuple[str, ...], text: str) -> tuple[str, str]:
    """Return what stands before a cell's value, and the value."""
    if not label or _is_number(label):
        return "", text
    unit = unit_in(label)
    if _SHORT_UNIT.fullmatch(unit) and _FIGURE.fullmatch(text):
        # "总投资（亿元）" over "4.3": the figure takes its unit along.
        return BELOW.join(map(_without_unit, label)) + "：", text + unit
    return BELOW.join(label) + "：", text


def _without_unit(part: str) -> str:
    return _BRACKETS.sub("", part).strip() or part


def _is_number(label: tuple[str, ...]) -> bool:
    return len(label) == 1 and label[0] in _NUMBERED
