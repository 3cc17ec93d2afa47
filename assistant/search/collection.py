"""The part of the library's content that understanding a question depends on."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.question.places import Gazetteer
from ingest.schema import StoredDocument


@dataclass(frozen=True, slots=True)
class Holdings:
    """A snapshot of the library's content as question understanding needs it; valid for one generation.

    Attributes:
        generation: the library's generation that the snapshot was read at.
        documents: the documents that are ready.
        gazetteer: the regions of these documents.
        newest_year: the latest year in which a document was given.
    """

    generation: int
    documents: tuple[StoredDocument, ...]
    gazetteer: Gazetteer
    newest_year: int

    def speaks_for(self, regions: tuple[str, ...]) -> bool:
        """Return whether a report, speech or news item of one of `regions` is held, not only texts that name it."""
        return any(d.region in regions and d.kind != "other" for d in self.documents)

    def docs_of(self, regions: tuple[str, ...]) -> list[str]:
        """Return the names of the documents of `regions` and of those whose region is unknown."""
        return [d.doc for d in self.documents if d.region in regions or d.region is None]
