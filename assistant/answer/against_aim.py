"""Whether an aim whose figure a question states was reached: the result beside the target, each from the report that tells it."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer.citations import Citations
from assistant.answer.model import AnswerLine, Piece
from assistant.answer.quote import statements
from assistant.answer.templates import pieces
from assistant.answer.verdict import AIMED, MOST_JUDGED, figures_told, is_planned, is_reached
from assistant.evidence.finder import Find
from assistant.evidence.model import Candidate
from assistant.question.model import Question
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold, written_in


def against_aim(question: Question, find: Find, citations: Citations) -> tuple[list[AnswerLine], bool | None]:
    """Return the sentence that tells the result and the one that tells the target which a question states, and whether it was
    reached: None where another target is told, or no result.

    Only the target is returned where no result is told; nothing where the question states none or no document tells one.

    Args:
        question: 2025年粮食产量达到了年初30万吨的目标吗.
        find: returns the acceptable evidence for a question, best first.
        citations: of the answer.
    """
    text, focus = fold(question.text), fold(question.focus)
    in_text, in_focus = AIMED.search(text), AIMED.search(focus)
    if question.kind != "yesno" or len(question.years) != 1 or in_text is None or in_focus is None:
        return [], None
    stated = [each for each in find_quantities(in_focus.group()) if each.value is not None]
    what = focus[: in_focus.start()].strip()
    if len(stated) != 1 or not what:
        return [], None
    planned = (each for each in find(replace(question, outlook="plan")) if is_planned(each))
    goal = next((each for each in planned if _comparable(what, each, stated[0])), None)
    if goal is None:
        return [], None
    plain = replace(
        question,
        text=question.text[: in_text.start()],
        focus=what,
        asked=what,
        kind="figure",
        outlook="review",
    )
    results = [each for each in find(plain) if not is_planned(each)][:MOST_JUDGED]
    # 7%以上 is reached by 7%.
    least = replace(stated[0], bound="" if stated[0].bound == "over" else stated[0].bound)
    judged = (
        (each, is_reached(figures[0], least))
        for each in results
        if (figures := _comparable(what, each, least))
    )
    result, verdict = next(((each, said) for each, said in judged if said is not None), (None, None))
    if result is None or verdict is None:
        note = AnswerLine(pieces("planned", question.script), "plan")
        return [*statements(question, [goal], citations), note], None
    reached, aimed = statements(question, [result, goal], citations)
    lines = [reached, replace(aimed, pieces=(Piece(written_in("目标：", question.script)), *aimed.pieces))]
    # Whether an aim was reached that no document sets is not told.
    is_set = any(each.value == stated[0].value for each in _comparable(what, goal, stated[0]))
    return lines, verdict if is_set else None


def _comparable(what: str, evidence: Candidate, stated: Quantity) -> list[Quantity]:
    """Return the figures that evidence tells of a thing and that can be set against the one that a question states."""
    return [
        each for each in figures_told(what, evidence) if each.value is not None and each.comparable(stated)
    ]
