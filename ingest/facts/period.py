"""The time that a clause itself names for its figures: a year, a part of it, five years; by offsets into folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.chinese.numbers import parse_number
from ingest.chinese.openers import quick
from ingest.chinese.years import RELATIVE_YEARS, YEAR, find_plans, year_number
from ingest.facts.model import Period

_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_UNTIL = r"(?:截[至止]到?)?"
_PART = quick(
    rf"(?P<range>{_UNTIL}(?P<first>{_NUMERAL})月?份?(?:[-—–~至到]{{1,2}})(?P<last>{_NUMERAL})月(?:份)?(?:底|末)?)"
    r"|(?P<q13>前三(?:个)?季度|[一1](?:[-—–~至到]{1,2})[三3]季度)"
    r"|(?P<h1>上半年|前六个?月)"
    r"|(?P<q1>(?:第)?[一1]季度|首季度?)"
    r"|(?P<year>全年|年(?:终|末)|(?:当|本)年|(?:\b|(?<=[截至到,]))年底|这一年|一年来|过去一年|过去的一年)"
    r"|(?P<five>(?:过去|近|这|前|最近)?(?:的)?五年(?:来|间|以来|里)?(?!计划|规划|行动|攻坚|左右|内)|本届政府(?:任期)?(?:期间|以来)?)"
    r"|(?P<other>下半年|(?:第)?[二三四234]季度|近[两二三四2-4]年|[两三四]年(?:来|间)|(?:截[至止])?(?:目前|今)(?!年)|今年以来|今年来|当前|目前|本月|当月|上月|当日|当天"
    r"|近年来?|多年来?|历年|六年来?|七年来?|八年来?|十年来?|(?<!人)每年|届时|期间|任期内)"
    rf"|(?P<until>截[至止]到?(?P<until_month>{_NUMERAL})月(?:份)?(?:底|末|\d{{1,2}}日)?|(?<!\d)12月止)"
    rf"|(?P<since>(?:从|自)?{_NUMERAL}月(?:份)?(?:\d{{1,2}}日)?(?:以来|起))"
    rf"|(?P<month>(?P<number>{_NUMERAL})月(?:份|当月)?(?P<day>底|末|初|中旬|上旬|下旬|\d{{1,2}}日)?)"
)
# The year whose prices a sum is told in is no time of it.
_PRICES = r"(?:不变|可比)单?价"
_YEAR = re.compile(rf"{_UNTIL}(?<!\d){YEAR}(?!的?{_PRICES})(?:度|全年)?(?:底|末|年底|年末)?(?:以来)?")
# Nor is the one that it only builds on: 在上年高基数的基础上.
_RELATIVE = re.compile(
    r"去年(?!(?:[^,。;、\d]{0,8})基数|的?基础上)|上年(?!同期|末|底|结|余|专项|滚|度?决|执行|完成|同|(?:[^,。;\d]{0,8})基数|的?基础上)|前年|今年(?!以来|来)|明年"
)
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)年?(?:[-—–~至到]{1,2})((?:19|20)\d\d)年?(?:间|期间)?")
_PARTS = ("q1", "h1", "q1-3")
_LAST_DAYS = ("底", "末", "30日", "31日")
_QUARTERS = {3: "q1", 6: "h1", 9: "q1-3", 12: "year"}


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A time that a clause names.

    Attributes:
        start, end: offsets.
        year: named; None where only a part of a year is.
        period: named; "other" for one that facts are not kept of; None where only a year is.
        month: of a month.
        relative: years from that of the speech: -1 for 去年.
        is_before_told: it counts from the year that is told of, not from that of the speech: 上年.
        from_year: the first of several years.
        is_months: it is of several months: 1-11月.
    """

    start: int
    end: int
    year: int | None = None
    period: Period | str | None = None
    month: int | None = None
    relative: int | None = None
    is_before_told: bool = False
    from_year: int | None = None
    is_months: bool = False


def find_times(folded: str) -> list[TimeWord]:
    """Return the times that a folded sentence names, in order, without overlap."""
    found: list[TimeWord] = []
    floor = 0
    for word in sorted(_all(folded), key=lambda word: (word.start, -word.end)):
        if word.start >= floor:
            found.append(word)
            floor = word.end
    return found


def is_part_of_a_year(word: TimeWord) -> bool:
    """Return whether a time is the beginning of a year up to some month: 上半年, 1-11月."""
    return word.period in _PARTS or (word.period == "other" and word.is_months)


def part_up_to(month: int) -> str:
    """Return the period from the beginning of a year to the end of a month, "other" where facts are not kept of it."""
    return _QUARTERS.get(month, "other")


def _all(folded: str) -> Iterator[TimeWord]:
    if (
        "年" in folded
        or "月" in folded
        or "季" in folded
        or "五" in folded
        or "前" in folded
        or "今" in folded
    ):
        for m in _YEARS.finditer(folded):
            first, last = int(m[1]), int(m[2])
            period = "five-year" if last - first == 4 else "other"
            yield TimeWord(m.start(), m.end(), last, period, from_year=first)
        for m in _YEAR.finditer(folded):
            since = m[0].endswith("以来")
            yield TimeWord(m.start(), m.end(), year_number(m[1]), "other" if since else None)
        for plan in find_plans(folded):
            period = "year" if plan.at_end else "five-year"
            yield TimeWord(
                plan.start, plan.end, plan.last, period, from_year=None if plan.at_end else plan.first
            )
        for m in _RELATIVE.finditer(folded):
            yield TimeWord(m.start(), m.end(), relative=RELATIVE_YEARS[m[0]], is_before_told=m[0] == "上年")
        for m in _PART.finditer(folded):
            yield _part(m)


def _part(m: re.Match[str]) -> TimeWord:
    start, end = m.span()
    if m["range"]:
        first, last = parse_number(m["first"]), parse_number(m["last"])
        period = part_up_to(int(last or 0)) if first == 1 else "other"
        return TimeWord(start, end, period=period, is_months=first == 1)
    if m["month"] or m["until"]:
        number = int(parse_number(m["number"] or m["until_month"] or "12") or 0)
        if m["until"] or m["day"]:
            at_end = m["until"] or m["day"] in _LAST_DAYS
            return TimeWord(start, end, period=part_up_to(number) if at_end else "other")
        return (
            TimeWord(start, end, period="month", month=number)
            if 1 <= number <= 12
            else TimeWord(start, end, period="other")
        )
    for group, period in (
        ("q13", "q1-3"),
        ("h1", "h1"),
        ("q1", "q1"),
        ("year", "year"),
        ("five", "five-year"),
    ):
        if m[group]:
            return TimeWord(start, end, period=period)
    return TimeWord(start, end, period="other")
