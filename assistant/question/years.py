"""Find the years and periods that a question names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.chinese.script import fold
from ingest.chinese.units import UNIT
from ingest.chinese.years import ARABIC_YEAR, RELATIVE_YEARS, find_plans, in_digits

_RANGE = re.compile(rf"({ARABIC_YEAR})年?(?:到|至|-|—|~|～)({ARABIC_YEAR})年?")
_SHORT_LIST = re.compile(rf"(?:{ARABIC_YEAR}年?(?:、|和|与|及|，|,))+{ARABIC_YEAR}年?")
_YEAR = re.compile(rf"(?<![\d.])({ARABIC_YEAR})(?:年度?|(?![\d.]|[万亿千百余多]|{UNIT}))")
# 24年 is 2024; 干了24年 and 24年来 are no year.
_OF_CENTURY = re.compile(
    r"(?<![\d.第近前满共用花了过达续持])(?P<year>\d\d)年(?![来里内间期半前后了没才以左之代]|多(?![多少出几种修建产增收])|时间|如一日)"
)
_RANGE_OF_CENTURY = re.compile(r"(?<![\d.第近前满])(\d\d)年?(?:到|至|-|—|~)(\d\d)年(?![来内期])")
# 比上年 names what growth is measured against, not a year asked about.
_RELATIVE_YEAR = re.compile(rf"(?<![比较超])(?:{'|'.join(RELATIVE_YEARS)})")
# 2022年的目标比上年实际: the year before the one that is named.
_YEAR_BEFORE = re.compile(r"(?:上一?|前一?|去)年(?=[^,，。;；?？]{0,6}?(?:实际|目标|计划|预计|完成|实绩))")
_LAST_YEARS = re.compile(r"(?:过去|前|近|最近)([二三四五两])年")
# A question about more years has a slip of the pen in one of them.
_LONGEST_RANGE = 60
# Of years written by two digits none lies farther ahead.
_AHEAD = 5
_COUNT = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5}


@dataclass(frozen=True, slots=True)
class YearSpan:
    """A span of the question that names a time.

    Attributes:
        start, end: its offsets in the question, in characters.
        years: the years it names, in order; a five-year plan's last year where its end is meant.
        period: (first, last) year of the five-year plan that is named, else None.
        vague: whether the year is named only relative to now (今年, 去年).
    """

    start: int
    end: int
    years: tuple[int, ...]
    period: tuple[int, int] | None = None
    vague: bool = False


def find_years(text: str, *, now: int) -> list[YearSpan]:
    """Return the years and periods in `text`, left to right, without overlaps.

    Args:
        text: a question, in either script.
        now: the year that 今年 stands for: the newest year that the library reports from.
    """
    plain = in_digits(fold(text))
    taken: list[YearSpan] = []

    def take(
        start: int,
        end: int,
        years: tuple[int, ...],
        period: tuple[int, int] | None = None,
        vague: bool = False,
    ) -> None:
        if not any(start < span.end and span.start < end for span in taken):
            taken.append(YearSpan(start, end, years, period, vague))

    for m in _RANGE.finditer(plain):
        first, last = int(m[1]), int(m[2])
        if 0 < last - first <= _LONGEST_RANGE:
            take(m.start(), m.end(), tuple(range(first, last + 1)))
    for m in _SHORT_LIST.finditer(plain):
        take(m.start(), m.end(), tuple(int(y) for y in re.findall(ARABIC_YEAR, m.group())))
    for m in _RANGE_OF_CENTURY.finditer(plain):
        first, last = (now - now % 100 + int(year) for year in m.groups())
        if last - first > 0 and last <= now + _AHEAD:
            take(m.start(), m.end(), tuple(range(first, last + 1)))
    for m in _YEAR.finditer(plain):
        take(m.start(), m.end(), (int(m[1]),))
    for m in _OF_CENTURY.finditer(plain):
        year = now - now % 100 + int(m["year"])
        if year <= now + _AHEAD:
            take(m.start(), m.end(), (year,))
    for plan in find_plans(plain):
        take(plan.start, plan.end, (plan.last,) if plan.at_end else (), (plan.first, plan.last))
    for m in _LAST_YEARS.finditer(plain):
        n = _COUNT[m[1]]
        take(m.start(), m.end(), tuple(range(now - n, now)), vague=True)
    for m in _YEAR_BEFORE.finditer(plain):
        named = [span.years[-1] for span in taken if span.end <= m.start() and span.years and not span.vague]
        if named:
            take(m.start(), m.end(), (named[-1] - 1,))
    for m in _RELATIVE_YEAR.finditer(plain):
        take(m.start(), m.end(), (now + RELATIVE_YEARS[m.group()],), vague=True)
    return sorted(taken, key=lambda span: span.start)
