"""Answer a question from the ledger where it is wholly understood and every figure that it needs is certain."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer.citations import Citations
from assistant.answer.from_ledger.asked import Asked, as_told, latest_of, spelt_out
from assistant.answer.from_ledger.direction import every_year, over_year_before
from assistant.answer.from_ledger.lines import LedgerLines
from assistant.answer.from_ledger.model import LedgerAnswer, Told
from assistant.answer.from_ledger.outcome import refused
from assistant.answer.from_ledger.sentences import with_sentences
from assistant.answer.from_ledger.side_by_side import lacking, side_by_side
from assistant.answer.from_ledger.sides import Side, is_doubtful, sides_of_request
from assistant.answer.from_ledger.single import not_told, told_figure
from assistant.answer.from_ledger.targets import beside_targets, share_of_another, told_share
from assistant.evidence.finder import Find
from assistant.ledger.series import thing_of
from assistant.ledger.view import View
from assistant.question.ledger_request import LedgerRequest
from assistant.question.model import Question
from assistant.question.related_indicators import as_one, as_parts, as_two
from assistant.search.collection import Holdings
from ingest.chinese.script import fold
from ingest.facts.indicators import find_indicators
from ingest.facts.model import Measure
from ingest.library.library import Library

log = logging.getLogger(__name__)


def answered_from_ledger(
    library: Library, holdings: Holdings, question: Question, asked: Asked, citations: Citations, find: Find
) -> LedgerAnswer | None:
    """Return the answer from the ledger; None where a figure is lacking or not certain.

    Args:
        question: the question.
        asked: what it asks of the ledger.
        citations: of the answer; nothing is added to them where there is none.
        find: returns the acceptable evidence for a look-up, best first, where the ledger lacks a figure.
    """
    names_years = bool(asked.request.years)
    asked = as_told(question, replace(asked, request=spelt_out(asked, holdings)))
    log.info("asked of the ledger: %s", asked.request)
    told = _Answering(library, holdings, question, asked, citations, find, names_years).told()
    if asked.request.expected and (told is None or told.known == 0 or told.is_near):
        wanted = replace(asked, request=replace(asked.request, is_target=True))
        told = _Answering(library, holdings, question, wanted, citations, find, names_years).told() or told
    if told is None or not told.lines:
        return None
    if any(line.role == "statement" and not line.evidence for line in told.lines):
        return None
    citations.take(told.citations)
    return LedgerAnswer(tuple(told.lines), _view(asked.request, told.sides))


@dataclass(frozen=True, slots=True)
class _Answering:
    """What one answer is made from; see `answered_from_ledger`.

    Attributes:
        names_years: whether the question names the years itself.
    """

    library: Library
    holdings: Holdings
    question: Question
    asked: Asked
    citations: Citations
    find: Find
    names_years: bool

    def told(self) -> Told | None:
        """Return the answer's lines with their sides; None where nothing is certain."""
        request = self.asked.request
        if not request.places:
            return None
        if not request.years:
            return self._of_different_years() if request.of_latest else None
        if request.outlooks is not None or request.operation == "completion":
            return self._beside_targets()
        if request.operation in ("rose", "way"):
            told = over_year_before(self.asked, self._lines(request))
            return told or self._not_told(replace(request, operation="value", measures=("growth",)))
        if request.operation == "always":
            told = self._of_sides(request)
            grew = None if told and told.is_whole else every_year(self.asked, self._lines(request))
            return max(filter(None, (told, grew)), key=lambda each: each.known, default=None)
        if len(request.pairs) == 1:
            return self._of_one_place_and_year()
        return self._of_sides(request)

    def _beside_targets(self) -> Told | None:
        """Return the share of a target that a document tells, else results beside what was aimed at."""
        request, asked, question = self.asked.request, self.asked, self.question
        is_one = len(request.pairs) == 1
        return (
            (told_share(asked, question, self._lines(request)) if is_one else None)
            or beside_targets(asked, question, self._lines(request), self._with_sentences)
            or (share_of_another(asked, self._lines(request)) if is_one else None)
        )

    def _with_sentences(self, request: LedgerRequest, sides: Sequence[Side]) -> list[Side]:
        return with_sentences(self.library, self.question, request, sides, self.find)

    def _of_one_place_and_year(self) -> Told | None:
        """Return the figure asked for; else what it is made of, its parts, or that only its growth is told."""
        request = self.asked.request
        one = as_one(request)
        if one.operation == "share" and (told := self._share(one)):
            return told
        if len(one.indicators) > 1 or one.operation != "value":
            return self._of_sides(one)
        if told := self._figure(one):
            return told
        if (two := as_two(one)) and (told := self._of_sides(two)) and told.is_whole:
            if two.operation != "difference":
                return told
            note = self._lines(one).said(f"资料没有单列{one.indicators[0].name}。", "note")
            return replace(told, lines=(*told.lines, note))
        return self._parts(one) or self._not_told(one)

    def _parts(self, request: LedgerRequest) -> Told | None:
        """Return the figures of the two parts of an indicator that is not told itself; None where it has none, or it is."""
        parts = as_parts(request)
        told = self._of_sides(parts) if parts else None
        if told is None:
            return None
        alone = self._sides(request, request.measures[0])
        if with_sentences(self.library, self.question, request, alone, self.find)[0].is_known:
            return None
        name = request.indicators[0].name
        return replace(told, lines=(*told.lines, self._lines(request).said(f"资料没有单列{name}。", "note")))

    def _not_told(self, request: LedgerRequest) -> Told | None:
        lines = self._lines(request)
        return not_told(self.library, self.holdings, self.question, self.asked, request, lines, self.find)

    def _share(self, request: LedgerRequest) -> Told | None:
        """Return the share that a document tells of the first indicator in the second; None where none is told."""
        part, whole = request.indicators
        alone = replace(request, indicators=(part,), measures=("share",), operation="value")
        (side,) = self._sides(alone, "share")
        base = side.fact.base or "" if side.cell else ""
        named = {mention.indicator.name for mention in find_indicators(fold(base))}
        return told_figure([side], self._lines(alone)) if whole.name in named else None

    def _figure(self, request: LedgerRequest) -> Told | None:
        columns = [self._sides(request, measure) for measure in request.measures]
        return told_figure([column[0] for column in columns], self._lines(request))

    def _of_sides(self, request: LedgerRequest) -> Told | None:
        """Return what is reckoned of the sides of a request, or their figures."""
        columns = [self._sides(request, measure) for measure in request.measures]
        certain = [
            replace(side, cell=None, unlike=(side.cell,)) if side.cell and is_doubtful(side.cell) else side
            for side in columns[0]
        ]
        columns[0] = with_sentences(self.library, self.question, request, certain, self.find)
        return side_by_side(request, columns, self._lines(request), names_years=self.names_years)

    def _of_different_years(self) -> Told | None:
        """Return the latest figure of each place where no year has one of all of them, and that they are not compared."""
        request = self.asked.request
        sides: list[Side] = []
        missing: list[Side] = []
        for place in request.places:
            alone = replace(request, places=(place,))
            year = latest_of(self.asked, alone)
            if year is None:
                missing += sides_of_request(
                    replace(alone, years=(0,)), self.asked.cells, (), request.measures[0]
                )
            else:
                alone = replace(alone, years=(year,))
                sides += sides_of_request(alone, self.asked.cells, (), request.measures[0])
        if not sides:
            return None
        lines = self._lines(request)
        why = (
            f"{lacking(request, missing)}，没有比较。"
            if missing
            else "各处最近的数字不是同一年的，没有比较。"
        )
        told = [lines.outcome(refused(why), sides), *lines.table([sides], refused(why)), *lines.notes(sides)]
        return Told(told, sides, lines.citations)

    def _sides(self, request: LedgerRequest, measure: Measure) -> list[Side]:
        # 几倍 asks for no figure in 倍, nor 比上年增长多少 for one in percent.
        plain = len(request.indicators) == 1 and request.operation not in ("ratio", "share", "difference")
        units = self.question.units if measure == "level" and plain else ()
        return sides_of_request(request, self.asked.cells, units, measure)

    def _lines(self, request: LedgerRequest) -> LedgerLines:
        # What is tried and given up cites nothing.
        return LedgerLines(self.library, self.question, request, self.citations.copy())


def _view(request: LedgerRequest, sides: Sequence[Side]) -> View:
    """Return the ledger's view of the sides of an answer."""
    first = next((side for side in sides if side.cell), sides[0])
    key = first.cell.key if first.cell else None
    places = [side.place for side in sides if side.place.filed]
    return View(
        indicator=thing_of(key.indicator, key.qualifiers) if key else first.indicator.name,
        measure=request.measures[0] if key is None else key.measure,
        period=request.period,
        regions=tuple(dict.fromkeys(place.label for place in places)),
        first=min(side.year for side in sides),
        last=max(side.year for side in sides),
        target=request.is_target,
    )
