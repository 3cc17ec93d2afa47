"""Answer a question from the ledger where it is wholly understood and every figure that it needs is certain."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.answer.citations import Citations
from assistant.answer.from_ledger import outcome as reckon
from assistant.answer.from_ledger.labels import label
from assistant.answer.from_ledger.lines import LedgerLines
from assistant.answer.from_ledger.outcome import Outcome, refused
from assistant.answer.from_ledger.sentences import Find, with_sentences
from assistant.answer.from_ledger.sides import Side, is_doubtful, is_of, sides_of_request
from assistant.answer.model import AnswerLine
from assistant.ledger.cells import Cell, cells
from assistant.ledger.corrections import corrections
from assistant.ledger.series import thing_of
from assistant.ledger.view import View
from assistant.question.answer_type import AnswerKind
from assistant.question.asked_indicators import plain_name
from assistant.question.held_places import Place
from assistant.question.ledger_request import LedgerRequest, ledger_request
from assistant.question.model import Question
from assistant.search.collection import Holdings
from ingest.chinese.divisions import level_of_name
from ingest.facts.model import Fact, Measure, StoredFact
from ingest.library.ledger import FactFilter
from ingest.library.library import Library

log = logging.getLogger(__name__)
# Types of question that may ask for a figure, or for the place or year that has the largest.
_KINDS: frozenset[AnswerKind] = frozenset(("figure", "text", "yesno", "place", "list", "date", "person"))
# So many known figures can be ranked although others, no more than these, are missing.
LEAST_RANKED = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that the ledger may answer.

    Attributes:
        request: what it asks for.
        cells: of its places, from what the question's filters allow; with what people said of them.
    """

    request: LedgerRequest
    cells: tuple[Cell, ...]


def asked_of_ledger(library: Library, question: Question) -> Asked | None:
    """Return what a question asks of the ledger; None where it asks for something else."""
    if question.kind not in _KINDS:
        return None
    regions = frozenset(
        name for place in question.meant for name in (place.name, *(region for region, _ in place.filed))
    )
    facts = library.facts(FactFilter(regions=regions)) if regions else []
    names = {plain_name(stored.fact.name) for stored in facts if stored.fact.indicator is None}
    request = ledger_request(question, names)
    if request is None:
        return None
    if not regions:
        listed = frozenset(name for each in request.indicators for name in (each.name, *each.instead))
        facts = library.facts(FactFilter(years=frozenset(request.years), indicators=listed))
    wanted = {name for each in request.indicators for name in (each.name, *each.instead)}
    of_request = [
        stored for stored in facts if _allowed(question, stored) and _is_wanted(stored.fact, wanted)
    ]
    return Asked(request, tuple(cells(of_request, corrections(library))))


def _is_wanted(fact: Fact, wanted: Collection[str]) -> bool:
    """Return whether a fact may be of one of the indicators `wanted`; a share of another may be one, 第三产业占比."""
    return fact.measure == "share" or (fact.indicator or plain_name(fact.name)) in wanted


def _allowed(question: Question, stored: StoredFact) -> bool:
    """Return whether the filters of a question let a fact answer."""
    source = stored.source
    if question.within is not None and source.doc not in question.within:
        return False
    fact = stored.fact
    return question.admits(source.speaks, [] if fact.region is None else [(fact.region, fact.place)])


@dataclass(frozen=True, slots=True)
class LedgerAnswer:
    """An answer from the ledger.

    Attributes:
        lines: the answer.
        view: the ledger's view of all figures in it.
    """

    lines: tuple[AnswerLine, ...]
    view: View


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
    asked = replace(asked, request=_spelt_out(asked, holdings))
    log.info("asked of the ledger: %s", asked.request)
    cited = citations.copy()
    lines = LedgerLines(library, question, asked.request, cited)
    columns = [_sides(asked, question, measure) for measure in asked.request.measures]
    if asked.request.operation == "completion":
        found = _completion(asked, question, lines)
    else:
        if len(columns[0]) > 1:
            certain = [
                replace(side, cell=None) if side.cell and is_doubtful(side.cell) else side
                for side in columns[0]
            ]
            columns[0] = with_sentences(library, question, asked.request, certain, find)
        found = _answered(asked.request, columns, lines)
    if not found or any(line.role == "statement" and not line.evidence for line in found):
        return None
    citations.take(cited)
    return LedgerAnswer(tuple(found), _view(asked.request, columns[0]))


