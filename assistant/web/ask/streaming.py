"""Follow, from the page's event loop, an answer that is computed in a thread."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from assistant.llm.errors import Stopped

# Gradio sends each yield to the browser; more than this many a second only make it lag.
GLANCE_SECONDS = 0.08
# A page that has not come back for more after so long has been left: Gradio does not close what it cancels in between.
ABANDONED_SECONDS = 5.0


class Stop(threading.Event):
    """Set by the reader who has seen enough of an answer.

    Attributes:
        left: whether they went on to another conversation, so that not even the draft is to be shown.
    """

    def __init__(self) -> None:
        super().__init__()
        self.left = False

    def leave(self) -> None:
        """Stop, and show nothing more."""
        self.left = True
        self.set()


Whole = TypeVar("Whole")
Parts = Callable[[Callable[[], bool]], Iterator[str | Whole]]


async def streamed(
    parts: Parts[Whole], pool: Executor | None = None, stop: Stop | None = None
) -> AsyncIterator[tuple[str, Whole | None]]:
    """Follow an answer.

    Args:
        parts: takes a function that returns whether the reader has stopped or left; yields the draft piece by piece,
            then the result, which is not a string.
        pool: runs `parts`, unless the reader has left before its turn; by default a thread of its own, as a model may
            take long.
        stop: set by the reader who has seen enough.

    Yields:
        (the draft so far, None), the first piece at once and then at most a dozen times a second; finally
        (the draft, the result), or (the draft, None) where it was stopped.

    Raises:
        Exception: whatever `parts` raises.
    """
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[str | Whole | None] = asyncio.Queue()
    stop, gone = stop or Stop(), threading.Event()
    handed_over: float | None = None

    def left() -> bool:
        return (
            stop.is_set()
            or gone.is_set()
            or (handed_over is not None and time.monotonic() - handed_over > ABANDONED_SECONDS)
        )

    def put(part: str | Whole | None) -> None:
        # The page, and its loop, may be gone before the model is done.
        if not loop.is_closed():
            loop.call_soon_threadsafe(arrived.put_nowait, part)

    def follow() -> None:
        try:
            # The missing result shows it.
            with suppress(Stopped):
                for part in () if gone.is_set() or stop.is_set() else parts(left):
                    put(part)
        finally:
            put(None)

    runs = pool or ThreadPoolExecutor(1, thread_name_prefix="answer")
    work = asyncio.wrap_future(runs.submit(follow))
    if pool is None:
        runs.shutdown(wait=False)
    try:
        draft = ""
        answer: Whole | None = None
        while (part := await arrived.get()) is not None:
            waiting = [part, *(arrived.get_nowait() for _ in range(arrived.qsize()))]
            ended = None in waiting
            draft += "".join(p for p in waiting if isinstance(p, str))
            answer = next((p for p in waiting if p is not None and not isinstance(p, str)), answer)
            if answer is None:
                handed_over = time.monotonic()
                yield draft, None
                handed_over = None
            if ended:
                break
            if answer is None:
                await asyncio.sleep(GLANCE_SECONDS)
        await work
        yield draft, answer
    finally:
        gone.set()
