"""Evidence: a place in a text. A candidate: a place that may answer, with what was measured of it."""

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
        passage: where it stands.
        start, end: its offsets in the passage's text.
    """

    passage: StoredPassage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words that stand there."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Candidate(Evidence):
    """Evidence that was scored against one question.

    Attributes:
        values: its features, float32 [len(FEATURES)], in the order of FEATURES.
        score: what candidates are ranked by (log odds).
        probability: that it is the one that answers, of all candidates of the question.
    """

    values: NDArray[np.float32]
    score: float
    probability: float

    def value(self, feature: str) -> float:
        """Return one of its features by name."""
        return float(self.values[FEATURES.index(feature)])
