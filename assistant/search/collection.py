"""The part of the library's content that understanding a question depends on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.question.places import Gazetteer
from ingest.library.library import Library
from ingest.schema import StoredDocument

# A single document this many years ahead of all others is taken for misdated, where there are others enough to tell.
FARTHEST_AHEAD = 2
ENOUGH_DATED = 5


@dataclass(frozen=True, slots=True)
class Holdings:
    """A snapshot of the library's content as question understanding needs it; valid for one generation.

    Attributes:
        generation: the library's generation that the snapshot was read at.
        documents: the documents that are ready.
        gazetteer: the regions of these documents.
        this_year: the year that 今年 means in a question.
        inferred_regions: document that names no region → its inferred region, if any; filled when first needed.
    """

    generation: int
    documents: tuple[StoredDocument, ...]
    gazetteer: Gazetteer
    this_year: int
    inferred_regions: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, library: Library) -> Holdings:
        """Return a snapshot of the content of `library`."""
        generation = library.generation
        documents = tuple(d for d in library.documents() if d.state == "ready")
        gazetteer = Gazetteer(d.region for d in documents if d.region)
        return cls(generation, documents, gazetteer, this_year(documents, date.today().year))

    def speaks_for(self, regions: tuple[str, ...]) -> bool:
        """Return whether a report, speech or news item of one of `regions` is held, not only texts that name it."""
        return any(d.region in regions and d.kind != "other" for d in self.documents)

    def docs_of(self, regions: tuple[str, ...]) -> list[str]:
        """Return the names of the documents of `regions` and of those whose region is unknown."""
        return [d.doc for d in self.documents if d.region in regions or d.region is None]


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
