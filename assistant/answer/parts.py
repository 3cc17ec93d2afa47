"""Answer the parts of a question that asks for several figures one after another, where one sentence does not tell them all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence.model import Evidence
from assistant.question.model import Question
from assistant.question.patterns import HOW_MANY
from assistant.question.places import Gazetteer
from assistant.question.understand import understand
from ingest.chinese.script import fold
from ingest.chinese.tokens import telling_bigrams
from ingest.chinese.word_table import WordTable

_WORDS = WordTable("assistant.answer", "parts")
# What is asked of the part before it: 增长多少, 其中新建的多少.
_LEANS = _WORDS.words("leans", frame="^(?:{words})")
_PARTS = re.compile(r"[^,;?]+")
# A part of fewer pairs of characters says nothing by itself.
LEAST_NAMED = 2
# As much of a part stands in what was quoted where that tells it.
LEAST_TOLD = 0.6


def parts_asked(question: Question, gazetteer: Gazetteer, *, now: int) -> list[tuple[str, Question]]:
    """Return the parts of a question, each as it stands there and as a question of the same place and year; none where it asks for
    one figure, or what one part asks is said of another.

    Args:
        gazetteer, now: as for `understand`.
    """
    if question.kind != "figure":
        return []
    folded = fold(question.text)
    asked = [m for m in _PARTS.finditer(folded) if HOW_MANY.search(m.group())]
    if len(asked) < 2 or any(_LEANS.search(m.group().strip()) for m in asked[1:]):
        return []
    where = "".join(question.text[place.start : place.end] for place in question.places[:1])
    when = "" if question.vague_year else "".join(f"{year}年" for year in question.years[:1])
    parts = []
    for m in asked:
        words = question.text[m.start() : m.end()].strip()
        named = bool(question.places) and any(m.start() <= p.start < m.end() for p in question.places)
        part = understand(f"{words if named else where + when + words}？", gazetteer, now=now)
        if len(telling_bigrams(part.focus)) < LEAST_NAMED:
            return []
        years = part.years or question.years
        parts.append((words, replace(part, years=years, within=question.within, only=question.only)))
    return parts


def is_told(part: Question, told: Sequence[Evidence]) -> bool:
    """Return whether what is quoted tells of what a part asks."""
    named = telling_bigrams(part.focus)
    text = fold("\n".join(each.text for each in told))
    return sum(pair in text for pair in named) >= LEAST_TOLD * len(named)


def is_touched(part: Question, told: Sequence[Evidence]) -> bool:
    """Return whether what is quoted holds anything that a part asks about."""
    text = fold("\n".join(each.text for each in told))
    return any(pair in text for pair in telling_bigrams(part.focus))
