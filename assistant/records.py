"""The plain records that the stages of answering hand to one another and to the faces that show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ingest.records import StoredPassage


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A retrieved passage with its fused score (unbounded, comparable within one search only)."""

    passage: StoredPassage
    score: float


@dataclass(frozen=True, slots=True)
class Citation:
    """A source of an answer.

    Attributes:
        n: the number that `[n]` in the answer refers to, from 1; belongs to this answer only.
        doc: the document's path relative to the folder that was ingested.
        start, end: offsets of the cited passage in the document's stored text.
        quote: the cited passage, text[start:end], in the document's own script.
        exact: offsets (start, end) of the very sentences that the answer rests on, inside [start, end).
    """

    n: int
    doc: str
    title: str
    region: str | None
    date: str | None
    start: int
    end: int
    quote: str
    headings: tuple[str, ...] = ()
    exact: tuple[tuple[int, int], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The fields of the command line's contract, plus the exact spans."""
        return {
            "n": self.n,
            "doc": self.doc,
            "title": self.title,
            "region": self.region,
            "date": self.date,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "exact": [list(span) for span in self.exact],
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant replies.

    Attributes:
        question: as the user asked it.
        resolved: the question with what earlier turns supply filled in; None where nothing was missing.
        text: the answer: light Markdown (**figures**, "- " lists) with `[n]` marks.
        abstained: the library does not hold the answer, and `text` says so.
        seconds: time taken.
        mode: "extractive" (quoted from the sources) or "llm".
    """

    id: str
    question: str
    text: str
    abstained: bool
    citations: tuple[Citation, ...]
    seconds: float
    resolved: str | None = None
    mode: Literal["extractive", "llm"] = "extractive"

    def as_json(self) -> dict[str, Any]:
        """The object that `xianwen ask --json` prints."""
        return {
            "id": self.id,
            "question": self.question,
            "resolved": self.resolved,
            "answer": self.text,
            "abstained": self.abstained,
            "citations": [citation.as_json() for citation in self.citations],
            "seconds": round(self.seconds, 4),
            "mode": self.mode,
        }
