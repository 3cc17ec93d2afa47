"""Join ruled tables that run on over the end of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from ingest.read.pdf_line import PdfLine
from ingest.read.table_grid import layout
from ingest.schema import Grid

# How far the columns of one table may differ from page to page, in points.
_SHIFT = 4.0


def continued(pages: Sequence[list[PdfLine]]) -> list[list[PdfLine]]:
    """Return `pages` with each table that runs on over pages as one, on the last of them.

    A table that ends a page runs on where the next one begins with a table of the same columns, which has the same
    labels or none.
    """
    joined: list[list[PdfLine]] = []
    for page in pages:
        before = joined[-1][-1] if joined and joined[-1] else None
        grid = _joined(before, page[0]) if before is not None and page else None
        if grid is None:
            joined.append(page)
            continue
        joined[-1] = joined[-1][:-1]
        joined.append([replace(page[0], grid=grid), *page[1:]])
    return joined


def breaks_in(line: PdfLine) -> int:
    """Return how many pages begin in a table."""
    return 0 if line.grid is None else len(line.grid.breaks)


def _joined(first: PdfLine, second: PdfLine) -> Grid | None:
    if first.grid is None or second.grid is None or not _same_columns(first.edges, second.edges):
        return None
    upper = layout(first.grid)
    if not upper.labels:
        return None
    above, below = _rows(first.grid), _rows(second.grid)
    repeated = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(above, below, strict=False)))
    repeated = min(repeated, upper.body, len(below) - 1)
    if not repeated and layout(second.grid).labels:
        return None
    height = max(cell.row + cell.rows for cell in first.grid.cells)
    below_cells = (
        replace(cell, row=cell.row - repeated + height) for cell in second.grid.cells if cell.row >= repeated
    )
    return replace(first.grid, cells=(*first.grid.cells, *below_cells), breaks=(*first.grid.breaks, height))


def _same_columns(first: Sequence[float], second: Sequence[float]) -> bool:
    if not first or len(first) != len(second):
        return False
    return all(abs((a - first[0]) - (b - second[0])) <= _SHIFT for a, b in zip(first, second, strict=True))


def _rows(grid: Grid) -> list[tuple[tuple[int, str], ...]]:
    """Return the rows of a grid as columns and texts, by which a header given again is known."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append((cell.column, cell.text))
    return [tuple(rows.get(y, ())) for y in range(max(rows, default=-1) + 1)]
