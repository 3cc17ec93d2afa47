"""Determine the date on which a document was given: its own date comes before that of a page which prints it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from ingest.chinese.dates import DateMention, find_dates
from ingest.chinese.script import fold
from ingest.describe.date_source import CLOCK, DateGiven, DateSource, is_reprint, is_term, year_only
from ingest.describe.news_date import LEAD, date_of_news
from ingest.describe.title_block import Opening
from ingest.describe.wording import HELD
from ingest.describe.year import year_of_number
from ingest.schema import CleanText, Kind

_MONTHS_LEFT = re.compile(
    r"(?:距|到|离)(?:年[末底未]|今年结束)[,，]?(?:还有|仅有|只有|还剩"
    r"|不到)([一二三四五六七八九\d]{1,2})个(?:多)?月"
)
_SMALL = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
# A report or resolution is told in brackets who gave it, when, to whom.
_GIVEN_NOTE = re.compile(
    r"\([^()]{0,12}(?:19|20)\d\d年\d{1,2}月\d{1,2}日[^()]{0,60}?(?:会议?[^()]{0,16}(?:上|通过|所作)|所作)[^()]{0,12}\)"
)
_IN_BRACKETS = re.compile(r"[（(]([^（()）]*)[）)]")
_OFFICE_AND_DAY = re.compile(
    r"[^，。；：、]{4,40}(?:政府|[局委办部厅处室院会队]|中心|公司|小组|指挥部)\s*"
    r"((?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|二[〇○零]..?年.{1,2}月.{1,3}日)\s*"
)
_NOTE, _SIGNED_LINES, _FRAME = 600, 18, 300


def date_of(
    opening: Opening, clean: CleanText, doc: str, kind: Kind, reviewed: int | None, title: str
) -> DateGiven | None:
    """Return the date on which the document was given, or None where nothing tells.

    Order of trust: the meeting or the day under the title; a note on who gave it when; the official date of the paper;
    the day under it; the lead of a news item with the year that the page gives; the page's date, if it can be that
    of the document; the year that title, text or number tell; last, a year in the file's name.

    Args:
        opening: the head.
        clean: text and header fields.
        doc: its path.
        kind: what it is.
        reviewed: the year whose results it tells.
        title: the title chosen.
    """
    source = DateSource(opening, clean, title, kind, reviewed, doc)
    own = _in_note(source) if kind == "news" else _in_head(source) or _in_note(source)
    if own is None and kind != "news":
        own = _official(source) or _signed(source)
    if own:
        # The day on which a site published it in that month is closer than the month that stands on it.
        page = source.page or ""
        return DateGiven(page if len(own) == len("2021-03") and page.startswith(own) else own)
    found = date_of_news(source) if kind == "news" else _of_paper(source)
    if found is None and source.is_report:
        named = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", PurePosixPath(doc).stem)
        return DateGiven(named[1], certain=False) if named else None
    return found


def is_doubtful(found: DateGiven | None, clean: CleanText) -> bool:
    """Return whether the date found is a guess, or head or end of the text bear a day of which nothing was made.

    A text that bears no day has no date, or that year which its title tells: nothing is doubtful about that.
    """
    if found is not None and (found.certain or len(found.iso) > len("2021")):
        return not found.certain
    frame = fold(clean.text[:_FRAME] + "\n" + clean.text[-_FRAME:])
    return any(mention.year and mention.day and not is_term(frame, mention) for mention in find_dates(frame))


def _in_head(source: DateSource) -> str | None:
    """Return the day of the meeting or under the title, or in the lead of the body; else the month on a line of the head."""
    opening = source.opening
    own = [line for line in opening.lines if not CLOCK.search(line.text)]
    meeting = "".join(line.text for line in own if line.role == "session")
    head = "".join(line.text for line in own)
    for text, whole in (
        (meeting, True),
        (head, True),
        (opening.given_title or "", True),
        (opening.body[:LEAD], False),
    ):
        folded = fold(text)
        for mention in source.dates(text):
            if mention.day is None or is_term(folded, mention) or not (whole or _leads(folded, mention)):
                continue
            dated = mention.in_year(source.year) if source.year is not None else mention
            if dated.iso is not None:
                return dated.iso
    months = [line.text for line in own if line.role in ("date", "session")]
    if source.kind in ("work-report", "speech"):
        months += _IN_BRACKETS.findall(f"{opening.given_title} {source.title}")
    return next(
        (mention.iso for text in months for mention in source.dates(text) if mention.year and mention.month),
        None,
    )


def _in_note(source: DateSource) -> str | None:
    """Return the day in a note in brackets near the beginning or the end of the text."""
    text = source.clean.text
    for part in (text[:_NOTE], text[-_NOTE // 2 :]):
        note = _GIVEN_NOTE.search(fold(part))
        if note:
            return next(
                (mention.iso for mention in source.dates(note[0]) if mention.year and mention.day), None
            )
    return None


def _official(source: DateSource) -> str | None:
    """Return the official date of the paper, unless it is none of a report on the year reviewed."""
    official = source.field("发文时间")
    return official if official and _fits(source, official) else None


def _signed(source: DateSource) -> str | None:
    """Return the date that stands on a line of its own under the text, or under a notice before what it encloses."""
    for line in _with_last(source.opening.body):
        mentions = source.dates(line) if 8 <= len(line) <= _SIGNED_LINES else []
        if len(mentions) == 1 and (iso := mentions[0].iso) and mentions[0].day:
            around = line[: mentions[0].start] + line[mentions[0].end :]
            if not re.sub(r"[（()）\s]", "", around) and _fits(source, iso):
                return iso
    return None


def _with_last(body: str) -> list[str]:
    """Return the lines of a body; where its last but one line ends in office and day, the day stands on a line of its own."""
    lines = body.split("\n")
    for at in range(max(0, len(lines) - 2), len(lines)):
        if signed := _OFFICE_AND_DAY.fullmatch(lines[at]):
            lines[at] = signed[1]
    return lines


def _fits(source: DateSource, iso: str) -> bool:
    """Return whether a day can be that of the report: of the year after the one reviewed, or of that one's last weeks."""
    if not source.is_report or source.year is None:
        return True
    return iso[:4] == str(source.year) or iso[:7] in (f"{source.year - 1}-11", f"{source.year - 1}-12")


