"""Processes with limits that try inputs: one that ends its process, or takes too long, costs itself."""

from __future__ import annotations

import os
import resource
import time
import traceback
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path

from tests.fuzz.samples import samples
from tests.fuzz.trial import Input, made, run

# Seconds of one core, and bytes, for an input of at most 200 KB.
LONGEST, MOST_MEMORY = 10.0, 3_000_000_000
_AT_ONCE = 2
_WARMING = 60.0


def _serve(seed: int, pipe: Connection) -> None:
    """Try the inputs whose numbers come in, and answer with what became of each and how long it took."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Libraries tell on standard error what they make of a broken file.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    for name, data in samples().values():  # what the first of a format would wait for
        run(Input("", name, data))
    pipe.send(("ready", 0.0))
    while (number := pipe.recv()) is not None:
        each = made(seed, number)
        began = time.process_time()
        try:
            became = run(each)
        except KeyboardInterrupt:
            return
        except BaseException as error:  # noqa: BLE001
            # What libraries written in Rust raise is no Exception.
            became = _told(error)
        pipe.send((became, time.process_time() - began))


def _told(error: BaseException) -> str:
    """Return an error with the place in the project where it arose."""
    root = Path(__file__).parents[2]
    places = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(root)
    ]
    last = next((each for each in reversed(places) if ".venv" not in each.filename), None)
    where = f" ({Path(last.filename).relative_to(root)}:{last.lineno})" if last else ""
    return f"{type(error).__name__}: {str(error)[:200]}{where}"


class _Reader:
    """A process that tries inputs one after the other."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._start()

    def _start(self) -> None:
        self.pipe, theirs = get_context("spawn").Pipe()
        self.process = get_context("spawn").Process(target=_serve, args=(self.seed, theirs))
        self.process.start()
        theirs.close()
        if not self.pipe.poll(_WARMING) or self.pipe.recv()[0] != "ready":
            raise RuntimeError("the samples themselves cannot be read")

    def take(self, number: int) -> None:
        self.number, self.until = number, time.monotonic() + 3 * LONGEST
        self.pipe.send(number)

    def answer(self) -> tuple[str, float] | None:
        """Return what became of the input that it took; None while it is at it."""
        try:
            if self.pipe.poll(0):
                became, seconds = self.pipe.recv()
                return became, seconds
        except (EOFError, OSError):
            self.process.join()
            code = self.process.exitcode
            self._start()
            return f"ended the process (exit code {code})", 0.0
        if time.monotonic() < self.until:
            return None
        self.close()
        self._start()
        return "did not end", 3 * LONGEST

    def close(self) -> None:
        self.process.kill()
        self.process.join()


def tried(seed: int, numbers: range, until: float) -> Iterator[tuple[int, str, float]]:
    """Yield each number with what became of its input and the seconds it took, until a time of `time.monotonic`."""
    left = iter(numbers)
    readers = [_Reader(seed) for _ in range(_AT_ONCE)]
    idle, busy = list(readers), []
    try:
        while True:
            while idle and time.monotonic() < until and (number := next(left, None)) is not None:
                idle[-1].take(number)
                busy.append(idle.pop())
            if not busy:
                return
            wait([each.pipe for each in busy], timeout=0.5)
            for each in list(busy):
                if (answer := each.answer()) is not None:
                    busy.remove(each)
                    idle.append(each)
                    yield each.number, *answer
    finally:
        for each in readers:
            each.close()
