"""Sentences that list what is asked for: 甲、乙、丙等重点项目开工建设. What stands beside the list in them is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence.model import Candidate
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.chinese.sentences import Span, clauses_at
from ingest.chinese.tokens import bigrams

# A sentence this far (in log odds) below the best one may come before it if it lists what is asked for.
NEAR = 1.5
# A clause beside a list belongs to it where it holds as many pairs of the question's characters.
LEAST_BESIDE = 2
LONGEST_NOUN = 8
# Several things are asked for.
_SEVERAL = re.compile(r"哪(?:些|几|[两二三四五六七八九十]|\d+)[个项家条座所处]?|都[有是]什么|包括什么|有啥")
# The last of several stands behind a comma: 甲、乙、丙，以及丁.
_ONE_MORE = re.compile(r"\s*(?:以及|还有)")
_DIGIT = re.compile(r"\d")
# What parts the clauses of folded text.
_MARKS = ",;。"
_QUOTED = re.compile(r"\([^()]*\)|“[^“”]*”")


def lists_first(question: Question, good: Sequence[Candidate]) -> list[Candidate]:
    """Return `good` (best first) with those alone that list what a question asks for, cut to that; `good` itself where none
    near the best one does, or the question asks for no list of things."""
    if question.kind != "list" or not _SEVERAL.search(fold(question.text)):
        return [*good]
    listing = [cut for each in good if (cut := _cut(question, each)) is not None]
    if not listing or listing[0].score < good[0].score - NEAR:
        return [*good]
    return listing


def _cut(question: Question, evidence: Candidate) -> Candidate | None:
    """Return the clauses of some evidence that list what is asked for; None where none does."""
    text = fold(evidence.passage.text[evidence.start : evidence.end])
    if "\n" in text or evidence.lead is not None:
        return None
    asked, focus = _asked(question), set(bigrams(question.focus))
    parts = clauses_at(text, Span(0, len(text)), _MARKS)
    clauses = [text[part.start : part.end] for part in parts]
    lists = [i for i, clause in enumerate(clauses) if _lists(clause, asked)]
    if not lists:
        return None
    shared = [len(focus.intersection(bigrams(clause))) for clause in clauses]
    best = max(lists, key=lambda i: shared[i])
    if shared[best] < max(shared):
        # Another clause says more of what is asked for than the list.
        return None
    first = last = best
    # What a term stands for is one explanation: 一主三辅：以甲为主，以乙、丙为辅.
    if ":" in text[: parts[best].end]:
        first = 0
    while first > 0 and shared[first - 1] >= (1 if first - 1 in lists else LEAST_BESIDE):
        first -= 1
    while last + 1 < len(parts) and (
        shared[last + 1] >= (1 if last + 1 in lists else LEAST_BESIDE) or _ONE_MORE.match(clauses[last + 1])
    ):
        last += 1
    return replace(evidence, start=evidence.start + parts[first].start, end=evidence.start + parts[last].end)


def _lists(clause: str, asked: set[str]) -> bool:
    """Return whether a folded clause lists several things, and says before the first or after the last what they are.

    Args:
        asked: the pairs of characters of what is asked for.
    """
    bare = _QUOTED.sub(lambda m: "一" * len(m.group()), clause)
    first, last = bare.find("、"), bare.rfind("、")
    if first < 0:
        return False
    tail, closed = clause[last + 1 :], bare.rfind("等")
    if first == last and closed < last and _DIGIT.search(tail):
        # 新建、续建项目12个 names nothing.
        return False
    behind = clause[closed + 1 :] if closed > last else tail[-LONGEST_NOUN:]
    # Two words beside each other are a list only of what stands behind them: 收费站当年开工、当年竣工 lists none.
    before = clause[: max(0, first - 2)] if first < last else ""
    return bool(asked.intersection((*bigrams(behind), *bigrams(before))))


def _asked(question: Question) -> set[str]:
    """Return the pairs of characters of what a question asks for: 项目建好 of 有哪些旅游方面的项目建好了."""
    text = fold(question.text)
    m = _SEVERAL.search(text)
    after = re.split(r"[,，。?？]", text[m.end() :])[0] if m else ""
    noun = after.rpartition("的")[2] if len(after.rpartition("的")[2]) > 1 else after
    return set(bigrams(noun)) or set(bigrams(question.asked))
