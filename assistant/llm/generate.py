"""Generate an answer with a model: prompt it, verify the reply, ask once more where it erred.

Whatever fails, the answer by rule stands.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answer.citations import Citation
from assistant.answer.model import AnswerLine
from assistant.llm.errors import CutShort, ModelFailure
from assistant.llm.prompt_context import Context
from assistant.llm.prompts import messages
from assistant.llm.reasoning import without_reasoning
from assistant.llm.repair import repaired
from assistant.llm.reply_bounds import ReplyBounds, finished
from assistant.llm.reply_parser import NOTHING_FOUND, ReplyLine, parsed
from assistant.llm.sourcing import sourced
from assistant.llm.substance import lost
from assistant.llm.verify import Fault, verify_reply
from assistant.question.model import Question
from assistant.schema import Verification

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

    from assistant.llm.writer import Writer

log = logging.getLogger(__name__)
_LONGEST_REFUSAL = 60
# Faults that are named to the model at once: more do not help it.
_MOST_NAMED = 8
_LETTER = re.compile(r"[A-Za-z]|[㐀-鿿]")
_HAN = re.compile(r"[㐀-鿿]")
_LEAST_HAN = 0.4
_CONTRARY = "模型的答复与原文不符"


@dataclass(frozen=True, slots=True)
class GeneratedAnswer:
    """The outcome of asking the model.

    Attributes:
        lines: the answer; None where the answer by rule must do.
        citations: the citations that its marks refer to.
        verified: what verification found and changed.
    """

    lines: tuple[AnswerLine, ...] | None
    citations: tuple[Citation, ...]
    verified: Verification


class _Stopwatch:
    """Measures the time spent waiting for the model."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def over(self, pieces: Iterator[str]) -> Iterator[str]:
        """Yield the pieces, counting the time until each arrives but not the time that the caller takes."""
        while True:
            began = time.perf_counter()
            try:
                piece = next(pieces, None)
            finally:
                self.seconds += time.perf_counter() - began
            if piece is None:
                return
            yield piece


def generate(
    writer: Writer, context: Context, stopped: Callable[[], bool] = lambda: False
) -> GeneratedAnswer:
    """Return what the model answers, verified; of a draft nothing is shown.

    Args:
        writer: the model and its prompts.
        context: the passages and the question.
        stopped: called now and then; True ends the request.

    Raises:
        Stopped: `stopped` returned True.
        XianwenError: a prompt of the user's own is unusable.
    """
    asked = messages(
        "answer",
        writer.prompts,
        question=context.question.text,
        length=str(context.question.answer_type.length),
        script="繁体" if context.question.script == "traditional" else "简体",
        extract=context.extract,
        passages=context.shown(),
        fence=context.fence,
    )
    watch, reply = _Stopwatch(), ""
    bounds = _bounds(context)
    try:
        with closing(writer.model.stream(asked, stopped, limit=bounds.tokens)) as pieces:
            for piece in bounds.over(watch.over(pieces)):
                reply += piece
    except CutShort as cut:
        bounds.cut = str(cut)
    except ModelFailure as failure:
        return fallen_back(str(failure), 1, watch.seconds)
    if bounds.cut and not (reply := finished(reply)):
        return fallen_back(bounds.cut, 1, watch.seconds)
    return _verified_answer(writer, context, asked, reply, watch, stopped)


