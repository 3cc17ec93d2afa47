"""Watched folders: looked at every few seconds, read again once what has changed in them stands still."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from ingest.errors import XianwenError
from ingest.library import catalog_writer
from ingest.library.library import Library
from ingest.read import discover

log = logging.getLogger(__name__)
# Between two looks; or, for a folder that takes long to look through, so many times as long as that takes.
SECONDS, TIMES = 3.0, 20
_WATCHED = "watched"


def watched(library: Library) -> list[Path]:
    """The folders that are watched."""
    return [Path(path) for path in json.loads(library.catalog.meta(_WATCHED) or "[]")]


def set_watched(library: Library, folder: Path, on: bool) -> None:
    """Watch `folder` from now on, or no longer."""
    folders = {*watched(library), folder} if on else {*watched(library)} - {folder}
    with library.catalog.transaction() as tx:
        catalog_writer.set_meta(tx, **{_WATCHED: json.dumps(sorted(map(str, folders)))})


def snapshot(folder: Path) -> int:
    """A number that changes when a file of `folder` is added, changed or removed.

    Raises:
        OSError, UnreadableFile: the folder cannot be looked through.
    """
    seen = []
    for file in discover(folder):
        try:
            stat = file.stat()
        except OSError:
            continue  # gone between the listing and the look
        seen.append((str(file), stat.st_size, stat.st_mtime_ns))
    return hash(tuple(seen))


class Watcher:
    """The thread that watches.

    Attributes:
        problem: why a watched folder could not be read the last time; "" where all is well.
    """

    def __init__(self, library: Library, sync: Callable[[Path], object], seconds: float = SECONDS) -> None:
        """Watch the folders of `library` that are set to be; `sync` reads one of them again."""
        self.problem = ""
        self._library = library
        self._sync = sync
        self._seconds = seconds
        self._known: dict[Path, int] = {}
        self._changing: dict[Path, int] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch-folders", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, once a sync that is under way is done."""
        self._ended.set()
        self._thread.join()

    def look(self) -> None:
        """Look at each watched folder once. A folder that looks the same twice after a change is read again; one
        that is new among the watched is read at once."""
        folders = watched(self._library)
        self._known = {folder: seen for folder, seen in self._known.items() if folder in folders}
        problems = []
        for folder in folders:
            try:
                seen = snapshot(folder)
                if self._known.get(folder) == seen:
                    continue
                if folder in self._known and self._changing.get(folder) != seen:
                    self._changing[folder] = seen
                    continue
                self._sync(folder)
                self._known[folder] = seen
            except (XianwenError, OSError) as error:
                problems.append(str(error))
                log.warning("watched folder %s: %s", folder, error)
        self.problem = " ".join(problems)

    def _run(self) -> None:
        wait = self._seconds
        while not self._ended.wait(wait):
            began = time.monotonic()
            self.look()
            wait = max(self._seconds, TIMES * (time.monotonic() - began))
