"""Try a model: how fast it reads and writes, whether it cites, keeps to Chinese and tells what stands there."""

from __future__ import annotations

import re
import secrets
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from assistant.llm.client import ChatModel, Usage
from assistant.llm.errors import CutShort
from assistant.llm.model_speed import MeasuredModel
from assistant.llm.prompt_context import tokens
from assistant.llm.prompts import messages
from assistant.llm.reasoning import without_reasoning
from assistant.llm.reply_parser import parsed
from ingest.settings import Settings

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

_LETTER = re.compile(r"[A-Za-z]|[㐀-鿿]")
_HAN = re.compile(r"[㐀-鿿]")
# Of a Chinese answer at least this share of the letters is Chinese.
_LEAST_HAN = 0.6
# The passages are read so many times over, to be as long as a long prompt.
_TIMES = 2
# Tokens that a reply may have: to a question, and where a word is asked for. Small models run on.
_ANSWER, _WORD = 240, 40
_SHORTEST = 1e-3


@dataclass(frozen=True, slots=True)
class ModelReport:
    """What a trial of a model found.

    Attributes:
        measured: its speed.
        first: seconds to the first word of a small prompt, on average.
        whole: seconds to the end of its answer, on average.
        asked: the number of questions.
        right: answers that hold what was asked.
        chinese: answers in Chinese.
        sentences: the sentences of all answers.
        cited: those with the number of a source.
        ran_on: answers that had no end.
    """

    measured: MeasuredModel
    first: float
    whole: float
    asked: int
    right: int
    chinese: int
    sentences: int
    cited: int
    ran_on: int


def checked(
    model: ChatModel, settings: Settings, told: Callable[[str], None] = lambda _: None
) -> ModelReport:
    """Return what a trial of `model` finds; it takes a minute or two where a model is slow.

    Args:
        model: what is tried; made to count its tokens, where it can.
        settings: its configuration.
        told: called with what is being done, in Chinese.

    Raises:
        ModelFailure: it gave no answer.
    """
    told("等模型就绪")
    first = messages("rewrite", settings.prompts, turns="岚屏县2021年造林多少亩？", question="2022年呢？")
    _reply(model, first, Usage(), _WORD)
    told("量读的快慢")
    reading = Usage()
    long = _long_prompt()
    _reply(model, long, reading, _WORD)
    told("问三个小问题")
    writing, replies, ran_on = Usage(), [], 0
    for sample in _samples():
        asked = messages(
            "answer", settings.prompts, question=sample["question"], length="120", script="简体",
            extract=sample["extract"].strip(), passages=sample["passages"].strip(), fence=secrets.token_hex(4),
        )  # fmt: skip
        reply, ended = _reply(model, asked, writing, _ANSWER)
        replies.append(reply)
        ran_on += not ended
    counted = bool(reading.read and writing.written)
    estimated = sum(tokens(str(message.content)) for message in long)
    read = reading.read or estimated
    written = writing.written or sum(map(tokens, replies))
    measured = MeasuredModel(
        llm=settings.llm or "",
        base_url=settings.llm_base_url,
        reads=read / max(_SHORTEST, reading.first),
        writes=written / max(_SHORTEST, writing.seconds - writing.first),
        counted=counted,
        on=date.today().isoformat(),
        share=read / estimated,
    )
    statements = [s for reply in replies for line in parsed(reply) for s in line.statements if not s.empty]
    return ModelReport(
        measured,
        first=writing.first / len(replies),
        whole=writing.seconds / len(replies),
        asked=len(replies),
        right=sum(s["right"] in r.replace("**", "") for s, r in zip(_samples(), replies, strict=True)),
        chinese=sum(map(_in_chinese, replies)),
        sentences=len(statements),
        cited=sum(bool(s.cited) for s in statements),
        ran_on=ran_on,
    )


def _reply(model: ChatModel, asked: list[BaseMessage], usage: Usage, most: int) -> tuple[str, bool]:
    """Return a reply of at most so many tokens, and whether it had come to its end."""
    reply = ""
    try:
        for piece in model.stream(asked, usage=usage, limit=most):
            reply += piece
    except CutShort:
        return without_reasoning(reply), False
    return without_reasoning(reply), True


def _long_prompt() -> list[BaseMessage]:
    """Return a prompt that no server has read before, as long as a long one, for a reply of a word."""
    from langchain_core.messages import HumanMessage, SystemMessage

    passages = "\n".join(sample["passages"].strip() for sample in _samples())
    text = "\n".join(f"（{secrets.token_hex(4)}）\n{passages}" for _ in range(_TIMES))
    return [
        SystemMessage(f"编号{secrets.token_hex(8)}。读完下面的文字，只回答一个字。"),
        HumanMessage(f"{text}\n\n读完了就只写一个字：好"),
    ]


@cache
def _samples() -> list[dict[str, Any]]:
    text = files("assistant.llm").joinpath("data/check_samples.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["sample"])


def _in_chinese(reply: str) -> bool:
    letters = _LETTER.findall(reply)
    return bool(letters) and sum(_HAN.match(letter) is not None for letter in letters) >= _LEAST_HAN * len(
        letters
    )
