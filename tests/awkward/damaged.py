"""Good files of every format, each broken in many ways."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from tests.awkward.case import Case
from tests.awkward.good import BODY, GOOD, HTML, ROWS, rtf

Break = Callable[[bytes], bytes]
WHOLE = "\n".join((BODY, HTML, *map("，".join, ROWS)))


def _cut(share: float) -> Break:
    return lambda data: data[: max(1, int(len(data) * share))]


def _flipped(seed: int, count: int) -> Break:
    def flip(data: bytes) -> bytes:
        chance = random.Random(seed)
        broken = bytearray(data)
        for at in chance.sample(range(len(data)), min(count, len(data))):
            broken[at] ^= 1 << chance.randrange(8)
        return bytes(broken)

    return flip


def _holed(data: bytes) -> bytes:
    """As after a crash of the machine: a part of the file is zeros."""
    third = len(data) // 3
    return data[:third] + bytes(third) + data[2 * third :]


def _noisy(data: bytes) -> bytes:
    third = len(data) // 3
    return data[:third] + random.Random(third).randbytes(third) + data[2 * third :]


BREAKS: dict[str, Break] = {
    "一字节": lambda data: data[:1],
    "百字节": lambda data: data[:100],
    "一成": _cut(0.1),
    "一半": _cut(0.5),
    "九成": _cut(0.9),
    "缺一字节": lambda data: data[:-1],
    "缺开头": lambda data: data[7:],
    "错一位": _flipped(1, 1),
    "错十位": _flipped(2, 10),
    "错百位": _flipped(3, 100),
    "有空洞": _holed,
    "有噪声": _noisy,
    "后有杂物": lambda data: data + random.Random(5).randbytes(2000),
    "前有杂物": lambda data: b"\r\n\r\n" + data,
    "两份相连": lambda data: data + data,
}


def damaged() -> Iterator[Case]:
    """Yield every format in every way."""
    for form, make in GOOD.items():
        good = make()
        for how, broken in BREAKS.items():
            yield Case(f"{form}-{how}.{form}", broken(good), whole=WHOLE)
        # By its content a file is known, not by its name; csv and json alone are plain text by another.
        for suffix in ("txt", "docx", "pdf", ""):
            name = f"{form}-误名.{suffix}" if suffix else f"{form}-无后缀"
            yield Case(name, good, "in")
    for how in ("一半", "错十位", "有空洞"):
        yield Case(f"rtf-{how}.rtf", BREAKS[how](rtf()), heavy=True)
    yield Case("rtf-误名.doc", rtf, "in", heavy=True)
