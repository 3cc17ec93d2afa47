"""A line of text on a page of a pdf, or a table in its place."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.read.pdf_tables import LinePiece
from ingest.schema import Grid


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of text on a page.

    Attributes:
        text: not empty, no white space at either end.
        left, right: where it begins and ends, in points from the page's left edge.
        base: its baseline, in points from the page's lower edge.
        size: of its characters, in points.
        pieces: that stand side by side on it, like cells: it is no part of running text. Empty where it is whole.
        grid: of a table that stands in place of its lines; then `base` is its upper edge.
        edges: of a ruled table, where its columns begin and end, in points.
        bottom: of a ruled table, its lower edge.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    pieces: tuple[LinePiece, ...] = ()
    grid: Grid | None = None
    edges: tuple[float, ...] = ()
    bottom: float | None = None

    @property
    def floor(self) -> float:
        """Return the height of its lower edge: the baseline of a line of text."""
        return self.base if self.bottom is None else self.bottom

    @property
    def is_row(self) -> bool:
        """Return whether it is a row of cells, or a table of them."""
        return bool(self.pieces) or self.grid is not None


def steps_of(pages: list[list[PdfLine]]) -> list[float]:
    """Return the distances between successive lines, downwards, in points."""
    return [a.base - b.base for page in pages for a, b in pairwise(page) if a.base > b.base]


def pitch_of(pages: list[list[PdfLine]]) -> float:
    """Return the usual distance between two lines, in points; 0 where no page has two."""
    steps = steps_of(pages)
    return median(steps) if steps else 0.0
