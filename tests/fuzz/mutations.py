"""Spoil a file: bytes flipped, cut off, put in, repeated; in an archive also those of what is packed."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape
from random import Random

# Control characters, marks of order, halves of characters, what readers look for, and what they split at.
TOKENS = (
    "\x00 \x02 \x0c \r \n \t \u3000 \xa0 \u2028 \u202e \u200b \ufeff \uffff 0 -1 99999999999999999999 1e400 NaN ２０２２ 年 月 日 亿元 % ‰ "
    "· 、 。 ； ： （ ） ( ) [ ] 【 】 《 》 “ ” | || --- ``` <table> <td> </td> rowspan=\"65000\" colspan=\"1000\" <p> &#1; &#xffff; &nbsp; "
    "<![CDATA[ ]]> <!-- --> <script> {} [] {\" \" , : \\u0000 \\ %s ../ 来源： 时间： 作者： 青棠县 第一章 一、 （一） 1. 2022年 12.5亿元 增长5%"
).split(" ")  # fmt: skip
_RAW = (
    b"\xff\xfe",
    b"\x80",
    b"\x00\x00",
    b"\xd8\x00",
    b"PK\x03\x04",
    b"%PDF-1.4",
    b"\x1b$B",
    b"endobj",
    b"stream\n",
)
_MOST_BYTES = 200_000


def mutated(data: bytes, chance: Random) -> bytes:
    """Return the bytes of a file with up to six changes; what `chance` draws decides which."""
    if data[:2] == b"PK" and chance.random() < 0.7:
        data = _repacked(data, chance)
        if chance.random() < 0.8:
            return data
    return _changed(data, chance)


def _changed(data: bytes, chance: Random) -> bytes:
    if data.lstrip()[:1] == b"<" and chance.random() < 0.5:
        return _said_otherwise(data, chance)[:_MOST_BYTES]
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        data = chance.choice((_flipped, _cut, _inserted, _repeated, _without, _moved))(data, chance)
    return data[:_MOST_BYTES]


def _repacked(data: bytes, chance: Random) -> bytes:
    """Return an archive with one of its files changed, left out, doubled, or under another name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            parts = [(name, pack.read(name)) for name in pack.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return data
    if not parts:
        return data
    at = chance.randrange(len(parts))
    name, content = parts[at]
    deed = chance.random()
    if deed < 0.8:
        parts[at] = (name, _changed(content, chance))
    elif deed < 0.87:
        del parts[at]
    elif deed < 0.94:
        parts.append((f"{name}2", content))
    else:
        parts[at] = (chance.choice(("../x", "a" * 300, "县\x02", "", name.upper())), content)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        for each, content in parts:
            pack.writestr(each or "x", content)
    return made.getvalue()


def _said_otherwise(data: bytes, chance: Random) -> bytes:
    """Return markup with other text between its tags, still well formed."""
    made = re.split(rb"(?<=>)", data)
    for _ in range(chance.choice((1, 2, 6))):
        at = chance.randrange(len(made))
        pieces = [escape(chance.choice(TOKENS)) for _ in range(chance.choice((1, 3, 20)))]
        said = "".join(c for c in "".join(pieces) if c >= " " or c in "\t\n\r")
        made[at] += (said * chance.choice((1, 1, 40))).encode()
    return b"".join(made)


def _span(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 2, 4, 16, 64, 400)))


def _flipped(data: bytes, chance: Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 40)) if made else 0):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _inserted(data: bytes, chance: Random) -> bytes:
    start, _ = _span(data, chance)
    if chance.random() < 0.7:
        piece = chance.choice(TOKENS).encode(chance.choice(("utf-8", "gb18030")), "replace")
    else:
        piece = chance.choice((*_RAW, chance.randbytes(chance.choice((1, 8, 60)))))
    return data[:start] + piece * chance.choice((1, 1, 2, 30, 900)) + data[start:]


def _repeated(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 3, 50, 500)) + data[end:]


def _without(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _moved(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    piece, rest = data[start:end], data[:start] + data[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + piece + rest[at:]
