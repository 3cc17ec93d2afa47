"""Give the whole list where a question asks for all goals or indicators: each clause of 主要目标是：……；……；…… is one of them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence.model import Evidence
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.chinese.sentences import whole_sentences
from ingest.chinese.word_table import WordTable

_WORDS = WordTable("assistant.answer", "whole_lists")
# So much is still read as one list.
LONGEST = 600
_ASKED = _WORDS.words("goals_asked")
_COURSE = _WORDS.words("course_asked")
_PARTS = ("；", ";")


def with_whole_list(question: Question, chosen: Sequence[Evidence]) -> list[Evidence]:
    """Return `chosen` (best first), the first of them with all of the list that it is a part of, where a question asks
    for such a list: semicolons part its items."""
    first, *others = chosen
    text = fold(question.text)
    if not (question.answer_type.several and _ASKED.search(text)) and not _COURSE.search(text):
        return [*chosen]
    text = first.passage.text
    for span in whole_sentences(text):
        within = span.start <= first.start and first.end <= span.end
        if (
            within
            and span.end - span.start <= LONGEST
            and any(mark in text[span.start : span.end] for mark in _PARTS)
        ):
            beside = [e for e in others if e.passage.id != first.passage.id or e.start >= span.end]
            return [Evidence(first.passage, span.start, span.end), *beside]
    return [*chosen]
