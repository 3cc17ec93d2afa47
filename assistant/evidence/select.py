"""Select and rank the sentences of passages that may answer a question."""

from __future__ import annotations

import logging
import re
import time
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.answer_types import holds
from assistant.evidence.features import FEATURES, Reading, measure
from assistant.evidence.general import is_general
from assistant.evidence.model import Candidate
from assistant.evidence.ranker import ranker
from assistant.evidence.situated import asks_where, is_situated
from assistant.evidence.statement_spans import Listed, Part, by_region, with_brackets_closed, with_lists_whole
from assistant.evidence.term_weights import TermWeights
from assistant.question.answer_type import ANSWER_TYPES, DEED, OFFICE, SITUATED, Enough
from assistant.question.model import Question
from assistant.question.official_names import official_names
from assistant.search.model import ScoredPassage
from ingest.chinese.script import fold
from ingest.chinese.sentences import (
    Span,
    enumerations,
    is_attribution,
    is_heading,
    sentences,
    series,
    short_line_runs,
)
from ingest.library.library import Library
from ingest.schema import StoredPassage

log = logging.getLogger(__name__)
# Passages whose sentences are scored: the best ten hold the answer for nineteen questions in twenty.
PASSAGES = 10
LONGEST = 400
# An article opens with what it is about: log odds that such a sentence gains, by the likelihood of the answers to 980 reading
# questions of the tenth that the ranker is learned from.
OPENING_WORTH = 1.0


def candidates(
    library: Library, question: Question, passages: list[ScoredPassage], year: int | None
) -> tuple[list[tuple[StoredPassage, Span]], NDArray[np.float32]]:
    """Return the spans of `passages` that may answer, and their features, float32 [n, len(FEATURES)]."""
    spans = [(scored, span) for scored in passages[:PASSAGES] for span in _spans(question, scored.passage)]
    if not spans:
        return [], np.zeros((0, len(FEATURES)), dtype=np.float32)
    weights = TermWeights(library, question.focus, question.asked, official_names(question))
    texts = [scored.passage.text[span.start : span.end] for scored, span in spans]
    cosines = library.vector_cache.encode(library.embedder, texts) @ library.embedder.encode_query(
        question.text
    )
    top, best = passages[0].score, passages[0].passage.id
    readings = {scored.passage.id: Reading(weights, scored) for scored in passages[:PASSAGES]}
    rows = [
        measure(
            question,
            weights,
            readings[scored.passage.id],
            span,
            year,
            float(cosine),
            top,
            first=scored.passage.id == best,
        )
        for (scored, span), cosine in zip(spans, cosines, strict=True)
    ]
    return [(scored.passage, span) for scored, span in spans], np.stack(rows)


def select(
    library: Library, question: Question, passages: list[ScoredPassage], year: int | None
) -> list[Candidate]:
    """Return the candidate answers in `passages`, best first.

    Args:
        library: provides term weights and the embedding.
        question: what is asked.
        passages: retrieved passages, best first.
        year: the year that the answer must be about, if any.
    """
    began = time.perf_counter()
    spans, rows = candidates(library, question, passages, year)
    if not spans:
        return []
    scores = rows @ ranker()
    if worth := question.answer_type.form_worth:
        scores += worth * rows[:, FEATURES.index(f"fit_{question.kind}")]
    scores += OPENING_WORTH * np.array([_opens_general(question, *each) for each in spans])
    odds = np.exp(scores - scores.max())
    odds /= odds.sum()
    found = [
        Candidate(
            passage,
            span.start,
            span.end,
            row,
            float(score),
            float(p),
            lead=span.lead if isinstance(span, Part) else None,
        )
        for (passage, span), row, score, p in zip(spans, rows, scores, odds, strict=True)
    ]
    log.info(
        "evidence: %d candidates of %d passages measured in %.0f ms",
        len(found), len(passages), 1000 * (time.perf_counter() - began),
    )  # fmt: skip
    return sorted(found, key=lambda e: -e.score)


def _opens_general(question: Question, passage: StoredPassage, span: Span) -> bool:
    """Return whether a span of a passage opens a general text."""
    return passage.start + span.start == 0 and is_general(question, passage)


def reranked(passages: list[ScoredPassage], found: list[Candidate]) -> list[ScoredPassage]:
    """Rank `passages` by the score of their best sentence; passages without candidates follow.

    Args:
        passages: as retrieved, best first.
        found: the candidate sentences of the first of them, best first.

    Returns:
        The same passages; the score of one with candidates is its best sentence's (log odds).
    """
    best: dict[int, float] = {}
    for evidence in found:
        best.setdefault(evidence.passage.id, evidence.score)
    read = [replace(p, score=best[p.passage.id]) for p in passages if p.passage.id in best]
    rest = [p for p in passages if p.passage.id not in best]
    if read and rest:
        lowest, highest = min(p.score for p in read), max(p.score for p in rest)
        rest = [replace(p, score=lowest + p.score - highest) for p in rest]
    return sorted(read, key=lambda p: (-p.score, p.passage.id)) + rest


