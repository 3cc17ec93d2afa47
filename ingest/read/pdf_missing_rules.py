"""Put rules into the lattice of a pdf's table that its figures show to be missing, and take out those that they contradict.

Figures side by side in every line of a column are columns of their own; several figures below one another in a cell that
reaches over rows are the rows of all columns beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.read.pdf_lattice import Lattice, RuledCell

_LEAST_LINES = 3

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one line in a cell with no more between them than within a word, and where they stand across."""

    text: str
    left: float
    right: float


# The lines of a cell from top to bottom, each as its pieces.
Lines = Sequence[Sequence[Piece]]


def mended(
    lattice: Lattice,
    lines_of: Callable[[Lattice], Sequence[Lines]],
    is_figure: Callable[[str], bool],
) -> Lattice:
    """Return a lattice with the rules that the figures in its cells show.

    Args:
        lines_of: the lines in each of the cells of a lattice.
        is_figure: whether a text is nothing but a figure.
    """
    lines = lines_of(lattice)
    for cell, held in zip(lattice.cells, lines, strict=True):
        figures = [len(line) == 1 and is_figure(line[0].text) for line in held]
        if cell.rows > 1 and len(held) >= _LEAST_LINES and all(figures):
            merged = _merged(lattice, cell.row, cell.row + cell.rows)
            return lattice if merged is None else mended(merged, lines_of, is_figure)
    cells = lattice.cells
    # From the right: what is parted moves only what stands beyond it.
    for column in reversed(range(len(lattice.xs) - 1)):
        own = [
            held
            for cell, held in zip(cells, lines, strict=True)
            if cell.column == column and cell.columns == 1
        ]
        if cuts := _cuts(own, is_figure):
            lattice = _parted(lattice, column, cuts)
    return lattice


def _cuts(cells: Sequence[Lines], is_figure: Callable[[str], bool]) -> list[float]:
    """Return where rules are missing in a column: between the figures that stand side by side in each of its lines."""
    lines = [line for held in cells for line in held]
    figures = [line for line in lines if len(line) > 1 and all(is_figure(piece.text) for piece in line)]
    single = [line for line in lines if len(line) == 1 and is_figure(line[0].text)]
    if len(figures) < _LEAST_LINES or single or len({len(line) for line in figures}) > 1:
        return []
    # Labels that are as many stand above the figures, if not right above them.
    alike = [line for line in lines if len(line) == len(figures[0])]
    gaps = [
        (max(line[i].right for line in alike), min(line[i + 1].left for line in alike))
        for i in range(len(figures[0]) - 1)
    ]
    if any(end <= start for start, end in gaps):
        return []
    cuts = [(start + end) / 2 for start, end in gaps]
    # A word that stands across a cut says something of both columns.
    torn = any(piece.left < cut < piece.right for line in lines for piece in line for cut in cuts)
    return [] if torn else cuts


def _parted(lattice: Lattice, column: int, cuts: Sequence[float]) -> Lattice:
    """Return a lattice with a column parted at `cuts`."""
    more = len(cuts)
    cells: list[RuledCell] = []
    for cell in lattice.cells:
        if cell.column > column:
            cells.append(replace(cell, column=cell.column + more))
        elif cell.column + cell.columns <= column:
            cells.append(cell)
        elif cell.columns > 1:
            cells.append(replace(cell, columns=cell.columns + more))
        else:
            cells += [replace(cell, column=column + i) for i in range(more + 1)]
    xs = (*lattice.xs[: column + 1], *cuts, *lattice.xs[column + 1 :])
    return Lattice(xs, lattice.ys, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _merged(lattice: Lattice, first: int, end: int) -> Lattice | None:
    """Return a lattice with rows first..end as one; None where cells in them stand across its sides or one another."""
    fewer = end - first - 1
    cells: list[RuledCell] = []
    within: set[Span] = set()
    for cell in lattice.cells:
        if cell.row >= end:
            cells.append(replace(cell, row=cell.row - fewer))
        elif cell.row + cell.rows <= first:
            cells.append(cell)
        elif cell.row < first or cell.row + cell.rows > end:
            return None
        else:
            within.add((cell.column, cell.column + cell.columns))
    columns = sorted(within)
    if any(right > left for (_, right), (left, _) in pairwise(columns)):
        return None
    cells += [RuledCell(first, int(left), 1, int(right - left)) for left, right in columns]
    ys = (*lattice.ys[: first + 1], *lattice.ys[end:])
    return Lattice(lattice.xs, ys, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))
