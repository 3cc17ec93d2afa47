"""The words by which statements show what they tell: that something is coming, planned, demanded, done, counted …

They are found for all statements of a document at once: each class of words is one pass over its text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.chinese.word_table import WordTable
from ingest.split.statements import Statement

_WORDS = WordTable("ingest.split", "statement_cues")
CLASSES = ("coming", "planned", "demanded", "urged", "done", "counted", "happened", "ruled")
_CUES = [_WORDS.words(name) for name in CLASSES]
_THANKS = _WORDS.words("thanks")
_BARE = _WORDS.words("bare")
OPENS_REVIEW = _WORDS.words("opens_review")
OPENS_PLAN = _WORDS.words("opens_plan")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_BLANK = re.compile(r"[^\S\n]+")
_NUMBER = re.compile(r"(?:[一二三四五六七八九十0]+[是、.]|[(][一二三四五六七八九十0]+[)])?")
# Characters of a long statement that are looked at, from its front and from its end.
_LOOKED_AT, _FRONT, _BACK = 120, 100, 15
_BITS = {name: 1 << at for at, name in enumerate(CLASSES)}
_AHEAD = _BITS["coming"] | _BITS["planned"] | _BITS["demanded"]
_BEHIND = _BITS["done"] | _BITS["counted"] | _BITS["happened"]
_URGED, _RULED = _BITS["urged"], _BITS["ruled"]


@dataclass(frozen=True, slots=True)
class Cues:
    """The words found in the statements of a document.

    Attributes:
        text: the statements without blanks, each number one 0, a line each, with a line end before the first.
        starts: int [statements + 1], offset of the line end before each, and of the last line end.
        classes: int [statements], a bit for each of CLASSES that a statement has.
        first, last: int [statements], which of CLASSES comes first and last; -1 for none.
        thanks: bool [statements], whether it thanks.
    """

    text: str
    starts: NDArray[np.int64]
    classes: list[int]
    first: list[int]
    last: list[int]
    thanks: list[bool]

    def shown(self, at: int) -> str:
        """Return what is looked at of a statement."""
        return self.text[self.starts[at] + 1 : self.starts[at + 1]]


def plain(texts: Sequence[str]) -> list[str]:
    """Return folded texts without blanks, each number as one 0, cut to what is looked at."""
    joined = _DIGITS.sub("0", _BLANK.sub("", "\n".join(texts)))
    return [t if len(t) <= _LOOKED_AT else f"{t[:_FRONT]}…{t[-_BACK:]}" for t in joined.split("\n")]


def find_cues(statements: Sequence[Statement]) -> Cues:
    """Return the words found in the statements of a document."""
    lines = plain([statement.text for statement in statements])
    text = "\n" + "\n".join(lines) + "\n"
    starts = np.cumsum([0, *(len(line) + 1 for line in lines)])
    count = len(lines)
    classes = np.zeros(count, dtype=np.int64)
    first, last = np.full(count, -1), np.full(count, -1)
    earliest, latest = np.full(count, len(text)), np.full(count, -1)
    for number, words in enumerate(_CUES):
        places = np.fromiter((m.start() for m in words.finditer(text)), dtype=np.int64)
        if not len(places):
            continue
        owners = np.searchsorted(starts, places, side="right") - 1
        classes[owners] |= 1 << number
        owned, begins = np.unique(owners, return_index=True)
        nearer = places[begins] < earliest[owned]
        earliest[owned[nearer]], first[owned[nearer]] = places[begins][nearer], number
        ends = np.append(begins[1:], len(places)) - 1
        later = places[ends] > latest[owned]
        latest[owned[later]], last[owned[later]] = places[ends][later], number
    thanking = np.zeros(count, dtype=bool)
    thanking[[np.searchsorted(starts, m.start(), side="right") - 1 for m in _THANKS.finditer(text)]] = True
    return Cues(text, starts, classes.tolist(), first.tolist(), last.tolist(), thanking.tolist())


def tendency(classes: int, shown: str) -> str:
    """Return what the classes of a statement come to: "ahead", "behind", "mixed", "ruled", "urged", "bare" for one that
    says what to do without saying who did it, or "" for nothing."""
    if classes & _RULED and not classes & _BEHIND:
        return "ruled"
    if classes & _AHEAD:
        return "mixed" if classes & _BEHIND else "ahead"
    if classes & _BEHIND:
        return "behind"
    if classes & _URGED:
        return "urged"
    number = _NUMBER.match(shown)
    return "bare" if _BARE.match(shown, number.end() if number else 0) else ""


def urges_ahead(classes: int) -> str:
    """Return whether what a statement urges, says or asks is to come: "yes", "no", or "" where it urges nothing."""
    if not classes & _URGED:
        return ""
    return "yes" if classes & _AHEAD else "no"


def balance(classes: int) -> int:
    """Return how many more classes look ahead than behind, from -2 to 2."""
    return max(-2, min(2, (classes & _AHEAD).bit_count() - (classes & _BEHIND).bit_count()))
