"""Turn a table whose rows are years and whose columns are places: people ask for a place's figure of a year, and in a
table of places each row tells of one."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.chinese.place_columns import places_meant
from ingest.schema import Grid, GridCell

_YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0)?年?")
# Of the rows and columns; sums and remarks stand among them.
_MOST_SHARE = 0.8
_CORNERS = ("", "年", "年份", "年度", "时间")


def with_places_down(grid: Grid) -> Grid:
    """Return `grid` turned where its first column holds years and its first row places; else as it is."""
    if any(cell.rows > 1 or cell.columns > 1 for cell in grid.cells):
        return grid
    first_row = {cell.column: cell.text for cell in grid.cells if cell.row == 0 and cell.text}
    first_column = {cell.row: cell.text for cell in grid.cells if cell.column == 0 and cell.row and cell.text}
    corner = first_row.pop(0, "")
    years = [text for text in first_column.values() if _YEAR.fullmatch(text)]
    if (
        corner.strip() not in _CORNERS
        or len(years) < max(2, _MOST_SHARE * len(first_column))
        or not any(places_meant(list(first_row.values())))
    ):
        return grid
    turned = (replace(cell, text=_label(cell), row=cell.column, column=cell.row) for cell in grid.cells)
    # The corner stands above places now.
    cells = [GridCell("地区", 0, 0), *(cell for cell in turned if cell.row or cell.column)]
    return replace(grid, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), breaks=())


def _label(cell: GridCell) -> str:
    """Return a cell's text; a year of the first column, which becomes a label, in full."""
    year = _YEAR.fullmatch(cell.text) if cell.column == 0 else None
    return f"{year[1]}年" if year else cell.text
