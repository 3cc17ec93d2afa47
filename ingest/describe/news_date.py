"""Determine the day of the event that a news item reports."""

from __future__ import annotations

import re
from datetime import date

from ingest.chinese.dates import DateMention, find_dates
from ingest.chinese.script import fold
from ingest.describe.date_source import DateGiven, DateSource, is_reprint, is_term, year_only

_DAY_ALONE = re.compile(r"(?<![\d月])(?P<day>[12]?\d|3[01])日")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?!度)")
# News of an event stand on a page within days; a page that prints them years later is an archive or a copy.
_DAYS_LATE, _YEARS_LATE = 15, 1
# An older event may be what the news go back to, not what they report; it is where they quote from it.
_DAYS_BACK = 45
_QUOTES = re.compile(r"[^。;]{2,40}时(?:指出|强调|要求|提出|说)")
LEAD, _AUTUMN, _LONG_OPENING = 200, 10, 120
_UP_TO = re.compile(r"日\s*[-—–~至到]\s*$")


def date_of_news(source: DateSource) -> DateGiven | None:
    """Return the day of the event reported: that of the lead, its year from lead, page, text or first sentence."""
    page = source.page or source.field("发文时间")
    body = source.opening.body[:LEAD]
    folded = fold(body)
    lead = next((m for m in source.dates(body) if m.day and _is_lead(folded, m)), None)
    if lead is None:
        return _day_alone(folded, page) or (DateGiven(page) if page else year_only(source))
    if lead.year is not None:
        return _dated_lead(lead, page, source)
    if page:
        day = _completed(lead, page)
        late = _days_between(day, page)
        if late > _DAYS_LATE and _QUOTES.match(folded, lead.end):
            return DateGiven(page)
        return DateGiven(day, certain=late <= _DAYS_BACK)
    if source.year is not None:
        return DateGiven(f"{source.year}-{lead.month:02d}-{lead.day:02d}")
    year = _year_told(fold(source.title + "\n" + re.split("[。]", body)[0]), lead.month or 0)
    return DateGiven(f"{year}-{lead.month:02d}-{lead.day:02d}", certain=False) if year else None


def _is_lead(folded: str, mention: DateMention) -> bool:
    """Return whether a day is that of the event reported, or the last of several: 3月2日至3月4日."""
    last = _UP_TO.search(folded[: mention.start])
    return _leads_news(folded, mention) and (bool(last) or not is_term(folded, mention))


def _days_between(day: str, page: str) -> int:
    """Return how many days after `day` a page was published, both ISO; 0 where one of them is no full date."""
    return (date.fromisoformat(page) - date.fromisoformat(day)).days if len(day) == len(page) == 10 else 0


def _year_told(folded: str, month: int) -> int | None:
    """Return the year that headline and first sentence are of: the only one, or that of two in a row.

    Meetings that sum up a year and plan the next one are held at the end of the first or in the months after.
    """
    named = sorted({int(year) for year in _YEAR.findall(folded)})
    if len(named) == 2 and named[1] == named[0] + 1:
        return named[0] if month >= _AUTUMN else named[1]
    return named[0] if len(named) == 1 else None


def _leads_news(folded: str, mention: DateMention) -> bool:
    """Return whether a date opens a news item, perhaps behind its mark and its reporters: 本报讯（记者…）3月4日."""
    before = re.sub(
        r"^.{0,16}?[讯电]\s*(?:\d{1,2}月\d{1,2}日)?[讯电]?\s*(?:\([^()]{2,40}\))?\s*",
        "",
        folded[: mention.start],
    )
    after = folded[mention.end :]
    if re.match(r"\s*[讯电]", after):
        # The day on which the agency sent it out; the event's own day may follow.
        return not any(m.day for m in find_dates(after[:24]))
    told = re.search(r"[于在]$", before)
    return len(before) <= (_LONG_OPENING if told else 40) and not re.search(r"[。;]", before)


def _dated_lead(lead: DateMention, page: str | None, source: DateSource) -> DateGiven | None:
    """Return the full date of a lead, unless the page is of another time: then old days are told of."""
    own = lead.iso
    if own is None:
        return None
    if page is None or abs(int(page[:4]) - int(own[:4])) <= _YEARS_LATE or is_reprint(source):
        return DateGiven(own)
    return DateGiven(page, certain=False)


def _completed(lead: DateMention, page: str) -> str:
    """Return a day without year, in the year that makes it the last one before the page's date."""
    year = int(page[:4])
    if len(page) == 10 and (lead.month or 0, lead.day or 0) > (int(page[5:7]), int(page[8:10])):
        year -= 1
    return lead.in_year(year).iso or page


def _day_alone(folded: str, page: str | None) -> DateGiven | None:
    """Return the day of a lead like "17日下午", in the month of a page that is a few days younger."""
    match = _DAY_ALONE.search(folded[:60])
    if match is None or page is None or len(page) < 10:
        return None
    day = int(match["day"])
    return DateGiven(f"{page[:8]}{day:02d}") if 0 <= int(page[8:10]) - day <= _DAYS_LATE else None
