"""Find tables in plain text whose cells are set apart by blanks: figures below labels, as many on each line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.read.lines_with_tables import FoundTable, with_tables
from ingest.read.table_grid import LEAST_COLUMNS, grid_of, layout
from ingest.schema import Block

_GAPS = ("  ", "　　", " 　", "　 ")
_GAP = re.compile(r"[ 　]{2,}")
_FIGURE = re.compile(r"[-－—+]?\d[\d,.]*(?:[%％‰]|[一-鿿]{1,3})?|[-—－]+")
_SENTENCE = re.compile(r"[。！？；]")
_LEAST_ROWS = 2
_LONGEST_CELL, _LONGEST_LINE = 30, 300


def with_aligned_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return `blocks` with a table for each run of lines that are set as one."""
    if not any(gap in block.text for block in blocks for gap in _GAPS):
        return tuple(blocks)
    return with_tables(blocks, _tables)


def _tables(lines: Sequence[str]) -> list[FoundTable]:
    rows = [_cells(line) for line in lines]
    found: list[FoundTable] = []
    at = 0
    while at < len(rows):
        table = _table(rows, at)
        if table is not None:
            found.append(table)
        at = table.end if table is not None else at + 1
    return found


def _cells(line: str) -> list[str]:
    """Return the cells of a line; [] for one that is no row. A word that is spread out is one cell: 合  计."""
    line = line.strip()
    if len(line) > _LONGEST_LINE or not any(gap in line for gap in _GAPS) or _SENTENCE.search(line):
        return []
    cells = _GAP.split(line)
    if "\t" in line or len(cells) < LEAST_COLUMNS:
        return []
    spread = 0
    while spread < len(cells) and re.fullmatch(r"[一-鿿]", cells[spread]):
        spread += 1
    cells = ["".join(cells[:spread]), *cells[spread:]] if spread > 1 else cells
    return cells if max(map(len, cells)) <= _LONGEST_CELL else []


def _table(rows: Sequence[Sequence[str]], at: int) -> FoundTable | None:
    """Return the table whose labels are rows[at]; None where none begins there."""
    width = len(rows[at])
    if width < LEAST_COLUMNS or any(map(_FIGURE.fullmatch, rows[at])):
        return None
    end = at + 1
    while end < len(rows) and len(rows[end]) == width and all(map(_FIGURE.fullmatch, rows[end][1:])):
        end += 1
    if end - at <= _LEAST_ROWS:
        return None
    grid = grid_of(rows[at:end])
    return FoundTable(at, end, grid) if layout(grid).labels else None
