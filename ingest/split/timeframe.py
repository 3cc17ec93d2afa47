"""Determine which year or years a part of a document is about, and whether it tells what was done or what is planned.

Outlook is judged statement by statement by a learned model (`outlook_model`); years follow headings, openings and the
title (`section_year`), given the outlook. A passage takes both from its statements, with how certain they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.chinese.script import fold
from ingest.schema import Description, Outlook
from ingest.split.heading_outlook import title_feature
from ingest.split.headings import OutlinedLine
from ingest.split.outlook_features import Setting
from ingest.split.outlook_model import OUTLOOKS, Scores, outlook_model
from ingest.split.section_year import Dated, Evidence, YearReader
from ingest.split.statements import Statement, statements
from ingest.split.time_mentions import Mention

# How often what each kind of evidence says of the year is right: measured on documents labelled by hand (data/outlook.md).
YEAR_CERTAINTY: dict[Evidence, float] = {
    "statement": 0.95,
    "heading": 0.97,
    "opening": 0.97,
    "title": 0.9,
    "reviewed": 0.9,
    "given": 0.9,
    "text": 0.6,
    "none": 0.5,
}
_ITEM_END = re.compile(";")
# Titles and calls beside what was done or planned do not make a passage neither: how much they count.
BESIDE = 0.5
# A text turns from what was done to what is planned where both sides are as certain as this.
TURN = 0.9
# Characters of one outlook from which on a text has turned to it: inside a paragraph, and at the front of one.
STAYS, STAYS_ON = 100, 30


@dataclass(frozen=True, slots=True)
class Timeframe:
    """When and how: what a passage takes over from its statements.

    Attributes:
        year: the year it is about; of several years that are over the last; None where none is known.
        outlook: "review", "plan", or None for neither.
        period: "2016/2020" where it is about several years.
        certainty: that outlook and year are right, from 0 to 1.
    """

    year: int | None = None
    outlook: Outlook | None = None
    period: str | None = None
    certainty: float | None = None

    def agrees(self, other: Timeframe) -> bool:
        """Return whether another one is of the same years and outlook, however certain."""
        return (self.year, self.outlook, self.period) == (other.year, other.outlook, other.period)


@dataclass(frozen=True, slots=True)
class StatementTime:
    """The timeframe of a statement, or of the part of it that lies in a passage: text[start:end]."""

    start: int
    end: int
    time: Timeframe


@dataclass(frozen=True, slots=True)
class _Judged:
    """A statement with the probabilities of its outlooks and, for the likelier of done and planned, its years."""

    start: int
    end: int
    is_heading: bool
    begins_line: bool
    outlooks: Scores
    best: int
    dated: Dated


class Timeline:
    """The timeframes of a document's parts."""

    def __init__(self, text: str, lines: list[OutlinedLine], description: Description) -> None:
        """Judge the statements of a document.

        Args:
            text: its stored text.
            lines: its outlined lines.
            description: what is known of it.
        """
        folded = fold(text)
        title = fold(description.title)
        mark = title_feature(title, folded)
        reader = YearReader(description, folded, is_state=mark == "=title:review")
        found = statements(folded, lines)
        years = [reader.mentions(statement) for statement in found]
        marginals = outlook_model().marginals(
            found, Setting(title, mark, description.kind, reader.given), years
        )
        self._judged: list[_Judged] = []
        for statement, named, outlooks in zip(found, years, marginals, strict=True):
            reader.turn(statement, named)
            likelier: Outlook = "review" if outlooks[0] >= outlooks[1] else "plan"
            best = outlooks.index(max(outlooks))
            for start, end, within in _items(statement, named):
                dated = reader.read(statement, likelier, within)
                begins = statement.boundary == "line" and start == statement.start
                self._judged.append(_Judged(start, end, statement.is_heading, begins, outlooks, best, dated))
        self._ends = [judged.end for judged in self._judged]
        self._is_report = description.kind in ("work-report", "plan")
        self._of_document = reader.of_document()

    def of(self, start: int, end: int) -> Timeframe:
        """Return the timeframe of text[start:end]."""
        parts = self._within(start, end)
        body = [part for part in parts if not part.is_heading] or parts
        totals = [0.0, 0.0, 0.0]
        for part in body:
            weight = part.end - part.start
            review, plan, neither = part.outlooks
            totals[0] += review * weight
            totals[1] += plan * weight
            totals[2] += neither * weight
        if not any(totals):
            return Timeframe()
        told = [total * (1.0 if outlook else BESIDE) for total, outlook in zip(totals, OUTLOOKS, strict=True)]
        best = told.index(max(told))
        return self._timeframe(best, totals[best] / sum(totals), self._dated(body, best))

    def apart(self, start: int, end: int, whole: Timeframe, least: float) -> list[StatementTime]:
        """Return the runs of statements in text[start:end] that are of another time than the whole.

        Args:
            start, end: of the part.
            whole: its timeframe.
            least: how certain a statement's own outlook must be.

        Returns:
            Runs in order; neighbours of the same time are one, headings are left out.
        """
        body = [part for part in self._within(start, end) if not part.is_heading]
        if not body or all(p.best == body[0].best and p.dated is body[0].dated for p in body):
            return []
        runs: list[StatementTime] = []
        last: Timeframe | None = None
        for part in body:
            own = self._timeframe(part.best, part.outlooks[part.best], part.dated)
            if part.outlooks[part.best] < least or own.agrees(whole):
                last = None
                continue
            begin, certainty = max(start, part.start), own.certainty or 0.0
            if last is not None and last.agrees(own):
                run = runs.pop()
                begin, certainty = run.start, min(certainty, run.time.certainty or 0.0)
            runs.append(StatementTime(begin, min(end, part.end), replace(own, certainty=certainty)))
            last = own
        return runs

    def _timeframe(self, best: int, share: float, dated: Dated) -> Timeframe:
        """Return the timeframe of the likeliest outlook, of probability `share`, and its years."""
        outlook = OUTLOOKS[best]
        if outlook is None:
            return Timeframe(None if self._is_report else self._of_document, None, None, round(share, 3))
        certainty = round(share * YEAR_CERTAINTY[dated.evidence], 3)
        span = dated.span
        if span is None:
            return Timeframe(None, outlook, None, certainty)
        if span.is_year:
            return Timeframe(span.last, outlook, None, certainty)
        # What was reached in several years is told as of the last; what is planned for them belongs to none of them,
        # unless a statement says by when.
        year = span.last if outlook == "review" else dated.end
        return Timeframe(year, outlook, f"{span.first}/{span.last}", certainty)

    def turns(self) -> list[int]:
        """Return the offsets at which the text turns between what was done and what is planned, where it is certain
        that it does and stays there: one sentence between others keeps its place, and has a scope of its own."""
        # Each run with the statement that it begins with, which may lean its way without being certain.
        runs: list[tuple[_Judged, list[_Judged]]] = []
        leaning: _Judged | None = None
        for judged in self._judged:
            if judged.is_heading or OUTLOOKS[judged.best] is None:
                continue
            if judged.outlooks[judged.best] < TURN:
                leaning = leaning if leaning is not None and leaning.best == judged.best else judged
            elif runs and runs[-1][0].best == judged.best:
                runs[-1][1].append(judged)
                leaning = None
            else:
                begin = leaning if leaning is not None and leaning.best == judged.best else judged
                runs.append((begin, [judged]))
                leaning = None
        found: list[int] = []
        last: int | None = None
        for begin, run in runs:
            if sum(part.end - part.start for part in run) < (STAYS_ON if begin.begins_line else STAYS):
                continue
            if last is not None and begin.best != last:
                found.append(begin.start)
            last = begin.best
        return found

    def _within(self, start: int, end: int) -> list[_Judged]:
        first = bisect_left(self._ends, start + 1)
        after = first
        while after < len(self._judged) and self._judged[after].start < end:
            after += 1
        return self._judged[first:after]

    def _dated(self, parts: list[_Judged], outlook: int) -> Dated:
        """Return the years of most of the text that has the outlook, and what tells them."""
        if all(part.dated is parts[0].dated for part in parts):
            return parts[0].dated
        weights: dict[Dated, float] = {}
        for part in parts:
            share = part.outlooks[outlook] * (part.end - part.start)
            weights[part.dated] = weights.get(part.dated, 0.0) + share
        return max(weights, key=weights.__getitem__)


def _items(statement: Statement, named: list[Mention]) -> list[tuple[int, int, list[Mention]]]:
    """Return a statement, or the items of one that names years in several, each with the years that it names:
    小学2022年建成；医院2023年建成."""
    text = statement.text
    if len(named) < 2:
        return [(statement.start, statement.end, named)]
    cuts = [0, *(m.end() for m in _ITEM_END.finditer(text)), len(text)]
    parts = [
        (statement.start + start, statement.start + end, [m for m in named if start <= m.start < end])
        for start, end in pairwise(cuts)
        if end > start
    ]
    if sum(bool(within) for _, _, within in parts) < 2:
        return [(statement.start, statement.end, named)]
    return parts
