"""Weigh how much a clause tells: figures, names and things done, or good words alone."""

from __future__ import annotations

from ingest.chinese.quantities import find_quantities
from ingest.chinese.word_table import WordTable

WORDS = WordTable("assistant.answer.topics", "blocks")
_CONCRETE = WORDS.words("concrete")
_SLOGAN = WORDS.words("slogan")


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
