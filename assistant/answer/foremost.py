"""Tell whether a sentence says that something is the foremost of its kind, where a question asks which one that is."""

from __future__ import annotations

from assistant.evidence.model import Evidence
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable

_WORDS = WordTable("assistant.answer", "foremost")
_ASKED = _WORDS.words("asked")
_TOLD = _WORDS.words("told")


def asks_for_foremost(question: Question) -> bool:
    """Return whether a question asks which one of many is the largest, dearest or best: 投资最大的项目是哪个."""
    return (
        question.kind in ("text", "list", "place", "organisation")
        and _ASKED.search(fold(question.text)) is not None
    )


def tells_foremost(evidence: Evidence) -> bool:
    """Return whether evidence, or the heading above it, says that something is foremost."""
    return _TOLD.search(fold("\n".join((evidence.text, *evidence.passage.headings)))) is not None
