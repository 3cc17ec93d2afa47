"""A sheet of a workbook → its tables, with the lines above and below them.

Tables on one sheet are set apart by blank rows, or stand beside each other with blank columns between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.errors import UnreadableFile
from ingest.read.split_names import named_in_one
from ingest.read.table_grid import layout
from ingest.read.table_rows import table_blocks
from ingest.read.years_down import with_places_down
from ingest.schema import Block, Grid, GridCell

# Filled cells of all sheets together: a yearbook has some hundred thousand.
MOST_CELLS = 400_000
# Row, column, rows and columns of a merged range, from 0.
Span = tuple[int, int, int, int]
# Names that a program gives to a sheet.
_NO_NAME = re.compile(r"(?:sheet|工作表|表|chart)[\s_-]*\d*", re.IGNORECASE)
_UNIT_OR_WHO = re.compile(
    r"\s*(?:[（(]?\s*(?:计量)?单位|填报|制表|编制|数据来源|资料来源|日期|时间)[^：:]{0,6}[：:]"
)
_NOTE = re.compile(r"\s*(?:[注备]|说明|备注|资料来源|数据来源|填报|制表|审核)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as people see it.

    Attributes:
        name: on its tab.
        rows: the texts of its cells from the upper left corner on, "" for empty ones.
        merged: the ranges whose cells are one.
    """

    name: str
    rows: Sequence[Sequence[str]]
    merged: Sequence[Span] = ()


def blocks_of(sheets: Sequence[Sheet]) -> list[Block]:
    """Return the blocks of a workbook: each table, with its title as the heading above it.

    Raises:
        UnreadableFile: there are more cells than `MOST_CELLS`.
    """
    cells = sum(bool(text) for sheet in sheets for row in sheet.rows for text in row)
    if cells > MOST_CELLS:
        raise UnreadableFile(
            f"表格太大（{cells} 格，上限 {MOST_CELLS} 格），请只留要用的部分，或拆成几个文件。"
            f"(Too many cells: {cells} of at most {MOST_CELLS}; split the file.)"
        )
    filled = [sheet for sheet in sheets if any(any(row) for row in sheet.rows)]
    blocks: list[Block] = []
    for sheet in filled:
        name = sheet.name.strip()
        named = bool(name) and not _NO_NAME.fullmatch(name)
        parts = list(_of_sheet(sheet, level=2 if named and len(filled) > 1 else 1))
        own = parts[0].text.strip() if parts and parts[0].kind == "heading" else ""
        # What a table without a title is about is told by the name on its tab, if anywhere.
        if named and own != name and not (own and len(filled) == 1):
            blocks.append(Block("heading", name, level=1))
        blocks += parts
    return blocks


def _of_sheet(sheet: Sheet, *, level: int) -> Iterator[Block]:
    cells = _cells(sheet)
    waiting: list[str] = []  # lines that belong to the table below them
    for band in _merged_bands(_bands(cells)):
        top, body, below = _parted(band)
        waiting += top
        if not body:
            continue
        yield from _lines(waiting, level)
        waiting = []
        for side in _sides(body):
            yield from table_blocks(with_places_down(named_in_one(_grid(side))))
        yield from (Block("paragraph", line) for line in below)
    yield from _lines(waiting, level)


def _cells(sheet: Sheet) -> list[list[GridCell]]:
    """Return the filled cells row by row, each with its place and its span."""
    span_of = {(row, column): (rows, columns) for row, column, rows, columns in sheet.merged}
    covered = {
        (row + i, column + j)
        for row, column, rows, columns in sheet.merged
        if rows * columns <= MOST_CELLS
        for i in range(rows)
        for j in range(columns)
        if i or j
    }
    return [
        [
            GridCell(" ".join(text.split()), y, x, *span_of.get((y, x), (1, 1)))
            for x, text in enumerate(row)
            if text and (y, x) not in covered
        ]
        for y, row in enumerate(sheet.rows)
    ]


