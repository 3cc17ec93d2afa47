"""The features of a stretch of text that may answer a question."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.answer_types import counted, fits_unit, holds, none_told
from assistant.evidence.statement_spans import Listed, Part
from assistant.evidence.term_weights import Matcher, TermWeights
from assistant.question.answer_type import AnswerKind
from assistant.question.model import Question
from assistant.search.model import ScoredPassage
from assistant.search.scope_match import place_agreement, year_agreement
from ingest.chinese.quantities import find_quantities
from ingest.chinese.script import fold
from ingest.chinese.sentences import Span, clauses

NEAR = 70
# A sentence longer than LONG covers several years; a figure's own stands at most BEFORE_CLAUSE characters before
# its clause.
LONG, BEFORE_CLAUSE = 110, 40

FEATURES = (
    "own",  # share of the question's term weight that stands in the candidate
    "asked",  # share of what stands around the question word that stands in the candidate
    "characters",  # share of the question's different characters that stand in it
    "near",  # share that stands only just before or after it
    "before",  # share that stands just before it and not in it
    "title",  # share that stands in its document's title and not in it
    "context",  # share that stands only in its headings, title or passage
    "clause",  # for a figure: largest share in a clause that holds a fitting figure
    "common",  # longest run of characters shared with the question, of the question's length
    "agreement",  # year and outlook
    "place",  # speaks of the place asked about
    "cosine",  # embedding against the question's
    "prior",  # its passage's score, of the best passage's
    "first",  # its passage is the best one
    "length",  # log of its characters, of a hundred
    "defines",  # a term that the question quotes is explained here
    "count",  # holds as many items as the question says
    "leads",  # ends in a colon, behind which a list follows
    "item",  # is one of an enumeration's items
    *(f"fit_{kind}" for kind in get_args(AnswerKind)),  # holds the kind of thing asked for
)

_QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{1,20})[”\"」』》]")
_ITEM = re.compile(
    r"\s*(?:[①-⑩]|[（(]\d{1,2}[）)]|[一二三四五六七八九十]{1,2}是|[一二三四五六七八九十]{1,2}要|第[一二三四五六七八九十]{1,2}[，,])"
)


class Reading:
    """A retrieved passage, prepared once for all of its spans.

    Attributes:
        scored: the passage with its score.
        body: its text, folded.
        matcher: finds the question's terms in its parts.
        matched: term → weight, of the terms in its text, headings or title.
        title: term → weight, of the terms in its document's title.
    """

    def __init__(self, weights: TermWeights, scored: ScoredPassage) -> None:
        self.scored = scored
        passage = scored.passage
        self.body = fold(passage.text)
        wide = fold(" ".join((*passage.headings, passage.title))) + "\n" + self.body
        self.matched = weights.matched(wide)
        self.title = weights.matched(fold(passage.title))
        self.matcher = weights.matcher.within(wide)


def measure(
    question: Question,
    weights: TermWeights,
    reading: Reading,
    span: Span,
    year: int | None,
    cosine: float,
    top: float,
    first: bool,
) -> NDArray[np.float32]:
    """Return the values of FEATURES, float32 [len(FEATURES)], for passage.text[span.start:span.end].

    Args:
        weights: weights of the question's terms.
        reading: the prepared passage.
        year: the year that the answer must be about, if any.
        cosine: cosine of the span's embedding with the question's, -1 to 1.
        top: the best passage's score.
        first: whether the passage is the best one.
    """
    # The statement's own time and region, where it has them.
    statement = reading.scored.passage.at(reading.scored.passage.start + span.start)
    if isinstance(span, Listed):
        statement = replace(statement, about=None, about_place=None)
    passage, body, matched = reading.scored.passage, reading.body, reading.matcher.matched
    lead = span.lead if isinstance(span, Part) else None
    text = body[span.start : span.end]
    introduction = body[lead.start : lead.end] if lead else ""
    text = introduction + text
    own = matched(text)
    around = body[max(0, span.start - NEAR) : span.start] + "\n" + body[span.end : span.end + NEAR]
    near = own | {t: w for t, w in matched(around).items() if t not in own}
    before = matched(body[max(0, span.start - NEAR) : span.start])
    context = near | {t: w for t, w in reading.matched.items() if t not in near}
    dated = text if lead else passage.text[span.start : span.end]
    lead_from = body.rfind("\n", 0, span.start) + 1
    share, clause = _best_clause(question, weights, reading.matcher, text, introduction)
    if clause is not None and len(text) > LONG:
        # In a long sentence each figure has a year of its own.
        dated = dated[max(0, clause.start - BEFORE_CLAUSE) : clause.end]
    values = {
        "own": weights.share(own),
        "asked": weights.asked_share(own),
        "characters": weights.share_of_characters(text),
        "near": weights.share(near) - weights.share(own),
        "before": weights.share({t: w for t, w in before.items() if t not in own}),
        "title": weights.share({t: w for t, w in reading.title.items() if t not in own}),
        "context": weights.share(context) - weights.share(near),
        "clause": share,
        "common": _longest_common(question.focus, text) / max(4, len(question.focus)),
        "agreement": year_agreement(question, statement, year, dated, body[lead_from : span.start]),
        "place": place_agreement(question, statement, passage.text[span.start : span.end]),
        "cosine": cosine,
        "prior": reading.scored.score / top if top > 0 else 0.0,
        "first": float(first),
        "length": math.log(max(1, span.end - span.start) / 100),
        "defines": float(_defines(question, text)),
        "count": counted(question, text),
        "leads": float(question.kind == "list" and text.endswith((":", "："))),
        "item": float(bool(_ITEM.match(text))),
        f"fit_{question.kind}": holds(question, body[span.start : span.end]),
    }
    return np.array([values.get(name, 0.0) for name in FEATURES], dtype=np.float32)


def _best_clause(
    question: Question, weights: TermWeights, matcher: Matcher, text: str, introduction: str
) -> tuple[float, Span | None]:
    """For a figure, return the largest share of the question in a clause with a fitting figure, and that clause.

    Args:
        text: the sentence, folded.
        introduction: what it begins with, which belongs to each of its clauses; its figures are another place's.
    """
    best: tuple[float, Span | None] = (0.0, None)
    if question.kind != "figure":
        return best
    began = len(introduction)
    fitting = [q.start for q in find_quantities(text) if q.start >= began and fits_unit(question, q)]
    fitting += none_told(question, text)
    for clause in clauses(text, Span(0, len(text))) if fitting else ():
        if any(clause.start <= start < clause.end for start in fitting):
            share = weights.share(matcher.matched(introduction + text[max(began, clause.start) : clause.end]))
            if share > best[0]:
                best = (share, clause)
    return best


def _longest_common(a: str, b: str) -> int:
    """Return the length of the longest run of characters without blanks that both texts hold."""
    best = 0
    for start in range(len(a)):
        while (
            start + best < len(a)
            and " " not in a[start : start + best + 1]
            and a[start : start + best + 1] in b
        ):
            best += 1
    return best


def _defines(question: Question, text: str) -> bool:
    """Return whether a term that the question quotes is followed by its definition."""
    return any(
        re.search(
            rf"{re.escape(fold(term))}[”\"」』》）)]?(?:\[\d+\])?(?:[:：]|是指|即|就是|指的?是|包括|[,，]即)",
            text,
        )
        for term in _QUOTED.findall(question.text)
    )
