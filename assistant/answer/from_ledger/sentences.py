"""Fill a side that the ledger lacks with a sentence, where the sentence names the very indicator right before its figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.from_ledger.figures import Figure
from assistant.answer.from_ledger.likeness import facts_in, may_be_asked
from assistant.answer.from_ledger.sides import Side, is_as_asked, is_doubtful
from assistant.answer.from_ledger.wording import GROWTH, SHARE
from assistant.answer.yearly_rows import yearly_rows
from assistant.evidence.answer_types import fits_unit
from assistant.evidence.finder import Find
from assistant.evidence.model import Evidence
from assistant.question.ledger_request import LedgerRequest
from assistant.question.model import Question
from assistant.question.place_span import PlaceSpan
from assistant.search.scope_match import outlook_of
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.chinese.years import years_named
from ingest.facts.indicators import find_indicators, indicators
from ingest.library.library import Library

# Sides that are looked up for one answer, and sentences that are read for each.
MOST_LOOKED_UP, MOST_READ = 6, 3
# Characters between an indicator's name and its figure: 完成了, 达到创纪录的.
_REACH = 10

# 由3亿元增加到5亿元, 比3亿元多: an earlier figure, or another one.
_FROM = re.compile(r"[从由比较][^,，。;；]*$")

# A mark, or what makes a target of the figure behind it.
_APART = re.compile(r"[,;。、:\n|]|预算|计划|目标|任务|预期")
_WHOLE = re.compile(r"\W*(?:[^,，。]{0,8}[,，])?(?:全|我|本)[省市州盟县区旗]")


def with_sentences(
    library: Library, question: Question, request: LedgerRequest, sides: Sequence[Side], find: Find
) -> list[Side]:
    """Return the sides, those of amounts that the ledger lacks filled by a sentence where one surely tells them.

    Args:
        question: the whole question.
        request: what it asks of the ledger.
        sides: in the order of the question.
        find: returns the acceptable evidence for a look-up, best first.
    """
    lacking = [side for side in sides if not side.is_known]
    if len(lacking) > MOST_LOOKED_UP or any(side.measure != "level" for side in lacking):
        return list(sides)
    return [side if side.is_known else _filled(library, question, request, side, find) for side in sides]


def _filled(library: Library, question: Question, request: LedgerRequest, side: Side, find: Find) -> Side:
    name = side.indicator.shown or side.indicator.name
    spans = tuple(
        replace(span, places=(side.place,)) for span in question.places if side.place in span.places
    )
    spans = spans or (
        PlaceSpan(0, 0, side.place.name, side.place.name, side.place.names, places=(side.place,)),
    )
    asked = replace(
        question,
        kind="figure", outlook="plan" if side.is_target else question.outlook, places=spans, years=(side.year,), vague_year=False, period=None, focus=name, asked=name,
    )  # fmt: skip
    for evidence in find(asked)[:MOST_READ]:
        figure = _in_a_row(asked, side, evidence)
        if figure is None and _is_of(side, evidence):
            figure = _figure(asked, side, evidence)
        if figure is not None and _is_contradicted(side, figure):
            return side
        planned = outlook_of(evidence.statement, fold(evidence.text)) == "plan"
        if figure is None or planned is not side.is_target:
            continue
        if may_be_asked(facts_in(library, evidence), request, figure):
            return replace(side, sentence=figure)
    return side


def _in_a_row(asked: Question, side: Side, evidence: Evidence) -> Figure | None:
    """Return the figure of a side's year in a row of figures of several years that the indicator's name introduces; None where
    there is none."""
    if evidence.tells_of not in side.place.filed:
        return None
    folded = fold(evidence.text)
    fitting = [q for q in find_quantities(evidence.text) if q.value is not None and fits_unit(asked, q)]
    for row in yearly_rows(folded, fitting):
        first = next(iter(row.values()))
        if side.year in row and _fits(side, first) and _is_named(side, folded[: first.start]):
            return Figure(evidence, row[side.year])
    return None


def _is_of(side: Side, evidence: Evidence) -> bool:
    """Return whether a sentence surely tells of the place and year of a side."""
    text = fold(evidence.text)
    passage = evidence.passage
    own = None if passage.region is None else (passage.region, passage.place)
    if _WHOLE.match(text[len(evidence.introduction) :]) and own not in side.place.filed:
        # 全市 in a city's report is the city, whichever county the passage tells of.
        return False
    if any(map(is_doubtful, side.unlike)) and not _names_whole(side, text):
        # The document tells several such figures, of other accounts or of parts.
        return False
    named = years_named(text)
    of_year = named == [side.year] or (not named and evidence.statement.year == side.year)
    return of_year and evidence.tells_of in side.place.filed


def _is_contradicted(side: Side, figure: Figure) -> bool:
    """Return whether a document tells another figure of the whole place (全市) than a sentence that does not name it."""
    if any(name in fold(figure.evidence.text) for name in side.place.names):
        return False
    whole = f"全{side.place.name[-1]}"
    amounts = {
        told.fact.amount
        for cell in side.unlike
        if is_doubtful(cell)
        for told in cell.tellings
        if whole in fold(told.source.quote)
    }
    return figure.quantity.value is not None and bool(amounts - {float(figure.quantity.value)})


def _names_whole(side: Side, text: str) -> bool:
    """Return whether folded text names the place of a side, or all of it: 全市."""
    return any(name in text for name in side.place.names) or f"全{side.place.name[-1]}" in text


def _figure(asked: Question, side: Side, evidence: Evidence) -> Figure | None:
    """Return the figure of a sentence, in a unit asked for, that stands right behind the name of a side's indicator; None
    where none does."""
    folded = fold(evidence.text)
    for quantity in find_quantities(evidence.text):
        figure = Figure(evidence, quantity)
        before = figure.before
        if quantity.value is None or figure.offset < 0 or GROWTH.search(before) or SHARE.search(before):
            continue
        if _FROM.search(before) or not set(years_named(before)) <= {side.year}:
            continue
        named = _is_named(side, folded[: quantity.start]) or _is_listed(side, evidence, figure)
        if named and _fits(side, quantity) and fits_unit(asked, quantity):
            return figure
    return None


def _is_named(side: Side, before: str) -> bool:
    """Return whether folded text ends with the name of a side's indicator and what may stand between it and a figure."""
    if not side.indicator.is_listed:
        at = before.rfind(side.indicator.name)
        return at >= 0 and len(before) - at - len(side.indicator.name) <= _REACH
    mentions = find_indicators(before)
    if not mentions:
        return False
    last = mentions[-1]
    between = before[last.end :]
    near = len(between) <= _REACH and not _APART.search(between)
    return (
        near and last.indicator.name == side.indicator.name and is_as_asked(side.indicator, last.qualifiers)
    )


def _is_listed(side: Side, evidence: Evidence, figure: Figure) -> bool:
    """Return whether a figure is a place's in a list that the name of a side's indicator introduces: 造林面积方面，……甲县3万亩."""
    lead = evidence.introduction
    own = fold(evidence.text)[len(lead) : figure.quantity.start]
    if not lead or len(own) > _REACH or any(char.isdigit() for char in own):
        return False
    last = [mention.indicator.name for mention in find_indicators(fold(lead))][-1:]
    return last == [side.indicator.name]


def _fits(side: Side, quantity: Quantity) -> bool:
    listed = indicators().get(side.indicator.name)
    return quantity.unit is not None and (listed is None or listed.fits(quantity.unit))
