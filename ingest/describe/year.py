"""Determine the year that a report reviews, and the year in which a document was given, without its day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.chinese.script import fold
from ingest.chinese.years import YEAR, in_digits, plan_years, year_number
from ingest.describe.wording import CURRENT, JUST_PAST, LOOKS_BACK, REVIEW_IN_TEXT
from ingest.schema import Kind

_REVIEW_HEADING = re.compile(
    rf"(?:^|\n)[^\n。;]{{0,16}}?{YEAR}[^\n。;]{{0,14}}?(?:回顾|总结|工作情况|执行情况|完成情况|取得的成绩)(?=$|\n|[;。])"
)
# 一、回顾2019，书写奋进篇章: a heading may leave out 年.
_REVIEW_OF = re.compile(
    r"(?:^|\n)[^\n。;]{0,8}?(?:回顾|回首|总结)(?:过去的?)?((?:19|20)\d\d)(?=年?[,:。;\s]|年?$)"
)
_TWO_YEARS = re.compile(
    r"(?P<done>(?:19|20)\d\d)年?度?[^,。\n]{0,30}?(?:执行|完成|工作|开展)?(?:情况|总结|回顾|决算)[^,。\n]{0,24}?"
    r"(?P<next>(?:19|20)\d\d)年?[^,。\n]{0,24}(?:草案|计划|打算|安排|思路|要点|重点|预算)"
)
_ONE_YEAR = re.compile(
    r"(?P<done>(?:19|20)\d\d)年?度?[^,。\n]{0,24}?(?:工作总结|工作汇报|工作(?:开展|完成)?情况(?:的?(?:报告|汇报))?$|统计公报|决算|年度报告|年报|发展公报)"
)
_PART_OF_YEAR = re.compile(
    r"(?:19|20)\d\d年(?:[上下]半年|(?:第?[一二三四1-4]|前[二三])季度|1\s*[-—至]\s*\d{1,2}月)"
)
_NUMBERED = re.compile(r"[〔\[(【]\s*((?:19|20)\d\d)\s*[〕\])】]\s*(?:第\s*)?\d+\s*号")
# The Party's national congresses meet every five years: the 16th in 2002.
_CONGRESS = re.compile(
    r"(?:十(?P<later>[六七八九])大|二十大)[^。;\n]{0,6}(?:将于|即将|将在)[^。;\n]{0,4}今年"
    r"|今年[^。;\n]{0,8}(?:十(?P<held>[六七八九])大|二十大)[^。;\n]{0,6}召开(?:之年|的一年)"
)
_FIRST_YEAR = re.compile(
    r"(?:今年|本年)[^。;\n]{0,12}[“\"]?(十[一二三四五六])五[”\"]?(?:规划|时期)?(?:的)?(开局|收官)之年"
)
_SMALL = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass(frozen=True, slots=True)
class TitleYears:
    """What a title says about years.

    Attributes:
        given: the year in which the document was given.
        reviewed: the year whose results it tells.
        in_course: it tells of a part of that year only.
        after: it was given in the year after the one it tells of, or in that year's last days.
    """

    given: int | None = None
    reviewed: int | None = None
    in_course: bool = False
    after: bool = False


def title_years(title: str) -> TitleYears:
    """Return what a title says about years: "2022年预算执行情况和2023年预算草案" was given in 2023 and reviews 2022."""
    folded = in_digits(fold(title))
    part = _PART_OF_YEAR.search(folded)
    if part:
        year = int(part[0][:4])
        return TitleYears(year, year, in_course=True)
    two = _TWO_YEARS.search(folded)
    if two and int(two["next"]) == int(two["done"]) + 1:
        return TitleYears(int(two["next"]), int(two["done"]), after=True)
    one = _ONE_YEAR.search(folded)
    if one:
        return TitleYears(int(one["done"]) + 1, int(one["done"]), after=True)
    years = re.findall(r"(?<!\d)((?:19|20)\d\d)(?=年|[-—~至])", folded)
    return TitleYears(int(years[0]) if years else None)


def year_reviewed(text: str, title: str = "") -> int | None:
    """Return the year whose results a report gives, as its title, its headings or first sections say, or None."""
    named = title_years(title).reviewed
    if named is not None:
        return named
    folded = fold(text[:8000])
    for pattern in (_REVIEW_HEADING, _REVIEW_OF, REVIEW_IN_TEXT, JUST_PAST):
        match = pattern.search(folded)
        if match:
            return year_number(match.group(1))
    return None


def looks_back_on(text: str, year: int) -> bool:
    """Return whether a report contains results of `year` at all; an excerpt may hold the plans alone."""
    folded = fold(text[:6000])
    return bool(LOOKS_BACK.search(folded) or re.search(rf"(?:^|\n){year}年", folded))


def year_of_number(head: str) -> int | None:
    """Return the year in the number of an official paper, 〔2020〕1号, that stands in its head."""
    match = _NUMBERED.search(fold(head))
    return int(match[1]) if match else None


def year_given(title: str, text: str, kind: Kind, reviewed: int | None) -> int | None:
    """Return the year in which a document was given, as title and text tell it."""
    named = title_years(title)
    if kind == "work-report":
        if named.in_course:
            return named.given
        if reviewed is not None:
            return reviewed + 1
        if named.given is not None:
            return named.given
    elif kind == "plan":
        return reviewed + 1 if reviewed is not None else None
    elif named.after:
        return named.given
    folded = fold(text)
    past = JUST_PAST.search(folded) if kind == "speech" else None
    if past and (year := year_number(past.group(1))) is not None:
        return year + 1
    stated = CURRENT.search(folded)
    if stated:
        return year_number(stated.group(1))
    return _inferred_year(folded)


def first_year_of_plan(title: str) -> int | None:
    """Return the first year of the period that a plan's title names: “十四五”, 2018—2020年."""
    folded = in_digits(fold(title))
    span = re.search(r"((?:19|20)\d\d)年?\s*[-—~至]+\s*(?:19|20)\d\d", folded)
    if span:
        return int(span[1])
    plan = re.search(r"(十[一二三四五六])五|第(十[一二三四五六]?|[六七八九])个五年", folded)
    return plan_years(plan[1] or plan[2])[0] if plan else None


def _inferred_year(folded: str) -> int | None:
    """Return the year that a dated public event implies: a congress "this year", a plan's first year."""
    congress = _CONGRESS.search(folded)
    if congress:
        written = congress["later"] or congress["held"]
        number = 10 + _SMALL[written] if written else 20
        return 2002 + 5 * (number - 16)
    plan = _FIRST_YEAR.search(folded)
    if plan:
        first, last = plan_years(plan.group(1))
        return last if plan.group(2) == "收官" else first
    return None
