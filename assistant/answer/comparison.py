"""Answer comparisons over places or years: look up each side, list the sides, compute what is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.answer import reckoning
from assistant.answer.citations import Citations
from assistant.answer.dating import label_of
from assistant.answer.figure import answering_quantity
from assistant.answer.from_ledger.figures import Figure
from assistant.answer.from_ledger.likeness import are_alike
from assistant.answer.model import AnswerLine, Piece, Role, result
from assistant.answer.quote import labelled
from assistant.answer.templates import in_script, pieces
from assistant.evidence.acceptance import only_planned
from assistant.evidence.finder import Find
from assistant.evidence.model import Evidence
from assistant.evidence.term_weights import TermWeights
from assistant.question.model import Question
from assistant.question.official_names import official_names
from assistant.question.things import NAMED_THING, stem
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


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its own question, and the evidence found for it, if any.

    Attributes:
        year_evidence: where the document gives the year of the evidence, if the evidence does not.
        quantity: the figure that answers, if it is one.
    """

    question: Question
    evidence: Evidence | None
    year_evidence: Evidence | None
    quantity: Quantity | None

    @property
    def label(self) -> str:
        """Return its place and year, as the question names them."""
        return label_of(self.question)


def look_up(
    library: Library,
    side: Question,
    find: Find,
    year_evidence: Callable[[Question, Evidence], Evidence | None],
) -> Side:
    """Return one side with its evidence.

    Args:
        find: returns the acceptable evidence for a question, best first.
        year_evidence: returns the place that gives the year of some evidence.
    """
    # Of a thing that the library does not name nothing else is given instead.
    found = [e for e in find(side) if not side.thing or _names(e, stem(side.thing))]
    if not found:
        return Side(side, None, None, None)
    weights = TermWeights(library, side.focus, side.asked, official_names(side))
    quantity = (
        answering_quantity(side, weights, found[0].text, len(found[0].introduction))
        if side.kind == "figure"
        else None
    )
    return Side(side, found[0], year_evidence(side, found[0]), quantity)


def _names(evidence: Evidence, thing: str) -> bool:
    """Return whether evidence names a thing, or goes on from the sentence before it in its paragraph that does and names
    none of its kind itself: 青棠水厂日供水2万吨。总投资3亿元。"""
    own, text = fold(evidence.text), fold(evidence.passage.text)
    if thing in own:
        return True
    before = text[: evidence.start].rpartition("\n")[2]
    sentence = re.split(r"[。;]", before.rstrip("。; "))[-1]
    return thing in sentence and not NAMED_THING.search(own)


def compared(
    library: Library, question: Question, sides: list[Side], citations: Citations, *, listed: bool
) -> list[AnswerLine]:
    """Return the sides as a list, each with its sources, and what is computed from them.

    Args:
        library: holds the facts that tell which figures are alike.
        question: the whole question.
        sides: what was found for each side.
        citations: of the answer.
        listed: whether all indicators asked for are listed, of which nothing is reckoned that the ledger does not hold.
    """
    lines = []
    if not _dated(sides):
        sides = [replace(side, question=replace(side.question, years=())) for side in sides]
    many = len(sides) > MOST_TOLD_MISSING
    for side in sides:
        if side.evidence is not None:
            lines.append(_line(question, side, side.evidence, citations))
        elif not many:
            wording = pieces("side_missing", question.script, label=side.label)
            lines.append(AnswerLine(wording, "missing", "item"))
    reckoned = _reckoned(library, question, sides, listed=listed)
    # Of many sides, the outcome is what is looked for first.
    return [*reckoned, *lines] if many else [*lines, *reckoned]


def _line(question: Question, side: Side, evidence: Evidence, citations: Citations) -> AnswerLine:
    """Return one side: its label, its evidence, and the source of its year."""
    aimed = "（目标）" if only_planned(side.question, [evidence]) else ""
    label = f"{side.label}{written_in(aimed, question.script)}"
    return labelled(label, side.question, evidence, citations, side.year_evidence)


def _dated(sides: list[Side]) -> bool:
    """Return whether the sides are labelled with their years: they differ in them, or the evidence names them."""
    if len({side.question.years for side in sides}) > 1:
        return True
    return all(
        side.evidence is None
        or side.year_evidence is not None
        or all(f"{year}年" in fold(side.evidence.passage.text) for year in side.question.years)
        for side in sides
    )


