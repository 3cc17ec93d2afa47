"""Synchronise a library with folders and files: compare, read what is new, publish, remove what is missing."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.faults import is_of_one_file
from ingest.library import catalog_writer, corrections
from ingest.library.library import Library
from ingest.library.model import Entry, Stamp
from ingest.read import discover, printable
from ingest.read.files import read_bytes
from ingest.read.members import Member
from ingest.sync import last_sync, work
from ingest.sync.gone import Gone
from ingest.sync.inside import Inside
from ingest.sync.limits import limits_of
from ingest.sync.model import Progress, SyncReport
from ingest.sync.outcomes import Outcomes, Reading, reason_of
from ingest.sync.sources import Names, Place, canonical, hash_of, place, refuse_unmounted
from ingest.sync.version import Content, Opened
from ingest.sync.workers import Workers, workers

# Archives in archives in archives: people's have one or two.
_DEEPEST = 3
# Bytes of files that wait to be read.
_MOST_WAITING = 100_000_000


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
    limits = limits_of(library.settings)
    with workers(library.settings.workers, new, limits) as readers, library.writing() as publisher:
        if re_embed:
            publisher.rebuild()
        before = last_sync.held(library.catalog)
        done = Outcomes(library.catalog, publisher, readers)
        run = _Run(library, done, readers, progress, cancelled, frozenset(aside))
        for target in targets:
            run.sync(target, keep_missing=keep_missing)
        last_sync.note(
            library.catalog,
            before,
            targets,
            [(failure.path, failure.reason) for failure in done.failed],
            unchanged=done.unchanged,
            seconds=time.perf_counter() - start,
            cancelled=run.stopped,
        )
        return SyncReport(
            added=done.added,
            changed=done.changed,
            unchanged=done.unchanged,
            removed=done.removed,
            failed=tuple(done.failed),
            passages=library.passage_count(),
            seconds=time.perf_counter() - start,
            cancelled=run.stopped,
        )


class _Run:
    """One sync under way: what it looks at, and what is being read."""

    def __init__(
        self,
        library: Library,
        outcomes: Outcomes,
        readers: Workers,
        progress: Callable[[Progress], None] | None,
        cancelled: Callable[[], bool] | None,
        aside: frozenset[Path],
    ) -> None:
        self.stopped = False
        self._catalog = library.catalog
        self._own_folder = library.settings.library.resolve()
        self._max_bytes = library.settings.max_upload_mb * 1_000_000
        self._outcomes = outcomes
        self._readers = readers
        self._waiting: deque[Reading] = deque()
        self._progress = progress or (lambda _: None)
        self._cancelled = cancelled or (lambda: False)
        self._aside = aside
        self._gone: Gone | None = None
        self._shown = (0, 0)

    def sync(self, target: Path, *, keep_missing: bool) -> None:
        """Make the library hold what the canonical path `target` holds."""
        with self._catalog.transaction() as tx:
            at = place(tx, target, library=self._own_folder)
            entries = {entry.path: entry for entry in catalog_writer.entries(tx, at.root)}
            names = Names(catalog_writer.docs(tx))
        found = {file.relative_to(at.folder): file for file in self._files(at)}
        linked = {path for path, file in found.items() if file.is_symlink() and file.is_dir()}
        inside = Inside(entries, found.keys() - linked)
        self._outcomes.begin(at, names, inside)
        missing = [
            entry
            for path, entry in entries.items()
            if path not in found and at.covers(path) and not inside.holds(path)
        ]
        refuse_unmounted(at, [] if keep_missing else missing)
        lost = [each for path, each in entries.items() if path not in found and not inside.holds(path)]
        self._gone = gone = Gone(at, lost)
        for done, (path, file) in enumerate(found.items()):
            if self._is_to_stop():
                break
            if not self._waiting:
                self._progress(Progress(done, len(found), printable(path)))
            self._shown = (done, len(found))
            self._look_at(at, path, file, inside.found(path))
            for _ in self._taken_in(at, leave=self._readers.ahead):
                self._show(done + 1, len(found))
        for _ in self._taken_in(at, leave=0):
            self._show(len(found), len(found))
            if self._is_to_stop():
                break
        self._waiting.clear()
        self._outcomes.publish()
        if not keep_missing and not self.stopped:
            self._outcomes.remove([entry for entry in missing if entry.id not in gone.moved] + inside.gone)

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
            inside = self._outcomes.inside.of(path)
            known = [*([entry] if entry else []), *inside]
            if stamp and known and all(_is_current(each) and stamp.same_file(each.stamp) for each in known):
                for each in known:
                    self._outcomes.is_unchanged(each, stamp)
                return
            data = read_bytes(file, root=at.folder, max_bytes=self._max_bytes)
            data_hash = hash_of(data)
            if stamp is None:
                raise UnreadableFile(
                    "文件已不存在，可能刚被移走。(The file is gone; it may have just been moved.)"
                )
            if not inside and entry and not entry.outdated and entry.holds(data_hash):
                self._outcomes.is_unchanged(entry, stamp)
                return
            self._take(at, path, data, stamp, data_hash, entry)
        except OSError as error:
            reason = f"无法读取：{error.strerror}。(Cannot be read: {error.strerror}.)"
        except Exception as error:
            if not is_of_one_file(error):
                raise
            reason = reason_of(path, error)
        else:
            return
        # Failures are told in the order of the files.
        deque(self._taken_in(at, leave=0), maxlen=0)
        self._outcomes.fail(path, entry, reason)

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
            if self._outcomes.rename(path, stamp, renamed):
                return
        known = entry or renamed
        with self._catalog.reading() as connection:
            correction = corrections.correction_for(connection, known.id if known else None, content_hash)
        name = printable(path)
        size = len(content) if isinstance(content, bytes) else len(content.text)
        made = self._readers.submit(size, name, work.read, content, doc=name, correction=correction)
        self._waiting.append(Reading(path, entry, known, stamp, content_hash, size, made, depth))

    def _open(self, at: Place, outer: Reading, opened: Opened) -> None:
        """See to the documents inside a file, each as to a file of its own, before the files after it.

        Raises:
            UnreadableFile: it lies too deep inside others.
        """
        if outer.depth >= _DEEPEST:
            raise UnreadableFile(
                "压缩包套得太深，没有读取；请解压后放入。(An archive within too many others; unpack it.)"
            )
        if opened.own is not None:
            self._outcomes.settle(replace(outer, stamp=None), opened.own)
        others, self._waiting = self._waiting, deque()
        try:
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
        finally:
            self._waiting = others

    def _look_inside(self, at: Place, path: Path, member: Member, outer: Reading) -> None:
        """Find out what has become of a document inside a file, and do what follows from it."""
        entry = self._outcomes.inside.found(path)
        if at.folder / path in self._aside:
            self._outcomes.inside.set_aside(path)
            return
        if isinstance(member.content, str):
            self._outcomes.fail(path, entry, member.content)
        elif entry is not None and not entry.outdated and entry.holds(member.digest):
            self._outcomes.is_unchanged(entry, entry.stamp)
        else:
            self._take(at, path, member.content, None, member.digest, entry, outer.depth + 1)

    def _taken_in(self, at: Place, *, leave: int) -> Iterator[None]:
        """See to files that were read, one a step and in their order, until at most `leave` wait and the next of them is
        still being read."""
        while self._waiting and (
            len(self._waiting) > leave
            or self._waiting[0].made.done()
            or sum(each.size for each in self._waiting) > _MOST_WAITING
        ):
            each = self._waiting.popleft()
            if each.entry is None or each.entry.reason is None:
                self._outcomes.prepare()
            try:
                made = each.made.result()
                if isinstance(made, Opened):
                    self._open(at, each, made)
                else:
                    self._outcomes.settle(each, made)
                if each.depth == 0 and not self.stopped:
                    self._outcomes.looked_through(each, made)
            except Exception as error:
                if not is_of_one_file(error):
                    raise
                self._outcomes.fail(each.path, each.known, reason_of(each.path, error))
            self._outcomes.publish_if_full()
            yield


def _is_current(entry: Entry) -> bool:
    return entry.reason is None and not entry.outdated
