"""Names that a table writes in two columns under one label: 机场 | (blank) above 广州 | 白云."""

from __future__ import annotations

from dataclasses import replace

from ingest.read.table_grid import layout
from ingest.schema import Grid, GridCell

_MOST_SHARE = 0.8


def named_in_one(grid: Grid) -> Grid:
    """Return `grid` with such columns as one, where it has no header otherwise; else as it is."""
    if layout(grid).labels or not grid.cells:
        return grid
    placed = {(cell.row, cell.column): cell for cell in grid.cells if cell.text}
    rows = range(1, max(row for row, _ in placed) + 1) if placed else range(0)
    for label in sorted((cell for cell in placed.values() if cell.row == 0), key=lambda cell: cell.column):
        left, right = label.column, label.column + 1
        pairs = [(placed.get((row, left)), placed.get((row, right))) for row in rows]
        both = [(a, b) for a, b in pairs if a and b and _is_word(a.text) and _is_word(b.text)]
        if (0, right) in placed or len(both) < max(2, _MOST_SHARE * len(pairs)):
            continue
        joined = dict(both)
        cells = tuple(
            replace(cell, text=cell.text + joined[cell].text) if cell in joined else _narrow(cell, label)
            for cell in grid.cells
            if cell not in joined.values()
        )
        made = replace(grid, cells=cells)
        return made if layout(made).labels else grid
    return grid


def _narrow(cell: GridCell, label: GridCell) -> GridCell:
    return replace(cell, columns=1) if cell is label else cell


def _is_word(text: str) -> bool:
    return sum("一" <= char <= "鿿" for char in text) * 2 > len(text)
