"""Filters over a question: which documents may answer it, and which regions and years it is then about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any, get_args

from assistant.question.held_places import Place
from assistant.question.model import Question
from assistant.question.nearest_places import nearest_places
from assistant.question.place_span import PlaceSpan
from assistant.question.places import Gazetteer
from ingest.errors import QuestionError
from ingest.schema import Kind, Region, StoredDocument


def years_of(document: StoredDocument) -> set[int]:
    """Return the year that a document was given in and the year whose results it reports, where known."""
    given = int(document.date[:4]) if document.date else None
    return {year for year in (given, document.reviews_year) if year is not None}


def narrowed(
    question: Question,
    filters: Filters,
    gazetteer: Gazetteer,
    documents: Iterable[StoredDocument],
    told: Mapping[str, Set[Region]],
) -> Question:
    """Return `question` restricted by `filters`.

    A single chosen region or year counts as asked about where the question names none itself. Several of them, or a
    province or city with documents of what lies in it, only restrict the documents: otherwise every question would
    become a comparison. Where the question is about one place, documents of others with passages on it may answer too: a
    city's report goes through its counties.

    Args:
        gazetteer: the places that the library tells of.
        documents: the library's ready documents.
        told: document → the regions that single passages of it tell of.
    """
    chosen = {name: gazetteer.named(name) for name in filters.regions or ()}
    if filters.regions == ():
        question = replace(question, places=())
    elif len(chosen) == 1 and not question.places and not any(p.inner for ps in chosen.values() for p in ps):
        ((name, places),) = chosen.items()
        question = about(question, name, places)
    if filters.years == ():
        question = replace(question, years=(), vague_year=False, report_year=None, period=None)
    elif filters.years and len(filters.years) == 1 and not question.years:
        question = replace(question, years=filters.years)
    if not filters.chosen:
        return question
    admitted = {region for places in chosen.values() for p in places for region in (*p.filed, *p.inner)}
    within = frozenset(
        document.doc
        for document in documents
        if _admits(filters, admitted, document, told.get(document.doc, frozenset()))
    )
    return replace(question, within=within, only=frozenset(admitted) if filters.regions else None)


def about(question: Question, name: str, places: tuple[Place, ...]) -> Question:
    """Return `question` as asked about places that it does not name."""
    # At its end: the words before and after a place decide whether it is part of a longer name.
    at = len(question.text)
    return replace(question, places=(PlaceSpan(at, at, name, name, places=places),))


def scope_of(question: Question, filters: Filters) -> Filters:
    """Return the scope of a narrowed question: the regions and years chosen, or else those it names."""
    return Filters(
        filters.regions or question.regions,
        filters.years or question.years,
        filters.kinds,
    )


def checked(filters: Filters, gazetteer: Gazetteer) -> Filters:
    """Return `filters`, which a person or a program wrote by hand.

    Raises:
        QuestionError: the library tells nothing of one of the regions, nor of what lies in it; the nearest are named.
    """
    for name in filters.regions or ():
        if not gazetteer.named(name):
            near = "、".join(place.label for place in nearest_places(name, gazetteer))
            offered = f"相近的有：{near}。" if near else "有哪些地区，见资料库的清单。"
            raise QuestionError(
                f"资料库没有讲到“{name[:50]}”的资料，{offered}"
                f"(No document tells of this region{': nearest are ' + near if near else ''}.)"
            )
    return filters


def _admits(filters: Filters, regions: Set[Region], document: StoredDocument, passages: Set[Region]) -> bool:
    """Return whether the filters allow answers from `document`.

    Args:
        regions: the regions of the library that those chosen mean, or in which they lie.
        passages: the regions that single passages and statements of the document tell of.
    """
    return (
        (not filters.regions or document.tells_of in regions or not regions.isdisjoint(passages))
        and (not filters.years or not years_of(document).isdisjoint(filters.years))
        and (not filters.kinds or document.kind in filters.kinds)
    )


@dataclass(frozen=True, slots=True)
class Filters:
    """Restrictions on what may answer.

    For regions and years, None leaves the choice to the question, () ignores what the question names, and values
    admit only their documents. A document belongs to the year it was given in and to the year whose results it
    reports.

    Attributes:
        regions: names of places, after those around them where they have namesakes: 某某市某某区. A province or a city
            admits what lies in it.
        years: calendar years.
        kinds: kinds of document; () admits all.
    """

    regions: tuple[str, ...] | None = None
    years: tuple[int, ...] | None = None
    kinds: tuple[Kind, ...] = ()

    @property
    def chosen(self) -> bool:
        """Return whether the filters exclude any documents."""
        return bool(self.regions or self.years or self.kinds)

    def as_json(self) -> dict[str, Any]:
        """Return the filters as an object of lists, null where the question decides."""
        regions, years = self.regions, self.years
        return {
            "regions": None if regions is None else list(regions),
            "years": None if years is None else list(years),
            "kinds": list(self.kinds),
        }

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Filters:
        """Return the filters in an object as `as_json` makes it; missing fields are left to the question.

        Raises:
            QuestionError: the object holds anything else.
        """
        if not isinstance(fields, Mapping):
            raise _no_filters(fields)
        regions, years, kinds = (fields.get(name) for name in ("regions", "years", "kinds"))
        for values, kind in ((regions, str), (years, int), (kinds, str)):
            good = isinstance(values, list | tuple) and all(type(value) is kind for value in values)
            if values is not None and not good:
                raise _no_filters(fields)
        if unknown := set(kinds or ()) - set(get_args(Kind)):
            raise _no_filters(sorted(unknown))
        return cls(
            None if regions is None else tuple(regions),
            None if years is None else tuple(years),
            tuple(kinds or ()),
        )


def _no_filters(given: object) -> QuestionError:
    """Return the error for filters that cannot be read."""
    return QuestionError(
        f"筛选条件看不懂：{str(given)[:100]}。应为 regions（文字的列表）、years（整数的列表）、kinds（"
        f"{'、'.join(get_args(Kind))}）。(Filters are lists: regions, years, kinds.)"
    )


EVERYTHING = Filters()
