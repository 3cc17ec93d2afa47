"""Simplified and Traditional characters: folding for search, conversion for display."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

import opencc

Script = Literal["simplified", "traditional"]
_HAN = re.compile(r"[㐀-鿿豈-﫿]")
# OpenCC keeps these apart because Simplified text may use both; a search must not.
_SAME_IN_SEARCH = {"著": "着", "妳": "你", "祇": "只", "徵": "征", "乾": "干", "鐘": "钟", "瞭": "了"}


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


class _FoldTable(dict[int, str]):
    """Character → one folded character, filled on first sight, so that folding never moves an offset."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = unicodedata.normalize("NFKC", char)
        folded = folded if len(folded) == 1 else char
        if _HAN.match(folded):
            simple = _SAME_IN_SEARCH.get(folded) or _converter("t2s").convert(folded)
            folded = simple if len(simple) == 1 else folded
        folded = folded.lower() if len(folded.lower()) == 1 else folded
        self[code] = folded
        return folded


_FOLD = _FoldTable()


def fold(text: str) -> str:
    """Simplified, half-width, lower-case form of `text`, of the same length: fold(t)[i] stands for t[i]."""
    return text.translate(_FOLD)


def to_simplified(text: str) -> str:
    """`text` in Simplified characters, by phrase (the length may change)."""
    return str(_converter("t2s").convert(text))


def to_traditional(text: str) -> str:
    """`text` in Traditional characters, by phrase (the length may change)."""
    return str(_converter("s2t").convert(text))


def script_of(text: str) -> Script:
    """The script that `text` is written in; text that is the same in both counts as Simplified."""
    traditional = sum(to_simplified(char) != char for char in set(_HAN.findall(text)))
    simplified = sum(to_traditional(char) != char for char in set(_HAN.findall(text)))
    return "traditional" if traditional > simplified else "simplified"
