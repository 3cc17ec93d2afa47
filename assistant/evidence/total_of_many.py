"""Whether evidence tells of one thing only as a member of an enumeration, and the figure of all of them together: of A、B、C等11个项目,
总投资54亿元 none tells what A costs."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from assistant.evidence.model import Evidence
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable

_WORDS = WordTable("assistant.evidence", "total_of_many")
# What all things of a kind are called: no name of one of them.
_GENERIC = _WORDS.words("generic")
_ALL = _WORDS.words("all")
_AMOUNT = _WORDS.words("amount")
_NUMBER = r"(?:\d+|[一二三四五六七八九十百]+)[余多]?[个项家条座处只户]"
# Behind the last member: 等11个项目, 共3家; where they were counted before, 等 alone.
_CLOSED = re.compile(rf"等[一-鿿]{{0,6}}?{_NUMBER}|共计?[一-鿿]{{0,4}}?{_NUMBER}|等(?=,)")
_SENTENCE = re.compile(r"[^。;!?\n]+")
_LEAST_MEMBERS = 3
# Characters of a name, what all things are called left out.
_LEAST_NAME = 4


def total_of_many(question: Question, evidence: Evidence) -> bool:
    """Return whether a question asks for an amount of one thing of which evidence tells only that of all that it enumerates."""
    asked = fold(question.text)
    if question.kind != "figure" or not _AMOUNT.search(asked) or _ALL.search(asked):
        return False
    return any(_is_member(asked, sentence) for sentence in _SENTENCE.findall(fold(evidence.text)))


def _is_member(asked: str, sentence: str) -> bool:
    """Return whether what is asked about stands in a sentence among members that are closed off behind them, without a figure of
    its own."""
    closed = _CLOSED.search(sentence)
    members = re.split("[、:]", sentence[: closed.start()]) if closed else []
    if len(members) < _LEAST_MEMBERS:
        return False
    return any(
        not re.search(r"\d", member) and _names(asked, member, first=number == 0)
        for number, member in enumerate(members)
    )


def _names(asked: str, member: str, *, first: bool) -> bool:
    """Return whether a question names a member; of the first one, before which the sentence begins, by its end."""
    found = SequenceMatcher(None, asked, member, autojunk=False).find_longest_match()
    name = asked[found.a : found.a + found.size]
    at_end = not _GENERIC.sub("", member[found.b + found.size :])
    return len(_GENERIC.sub("", name)) >= _LEAST_NAME and (at_end or not first)
