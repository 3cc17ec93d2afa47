"""Questions over several places or years: each side looked up by itself, then set side by side and reckoned."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.answer import reckoning
from assistant.answer.citations import Sources
from assistant.answer.figure import answering_quantity
from assistant.answer.quote import quoted
from assistant.answer.templates import load
from assistant.evidence.acceptance import only_planned
from assistant.evidence.model import Candidate, Evidence
from assistant.evidence.term_weights import TermWeights
from assistant.question.model import Question
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold, written_in
from ingest.library.library import Library

# Of more sides than this, those without a figure are named together.
MOST_TOLD_MISSING = 6
# So many known figures can be ranked although others are missing.
LEAST_RANKED = 3
_LOWEST = re.compile(r"(?:[最更谁]|哪[个家年]?)[低少小](?!于|年)")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its own question, and the evidence found for it, if any.

    Attributes:
        year_evidence: where the document says of which year the evidence speaks, if the evidence does not.
        quantity: the figure that answers, if it is one.
    """

    question: Question
    evidence: Evidence | None
    year_evidence: Evidence | None
    quantity: Quantity | None

    @property
    def label(self) -> str:
        """Its place and year, as the question names them."""
        return label_of(self.question)


def label_of(question: Question) -> str:
    """The place and year that a question is about, as it names them."""
    places = "".join(question.text[p.start : p.end] for p in question.places)
    return places + "".join(f"{y}年" for y in question.years) + question.facet


def look_up(
    library: Library,
    side: Question,
    find: Callable[[Question], list[Candidate]],
    year_evidence: Callable[[Question, Evidence], Evidence | None],
) -> Side:
    """One side with its evidence.

    Args:
        find: gives the acceptable evidence for a question, best first.
        year_evidence: gives the place where the year of some evidence is told.
    """
    found = find(side)
    if not found:
        return Side(side, None, None, None)
    weights = TermWeights(library, side.focus, side.asked)
    quantity = answering_quantity(side, weights, found[0].text) if side.kind == "figure" else None
    return Side(side, found[0], year_evidence(side, found[0]), quantity)


def compared(question: Question, sides: list[Side], sources: Sources) -> str:
    """The sides as a list, each with its sources, and what is reckoned from them."""
    lines = []
    if not _dated(sides):
        sides = [replace(side, question=replace(side.question, years=())) for side in sides]
    many = len(sides) > MOST_TOLD_MISSING
    for side in sides:
        if side.evidence is None:
            if not many:
                lines.append(written_in(load("side_missing").substitute(label=side.label), question.script))
            continue
        said = quoted(side.question, side.evidence) + sources.cite(side.evidence)
        dated = sources.cite(side.year_evidence) if side.year_evidence else ""
        aimed = "（目标）" if only_planned(side.question, [side.evidence]) else ""
        lines.append(f"- {side.label}{written_in(aimed, question.script)}：{said}{dated}")
    reckoned = _reckoned(question, sides)
    told = ["\n".join(lines), *([written_in(reckoned, question.script)] if reckoned else [])]
    # Of many sides, the outcome is what is looked for first.
    return "\n\n".join(reversed(told) if many else told)


def _dated(sides: list[Side]) -> bool:
    """Whether the sides are to be told with their years: they differ in them, or what is cited names them."""
    if len({side.question.years for side in sides}) > 1:
        return True
    return all(
        side.evidence is None
        or side.year_evidence is not None
        or all(f"{year}年" in fold(side.evidence.passage.text) for year in side.question.years)
        for side in sides
    )


def _reckoned(question: Question, sides: list[Side]) -> str | None:
    """The total, difference or extreme that the question asks for, marked as computed; None if it asks for none."""
    if not (question.total or question.difference or question.extreme):
        return None
    missing = [side.label for side in sides if side.quantity is None]
    known = [(side, side.quantity) for side in sides if side.quantity is not None]
    ranked = question.extreme and len(known) >= LEAST_RANKED
    if missing and not ranked:
        return f"缺少{'、'.join(missing)}的数字，无法比较或合计。" if known else None
    if not known or not reckoning.comparable([quantity for _, quantity in known]):
        return None
    if missing:
        return f"{_extreme(question, known)}缺少{'、'.join(missing)}的数字，未参加比较。"
    if question.total:
        # The first half year is part of the first three quarters.
        return None if any(side.question.facet for side in sides) else _total(known)
    if question.difference and len(known) == 2:
        return _difference(known)
    return _extreme(question, known) if question.extreme else None


def _total(known: list[tuple[Side, Quantity]]) -> str | None:
    summed = reckoning.total([quantity for _, quantity in known])
    if summed is None:
        return None
    inputs = "＋".join(f"{side.label}{reckoning.as_given(quantity)}" for side, quantity in known)
    return f"合计 **{summed}**（按以上数字计算：{inputs}）。"


def _difference(known: list[tuple[Side, Quantity]]) -> str | None:
    (a, first), (b, second) = sorted(known, key=lambda pair: -reckoning.amount(pair[1]))
    if first.value == second.value:
        return "两者相同。"
    gap = reckoning.difference(first, second)
    inputs = f"{a.label}{reckoning.as_given(first)}－{b.label}{reckoning.as_given(second)}"
    return f"{a.label}比{b.label}多 **{gap}**（按以上数字计算：{inputs}）。"


def _extreme(question: Question, known: list[tuple[Side, Quantity]]) -> str:
    lowest = _LOWEST.search(fold(question.text)) is not None
    ranked = sorted(known, key=lambda pair: reckoning.amount(pair[1]), reverse=not lowest)
    first = [(side, quantity) for side, quantity in ranked if quantity.value == ranked[0][1].value]
    if len(first) == len(ranked) == 2:
        return "两者相同。"
    named = "、".join(side.label for side, _ in first)
    return f"{'最低' if lowest else '最高'}的是{named}（**{reckoning.as_given(first[0][1])}**）。"
