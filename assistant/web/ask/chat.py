"""Run one exchange: a question in, the exchange's HTML out, step by step; the answer is stored."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from functools import partial

from assistant.answer.model import AnswerLine
from assistant.conversations.store import Exchange
from assistant.question.filters import Filters
from assistant.schema import Answer
from assistant.web.ask.growth import growth
from assistant.web.ask.render import render_answer, render_growing, render_notice, render_stopped
from assistant.web.ask.streaming import Stop, followed
from assistant.web.auth.visit import Visit
from assistant.web.i18n.words import Translator
from assistant.web.workspace import Workspace
from ingest.errors import XianwenError

log = logging.getLogger(__name__)
# An answer that is ready in 40 ms would pop up whole; shown in steps, the eye can follow where it begins.
STEPS, STEP_SECONDS = 4, 0.1
# With more questions than this under way each step costs others their answer: then it pops up.
BUSY = 3
# How far back a follow-up may build on what was asked, and how much of a conversation is shown again.
TURNS, SHOWN_EXCHANGES = 20, 100

# An answer, and the id of the conversation in which it is kept.
Given = tuple[Answer, str]


async def converse(
    workspace: Workspace,
    visit: Visit,
    question: str,
    conversation: str | None,
    filters: Filters,
    stop: Stop,
) -> AsyncIterator[str]:
    """Answer `question` at the end of `conversation`, or of a new one.

    Args:
        workspace: the library and the assistant.
        visit: who asks.
        question: the question as typed.
        conversation: id of the conversation; None, or one that is not the visitor's, begins one.
        filters: what the answer is restricted to.
        stop: set when the reader has seen enough. What is quoted stays; what a model wrote until then was not verified
            against its sources and is never shown.

    Yields:
        HTML of the exchange: what is quoted, which grows where no model is to follow, then the answer that stands. It
        names the conversation that it is kept in.
    """
    words = visit.words
    answer: Answer | None = None
    kept = ""
    parts = partial(_stream, workspace, visit, question, conversation, filters)
    try:
        with ExitStack() as under_way:
            under_way.enter_context(workspace.asking())
            async for answer, kept in followed(parts, workspace.answering, stop):
                # A model at work elsewhere takes nothing from others here.
                under_way.close()
                if answer.pending:
                    yield render_answer(answer, words, conversation=kept)
        if answer is None:
            yield render_stopped(question, words)
            return
        if answer.model is None:
            async for so_far in _paced(workspace, answer):
                if stop.is_set():
                    break
                yield render_growing(answer, so_far, words)
    except XianwenError as error:
        yield render_notice(question, words.message(str(error)), words)
        return
    yield render_answer(answer, words, conversation=kept)


def history_html(exchanges: list[Exchange], conversation: str, words: Translator) -> str:
    """Return the exchanges of a conversation that is opened again, oldest first."""
    return "".join(
        render_answer(e.answer, words, conversation=conversation, verdict=e.verdict, comment=e.comment)
        for e in exchanges
    )


def _stream(
    workspace: Workspace,
    visit: Visit,
    question: str,
    conversation: str | None,
    filters: Filters,
    stopped: Callable[[], bool],
) -> Iterator[Given]:
    """Yield what is quoted and then the answer that stands, each with the id of the conversation that it is stored in."""
    started = time.perf_counter()
    kept = workspace.conversations
    turns = kept.questions(visit.owner, conversation, TURNS) if conversation else []
    stored = False
    for answer in workspace.assistant.stream(question, turns, filters=filters, stopped=stopped):
        if stored:
            kept.change(visit.owner, answer)
        else:
            conversation, stored = kept.add(visit.owner, conversation, answer), True
        yield answer, conversation or ""
    log.info("answered in %.0f ms", (time.perf_counter() - started) * 1000)


async def _paced(workspace: Workspace, answer: Answer) -> AsyncIterator[tuple[AnswerLine, ...]]:
    """Yield ever longer openings of the answer, one each STEP_SECONDS, stopping once the server is busy."""
    for so_far in growth(answer.lines, STEPS):
        if workspace.asked_now > BUSY:
            return
        due = time.perf_counter() + STEP_SECONDS
        yield so_far
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        if time.perf_counter() - due > STEP_SECONDS / 2:
            return
