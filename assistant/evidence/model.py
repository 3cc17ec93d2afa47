"""Evidence, a place in a text that an answer can cite, and candidates, evidence scored against a question."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.features import FEATURES
from ingest.schema import StoredPassage


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in a text that an answer can rest on and cite.

    Attributes:
        passage: the passage that contains it.
        start, end: its offsets in the passage's text, in characters.
    """

    passage: StoredPassage
    start: int
    end: int

    @property
    def text(self) -> str:
        """Return the cited text."""
        return self.passage.text[self.start : self.end]


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
