"""Give the whole list where a question asks for all goals or indicators: each clause of 主要目标是：……；……；…… is one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evidence.answer_types import numeral
from assistant.evidence.model import Evidence
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.chinese.sentences import clauses_at, sentences, whole_sentences
from ingest.chinese.word_table import WordTable

_WORDS = WordTable("assistant.answer", "whole_lists")
# So much is still read as one list.
LONGEST = 600
_ASKED = _WORDS.words("goals_asked")
_COURSE = _WORDS.words("course_asked")
# 三个乡各以哪种作物为主: so many sentences beside each other say it of one each.
_OF_EACH = re.compile(
    r"(?P<count>[两二三四五六七八九十]|\d{1,2})个?[县市区旗镇乡村街][^?]*?(?:各自?|分别)[以把由][^?]{0,2}哪[个种些项家座类]"
    r"[一-鿿]{1,4}?(?P<said>[为作当][一-鿿]{1,4})[?。]?$"
)
_PARTS = re.compile(r"[；;]")


def with_whole_list(question: Question, chosen: Sequence[Evidence]) -> list[Evidence]:
    """Return `chosen` (best first), the first of them with all of the list that it is a part of, where a question asks
    for such a list: semicolons part its items."""
    first, *others = chosen
    if each := _of_each(question, first):
        return each
    text = fold(question.text)
    if not (question.answer_type.several and _ASKED.search(text)) and not _COURSE.search(text):
        return [*chosen]
    text = first.passage.text
    for span in whole_sentences(text):
        within = span.start <= first.start and first.end <= span.end
        if within and span.end - span.start <= LONGEST and _PARTS.search(text, span.start, span.end):
            beside = [e for e in others if e.passage.id != first.passage.id or e.start >= span.end]
            return [Evidence(first.passage, span.start, span.end), *beside]
    return [*chosen]


def _of_each(question: Question, first: Evidence) -> list[Evidence]:
    """Return what is said of each of several regions, beside the evidence found, up to the first comma of a sentence each;
    empty where a question does not say how many they are, or as many are not told of."""
    asked = _OF_EACH.search(fold(question.text))
    if asked is None:
        return []
    text = fold(first.passage.text)
    parts = [part for part in sentences(text) if asked["said"] in text[part.start : part.end]]
    if len(parts) != numeral(asked["count"]):
        return []
    found = [clauses_at(text, part, ",")[0] for part in parts]
    return [
        Evidence(first.passage, each.start, each.start + len(text[each.start : each.end].rstrip(",。;")))
        for each in found
    ]
