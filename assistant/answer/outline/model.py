"""The outline of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.evidence.model import Evidence
from ingest.schema import StoredDocument


@dataclass(frozen=True, slots=True)
class MainFact:
    """What a section tells before all else.

    Attributes:
        evidence: the clauses that tell it, which can be cited.
        score: how much they tell; comparable within a document.
    """

    evidence: Evidence
    score: float

    @property
    def start(self) -> int:
        """Return its offset into the stored text."""
        return self.evidence.in_document.start

    @property
    def end(self) -> int:
        """Return the offset at which it ends in the stored text."""
        return self.evidence.in_document.end


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document.

    Attributes:
        heading: as written, without Markdown marks; of a part without one the topic or time that it tells of; "" where
            that is not known.
        is_written: whether the heading stands in the document.
        start, end: character offsets into the stored text, the heading included.
        facts: its main facts, in the order of the text; those of its parts stand with them.
        parts: what it is divided into, in order.
    """

    heading: str
    is_written: bool
    start: int
    end: int
    facts: tuple[MainFact, ...] = ()
    parts: tuple[Section, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as the command line and the API give it."""
        return {
            "heading": self.heading,
            "written": self.is_written,
            "start": self.start,
            "end": self.end,
            "facts": [
                {"text": told.evidence.text, "start": told.start, "end": told.end} for told in self.facts
            ],
            "sections": [part.as_json() for part in self.parts],
        }


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's sections, in the order of its text."""

    document: StoredDocument
    sections: tuple[Section, ...]

    def __iter__(self) -> Iterator[tuple[int, Section]]:
        """Yield each section with its depth, from 0, parts after the section that they divide."""
        for section in self.sections:
            yield 0, section
            for part in section.parts:
                yield 1, part

    def as_json(self) -> dict[str, Any]:
        """Return it as the command line and the API give it."""
        return {
            "doc": self.document.doc,
            "title": self.document.title,
            "sections": [section.as_json() for section in self.sections],
        }
