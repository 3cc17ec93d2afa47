"""One figure: in the words of the sentence that tells it; or that only its growth, or only what was aimed at, is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answer.from_ledger.asked import Asked
from assistant.answer.from_ledger.labels import label, name_of
from assistant.answer.from_ledger.lines import LedgerLines
from assistant.answer.from_ledger.model import Told
from assistant.answer.from_ledger.sentences import with_sentences
from assistant.answer.from_ledger.sides import Side, is_doubtful, sides_of_request
from assistant.answer.model import AnswerLine
from assistant.answer.nearest_held import nearest_held
from assistant.answer.not_found import held, told_elsewhere, told_nearby
from assistant.answer.templates import pieces
from assistant.evidence.finder import Find
from assistant.question.ledger_request import LedgerRequest
from assistant.question.model import Question
from assistant.search.collection import Holdings
from ingest.facts.model import Measure
from ingest.library.library import Library


def told_figure(sides: Sequence[Side], lines: LedgerLines) -> Told | None:
    """Return the sentence that tells the figures of a place and year, one for each measure; None where one is not known."""
    if any(side.cell is None or is_doubtful(side.cell) for side in sides):
        return None
    return Told([*lines.statement(sides), *lines.notes(sides)], sides, lines.citations)


def not_told(
    library: Library,
    holdings: Holdings,
    question: Question,
    asked: Asked,
    request: LedgerRequest,
    lines: LedgerLines,
    find: Find,
) -> Told | None:
    """Return that no document tells a figure, with the growth or the target that is told of it; None where there is none, or
    a sentence tells the figure after all. A year that is under way is told by its target.

    Args:
        library, holdings, question, asked: as for an answer.
        request: for one indicator, place and year.
        lines: writes the answer.
        find: returns the acceptable evidence for a look-up, best first.
    """
    if len(request.measures) > 1 or request.is_target or not request.indicators[0].is_listed:
        return None
    measure = request.measures[0]
    if measure not in ("level", "growth"):
        # A share is none of what its amount grew by; a sentence may tell it.
        return None
    (side,) = sides_of_request(request, asked.cells, (), measure)
    near = next(_near(request, asked, measure), None)
    if near is None or side.cell is not None:
        return None
    (found,) = with_sentences(library, question, request, [side], find)
    if found.is_known:
        return Told(lines.statement([found]), [found], lines.citations)
    is_target = near.cell is not None and near.cell.key.is_target
    if is_target and question.outlook != "review" and request.years == (holdings.this_year,):
        # Of the year that is under way only what is planned can be told.
        planned = AnswerLine(pieces("planned", question.script), "plan")
        return Told([*lines.statement([near]), planned], [near], lines.citations)
    what = "目标" if is_target else "增速"
    text = f"资料库中没有找到{label(request, side)}{name_of(side)}是多少，只有{what}。"
    told: list[AnswerLine] = [replace(line, role="nearest", asked=None) for line in lines.statement([near])]
    nearest = nearest_held(library, holdings, question)
    hints = (told_elsewhere(question, holdings, nearest), told_nearby(nearest), held(question, holdings))
    said = [lines.said(each, "not_found") for each in (text, *hints) if each]
    return Told([*said, *told], [near], lines.citations)


def _near(request: LedgerRequest, asked: Asked, wanted: Measure) -> Iterator[Side]:
    """Yield the figures of the indicator asked for that are told in place of the one that is wanted."""
    kinds: tuple[tuple[bool, Measure], ...] = ((False, "growth"), (True, "level"), (True, "growth"))
    for is_target, measure in kinds:
        if wanted == "growth" and (not is_target or measure != wanted):
            continue
        for side in sides_of_request(replace(request, is_target=is_target), asked.cells, (), measure):
            if side.cell is not None and not is_doubtful(side.cell):
                yield side