def _leads(folded: str, mention: DateMention) -> bool:
    """Return whether a date in the body dates the event reported: it opens the text or names a meeting.

    What is said of a day itself (2018年2月2日是第22个世界湿地日) dates nothing.
    """
    if folded.startswith("是", mention.end):
        return False
    before = folded[: mention.start]
    if len(before) <= 24 and not re.search(r"[。;,]", before):
        return True
    return before.endswith("在") and bool(HELD.search(folded[mention.end : mention.end + 60]))


def _of_paper(source: DateSource) -> DateGiven | None:
    """Return the date of a report, speech, plan or other paper that bears no day of its own."""
    page, year = source.page, source.year
    number = year_of_number("\n".join(line.text for line in source.opening.lines) + source.title)
    number = number or year_of_number(source.clean.header.get("文号", ""))
    if source.kind == "speech" and year is not None:
        month = _months_left(source.clean.text)
        return DateGiven(f"{year}-{month:02d}" if month else str(year))
    if year is not None:
        if page and (_fits(source, page) if source.is_report else page[:4] == str(year)):
            return DateGiven(page, certain=not is_reprint(source))
        if not source.is_report and page and abs(int(page[:4]) - year) <= 1 and not is_reprint(source):
            return DateGiven(page)
        return DateGiven(str(year), certain=source.is_report)
    if number is not None and (page is None or page[:4] != str(number)):
        return DateGiven(str(number))
    if source.kind == "speech" and "来源" not in source.clean.header:
        # Who collects speeches puts his own day on them.
        page = None
    if page:
        return DateGiven(page, certain=not is_reprint(source))
    return year_only(source)


def _months_left(text: str) -> int | None:
    """Return the month, where a text says how many are left of the year."""
    match = _MONTHS_LEFT.search(fold(text))
    if match is None:
        return None
    left = int(match.group(1)) if match.group(1).isdigit() else _SMALL[match.group(1)]
    return 12 - left if 1 <= left <= 11 else None
