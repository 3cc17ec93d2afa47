"""Lines of a page rather than of a text: whether they were broken at a width, and which of them go on in the next."""

from __future__ import annotations

import re
from collections import Counter

from ingest.chinese.units import UNIT

# Shorter lines are headings and cells; so few lines tell no width.
_SHORTEST, _FEWEST = 40, 20
# What part of the lines is as long as a page is wide, in a text whose lines were broken there; by how much they may differ, as
# no mark begins a line.
_PART, _LESS, _MORE = 0.4, 8, 6
_STOPS = frozenset("。！？!?;:；：.”")
_MEASURE = re.compile(UNIT)
# What ends a clause behind a unit that begins a line; what a figure stands behind in running text.
_ENDED_MEASURE, _TOLD_FIGURE = re.compile(rf"(?:{UNIT})(?=[,。;、)])"), re.compile(r"[一-鿿)]\d[\d.,]*$")
_LONGEST_FIGURE = 16
_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.是]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d)|第[一二三四五六七八九十\d]{1,3}[章节条部]|[—·•●■◆┃│|])"
)


def line_width(folded: str) -> int | None:
    """Return the width at which the lines of a text were broken, in half-width characters; None for lines of any length."""
    widths = Counter(width for line in folded.split("\n") if (width := _width(line)) >= _SHORTEST)
    count = widths.total()
    if count < _FEWEST:
        return None
    near = {width: _near(widths, width) for width in widths}
    best = max(near, key=lambda width: (near[width], width))
    return best if near[best] >= _PART * count else None


def _near(widths: Counter[int], width: int) -> int:
    return sum(widths[each] for each in range(width - _LESS, width + _MORE + 1))


def _width(line: str) -> int:
    """Return the width of a line, a Chinese character as two."""
    return len(line) + (len(line.encode(errors="replace")) - len(line)) // 2


def goes_on(folded: str, at: int, width: int | None) -> bool:
    """Return whether the line that ends at `at` goes on in the next, of a text whose lines were broken at `width`."""
    if not is_full(folded, at, width):
        return False
    last = folded[:at].rstrip(" ")[-1:] if folded[at - 1] == " " else folded[at - 1]
    if last in _STOPS or last == "%":
        return False
    return not last.isdigit() or _MEASURE.match(folded, at + 1) is not None


def parts_figure(folded: str, at: int) -> bool:
    """Return whether the line break at `at` parts a figure of running text from its unit."""
    if not folded[at - 1].isdigit() or _ENDED_MEASURE.match(folded, at + 1) is None:
        return False
    return _TOLD_FIGURE.search(folded[max(0, at - _LONGEST_FIGURE) : at]) is not None


def is_full(folded: str, at: int, width: int | None) -> bool:
    """Return whether the line that ends at `at` is as long as the page is wide, and no heading follows."""
    if width is None or folded.startswith("\n\n", at) or _HEADING.match(folded, at + 1):
        return False
    line = folded[folded.rfind("\n", 0, at) + 1 : at].rstrip()
    return width - _LESS <= _width(line) <= width + _MORE
