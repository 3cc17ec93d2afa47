"""A model file that runs on this machine: the process that serves it, started when it is needed and ended with the app."""

from __future__ import annotations

import atexit
import json
import logging
import os
import secrets
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.llm.errors import ModelFailure, Stopped

log = logging.getLogger(__name__)
# Seconds between checks for a reader's stop.
_GLANCE = 0.1
_ENDING = 2.0


@dataclass(frozen=True, slots=True)
class Served:
    """Where a model is served, and the key that its server asks for."""

    url: str
    key: str


class LocalModel:
    """A model file and the process that serves it.

    Args:
        path: the GGUF file.
        context: the tokens that it reads and writes at once.
    """

    def __init__(self, path: Path, context: int) -> None:
        self._path, self._context = path, context
        self._starting = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._told = threading.Event()
        self._served: Served | None = None
        atexit.register(self.end)

    def start(self) -> None:
        """Start the process unless it runs; it goes on loading the file meanwhile."""
        with self._starting:
            if self._process is not None and self._process.poll() is None:
                return
            if self._process is not None:
                log.warning("%s ended with %s and is started anew", self._path.name, self._process.returncode)
            self._told, self._served = threading.Event(), None
            key = secrets.token_hex(16)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "assistant.llm.local_server"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if log.isEnabledFor(logging.DEBUG) else subprocess.DEVNULL,
            )
            given = {
                "path": str(self._path),
                "context": self._context,
                "key": key,
                "processors": _processors(),
            }
            threading.Thread(
                target=self._listen, args=(self._process, given, self._told), name="local-model", daemon=True
            ).start()

    def served(self, stopped: Callable[[], bool] = lambda: False) -> Served:
        """Return where the model is served, once it is loaded.

        Args:
            stopped: called now and then; True ends the waiting.

        Raises:
            ModelFailure: it could not be loaded.
            Stopped: `stopped` returned True.
        """
        self.start()
        told = self._told
        while not told.wait(_GLANCE):
            if stopped():
                raise Stopped
        if self._served is None:
            raise ModelFailure("本机的模型没有启动起来：文件可能不完整，或者内存不够")
        return self._served

    def end(self) -> None:
        """End the process, if it runs."""
        process = self._process
        if process is None or process.stdin is None:
            return
        process.stdin.close()
        try:
            process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _listen(
        self, process: subprocess.Popen[bytes], given: dict[str, object], told: threading.Event
    ) -> None:
        """Tell the process what to serve, and wait for its one line; an end without it means that it failed."""
        assert process.stdin and process.stdout
        try:
            process.stdin.write(json.dumps(given).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
            if line:
                self._served = Served(str(json.loads(line)["url"]) + "/v1", str(given["key"]))
        except OSError as error:
            log.warning("%s did not start: %s", self._path.name, error)
        finally:
            told.set()


@cache
def local_model(path: Path, context: int) -> LocalModel:
    """Return the model of a file, the same for all that ask: it takes gigabytes."""
    return LocalModel(path, context)


def _processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
