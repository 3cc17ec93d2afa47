"""Find tables on a page of a pdf: rows of pieces of text in columns below labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.read.table_grid import LEAST_COLUMNS, layout
from ingest.schema import Grid, GridCell

_LEAST_ROWS = 3


@dataclass(frozen=True, slots=True)
class LinePiece:
    """A piece of text that is separate from others on its line, as a cell is.

    Attributes:
        text: the text.
        left, right: its extent, in points from the page's left edge.
    """

    text: str
    left: float
    right: float


Columns = Sequence[tuple[float, float]]


def table_of_rows(rows: Sequence[Sequence[LinePiece]]) -> Grid | None:
    """Return the table that these lines form; None where they do not stand in columns, or have no labels.

    Args:
        rows: the pieces of each line, from left to right.
    """
    columns = _columns(rows)
    if len(rows) < _LEAST_ROWS or columns is None:
        return None
    cells: list[GridCell] = []
    for y, row in enumerate(rows):
        placed = _placed(row, columns)
        if placed is None:
            return None
        cells += [
            GridCell(piece.text, y, first, 1, last - first + 1)
            for piece, (first, last) in zip(row, placed, strict=True)
        ]
    grid = Grid(tuple(cells))
    return grid if layout(grid).labels else None


def _columns(rows: Sequence[Sequence[LinePiece]]) -> Columns | None:
    """Return the columns of the fullest rows as (left, right); None where two of them overlap."""
    counts = Counter(len(row) for row in rows)
    width = max((count for count, times in counts.items() if times > 1), default=0)
    if width < LEAST_COLUMNS or width < max(counts):
        return None
    full = [row for row in rows if len(row) == width]
    columns = [(min(row[i].left for row in full), max(row[i].right for row in full)) for i in range(width)]
    apart = all(a[1] < b[0] for a, b in zip(columns, columns[1:], strict=False))
    return columns if apart else None


def _placed(row: Sequence[LinePiece], columns: Columns) -> list[tuple[int, int]] | None:
    """Return the first and the last column of each piece; None where two pieces would share one."""
    if len(row) == len(columns):
        return [(i, i) for i in range(len(columns))]
    placed = [_span(piece, columns) for piece in row]
    in_order = all(a[1] < b[0] for a, b in zip(placed, placed[1:], strict=False))
    return placed if in_order else None


def _span(piece: LinePiece, columns: Columns) -> tuple[int, int]:
    """Return the columns that a piece stands in: those it overlaps, or between whose centres its own centre is."""
    over = [i for i, (left, right) in enumerate(columns) if piece.left < right and piece.right > left]
    middle = (piece.left + piece.right) / 2
    if len(over) == 1 and columns[over[0]][0] <= middle <= columns[over[0]][1]:
        return over[0], over[0]
    before = [i for i, (left, _) in enumerate(columns) if left <= middle]
    after = [i for i, (_, right) in enumerate(columns) if right >= middle]
    first = min([*over, *before[-1:]], default=0)
    last = max([*over, *after[:1]], default=len(columns) - 1)
    return first, last
