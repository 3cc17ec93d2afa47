"""Filters laid over a question: which documents may answer it, and about which regions and years it then is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.question.places import PlaceSpan
from assistant.question.understand import Question
from assistant.schema import Filters
from assistant.templates import load
from ingest.schema import StoredDocument


def years_of(document: StoredDocument) -> set[int]:
    """The year a document was given in, and the year whose results it tells."""
    given = int(document.date[:4]) if document.date else None
    return {year for year in (given, document.reviews_year) if year is not None}


def narrowed(question: Question, filters: Filters, documents: Iterable[StoredDocument]) -> Question:
    """`question` as `filters` have it.

    A single region or year that is chosen counts as asked about where the question names none itself; several of
    them only say which documents may answer, for else every question would become a comparison.

    Args:
        documents: the library's ready documents.
    """
    if filters.regions == ():
        question = replace(question, places=())
    elif filters.regions and len(filters.regions) == 1 and not question.places:
        # At the end of the question: the words before and after a place tell whether it is part of a longer name.
        at = len(question.text)
        question = replace(question, places=(PlaceSpan(at, at, filters.regions[0], filters.regions),))
    if filters.years == ():
        question = replace(question, years=(), vague_year=False, report_year=None, period=None)
    elif filters.years and len(filters.years) == 1 and not question.years:
        question = replace(question, years=filters.years)
    if not filters.chosen:
        return question
    within = frozenset(document.doc for document in documents if _admits(filters, document))
    return replace(question, within=within)


def scope_of(question: Question, filters: Filters) -> Filters:
    """What a narrowed question is about: the regions and years chosen, or else those it names."""
    return Filters(
        filters.regions or question.regions,
        filters.years or question.years,
        filters.kinds,
    )


def told(filters: Filters) -> str:
    """One line on the filters, for an answer that found nothing within them."""
    parts = [*(filters.regions or ()), *(f"{year}年" for year in filters.years or ())]
    return load("filtered").substitute(scope="、".join(parts) or "文档类型")


def _admits(filters: Filters, document: StoredDocument) -> bool:
    return (
        (not filters.regions or document.region in filters.regions)
        and (not filters.years or not years_of(document).isdisjoint(filters.years))
        and (not filters.kinds or document.kind in filters.kinds)
    )
