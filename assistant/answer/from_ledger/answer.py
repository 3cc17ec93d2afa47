"""Answer a question from the ledger where it is wholly understood and every figure that it needs is certain."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.citations import Citations
from assistant.answer.from_ledger import outcome as reckon
from assistant.answer.from_ledger.asked import Asked, spelt_out
from assistant.answer.from_ledger.labels import label
from assistant.answer.from_ledger.lines import LedgerLines
from assistant.answer.from_ledger.model import LedgerAnswer
from assistant.answer.from_ledger.outcome import Outcome, refused
from assistant.answer.from_ledger.sentences import Find, with_sentences
from assistant.answer.from_ledger.sides import Side, is_disputed, is_doubtful, sides_of_request
from assistant.answer.model import AnswerLine
from assistant.ledger.series import thing_of
from assistant.ledger.view import View
from assistant.question.ledger_request import LedgerRequest
from assistant.question.model import Question
from assistant.search.collection import Holdings
from ingest.facts.model import Measure
from ingest.library.library import Library

log = logging.getLogger(__name__)
# So many known figures of counties can be ranked although others are missing.
LEAST_RANKED = 2


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
    asked = replace(asked, request=spelt_out(asked, holdings))
    log.info("asked of the ledger: %s", asked.request)
    if not asked.request.places or not asked.request.years:
        return None
    cited = citations.copy()
    lines = LedgerLines(library, question, asked.request, cited)
    columns = [_sides(asked, question, measure) for measure in asked.request.measures]
    if asked.request.operation == "completion":
        found = _completion(asked, question, lines)
    else:
        if len(columns[0]) > 1:
            certain = [
                replace(side, cell=None, unlike=(side.cell,))
                if side.cell and is_doubtful(side.cell)
                else side
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
    if request.operation == "extreme":
        ranked = reckon.ranking(request, known)
        order = [first.index(side) for side in ranked or known]
        columns = [[column[i] for i in order] for column in columns]
        known = ranked or known
    elif request.of_counties:
        columns = [[side for i, side in enumerate(column) if first[i].is_known] for column in columns]
    elif request.operation in ("trend", "always"):
        known = sorted(known, key=lambda side: side.year)
    outcome = _outcome(request, known, missing)
    reckoned = [lines.outcome(outcome, known)] if outcome else []
    # A refusal names them already.
    told = missing if outcome is None or outcome.role != "missing" else []
    without = lines.lacking(told, ranked=request.operation == "extreme")
    return [*reckoned, *lines.table(columns, outcome), *without, *lines.notes(known)]


def _outcome(request: LedgerRequest, sides: Sequence[Side], missing: Sequence[Side]) -> Outcome | None:
    """Return what the operation comes to; None where none is asked for, or nothing is left to compare."""
    if request.operation == "value" or (request.operation == "trend" and len(sides) < 2):
        return None
    enough = request.operation == "trend" or (request.of_counties and len(sides) >= LEAST_RANKED)
    if missing and not enough:
        names = "、".join(label(request, side) for side in missing)
        what = "不能断定" if request.operation in ("extreme", "whether", "always") else "没有计算"
        return refused(f"缺少{names}的数字，{what}。")
    disputed = [side for side in sides if side.cell and is_disputed(side.cell)]
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
