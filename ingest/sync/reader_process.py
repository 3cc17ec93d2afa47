"""One process that reads files for another: pickled (content, doc, correction) come in, what became of it goes out.

It ends when the program that started it closes its end or dies."""

from __future__ import annotations

import logging
import os
import pickle
import signal
import subprocess
import sys
import threading

from ingest.child_process import environment
from ingest.errors import UnreadableFile
from ingest.schema import Correction
from ingest.sync.versions import Content, Opened, Version, from_content

log = logging.getLogger(__name__)
_FIRST = "某县政府工作报告\n2021年，全县地区生产总值增长6%，新建桥梁2座。\n"


def version_of(content: Content, *, doc: str, correction: Correction) -> Version | Opened:
    """Return what a file holds, as `from_content` does; a fault of the program is one of this file alone.

    Raises:
        UnreadableFile: no text can be extracted, or the program fails over it.
    """
    try:
        return from_content(content, doc=doc, correction=correction)
    except UnreadableFile:
        raise
    except Exception as error:
        # Whatever readers, cleaning and extraction may meet in a file: the others go in.
        log.info("%s: a fault of the program", doc, exc_info=True)
        raise UnreadableFile(
            f"读取时程序出错（{type(error).__name__}），其他文件不受影响；详情见 XIANWEN_WORKERS=1 xianwen ingest -v。"
            f"(A fault of the program over this file: {type(error).__name__}.)"
        ) from error


class ReaderDied(Exception):
    """The process ended before it answered."""


class ReaderProcess:
    """A process started for reading, used by one thread at a time."""

    def __init__(self) -> None:
        """Start it; it is ready for work at once, though it needs a second to load what it reads with."""
        self._closing = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ingest.sync.reader_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(),
        )

    def version(self, content: Content, *, doc: str, correction: Correction) -> Version | Opened:
        """Return what a file holds; arguments and errors are those of `version_of`.

        Raises:
            ReaderDied: the process ended before it answered.
        """
        inbox, outbox = self._process.stdin, self._process.stdout
        assert inbox is not None and outbox is not None
        try:
            pickle.dump((content, doc, correction), inbox, pickle.HIGHEST_PROTOCOL)
            inbox.flush()
            answer: Version | Opened | UnreadableFile = pickle.load(outbox)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
            self.close()
            raise ReaderDied(f"exit code {self._process.returncode}") from error
        if isinstance(answer, UnreadableFile):
            raise answer
        return answer

    def close(self) -> None:
        """End the process, whatever it is doing."""
        with self._closing:
            self._process.kill()
            self._process.wait()


def _serve() -> None:
    """Answer until nothing more comes in."""
    # Ctrl-C is for the one who started it, and ends this one in its turn.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    inbox = sys.stdin.buffer
    # What a library prints must not come between the answers.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as outbox:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        # What the first file would wait for is loaded while none is there.
        version_of(_FIRST.encode(), doc="", correction={})
        while True:
            try:
                content, doc, correction = pickle.load(inbox)
            except EOFError:
                return
            answer: Version | Opened | UnreadableFile
            try:
                answer = version_of(content, doc=doc, correction=correction)
            except UnreadableFile as error:
                answer = error
            pickle.dump(answer, outbox, pickle.HIGHEST_PROTOCOL)
            outbox.flush()


if __name__ == "__main__":
    _serve()