def _verified_answer(
    writer: Writer,
    context: Context,
    asked: list[BaseMessage],
    reply: str,
    watch: _Stopwatch,
    stopped: Callable[[], bool],
) -> GeneratedAnswer:
    """Return the verified reply; where it has faults, the better of it and a second draft.

    Args:
        writer: the model and its prompts.
        context: the passages and the question.
        asked: the messages of the first request.
        reply: the first draft.
        watch: measures the model's time.
        stopped: called now and then; True ends the request.
    """
    written = parsed(without_reasoning(reply))
    if _nothing_found(written):
        return fallen_back("模型认为资料没有直接回答", 1, watch.seconds)
    lines, given = sourced(written, context)
    faults = _fault_lines(lines, context)
    outcome = repaired(lines, context)
    times = 1
    if faults and outcome.contrary:
        # It took one thing for another: told so, a model mostly does the like again, and the reader waits.
        return fallen_back(_CONTRARY, times, watch.seconds, faults)
    if faults:
        times = 2
        try:
            again = _again(asked, reply, faults, writer.prompts)
            bounds = _bounds(context)
            with closing(writer.model.stream(again, stopped, limit=bounds.tokens)) as pieces:
                second_reply = without_reasoning("".join(bounds.over(watch.over(pieces))))
            second_reply = finished(second_reply) if bounds.cut else second_reply
            rewritten = parsed(second_reply)
            second, second_given = sourced(rewritten, context)
        except ModelFailure as failure:
            log.info("second draft: %s", failure)
        else:
            if not _nothing_found(rewritten) and len(_fault_lines(second, context)) <= len(faults):
                lines, given = second, second_given
                outcome = repaired(lines, context)
    if not outcome.trustworthy:
        reason = "模型的答复在来源中找不到依据"
        if _foreign(lines, context.question):
            reason = "模型没有用中文回答"
        elif outcome.contrary:
            reason = _CONTRARY
        return fallen_back(reason, times, watch.seconds, faults)
    if (less := lost(outcome.lines, context)) is not None:
        return fallen_back(less, times, watch.seconds, faults)
    verified = Verification(
        asked=times,
        faults=tuple(faults),
        cited=tuple(given),
        marked=tuple(outcome.marked),
        cut=tuple(outcome.cut),
        model_seconds=watch.seconds,
    )
    return GeneratedAnswer(outcome.lines, outcome.citations, verified)


def _bounds(context: Context) -> ReplyBounds:
    """Return the bounds of a reply."""
    return ReplyBounds(context.question.answer_type.length, len(context.extract))


def _again(
    asked: list[BaseMessage], reply: str, faults: list[str], prompts: Path | None
) -> list[BaseMessage]:
    """Return the messages that ask for a second draft, naming the faults of the first."""
    from langchain_core.messages import AIMessage

    named = "\n".join(f"- {fault}" for fault in faults[:_MOST_NAMED])
    return [*asked, AIMessage(reply), *messages("correct", prompts, faults=named)]


def _fault_lines(lines: list[ReplyLine], context: Context) -> list[str]:
    """Return the faults of a reply, a line each."""
    if not lines:
        return ["答复是空的"]
    if _foreign(lines, context.question):
        return ["答复不是中文"]
    return [
        fault.described(statement)
        for statement, found in verify_reply(lines, context)
        for fault in _first(found)
    ]


def _first(faults: list[Fault]) -> list[Fault]:
    return faults[:2]


def _nothing_found(lines: list[ReplyLine]) -> bool:
    """Return whether the reply only says that the passages do not hold the answer."""
    text = "".join(s.text for line in lines for s in line.statements)
    cites = any(s.cited for line in lines for s in line.statements)
    return bool(lines) and len(text) <= _LONGEST_REFUSAL and not cites and bool(NOTHING_FOUND.search(text))


def _foreign(lines: list[ReplyLine], question: Question) -> bool:
    """Return whether a Chinese question was answered in another language."""
    letters = _LETTER.findall("".join(s.text for line in lines for s in line.statements))
    han = sum(_HAN.match(letter) is not None for letter in letters)
    return bool(letters) and _HAN.search(question.text) is not None and han < _LEAST_HAN * len(letters)


def fallen_back(
    reason: str, times: int = 1, seconds: float = 0.0, faults: Sequence[str] = ()
) -> GeneratedAnswer:
    """Return the outcome where the answer by rule stands.

    Args:
        reason: why, in a few words of Chinese.
        times: how often the model was asked.
        seconds: time spent waiting for it.
        faults: what was wrong with its first draft.
    """
    log.info("answer by rule instead: %s", reason)
    return GeneratedAnswer(
        None, (), Verification(times, tuple(faults), fell_back=reason, model_seconds=seconds)
    )
