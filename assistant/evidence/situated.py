"""Whether evidence says where the thing that a question asks about lies."""

from __future__ import annotations

from assistant.evidence.model import Candidate
from assistant.question.answer_type import SITUATED, SITUATED_ASKED
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.chinese.tokens import telling_bigrams


def asks_where(question: Question) -> bool:
    """Return whether a question asks where a thing lies, and not where something took place."""
    return question.kind == "place" and SITUATED_ASKED.search(fold(question.text)) is not None


def is_situated(question: Question, evidence: Candidate) -> bool:
    """Return whether evidence says where what a question asks about lies, and not what lies there."""
    text = fold(evidence.text)
    told = SITUATED.search(text)
    named = [at for pair in telling_bigrams(question.focus) if (at := text.find(pair)) >= 0]
    return told is not None and bool(named) and max(named) < told.start()
