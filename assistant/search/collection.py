"""The part of the library's content that understanding a question depends on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.question.model import Question
from assistant.question.places import Gazetteer
from ingest.library.library import Library
from ingest.schema import Region, StoredDocument

# A single document this many years ahead of all others is taken for misdated, where there are others enough to tell.
FARTHEST_AHEAD = 2
ENOUGH_DATED = 5


@dataclass(frozen=True, slots=True)
class Holdings:
    """A snapshot of the library's content as question understanding needs it; valid for one generation.

    Attributes:
        generation: the library's generation that the snapshot was read at.
        documents: the documents that are ready.
        told: document → the regions that single passages of it tell of.
        gazetteer: the places that documents and passages tell of.
        this_year: the year that 今年 means in a question.
        inferred_regions: document that names no region → its inferred region, if any; filled when first needed.
    """

    generation: int
    documents: tuple[StoredDocument, ...]
    told: Mapping[str, frozenset[Region]]
    gazetteer: Gazetteer
    this_year: int
    inferred_regions: dict[str, Region | None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, library: Library) -> Holdings:
        """Return a snapshot of the content of `library`."""
        generation = library.generation
        documents = tuple(d for d in library.documents() if d.state == "ready")
        told = library.regions_told_of()
        own = {d.tells_of for d in documents if d.tells_of is not None}
        gazetteer = Gazetteer(own.union(*told.values()))
        return cls(generation, documents, told, gazetteer, this_year(documents, date.today().year))

    def speaks_for(self, question: Question) -> bool:
        """Return whether a report, speech or news item of a place asked about is held, not only texts that name it."""
        return any(d.kind != "other" and question.takes(d.tells_of) for d in self.documents)

    def docs_of(self, question: Question) -> list[str]:
        """Return the names of the documents that tell of the places asked about, as a whole or in single passages, and of
        those whose region is unknown."""
        return [
            d.doc
            for d in self.documents
            if d.region is None
            or question.takes(d.tells_of)
            or any(question.takes(region) for region in self.told.get(d.doc, ()))
        ]

    def originals_of(self, docs: Collection[str]) -> frozenset[str]:
        """Return the names of the documents, not among `docs`, whose text a copy among `docs` has."""
        held = frozenset(docs)
        return frozenset(d.copy_of for d in self.documents if d.doc in held and d.copy_of is not None) - held


def this_year(documents: Sequence[StoredDocument], calendar: int) -> int:
    """Return the year that 今年 means: the latest that `documents` report on, or the calendar's if none is dated.

    A date in the future is that of a target or a mistake, and so is a single one years ahead of all others.

    Args:
        documents: the documents that can be asked about.
        calendar: the calendar's year.
    """
    dated = [(int(d.date[:4]), d.reviews_year) for d in documents if d.date]
    held = Counter(year for year, _ in dated if year <= calendar)
    # A report that looks back on the year before its date is rightly dated.
    sure = {year for year, reviewed in dated if reviewed is not None and 0 <= year - reviewed <= 1}
    newest = sorted(held, reverse=True)
    for year, before in zip(newest, newest[1:], strict=False):
        alone = held[year] == 1 and year not in sure and held.total() >= ENOUGH_DATED
        if not (alone and year - before > FARTHEST_AHEAD):
            return year
    return newest[-1] if newest else calendar
