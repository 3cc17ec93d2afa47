"""What a sync tells while it runs and when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not become a document.

    Attributes:
        path: as `doc` would be: relative to the folder that was ingested.
        reason: what is wrong and what to do.
    """

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync has come: `done` of `total` files looked at, `doc` being the next."""

    done: int
    total: int
    doc: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did.

    Attributes:
        added, changed, unchanged, removed: numbers of documents; one whose file was renamed counts as changed.
        failed: every file of the paths that cannot be read, also those known from before.
        passages: passages that the library holds afterwards.
        seconds: time taken.
        cancelled: it was stopped; what was published until then stays, nothing was removed.
    """

    added: int
    changed: int
    unchanged: int
    removed: int
    failed: tuple[Failure, ...]
    passages: int
    seconds: float
    cancelled: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the object that `xianwen ingest --json` prints."""
        return {
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "failed": [{"path": failure.path, "reason": failure.reason} for failure in self.failed],
            "passages": self.passages,
            "seconds": round(self.seconds, 3),
        }
