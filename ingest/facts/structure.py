"""The parts of the three industries in the product, which are told as a ratio: 三次产业结构调整为12.3:41.2:46.5."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBER = r"\d{1,2}(?:\.\d+)?"
_RATIO = rf"({_NUMBER})\s?[:∶︰]\s?({_NUMBER})\s?[:∶︰]\s?({_NUMBER})(?![\d:.])"
_NAMED = re.compile(
    r"(?:三次产业|三大产业(?=[的结比占])|三产|一[、,]?二[、,]?三(?:次)?产业|(?<!种植业)(?<!能源)(?<!投资)产业)(?:增加值)?的?(?:结构比?(?:例|重)?|比例|比重|占比|比(?=由|为|达|从|调|优)|占(?:地区)?(?:生产总值|gdp)(?:的)?比重)(?P<words>[^。;\d]{0,14}?)"
    rf"(?P<from>(?P<of>(?:上年|去年|(?:19|20)\d\d年)末?的?)?{_RATIO}[^。;\d]{{1,10}}?)?(?P<year>(?:19|20)\d\d(?=年))?(?:年的?)?(?P<to>{_RATIO})"
)
_PARTS = ("第一产业占比", "第二产业占比", "第三产业占比")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
# Parts that are rounded add up to about a hundred.
_WHOLE, _ROUNDING = 100, 0.6


@dataclass(frozen=True, slots=True)
class Part:
    """The part of one industry.

    Attributes:
        indicator: its canonical name.
        start, end: offsets of the whole wording.
        figure_start, figure_end: of the number.
        value: in percent.
        year: that the wording names; None for the year that the sentence is of.
        after: the year that it is told to have come from; it is of a later one.
        earlier: it is of the year before that one (由上年的…).
    """

    indicator: str
    start: int
    end: int
    figure_start: int
    figure_end: int
    value: float
    year: int | None
    earlier: bool
    after: int | None = None


def parts(folded: str) -> Iterator[Part]:
    """Yield the parts that a folded sentence tells."""
    if "产" not in folded:
        return
    for m in _NAMED.finditer(folded):
        if m["of"] is not None:
            year = _YEAR.search(m["of"])
            yield from _three(m, 4, int(year[0]) if year else None, earlier=year is None)
        before = _YEAR.search(m["of"]) if m["of"] is not None else None
        yield from _three(
            m,
            9,
            int(m["year"]) if m["year"] else None,
            earlier=False,
            after=int(before[0]) if before else None,
        )


def _three(
    m: re.Match[str], first: int, year: int | None, *, earlier: bool, after: int | None = None
) -> Iterator[Part]:
    """Yield three parts, whose numbers are groups of the match, if they make a whole."""
    values = [float(m[first + k]) for k in range(3)]
    if abs(sum(values) - _WHOLE) > _ROUNDING:
        return
    for k, indicator in enumerate(_PARTS):
        yield Part(indicator, m.start(), m.end(), *m.span(first + k), values[k], year, earlier, after)
