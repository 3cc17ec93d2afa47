"""Clean tables cell by cell, and locate them in the stored text at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.clean.damage import repair
from ingest.clean.footnotes import unmark
from ingest.clean.lines import Line
from ingest.clean.spacing import tidy
from ingest.read.table_rows import WrittenTable
from ingest.read.table_text import tables_in
from ingest.read.table_units import PlacedCell, PlacedRow, make_table
from ingest.schema import Grid, Table

_LINES_ABOVE = 3
# What stands in place of a caption above a table that goes on: what stands above its beginning holds for it too.
_CONTINUED = re.compile(r"[（(]?续[（(]?表?[)）]?\s*[\d一二三四五六七八九十-]*[)）]?|续上表|[（(]接上页[)）]")


def clean_cells(grid: Grid) -> Grid:
    """Return `grid` with the text of each cell put right."""
    cells = tuple(replace(cell, text=_clean(cell.text)) for cell in grid.cells)
    return replace(grid, cells=cells, caption=_clean(grid.caption))


def _clean(text: str) -> str:
    parts = (tidy(part) for part in unmark(tidy(" ".join(repair(text).split()))))
    return " ".join(part for part in parts if part)


def place_tables(
    text: str, lines: Sequence[Line], offsets: Sequence[int], written: Sequence[WrittenTable]
) -> tuple[Table, ...]:
    """Return the tables in the stored text: those that were read as tables, and those that stand in it as plain
    lines.

    Args:
        lines: of the text.
        offsets: where each of them stands in it.
        written: the tables that rows among `lines` are of.
    """
    found: list[Table] = []
    left: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        if line.row is not None:
            left.setdefault(line.row[0], []).append(i)
    caption: Sequence[str] = ()
    before: tuple[WrittenTable, int] | None = None
    for number, at in left.items():
        if not written[number].labels:
            continue
        top = next((i for i in at if lines[i].row == (number, written[number].header)), at[0])
        above: Sequence[str] = [line.text for line in lines[:top] if line.text][-_LINES_ABOVE:]
        if above and _CONTINUED.fullmatch(above[-1].strip()):
            above = [*caption, above[-1]]
        # The next page of a table that gives its header again, with nothing above it.
        if (
            before is not None
            and before[0].labels == written[number].labels
            and not any(line.text.strip() for line in lines[before[1] + 1 : top])
        ):
            above = caption
        caption, before = above, (written[number], at[-1])
        if placed := _placed(text, lines, offsets, written[number], at, above):
            found.append(placed)
    found += tables_in(text, [(table.start, table.end) for table in found])
    return tuple(sorted(found, key=lambda table: table.start))


def _placed(
    text: str,
    lines: Sequence[Line],
    offsets: Sequence[int],
    table: WrittenTable,
    at: Sequence[int],
    above: Sequence[str],
) -> Table | None:
    """Return a table whose lines are lines[i] for i in `at`; None where cleaning left no row of it."""
    rows: list[PlacedRow] = []
    start = offsets[at[0]]
    for i in at:
        row = lines[i].row
        if row is None:
            continue
        if row[1] == table.header:
            start = offsets[i]
        cells = [
            PlacedCell(cell.column, offsets[i] + cell.start, offsets[i] + cell.end)
            for cell in table.rows[row[1]].cells
        ]
        if cells:
            rows.append(PlacedRow(offsets[i], offsets[i] + len(lines[i].text), cells))
    return make_table(text, start, above, table.labels, rows)
