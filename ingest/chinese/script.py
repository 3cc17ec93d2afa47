"""Convert between Simplified and Traditional characters: folding for search, conversion for display."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

import numpy as np
import opencc
from numpy.typing import NDArray

# Passages and their sentences are folded again and again while questions are answered; whole documents once.
_KEPT, _LONGEST_KEPT = 8192, 1000
# Longer texts are those of a document, which each of its stages folds.
_RECENT = 16
# From this length on looking up all characters at once takes less time than one after another.
_LONG = 100
_UTF32 = "utf-32-le"

Script = Literal["simplified", "traditional"]
_HAN = re.compile(r"[㐀-鿿\uf900-\ufaff]")
# OpenCC keeps these apart because Simplified text may use both; a search must not. 陜 (U+965C) is often typed for 陝.
_SAME_IN_SEARCH = {
    "著": "着",
    "妳": "你",
    "祇": "只",
    "徵": "征",
    "乾": "干",
    "鐘": "钟",
    "瞭": "了",
    "陜": "陕",
}


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


@cache
def _fold_codes() -> NDArray[np.uint32]:
    """Return an array of code point → the folded one's, 0 where it has not been needed yet."""
    return np.zeros(0x110000, dtype="<u4")


def _folded(text: str) -> str:
    if len(text) < _LONG:
        return text.translate(_FOLD)
    known = _fold_codes()
    codes = np.frombuffer(text.encode(_UTF32, "surrogatepass"), dtype="<u4")
    folded: NDArray[np.uint32] = known[codes]
    if not folded.all():
        for code in np.unique(codes[folded == 0]).tolist():
            known[code] = ord(_FOLD[code])
        folded = known[codes]
    return folded.tobytes().decode(_UTF32, "surrogatepass")


def fold(text: str) -> str:
    """Return the Simplified, half-width, lower-case form of `text`, of the same length: fold(t)[i] is t[i] folded."""
    return _kept_fold(text) if len(text) <= _LONGEST_KEPT else _recent_fold(text)


@lru_cache(_KEPT)
def _kept_fold(text: str) -> str:
    folded = _folded(text)
    # One copy is kept where there is nothing to fold.
    return text if folded == text else folded


@lru_cache(_RECENT)
def _recent_fold(text: str) -> str:
    return _folded(text)


def to_simplified(text: str) -> str:
    """Return `text` in Simplified characters, by phrase (the length may change)."""
    return str(_converter("t2s").convert(text))


def to_traditional(text: str) -> str:
    """Return `text` in Traditional characters, by phrase (the length may change)."""
    return str(_converter("s2t").convert(text))


def written_in(text: str, script: Script) -> str:
    """Return the program's own texts, which are Simplified, in `script`."""
    return to_traditional(text) if script == "traditional" else text


def script_of(text: str) -> Script:
    """Return the script that `text` is written in; text that is the same in both counts as Simplified."""
    leanings = [_leaning(char) for char in set(_HAN.findall(text))]
    return "traditional" if sum(leanings) > 0 else "simplified"


@cache
def _leaning(char: str) -> int:
    """Return 1 for a character of Traditional text only, -1 for one of Simplified text only, 0 for one of both."""
    return int(to_simplified(char) != char) - int(to_traditional(char) != char)
