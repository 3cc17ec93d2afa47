"""Everyday words and the words of reports, so that a question need not share the text's wording."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from ingest.script import fold


@cache
def _groups() -> dict[str, frozenset[str]]:
    """Word (folded) → the other words of its groups in data/synonyms.txt."""
    text = files(__package__ or "assistant").joinpath("data/synonyms.txt").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        group = [fold(word) for word in line.split()]
        for word in group:
            found.setdefault(word, set()).update(group)
    # The longest word first: where two overlap it is the one that is meant.
    return {word: frozenset(found[word] - {word}) for word in sorted(found, key=len, reverse=True)}


# Asked for several times for each question.
@lru_cache(256)
def synonyms(focus: str) -> Mapping[str, frozenset[str]]:
    """The words of folded `focus` that have synonyms, each with them; the longest word wins where two overlap."""
    groups = _groups()
    found: dict[str, frozenset[str]] = {}
    taken = [False] * len(focus)
    for word, others in groups.items():
        at = focus.find(word)
        if at >= 0 and not any(taken[at : at + len(word)]):
            taken[at : at + len(word)] = [True] * len(word)
            found[word] = others
    return found
