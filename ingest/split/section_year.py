"""Follow the year or the years that the parts of a document tell of, by headings, openings and the title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.chinese.years import ARABIC_YEAR, find_plans, in_digits, plan_years
from ingest.schema import Description, Outlook
from ingest.split.statements import Statement

Evidence = Literal["heading", "opening", "title", "reviewed", "given", "text", "none"]
_WORDS = WordTable("ingest.split", "section_year")
LAST_YEAR = _WORDS.words("last_year")
THIS_YEAR = _WORDS.words("this_year")
_FIVE_PAST = _WORDS.words("five_years_past")
_FIVE_AHEAD = _WORDS.words("five_years_ahead")
# A sentence inside a paragraph turns to another time only where it says so.
_TURNS = _WORDS.words("turns")
_YEARLY = _WORDS.words("yearly_aims")
_RANGE = re.compile(rf"(?<!\d)({ARABIC_YEAR})年?\s*(?:[-—–~]{{1,2}}|至|到)\s*({ARABIC_YEAR})年?")
# 到2035年, 比2015年 and 早在1984年 name no time that is turned to, nor does 2017年11月以来.
_SINCE = r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以来|起)"
_YEAR = re.compile(rf"(?<![\d到至比较自从])(?<!早在)({ARABIC_YEAR})(?=年(?!{_SINCE}))")
# Without one of these a text names no years: the other patterns need not be tried.
_TIME = re.compile("[年届]|十.五")
_FIVE_YEAR_PLAN = re.compile("第十([一二三四五六])个五年")
_CALL = re.compile(r"(?:各位(?:代表|委员|同志)|同志们)[!,:，：]*")
# A line that ends in a day dates the document, whatever its text tells of: 青棠县招商局 2024年1月22日.
_DATE_LINE = re.compile(rf".{{0,24}}{ARABIC_YEAR}年\d{{1,2}}月\d{{1,2}}日[)]?")
# Characters within which a paragraph names the time it turns to.
_OPENING, _QUOTE = 12, 6
# Characters of a text's head.
_HEAD = 300
# From October on, "the next five years" begin after the present one, and the present one is nearly over.
_LATE = "10"


@dataclass(frozen=True, slots=True)
class Span:
    """The years that a text tells of: one where `first` and `last` are the same."""

    first: int
    last: int


class YearReader:
    """Tells the years of statements in document order: what a heading or an opening names stays in force until the
    next one that names another."""

    def __init__(self, description: Description, text: str, *, is_state: bool) -> None:
        """Take up what is known of a document.

        Args:
            description: its title, its date and the year it reviews.
            text: its text, folded; the years that its head names stand in for a date that is not known.
            is_state: whether its title says that it tells what was done (2021年统计公报).
        """
        date = description.date or ""
        self._reviewed = description.reviews_year
        self._late = date[5:7] >= _LATE
        self._given_by: Evidence = "given"
        self.given = int(date[:4]) if date else None
        if self.given is None and self._reviewed is not None:
            self.given = self._reviewed + 1
        title = fold(description.title)
        self._titled = self.spans(title)
        self._is_state = is_state
        self._is_yearly_report = "工作报告" in title or description.kind == "work-report"
        if self.given is None:
            self._given_by = "text"
            self.given = max(self._named_years() or _years_of(text[:_HEAD]), default=None)
        self._heading: str | None = None
        self._opened: dict[Outlook, Span] = {}
        self._headings: dict[str, list[Span]] = {}

    def read(self, statement: Statement, outlook: Outlook) -> tuple[Span | None, Evidence]:
        """Return the years of a statement of known outlook, and what tells them."""
        named = self._of_headings(statement, outlook)
        if named is not None and named[0] != self._heading:
            self._heading, self._opened = named[0], {}
        opened = self._opened.get(outlook)
        if opened is not None:
            return opened, "opening"
        if named is not None:
            return named[1], "heading"
        return self._default(outlook)

    def turn(self, statement: Statement) -> None:
        """Take up the time that a statement opens with, before it is read."""
        text = statement.text
        if statement.is_heading or statement.is_note or _DATE_LINE.fullmatch(in_digits(text)):
            return
        call = _CALL.match(text)
        inside = call is None and statement.boundary == "sentence"
        if inside and not (_TURNS.match(text) or _FIVE_PAST.match(text)):
            return
        opening = text[call.end() if call else 0 :][: _OPENING * 2]
        span = self._first(opening) or self._yearly(statement, opening)
        if span is None or self._against_heading(statement, span, opening):
            return
        if (self.given is None or span.last >= self.given) and not self._precedes_heading(statement, span):
            self._opened["plan"] = span
        if (
            self.given is None
            or span.first < self.given
            or (span.last == self.given and not self._is_yearly_report)
        ):
            self._opened["review"] = span

    def _against_heading(self, statement: Statement, span: Span, opening: str) -> bool:
        """Return whether a heading names another time, against which a period that is only mentioned does not count:
        “十五五”蓝图已经绘就 at the end of 2026年重点工作."""
        if span.first == span.last or _FIVE_PAST.match(opening):
            return False
        outlook: Outlook = (
            "plan" if self.given is None or span.last >= self.given > span.first - 1 else "review"
        )
        for heading in statement.headings[::-1]:
            named = [s for s in self._named_in(heading) if self._goes_with(s, outlook)]
            if named:
                return span not in named
        return False

    def _precedes_heading(self, statement: Statement, span: Span) -> bool:
        """Return whether a heading plans for a later year: 2025年 is compared with under 2026年预算草案."""
        if span.first < span.last:
            return False
        named = self._of_headings(statement, "plan")
        return named is not None and named[1].first > span.last

    def _first(self, opening: str) -> Span | None:
        """Return the years that an opening names before anything else."""
        for at, span in self._mentions(opening)[:1]:
            # A period is turned to in so many words: “十五五”时期. Elsewhere it tells what something is for.
            if at <= (_OPENING if span.first == span.last else _QUOTE):
                return span
        return None

    def _yearly(self, statement: Statement, opening: str) -> Span | None:
        """Return the year in which the document was given where it opens with the aims of a year, under no heading that
        names a time to come."""
        if self.given is None or not self._is_yearly_report or not _YEARLY.search(opening):
            return None
        year = self.given if self._reviewed is None else self._reviewed + 1
        return None if self._of_headings(statement, "plan") else Span(year, year)

    def of_document(self) -> int | None:
        """Return the year of a document as a whole: the only one in its title, else that in which it was given."""
        years = self._named_years()
        return years[0] if len(years) == 1 else self.given

    def spans(self, text: str) -> list[Span]:
        """Return the years and periods that folded `text` names, in order, each once."""
        return list(dict.fromkeys(span for _, span in self._mentions(text)))

    def _mentions(self, text: str) -> list[tuple[int, Span]]:
        """Return (offset, years) of what folded `text` names, in order."""
        if not _TIME.search(text):
            return []
        digits = in_digits(text)
        found: list[tuple[int, int, Span]] = []
        for m in _RANGE.finditer(digits):
            first, last = int(m[1]), int(m[2])
            if first < last <= first + 15:
                found.append((m.start(), m.end(), Span(first, last)))
        found += [(m.start(), m.end(), Span(int(m[1]), int(m[1]))) for m in _YEAR.finditer(digits)]
        for plan in find_plans(text):
            years = Span(plan.last, plan.last) if plan.at_end else Span(plan.first, plan.last)
            found.append((plan.start, plan.end, years))
        found += [(m.start(), m.end(), Span(*plan_years(m[1]))) for m in _FIVE_YEAR_PLAN.finditer(text)]
        found += self._relative(text)
        found.sort(key=lambda mention: (mention[0], -mention[1]))
        kept: list[tuple[int, Span]] = []
        end = -1
        for start, stop, span in found:
            if start >= end:
                kept.append((start, span))
                end = stop
        return kept

    def _relative(self, text: str) -> list[tuple[int, int, Span]]:
        """Return the mentions that count from the year in which the document was given."""
        if self.given is None:
            return []
        reviewed = self._reviewed if self._reviewed is not None else self.given - (not self._late)
        last = max(reviewed, self.given - 1)
        coming = reviewed + 1
        found = [(m.start(), m.end(), Span(last - 4, last)) for m in _FIVE_PAST.finditer(text)]
        found += [(m.start(), m.end(), Span(coming, coming + 4)) for m in _FIVE_AHEAD.finditer(text)]
        found += [(m.start(), m.end(), Span(reviewed, reviewed)) for m in LAST_YEAR.finditer(text)]
        found += [(m.start(), m.end(), self._this_year(text[m.end() :])) for m in THIS_YEAR.finditer(text)]
        found += [
            (m.start(), m.end(), Span(self.given + 1, self.given + 1)) for m in re.finditer("明年", text)
        ]
        return found

    def _this_year(self, following: str) -> Span:
        """Return what 今年 means: in an account of a year published later, 今年以来 is of the year in its title."""
        assert self.given is not None
        years = self._named_years()
        own = years[0] if self._is_state and len(years) == 1 and following.startswith("以来") else self.given
        return Span(own, own)

    def _of_headings(self, statement: Statement, outlook: Outlook) -> tuple[str, Span] | None:
        """Return the innermost heading that names years which go with `outlook`, and the first of these."""
        for heading in statement.headings[::-1]:
            for span in self._named_in(heading):
                if self._goes_with(span, outlook):
                    return heading, span
        return None

    def _named_in(self, heading: str) -> list[Span]:
        """Return the years that a heading names; every statement below it asks again."""
        if heading not in self._headings:
            self._headings[heading] = self.spans(fold(heading))
        return self._headings[heading]

    def _goes_with(self, span: Span, outlook: Outlook) -> bool:
        if self.given is None:
            return True
        return span.last >= self.given if outlook == "plan" else span.first <= self.given

    def _named_years(self) -> list[int]:
        return [span.last for span in self._titled if span.first == span.last]

    def _default(self, outlook: Outlook) -> tuple[Span | None, Evidence]:
        years = sorted(self._titled, key=lambda span: (span.last, span.first))
        if len(years) > 1:
            return (years[0] if outlook == "review" else years[-1]), "title"
        only = years[0] if years else None
        if outlook == "review":
            if self._is_yearly_report and self._reviewed is not None:
                return Span(self._reviewed, self._reviewed), "reviewed"
            if (
                only is not None
                and only.first == only.last
                and (self._is_state or not self._is_yearly_report)
            ):
                return only, "title"
            if self._is_yearly_report and self.given is not None:
                # A report without a date is of the year that its head names; one with a date, of the year before.
                reviewed = self.given - (self._given_by == "given" and not self._late)
                return Span(reviewed, reviewed), self._given_by
        else:
            if only is not None and (self.given is None or only.last >= self.given) and not self._is_state:
                return only, "title"
            if self._is_yearly_report and self._reviewed is not None:
                return Span(self._reviewed + 1, self._reviewed + 1), "reviewed"
        return (Span(self.given, self.given), self._given_by) if self.given is not None else (None, "none")


def _years_of(text: str) -> list[int]:
    """Return the years that folded `text` is of, without those since which something lasts."""
    return [int(m[1]) for m in _YEAR.finditer(in_digits(text))]
