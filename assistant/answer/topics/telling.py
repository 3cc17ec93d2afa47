"""Weigh how much a clause tells: figures, names and things done, or good words alone."""

from __future__ import annotations

import re

from ingest.chinese.quantities import find_quantities
from ingest.chinese.word_table import WordTable

WORDS = WordTable("assistant.answer.topics", "blocks")
_CONCRETE = WORDS.words("concrete")
_SLOGAN = WORDS.words("slogan")
_INTENT = WORDS.words("intent")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_MARKS = re.compile(r"[,:;。!?\s]+")


def weight(clause: str) -> float:
    """Return how much a folded clause tells: figures most, then names and things done; good words alone are below 0."""
    figures = sum(1 for quantity in find_quantities(clause) if not quantity.spelt)
    kinds = len({m.group() for m in _CONCRETE.finditer(clause)})
    names = clause.count("“") + clause.count('"') / 2 + min(3, clause.count("、"))
    told = 2.0 * min(figures, 2) + min(kinds, 3) + 0.5 * names
    return told if told or not _SLOGAN.search(clause) else -1.0


def is_slogan(clause: str) -> bool:
    """Return whether a folded clause has the form of good words, whatever names stand in it."""
    return _SLOGAN.search(clause) is not None


def is_empty(text: str) -> bool:
    """Return whether folded text says good words and names no figure, work or thing done: 发展成果普惠共享."""
    undated = _YEAR.sub("", text)
    told = _CONCRETE.search(undated) or any(not quantity.spelt for quantity in find_quantities(undated))
    return not told and any(is_slogan(clause) or _INTENT.search(clause) for clause in _MARKS.split(undated))
