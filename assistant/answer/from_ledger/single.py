"""One figure: in the words of the sentence that tells it; or that only its growth, or only what was aimed at, is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answer.from_ledger.asked import Asked
from assistant.answer.from_ledger.labels import label, name_of
from assistant.answer.from_ledger.lines import LedgerLines
from assistant.answer.from_ledger.model import Told
from assistant.answer.from_ledger.sentences import Find, with_sentences
from assistant.answer.from_ledger.sides import Side, is_doubtful, sides_of_request
from assistant.answer.model import AnswerLine
from assistant.answer.not_found import held
from assistant.question.ledger_request import LedgerRequest
from assistant.question.model import Question
from assistant.search.collection import Holdings
from ingest.facts.model import Measure
from ingest.library.library import Library


def told_figure(sides: Sequence[Side], lines: LedgerLines) -> Told | None:
    """Return the sentence that tells the figures of a place and year, one for each measure; None where one is not known."""
    if any(side.cell is None or is_doubtful(side.cell) for side in sides):
        return None
    return Told([*lines.statement(sides), *lines.notes(sides)], sides)


def not_told(
    library: Library, holdings: Holdings, question: Question, asked: Asked, lines: LedgerLines, find: Find
) -> Told | None:
    """Return that no document tells an amount, with the growth or the target that is told of it; None where there is none,
    or a sentence tells the amount after all."""
    request = asked.request
    if request.measures != ("level",) or request.is_target:
        return None
    (side,) = sides_of_request(request, asked.cells, (), "level")
    near = next(_near(request, asked), None)
    if near is None or side.cell is not None or not side.indicator.is_listed:
        return None
    (found,) = with_sentences(library, question, request, [side], find)
    if found.is_known:
        return Told(lines.statement([found]), [found])
    what = "目标" if near.cell and near.cell.key.is_target else "增速"
    text = f"资料库中没有找到{label(request, side)}{name_of(side)}是多少，只有{what}。"
    told: list[AnswerLine] = [replace(line, role="nearest", asked=None) for line in lines.statement([near])]
    return Told(
        [lines.said(text, "not_found"), lines.said(held(question, holdings), "not_found"), *told], [near]
    )


def _near(request: LedgerRequest, asked: Asked) -> Iterator[Side]:
    """Yield the figures of the indicator asked for that are told in place of its amount."""
    kinds: tuple[tuple[bool, Measure], ...] = ((False, "growth"), (True, "level"), (True, "growth"))
    for is_target, measure in kinds:
        for side in sides_of_request(replace(request, is_target=is_target), asked.cells, (), measure):
            if side.cell is not None and not is_doubtful(side.cell):
                yield side
