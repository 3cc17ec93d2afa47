"""What the library holds, as far as understanding a question needs it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.question.places import Gazetteer
from ingest.schema import StoredDocument


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the library holds, as far as understanding a question needs it; valid for one generation."""

    generation: int
    documents: tuple[StoredDocument, ...]
    gazetteer: Gazetteer
    newest_year: int

    def speaks_for(self, regions: tuple[str, ...]) -> bool:
        """Whether a report, speech or news item of one of `regions` is held, not only texts that name it."""
        return any(d.region in regions and d.kind != "other" for d in self.documents)

    def docs_of(self, regions: tuple[str, ...]) -> list[str]:
        """The documents of `regions`, and those of which no region is known."""
        return [d.doc for d in self.documents if d.region in regions or d.region is None]
