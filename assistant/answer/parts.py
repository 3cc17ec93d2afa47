"""Answer the parts of a question that asks for several figures one after another, where one sentence does not tell them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer.citations import Citations
from assistant.answer.model import AnswerLine
from assistant.answer.quote import statements
from assistant.answer.templates import pieces
from assistant.evidence.model import Candidate, Evidence
from assistant.question.model import Question
from assistant.question.patterns import HOW_MANY
from assistant.question.places import Gazetteer
from assistant.question.understand import understand
from assistant.search.collection import Holdings
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

Find = Callable[[Question], list[Candidate]]


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


def other_parts(
    question: Question, lines: Sequence[AnswerLine], holdings: Holdings, find: Find, citations: Citations
) -> list[AnswerLine]:
    """Return what tells the parts of a question that the lines of its answer do not, or that nothing tells them.

    Args:
        holdings: the library's content.
        find: returns the acceptable evidence for a look-up, best first.
        citations: of the answer.
    """
    told = [evidence for line in lines for evidence in line.evidence]
    parts = parts_asked(question, holdings.gazetteer, now=holdings.this_year)
    if not any(_is_told(part, told) for _, part in parts):
        # Told in other words than it was asked in.
        return []
    others: list[AnswerLine] = []
    for words, part in parts:
        if _is_told(part, told):
            continue
        good = [each for each in find(part)[:1] if _is_told(part, [each])]
        said = pieces("part_not_found", question.script, part=words)
        others += statements(part, good, citations)
        if not good and not _is_touched(part, told):
            others.append(AnswerLine(said, "missing"))
        told += good
    return others


def _is_told(part: Question, told: Sequence[Evidence]) -> bool:
    """Return whether what is quoted tells of what a part asks."""
    named = telling_bigrams(part.focus)
    text = fold("\n".join(each.text for each in told))
    return sum(pair in text for pair in named) >= LEAST_TOLD * len(named)


def _is_touched(part: Question, told: Sequence[Evidence]) -> bool:
    """Return whether what is quoted holds anything that a part asks about."""
    text = fold("\n".join(each.text for each in told))
    return any(pair in text for pair in telling_bigrams(part.focus))
