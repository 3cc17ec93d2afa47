"""A retrieved passage with its score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ingest.schema import StoredPassage


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A retrieved passage with its score.

    The score is the fused retrieval score or, once the passage has been reranked, that of its best sentence. It is
    unbounded and comparable within one search only.
    """

    passage: StoredPassage
    score: float

    def as_json(self) -> dict[str, Any]:
        """Return the object that `xianwen search --json` prints for a passage."""
        p = self.passage
        return {
            "doc": p.doc,
            "title": p.title,
            "region": p.tells_of[0] if p.tells_of else None,
            "place": p.tells_of[1] if p.tells_of else None,
            "date": p.date,
            "start": p.start,
            "end": p.end,
            "score": round(self.score, 4),
            "text": p.text,
        }
