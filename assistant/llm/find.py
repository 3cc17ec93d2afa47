"""Have a model point out the clause that answers, where the rules are not sure that any does.

What it writes is never shown: it must stand word for word in what it was given, and the program quotes the sentence it
stands in, which the rules must not have ruled out.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from assistant.evidence.model import Candidate
from assistant.llm.errors import CutShort, ModelFailure
from assistant.llm.prompt_context import Context
from assistant.llm.prompts import messages
from assistant.llm.reasoning import without_reasoning
from assistant.llm.reply_bounds import ReplyBounds
from assistant.schema import Verification
from ingest.chinese.script import fold
from ingest.chinese.sentences import Span

if TYPE_CHECKING:
    from assistant.llm.writer import Writer

log = logging.getLogger(__name__)
# Fewer characters stand anywhere.
LEAST_QUOTED = 6
# What must agree: letters, and what changes a figure. Marks and blanks may be another's.
_TELLING = re.compile(r"[\w.%‰]")
_MARKS = re.compile(r"\[\d+\]")


def find(
    writer: Writer,
    context: Context,
    candidates: Sequence[Candidate],
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[Candidate | None, Verification]:
    """Return the candidate that the model quotes as the answer, None where it quotes none of them; and what came of asking.

    Args:
        writer: the model and its prompts.
        context: the passages and the question.
        candidates: those that may answer by what is known of them.
        stopped: called now and then; True ends the request.

    Raises:
        Stopped: `stopped` returned True.
        XianwenError: a prompt of the user's own is unusable.
    """
    asked = messages(
        "find",
        writer.prompts,
        question=context.question.text,
        passages=context.shown(),
        fence=context.fence,
    )
    began, reply = time.perf_counter(), ""
    bounds = ReplyBounds(context.question.answer_type.length)
    try:
        with closing(writer.model.stream(asked, stopped, limit=bounds.tokens)) as pieces:
            for piece in bounds.over(pieces):
                reply += piece
    except CutShort:
        # It has quoted by then, or never will.
        log.info("cut short: %d characters", len(reply))
    except ModelFailure as failure:
        return None, Verification(1, fell_back=str(failure), model_seconds=time.perf_counter() - began)
    seconds = time.perf_counter() - began
    found = quoted(without_reasoning(reply), context, candidates)
    if found is None:
        log.info("nothing quoted that may answer")
        return None, Verification(1, fell_back="模型也没有找到", model_seconds=seconds)
    return found, Verification(1, model_seconds=seconds)


def quoted(reply: str, context: Context, candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the candidate of which the first line of `reply` that is a quotation quotes most; None where none is quoted."""
    for line in _MARKS.sub("", reply).split("\n"):
        overlaps = [
            (_common(span, each), each)
            for doc, span in _places(line, context)
            for each in candidates
            if each.passage.doc == doc
        ]
        common, best = max(overlaps, key=lambda found: found[0], default=(0, None))
        # A clause that only begins or ends in a sentence is another's.
        if best is not None and 2 * common > len(_letters(line)[0]):
            return best
    return None


def _places(line: str, context: Context) -> Iterator[tuple[str, Span]]:
    """Yield where `line`, or what stands in it between quotation marks, occurs in the passages: document and span."""
    inside = re.findall(r"[“「\"]([^”」\"]+)[”」\"]", line)
    for words in (line, *inside):
        wanted, _ = _letters(words)
        if len(wanted) < LEAST_QUOTED:
            continue
        for passage in context.passages:
            text, at = _letters(passage.text)
            start = text.find(wanted)
            if start >= 0:
                first, last = at[start], at[start + len(wanted) - 1]
                yield passage.first.doc, Span(passage.start + first, passage.start + last + 1)


def _letters(text: str) -> tuple[str, list[int]]:
    """Return the characters of `text` that must agree, folded, and the offset of each."""
    folded = fold(text)
    at = [m.start() for m in _TELLING.finditer(folded)]
    return "".join(folded[i] for i in at), at


def _common(span: Span, candidate: Candidate) -> int:
    own = candidate.in_document
    return min(span.end, own.end) - max(span.start, own.start)
