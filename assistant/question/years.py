"""Find the years and periods that a question names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.chinese.script import fold
from ingest.chinese.units import UNIT

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CHINESE_YEAR = re.compile(r"[二一][〇零九][〇零一二三四五六七八九]{2}(?=年)")
_RANGE = re.compile(r"((?:19|20)\d\d)年?(?:到|至|-|—|~|～)((?:19|20)\d\d)年?")
_SHORT_LIST = re.compile(r"(?:(?:19|20)\d\d年?(?:、|和|与|及|，|,))+(?:19|20)\d\d年?")
_YEAR = re.compile(rf"(?<![\d.])((?:19|20)\d\d)(?:年度?|(?![\d.]|[万亿千百余多]|{UNIT}))")
_FIVE_YEAR_PLAN = re.compile(r"[“\"「『]?十([一二三四五])五[”\"」』]?(期间|时期|末|以来|规划)?")
RELATIVE = {"大前年": -3, "前年": -2, "去年": -1, "上年": -1, "上一年": -1, "今年": 0, "本年": 0, "明年": 1}
# 比上年 names what growth is measured against, not a year asked about.
_RELATIVE_YEAR = re.compile(rf"(?<![比较超])(?:{'|'.join(RELATIVE)})")
_LAST_YEARS = re.compile(r"(?:过去|前|近|最近)([二三四五两])年")
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


def plan_years(number: str) -> tuple[int, int]:
    """Return the first and the last year of the five-year plan 十`number`五; `number` is a numeral from 一 on."""
    # The tenth plan ran from 2001 to 2005, each next one for the five years after.
    first = 2006 + 5 * "一二三四五六".index(number)
    return first, first + 4


def find_years(text: str, *, now: int) -> list[YearSpan]:
    """Return the years and periods in `text`, left to right, without overlaps.

    Args:
        text: a question, in either script.
        now: the year that 今年 stands for: the newest year that the library reports from.
    """
    plain = _CHINESE_YEAR.sub(lambda m: m.group().translate(_DIGITS), fold(text))
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
        if 0 < last - first <= 10:
            take(m.start(), m.end(), tuple(range(first, last + 1)))
    for m in _SHORT_LIST.finditer(plain):
        take(m.start(), m.end(), tuple(int(y) for y in re.findall(r"(?:19|20)\d\d", m.group())))
    for m in _YEAR.finditer(plain):
        take(m.start(), m.end(), (int(m[1]),))
    for m in _FIVE_YEAR_PLAN.finditer(plain):
        first, last = plan_years(m[1])
        take(m.start(), m.end(), (last,) if m[2] == "末" else (), (first, last))
    for m in _LAST_YEARS.finditer(plain):
        n = _COUNT[m[1]]
        take(m.start(), m.end(), tuple(range(now - n, now)), vague=True)
    for m in _RELATIVE_YEAR.finditer(plain):
        take(m.start(), m.end(), (now + RELATIVE[m.group()],), vague=True)
    return sorted(taken, key=lambda span: span.start)
