"""One process that reads files for another: tasks come in, what became of them goes out (`messages`).

    python -m ingest.sync.reader_main

It ends when the program that started it closes its end or dies."""

from __future__ import annotations

import faulthandler
import logging
import os
import pickle
import signal
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from ingest.errors import UnreadableFile
from ingest.faults import fault_reason, is_panic
from ingest.read import allowance
from ingest.sync import work
from ingest.sync.limits import WALL_TIMES
from ingest.sync.messages import TOO_MUCH, Failed, Made, More, Ready, Task

log = logging.getLogger(__name__)
_FIRST = "某县政府工作报告\n2021年，全县地区生产总值增长6%，新建桥梁2座。\n"


class _TooMuch(Exception):
    """More came of a task than may."""


class _Bounded:
    """Passes on what is written, up to so many bytes."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self._file = file
        self._left = most

    def write(self, data: Any) -> int:
        self._left -= memoryview(data).nbytes
        if self._left < 0:
            raise _TooMuch
        return self._file.write(data)


def answer(task: Task) -> Made | Failed:
    """Return what became of a task; a fault of the program is one of this file alone."""
    try:
        return Made(task.function(*task.arguments, **task.options))
    except UnreadableFile as error:
        return Failed(str(error))
    except BaseException as error:
        # Whatever readers, cleaning and extraction may meet in a file, a panic of Rust among it: the others go in.
        if not (isinstance(error, Exception) or is_panic(error)):
            raise
        return Failed(fault_reason(error), traceback.format_exc())


def serve() -> None:
    """Answer until nothing more comes in."""
    # Ctrl-C is for the one who started it, and ends this one in its turn.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Where memory runs out on the whole machine, this one is to be ended and not the one that holds the library.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    inbox = sys.stdin.buffer
    # What a library prints must not come between the answers.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as outbox, Path(os.devnull).open("w") as nowhere:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        # What the first file would wait for is loaded while none is there.
        work.read(_FIRST.encode(), doc="", correction={})
        _say(Ready(), outbox)
        while True:
            try:
                task: Task = pickle.load(inbox)
            except EOFError:
                return
            allowed = task.seconds

            def ask(seconds: float, memory: int) -> None:
                nonlocal allowed
                allowed += WALL_TIMES * seconds
                faulthandler.dump_traceback_later(allowed, exit=True, file=nowhere)
                _say(More(seconds, memory), outbox)

            allowance.asked_of(ask)
            # Not a thread of Python, which a pattern that never ends would keep from running.
            faulthandler.dump_traceback_later(allowed, exit=True, file=nowhere)
            made = answer(task)
            faulthandler.cancel_dump_traceback_later()
            try:
                _say(made, outbox, most=task.output)
            except _TooMuch:
                os._exit(TOO_MUCH)
            except BrokenPipeError:
                os._exit(0)  # nobody waits for it any more
            del task, made


def _say(message: object, outbox: IO[bytes], *, most: int = sys.maxsize) -> None:
    pickle.dump(message, _Bounded(outbox, most), pickle.HIGHEST_PROTOCOL)
    outbox.flush()


if __name__ == "__main__":
    serve()
