"""What servers of this API do besides: thinking aloud in several forms, endings of all kinds, habits of framing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from tests.llm_server.behaviours import (
    BEHAVIOURS,
    Behaviour,
    Delta,
    Ending,
    Messages,
    Pause,
    Raw,
    Status,
    Step,
    Whole,
    behaviour,
    extracted,
    words,
)

# How models think aloud: what stands around the reply. The thought must never be shown.
THOUGHT = "用户问的是投资，也许是999.9亿元，再核对一遍888.8万人。"
THINKING = {
    "thinks-empty": "<think>\n\n</think>\n\n{}",
    "thinks-twice": f"<think>{THOUGHT}</think>\n<think>\n{THOUGHT}</think>{{}}",
    "thinks-after": f"{{}}\n<think>{THOUGHT}</think>",
    "thinks-unopened": f"{THOUGHT}\n</think>\n\n{{}}",
    "thinks-loudly": f"<THINKING>{THOUGHT}</THINKING>{{}}",
}


def _thinking(form: str) -> Behaviour:
    def think(messages: Messages, _: int) -> Iterator[Step]:
        yield from words(form.format(extracted(messages)))

    return think


BEHAVIOURS |= {name: _thinking(form) for name, form in THINKING.items()}


@behaviour("thinks-without-end")
def _thinks_without_end(messages: Messages, _: int) -> Iterator[Step]:
    yield from words(f"<think>{THOUGHT}")


@behaviour("thinks-apart")
def _thinks_apart(messages: Messages, _: int) -> Iterator[Step]:
    """In a field of its own, for longer than a first word may take."""
    for word in words(THOUGHT, 2):
        yield Delta({"reasoning_content": str(word)})
        yield Pause(0.06)
    yield from words(extracted(messages))


@behaviour("calls-a-tool")
def _calls_a_tool(messages: Messages, _: int) -> Iterator[Step]:
    call = {"index": 0, "id": "c", "type": "function", "function": {"name": "search", "arguments": "{}"}}
    yield Delta({"tool_calls": [call]})
    yield Ending("tool_calls")


@behaviour("too-long")
def _too_long(messages: Messages, _: int) -> Iterator[Step]:
    yield from words(extracted(messages)[:20])
    yield Ending("length")


@behaviour("repeats-itself")
def _repeats_itself(messages: Messages, _: int) -> Iterator[Step]:
    """As small models do, for as long as they are let."""
    while True:
        yield from words(re.sub(r"。?$", "。", extracted(messages)) + "\n")
        yield Pause(0.002)


@behaviour("reaches-the-limit")
def _reaches_the_limit(messages: Messages, _: int) -> Iterator[Step]:
    yield from words(re.sub(r"。?$", "。", extracted(messages)) + "另外，未完")
    yield Ending("length")


@behaviour("thinks-beyond-the-limit")
def _thinks_beyond_the_limit(messages: Messages, n: int) -> Iterator[Step]:
    """In a field of its own; the limit counts that too."""
    yield Delta({"reasoning_content": THOUGHT})
    if n == 1:
        yield Ending("length")
    else:
        yield from words(extracted(messages))


@behaviour("filtered")
def _filtered(messages: Messages, _: int) -> Iterator[Step]:
    yield from words(extracted(messages)[:20])
    yield Ending("content_filter")


@behaviour("knows-no-streams")
def _knows_no_streams(messages: Messages, _: int) -> Iterator[Step]:
    yield Whole(extracted(messages))


@behaviour("small-window")
def _small_window(messages: Messages, _: int) -> Iterator[Step]:
    yield Status(400, "This model's maximum context length is 4096 tokens, however you requested 5000")


@behaviour("no-such-model")
def _no_such_model(messages: Messages, _: int) -> Iterator[Step]:
    yield Status(404, "model not found")


@behaviour("loading")
def _loading(messages: Messages, n: int) -> Iterator[Step]:
    if n == 1:
        yield Status(503, "loading the model", {"retry-after": "0"})
    yield from words(extracted(messages))


@behaviour("breaks")
def _breaks(messages: Messages, _: int) -> Iterator[Step]:
    """An error in the place of a piece."""
    yield from words(extracted(messages)[:12])
    yield Raw(b'data: {"error": {"message": "out of memory", "code": 500}}\n\n')


@behaviour("keeps-alive")
def _keeps_alive(messages: Messages, _: int) -> Iterator[Step]:
    """Comments between the pieces, and these cut in the middle of a character."""
    yield Raw(b": keep-alive\n\n")
    for word in words(extracted(messages)):
        piece = {"choices": [{"index": 0, "delta": {"content": word}, "finish_reason": None}]}
        data = f": waiting\n\ndata: {json.dumps(piece, ensure_ascii=False)}\n\n".encode()
        yield from (Raw(data[i : i + 7]) for i in range(0, len(data), 7))
