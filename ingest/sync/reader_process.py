"""A process that reads files (`reader_main`), as the one that started it sees it: tasks go in, within limits."""

from __future__ import annotations

import logging
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

import psutil

from ingest.child_process import environment
from ingest.errors import UnreadableFile
from ingest.sync.limits import WALL_TIMES, Limits, memory_reason, output_reason, time_reason
from ingest.sync.messages import TOO_MUCH, Failed, Made, More, Ready, Task
from ingest.sync.watch import Watch, end

log = logging.getLogger(__name__)
T = TypeVar("T")
# To load what it reads with takes a second, on a slow machine that is busy half a minute.
_STARTING = Limits(seconds=120, memory=2_000_000_000, output=0)
# The allocator gives back little of what a large file took: a process that holds so much more at rest is not used again.
_MOST_KEPT = 150_000_000
# It ends itself a while after it should have been ended.
_GRACE = 5.0


class ReaderDied(Exception):
    """The process ended before it answered."""


class ReaderProcess:
    """A process started for reading, used by one thread at a time.

    Attributes:
        environment: what it was started with.
        peak: the most memory that its last task took beyond what it holds at rest, in bytes.
    """

    def __init__(self) -> None:
        """Start it; tasks may be given at once, though it needs a second to load what it reads with."""
        self.environment = environment()
        self.peak = 0
        self._closing = threading.Lock()
        self._rest: int | None = None
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ingest.sync.reader_main"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self.environment,
            start_new_session=True,
        )
        self._seen = psutil.Process(self._process.pid)

    @property
    def is_fresh(self) -> bool:
        """Return whether it lives and holds about as much memory as at first."""
        with suppress(psutil.Error):
            if self._process.poll() is None:
                return self._rest is None or self._seen.memory_info().rss < self._rest + _MOST_KEPT
        return False

    def run(self, limits: Limits, function: Callable[..., T], /, *arguments: Any, **options: Any) -> T:
        """Return what a function of a module gives, called in that process.

        Args:
            limits: what it may take.
            function: what is called.
            arguments, options: what it is called with.

        Raises:
            UnreadableFile: raised by the function; or it failed in another way, or exceeded a limit.
            ReaderDied: the process ended before it answered.
        """
        if self._rest is None:
            self._answer(_STARTING, None)
            with suppress(psutil.Error):
                self._rest = self._seen.memory_info().rss
        seconds = WALL_TIMES * limits.seconds + _GRACE
        answer = self._answer(limits, Task(function, arguments, options, limits.output, seconds))
        if isinstance(answer, Failed):
            if answer.traceback:
                log.info("a fault of the program over a file:\n%s", answer.traceback)
            raise UnreadableFile(answer.reason)
        assert isinstance(answer, Made)
        value: T = answer.value
        return value

    def _answer(self, limits: Limits, task: Task | None) -> Made | Failed | Ready:
        """Return what the process says, to `task` if there is one."""
        inbox, outbox = self._process.stdin, self._process.stdout
        assert inbox is not None and outbox is not None
        loaded = 0
        watch = Watch(self._seen, self._rest or 0, limits)
        try:
            with watch:
                if task is not None:
                    pickle.dump(task, inbox, pickle.HIGHEST_PROTOCOL)
                    inbox.flush()
                while isinstance(said := pickle.load(outbox), More):
                    watch.allow(said.seconds, said.memory)
                    loaded += said.memory
                answer: Made | Failed | Ready = said
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
            self.close()
            raise self._ended(watch, limits) from error
        finally:
            self.peak = watch.peak
        if loaded and self._rest is not None:
            # What it asked room for stays with it, such as a model.
            with suppress(psutil.Error):
                self._rest = min(self._rest + loaded, self._seen.memory_info().rss)
        return answer

    def _ended(self, watch: Watch, limits: Limits) -> UnreadableFile | ReaderDied:
        """Return why the process has ended."""
        if watch.exceeded == "time":
            return UnreadableFile(time_reason(limits))
        if watch.exceeded == "memory":
            return UnreadableFile(memory_reason(limits))
        if self._process.returncode == TOO_MUCH:
            return UnreadableFile(output_reason(limits))
        return ReaderDied(f"exit code {self._process.returncode}")

    def close(self) -> None:
        """End the process and what it started, whatever it is doing."""
        with self._closing:
            if self._process.poll() is None:
                end(self._seen)
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                with suppress(OSError):
                    if pipe is not None:
                        pipe.close()
