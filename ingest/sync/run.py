"""Synchronise a library with folders and files: compare, read what is new, publish, remove what is missing."""

from __future__ import annotations

import hashlib
import logging
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.library import catalog_writer, corrections
from ingest.library.library import Library
from ingest.library.model import Entry, Stamp
from ingest.library.publisher import Publisher
from ingest.read import discover, printable
from ingest.read.files import read_bytes
from ingest.schema import READING
from ingest.sync import last_sync
from ingest.sync.batch import Batch
from ingest.sync.gone import Gone
from ingest.sync.model import Failure, Progress, SyncReport
from ingest.sync.sources import Names, Place, canonical, place, refuse_unmounted
from ingest.sync.versions import Version, from_stored
from ingest.sync.workers import Workers, workers

log = logging.getLogger(__name__)


def sync(
    library: Library,
    paths: Sequence[Path],
    *,
    keep_missing: bool = False,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    re_embed: bool = False,
    aside: Collection[Path] = (),
) -> SyncReport:
    """Make `library` hold what `paths` hold.

    A folder is synced: what is gone from it is removed. A file is only itself.

    Args:
        keep_missing: remove nothing.
        progress: called before each file.
        cancelled: asked before each file; True ends the sync.
        aside: canonical paths of files to leave out although they are there.
        re_embed: first make both indexes anew from the catalogue, with the configured embedding model.

    Raises:
        LibraryError: a path does not exist, or is a folder whose disk seems not to be mounted.
        LibraryBusy: another process is writing.
    """
    start = time.perf_counter()
    targets = canonical(paths)
    new = sum(1 for target in targets for _ in discover(target)) - len(library.documents())
    with workers(library.settings.workers, new) as readers, library.writing() as publisher:
        if re_embed:
            publisher.rebuild()
        before = last_sync.held(library.catalog)
        run = _Run(library, publisher, readers, progress, cancelled, frozenset(aside))
        for target in targets:
            run.sync(target, keep_missing=keep_missing)
        last_sync.note(
            library.catalog,
            before,
            targets,
            [(failure.path, failure.reason) for failure in run.failed],
            unchanged=run.unchanged,
            seconds=time.perf_counter() - start,
            cancelled=run.stopped,
        )
        return SyncReport(
            added=run.added,
            changed=run.changed,
            unchanged=run.unchanged,
            removed=run.removed,
            failed=tuple(run.failed),
            passages=library.passage_count(),
            seconds=time.perf_counter() - start,
            cancelled=run.stopped,
        )


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file that is being read.

    Attributes:
        path: relative to the root.
        entry: of the document under this path, if there is one.
        known: that entry, or the one of the document that the file was before it was renamed.
        stamp, hash: of the file.
        made: what becomes of it, or why nothing does.
    """

    path: Path
    entry: Entry | None
    known: Entry | None
    stamp: Stamp
    hash: bytes
    made: Future[Version]


class _Run:
    """One sync under way: its counts, and what waits to be published."""

    def __init__(
        self,
        library: Library,
        publisher: Publisher,
        readers: Workers,
        progress: Callable[[Progress], None] | None,
        cancelled: Callable[[], bool] | None,
        aside: frozenset[Path],
    ) -> None:
        self.added = self.changed = self.unchanged = self.removed = 0
        self.failed: list[Failure] = []
        self.stopped = False
        self._catalog = library.catalog
        self._own_folder = library.settings.library.resolve()
        self._max_bytes = library.settings.max_upload_mb * 1_000_000
        self._publisher = publisher
        self._readers = readers
        self._waiting: deque[_Reading] = deque()
        self._progress = progress or (lambda _: None)
        self._cancelled = cancelled or (lambda: False)
        self._aside = aside
        self._names = Names(())
        self._batch = Batch(library.catalog, publisher)

    def sync(self, target: Path, *, keep_missing: bool) -> None:
        """Make the library hold what the canonical path `target` holds."""
        with self._catalog.transaction() as tx:
            at = place(tx, target, library=self._own_folder)
            entries = {entry.path: entry for entry in catalog_writer.entries(tx, at.root)}
            self._names = Names(catalog_writer.docs(tx))
        found = {file.relative_to(at.folder): file for file in self._files(at)}
        closed = [path for path, file in found.items() if file.is_dir() and not file.is_symlink()]
        missing = [
            entry
            for path, entry in entries.items()
            if path not in found
            and at.covers(path)
            and not any(path.is_relative_to(folder) for folder in closed)
        ]
        refuse_unmounted(at, [] if keep_missing else missing)
        gone = Gone(at, [entry for path, entry in entries.items() if path not in found])
        for done, (path, file) in enumerate(found.items()):
            if self._is_to_stop():
                break
            if not self._waiting:
                self._progress(Progress(done, len(found), printable(path)))
            self._look_at(at, path, file, entries.get(path), gone)
            for _ in self._taken_in(at, leave=self._readers.ahead):
                self._show(done + 1, len(found))
        for _ in self._taken_in(at, leave=0):
            self._show(len(found), len(found))
            if self._is_to_stop():
                break
        self._waiting.clear()
        self._batch.flush()
        if not keep_missing and not self.stopped:
            self._remove([entry for entry in missing if entry.id not in gone.moved])

    def _is_to_stop(self) -> bool:
        self.stopped = self.stopped or self._cancelled()
        return self.stopped

    def _show(self, looked_at: int, total: int) -> None:
        """Tell the progress where files wait: the first of them is the one to be seen to."""
        if self._waiting:
            self._progress(Progress(looked_at - len(self._waiting), total, printable(self._waiting[0].path)))

    def _files(self, at: Place) -> Iterator[Path]:
        for file in discover(at.target):
            if file in self._aside:
                continue
            # A library may lie in the folder that it was made from.
            if at.is_inside(self._own_folder) or not file.is_relative_to(self._own_folder):
                yield file

    def _look_at(self, at: Place, path: Path, file: Path, entry: Entry | None, gone: Gone) -> None:
        """Find out what has become of one file, and do what follows from it."""
        try:
            stamp = Stamp.of(file) if file.exists() else None
            is_current = entry is not None and not entry.outdated
            if stamp and entry and is_current and entry.reason is None and stamp.same_file(entry.stamp):
                self._unchanged(entry, stamp)
                return
            data = read_bytes(file, root=at.folder, max_bytes=self._max_bytes)
            data_hash = hash_of(data)
            if stamp is None:
                raise UnreadableFile(
                    "文件已不存在，可能刚被移走。(The file is gone; it may have just been moved.)"
                )
            if entry and is_current and entry.version is not None and entry.hash == data_hash:
                self._unchanged(entry, stamp)
                return
            renamed = gone.take(data_hash) if entry is None else None
            if renamed is not None:
                # Names are given in the order of the files.
                deque(self._taken_in(at, leave=0), maxlen=0)
                if self._rename(at, path, stamp, renamed):
                    self.changed += 1
                    return
            self._read(path, data, stamp, data_hash, entry, entry or renamed)
        except UnreadableFile as error:
            reason = str(error)
        except OSError as error:
            reason = f"无法读取：{error.strerror}。(Cannot be read: {error.strerror}.)"
        else:
            return
        # Failures are told in the order of the files.
        deque(self._taken_in(at, leave=0), maxlen=0)
        self._fail(at, path, entry, reason)

    def _read(
        self,
        path: Path,
        data: bytes,
        stamp: Stamp,
        data_hash: bytes,
        entry: Entry | None,
        known: Entry | None,
    ) -> None:
        """Have a file read; what becomes of it is seen to in its turn."""
        with self._catalog.reading() as connection:
            correction = corrections.correction_for(connection, known.id if known else None, data_hash)
        made = self._readers.version(data, doc=printable(path), correction=correction)
        self._waiting.append(_Reading(path, entry, known, stamp, data_hash, made))

    def _taken_in(self, at: Place, *, leave: int) -> Iterator[None]:
        """See to files that were read, one a step and in their order, until at most `leave` wait and the next of them is
        still being read."""
        while self._waiting and (len(self._waiting) > leave or self._waiting[0].made.done()):
            each = self._waiting.popleft()
            try:
                self._settle(at, each, each.made.result())
            except UnreadableFile as error:
                self._fail(at, each.path, each.entry, str(error))
            if self._batch.is_full:
                self._batch.flush()
            yield

    def _unchanged(self, entry: Entry, stamp: Stamp) -> None:
        self.unchanged += 1
        log.debug("%s: unchanged", entry.doc)
        if entry.stamp == stamp and entry.reason is None:
            return
        with self._catalog.transaction() as tx:
            catalog_writer.set_stamp(tx, entry.id, stamp)
            if entry.reason is not None:
                catalog_writer.clear_failure(tx, entry.id)
                catalog_writer.bump_generation(tx)

    def _fail(self, at: Place, path: Path, entry: Entry | None, reason: str) -> None:
        """Note a failure. A version published earlier goes on answering."""
        self.failed.append(Failure(printable(path), reason))
        if entry is not None and entry.reason == reason:
            return
        log.info("%s: failed: %s", printable(path), reason)
        with self._catalog.transaction() as tx:
            if entry is None:
                document = catalog_writer.add_document(tx, at.root, path, self._names.take(path, at.folder))
            else:
                document = entry.id
            catalog_writer.set_failure(tx, document, reason)
            catalog_writer.bump_generation(tx)

    def _rename(self, at: Place, path: Path, stamp: Stamp, entry: Entry) -> bool:
        """Give a document its new name. False if it is to be read like a new version: the name tells something else of
        it than the old one did, or an older program read it."""
        self._names.give_back(entry.doc)
        doc = self._names.take(path, at.folder)
        with self._catalog.transaction() as tx:
            catalog_writer.move_document(tx, entry.id, at.root, path, doc)
            catalog_writer.set_stamp(tx, entry.id, stamp)
            catalog_writer.bump_generation(tx)
            stored = catalog_writer.stored(tx, entry.id)
            correction = corrections.of(tx, entry.id).fields
        made = from_stored(stored, doc=printable(path), correction=correction)
        return made.description == stored.description and not entry.outdated

    def _settle(self, at: Place, read: _Reading, made: Version) -> None:
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
                    self._unchanged(read.entry, read.stamp)
                    return
                self.changed += 1
                return
        doc = known.doc if known else self._names.take(read.path, at.folder)
        self._batch.add(
            made.draft(known.id if known else None, at.root, read.path, doc, hash=read.hash, stamp=read.stamp)
        )
        if known is not None and known.version is not None:
            self.changed += 1
        else:
            self.added += 1

    def _remove(self, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        self._publisher.remove([entry.id for entry in entries])
        self.removed += sum(entry.version is not None for entry in entries)


def hash_of(data: bytes) -> bytes:
    """Return the hash by which a file's content is known again."""
    return hashlib.blake2b(data, digest_size=16).digest()
