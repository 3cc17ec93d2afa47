"""Watch folders, and read them again once changes in them have settled.

The operating system notifies of changes at once and at no cost, through the library watchfiles. It does not notify of
changes that others make on a network drive; so each folder is also scanned from time to time.
"""

from __future__ import annotations

import json
import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from watchfiles import watch
from watchfiles._rust_notify import WatchfilesRustInternalError

from ingest.errors import XianwenError
from ingest.faults import told
from ingest.library import catalog_writer
from ingest.library.library import Library
from ingest.read import discover
from ingest.read.files import is_skipped

log = logging.getLogger(__name__)
# A folder stands still when nothing has changed in it for so many seconds.
SECONDS = 3.0
# Between two looks through a folder; or, for one that takes long to look through, so many times as long as that takes.
LOOK_SECONDS, LOOK_TIMES = 60.0, 100
# How often notifications are collected and the end is noticed, in milliseconds.
STEP = 200
_WATCHED = "watched"


def watched(library: Library) -> list[Path]:
    """Return the folders that are watched."""
    return [Path(path) for path in json.loads(library.catalog.meta(_WATCHED) or "[]")]


def set_watched(library: Library, folder: Path, on: bool) -> None:
    """Watch `folder` from now on, or no longer."""
    folders = {*watched(library), folder} if on else {*watched(library)} - {folder}
    with library.catalog.transaction() as tx:
        catalog_writer.set_meta(tx, **{_WATCHED: json.dumps(sorted(map(str, folders)))})


def snapshot(folder: Path, library: Path) -> int:
    """Return a number that changes when a file of `folder` is added, changed or removed.

    Args:
        library: canonical folder of the library, whose own files do not count.

    Raises:
        OSError, UnreadableFile: the folder cannot be looked through.
    """
    seen = []
    for file in discover(folder):
        if not _may_hold(folder, file, library):
            continue
        try:
            stat = file.stat()
        except OSError:
            continue  # gone between the listing and the look
        seen.append((str(file), stat.st_size, stat.st_mtime_ns))
    return hash(tuple(seen))


@dataclass(slots=True)
class _Folder:
    """What is known of a watched folder.

    Attributes:
        identity: see `_identity`; None while it is gone.
        changed_at: when it was last seen to have changed, if that has not been read yet.
        seen: its snapshot when it was read.
        looked: its snapshot when a look through it, not a notification, showed a change that has not been read yet.
        look_at: when it is next looked through.
        problem: why it could not be read the last time; "" where it could.
    """

    identity: tuple[int, int] | None = None
    changed_at: float | None = None
    seen: int | None = None
    looked: int | None = None
    look_at: float = 0.0
    problem: str = ""


