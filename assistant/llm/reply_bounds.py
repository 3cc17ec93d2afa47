"""Bound a reply: it ends where it repeats itself or runs on, as small models do for minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.llm.reply_parser import CLOSING, STOPS

# A reply may be this many times as long as it was asked to be, and so much longer, in characters.
TIMES_ASKED, SPARE = 2.5, 120
# What a model needs for a character of Chinese, and for marks and the like, is no more.
TOKENS_A_CHARACTER = 2
# Shorter sentences recur in a list as they may; a clause may recur twice.
_LEAST_SENTENCE, _LEAST_CLAUSE = 8, 4
_MOST_CLAUSES = 3
# Each from its beginning on: what has no end is not looked through again from every character of it.
_SENTENCE = re.compile(rf"(?<![^{STOPS}\n])[^{STOPS}\n]++[{STOPS}\n]")
_CLAUSE = re.compile(r"(?<![^，,；;。！？!?\n])[^，,；;。！？!?\n]++[，,；;。！？!?\n]")
_WHOLE = re.compile(rf".*[{STOPS}][{re.escape(CLOSING)}\]］】\d]*|.*\n", re.DOTALL)
_MARKS = re.compile(r"\[[^\]]{0,60}\]|[\s*\-•·]|^\d+[.、]")


class ReplyBounds:
    """The bounds of one reply.

    Args:
        length: the characters that it was asked to have at most.
        given: those of the answer by rule, which it may repeat.

    Attributes:
        cut: why it was ended; "" where it ended by itself.
    """

    def __init__(self, length: int, given: int = 0) -> None:
        self.most = int(max(TIMES_ASKED * length, given)) + SPARE
        self.cut = ""

    @property
    def tokens(self) -> int:
        """Return the most tokens that the model is to write."""
        return TOKENS_A_CHARACTER * self.most

    def over(self, pieces: Iterator[str]) -> Iterator[str]:
        """Yield the pieces up to where the reply repeats itself or has become too long."""
        text = ""
        for piece in pieces:
            text += piece
            if len(text) > self.most:
                self.cut = "模型没有写完的意思"
                return
            if any(mark in piece for mark in "，,；;" + STOPS + "\n") and repeats(text):
                self.cut = "模型不停地重复，没有写完的意思"
                return
            yield piece


def repeats(text: str) -> bool:
    """Return whether a text says the last sentence that it has finished once before, or a clause three times running."""
    said = [_MARKS.sub("", m.group()) for m in _SENTENCE.finditer(text)]
    if said and len(said[-1]) > _LEAST_SENTENCE and said[-1] in said[:-1]:
        return True
    clauses = [_MARKS.sub("", m.group()) for m in _CLAUSE.finditer(text)][-_MOST_CLAUSES:]
    return (
        len(clauses) == _MOST_CLAUSES
        and len(clauses[-1]) > _LEAST_CLAUSE
        and len({c[:-1] for c in clauses}) == 1
    )


def finished(text: str) -> str:
    """Return what of a reply that was cut short stands in whole sentences, each once."""
    whole = _WHOLE.match(text)
    kept: list[str] = []
    seen: set[str] = set()
    for line in (whole.group() if whole else "").split("\n"):
        bare = _MARKS.sub("", line)
        if len(bare) > _LEAST_SENTENCE and bare in seen:
            continue
        seen.add(bare)
        kept.append(line)
    return "\n".join(kept)
