"""Where the date of a document can be read: in its opening, its text, and the fields of its page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath

from ingest.chinese.dates import DateMention, counts_in_minguo, find_dates
from ingest.chinese.script import fold
from ingest.describe.head_lines import role_of
from ingest.describe.title_block import Opening
from ingest.describe.wording import REPRINT
from ingest.describe.year import first_year_of_plan, title_years, year_given
from ingest.schema import CleanText, Kind

_SHORT_LINE = 24
_BY_WHOM = re.compile(r"(?:作者|来源|记者|编辑)\s*[:/]")
CLOCK = re.compile(r"\d{1,2}\s*[:：时時]\s*\d{2}")
# What stands around a day that is not the one on which the text was given: a term, a day from which something holds.
_TERM_BEFORE = re.compile(
    r"(?:截至|截止|截止到|自|从|到|至|(?:将|定|拟|生|计划|预计)于|期限|有效期|时间|日期)[:：]?\s*$"
)
_TERM_AFTER = re.compile(r"\s*(?:以来|至|起|前|后|以前|以后|出生|施行|实施|截止|为止|止)")
# How sites and archives name pages (t20170808_21248652 of a widespread content system, 2018-09-04-name, a time to the
# second) and their folders: 20201218/, 2021/1/8/, 2024/0131/.
_YEAR = r"(?:^t|(?<![\dA-Za-z]))((?:19[89]|20[0-3])\d)"
_CLOCK = r"[0-2]\d[0-5]\d[0-5]\d(?:\d{3})?"
_DAY_OF_NAME = re.compile(rf"{_YEAR}([-_.]?)(0\d|1[0-2])\2([0-2]\d|3[01])(?:{_CLOCK})?(?!\d)")
_DAY_OF_FOLDER = re.compile(
    rf"(?:^|/){_YEAR}([-/]?)(0?[1-9]|1[0-2])[-/]?(0[1-9]|[12]\d|3[01]|(?<=/)[1-9])(?=/)"
)


@dataclass(frozen=True, slots=True)
class DateGiven:
    """An ISO date, as precise as the text is, and whether it is sure to be the document's own."""

    iso: str
    certain: bool = True


@dataclass(frozen=True)
class DateSource:
    """What the sources of a date are: the opening, the text, its title, the kind, the year it reviews."""

    opening: Opening
    clean: CleanText
    title: str
    kind: Kind
    reviewed: int | None
    doc: str = ""

    @cached_property
    def minguo(self) -> bool:
        return counts_in_minguo(self.clean.text[:3000] + self.clean.header.get("时间", ""))

    @cached_property
    def year(self) -> int | None:
        """Return the year in which the document was given, as title and text tell it."""
        return year_given(self.title, self.clean.text, self.kind, self.reviewed)

    @cached_property
    def is_report(self) -> bool:
        return self.kind in ("work-report", "plan")

    def dates(self, text: str) -> list[DateMention]:
        return find_dates(fold(text), minguo=self.minguo)

    @cached_property
    def page(self) -> str | None:
        """Return the day on which the page was published: its field, or a line of the head with the time or a label.

        A bare date in the head of a news item is that of the page too: the lead tells of the event.
        """
        if day := self.field("时间"):
            return day
        lines = self.clean.text[:400].split("\n")[:8]
        for line in lines:
            role = role_of(line)
            mentions = [mention for mention in self.dates(line) if mention.year and mention.day]
            short = len(line) < _SHORT_LINE or _BY_WHOM.search(fold(line))
            dated = role == "date" or (short and any(m.start <= 1 for m in mentions))
            usable = role == "furniture" or (dated and (self.kind == "news" or CLOCK.search(line)))
            if usable and mentions:
                return mentions[0].iso
        return day_of_name(self.doc)

    def field(self, name: str) -> str | None:
        """Return the date in a header field, in ISO form."""
        mentions = self.dates(self.clean.header.get(name, ""))
        return next((mention.iso for mention in mentions if mention.year is not None), None)


def day_of_name(doc: str) -> str | None:
    """Return the day in the name of a file or its folders, ISO: that on which its page was published or saved; or None."""
    match = _DAY_OF_NAME.search(PurePosixPath(doc).stem) or _DAY_OF_FOLDER.search(doc)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[3]), int(match[4])).isoformat()
    except ValueError:
        return None


def year_only(source: DateSource) -> DateGiven | None:
    """Return the year that the title names, or the first of the period that a plan is for, as a guess."""
    year = title_years(source.title).given if source.kind != "plan" else first_year_of_plan(source.title)
    if year is None:
        lines = (line.text for line in source.opening.lines if line.role == "date")
        year = next((m.year for line in lines for m in source.dates(line) if m.year), None)
    return DateGiven(str(year), certain=False) if year is not None else None


def is_reprint(source: DateSource) -> bool:
    """Return whether the page collects texts of others."""
    header = source.clean.header
    told = "\n".join((header.get("来源", ""), header.get("来源URL", ""), source.clean.text[-160:]))
    return bool(REPRINT.search(fold(told)))


def is_term(folded: str, mention: DateMention) -> bool:
    """Return whether a day is one from or up to which something holds, or one in somebody's life."""
    return bool(_TERM_BEFORE.search(folded[: mention.start]) or _TERM_AFTER.match(folded[mention.end :]))