# Where nothing pins the answer down, a little more is shown.
PLACED = Enough(sure=0.8, sentences=3, characters=220)
OPEN = Enough(sure=0.9, sentences=4, characters=300)
GENERAL = Enough(sure=0.95, sentences=5, characters=340)
# A name or date beside the words asked about is as good as sure, unless another one is nearly as likely.
NAME_GIVEN = 0.3
LEAST_OWN = 0.6
# What says where a thing lies holds as much of what the best candidate holds of the question.
SHARE_OF_BEST = 0.7
# 哪些村入选: told one by one, as what a list asks for.
_SEVERAL = re.compile("哪些|哪几")
_HAN_ONLY = re.compile(r"[^一-鿿0-9]")


def enough(found: list[Candidate], question: Question) -> list[Candidate]:
    """Return the first of `found` (best first) that together probably answer, as few and as short as possible."""
    wanted = question.answer_type
    general = bool(found) and is_general(question, found[0].passage)
    several = question.kind == "place" and _SEVERAL.search(fold(question.text)) is not None
    of_reports = (ANSWER_TYPES["list"] if several else wanted).enough or (
        PLACED if question.places or question.years else OPEN
    )
    limit = GENERAL if general else of_reports
    chosen: list[Candidate] = []
    sure, characters = 0.0, 0
    for evidence in found:
        characters += evidence.end - evidence.start
        if chosen and characters > limit.characters:
            break
        if any(_overlap(evidence, other) or _same_words(evidence, other) for other in chosen):
            continue
        chosen.append(evidence)
        # A sentence that does not name who or when leaves the question open, however well it matches.
        if not wanted.named or evidence.value(f"fit_{question.kind}"):
            given = wanted.named or (question.kind == "place" and _tells_where(evidence))
            sure += evidence.probability + (NAME_GIVEN if given and not general else 0.0)
        if sure >= limit.sure or len(chosen) >= limit.sentences:
            break
    return chosen


def _tells_where(evidence: Candidate) -> bool:
    """Return whether a candidate names a place beside most of what is asked."""
    return evidence.value("fit_place") == 1.0 and evidence.value("own") >= LEAST_OWN


def holders_first(question: Question, found: list[Candidate]) -> list[Candidate]:
    """Return candidates (best first), those first that hold the office or the deed by which a question asks for a person, or say
    where a thing lies."""
    asked = fold(question.text)
    words = {m.group() for words in (OFFICE, DEED) for m in words.finditer(asked)}
    if asks_where(question):
        # Where something lies is told by what says so, not by where it was spoken of.
        least = SHARE_OF_BEST * max((each.value("own") for each in found), default=0.0)
        return sorted(
            found,
            key=lambda each: not (each.value("own") >= least and is_situated(question, each)),
        )
    if question.kind != "person" or not words:
        return found
    return sorted(found, key=lambda each: not any(word in fold(each.text) for word in words))


def _same_words(a: Candidate, b: Candidate) -> bool:
    """Return whether two candidates read the same in either script: a news item often stands in two documents."""
    return _HAN_ONLY.sub("", fold(a.text)) == _HAN_ONLY.sub("", fold(b.text))


def _overlap(a: Candidate, b: Candidate) -> bool:
    """Return whether two candidates share characters of one passage."""
    return a.passage.id == b.passage.id and a.start < b.end and b.start < a.end


def _spans(question: Question, passage: StoredPassage) -> list[Span]:
    """Return the sentences of a passage that may answer, and the longer spans that an answer may need.

    Where a place is asked about, a sentence on several regions ("甲县3个，乙县5个") is taken apart.
    """
    text = passage.text
    whole = sentences(text)
    wider = short_line_runs(text, whole)
    if question.answer_type.several:
        wider += enumerations(text, whole) + series(text)
    kept = [part for part in whole if not is_heading(text, part) or _tells(question, text, part)] or whole
    if not question.answer_type.named:
        # Who says it is no answer, and what is said stands before it.
        kept = [part for part in kept if not is_attribution(text, part)] or kept
    if passage.scopes and (question.places or question.only is not None):
        own = (passage.region, passage.place) if passage.region else None
        whole_lists = question.kind == "list" and passage.about is None and question.asks_about(own)
        kept = [piece for part in kept for piece in _apart(question, passage, part, whole_lists=whole_lists)]
    return list(dict.fromkeys([*kept, *(span for span in wider if span.end - span.start <= LONGEST)]))


def _apart(question: Question, passage: StoredPassage, part: Span, *, whole_lists: bool) -> list[Span]:
    """Return the parts of a sentence that tell of one region each.

    Args:
        whole_lists: whether what lists things of several regions stays whole.
    """
    parts = by_region(passage, part)
    if question.kind == "figure":
        return [*parts]
    parts = with_brackets_closed(passage.text, parts)
    # Only a figure is quoted after what introduces it: other answers are more than a clause.
    pieces = with_lists_whole(passage.text, parts) if whole_lists else parts
    return [piece if isinstance(piece, Listed) else Span(piece.start, piece.end) for piece in pieces]


def _tells(question: Question, text: str, part: Span) -> bool:
    """Return whether a heading line gives the person, date or address asked for, as the opening lines of a report do."""
    if asks_where(question):
        return SITUATED.search(fold(text[part.start : part.end])) is not None
    return question.answer_type.in_headings and holds(question, fold(text[part.start : part.end])) == 1.0
