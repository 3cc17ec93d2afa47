"""Determine which year or years a part of a document is about, and whether it tells what was done or what is planned.

Outlook is judged statement by statement by a learned model (`outlook_model`); years follow headings, openings and the
title (`section_year`), given the outlook. A passage takes both from its statements, with how certain they are.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from ingest.chinese.script import fold
from ingest.schema import Description, Outlook
from ingest.split.headings import OutlinedLine
from ingest.split.outlook_features import title_feature
from ingest.split.outlook_model import OUTLOOKS, Scores, outlook_model
from ingest.split.section_year import Evidence, Span, YearReader
from ingest.split.statements import Statement, statements

# How often what each kind of evidence says of the year is right: measured on documents labelled by hand (data/outlook.md).
YEAR_CERTAINTY: dict[Evidence, float] = {
    "heading": 0.97,
    "opening": 0.97,
    "title": 0.95,
    "reviewed": 0.9,
    "given": 0.85,
    "text": 0.75,
    "none": 0.5,
}
# A text turns from what was done to what is planned where both sides are as certain as this.
TURN = 0.8


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

    statement: Statement
    outlooks: Scores
    years: Span | None
    evidence: Evidence

    @property
    def weight(self) -> int:
        """Return its length in characters."""
        return self.statement.end - self.statement.start


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
        title = title_feature(fold(description.title), folded)
        reader = YearReader(description, folded, is_state=title == "=title:review")
        found = statements(folded, lines)
        marginals = outlook_model().marginals(found, reader.given, title)
        self._judged: list[_Judged] = []
        for statement, outlooks in zip(found, marginals, strict=True):
            reader.turn(statement)
            likelier: Outlook = "review" if outlooks[0] >= outlooks[1] else "plan"
            self._judged.append(_Judged(statement, outlooks, *reader.read(statement, likelier)))
        self._ends = [judged.statement.end for judged in self._judged]
        self._is_report = description.kind in ("work-report", "plan")
        self._of_document = reader.of_document()

    def of(self, start: int, end: int) -> Timeframe:
        """Return the timeframe of text[start:end]."""
        parts = self._within(start, end)
        return self._of_parts([part for part in parts if not part.statement.is_heading] or parts)

    def statements(self, start: int, end: int) -> list[StatementTime]:
        """Return the timeframe of each statement of text[start:end] by itself, headings left out."""
        return [
            StatementTime(
                max(start, part.statement.start), min(end, part.statement.end), self._of_parts([part])
            )
            for part in self._within(start, end)
            if not part.statement.is_heading
        ]

    def _of_parts(self, parts: list[_Judged]) -> Timeframe:
        """Return what most of some statements is about."""
        total = sum(part.weight for part in parts)
        if not total:
            return Timeframe()
        shares = [sum(p.outlooks[i] * p.weight for p in parts) / total for i in range(len(OUTLOOKS))]
        best = max(range(len(OUTLOOKS)), key=shares.__getitem__)
        outlook = OUTLOOKS[best]
        if outlook is None:
            return Timeframe(
                None if self._is_report else self._of_document, None, None, round(shares[best], 3)
            )
        span, evidence = self._years(parts, best)
        certainty = round(shares[best] * YEAR_CERTAINTY[evidence], 3)
        if span is None:
            return Timeframe(None, outlook, None, certainty)
        if span.first == span.last:
            return Timeframe(span.last, outlook, None, certainty)
        # What was reached in several years is told as of the last; what is planned for them belongs to none of them.
        year = span.last if outlook == "review" else None
        return Timeframe(year, outlook, f"{span.first}/{span.last}", certainty)

    def turns(self) -> list[int]:
        """Return the offsets at which the text turns between what was done and what is planned, where it is certain
        that it does."""
        found: list[int] = []
        last: Outlook | None = None
        for judged in self._judged:
            if judged.statement.is_heading or (sure := _sure(judged)) is None:
                continue
            if last is not None and sure != last:
                found.append(judged.statement.start)
            last = sure
        return found

    def _within(self, start: int, end: int) -> list[_Judged]:
        first = bisect_left(self._ends, start + 1)
        parts = []
        for judged in self._judged[first:]:
            if judged.statement.start >= end:
                break
            parts.append(judged)
        return parts

    def _years(self, parts: list[_Judged], outlook: int) -> tuple[Span | None, Evidence]:
        """Return the years of most of the text that has the outlook, and what tells them."""
        weights: dict[tuple[Span | None, Evidence], float] = {}
        for part in parts:
            key = part.years, part.evidence
            weights[key] = weights.get(key, 0.0) + part.outlooks[outlook] * part.weight
        return max(weights, key=weights.__getitem__)


def _sure(judged: _Judged) -> Outlook | None:
    best = max(range(len(OUTLOOKS)), key=judged.outlooks.__getitem__)
    return OUTLOOKS[best] if judged.outlooks[best] >= TURN else None
