"""Asking: a question in, the conversation's HTML out, step by step. A session holds its own `Exchange`s."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from assistant.records import Answer
from assistant.web.render import growth, render_answer, render_growing, render_notice, render_waiting
from assistant.web.streaming import streamed
from assistant.web.workspace import Workspace
from ingest.errors import XianwenError

log = logging.getLogger(__name__)
# An answer that is ready in 40 ms would pop up whole; shown in steps, the eye can follow where it begins.
STEPS, STEP_SECONDS = 4, 0.1
# How far back the conversation that is kept in a session goes.
KEPT_EXCHANGES = 100


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what was shown for it.

    Attributes:
        question: as asked, for the follow-ups after it.
        html: the whole exchange as rendered; its citations stay as they were, whatever is asked later.
        answered: False where the question was refused; follow-ups then do not build on it.
    """

    question: str
    html: str
    answered: bool


def history_html(exchanges: Sequence[Exchange]) -> str:
    """Earlier exchanges, oldest first."""
    return "".join(exchange.html for exchange in exchanges)


async def converse(
    workspace: Workspace, question: str, exchanges: Sequence[Exchange]
) -> AsyncIterator[tuple[str, Exchange | None]]:
    """Answer `question` after `exchanges`.

    Yields:
        (HTML of the newest exchange so far, None) while it grows, then (HTML, the finished exchange).
    """
    if question.strip():
        yield render_waiting(question if len(question) <= 300 else question[:300] + "…"), None
    turns = [exchange.question for exchange in exchanges if exchange.answered]
    try:
        async for draft, answer in streamed(partial(_stream, workspace, question, turns)):
            if answer is None:
                yield render_growing(Answer("", question, draft, False, (), 0.0), draft), None
    except XianwenError as error:
        html = render_notice(question, str(error))
        yield html, Exchange(question, html, answered=False)
        return
    assert answer is not None
    if answer.model is None:
        async for so_far in _paced(answer):
            yield render_growing(answer, so_far), None
    html = render_answer(answer)
    yield html, Exchange(question, html, answered=True)


def _stream(
    workspace: Workspace, question: str, turns: Sequence[str], stopped: Callable[[], bool]
) -> Iterator[str | Answer]:
    started = time.perf_counter()
    yield from workspace.assistant.stream(question, turns, stopped=stopped)
    log.info("answered in %.0f ms", (time.perf_counter() - started) * 1000)


async def _paced(answer: Answer) -> AsyncIterator[str]:
    """The answer's openings, one each STEP_SECONDS; no more once the server is busy: others wait."""
    for so_far in growth(answer.text, STEPS):
        due = time.perf_counter() + STEP_SECONDS
        yield so_far
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        if time.perf_counter() - due > STEP_SECONDS / 2:
            return
