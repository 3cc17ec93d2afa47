"""The words of a clause: what it names, what its figures measure, whether it denies, plans or has done what it tells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from assistant.answer.verdict import DOWN, UP
from ingest.chinese.tokens import telling_bigrams
from ingest.chinese.word_table import Words, WordTable

Measure = Literal["", "up", "down", "share", "from"]
_WORDS = WordTable("assistant.llm", "tellings")
_SHARE, _FROM, _FORMER, _ONWARDS, _TO = (
    _WORDS.words(name) for name in ("share", "from", "former", "onwards", "to")
)
_MORE, _LESS = _WORDS.words("more"), _WORDS.words("less")
_MEASURES: tuple[tuple[Measure, Words], ...] = (
    ("up", UP), ("up", _MORE), ("down", DOWN), ("down", _LESS), ("share", _SHARE),
)  # fmt: skip
_ATTRIBUTE, _NEUTRAL = _WORDS.words("attribute"), _WORDS.words("neutral")
DENIED, DONE, WANTED = _WORDS.words("denied"), _WORDS.words("done"), _WORDS.words("wanted")
YES, NO = _WORDS.words("yes"), _WORDS.words("no")
HAN = re.compile(r"[一-鿿]+")
_BRACKETED = re.compile(r"\([^()]*\)")
# 10亿元以上的: a class of things, no amount.
_OF_CLASS = re.compile(r"\d[\d.]*[百千万亿]*[^\d\s]{0,3}?(?:及)?以[上下内](?=[一-鿿])")
# As much of a name, or of what is denied, must stand in a clause that holds it.
MOST = 0.75
# A run of verbs from here on is a name: 预算收入.
_NOMINAL = 4


def pairs_of(words: str) -> frozenset[str]:
    """Return the telling pairs of characters of folded words, without those of which way something went; what stands in
    brackets parts none."""
    words = DOWN.sub(" ", UP.sub(" ", words))
    bare = _BRACKETED.sub("", words)
    apart = words if bare != words else ""
    classes = [m.group() for m in _OF_CLASS.finditer(words)]
    return frozenset((*classes, *(pair for pair in telling_bigrams(f"{bare} {apart}") if len(pair) > 1)))


def names_something(words: str) -> bool:
    """Return whether folded words name a thing: not only how much of it, which way it went, or what was done."""
    return _OF_CLASS.search(words) is not None or any(map(_is_name, HAN.findall(bare(words))))


def bare(words: str) -> str:
    """Return folded words without those that only say how much, which way, and the like."""
    for other in (UP, DOWN, _SHARE, _ATTRIBUTE, _NEUTRAL):
        words = other.sub(" ", words)
    return words


@lru_cache(maxsize=4096)
def _is_name(run: str) -> bool:
    import rjieba

    if not 1 < len(run) < _NOMINAL:
        return len(run) > 1
    return any(tag[0] in "njlisbxz" for _, tag in rjieba.tag(run, True))


def measure_of(before: str, after: str = "") -> Measure:
    """Return what a figure measures by the folded words before and after it in its clause."""
    if _FORMER.search(before) or (_FROM.search(before) and _ONWARDS.search(after)):
        return "from"
    found = [(m.start(), way) for way, words in _MEASURES for m in words.finditer(before)]
    measure: Measure = max(found)[1] if found else ""
    return "" if measure in ("up", "down") and _TO.search(before) else measure


@lru_cache(maxsize=4096)
def without_verb(run: str) -> str:
    """Return a run of characters without the verb that ends it, which goes with its own figure: 项目开工."""
    import rjieba

    word, tag = rjieba.tag(run, True)[-1]
    return run.removesuffix(word) if tag == "v" and len(word) < len(run) else run


def holds(own: Iterable[str], pairs: frozenset[str]) -> bool:
    """Return whether the pairs of a clause hold most of others."""
    held = frozenset(own)
    return bool(pairs) and len(pairs & held) >= MOST * len(pairs)
