"""More time and memory for a reader whose work has to be long: recognising the characters of a hundred pages.

What a file may take is bounded by whoever has it read (`ingest/sync/limits.py`), by its size. A reader that knows better asks
for more as it goes on, a page at a time, and bounds the number of pages itself.
"""

from __future__ import annotations

from collections.abc import Callable

Ask = Callable[[float, int], object]


def _nobody(seconds: float, memory: int) -> None:
    """Nothing bounds what is read in this process."""


_ask: Ask = _nobody


def more(*, seconds: float = 0.0, memory: int = 0) -> None:
    """Ask for more, for the file that is being read.

    Args:
        seconds: of a processor's work, beyond what it may take so far.
        memory: bytes, beyond what it may take so far; such as a model that stays loaded for the files after it.
    """
    _ask(seconds, memory)


def asked_of(ask: Ask) -> None:
    """Have `ask` called with seconds and bytes whenever a reader asks for more."""
    global _ask
    _ask = ask
