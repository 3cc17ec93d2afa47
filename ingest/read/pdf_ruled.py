"""The ruled tables of an open page of a pdf, and which of its characters stand in them."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingest.read.pdf_cells import Glyph, table_in
from ingest.read.pdf_lattice import Lattice, lattices
from ingest.read.pdf_rules import Turn, rules_of, turn_of
from ingest.schema import Grid


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A ruled table on a page.

    Attributes:
        grid: its cells.
        edges: where its columns begin and end, in points.
        top, bottom: its heights above the page's lower edge, in points.
        size: of its characters, in points.
    """

    grid: Grid
    edges: tuple[float, ...]
    top: float
    bottom: float
    size: float


def tables_on(page: Any, layer: Any, codes: Sequence[int]) -> tuple[list[RuledTable], list[int | None]]:
    """Return the ruled tables of a page, and for each character of its text layer the table it stands in.

    White space stands where the character before it does.

    Args:
        page, layer: an open page and its text.
        codes: the characters of the layer.
    """
    turn = turn_of(page)
    found = lattices(rules_of(page, turn))
    nowhere: list[int | None] = [None] * len(codes)
    if not found:
        return [], nowhere
    glyphs = _glyphs(layer, codes, turn)
    held = [_lattice_of(found, glyph) for glyph in glyphs]
    tables: list[RuledTable] = []
    number: dict[int, int] = {}
    for i, lattice in enumerate(found):
        own = [glyph for glyph, at in zip(glyphs, held, strict=True) if glyph is not None and at == i]
        grid = table_in(lattice, own) if own else None
        if grid is not None:
            number[i] = len(tables)
            size = sorted(glyph.top - glyph.bottom for glyph in own)[len(own) // 2]
            tables.append(RuledTable(grid, lattice.xs, lattice.ys[0], lattice.ys[-1], size))
    where = nowhere[:]
    before: int | None = None
    for i, (glyph, at) in enumerate(zip(glyphs, held, strict=True)):
        if glyph is not None:
            before = None if at is None else number.get(at)
        where[i] = before
    return tables, where


def _lattice_of(found: Sequence[Lattice], glyph: Glyph | None) -> int | None:
    if glyph is None:
        return None
    return next((i for i, lattice in enumerate(found) if lattice.holds(*glyph.middle)), None)


def _glyphs(layer: Any, codes: Sequence[int], turn: Turn) -> list[Glyph | None]:
    """Return the characters of a page with their places; None for white space and the second half of a character."""
    from pypdfium2.raw import FS_RECTF, FPDFText_GetLooseCharBox

    box = FS_RECTF()
    glyphs: list[Glyph | None] = []
    for i, code in enumerate(codes):
        halved = 0xD800 <= code < 0xDC00 and i + 1 < len(codes)
        if code < 33 or 0xDC00 <= code < 0xE000 or chr(code).isspace():
            glyphs.append(None)
            continue
        if not FPDFText_GetLooseCharBox(layer, i, ctypes.byref(box)):
            glyphs.append(None)
            continue
        (x0, y0), (x1, y1) = turn(box.left, box.bottom), turn(box.right, box.top)
        text = chr(0x10000 + ((code - 0xD800) << 10) + codes[i + 1] - 0xDC00) if halved else chr(code)
        glyphs.append(Glyph(text, min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)))
    return glyphs
