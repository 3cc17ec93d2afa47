"""Watch a process at work, and end it with all that it started when it exceeds its limits."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from typing import Literal

import psutil

from ingest.sync.limits import WALL_TIMES, Limits

Exceeded = Literal["time", "memory"]
# Seconds between two looks. What it has started itself (an office program) is looked for less often: that means to
# look through all processes of the machine.
_LOOK, _LOOK_FOR_OTHERS = 0.01, 0.5


def end(process: psutil.Process) -> None:
    """End a process and all that it started."""
    with suppress(psutil.Error):
        others = process.children(recursive=True)
        # Stopped first: it must not start another one meanwhile.
        with suppress(psutil.Error, AttributeError):
            process.suspend()
        others += process.children(recursive=True)
        for each in {*others, process}:
            with suppress(psutil.Error):
                each.kill()


class Watch:
    """Watches a process during one task, as a context.

    Attributes:
        exceeded: what it was ended for.
        peak: the most memory that was seen beyond what the process holds at rest, in bytes.
    """

    def __init__(self, process: psutil.Process, rest: int, limits: Limits) -> None:
        """Prepare.

        Args:
            process: the one at work.
            rest: bytes of memory that it holds at rest.
            limits: what it may take.
        """
        self.exceeded: Exceeded | None = None
        self.peak = 0
        self._process = process
        self._rest = rest
        self._limits = limits
        self._others: list[psutil.Process] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch-reading", daemon=True)

    def allow(self, seconds: float, memory: int) -> None:
        """Let the process take so much more."""
        self._limits = replace(
            self._limits, seconds=self._limits.seconds + seconds, memory=self._limits.memory + memory
        )

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        began, worked = time.monotonic(), self._worked()
        others_at = began + _LOOK_FOR_OTHERS
        while not self._over.wait(_LOOK):
            try:
                now = time.monotonic()
                if now >= others_at:
                    self._others = self._process.children(recursive=True)
                    others_at = now + _LOOK_FOR_OTHERS
                held = self._held()
                self.peak = max(self.peak, held)
                if held > self._limits.memory:
                    self.exceeded = "memory"
                elif (
                    self._worked() - worked > self._limits.seconds
                    or now - began > WALL_TIMES * self._limits.seconds
                ):
                    self.exceeded = "time"
            except psutil.Error:
                return  # ended by itself
            if self.exceeded:
                end(self._process)
                return

    def _held(self) -> int:
        held: int = self._process.memory_info().rss - self._rest
        for other in self._others:
            with suppress(psutil.Error):
                held += other.memory_info().rss
        return held

    def _worked(self) -> float:
        """Return the seconds that the process and what it started have worked."""
        worked = 0.0
        for each in (self._process, *self._others):
            with suppress(psutil.Error):
                worked += sum(each.cpu_times()[:4])
        return worked
