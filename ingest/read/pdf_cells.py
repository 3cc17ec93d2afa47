"""Fill the cells of a ruled table of a pdf with the characters that lie in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.read.pdf_lattice import Lattice, RuledCell
from ingest.read.pdf_missing_rules import Piece, mended
from ingest.schema import Grid, GridCell

_FIGURE = re.compile(r"[-－—−+△▲]?[\d.,，．]*\d[\d.,，．]*[%‰]?|[-－—−/]+")
_DIGIT = re.compile(r"\d")
# Blanks in sizes of a character: between words that the alphabet is written in, and between other pieces of text.
_WORD_GAP, _PIECE_GAP = 0.2, 1.5
# Between figures of two columns that no rule parts.
_COLUMN_GAP = 0.6
_LEAST_COLUMNS = 2
_OF_FIGURES = frozenset("0123456789.,-－—−+△▲，．%‰")
_FEWEST_STACKED = 3


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page as it is shown, and its box, in points."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        """Return the middle of its box."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    middle: float
    size: float


def table_in(lattice: Lattice, glyphs: Sequence[Glyph]) -> Grid | None:
    """Return the table of a lattice; None where it is none: text in one frame, or in one column.

    Args:
        glyphs: the characters in it, white space left out.
    """
    held = _held(lattice, glyphs)
    if any(map(_stacks_figures, held)):
        lattice = mended(lattice, lambda each: _pieces(each, glyphs), _is_figure)
        held = _held(lattice, glyphs)
    lines = [_lines(each) for each in held]
    filled = {(cell.row, cell.column) for cell, each in zip(lattice.cells, lines, strict=True) if each}
    if len({column for _, column in filled}) < _LEAST_COLUMNS:
        return None
    grid = Grid(tuple(_split(lattice, lines)))
    return grid if len({cell.row for cell in grid.cells if cell.text}) > 1 else None


def _held(lattice: Lattice, glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the characters in each of the cells of a lattice."""
    cell_at = {
        (y, x): i
        for i, cell in enumerate(lattice.cells)
        for y in range(cell.row, cell.row + cell.rows)
        for x in range(cell.column, cell.column + cell.columns)
    }
    held: list[list[Glyph]] = [[] for _ in lattice.cells]
    for glyph in glyphs:
        held[cell_at[lattice.place(*glyph.middle)]].append(glyph)
    return held


def _stacks_figures(glyphs: Sequence[Glyph]) -> bool:
    """Return whether a cell holds figures alone, in several lines."""
    if len(glyphs) < _FEWEST_STACKED or not all(glyph.text in _OF_FIGURES for glyph in glyphs):
        return False
    bottom, top = min(glyph.bottom for glyph in glyphs), max(glyph.top for glyph in glyphs)
    return top - bottom > 2.5 * (glyphs[0].top - glyphs[0].bottom)


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None and _DIGIT.search(text) is not None


def _pieces(lattice: Lattice, glyphs: Sequence[Glyph]) -> list[list[list[Piece]]]:
    """Return the lines in each cell of a lattice as pieces with wide gaps between them."""
    return [[_pieces_of(row) for row in _rows(each)] for each in _held(lattice, glyphs)]


def _pieces_of(glyphs: Sequence[Glyph]) -> list[Piece]:
    size = median(glyph.top - glyph.bottom for glyph in glyphs)
    runs: list[list[Glyph]] = [[glyphs[0]]]
    for before, glyph in pairwise(glyphs):
        if glyph.left - before.right > _COLUMN_GAP * size:
            runs.append([glyph])
        else:
            runs[-1].append(glyph)
    return [Piece("".join(glyph.text for glyph in run), run[0].left, run[-1].right) for run in runs]


def _split(lattice: Lattice, lines: Sequence[Sequence[_Line]]) -> list[GridCell]:
    """Return the cells of a table, with a row for each line of figures between two rules."""
    shift, anchors = 0, []
    starts: list[int] = []
    for row in range(len(lattice.ys) - 1):
        within = [
            each
            for cell, each in zip(lattice.cells, lines, strict=True)
            if cell.row == row and cell.rows == 1
        ]
        anchors.append(_anchors(within))
        starts.append(row + shift)
        shift += max(len(anchors[-1]) - 1, 0)
    starts.append(len(lattice.ys) - 1 + shift)
    cells: list[GridCell] = []
    for cell, each in zip(lattice.cells, lines, strict=True):
        places = anchors[cell.row] if cell.rows == 1 else []
        if len(places) < 2:
            height = starts[cell.row + cell.rows] - starts[cell.row]
            cells.append(_cell(cell, starts[cell.row], height, each))
            continue
        for i in range(len(places)):
            own = [line for line in each if _nearest(places, line.middle) == i]
            cells.append(_cell(cell, starts[cell.row] + i, 1, own))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _cell(cell: RuledCell, row: int, rows: int, lines: Sequence[_Line]) -> GridCell:
    text = ""
    for line in lines:
        text += " " * (bool(text) and _are_words(text[-1], line.text[0])) + line.text
    return GridCell(text, row, cell.column, rows, cell.columns)


def _anchors(cells: Sequence[Sequence[_Line]]) -> list[float]:
    """Return the heights of the rows that stand between two rules: those of the lines of their figures.

    A column of figures has nothing else in it, but a column of names may need several lines for one.
    """
    columns = [
        lines
        for lines in cells
        if len(lines) > 1
        and all(_FIGURE.fullmatch(line.text) for line in lines)
        and any(_DIGIT.search(line.text) for line in lines)
    ]
    if not columns:
        return []
    heights = sorted((line.middle for lines in columns for line in lines), reverse=True)
    size = median(line.size for lines in columns for line in lines)
    anchors = heights[:1]
    for height in heights[1:]:
        if anchors[-1] - height > 0.7 * size:
            anchors.append(height)
    return anchors


def _nearest(places: Sequence[float], height: float) -> int:
    return min(range(len(places)), key=lambda i: abs(places[i] - height))


def _lines(glyphs: Sequence[Glyph]) -> list[_Line]:
    """Return the lines that the characters of a cell form, from top to bottom."""
    return [_line(row) for row in _rows(glyphs)]


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the characters of a cell line by line, from top to bottom and from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.middle[1]):
        size = glyph.top - glyph.bottom
        if rows and rows[-1][0].middle[1] - glyph.middle[1] < 0.5 * max(size, 1.0):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda glyph: glyph.left) for row in rows]


def _line(glyphs: Sequence[Glyph]) -> _Line:
    size = median(glyph.top - glyph.bottom for glyph in glyphs)
    pieces = [glyphs[0].text]
    for before, glyph in pairwise(glyphs):
        gap = glyph.left - before.right
        if gap > _WORD_GAP * size and _are_words(before.text[-1], glyph.text[0]):
            pieces[-1] += " "
        if gap > _PIECE_GAP * size:
            pieces.append(glyph.text)
        else:
            pieces[-1] += glyph.text
    # A word that is spread over the width of its column is one word: 项    目.
    spread = all(len(piece.strip()) == 1 for piece in pieces)
    text = ("" if spread else " ").join(piece.strip() for piece in pieces)
    return _Line(text, median(glyph.middle[1] for glyph in glyphs), size)


def _are_words(first: str, second: str) -> bool:
    """Return whether two characters side by side need a blank between them: letters and digits of the alphabet."""
    return (
        first.isascii()
        and second.isascii()
        and first.isalnum()
        and second.isalnum()
        and not (first.isdigit() and second.isdigit())
    )
