"""The rows of a table that ran together into one line: names, each with as many bare figures behind it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.chinese.units import UNIT

_FIGURE = r"[-−]?\d[\d,]*(?:\.\d+)?|与上年持平|持平"
# Where the figures of a row may begin: behind a blank, a character or a bracket, and not in 5G or 1,4丁二醇.
_FIRST_FIGURE = re.compile(r"(?:(?<=[\s一-鿿)])|(?<=[A-Za-z] ))[-−]?\d[\d,]*(?:\.\d+)?(?= )|与上年持平 ")
_NO_NAME = re.compile(r"[。;!?|]|[,、]$|^[,、:)]")
_HAN = re.compile(r"[一-鿿A-Za-z]{1}")
_UNIT_AT_END = re.compile(rf"(?:{UNIT}|[万亿][一-鿿/]{{1,5}})$")
_UNIT = re.compile(rf"{UNIT}|[万亿]?[一-鿿/]{{1,5}}")
# The number of the page that ended between two rows.
_PAGE_NUMBER = re.compile(r" ?\d{1,3} (?=[一-鿿#A-Z])")
_LONGEST_NAME = 24

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A row, by where its name and unit together, and each of its figures, stand in the line."""

    name: Span
    figures: tuple[Span, ...]

    def cells(self, line: str, *, has_unit: bool) -> list[Span]:
        """Return where its cells stand; [] where it has no unit though it should have one."""
        start, end = self.name
        if not has_unit:
            return [self.name, *self.figures]
        text = line[start:end]
        blank = text.rfind(" ")
        at: int | None = None
        if blank > 0 and _UNIT.fullmatch(text[blank + 1 :]):
            at = blank + 1
        elif unit := _UNIT_AT_END.search(text):
            at = unit.start()
        if not at:
            return []
        name = start, start + len(text[:at].rstrip())
        return [name, (start + at, end), *self.figures]


def rows_from(line: str, start: int, columns: int) -> list[Row]:
    """Return the rows that follow each other from `start`, each with a figure for each of `columns`.

    Where most last figures have as many decimals, a longer one runs into the name behind it and ends where they do.

    Args:
        line: folded.
    """
    figures = re.compile(
        rf"({_FIGURE})" + rf" ({_FIGURE})" * (columns - 1) + rf"(?![.%‰\d])(?! ?(?:{UNIT})(?:[^一-鿿]|$))"
    )
    return list(_rows(line, start, figures, _usual_decimals(line, start, figures)))


def _usual_decimals(line: str, start: int, figures: re.Pattern[str]) -> int:
    """Return how many decimals most of the last figures that follow each other have; 0 where they differ."""
    counted: Counter[int] = Counter()
    for m in figures.finditer(line, start):
        if m.start() - start > _LONGEST_NAME + 12:
            break
        counted[_decimals(line, m.span(figures.groups))] += 1
        start = m.end()
    usual, count = counted.most_common(1)[0] if counted else (0, 0)
    return usual if 2 * count > counted.total() else 0


def _rows(line: str, start: int, figures: re.Pattern[str], decimals: int) -> Iterator[Row]:
    at = start
    while (row := _row(line, at, figures)) is not None or (
        (page := _PAGE_NUMBER.match(line, at)) is not None
        and (row := _row(line, page.end(), figures)) is not None
    ):
        last = row.figures[-1]
        over = _decimals(line, last) - decimals if decimals else 0
        if over > 0:
            last = last[0], last[1] - over
        yield Row(row.name, (*row.figures[:-1], last))
        at = last[1]


def _row(line: str, at: int, figures: re.Pattern[str]) -> Row | None:
    first = _FIRST_FIGURE.search(line, at + 1, at + _LONGEST_NAME + 12)
    found = figures.match(line, first.start()) if first else None
    if first is None or found is None:
        return None
    text = line[at : first.start()]
    name = text.strip()
    if not 1 <= len(name) <= _LONGEST_NAME or _NO_NAME.search(name) or not _HAN.search(name):
        return None
    start = at + len(text) - len(text.lstrip())
    return Row((start, start + len(name)), tuple(found.span(i) for i in range(1, figures.groups + 1)))


def _decimals(line: str, figure: Span) -> int:
    return len(line[figure[0] : figure[1]].partition(".")[2])
