"""From passages to the sentences that answer."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from assistant.agreement import year_agreement
from assistant.answer_types import holds
from assistant.question import Question
from assistant.records import ScoredPassage
from assistant.sentences import Span, enumerations, sentences
from ingest.library import Library
from ingest.records import StoredPassage
from ingest.script import fold
from ingest.terms import bigrams, words

# Passages whose sentences are looked at. The best passage holds the answer for nineteen questions in twenty.
PASSAGES = 12
LONGEST = 420


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of a passage that may answer.

    Attributes:
        passage: where it stands.
        start, end: its offsets in the passage's text.
        coverage: share of the question's term weight that stands in it, in its headings or just before it, 0 to 1.
        own: share that stands in it alone.
        fit: how far it holds the kind of thing asked for, 0 to 1.
        agreement: how sure it is that it speaks of the year asked about, 0 to 1.
        score: what candidates are ranked by.
    """

    passage: StoredPassage
    start: int
    end: int
    coverage: float
    own: float
    fit: float
    agreement: float
    score: float

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]


class TermWeights:
    """How much each term of a question tells: its inverse document frequency in the library."""

    def __init__(self, library: Library, focus: str) -> None:
        n = library.passage_count()
        self.weights: dict[str, float] = {}
        for term, indexed, share in [(w, w, 1.0) for w in words(focus)] + [(b, "_" + b, 0.5) for b in bigrams(focus)]:
            df = library.document_frequency(indexed)
            # BM25's idf (Robertson & Spärck Jones), as the index itself weighs terms.
            idf = math.log(1 + (n - df + 0.5) / (df + 0.5))
            self.weights[term] = max(self.weights.get(term, 0.0), share * idf)
        self.total = sum(self.weights.values()) or 1.0

    def share(self, *texts: str) -> float:
        """Share of the weight whose terms stand in any of the folded `texts`, 0 to 1."""
        return sum(w for t, w in self.weights.items() if any(t in text for text in texts)) / self.total


def select(library: Library, question: Question, passages: list[ScoredPassage], year: int | None) -> list[Evidence]:
    """Candidate answers out of `passages`, best first.

    Args:
        library: gives the weights of terms and the embedding.
        question: what is asked.
        passages: retrieved passages, best first.
        year: the year that the answer must be about, if any.
    """
    passages = passages[:PASSAGES]
    if not passages:
        return []
    weights = TermWeights(library, question.focus)
    top = passages[0].score or 1.0
    spans = [(scored, span) for scored in passages for span in _candidates(question, scored.passage.text)]
    texts = [s.passage.text[span.start : span.end] for s, span in spans]
    vectors = library.embedder.encode([question.text, *texts])
    cosines = np.asarray(vectors[1:]) @ np.asarray(vectors[0])
    found = [
        _judge(question, weights, scored, span, year, float(cosine), scored.score / top)
        for (scored, span), cosine in zip(spans, cosines, strict=True)
    ]
    return sorted(found, key=lambda e: -e.score)


def _candidates(question: Question, text: str) -> list[Span]:
    parts = sentences(text)
    if question.kind in ("list", "reason"):
        parts += [e for e in enumerations(text, parts) if e.end - e.start <= LONGEST]
    return parts


def _judge(
    question: Question,
    weights: TermWeights,
    scored: ScoredPassage,
    span: Span,
    year: int | None,
    cosine: float,
    prior: float,
) -> Evidence:
    passage = scored.passage
    body = fold(passage.text)
    own_text = body[span.start : span.end]
    before = body[max(0, span.start - 60) : span.start]
    own = weights.share(own_text)
    coverage = weights.share(own_text, before, fold(" ".join(passage.headings)), fold(passage.title))
    fit = holds(question, own_text)
    agreement = year_agreement(question, passage, year, passage.text[span.start : span.end])
    score = 2.2 * own + 0.8 * coverage + 0.9 * fit + 1.0 * agreement + 0.6 * cosine + 1.2 * prior
    return Evidence(passage, span.start, span.end, coverage, own, fit, agreement, score)