def _view(request: LedgerRequest, sides: Sequence[Side]) -> View:
    """Return the ledger's view of the sides of a request."""
    first = next((side for side in sides if side.cell), sides[0])
    key = first.cell.key if first.cell else None
    return View(
        indicator=thing_of(key.indicator, key.qualifiers) if key else first.indicator.name,
        measure=request.measures[0] if key is None else key.measure,
        period=request.period,
        regions=tuple(dict.fromkeys(side.place.label for side in sides)),
        first=min(side.year for side in sides),
        last=max(side.year for side in sides),
        target=request.is_target,
    )


def _answered(request: LedgerRequest, columns: Sequence[list[Side]], lines: LedgerLines) -> list[AnswerLine]:
    first = columns[0]
    known = [side for side in first if side.is_known]
    missing = [side for side in first if not side.is_known]
    if not known or any(is_doubtful(side.cell) for side in known if side.cell):
        return []
    if request.operation == "value" and len(first) == 1:
        told = [column[0] for column in columns]
        if any(side.cell is None for side in told):
            return []
        return [*lines.statement(told), *lines.notes(told)]
    if missing and not (request.operation == "extreme" and len(known) >= max(LEAST_RANKED, len(missing))):
        # A sentence may tell what the ledger lacks.
        return []
    ranked = reckon.ranking(request, known) if request.operation == "extreme" else None
    if ranked is not None:
        order = [first.index(side) for side in ranked]
        columns = [[column[i] for i in order] for column in columns]
        known = ranked
    outcome = _outcome(request, known)
    reckoned = [lines.outcome(outcome, known)] if outcome else []
    without = [lines.lacking(missing)] if missing else []
    return [*reckoned, *lines.table(columns, outcome), *without, *lines.notes(known)]


def _outcome(request: LedgerRequest, sides: Sequence[Side]) -> Outcome | None:
    """Return what the operation comes to; None where none is asked for."""
    if request.operation == "value":
        return None
    disputed = [side for side in sides if side.cell and side.cell.state == "contradicted"]
    if disputed:
        names = "、".join(label(request, side) for side in disputed)
        return refused(f"{names}的数字在资料中不一致，没有计算。")
    if len(sides) < 2:
        return refused("只有一个数字，无法比较。")
    if request.operation in ("difference", "whether"):
        one, other = sides
        return (reckon.difference if request.operation == "difference" else reckon.whether)(
            request, one, other
        )
    several = {
        "total": reckon.total, "average": reckon.average, "extreme": reckon.extreme,
        "always": reckon.always, "trend": reckon.trend,
    }  # fmt: skip
    return several[request.operation](request, sides)


def _completion(asked: Asked, question: Question, lines: LedgerLines) -> list[AnswerLine]:
    """Return the result beside the target of each place and year, and whether it was reached."""
    measures: tuple[Measure, ...] = ("level", "growth")
    for measure in measures:
        reached = _sides(asked, question, measure)
        aimed = _sides(replace(asked, request=replace(asked.request, is_target=True)), question, measure)
        if len(reached) != 1 or not (reached[0].cell and aimed[0].cell):
            continue
        if is_doubtful(reached[0].cell) or is_doubtful(aimed[0].cell):
            return []
        outcome = reckon.completion(asked.request, reached[0], aimed[0])
        table = lines.table([reached, aimed], outcome)
        return [lines.outcome(outcome, [*reached, *aimed]), *table, *lines.notes([*reached, *aimed])]
    return []


def _sides(asked: Asked, question: Question, measure: Measure) -> list[Side]:
    units = question.units if measure == "level" else ()
    return sides_of_request(asked.request, asked.cells, units, measure)


def _spelt_out(asked: Asked, holdings: Holdings) -> LedgerRequest:
    """Return the request with the places or the years that it leaves to the ledger."""
    request = asked.request
    names = {name for indicator in request.indicators for name in (indicator.name, *indicator.instead)}
    every = [each.preferred.fact for each in asked.cells]
    told = [fact for fact in every if (fact.indicator or plain_name(fact.name)) in names]
    told = [fact for fact in told if fact.measure in ("level", "share") and fact.status != "target"]
    if not request.places:
        counties = {
            holdings.gazetteer.place((fact.region, fact.place)) for fact in told if fact.region is not None
        }
        found = sorted((p for p in counties if p is not None and _is_county(p)), key=lambda p: p.name)
        request = replace(request, places=tuple(found))
    if not request.years and request.places:
        (place,) = request.places
        years = {fact.year for fact in told if fact.year is not None and is_of(fact, place)}
        request = replace(request, years=tuple(sorted(years)))
    return request


def _is_county(place: Place) -> bool:
    level = place.level or level_of_name(place.name)
    return level in (None, "county") and not place.inner
