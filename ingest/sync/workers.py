"""Files are read ahead of the one that is published, by as many processes as there are cores.

To read, clean, describe and split a document and to extract its facts takes nine tenths of an ingest, and needs nothing
of the library. A file that brings its process down is read once more by a new one, and then fails alone."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import Empty, SimpleQueue

from ingest.errors import UnreadableFile
from ingest.schema import Correction
from ingest.sync.reader_process import ReaderDied, ReaderProcess, version_of
from ingest.sync.versions import Content, Opened, Version

log = logging.getLogger(__name__)
# Starting a process costs as much as reading so many files: the first ones are read here, unless more are expected.
_READ_HERE = 4
# Files of one process that may wait or be read ahead of the one published: memory holds their texts.
_AHEAD = 4
_ATTEMPTS = 2


class Workers:
    """Reads files in the order in which they are handed over, several at a time."""

    def __init__(self, count: int, expected: int = 0) -> None:
        """Begin without a process: they are started when there are files enough.

        Args:
            count: of processes at most; 1 reads every file here.
            expected: how many files will surely be read: where that is enough the processes are started at once, to be
                ready when the library is.
        """
        self.ahead = _AHEAD * count if count > 1 else 0
        self._count = count
        self._handed_over = 0
        self._threads: ThreadPoolExecutor | None = None
        self._closed = False
        self._idle: SimpleQueue[ReaderProcess] = SimpleQueue()
        self._started: list[ReaderProcess] = []
        if count > 1 and expected > _READ_HERE * count:
            self._threads = self._begin()
            for _ in range(count):
                self._idle.put(self._start())

    def version(self, content: Content, *, doc: str, correction: Correction) -> Future[Version | Opened]:
        """Return what a file holds, once it is read; arguments and errors are those of `version_of`.

        A file over which two processes die fails with UnreadableFile.
        """
        self._handed_over += 1
        if self._threads is None:
            if self._count == 1 or self._handed_over <= _READ_HERE:
                return _read_here(content, doc=doc, correction=correction)
            self._threads = self._begin()
        return self._threads.submit(self._elsewhere, content, doc, correction)

    def close(self) -> None:
        """End the processes; files not read yet are not read any more."""
        if self._threads is None:
            return
        self._closed = True
        for process in self._started:
            process.close()
        self._threads.shutdown(cancel_futures=True)

    def _elsewhere(self, content: Content, doc: str, correction: Correction) -> Version | Opened:
        """Return what a file holds as read by a process, and once more by a new one where that died."""
        for attempt in range(_ATTEMPTS):
            process = self._process() if attempt == 0 else self._start()
            try:
                made = process.version(content, doc=doc, correction=correction)
            except ReaderDied as died:
                if self._closed:
                    break
                log.info("%s: the process that read it died: %s", doc, died)
            except UnreadableFile:
                self._idle.put(process)
                raise
            else:
                self._idle.put(process)
                return made
        raise UnreadableFile(
            "读取时进程意外终止，可能是内存不足或文件损坏；其他文件不受影响。"
            "(The process reading it died: out of memory, or a damaged file. Other files are not affected.)"
        )

    def _begin(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._count, thread_name_prefix="reading")

    def _process(self) -> ReaderProcess:
        """Return a process that is idle, or a new one; there are no more than threads."""
        try:
            return self._idle.get_nowait()
        except Empty:
            return self._start()

    def _start(self) -> ReaderProcess:
        process = ReaderProcess()
        self._started.append(process)
        if self._closed:
            process.close()
        return process


def _read_here(content: Content, *, doc: str, correction: Correction) -> Future[Version | Opened]:
    """Return what a file holds that is read here and now, as one that was read elsewhere."""
    made: Future[Version | Opened] = Future()
    try:
        made.set_result(version_of(content, doc=doc, correction=correction))
    except UnreadableFile as error:
        made.set_exception(error)
    return made


@contextmanager
def workers(count: int | None, expected: int) -> Iterator[Workers]:
    """Yield workers, on every core that this process may use where `count` is None, and end them; arguments as of `Workers`."""
    made = Workers(count or _cores(), expected)
    try:
        yield made
    finally:
        made.close()


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
