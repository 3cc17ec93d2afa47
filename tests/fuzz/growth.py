"""How the time of a piece of work grows with its input."""

from __future__ import annotations

import time
from collections.abc import Callable

# Four times the input: linear work takes four times as long, quadratic sixteen.
TIMES, MOST = 4, 10
# Seconds below which a measured time says nothing.
_LEAST = 0.05
_ROUNDS = 4
_MOST_CHARACTERS = 50_000


def _seconds(work: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    work(text)
    return time.process_time() - began


def grows(work: Callable[[str], object], made: Callable[[int], str], n: int) -> str:
    """Return "" where `work` on a text four times as long takes about four times as long, else the times in words.

    Args:
        work: takes a text.
        made: returns a text of about so many characters.
        n: the shorter text's length to begin with; longer ones are taken until a time can be measured.
    """
    while n < _MOST_CHARACTERS and _seconds(work, made(TIMES * n)) < _LEAST:
        n *= TIMES
    short = long = float("inf")
    # What else the machine does only adds to a time: the least of several is the work's own.
    for _ in range(_ROUNDS):
        short = min(short, _seconds(work, made(n)))
        long = min(long, _seconds(work, made(TIMES * n)))
        if long < _LEAST or long <= MOST * short:
            return ""
    return f"{n} characters: {short:.3f} s, {TIMES * n}: {long:.3f} s"
