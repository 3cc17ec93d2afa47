"""Weigh how much a clause tells: figures, names and things done, or good words alone."""

from __future__ import annotations

import re

from assistant.question.topic_request import Aspect
from ingest.chinese.quantities import find_quantities
from ingest.chinese.word_table import WordTable

WORDS = WordTable("assistant.answer.topics", "blocks")
_CONCRETE = WORDS.words("concrete")
_SLOGAN = WORDS.words("slogan")
_INTENT = WORDS.words("intent")
_GOES_ON = WORDS.words("goes_on", frame="^\\s*(?:{words})")
_LEADS_ON = (
    WORDS.words("leads_on_begins", frame="^\\s*(?:{words})"),
    WORDS.words("leads_on_ends", frame="(?:{words})$"),
)
_LACKING = WORDS.words("lacking")
_FURNITURE = WORDS.words("furniture")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_MARKS = re.compile(r"[,:;。!?\s]+")


def weight(clause: str) -> float:
    """Return how much a folded clause tells: figures most, then names and things done; good words alone are below 0."""
    figures = sum(1 for quantity in find_quantities(_YEAR.sub("", clause)) if not quantity.spelt)
    kinds = len({m.group() for m in _CONCRETE.finditer(clause)})
    names = clause.count("“") + clause.count('"') / 2 + min(3, clause.count("、"))
    told = 2.0 * min(figures, 2) + min(kinds, 3) + 0.5 * names
    return told if told or not _SLOGAN.search(clause) else -1.0


def tells_figure(text: str) -> bool:
    """Return whether folded text tells a figure other than a year or a number in words."""
    return any(not quantity.spelt for quantity in find_quantities(_YEAR.sub("", text)))


def is_slogan(clause: str) -> bool:
    """Return whether a folded clause has the form of good words, whatever names stand in it."""
    return _SLOGAN.search(clause) is not None


def is_empty(text: str) -> bool:
    """Return whether folded text says good words and names no figure, work or thing done: 发展成果普惠共享."""
    undated = _YEAR.sub("", text)
    told = _CONCRETE.search(undated) or tells_figure(text)
    return not told and any(is_slogan(clause) or _INTENT.search(clause) for clause in _MARKS.split(undated))


# What a clause of good words is worth, one that tells nothing by itself, and one that says what is wanting.
GOOD_WORDS: dict[Aspect, float] = {"done": 0.0, "planned": 0.1, "wanting": 0.3, "said": 0.3}
NOTHING, WANTING = 0.3, 1.0


def worth(clause: str, aspect: Aspect) -> float:
    """Return how much a folded clause is worth in an answer; 0 for one that is only shown between two others."""
    told = weight(clause)
    if is_furniture(clause):
        return 0.0
    if aspect == "wanting" and is_lacking(clause):
        return WANTING
    return GOOD_WORDS[aspect] if told < 0 else max(told, NOTHING)


def is_furniture(clause: str) -> bool:
    """Return whether a folded clause is of the page or its makers, not of the text."""
    return _FURNITURE.search(clause) is not None


def is_lacking(text: str) -> bool:
    """Return whether folded text says that something is not as it should be."""
    return _LACKING.search(text) is not None


def goes_on(clause: str) -> bool:
    """Return whether a folded clause only says more of what the one before it names."""
    return _GOES_ON.match(clause) is not None


def leads_on(clause: str) -> bool:
    """Return whether a folded clause, not the last of its statement, only leads to the next one."""
    return any(words.search(clause) for words in _LEADS_ON)
