"""Sentences that list what is asked for: 甲、乙、丙等重点项目开工建设. What stands beside the list in them is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer.named_series import (
    SURE,
    Series,
    Wanted,
    series_in,
    wanted_of,
)
from assistant.evidence.answer_types import asked_count
from assistant.evidence.model import Candidate
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.chinese.sentences import Span, clauses_at
from ingest.chinese.tokens import bigrams

# A sentence this far (in log odds) below the best one may come before it if it lists what is asked for, and this far where it
# surely does and no other before it may.
NEAR, NEAR_SURE = 1.5, 5.0
# The kinds of answer that names beside each other can be.
_KINDS = ("list", "place", "organisation", "text", "person")
# What parts the clauses of folded text.
_MARKS = ",;。"


@dataclass(frozen=True, slots=True)
class Listing:
    """A sentence that lists what is asked for.

    Attributes:
        evidence: the sentence, cut to that.
        series: what it names.
    """

    evidence: Candidate
    series: Series


def surely_listing(question: Question, good: Sequence[Candidate]) -> list[Candidate]:
    """Return those of `good` (best first) that surely list what a question asks for, cut to that; empty where none near the best
    one does."""
    listing = _listing(question, good)
    sure = [each for each in listing if each.series.sure == SURE]
    if not sure or sure[0].evidence.score < max(good[0].score - NEAR_SURE, listing[0].evidence.score - NEAR):
        return []
    # What the opening of a text tells in short is told in full further down.
    first = max(sure, key=lambda each: (each.series.retells(sure[0].series), each.evidence.score))
    others = [each.evidence for each in sure if each is not first]
    if asked_count(question) is not None:
        return [first.evidence]
    return [first.evidence, *(each for each in others if each.score >= first.evidence.score - NEAR)]


def likely_listing(question: Question, good: Sequence[Candidate]) -> list[Candidate]:
    """Return those of `good` (best first) that may list what a question asks for, cut to that; `good` itself where none near the
    best one does."""
    listing = _listing(question, good) if question.kind == "list" else []
    if not listing or listing[0].evidence.score < good[0].score - NEAR:
        return [*good]
    return [each.evidence for each in listing]


def _listing(question: Question, good: Sequence[Candidate]) -> list[Listing]:
    wanted = wanted_of(question) if question.kind in _KINDS else None
    if wanted is None:
        return []
    return [cut for each in good if (cut := _cut(question, wanted, each)) is not None]


def _cut(question: Question, wanted: Wanted, evidence: Candidate) -> Listing | None:
    """Return the clauses of some evidence that list what is asked for; None where none does."""
    text = fold(evidence.passage.text[evidence.start : evidence.end])
    if "\n" in text or evidence.lead is not None:
        return None
    focus = set(bigrams(question.focus))
    parts = clauses_at(text, Span(0, len(text)), _MARKS)
    clauses = [text[part.start : part.end].rstrip(_MARKS) for part in parts]
    found = [series_in(wanted, clause) for clause in clauses]
    shared = [len(focus.intersection(bigrams(clause))) for clause in clauses]
    lists = [(series.sure, shared[i], -i) for i, series in enumerate(found) if series is not None]
    if not lists:
        return None
    best = -max(lists)[2]
    series = found[best]
    if series is None or (series.sure < SURE and shared[best] < max(shared)):
        # Another clause says more of what is asked for than the list.
        return None
    belongs = [pairs > (0 if found[i] else 1) for i, pairs in enumerate(shared)]
    # What a term stands for is one explanation: 一主三辅：以甲为主，以乙、丙为辅.
    first = 0 if ":" in text[: parts[best].end] else best
    while first > 0 and belongs[first - 1]:
        first -= 1
    last = best
    while last + 1 < len(parts) and belongs[last + 1]:
        last += 1
    cut = replace(evidence, start=evidence.start + parts[first].start, end=evidence.start + parts[last].end)
    return Listing(cut, series)
