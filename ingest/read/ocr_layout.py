"""The lines seen on a page, in reading order, as lines of a paged document: columns, rows of cells, sizes put right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingest.read.ocr import SeenLine
from ingest.read.pdf_line import PdfLine
from ingest.read.pdf_tables import LinePiece

# The box around a line is higher than its characters are.
_OF_HEIGHT = 0.8
# Lines of so many characters tell the size of one by their width.
_LONG = 8
# Sizes that differ by less are one: boxes are as high as the highest mark in them.
_SAME_SIZE = 1.2
# Blanks within a line are narrower than those between cells and columns, in sizes of a character.
_WIDE = 1.8
# Columns of text have so many lines, most of them so long, and half of them full; what stands in the cells of a table ends
# anywhere.
_LEAST_LINES, _RUNNING, _FULL = 4, 6, 0.5
_MOST_ACROSS = 0.3
_DEEPEST = 4
_CJK = "\u3400-\u9fff\uf900-\ufaff"
_WIDE_CHARACTER = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")
# Marks that are told in their narrow form beside Chinese.
_NARROW_MARK = re.compile(rf"(?<=[{_CJK}）”》])[,:;?!]|(?<=[,:;?!])(?=[{_CJK}])[,:;?!]")
_BRACKETED = re.compile(rf"\((?=[^()]*[{_CJK}])([^()]*)\)")
_WIDER = str.maketrans(",:;?!", "，：；？！")


def page_lines(seen: Sequence[SeenLine], *, height: float, scale: float | None = None) -> list[PdfLine]:
    """Return the lines of a page in reading order.

    Args:
        seen: what was seen on it.
        height: of the page, in pixels.
        scale: points that a pixel is; where it is not known, a character is taken to be one of 12 points.
    """
    if not seen:
        return []
    sizes = dict(zip(map(id, seen), _sizes(seen), strict=True))
    if scale is None:
        scale = 12.0 / median(sizes.values())
    lines = []
    for row in _rows_in_order(list(seen), 0):
        pieces = [
            LinePiece(_with_wide_marks(each.text), each.left * scale, each.right * scale) for each in row
        ]
        size = median(sizes[id(each)] for each in row) * scale
        base = (height - median(each.bottom for each in row)) * scale
        lines.append(_line(pieces, base, size))
    return lines


def _line(pieces: list[LinePiece], base: float, size: float) -> PdfLine:
    """Return the line that pieces side by side form; near ones are one piece with a blank in it."""
    joined = [pieces[0]]
    for piece in pieces[1:]:
        before = joined[-1]
        if piece.left - before.right > _WIDE * size:
            joined.append(piece)
        else:
            joined[-1] = replace(before, text=f"{before.text} {piece.text}", right=piece.right)
    text = " | ".join(piece.text for piece in joined)
    cells = tuple(joined) if len(joined) > 1 else ()
    return PdfLine(text, joined[0].left, joined[-1].right, base, size, cells)


def _sizes(seen: Sequence[SeenLine]) -> list[float]:
    """Return the size of the characters of each line, in pixels; small differences are of the boxes and not of the text."""
    by_width = {at: size for at, line in enumerate(seen) if (size := _size_by_width(line))}
    by_height = [line.bottom - line.top for line in seen]
    ratio = median(size / by_height[at] for at, size in by_width.items()) if len(by_width) > 2 else _OF_HEIGHT
    sizes = [max(by_width.get(at) or ratio * tall, 1.0) for at, tall in enumerate(by_height)]
    usual = median([*by_width.values()] if len(by_width) > 2 else sizes)
    return [usual if usual / _SAME_SIZE < size < usual * _SAME_SIZE else size for size in sizes]


def _size_by_width(line: SeenLine) -> float | None:
    """Return the size of a line's characters by its width; None where it is short, or hardly Chinese."""
    wide = len(_WIDE_CHARACTER.findall(line.text))
    narrow = len(line.text) - wide
    if wide < _LONG or narrow > wide:
        return None
    return (line.right - line.left) / (wide + 0.5 * narrow)


def _rows_in_order(seen: list[SeenLine], depth: int) -> list[list[SeenLine]]:
    """Return the rows of a page, the pieces of each from left to right; of columns of text, the left one comes first."""
    at = _gutter(seen) if depth < _DEEPEST else None
    if at is None:
        return _rows(seen)
    rows: list[list[SeenLine]] = []
    band: list[SeenLine] = []
    # What stands across the columns, such as a headline, divides them.
    for line in [*sorted(seen, key=lambda line: line.top + line.bottom), None]:
        if line is not None and not line.left < at < line.right:
            band.append(line)
            continue
        for side in ([e for e in band if e.right <= at], [e for e in band if e.left >= at]):
            rows += _rows_in_order(side, depth + 1)
        rows += [[line]] if line is not None else []
        band = []
    return rows


def _gutter(seen: list[SeenLine]) -> float | None:
    """Return where a gap between two columns of running text lies; None where the text stands in one."""
    best: tuple[int, float] | None = None
    for edge in {line.left // 8 for line in seen}:
        at = 8 * edge - 1.0
        left = [line for line in seen if line.right <= at]
        right = [line for line in seen if line.left >= at]
        across = len(seen) - len(left) - len(right)
        if across > _MOST_ACROSS * len(seen) or not (_is_column(left) and _is_column(right)):
            continue
        if best is None or across < best[0]:
            best = (across, at)
    return best[1] if best else None


def _is_column(lines: list[SeenLine]) -> bool:
    if len(lines) < _LEAST_LINES or median(len(line.text) for line in lines) < _RUNNING:
        return False
    edge = max(line.right for line in lines)
    full = sum(edge - line.right < 1.5 * (line.bottom - line.top) for line in lines)
    return full >= _FULL * len(lines)


def _rows(seen: list[SeenLine]) -> list[list[SeenLine]]:
    """Return the lines grouped into rows from above, those that stand side by side in one."""
    rows: list[list[SeenLine]] = []
    for line in sorted(seen, key=lambda line: line.top + line.bottom):
        middle = (line.top + line.bottom) / 2
        last = rows[-1] if rows else []
        beside = last and all(e.right <= line.left + 2 or line.right <= e.left + 2 for e in last)
        if beside and last[0].top <= middle <= last[0].bottom:
            last.append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _with_wide_marks(text: str) -> str:
    """Return `text` with the marks beside Chinese in the form in which Chinese is printed."""
    text = _NARROW_MARK.sub(lambda found: found[0].translate(_WIDER), text)
    return _BRACKETED.sub(r"（\1）", text)
