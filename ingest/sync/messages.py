"""What a process that reads says to the one that started it, each pickled, one after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# The exit code of a process that had more to say than it may.
TOO_MUCH = 76


@dataclass(frozen=True, slots=True)
class Ready:
    """It has loaded what it reads with, and holds what it holds at rest."""


@dataclass(frozen=True, slots=True)
class More:
    """It needs more for its task than it was given, see `ingest.read.allowance`.

    Attributes:
        seconds: of work.
        memory: bytes.
    """

    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Made:
    """The work is done.

    Attributes:
        value: what came of it.
    """

    value: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing came of it.

    Attributes:
        reason: why, for the one whose file it is.
        traceback: where the program failed, for its log; "" where the file was at fault.
    """

    reason: str
    traceback: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Work to be done.

    Attributes:
        function: what does it, a function of a module.
        arguments, options: what it is called with.
        output: bytes that may come of it.
        seconds: after which the process ends itself, whatever has become of the one that started it.
    """

    function: Any
    arguments: tuple[Any, ...]
    options: dict[str, Any]
    output: int
    seconds: float
