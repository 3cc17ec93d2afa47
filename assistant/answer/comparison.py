"""Say what the figures of several operands come to, and quote the sentences that tell them; name those that are missing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import reckoning
from assistant.answer.citations import Citations
from assistant.answer.model import AnswerLine, Piece, Role
from assistant.answer.operands import Operand, are_alike
from assistant.answer.quote import labelled
from assistant.answer.templates import in_script, pieces
from assistant.answer.term_outcome import Reckoning, worked
from assistant.evidence.acceptance import only_planned
from assistant.evidence.model import Evidence
from assistant.question.model import Question
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold, written_in
from ingest.library.library import Library

# Of more sides than this, those without a figure are named together.
MOST_TOLD_MISSING = 6
# So many known figures can be ranked although others are missing.
LEAST_RANKED = 3
_FALLEN = re.compile(r"[跌降](?:得|的|了|幅)?[更最]?[多快大狠]|减少?得[更最]?[多快]")
_NEAREST = re.compile(r"离[^,。?]{1,10}(?P<way>[远近])")
_LOWEST = re.compile(r"(?:[最更谁]|哪[个家年]?)[低少小](?!于|年)")


def reckoning_of(question: Question, operands: Sequence[Operand]) -> Reckoning | None:
    """Return what a question wants reckoned of its operands; None where it wants nothing, or it is not sure what."""
    text = fold(question.text)
    facets = {each.question.facet for each in operands}
    if {"计划", "实际"} <= facets and not question.difference:
        # An aim of one year is not reached by what came about in another.
        same = len({each.question.years for each in operands}) == 1
        return Reckoning("completion" if same else "difference") if same or len(operands) == 2 else None
    of_reports = question.difference and all(each.question.report_year for each in operands)
    if question.total and not of_reports:
        # The first half year is part of the first three quarters.
        return None if facets - {"", "计划", "实际"} else Reckoning("total")
    if question.difference and len(operands) == 2:
        return Reckoning("difference")
    # Which one fell the more is not told by the size of the figures.
    if not question.extreme or _FALLEN.search(text):
        return None
    distance = _NEAREST.search(text)
    less = distance["way"] == "近" if distance else _LOWEST.search(text) is not None
    return Reckoning("extreme", less, way=distance["way"] if distance else "")


def compared(
    library: Library,
    question: Question,
    asked: Reckoning | None,
    operands: Sequence[Operand],
    citations: Citations,
    *,
    listed: bool,
) -> list[AnswerLine]:
    """Return what is computed from the operands, and each of them with its sources.

    Args:
        library: holds the facts that tell which figures are alike.
        question: the whole question.
        asked: what it wants reckoned; None for nothing but the operands.
        operands: with what was found for each.
        citations: of the answer.
        listed: whether all indicators asked for are listed.
    """
    dated = _dated(operands)
    many = len(operands) > MOST_TOLD_MISSING
    lines = []
    for each in operands:
        label = each.label if dated else re.sub(r"\d{4}年", "", each.label)
        if each.evidence is not None:
            lines.append(_line(question, label, each, each.evidence, citations))
        elif not many:
            wording = pieces("side_missing", question.script, label=label)
            lines.append(AnswerLine(wording, "missing", "item"))
    said = _reckoned(library, question, asked, operands, listed=listed) if asked else None
    if said is None:
        return lines
    # What is looked for comes first.
    return [said, *lines] if many or said.role != "missing" else [*lines, said]


def _line(
    question: Question, label: str, operand: Operand, evidence: Evidence, citations: Citations
) -> AnswerLine:
    """Return one side: its label, its evidence, and the source of its year."""
    aimed = "（目标）" if not operand.question.facet and only_planned(operand.question, [evidence]) else ""
    label = f"{label}{written_in(aimed, question.script)}"
    return labelled(label, operand.question, evidence, citations, operand.year_evidence)


def _dated(operands: Sequence[Operand]) -> bool:
    """Return whether the sides are labelled with their years: they differ in them, or the evidence names them."""
    if len({each.question.years for each in operands}) > 1:
        return True
    return all(
        each.evidence is None
        or each.year_evidence is not None
        or all(f"{year}年" in fold(each.evidence.passage.text) for year in each.question.years)
        for each in operands
    )


def _reckoned(
    library: Library, question: Question, asked: Reckoning, operands: Sequence[Operand], *, listed: bool
) -> AnswerLine | None:
    """Return what the figures come to, or why nothing is reckoned; None where there is nothing to say."""
    # Namesakes are told apart, not added up or ranked.
    if any(span.open and len(span.places) > 1 for span in question.places):
        return None
    known = [(each, each.quantity) for each in operands if each.quantity is not None]
    lacking = [*question.unknown_places, *(each.label for each in operands if each.quantity is None)]
    missing = "、".join(f"{asked.subject}{label}的{asked.measure or '数字'}" for label in lacking)
    # Of places that the question names itself each one counts.
    enough = asked.operation == "extreme" and len(known) >= LEAST_RANKED and not question.unknown_places
    if missing and not enough:
        return _notice(question, f"缺少{missing}，没有计算。") if known else None
    if not known or not reckoning.comparable([quantity for _, quantity in known]):
        return None
    if differing := _years_apart(question, known):
        return _notice(question, f"各处的数字不是同一年的（{differing}），没有比较。")
    told = [each for each, _ in known]
    said: tuple[Piece, ...] = ()
    if are_alike(library, told, listed=listed, added=asked.operation == "total"):
        said = worked(asked, [each.label for each in told], [quantity for _, quantity in known])
    if not said:
        return _notice(question, "找到的数字不是同一项指标或同一种口径，没有计算。")
    without = (Piece(f"缺少{missing}，未参加比较。"),) if missing else ()
    role: Role = "verdict" if asked.operation in ("extreme", "completion") else "computed"
    places = tuple(each.evidence for each in told if each.evidence)
    return AnswerLine(in_script((*said, *without), question.script), role, evidence=places)


def _notice(question: Question, said: str) -> AnswerLine:
    return AnswerLine((Piece(written_in(said, question.script)),), "missing")


def _years_apart(question: Question, known: Sequence[tuple[Operand, Quantity]]) -> str:
    """Return of which years the figures are, where the question names none and they are not of one; else ""."""
    if question.years or any(each.question.thing or each.question.facet for each, _ in known):
        return ""
    years = {each.label: each.evidence.statement.year for each, _ in known if each.evidence}
    if len(set(years.values())) < 2 and None not in years.values():
        return ""
    return "、".join(f"{label}{f'{year}年' if year else '年份不明'}" for label, year in years.items())
