"""Find tables on a page of a pdf: rows of pieces of text in columns below labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.read.table_grid import LEAST_COLUMNS, is_figure, layout
from ingest.schema import Grid, GridCell

_LEAST_ROWS = 3
_MOST_HEADER_ROWS = 3
_UNIT = re.compile(r"[（(][^（）()\d]{1,8}[）)]")
# Blanks between labels are so many times as wide as those within them.
_CLEARLY = 1.5


@dataclass(frozen=True, slots=True)
class LinePiece:
    """A piece of text that is separate from others on its line, as a cell is.

    Attributes:
        text: the text.
        left, right: its extent, in points from the page's left edge.
        words: that blanks set apart in it; () for a single one.
    """

    text: str
    left: float
    right: float
    words: tuple[LinePiece, ...] = ()


Columns = Sequence[tuple[float, float]]


def table_of_rows(rows: Sequence[Sequence[LinePiece]]) -> Grid | None:
    """Return the table that these lines form; None where they do not stand in columns, or have no labels.

    Args:
        rows: the pieces of each line, from left to right.
    """
    columns = _columns(rows)
    if len(rows) < _LEAST_ROWS or columns is None:
        return None
    rows = _with_labels_apart(rows, columns)
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


def below_header(header: Grid, edges: Sequence[float], rows: Sequence[Sequence[LinePiece]]) -> Grid | None:
    """Return the table whose header alone is ruled, with the rows below it; None where they do not stand in its columns.

    Args:
        header: the ruled part.
        edges: where its columns begin and end, in points.
        rows: the pieces of each line below it.
    """
    height = max(cell.row + cell.rows for cell in header.cells)
    width = len(edges) - 1
    if (
        height > _MOST_HEADER_ROWS
        or width < LEAST_COLUMNS
        or any(is_figure(cell.text) for cell in header.cells)
    ):
        return None
    columns = list(pairwise(edges))
    cells = list(header.cells)
    for y, row in enumerate(rows, start=height):
        if len(row) != width or any(
            not left <= (piece.left + piece.right) / 2 <= right
            for piece, (left, right) in zip(row, columns, strict=True)
        ):
            return None
        cells += [GridCell(piece.text, y, x) for x, piece in enumerate(row)]
    grid = Grid(tuple(cells), header.caption)
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


def _with_labels_apart(
    rows: Sequence[Sequence[LinePiece]], columns: Columns
) -> Sequence[Sequence[LinePiece]]:
    """Return `rows` with as many labels in the header as there are columns, where these stand closer than cells do.

    The header is the first row, or the first two where the second goes on with what did not fit into its place:
    人均 GDP above （万元）.
    """
    width = len(columns)
    if len(rows[0]) == width:
        return rows
    for height in (1, 2):
        labels = _labels_of(rows[:height], width)
        if labels is not None and _fit(labels, columns) and not any(is_figure(each.text) for each in labels):
            return [labels, *rows[height:]]
        if any(len(row) != width for row in rows[height + 1 :]):
            break
    return rows


def _labels_of(header: Sequence[Sequence[LinePiece]], width: int) -> list[LinePiece] | None:
    """Return the `width` labels of a header, divided at the widest blanks; None where it cannot be told which these
    are."""
    pieces = list(header[0])
    for row in header[1:]:
        above, below = pieces[-1], row[0]
        if not _UNIT.fullmatch(below.text) or below.left >= above.right or below.right <= above.left:
            return None
        whole = LinePiece(above.text + below.text, min(above.left, below.left), max(above.right, below.right))
        pieces = [*pieces[:-1], whole, *row[1:]]
    words = [word for piece in pieces for word in (piece.words or (piece,))]
    if len(words) < width:
        return None
    blanks = sorted((b.left - a.right for a, b in pairwise(words)), reverse=True)
    least = blanks[width - 2]
    # A unit in brackets stands apart from its name, and no other blank is nearly as wide as those between labels.
    if len(blanks) >= width and blanks[width - 1] * _CLEARLY > least:
        return None
    labels = [words[0]]
    for word in words[1:]:
        if word.left - labels[-1].right >= least:
            labels.append(word)
        else:
            labels[-1] = LinePiece(f"{labels[-1].text} {word.text}", labels[-1].left, word.right)
    return labels if len(labels) == width else None


def _fit(labels: Sequence[LinePiece], columns: Columns) -> bool:
    """Return whether each label stands over its column, or between its neighbours."""
    middles = [(left + right) / 2 for left, right in columns]
    before = [0.0, *middles[:-1]]
    behind = [*middles[1:], float("inf")]
    return all(a < (p.left + p.right) / 2 < b for p, a, b in zip(labels, before, behind, strict=True))


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
