"""Decompose comparisons into look-ups, and spell out the regions of a question that asks which one leads."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.question.model import Question
from assistant.question.places import PlaceSpan
from assistant.question.things import by_thing
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.schema import StoredDocument

# More regions than this are no list that anyone reads.
MOST_REGIONS = 24
_WORDS = WordTable("assistant.question", "sides")
_WHICH = _WORDS.words("which")
_PLANNED = _WORDS.words("planned")
_BECAME = _WORDS.words("became")
_HOW_MUCH = _WORDS.words("how_much")
_PERIOD = _WORDS.words("period")


def over_regions(
    question: str, understand: Callable[[str], Question], documents: Sequence[StoredDocument]
) -> str | None:
    """Return `question` with the names of the regions in place of 哪个县.

    Return None where it does not ask which region has the most or least of something, names a region itself, or the
    library holds fewer than two regions or too many.

    Args:
        question: the question as asked.
        understand: parses a question.
        documents: the library's ready documents.
    """
    which = _WHICH.search(fold(question))
    if which is None:
        return None
    asked = understand(question)
    if not asked.extreme or asked.places or len(asked.years) != 1:
        return None
    year = asked.years[0]
    wider = {document.place for document in documents if document.place}
    regions = sorted(
        {
            d.region
            for d in documents
            if d.region and _tells_of(d, year)
            # A city is no rival of its own counties.
            if not any(place.endswith(d.region) for place in wider)
        }
    )
    if not 2 <= len(regions) <= MOST_REGIONS:
        return None
    return "、".join(regions) + question[: which.start()] + question[which.end() :]


def _tells_of(document: StoredDocument, year: int) -> bool:
    """Return whether a document reports on `year`: a report that reviews it, or another text given then."""
    if document.kind in ("work-report", "plan"):
        return document.reviews_year == year
    return document.date is not None and int(document.date[:4]) in (year, year + 1)


# More sides than this make no comparison that anyone reads.
MOST_SIDES = 24


def sides_of(question: Question) -> list[Question]:
    """Return the look-ups that a comparison of things, places or years consists of; for any other, the question
    alone."""
    places: list[PlaceSpan | None] = [place for place in question.places if place.regions]
    years: tuple[int | None, ...] = question.years or (None,)
    pairs = list(itertools.product(places or [None], years))
    if len(pairs) == 1:
        return by_thing(question) or _by_outlook(question) or _by_period(question) or [question]
    if len(pairs) > MOST_SIDES:
        return [question]
    kind = "figure" if question.answer_type.compared_by_figure else question.kind
    return [
        replace(
            question,
            kind=kind,
            places=question.places if place is None else (place,),
            years=question.years if year is None else (year,),
        )
        for place, year in pairs
    ]


def _by_outlook(question: Question) -> list[Question]:
    """Return the plan and the result as two look-ups where a question asks for both: 计划修多少公里，最后修成多少."""
    text = fold(question.text)
    planned, done = _PLANNED.search(text), _BECAME.search(text)
    if (
        question.kind != "figure"
        or planned is None
        or done is None
        or sum(1 for _ in _HOW_MUCH.finditer(text)) < 2
    ):
        return []
    return [
        replace(question, outlook="plan", facet="计划"),
        replace(question, outlook="review", facet="实际"),
    ]


def _by_period(question: Question) -> list[Question]:
    """Return a look-up for each part of a year that a question compares: 上半年和前三季度."""
    periods = list(dict.fromkeys(m.group() for m in _PERIOD.finditer(fold(question.text))))
    if not question.answer_type.of_periods or not 2 <= len(periods) <= MOST_SIDES:
        return []
    return [
        replace(
            question,
            kind="figure",
            text=_without(question.text, periods, period),
            focus=_without(question.focus, periods, period),
            facet=period,
        )
        for period in periods
    ]


def _without(text: str, periods: list[str], kept: str) -> str:
    """Return `text`, at the same length, with blanks in place of all of `periods` but `kept`."""
    for period in periods:
        if period != kept:
            text = re.sub(rf"[和与跟及、]?{period}", lambda m: " " * len(m[0]), text)
    return text
