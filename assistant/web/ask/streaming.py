"""Follow, from the page's event loop, an answer that is computed in a thread."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TypeVar

# A page that has not come back for more after so long has been left: Gradio does not close what it cancels in between.
ABANDONED_SECONDS = 5.0


class Stop(threading.Event):
    """Set by the reader who has seen enough of an answer.

    Attributes:
        left: whether they went on to another question or conversation, so that nothing more is to be shown.
    """

    def __init__(self) -> None:
        super().__init__()
        self.left = False

    def leave(self) -> None:
        """Stop, and show nothing more."""
        self.left = True
        self.set()


Part = TypeVar("Part")
Parts = Callable[[Callable[[], bool]], Iterator[Part]]


async def followed(
    parts: Parts[Part], pool: Executor | None = None, stop: Stop | None = None
) -> AsyncIterator[Part]:
    """Yield what `parts` yields, as it comes; nothing where it was stopped before it began.

    Args:
        parts: takes a function that returns whether the reader has stopped or left.
        pool: runs `parts`, unless the reader has left before its turn; by default a thread of its own, as a model may
            take long.
        stop: set by the reader who has seen enough.

    Raises:
        Exception: whatever `parts` raises.
    """
    loop = asyncio.get_running_loop()
    # Each part in a tuple: none of them is the end, which is None.
    arrived: asyncio.Queue[tuple[Part] | None] = asyncio.Queue()
    stop, gone = stop or Stop(), threading.Event()
    handed_over: float | None = None

    def left() -> bool:
        return (
            stop.is_set()
            or gone.is_set()
            or (handed_over is not None and time.monotonic() - handed_over > ABANDONED_SECONDS)
        )

    def put(part: tuple[Part] | None) -> None:
        # The page, and its loop, may be gone before the model is done.
        if not loop.is_closed():
            loop.call_soon_threadsafe(arrived.put_nowait, part)

    def follow() -> None:
        try:
            for part in () if gone.is_set() or stop.is_set() else parts(left):
                put((part,))
        finally:
            put(None)

    runs = pool or ThreadPoolExecutor(1, thread_name_prefix="answer")
    work = asyncio.wrap_future(runs.submit(follow))
    if pool is None:
        runs.shutdown(wait=False)
    try:
        while (part := await arrived.get()) is not None:
            handed_over = time.monotonic()
            yield part[0]
            handed_over = None
        await work
    finally:
        gone.set()
