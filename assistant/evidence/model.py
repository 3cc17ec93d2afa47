"""Evidence, a place in a text that an answer can cite, and candidates, evidence scored against a question."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.features import FEATURES
from ingest.chinese.sentences import Span
from ingest.schema import Region, StoredPassage


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in a text that an answer can rest on and cite.

    Attributes:
        passage: the passage that contains it.
        start, end: its offsets in the passage's text, in characters.
        lead: what introduces it in its sentence without standing right before it: 造林面积方面，……甲县3万亩.
    """

    passage: StoredPassage
    start: int
    end: int
    lead: Span | None = field(default=None, kw_only=True)

    @property
    def in_document(self) -> Span:
        """Return its offsets in the stored text of its document."""
        return Span(self.passage.start + self.start, self.passage.start + self.end)

    @property
    def statement(self) -> StoredPassage:
        """Return the passage with the time and region of the statement with which it begins."""
        return self.passage.at(self.in_document.start)

    @property
    def tells_of(self) -> Region | None:
        """Return the region that it tells of; None where that is not known."""
        span = self.in_document
        return self.passage.told_over(span.start, span.end)

    @property
    def text(self) -> str:
        """Return the cited text, after what introduces it."""
        return self.introduction + self.passage.text[self.start : self.end]

    @property
    def introduction(self) -> str:
        """Return what introduces it; "" for nothing."""
        return self.passage.text[self.lead.start : self.lead.end] if self.lead else ""

    def overlaps(self, other: Evidence) -> bool:
        """Return whether both stand in one document and have characters of it in common."""
        own, its = self.in_document, other.in_document
        return self.passage.doc == other.passage.doc and own.start < its.end and its.start < own.end


@dataclass(frozen=True, slots=True)
class Candidate(Evidence):
    """Evidence that was scored against one question.

    Attributes:
        values: its features, float32 [len(FEATURES)], in the order of FEATURES.
        score: the ranking score (log odds).
        probability: the probability that it is the one that answers, over all candidates of the question.
    """

    values: NDArray[np.float32]
    score: float
    probability: float

    def value(self, feature: str) -> float:
        """Return the value of one feature by name."""
        return float(self.values[FEATURES.index(feature)])
