"""A passage that was found, with its score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ingest.schema import StoredPassage


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A retrieved passage with its score: fused, or once its sentences were read, the best one's (unbounded, comparable
    within one search only)."""

    passage: StoredPassage
    score: float

    def as_json(self) -> dict[str, Any]:
        """The object that `xianwen search --json` prints for a passage."""
        p = self.passage
        return {
            "doc": p.doc,
            "title": p.title,
            "region": p.region,
            "date": p.date,
            "start": p.start,
            "end": p.end,
            "score": round(self.score, 4),
            "text": p.text,
        }
