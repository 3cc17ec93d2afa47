"""Whether evidence says where the thing that a question asks about lies."""

from __future__ import annotations

import re

from assistant.evidence.model import Candidate
from assistant.question.answer_type import SITUATED, SITUATED_ASKED
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.chinese.tokens import telling_bigrams

# 项目位于…: what a sentence takes up from the one before it, without its name.
_TAKEN_UP = re.compile(
    r"(?:其|它|[该本]?(?:项目|工程|园区|景区|基地|企业|公司|广场|酒店)|该[一-鿿]{1,4})?[,:]?"
)
_SENTENCE_END = re.compile(r"[。!?\n]")


def asks_where(question: Question) -> bool:
    """Return whether a question asks where a thing lies, and not where something took place."""
    return question.kind == "place" and SITUATED_ASKED.search(fold(question.text)) is not None


def is_situated(question: Question, evidence: Candidate) -> bool:
    """Return whether evidence says where what a question asks about lies, and not what lies there."""
    text = fold(evidence.text)
    told = SITUATED.search(text)
    named = [at for pair in telling_bigrams(question.focus) if (at := text.find(pair)) >= 0]
    return told is not None and bool(named) and max(named) < told.start()


def takes_up(question: Question, evidence: Candidate) -> bool:
    """Return whether evidence says where the thing lies that the sentence before it in its paragraph names in full."""
    text = fold(evidence.text)
    told = SITUATED.search(text)
    if told is None or not _TAKEN_UP.fullmatch(text[: told.start()].strip()):
        return False
    before = fold(evidence.passage.text[: evidence.start])
    if not before.endswith("。"):
        return False
    opening = _SENTENCE_END.split(before[:-1])[-1]
    asked = fold(question.text)
    where = SITUATED_ASKED.search(asked)
    thing = asked[: where.start()] if where else asked
    named = [pair for pair in telling_bigrams(question.focus) if pair in thing]
    return len(named) > 1 and all(pair in opening for pair in named)
