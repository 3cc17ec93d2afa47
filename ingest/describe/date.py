"""Determine the date on which a document was given, and the year that a report reviews."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from ingest.chinese.dates import DateMention, find_dates, iso_date
from ingest.chinese.script import fold
from ingest.chinese.years import YEAR, plan_years, year_number
from ingest.describe.title_block import Opening
from ingest.describe.wording import CURRENT, HELD, JUST_PAST, REVIEW_IN_TEXT
from ingest.schema import CleanText, Kind

_REVIEW_HEADING = re.compile(
    rf"(?:^|\n)[^\n。；]{{0,16}}?{YEAR}[^\n。；]{{0,14}}?(?:回顾|总结|完成情况|取得的成绩)(?=$|\n|[；。])"
)
# The Party's national congresses meet every five years: the 16th in 2002.
_CONGRESS = re.compile(r"(?:十([六七八九])大|(二十)大)[^。；\n]{0,6}(?:将于|即将|将在)[^。；\n]{0,4}今年")
_FIRST_YEAR = re.compile(
    r"(?:今年|本年)[^。；\n]{0,12}[“\"]?十([一二三四五六])五[”\"]?(?:规划|时期)?(?:的)?(开局|收官)之年"
)
_MONTHS_LEFT = re.compile(
    r"(?:距|到|离)(?:年[末底未]|今年结束)[,，]?(?:还有|仅有|只有|还剩"
    r"|不到)([一二三四五六七八九\d]{1,2})个(?:多)?月"
)
_SMALL = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_LEAD = 200


def year_reviewed(text: str) -> int | None:
    """Return the year whose results a report gives, as its headings or first sections say, or None."""
    folded = fold(text[:8000])
    for pattern in (_REVIEW_HEADING, REVIEW_IN_TEXT, JUST_PAST):
        match = pattern.search(folded)
        if match:
            return year_number(match.group(1))
    return None


def date_of(opening: Opening, clean: CleanText, doc: str, kind: Kind, reviewed: int | None) -> str | None:
    """Return the ISO date on which the document was given.

    Order of trust: the date of the meeting or under the title; the lead of a news item with the year that
    the page gives; for a report the year after the one it reviews, then its title; for a paper with an
    official date, that; for news the page's date; last, a year in the file's name.
    """
    report = kind in ("work-report", "plan")
    year = _year_meant(opening, clean, kind, reviewed)
    exact = _given_on(opening, year)
    if exact:
        return exact
    official = iso_date(clean.header.get("发文时间", ""))
    if official and (reviewed is None or not report or official[:4] == str(reviewed + 1)):
        return official
    if year is not None:
        month = _month_meant(clean.text) if kind == "speech" else None
        return f"{year}-{month:02d}" if month else str(year)
    if not report and (signed := _signed_on(clean.text)):
        return signed
    if kind in ("news", "other"):
        return _page_date(clean)
    return official or (_year_in_name(doc) if report else None)


def _given_on(opening: Opening, year: int | None) -> str | None:
    """Return the day in the head, or in the lead of the body, with `year` where it names none."""
    title = opening.given_title or ""
    for text, whole in ((opening.head, True), (title, True), (opening.body[:_LEAD], False)):
        folded = fold(text)
        for mention in find_dates(folded):
            if mention.month is None or mention.day is None:
                continue
            if not whole and not _leads(folded, mention):
                continue
            dated = mention.in_year(year) if year is not None else mention
            if dated.iso is not None:
                return dated.iso
    return None


def _signed_on(text: str) -> str | None:
    """Return the date that stands on a line of its own, as under a notice."""
    for line in fold(text).split("\n"):
        mentions = find_dates(line) if 8 <= len(line) <= 18 else []
        if len(mentions) == 1 and mentions[0].day:
            around = line[: mentions[0].start] + line[mentions[0].end :]
            if not re.sub(r"[（()）\s]", "", around):
                return mentions[0].iso
    return None


def _leads(folded: str, mention: DateMention) -> bool:
    """Return whether a date in the body dates the event reported: it opens the text or names a meeting."""
    before = folded[: mention.start]
    if (
        len(before) <= 24
        and not re.search(r"[。；，]", before)
        and not re.search(r"(?:截至|截止|自|从|到)$", before)
    ):
        return not re.match(r"(?:以来|至|起|前|以前)", folded[mention.end :])
    return before.endswith("在") and bool(HELD.search(folded[mention.end : mention.end + 60]))


def _year_meant(opening: Opening, clean: CleanText, kind: Kind, reviewed: int | None) -> int | None:
    """Return the year in which the document was given, without its day."""
    if kind in ("work-report", "plan"):
        if reviewed is not None:
            return reviewed + 1
        titled = _title_year(opening)
        if titled is not None:
            return titled
    folded = fold(clean.text)
    past = JUST_PAST.search(folded) if kind == "speech" else None
    if past and (year := year_number(past.group(1))) is not None:
        return year + 1
    stated = CURRENT.search(folded)
    if stated:
        return year_number(stated.group(1))
    inferred = _inferred_year(folded)
    if inferred is not None:
        return inferred
    return _page_year(opening, clean) if kind == "news" else None


def _title_year(opening: Opening) -> int | None:
    for title in (opening.title, opening.given_title):
        match = re.search(YEAR, fold(title or ""))
        if match:
            return year_number(match.group(1))
    return None


def _inferred_year(folded: str) -> int | None:
    """Return the year that a dated public event implies: a congress "this year", a plan's first year."""
    congress = _CONGRESS.search(folded)
    if congress:
        number = 20 if congress.group(2) else 10 + _SMALL[congress.group(1)]
        return 2002 + 5 * (number - 16)
    plan = _FIRST_YEAR.search(folded)
    if plan:
        first, last = plan_years(plan.group(1))
        return last if plan.group(2) == "收官" else first
    return None


def _month_meant(text: str) -> int | None:
    """Return the month, where a text says how many are left of the year."""
    match = _MONTHS_LEFT.search(fold(text))
    if match is None:
        return None
    left = int(match.group(1)) if match.group(1).isdigit() else _SMALL[match.group(1)]
    return 12 - left if 1 <= left <= 11 else None


def _page_year(opening: Opening, clean: CleanText) -> int | None:
    """Return the year of a news lead ("12月7日") by the day on which the page was published."""
    published = _page_date(clean)
    lead = next((m for m in find_dates(fold(opening.body[:_LEAD])) if m.year is None and m.day), None)
    if published is None:
        return None
    year = int(published[:4])
    if lead is None or lead.month is None or lead.day is None or len(published) < 10:
        return year
    later = (lead.month, lead.day) > (int(published[5:7]), int(published[8:10]))
    return year - 1 if later else year


def _page_date(clean: CleanText) -> str | None:
    return iso_date(clean.header.get("时间", ""))


def _year_in_name(doc: str) -> str | None:
    match = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", PurePosixPath(doc).stem)
    return match.group(1) if match else None
