"""Take up anew what an older program read, wherever its files lie and whether they are still there."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import UnreadableFile
from ingest.library import catalog_writer, corrections
from ingest.library.library import Library
from ingest.library.model import Entry, Stamp
from ingest.library.publisher import Publisher
from ingest.read import printable
from ingest.read.files import read_bytes
from ingest.schema import READING, Correction
from ingest.sync import work
from ingest.sync.batch import Batch
from ingest.sync.limits import limits_of
from ingest.sync.model import Progress
from ingest.sync.sources import hash_of
from ingest.sync.version import Version
from ingest.sync.workers import Workers, workers

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What taking up anew did.

    Attributes:
        looked_at: documents of an older program that were looked at.
        changed, unchanged: how many of them now say something else, and how many the same.
        gone: how many of them were made anew from their stored text, as their files are gone or cannot be read.
        left: how many were not looked at, because it was stopped.
        encoded: texts that were embedded; what stayed the same kept its vectors.
        seconds: time taken.
    """

    looked_at: int
    changed: int
    unchanged: int
    gone: int
    left: int
    encoded: int
    seconds: float

    @property
    def cancelled(self) -> bool:
        """Return whether it was stopped; what was published until then stays."""
        return self.left > 0

    def as_json(self) -> dict[str, Any]:
        """Return the object that `xianwen refresh --json` prints."""
        return {
            "looked_at": self.looked_at,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "gone": self.gone,
            "left": self.left,
            "encoded": self.encoded,
            "seconds": round(self.seconds, 3),
        }


def refresh(
    library: Library,
    *,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> RefreshReport:
    """Read again the documents that an older program read; those whose files are gone, from their stored text.

    Corrections stay in force. It can be stopped at any time; the next call goes on where this one stopped.

    Args:
        progress: called before each document.
        cancelled: asked before each document; True ends it.

    Raises:
        LibraryBusy: another process is writing.
    """
    began = time.perf_counter()
    with library.writing() as publisher, workers(1, 0, limits_of(library.settings)) as readers:
        run = _Refresh(library, publisher, readers)
        outdated = run.outdated()
        for folder, root, entry in outdated:
            if cancelled is not None and cancelled():
                break
            if progress is not None:
                progress(Progress(run.looked_at, len(outdated), entry.doc))
            run.take_up(folder, root, entry)
            if run.batch.is_full:
                run.batch.flush()
        run.batch.flush()
        return RefreshReport(
            looked_at=run.looked_at,
            changed=run.changed,
            unchanged=run.looked_at - run.changed,
            gone=run.gone,
            left=len(outdated) - run.looked_at,
            encoded=publisher.encoded,
            seconds=time.perf_counter() - began,
        )


class _Refresh:
    """One refresh under way: its counts, and what waits to be published."""

    def __init__(self, library: Library, publisher: Publisher, readers: Workers) -> None:
        self.looked_at = self.changed = self.gone = 0
        self._catalog = library.catalog
        self._readers = readers
        self._max_bytes = library.settings.max_upload_mb * 1_000_000
        self.batch = Batch(library.catalog, publisher)

    def outdated(self) -> list[tuple[Path, int, Entry]]:
        """Return (folder, number of the root, entry) of each document that an older program read."""
        with self._catalog.reading() as connection:
            return [
                (folder, root, entry)
                for folder, (root, _) in catalog_writer.roots(connection).items()
                for entry in catalog_writer.entries(connection, root)
                if entry.reading is not None
                and (abs(entry.reading) < READING or (entry.reading > 0 and entry.has_pictures_to_read))
            ]

    def take_up(self, folder: Path, root: int, entry: Entry) -> None:
        """Make a document's version anew, and draft it where it says something else than the published one."""
        with self._catalog.reading() as connection:
            stored = catalog_writer.stored(connection, entry.id)
            correction = corrections.of(connection, entry.id).fields
        doc = printable(entry.path)
        file = folder / entry.path
        self.looked_at += 1
        data_hash, stamp, reading = None, None, -READING
        try:
            stamp = Stamp.of(file)
            data = read_bytes(file, root=folder, max_bytes=self._max_bytes)
            data_hash = hash_of(data)
            made = self._made(len(data), doc, work.read_one, data, correction)
            reading = READING
        except (OSError, UnreadableFile) as error:
            log.info("%s: made anew from its stored text: %s", entry.doc, error)
            self.gone += 1
            data_hash, stamp = None, None
            try:
                made = self._made(len(stored.clean.text), doc, work.make_anew, stored, correction)
            except UnreadableFile as fault:
                log.warning("%s: %s", entry.doc, fault)
                return
        if made.says_the_same(stored) and data_hash in (None, entry.hash):
            self.batch.confirm(stored.version, reading)
            return
        draft = made.draft(
            entry.id, root, entry.path, entry.doc, hash=data_hash, stamp=stamp, reading=reading
        )
        self.batch.add(draft, lambda reason: self._settled(entry, reason))

    def _made(
        self, size: int, doc: str, make: Callable[..., Version], content: object, correction: Correction
    ) -> Version:
        return self._readers.submit(size, doc, make, content, doc=doc, correction=correction).result()

    def _settled(self, entry: Entry, reason: str | None) -> None:
        if reason is None:
            self.changed += 1
        else:
            log.warning("%s: %s", entry.doc, reason)
