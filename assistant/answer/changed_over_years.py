"""Subtract what one thing's figure was in one year from what it was in another, where two sentences tell them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from assistant.answer import reckoning
from assistant.answer.citations import Citations
from assistant.answer.dating import year_source
from assistant.answer.figure_of_thing import FigureOfThing, figure_of_thing
from assistant.answer.model import AnswerLine, Piece
from assistant.answer.quote import labelled
from assistant.answer.templates import in_script
from assistant.answer.term_outcome import worked_out
from assistant.evidence.finder import Finder
from assistant.question.change_over_years import ChangeOverYears
from assistant.question.model import Question
from assistant.question.understand import understand
from assistant.search.collection import Holdings
from ingest.chinese.script import written_in
from ingest.library.library import Library


def changed_over_years(
    question: Question, change: ChangeOverYears, holdings: Holdings, finder: Finder, citations: Citations
) -> list[AnswerLine]:
    """Return by how much a figure of one thing rose or fell between two years, and the sentences that tell both, or of which
    year none is told; nothing where no thing is named, or neither year is told.

    Args:
        question: the whole question.
        change: what it asks for.
        holdings: the library's content.
        finder: looks up evidence.
        citations: of the answer.
    """
    if not change.thing:
        # The sides of a comparison over years are looked up by place.
        return []
    library = finder.retriever.library
    told = {
        year: figure
        for year in (change.first, change.last)
        if (figure := _of_year(question, change, year, holdings, finder)) is not None
    }
    if not told:
        return []
    if len(told) < 2:
        items = [_line(library, question, year, figure, citations) for year, figure in told.items()]
        return [*items, _lacking(question, change, told)]
    first, last = told[change.first], told[change.last]
    said = _outcome(change, first, last)
    if not said:
        return []
    items = [_line(library, question, year, figure, citations) for year, figure in told.items()]
    places = (first.evidence, last.evidence)
    return [AnswerLine(in_script(said, question.script), "computed", evidence=places), *items]


def _outcome(change: ChangeOverYears, first: FigureOfThing, last: FigureOfThing) -> tuple[Piece, ...]:
    """Return by how much the figure changed; nothing where the two are unlike, or of one place of a text."""
    alike = first.sort == last.sort and reckoning.comparable((first.quantity, last.quantity))
    if not alike or first.evidence.overlaps(last.evidence):
        return ()
    if first.quantity.value == last.quantity.value:
        return (Piece(f"{change.first}年和{change.last}年相同。"),)
    risen = reckoning.amount(last.quantity) > reckoning.amount(first.quantity)
    larger, smaller = (last, first) if risen else (first, last)
    inputs = f"{reckoning.as_given(larger.quantity)}－{reckoning.as_given(smaller.quantity)}"
    way = ("上升" if risen else "下降") if first.quantity.kind == "share" else ("增加" if risen else "减少")
    lead = f"{change.first}年到{change.last}年，{change.thing}{change.measure}{way} "
    return worked_out(lead, reckoning.difference(larger.quantity, smaller.quantity), "相减", inputs)


def _lacking(question: Question, change: ChangeOverYears, told: Collection[int]) -> AnswerLine:
    missing = next(year for year in (change.first, change.last) if year not in told)
    notice = f"缺少{change.thing}{missing}年的{change.measure}，没有计算。"
    return AnswerLine((Piece(written_in(notice, question.script)),), "missing")


def _line(
    library: Library, question: Question, year: int, told: FigureOfThing, citations: Citations
) -> AnswerLine:
    """Return the sentence that tells the figure of one year, and the place that gives the year where it does not itself."""
    dating = year_source(library, replace(question, years=(year,)), told.evidence)
    return labelled(f"{year}年", question, told.evidence, citations, dating)


def _of_year(
    question: Question, change: ChangeOverYears, year: int, holdings: Holdings, finder: Finder
) -> FigureOfThing | None:
    where = "".join(question.text[place.start : place.end] for place in question.places)
    text = f"{where}{change.thing}{year}年的{change.measure}是多少？"
    side = understand(text, holdings.gazetteer, now=holdings.this_year)
    side = replace(
        side, kind="figure", units=question.units, years=(year,), within=question.within, only=question.only
    )
    return figure_of_thing(
        finder.retriever.library, side, change.thing, change.measure, finder.candidates(side)
    )
