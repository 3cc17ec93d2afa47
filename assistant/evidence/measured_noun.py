"""Whether evidence tells of what a question names as measured: 租金是多少 is answered where 租金, or another name of it, stands."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.evidence.features import NEAR
from assistant.evidence.model import Candidate
from assistant.question.model import Question
from assistant.question.official_names import official_names
from assistant.question.outlooks import without_outlooks
from ingest.chinese.script import fold
from ingest.chinese.units import SHARES

_MEASURED = re.compile(
    r"(?P<before>[一-鿿]{1,40}?)(?:大概|大约|一共|总共|各|分别){0,2}(?:是|为|达到?){0,2}(?:大概|大约|一共|总共){0,2}(?:多少|几)"
)
_NOUN = "n"
# A longer word is named by its two last or first characters too: 经济总量 by 总量.
_HALF = 2


def measured_told(question: Question, evidence: Candidate) -> bool:
    """Return whether evidence, or what stands right before or above it, names what a question asks how much of, or the
    question names nothing as measured."""
    if question.kind != "figure":
        return True
    noun = _noun(fold(question.text), question)
    if noun is None:
        return True
    passage = evidence.passage
    own = passage.text[max(0, evidence.start - NEAR) : evidence.end]
    told = fold("\n".join((own, evidence.introduction, *passage.headings, passage.title)))
    others = official_names(question).items()
    names = {
        fold(name)
        for word, other in others
        if noun in word or word in noun
        for name in (*other.same, *other.meant)
    }
    halves = {noun[-_HALF:], noun[:_HALF]} if len(noun) > _HALF else set()
    return any(name in told for name in {noun, *halves, *names})


def _noun(text: str, question: Question) -> str | None:
    """Return the noun right before 多少 in folded text; None where none stands there, or it is a place or a rate."""
    found = _MEASURED.search(text)
    if found is None:
        return None
    word, tag = _last_word(found["before"])
    start = found.end("before") - len(word)
    if tag != _NOUN or len(word) < _HALF:
        return None
    if without_outlooks(word).strip() != word:
        return None  # 目标是多少 asks what was aimed at, of whatever stands before it
    if any(span.start < found.end("before") and start < span.end for span in question.places):
        return None
    return None if set(SHARES).intersection(question.units) else word


@lru_cache(maxsize=1024)
def _last_word(run: str) -> tuple[str, str]:
    import rjieba

    word, tag = rjieba.tag(run, True)[-1]
    # What is only guessed to be a word is one by chance: 季接 in 供暖季接了多少投诉.
    return word, tag if rjieba.has_word(word) else ""
