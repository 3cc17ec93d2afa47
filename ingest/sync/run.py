"""Synchronise a library with folders and files: compare, read what is new, publish, remove what is missing."""

from __future__ import annotations

import hashlib
import logging
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.library import catalog_writer, corrections
from ingest.library.library import Library
from ingest.library.model import Entry, Stamp
from ingest.library.publisher import Publisher
from ingest.read import discover, printable
from ingest.read.files import read_bytes
from ingest.read.members import Member
from ingest.schema import READING
from ingest.sync import last_sync
from ingest.sync.batch import Batch
from ingest.sync.gone import Gone
from ingest.sync.inside import Inside
from ingest.sync.model import Failure, Progress, SyncReport
from ingest.sync.sources import Names, Place, canonical, place, refuse_unmounted
from ingest.sync.versions import Content, Opened, Version, from_stored
from ingest.sync.workers import Workers, workers

log = logging.getLogger(__name__)
# Archives in archives in archives: people's have one or two.
_DEEPEST = 3


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
        stamp, hash: of the file; of what lies inside another, the stamp is that one's, and is set when all of it is in.
        made: what becomes of it, or why nothing does.
        depth: how many files it lies inside of.
    """

    path: Path
    entry: Entry | None
    known: Entry | None
    stamp: Stamp | None
    hash: bytes
    made: Future[Version | Opened]
    depth: int = 0


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
        self._inside = Inside({}, ())
        self._gone: Gone | None = None
        self._shown = (0, 0)
        self._looked_through: dict[Path, Stamp] = {}
        self._batch = Batch(library.catalog, publisher)

    def sync(self, target: Path, *, keep_missing: bool) -> None:
        """Make the library hold what the canonical path `target` holds."""
        with self._catalog.transaction() as tx:
            at = place(tx, target, library=self._own_folder)
            entries = {entry.path: entry for entry in catalog_writer.entries(tx, at.root)}
            self._names = Names(catalog_writer.docs(tx))
        found = {file.relative_to(at.folder): file for file in self._files(at)}
        linked = {path for path, file in found.items() if file.is_symlink() and file.is_dir()}
        self._inside = Inside(entries, found.keys() - linked)
        missing = [
            entry
            for path, entry in entries.items()
            if path not in found and at.covers(path) and not self._inside.holds(path)
        ]
        refuse_unmounted(at, [] if keep_missing else missing)
        lost = [each for path, each in entries.items() if path not in found and not self._inside.holds(path)]
        self._gone = gone = Gone(at, lost)
        for done, (path, file) in enumerate(found.items()):
            if self._is_to_stop():
                break
            if not self._waiting:
                self._progress(Progress(done, len(found), printable(path)))
            self._shown = (done, len(found))
            self._look_at(at, path, file, self._inside.found(path))
            for _ in self._taken_in(at, leave=self._readers.ahead):
                self._show(done + 1, len(found))
        for _ in self._taken_in(at, leave=0):
            self._show(len(found), len(found))
            if self._is_to_stop():
                break
        self._waiting.clear()
        self._batch.flush()
        with self._catalog.transaction() as tx:
            for path, whole in self._looked_through.items():
                catalog_writer.set_stamp_of_all_in(tx, at.root, path, whole)
        self._looked_through.clear()
        if not keep_missing and not self.stopped:
            self._remove([entry for entry in missing if entry.id not in gone.moved] + self._inside.gone)

    def _is_to_stop(self) -> bool:
        self.stopped = self.stopped or self._cancelled()
        return self.stopped

    def _show(self, looked_at: int, total: int) -> None:
        """Tell the progress where files wait: the first of them is the one to be seen to."""
        if self._waiting:
            self._shown = (looked_at - len(self._waiting), total)
            self._progress(Progress(looked_at - len(self._waiting), total, printable(self._waiting[0].path)))

    def _files(self, at: Place) -> Iterator[Path]:
        for file in discover(at.target):
            if file in self._aside:
                continue
            # A library may lie in the folder that it was made from.
            if at.is_inside(self._own_folder) or not file.is_relative_to(self._own_folder):
                yield file

    def _look_at(self, at: Place, path: Path, file: Path, entry: Entry | None) -> None:
        """Find out what has become of one file, and do what follows from it."""
        try:
            stamp = Stamp.of(file) if file.exists() else None
            inside = self._inside.of(path)
            known = [*([entry] if entry else []), *inside]
            if stamp and known and all(_is_current(each) and stamp.same_file(each.stamp) for each in known):
                for each in known:
                    self._unchanged(each, stamp)
                return
            data = read_bytes(file, root=at.folder, max_bytes=self._max_bytes)
            data_hash = hash_of(data)
            if stamp is None:
                raise UnreadableFile(
                    "文件已不存在，可能刚被移走。(The file is gone; it may have just been moved.)"
                )
            if not inside and entry and not entry.outdated and entry.holds(data_hash):
                self._unchanged(entry, stamp)
                return
            self._take(at, path, data, stamp, data_hash, entry)
        except UnreadableFile as error:
            reason = str(error)
        except OSError as error:
            reason = f"无法读取：{error.strerror}。(Cannot be read: {error.strerror}.)"
        else:
            return
        # Failures are told in the order of the files.
        deque(self._taken_in(at, leave=0), maxlen=0)
        self._fail(at, path, entry, reason)

    def _take(
        self,
        at: Place,
        path: Path,
        content: Content,
        stamp: Stamp | None,
        content_hash: bytes,
        entry: Entry | None,
        depth: int = 0,
    ) -> None:
        """Have a file, or a document inside one, read, unless it is one that was only renamed; what becomes of it is seen
        to in its turn."""
        renamed = self._gone.take(content_hash) if entry is None and self._gone is not None else None
        if renamed is not None:
            # Names are given in the order of the files.
            deque(self._taken_in(at, leave=0), maxlen=0)
            if self._rename(at, path, stamp, renamed):
                self.changed += 1
                return
        known = entry or renamed
        with self._catalog.reading() as connection:
            correction = corrections.correction_for(connection, known.id if known else None, content_hash)
        made = self._readers.version(content, doc=printable(path), correction=correction)
        self._waiting.append(_Reading(path, entry, known, stamp, content_hash, made, depth))

    def _open(self, at: Place, outer: _Reading, opened: Opened) -> None:
        """See to the documents inside a file, each as to a file of its own, before the files after it.

        Raises:
            UnreadableFile: it lies too deep inside others.
        """
        if outer.depth >= _DEEPEST:
            raise UnreadableFile(
                "压缩包套得太深，没有读取；请解压后放入。(An archive within too many others; unpack it.)"
            )
        if opened.own is not None:
            self._settle(at, replace(outer, stamp=None), opened.own)
        others, self._waiting = self._waiting, deque()
        for member in opened.members:
            if self._is_to_stop():
                break
            path = outer.path / member.name
            self._progress(Progress(*self._shown, printable(path)))
            self._look_inside(at, path, member, outer)
            deque(self._taken_in(at, leave=self._readers.ahead), maxlen=0)
        for _ in self._taken_in(at, leave=0):
            if self._is_to_stop():
                break
        self._waiting = others

    def _look_inside(self, at: Place, path: Path, member: Member, outer: _Reading) -> None:
        """Find out what has become of a document inside a file, and do what follows from it."""
        entry = self._inside.found(path)
        if at.folder / path in self._aside:
            self._inside.set_aside(path)
            return
        if isinstance(member.content, str):
            self._fail(at, path, entry, member.content)
        elif entry is not None and not entry.outdated and entry.holds(member.digest):
            self._unchanged(entry, entry.stamp)
        else:
            self._take(at, path, member.content, None, member.digest, entry, outer.depth + 1)

    def _looked_through_to_the_end(self, file: _Reading, made: Version | Opened) -> None:
        own = made.own if isinstance(made, Opened) else made
        whole = self._inside.settled(file.path, is_document=own is not None)
        # Not before all of it is published: a file with this stamp is not looked into again.
        if isinstance(made, Opened) and file.stamp is not None and whole:
            self._looked_through[file.path] = file.stamp

    def _taken_in(self, at: Place, *, leave: int) -> Iterator[None]:
        """See to files that were read, one a step and in their order, until at most `leave` wait and the next of them is
        still being read."""
        while self._waiting and (len(self._waiting) > leave or self._waiting[0].made.done()):
            each = self._waiting.popleft()
            try:
                made = each.made.result()
                if isinstance(made, Opened):
                    self._open(at, each, made)
                else:
                    self._settle(at, each, made)
                if each.depth == 0 and not self.stopped:
                    self._looked_through_to_the_end(each, made)
            except UnreadableFile as error:
                self._fail(at, each.path, each.entry, str(error))
            if self._batch.is_full:
                self._batch.flush()
            yield

    def _unchanged(self, entry: Entry, stamp: Stamp | None) -> None:
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
        self._inside.unread(path)
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

    def _rename(self, at: Place, path: Path, stamp: Stamp | None, entry: Entry) -> bool:
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


def _is_current(entry: Entry) -> bool:
    return entry.reason is None and not entry.outdated


def hash_of(data: bytes) -> bytes:
    """Return the hash by which a file's content is known again."""
    return hashlib.blake2b(data, digest_size=16).digest()
