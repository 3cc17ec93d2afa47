"""What becomes of the files of a sync in the library: drafted, confirmed, renamed, failed, removed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UnreadableFile, XianwenError
from ingest.faults import fault_reason
from ingest.library import catalog_writer, corrections
from ingest.library.catalog import Catalog
from ingest.library.model import Entry, Stamp
from ingest.library.publisher import Publisher
from ingest.read import printable
from ingest.schema import READING
from ingest.sync import work
from ingest.sync.batch import Batch
from ingest.sync.inside import Inside
from ingest.sync.model import Failure
from ingest.sync.sources import Names, Place
from ingest.sync.version import Opened, Version
from ingest.sync.workers import Workers

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that is being read.

    Attributes:
        path: relative to the root.
        entry: of the document under this path, if there is one.
        known: that entry, or the one of the document that the file was before it was renamed.
        stamp, hash: of the file; of what lies inside another, the stamp is that one's, and is set when all of it is in.
        size: of it, in bytes.
        made: what becomes of it, or why nothing does.
        depth: how many files it lies inside of.
    """

    path: Path
    entry: Entry | None
    known: Entry | None
    stamp: Stamp | None
    hash: bytes
    size: int
    made: Future[Version | Opened]
    depth: int = 0


class Outcomes:
    """What a sync does to the library, one place after another, and what waits to be published.

    Attributes:
        added, changed, unchanged, removed: numbers of documents.
        failed: the files that failed, in the order in which that became known.
        inside: the documents inside the files of the place.
    """

    def __init__(self, catalog: Catalog, publisher: Publisher, readers: Workers) -> None:
        """Begin with nothing; the library's lock is held as long as this is used."""
        self.added = self.changed = self.unchanged = self.removed = 0
        self.failed: list[Failure] = []
        self.inside = Inside({}, ())
        self._catalog = catalog
        self._publisher = publisher
        self._readers = readers
        self._batch = Batch(catalog, publisher)
        self._names = Names(())
        self._at: Place | None = None
        self._looked_through: dict[Path, Stamp] = {}
        self._prepared = False

    def begin(self, at: Place, names: Names, inside: Inside) -> None:
        """Go on to another place.

        Args:
            at: the place.
            names: of all documents.
            inside: the documents inside its files.
        """
        self._at, self._names, self.inside = at, names, inside

    @property
    def _place(self) -> Place:
        assert self._at is not None
        return self._at

    def is_unchanged(self, entry: Entry, stamp: Stamp | None) -> None:
        """Note that a document is as it was, in a file with this stamp."""
        self.unchanged += 1
        log.debug("%s: unchanged", entry.doc)
        if entry.stamp == stamp and entry.reason is None:
            return
        with self._catalog.transaction() as tx:
            catalog_writer.set_stamp(tx, entry.id, stamp)
            if entry.reason is not None:
                catalog_writer.clear_failure(tx, entry.id)
                catalog_writer.bump_generation(tx)

    def fail(self, path: Path, entry: Entry | None, reason: str) -> None:
        """Note a failure. A version published earlier goes on answering."""
        self.failed.append(Failure(printable(path), reason))
        self.inside.unread(path)
        self._looked_through = {
            file: stamp for file, stamp in self._looked_through.items() if not path.is_relative_to(file)
        }
        if entry is not None and entry.reason == reason:
            return
        log.info("%s: failed: %s", printable(path), reason)
        with self._catalog.transaction() as tx:
            if entry is None:
                name = self._names.take(path, self._place.folder)
                document = catalog_writer.add_document(tx, self._place.root, path, name)
            else:
                document = entry.id
            catalog_writer.set_failure(tx, document, reason)
            catalog_writer.bump_generation(tx)

    def rename(self, path: Path, stamp: Stamp | None, entry: Entry) -> bool:
        """Give a document its new name. False if it is to be read like a new version: the name tells something else of
        it than the old one did, or an older program read it."""
        self._names.give_back(entry.doc)
        doc = self._names.take(path, self._place.folder)
        with self._catalog.transaction() as tx:
            catalog_writer.move_document(tx, entry.id, self._place.root, path, doc)
            catalog_writer.set_stamp(tx, entry.id, stamp)
            catalog_writer.bump_generation(tx)
            stored = catalog_writer.stored(tx, entry.id)
            correction = corrections.of(tx, entry.id).fields
        name = printable(path)
        size = len(stored.clean.text)
        making = self._readers.submit(size, name, work.make_anew, stored, doc=name, correction=correction)
        try:
            made = making.result()
        except UnreadableFile:
            return False
        if made.description != stored.description or entry.outdated:
            return False
        self.changed += 1
        return True

    def settle(self, read: Reading, made: Version) -> None:
        """Draft a document's new version, unless it says what an older program had read of the same file."""
        known = read.known
        log.info(
            "%s: %s, %d passages, %d facts, %d projects, %s, %s, %s (read in %.0f ms)",
            printable(read.path), made.format, len(made.passages), len(made.ledger.facts), len(made.ledger.projects),
            made.description.region, made.description.date, made.description.kind, 1000 * made.seconds,
        )  # fmt: skip
        if known is not None and known.outdated and known.hash == read.hash:
            with self._catalog.reading() as connection:
                stored = catalog_writer.stored(connection, known.id)
            if made.says_the_same(stored):
                self._batch.confirm(stored.version, READING)
                if read.entry is not None:
                    self.is_unchanged(read.entry, read.stamp)
                    return
                self.changed += 1
                return
        doc = known.doc if known else self._names.take(read.path, self._place.folder)
        draft = made.draft(
            known.id if known else None, self._place.root, read.path, doc, hash=read.hash, stamp=read.stamp
        )

        def settled(reason: str | None) -> None:
            if reason is not None:
                if known is None:
                    self._names.give_back(doc)
                self.fail(read.path, known, reason)
            elif known is not None and known.version is not None:
                self.changed += 1
            else:
                self.added += 1

        self._batch.add(draft, settled)

    def looked_through(self, file: Reading, made: Version | Opened) -> None:
        """Note that all in a file was seen to."""
        own = made.own if isinstance(made, Opened) else made
        whole = self.inside.settled(file.path, is_document=own is not None)
        # Not before all of it is published: a file with this stamp is not looked into again.
        if isinstance(made, Opened) and file.stamp is not None and whole:
            self._looked_through[file.path] = file.stamp

    def prepare(self) -> None:
        """Load what it takes to publish, while the first file is being read; what is wrong with it is said when there is
        something to be published."""
        if not self._prepared:
            self._prepared = True
            with suppress(XianwenError):
                self._publisher.prepare()

    def publish_if_full(self) -> None:
        """Publish what waits where that is enough."""
        if self._batch.is_full:
            self._batch.flush()

    def publish(self) -> None:
        """Publish what waits; nothing more comes of this place."""
        self._batch.flush()
        with self._catalog.transaction() as tx:
            for path, stamp in self._looked_through.items():
                catalog_writer.set_stamp_of_all_in(tx, self._place.root, path, stamp)
        self._looked_through = {}

    def remove(self, entries: Sequence[Entry]) -> None:
        """Remove documents."""
        if not entries:
            return
        self._publisher.remove([entry.id for entry in entries])
        self.removed += sum(entry.version is not None for entry in entries)


def reason_of(path: Path, error: Exception) -> str:
    """Return the reason of a file over which the program met `error`, which only the log has whole."""
    if not isinstance(error, UnreadableFile):
        log.info("%s: a fault of the program", printable(path), exc_info=error)
    return fault_reason(error)