def _reckoned(library: Library, question: Question, sides: list[Side], *, listed: bool) -> list[AnswerLine]:
    """Return the total, difference or extreme that the question asks for; nothing if it asks for none."""
    if not (question.total or question.difference or question.extreme):
        return []
    # Namesakes are told apart, not added up or ranked.
    if any(span.open and len(span.places) > 1 for span in question.places):
        return []
    missing = "、".join((*question.unknown_places, *(side.label for side in sides if side.quantity is None)))
    known = [(side, side.quantity) for side in sides if side.quantity is not None]
    # Of places that the question names itself each one counts.
    named = bool(question.unknown_places)
    if missing and (named or not (question.extreme and len(known) >= LEAST_RANKED)):
        notice = f"缺少{missing}的数字，无法比较或合计。"
        return [AnswerLine((Piece(written_in(notice, question.script)),), "missing")] if known else []
    if not known or not reckoning.comparable([quantity for _, quantity in known]):
        return []
    if differing := _years_apart(question, known):
        notice = f"各处的数字不是同一年的（{differing}），没有比较。"
        return [AnswerLine((Piece(written_in(notice, question.script)),), "missing")]
    figures = [Figure(side.evidence, quantity) for side, quantity in known if side.evidence]
    of_parts = any(side.question.facet for side in sides)
    if listed or not are_alike(library, figures, of_parts=of_parts):
        notice = "找到的数字不是同一项指标或同一种口径，没有计算。"
        return [AnswerLine((Piece(written_in(notice, question.script)),), "missing")]
    role, parts = _outcome(question, sides, known, missing)
    if not parts:
        return []
    places = tuple(side.evidence for side, _ in known if side.evidence)
    return [AnswerLine(in_script(parts, question.script), role, evidence=places)]


def _years_apart(question: Question, known: list[tuple[Side, Quantity]]) -> str:
    """Return of which years the figures are, where the question names none and they are not of one; else ""."""
    if question.years or any(side.question.thing or side.question.facet for side, _ in known):
        return ""
    years = {side.label: side.evidence.statement.year for side, _ in known if side.evidence}
    if len(set(years.values())) < 2 and None not in years.values():
        return ""
    return "、".join(f"{label}{f'{year}年' if year else '年份不明'}" for label, year in years.items())


def _outcome(
    question: Question, sides: list[Side], known: list[tuple[Side, Quantity]], missing: str
) -> tuple[Role, tuple[Piece, ...]]:
    """Return the line's role and its pieces; no pieces where nothing can be computed."""
    if missing:
        return "verdict", (*_extreme(question, known), Piece(f"缺少{missing}的数字，未参加比较。"))
    of_reports = question.difference and all(side.question.report_year for side in sides)
    if question.total and not of_reports:
        # The first half year is part of the first three quarters.
        return "computed", () if any(side.question.facet for side in sides) else _total(known)
    if question.difference and len(known) == 2:
        return "computed", _difference(known)
    return "verdict", _extreme(question, known) if question.extreme else ()


def _total(known: list[tuple[Side, Quantity]]) -> tuple[Piece, ...]:
    summed = reckoning.total([quantity for _, quantity in known])
    if summed is None:
        return ()
    inputs = "＋".join(f"{side.label}{reckoning.as_given(quantity)}" for side, quantity in known)
    return (Piece("合计 "), result(summed), Piece(f"（按以上数字计算：{inputs}）。"))


def _difference(known: list[tuple[Side, Quantity]]) -> tuple[Piece, ...]:
    (a, first), (b, second) = sorted(known, key=lambda pair: -reckoning.amount(pair[1]))
    if first.value == second.value:
        return (Piece("两者相同。"),)
    gap = reckoning.difference(first, second)
    if gap is None:
        return ()
    inputs = f"{a.label}{reckoning.as_given(first)}－{b.label}{reckoning.as_given(second)}"
    return (Piece(f"{a.label}比{b.label}多 "), result(gap), Piece(f"（按以上数字计算：{inputs}）。"))


def _extreme(question: Question, known: list[tuple[Side, Quantity]]) -> tuple[Piece, ...]:
    if _FALLEN.search(fold(question.text)):
        # Which one fell the more is not told by the size of the figures.
        return ()
    distance = _NEAREST.search(fold(question.text))
    lowest = distance["way"] == "近" if distance else _LOWEST.search(fold(question.text)) is not None
    ranked = sorted(known, key=lambda pair: reckoning.amount(pair[1]), reverse=not lowest)
    first = [(side, quantity) for side, quantity in ranked if quantity.value == ranked[0][1].value]
    if len(first) == len(ranked) == 2:
        return (Piece("两者相同。"),)
    named = "、".join(side.label for side, _ in first)
    which = f"最{distance['way']}" if distance else "最低" if lowest else "最高"
    return (Piece(f"{which}的是{named}（"), result(reckoning.as_given(first[0][1])), Piece("）。"))