class Watcher:
    """The thread that watches."""

    def __init__(
        self,
        library: Library,
        sync: Callable[[Path], object],
        *,
        seconds: float = SECONDS,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        """Watch the folders of `library` that are set to be; `sync` reads one of them again."""
        self._library = library
        self._own_folder = library.settings.library.resolve()
        self._sync = sync
        self._seconds = seconds
        self._look_seconds = look_seconds
        self._folders: dict[Path, _Folder] = {}
        # None leaves it to watchfiles, which heeds WATCHFILES_FORCE_POLLING.
        self._polling: bool | None = None
        # Why watching itself, not a folder, went wrong the last time.
        self._problem = ""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch-folders", daemon=True)

    @property
    def problem(self) -> str:
        """Return why watched folders could not be read the last time; "" where all is well."""
        problems = [self._problem, *(folder.problem for folder in list(self._folders.values()))]
        return " ".join(filter(None, problems))

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, once a sync that is under way is done."""
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self._go_on()
            except Exception as error:
                log.exception("watching folders")
                self._problem = told(error, "监视文件夹", "watching folders")
                self._ended.wait(self._seconds)

    def _go_on(self) -> None:
        """Read what has changed, and watch until others are to be watched, or one of them is gone or back."""
        there = self._there()
        known = self._folders
        self._folders = {path: known.get(path, _Folder()) for path in there}
        for path, folder in self._folders.items():
            if folder.identity is None or folder.identity != there[path]:
                folder.changed_at = -math.inf  # what changed while nobody watched is read at once
            folder.identity = there[path]
        self._read_again()
        self._problem = ""
        try:
            self._watch(there)
        except FileNotFoundError:
            return  # gone just now
        except (OSError, WatchfilesRustInternalError) as error:
            log.warning("too much to be notified of, looking every %.0f s instead: %s", self._seconds, error)
            self._polling = True
            self._ended.wait(self._seconds)

    def _there(self) -> dict[Path, tuple[int, int] | None]:
        return {path: _identity(path) for path in watched(self._library)}

    def _watch(self, there: dict[Path, tuple[int, int] | None]) -> None:
        """Watch the folders that are `there` until others are to be watched, or one of them is gone or back.

        Raises:
            OSError, WatchfilesRustInternalError: the system cannot notify of so many folders.
        """
        present = [path for path, identity in there.items() if identity is not None]
        if not present:
            self._ended.wait(self._seconds)
            return
        milliseconds = max(1, round(self._seconds * 1000))
        notices = watch(
            *present,
            watch_filter=lambda _, path: any(map(partial(self._concerns, Path(path)), present)),
            step=min(STEP, milliseconds),
            rust_timeout=milliseconds,
            yield_on_timeout=True,
            stop_event=self._ended,
            force_polling=self._polling,
            poll_delay_ms=milliseconds,
            ignore_permission_denied=True,
        )
        for changes in notices:
            now = time.monotonic()
            for path in {Path(path) for _, path in changes}:
                log.debug("changed: %s", path)
                for folder in present:
                    if self._concerns(path, folder):
                        self._folders[folder].changed_at = now
            self._read_again()
            if self._there() != there:
                return

    def _concerns(self, path: Path, folder: Path) -> bool:
        """Return whether what happens to `path` may change a document of `folder`."""
        if not path.is_relative_to(folder) or any(map(is_skipped, path.relative_to(folder).parts)):
            return False
        return _may_hold(folder, path, self._own_folder)

    def _read_again(self) -> None:
        """Read the folders that have changed and stand still; look through those whose turn it is."""
        for path, folder in self._folders.items():
            if self._ended.is_set():
                return
            try:
                if folder.changed_at is None and time.monotonic() >= folder.look_at:
                    self._look(path, folder)
                if folder.changed_at is not None and time.monotonic() - folder.changed_at >= self._seconds:
                    self._read(path, folder)
            except Exception as error:
                problem = told(error, "读取所监视的文件夹", "reading a watched folder")
                if folder.problem != problem:
                    trace = None if isinstance(error, XianwenError) else error
                    log.warning("watched folder %s: %s", path, error, exc_info=trace)
                folder.problem, folder.changed_at = problem, time.monotonic()

    def _look(self, path: Path, folder: _Folder) -> None:
        began = time.monotonic()
        seen = snapshot(path, self._own_folder)
        now = time.monotonic()
        folder.look_at = now + max(self._look_seconds, LOOK_TIMES * (now - began))
        if seen != folder.seen:
            folder.looked, folder.changed_at = seen, now

    def _read(self, path: Path, folder: _Folder) -> None:
        seen = snapshot(path, self._own_folder)
        if folder.looked not in (None, seen):
            folder.looked, folder.changed_at = seen, time.monotonic()
            return
        self._sync(path)
        folder.seen, folder.looked, folder.changed_at, folder.problem = seen, None, None, ""


def _may_hold(folder: Path, file: Path, library: Path) -> bool:
    """Return whether `file` may be a document of `folder`: a library may lie in the folder that it was made from."""
    return folder.is_relative_to(library) or not file.is_relative_to(library)


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return device and number of a folder, others once its disk was mounted anew; None where it is gone."""
    try:
        stat = folder.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino
