"""Files are read ahead of the one that is published, by as many processes as there are cores.

To read, clean, describe and split a document and to extract its facts takes nine tenths of an ingest, and needs nothing
of the library. It is never done in the process that holds the library: what a file does to the one that reads it, or
takes of its time and memory beyond the limits, costs that file alone. A file that brings its process down is read once
more by a new one. One process stays ready when a sync has ended: the next one, as of an upload, begins at once."""

from __future__ import annotations

import atexit
import logging
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from ingest.child_process import environment
from ingest.errors import UnreadableFile
from ingest.sync.limits import Limits
from ingest.sync.reader_process import ReaderDied, ReaderProcess

log = logging.getLogger(__name__)
T = TypeVar("T")
# Starting a process costs as much as reading so many files: so many of them need no second one.
_READ_BY_ONE = 4
# Files of one process that may wait or be read ahead of the one published: memory holds their texts.
_AHEAD = 4
_ATTEMPTS = 2


class Workers:
    """Works through files in the order in which they are handed over, several at a time.

    Attributes:
        ahead: how many may wait or be worked at ahead of the one that is published.
        peak: the most memory that a task took so far beyond what its process holds at rest, in bytes.
    """

    def __init__(self, count: int, expected: int, limits: Limits) -> None:
        """Start the processes that will surely be needed, to be ready when the library is.

        Args:
            count: of processes at most.
            expected: how many files will be read as far as one can see.
            limits: for each file of up to 100 MB.
        """
        self.ahead = _AHEAD * count
        self.peak = 0
        self._count = count
        self._limits = limits
        self._handed_over = 0
        self._closed = False
        self._changed = threading.Condition()
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="reading")
        self._processes: list[ReaderProcess] = []
        self._idle: list[ReaderProcess] = []
        if expected > 0:
            if (ready := _take_ready()) is not None:
                self._processes, self._idle = [ready], [ready]
            for _ in range(self._wanted(expected) - len(self._processes)):
                process = ReaderProcess()
                self._processes.append(process)
                self._idle.append(process)

    def submit(
        self, size: int, name: str, function: Callable[..., T], /, *arguments: Any, **options: Any
    ) -> Future[T]:
        """Return what a function of a module gives, once it has been called in another process.

        It fails with UnreadableFile where the function does, and where two processes die over it.

        Args:
            size: of what is worked at, in bytes, from which the limits follow.
            name: what it is called in the log.
            function: what is called.
            arguments, options: what it is called with.
        """
        self._handed_over += 1
        limits = self._limits.for_size(size)
        return self._threads.submit(self._elsewhere, name, limits, function, *arguments, **options)

    def close(self) -> None:
        """End the processes but one that stands ready; what was not worked at yet is not any more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            idle, self._idle = self._idle, []
            busy = [process for process in self._processes if process not in idle]
        for process in busy:
            process.close()
        self._threads.shutdown(cancel_futures=True)
        for process in idle:
            _keep_ready(process)

    def _elsewhere(
        self, name: str, limits: Limits, function: Callable[..., T], /, *arguments: Any, **options: Any
    ) -> T:
        """Return what the function gives in a process, and once more in a new one where that died."""
        for attempt in range(_ATTEMPTS):
            process = self._process(new=attempt > 0)
            try:
                return process.run(limits, function, *arguments, **options)
            except ReaderDied as died:
                if self._closed:
                    break
                log.info("%s: the process that read it died: %s", name, died)
            finally:
                self.peak = max(self.peak, process.peak)
                self._give_back(process)
        raise UnreadableFile(
            "读取时进程意外终止，可能是内存不足或文件损坏；其他文件不受影响。"
            "(The process reading it died: out of memory, or a damaged file. Other files are not affected.)"
        )

    def _wanted(self, files: int) -> int:
        """Return how many processes are worth their start for so many files."""
        return 1 if files <= _READ_BY_ONE else self._count

    def _process(self, *, new: bool) -> ReaderProcess:
        """Return a process that is idle, or a new one.

        Args:
            new: none that is idle, as one of them has just died.

        Raises:
            UnreadableFile: the workers were closed meanwhile.
        """
        with self._changed:
            while not self._closed:
                if new and self._idle:
                    unused = self._idle.pop()
                    self._processes.remove(unused)
                    unused.close()
                if self._idle and not new:
                    return self._idle.pop()
                if len(self._processes) < self._wanted(self._handed_over):
                    process = (None if self._processes or new else _take_ready()) or ReaderProcess()
                    self._processes.append(process)
                    return process
                self._changed.wait()
        raise UnreadableFile("已停止。(Stopped.)")

    def _give_back(self, process: ReaderProcess) -> None:
        """Let a process be used for the next task; one that grew too large, or has ended, is not."""
        fresh = process.is_fresh
        with self._changed:
            if fresh and not self._closed:
                self._idle.append(process)
            else:
                self._processes.remove(process)
            self._changed.notify_all()
        if process not in self._processes:
            process.close()


@contextmanager
def workers(count: int | None, expected: int, limits: Limits) -> Iterator[Workers]:
    """Yield workers, on every core that this process may use where `count` is None, and end them; arguments as of `Workers`."""
    made = Workers(count or _cores(), expected, limits)
    try:
        yield made
    finally:
        made.close()


_ready: list[ReaderProcess] = []
_ready_lock = threading.Lock()


def make_ready() -> None:
    """Start a process that stands ready for the next file, unless there is one."""
    with _ready_lock:
        if not _ready:
            _ready.append(ReaderProcess())


def _take_ready() -> ReaderProcess | None:
    """Return the process that stands ready; None where there is none, or the environment is another by now."""
    with _ready_lock:
        process = _ready.pop() if _ready else None
    if process is not None and not (process.is_fresh and process.environment == environment()):
        process.close()
        return None
    return process


def _keep_ready(process: ReaderProcess) -> None:
    """Let a process stand ready, or end it where another one does."""
    if process.is_fresh:
        with _ready_lock:
            if not _ready:
                _ready.append(process)
                return
    process.close()


@atexit.register
def end_ready() -> None:
    """End the process that stands ready."""
    with _ready_lock:
        while _ready:
            _ready.pop().close()


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
