"""Follow the year or the years that the parts of a document tell of, by headings, openings and the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.chinese.years import ARABIC_YEAR, in_digits
from ingest.schema import Description, Outlook
from ingest.split.statement_year import own_years
from ingest.split.statements import Statement
from ingest.split.time_mentions import FIVE_PAST, Mention, Present, Role, Span, mentions

Evidence = Literal["statement", "heading", "opening", "title", "reviewed", "given", "text", "none"]
_WORDS = WordTable("ingest.split", "section_year")
# A sentence inside a paragraph turns to another time only where it says so.
_TURNS = _WORDS.words("turns")
_YEARLY = _WORDS.words("yearly_aims")
_NOW = _WORDS.words("now")
_CALL = re.compile(r"(?:各位(?:代表|委员|同志)|同志们)[!,:，：]*")
# A line that ends in a day dates the document, whatever its text tells of: 青棠县招商局 2024年1月22日.
_DATE_LINE = re.compile(
    rf".{{0,24}}{ARABIC_YEAR}年\d{{1,2}}月\d{{1,2}}日[)]?|[(]?{ARABIC_YEAR}年\d{{1,2}}月[)]?"
)
_YEAR_ENDS = re.compile("(?<!\\d)1[0-2]月|全年|岁末|年末|元旦前|今年以来")
_JANUARY = re.compile("(?<!\\d)1月|元旦(?!前)")
_MONTH = re.compile("(?<![\\d年])(\\d{1,2})月(?!份?以来)")
# Characters within which a paragraph names the time it turns to.
_OPENING, _QUOTE = 12, 6
# Characters of a text's head.
_HEAD = 300
# From October on, "the next five years" begin after the present one, and the present one is nearly over.
_LATE = "10"


@dataclass(frozen=True, slots=True)
class Dated:
    """The years that a statement tells of.

    Attributes:
        span: the years; None where nothing tells them.
        evidence: what tells them.
        end: the year of a period by which its aims are to be reached: 到2020年.
    """

    span: Span | None
    evidence: Evidence
    end: int | None = None


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
        self._month = int(date[5:7]) if len(date) >= 7 else None
        self._happened: int | None = None
        self._reviewed = description.reviews_year
        self._given_by: Evidence = "given"
        given = int(date[:4]) if date else None
        if given is None and self._reviewed is not None:
            given = self._reviewed + 1
        title = fold(description.title)
        self._is_state = is_state
        self._is_yearly_report = "工作报告" in title or description.kind == "work-report"
        # What was told on a day has the years that it names itself; in a report's section they are asides.
        self._is_report = self._is_yearly_report or description.kind == "plan"
        self._is_told = description.kind in ("news", "speech")
        late = date[5:7] >= _LATE
        self._late = self._is_yearly_report and late
        reviewed = given if self._reviewed is None and self._late else self._reviewed
        self.present = Present(given, reviewed, late)
        self._titled = self.spans(title)
        if is_state and len(years := self._named_years()) == 1:
            self.present = replace(self.present, state_of=years[0])
        if given is None:
            self._given_by = "text"
            given = max(self._named_years() or self._head_years(text), default=None)
            self.present = replace(self.present, given=given)
        elif self._is_told and self._month == 1 and _YEAR_ENDS.search(text) and not _JANUARY.search(text):
            # Published in the first days of a year, it tells of the one that has just ended.
            self._happened = given - 1
        self.given = given
        self._heading: str | None = None
        self._opened: dict[Outlook, Span] = {}
        self._end: int | None = None
        self._defaults: dict[Outlook, Dated] = {}
        self._kept: dict[tuple[Span | None, Evidence], Dated] = {}
        self._headings: dict[str, list[Span]] = {}

    def mentions(self, statement: Statement) -> list[Mention]:
        """Return the years that a statement names; nothing for headings, notes and lines that date the document."""
        if statement.is_heading or statement.is_note:
            return []
        found = mentions(statement.text, self.present)
        return [] if found and _DATE_LINE.fullmatch(in_digits(statement.text)) else found

    def turn(self, statement: Statement, named: Sequence[Mention]) -> None:
        """Take up the time that a statement opens with, before it is read; `named` are its `mentions`."""
        if statement.is_heading:
            self._end = None
        if statement.is_heading or statement.is_note:
            return
        if self._is_told and (statement.boundary != "sentence" or _NOW.match(statement.text)):
            # A news item tells one thing after another: a year holds for the paragraph that names it.
            self._opened = {}
        if not named and not (self._is_yearly_report and _YEARLY.search(statement.text, 0, _OPENING * 2)):
            return
        call = _CALL.match(statement.text)
        inside = call is None and statement.boundary == "sentence"
        if inside and not (_TURNS.match(statement.text) or FIVE_PAST.match(statement.text)):
            return
        begin = call.end() if call else 0
        opening = statement.text[begin : begin + _OPENING * 2]
        if self._ends_period(statement, named, begin):
            return
        span = self._first(named, begin) or self._yearly(statement, opening)
        if span is None or self._against_heading(statement, span, opening):
            return
        given = self._sure
        if (given is None or span.last >= given) and not self._precedes_heading(statement, span):
            self._opened["plan"] = span
        if given is None or span.first < given or (span.last == given and not self._is_yearly_report):
            self._opened["review"] = span

    def read(self, statement: Statement, outlook: Outlook, named: Sequence[Mention]) -> Dated:
        """Return the years of a statement of known outlook, once `turn` has taken it up; `named` are its `mentions`."""
        section = self._of_section(statement, outlook)
        own = (
            own_years(named, outlook, self._sure, section.span, is_report=self._is_report) if named else None
        )
        if outlook == "plan" and section.span and not section.span.is_year:
            if own is None or own == section.span:
                return replace(section, end=self._end) if self._end else section
            if own.last == section.span.last:
                return replace(section, end=own.last)
        if own is None:
            return self._by_month(statement, outlook) or section
        if outlook == "plan" and self._is_told:
            # 拟于2025年9月建成。建成后……
            self._opened["plan"] = own
        return Dated(own, "statement")

    @property
    def _sure(self) -> int | None:
        """Return the year in which the document was given, None where that is only guessed."""
        return self.given if self._given_by == "given" else None

    def _by_month(self, statement: Statement, outlook: Outlook) -> Dated | None:
        """Return last year for what happened in a month that the year of a news item had not reached: 12月27日 in January."""
        if outlook == "plan" or self._month is None or self._is_report or self.given is None or self._opened:
            return None
        months = [int(m[1]) for m in _MONTH.finditer(statement.text)]
        late = bool(months) and all(self._month < month <= 12 for month in months)
        return Dated(Span(self.given - 1, self.given - 1), "statement") if late else None

    def _ends_period(self, statement: Statement, named: Sequence[Mention], begin: int) -> bool:
        """Take up the year by which the aims of a section's period are to be reached, where a statement opens with it:
        到2020年. Return whether it does."""
        section = self._of_section(statement, "plan").span
        if section is None or section.is_year:
            return False
        near = [m for m in named if m.role == "until" and m.span.is_year and m.start - begin <= _OPENING]
        if not near or near[0].span.last != section.last:
            return False
        self._end = section.last
        return True

    def _of_section(self, statement: Statement, outlook: Outlook) -> Dated:
        named = self._of_headings(statement, outlook)
        if named is not None and named[0] != self._heading:
            self._heading, self._opened = named[0], {}
        opened = self._opened.get(outlook)
        if opened is not None:
            return self._same(opened, "opening")
        if named is not None:
            return self._same(named[1], "heading")
        if outlook not in self._defaults:
            self._defaults[outlook] = self._same(*self._default(outlook))
        return self._defaults[outlook]

    def _same(self, span: Span | None, evidence: Evidence) -> Dated:
        """Return one object for all statements of the same years."""
        return self._kept.setdefault((span, evidence), Dated(span, evidence))

    def _against_heading(self, statement: Statement, span: Span, opening: str) -> bool:
        """Return whether a heading names another time, against which a period that is only mentioned does not count:
        “十五五”蓝图已经绘就 at the end of 2026年重点工作."""
        if span.is_year:
            return False
        outlook: Outlook = "plan" if self.given is None or span.first <= self.given <= span.last else "review"
        for heading in statement.headings[::-1]:
            named = [s for s in self._named_in(heading) if self._goes_with(s, outlook)]
            if FIVE_PAST.match(opening):
                named = [s for s in named if not s.is_year]
            if named:
                return span not in named
        return False

    def _precedes_heading(self, statement: Statement, span: Span) -> bool:
        """Return whether a heading plans for a later year: 2025年 is compared with under 2026年预算草案."""
        if not span.is_year:
            return False
        named = self._of_headings(statement, "plan")
        return named is not None and named[1].first > span.last

    def _first(self, named: Sequence[Mention], begin: int) -> Span | None:
        """Return the years that an opening names before anything else."""
        first = next((m for m in named if m.start >= begin and m.role in self._turning(m)), None)
        if first is None:
            return None
        # A period is turned to in so many words: “十五五”时期. Elsewhere it tells what something is for.
        near = _OPENING if first.span.is_year or first.role == "since" else _QUOTE
        return first.span if first.start - begin <= near else None

    def _turning(self, mention: Mention) -> tuple[Role, ...]:
        """Return the roles in which a mention turns to its time; outside reports also 到2020年 and “十三五”以来."""
        if self._is_report:
            return ("at",) if mention.span.is_year else ("at", "of", "since")
        return ("at", "until") if mention.span.is_year else ("at", "since")

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
        return years[0] if len(years) == 1 and not self._is_told else self.given

    def spans(self, text: str) -> list[Span]:
        """Return the years and periods that folded `text` names as its own time, in order, each once."""
        return list(
            dict.fromkeys(m.span for m in mentions(text, self.present) if m.role not in ("since", "beside"))
        )

    def _head_years(self, text: str) -> list[int]:
        """Return the years that the head of folded `text` names, without those since which something lasts."""
        return [
            m.span.last for m in mentions(text[:_HEAD], self.present) if m.role == "at" and m.span.is_year
        ]

    def _of_headings(self, statement: Statement, outlook: Outlook) -> tuple[str, Span] | None:
        """Return the innermost heading that names years which go with `outlook`, and the first of these."""
        for heading in () if self._is_told and self._sure else statement.headings[::-1]:
            for span in self._named_in(heading):
                if self._goes_with(span, outlook):
                    return heading, span
        return None

    def _named_in(self, heading: str) -> list[Span]:
        """Return the years that a heading names; every statement below it asks again."""
        if heading not in self._headings:
            folded = fold(heading)
            dated = _DATE_LINE.fullmatch(in_digits(folded))
            self._headings[heading] = [] if dated else self.spans(folded)
        return self._headings[heading]

    def _goes_with(self, span: Span, outlook: Outlook) -> bool:
        if self.given is None:
            return True
        if outlook == "plan":
            return span.last >= self.given
        # A period that begins with the year in which the document was given has nothing to look back on yet.
        return span.first < self.given or span == Span(self.given, self.given)

    def _named_years(self) -> list[int]:
        return [span.last for span in self._titled if span.is_year]

    def _default(self, outlook: Outlook) -> tuple[Span | None, Evidence]:
        if self._is_told and self.given is not None and self._given_by == "given":
            # The title of a news item names what it is about, not when it happened.
            happened = self._happened if self._happened is not None and outlook == "review" else self.given
            return Span(happened, happened), "given"
        years = sorted(self._titled, key=lambda span: (span.last, span.first))
        if len(years) > 1:
            return (years[0] if outlook == "review" else years[-1]), "title"
        only = years[0] if years else None
        if outlook == "review":
            if self._is_yearly_report and self._reviewed is not None:
                return Span(self._reviewed, self._reviewed), "reviewed"
            if only is not None and only.is_year and (self._is_state or not self._is_yearly_report):
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