def _bands(rows: Sequence[list[GridCell]]) -> Iterator[list[list[GridCell]]]:
    """Yield runs of rows without a blank one among them; rows that a cell of an earlier one reaches into are not blank."""
    band: list[list[GridCell]] = []
    reaches = 0
    for y, row in enumerate(rows):
        if not row and y >= reaches:
            if band:
                yield band
            band = []
            continue
        band.append(row)
        # A title that is merged over several rows ends where they end; it does not hold bands together.
        reaches = max([reaches, *(cell.row + cell.rows for cell in row)])
    if band:
        yield band


def _merged_bands(bands: Iterator[list[list[GridCell]]]) -> Iterator[list[list[GridCell]]]:
    """Yield bands, one that has no header of its own joined with the one above it whose columns it goes on with."""
    kept: list[list[GridCell]] | None = None
    for band in bands:
        if kept is not None and _goes_on(kept, band):
            kept = kept + band
            continue
        if kept is not None:
            yield kept
        kept = band
    if kept is not None:
        yield kept


def _goes_on(above: list[list[GridCell]], band: list[list[GridCell]]) -> bool:
    if all(len(row) < 2 for row in band) or not layout(_grid(_parted(above)[1])).labels:
        return False
    columns = {cell.column for row in band for cell in row}
    return columns <= {cell.column for row in above for cell in row} and not layout(_grid(band)).labels


def _parted(band: list[list[GridCell]]) -> tuple[list[str], list[list[GridCell]], list[str]]:
    """Return the lines above a band's table, its rows, and the lines below it."""
    first = 0
    while first < len(band) and len(band[first]) < 2:
        first += 1
    last = len(band)
    while last > first and len(band[last - 1]) < 2 and _is_note(band[last - 1]):
        last -= 1
    top = [cell.text for row in band[:first] for cell in row]
    below = [cell.text for row in band[last:] for cell in row]
    return top, band[first:last], below


def _is_note(row: list[GridCell]) -> bool:
    return not row or len(row[0].text) > 20 or _NOTE.match(row[0].text) is not None


def _sides(rows: list[list[GridCell]]) -> list[list[list[GridCell]]]:
    """Return the tables that stand beside each other in these rows, from the left."""
    taken = sorted({cell.column + i for row in rows for cell in row for i in range(min(cell.columns, 200))})
    starts = [b for a, b in zip(taken, taken[1:], strict=False) if b > a + 1]
    if not starts:
        return [rows]
    edges = [taken[0], *starts, taken[-1] + 1]
    sides = [
        [[cell for cell in row if left <= cell.column < right] for row in rows]
        for left, right in zip(edges, edges[1:], strict=False)
    ]
    sides = [[row for row in side if row] for side in sides]
    # A column that is merely empty parts nothing: each side must be a table by itself.
    return sides if all(layout(_grid(side)).labels for side in sides) else [rows]


def _grid(rows: list[list[GridCell]]) -> Grid:
    """Return rows as a grid of their own; spans end where the rows end."""
    filled = [cell for row in rows for cell in row]
    if not filled:
        return Grid(())
    top, left = filled[0].row, min(cell.column for cell in filled)
    bottom = max(cell.row for cell in filled) + 1
    right = max(cell.column for cell in filled) + 1
    return Grid(
        tuple(
            GridCell(
                cell.text,
                cell.row - top,
                cell.column - left,
                max(1, min(cell.rows, bottom - cell.row)),
                max(1, min(cell.columns, right - cell.column)),
            )
            for cell in filled
        )
    )


def _lines(texts: Sequence[str], level: int) -> Iterator[Block]:
    """Yield the lines above a table: its title as a heading, then units, who filled it in, when."""
    has_title = False
    for text in texts:
        if not has_title and not _UNIT_OR_WHO.match(text) and len(text) <= 60:
            has_title = True
            yield Block("heading", text, level=level)
        else:
            yield Block("paragraph", text)
