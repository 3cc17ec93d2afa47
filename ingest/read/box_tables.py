"""Find tables that are drawn with box characters in text: ┌─┬─┐ above, │ between the cells."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from ingest.read.lines_with_tables import FoundTable, with_tables
from ingest.read.pdf_cells import Glyph, table_in
from ingest.read.pdf_lattice import lattices
from ingest.read.pdf_rules import Rule, Rules
from ingest.read.table_grid import layout
from ingest.schema import Block, Grid

_ACROSS = frozenset(
    chr(code) for code in range(0x2500, 0x2580) if "HORIZONTAL" in unicodedata.name(chr(code))
)
_DOWN = frozenset(
    chr(code)
    for code in range(0x2500, 0x2580)
    if any(word in unicodedata.name(chr(code)) for word in ("VERTICAL", "DOWN", "UP"))
)
# The lower left corner of a drawing.
_LAST = frozenset("└┗╚┕┖╘╙╰")
_BOX = _ACROSS | _DOWN
# A line of a table has more of them than a tree of files or a line below a heading.
_LEAST_LINES = 4
# One column of text in points, and one line, as the rules of a page are measured.
_COLUMN, _LINE = 6.0, 14.0


def with_box_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return `blocks` with a table for each run of lines that draws one; a drawing that is no table stays as it is."""
    if not any(char in block.text for block in blocks for char in "│┃║"):
        return tuple(blocks)
    return with_tables(blocks, _tables)


def _tables(lines: Sequence[str]) -> list[FoundTable]:
    found: list[FoundTable] = []
    end = 0
    for (is_drawn, _), group in groupby(_numbered(lines), key=lambda each: each[:2]):
        run = [line for *_, line in group]
        start, end = end, end + len(run)
        if is_drawn and (grid := _grid(run)) is not None:
            found.append(FoundTable(start, end, grid))
    return found


def _numbered(lines: Sequence[str]) -> Iterator[tuple[bool, int, str]]:
    """Yield each line, whether it is drawn, and the number of the drawing: one begins below the end of another."""
    number, before = 0, ""
    for line in lines:
        number += before[:1] in _LAST
        before = line.strip()
        yield _is_drawn(line), number, line


def _is_drawn(line: str) -> bool:
    text = line.strip()
    return bool(text) and text[0] in _BOX and text[-1] in _BOX and len(text) > 1


def _grid(lines: Sequence[str]) -> Grid | None:
    """Return the table that lines draw; None where they draw none with labels."""
    if len(lines) < _LEAST_LINES:
        return None
    # Whether a box character is as wide as a Chinese one depends on the font that the text was set in.
    drawings = sorted((_Drawing(lines, width) for width in (2, 1)), key=lambda drawing: drawing.edges)
    return next(filter(None, (drawing.grid() for drawing in drawings)), None)


class _Drawing:
    """Lines of text as rules and characters with places.

    Args:
        lines: each from one box character to another.
        box_width: columns that a box character takes.
    """

    def __init__(self, lines: Sequence[str], box_width: int) -> None:
        self._down: list[Rule] = []
        # The bars that the next line may go on with, by their places.
        self._open: dict[float, Rule] = {}
        self._across: list[Rule] = []
        self._glyphs: list[Glyph] = []
        self._width = box_width
        parts = [_parts(line.strip(), box_width) for line in lines]
        places = Counter(tuple(_bars(line)) for line in parts)
        # Lines with as many bars as most have them at the same places, though a character is narrower than it counts.
        usual = max(places, key=lambda bars: (places[bars], len(bars)))
        for number, line in enumerate(parts):
            self._draw(-_LINE * number, line, usual)
        self._down += self._open.values()

    @property
    def edges(self) -> int:
        """Return at how many places bars stand: the fewer, the better the lines fit to one another."""
        return len({round(rule.at) for rule in self._down})

    def grid(self) -> Grid | None:
        """Return the table; None where there is not one with labels."""
        found = lattices(Rules(tuple(self._across), tuple(self._down)))
        if len(found) != 1:
            return None
        inside = [glyph for glyph in self._glyphs if found[0].holds(*glyph.middle)]
        grid = table_in(found[0], inside) if len(inside) == len(self._glyphs) else None
        return grid if grid is not None and layout(grid).labels else None

    def _draw(self, height: float, line: Sequence[tuple[str, float, float]], usual: Sequence[float]) -> None:
        bars = _bars(line)
        moved = dict(zip(bars, usual, strict=True)) if len(bars) == len(usual) else {}
        for char, left, right in line:
            middle = moved.get((left + right) / 2, (left + right) / 2)
            if char in _DOWN:
                above = self._open.get(middle)
                top = above.end if above and above.start == height + _LINE / 2 else height + _LINE / 2
                self._open[middle] = Rule(middle, height - _LINE / 2, top)
                if above and top != above.end:
                    self._down.append(above)
            if char in _ACROSS:
                start, end = middle - (right - left) / 2, middle + (right - left) / 2
                if self._across and self._across[-1].at == height and self._across[-1].end >= start - 1:
                    start = self._across.pop().start
                self._across.append(Rule(height, start, end))
            if char not in _BOX and not char.isspace():
                at = _shifted(left, right, bars, moved)
                self._glyphs.append(Glyph(char, *at, height - _LINE / 3, height + _LINE / 3))


def _shifted(
    left: float, right: float, bars: Sequence[float], moved: dict[float, float]
) -> tuple[float, float]:
    """Return where a character stands between the bars at its sides, once these are moved."""
    for before, after in pairwise(bars):
        if moved and before < left < after:
            scale = (moved[after] - moved[before]) / (after - before)
            return moved[before] + (left - before) * scale, moved[before] + (right - before) * scale
    return left, right


def _bars(line: Sequence[tuple[str, float, float]]) -> list[float]:
    return [(left + right) / 2 for char, left, right in line if char in _DOWN]


def _parts(line: str, box_width: int) -> list[tuple[str, float, float]]:
    """Return the characters of a line, each with where it begins and ends."""
    parts: list[tuple[str, float, float]] = []
    column = 0
    for char in line:
        if char == "\t":
            column += 8 - column % 8
            continue
        wide = unicodedata.east_asian_width(char)
        width = box_width if char in _BOX else 2 if wide in "FWA" else 1
        parts.append((char, column * _COLUMN, (column + width) * _COLUMN))
        column += width
    return parts
