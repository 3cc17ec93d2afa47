"""What a sync changed, document by document, kept in the library until the next one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from ingest.library import catalog_writer
from ingest.library.catalog import Catalog
from ingest.read import printable

LAST_SYNC = "last_sync"
# Names kept of each kind; the counts are whole.
MOST_NAMES = 200

Held = dict[int, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Changes:
    """What the last sync did.

    Attributes:
        at: when it ended, ISO, local time.
        paths: what was synced.
        added, changed, removed: names of documents, the first 200 of each.
        failed: (path, reason) of files that cannot be read, the first 200.
        counts: how many there are of each, by the names above, and of those "unchanged".
        seconds: time taken.
        cancelled: it was stopped before its end.
    """

    at: str
    paths: tuple[str, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    counts: dict[str, int]
    seconds: float
    cancelled: bool


def held(catalog: Catalog) -> Held:
    """Return number of each document with a published version → its name and that version."""
    with catalog.reading() as connection:
        rows = connection.execute("SELECT id, doc, version FROM document WHERE version IS NOT NULL")
        return {row["id"]: (row["doc"], row["version"]) for row in rows}


def note(
    catalog: Catalog,
    before: Held,
    paths: Sequence[Path],
    failed: Sequence[tuple[str, str]],
    *,
    unchanged: int,
    seconds: float,
    cancelled: bool,
) -> None:
    """Keep what a sync changed, given what was `held` before it."""
    after = held(catalog)
    added = sorted(after[id_][0] for id_ in after.keys() - before.keys())
    removed = sorted(before[id_][0] for id_ in before.keys() - after.keys())
    changed = sorted(after[id_][0] for id_ in after.keys() & before.keys() if after[id_] != before[id_])
    changes = Changes(
        at=datetime.now().isoformat(sep=" ", timespec="seconds"),
        paths=tuple(printable(path) for path in paths),
        added=tuple(added[:MOST_NAMES]),
        changed=tuple(changed[:MOST_NAMES]),
        removed=tuple(removed[:MOST_NAMES]),
        failed=tuple(failed[:MOST_NAMES]),
        counts={
            "added": len(added),
            "changed": len(changed),
            "removed": len(removed),
            "failed": len(failed),
            "unchanged": unchanged,
        },
        seconds=seconds,
        cancelled=cancelled,
    )
    with catalog.transaction() as tx:
        catalog_writer.set_meta(tx, **{LAST_SYNC: json.dumps(asdict(changes), ensure_ascii=False)})


def last(catalog: Catalog) -> Changes | None:
    """Return the changes of the last sync; None where there was none."""
    kept = catalog.meta(LAST_SYNC)
    if kept is None:
        return None
    fields = json.loads(kept)
    for name in ("paths", "added", "changed", "removed"):
        fields[name] = tuple(fields[name])
    fields["failed"] = tuple((path, reason) for path, reason in fields["failed"])
    return Changes(**fields)
