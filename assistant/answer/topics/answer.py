"""Answer a broad question: the statements of its topic and aspect, the telling ones first, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer.citations import Citations
from assistant.answer.dating import dated
from assistant.answer.model import AnswerLine
from assistant.answer.quote import listed
from assistant.answer.topics.blocks import Statement, opens_wanting, statements_of
from assistant.answer.topics.points import (
    SHORTEST_POINT,
    is_address,
    is_failure,
    of_topics,
    told_by,
    without_lead,
)
from assistant.answer.topics.telling import is_slogan, weight
from assistant.evidence.model import Evidence
from assistant.question.model import Question
from assistant.question.topic_request import Aspect, TopicRequest
from assistant.question.topics import ACROSS, strongest_other, words_of
from ingest.chinese.sentences import Span
from ingest.library.library import Library
from ingest.schema import StoredDocument

MOST_POINTS, MOST_HEADINGS = 8, 10
HEADING = "heading"
# A statement this long of which one word is of the topic is cut to the clauses that are.
LONG = 60
# What good words alone lose: a plan consists of them, a result does not.
EMPTY: dict[Aspect, float] = {"done": -2.0, "planned": -0.5, "wanting": 0.0}
# Characters of all points together.
MOST_CHARACTERS = 620
# A document that tells so few points is helped out by the next.
FEW_POINTS = 3
# Where all is asked for, a section tells so much.
OF_A_SECTION = 1
LEAST_TOLD = 2.0
# A point this much weaker than the best one is of something else.
SHARE_OF_BEST = 0.4
_SECTION_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")


@dataclass(frozen=True, slots=True)
class Point:
    """A point of an answer: what it quotes, and how well it answers."""

    evidence: Evidence
    score: float
    section: str


def answered_by_topic(
    library: Library,
    documents: Sequence[StoredDocument],
    question: Question,
    request: TopicRequest,
    citations: Citations,
) -> list[AnswerLine]:
    """Return the points of a broad question; empty where the documents tell none.

    Args:
        documents: all that the library holds.
    """
    for aspect in (request.aspect,) if request.aspect else ("done", "planned"):
        points = _points(library, documents, question, request, aspect)
        if points:
            lines = listed(question, [point.evidence for point in points], citations)
            return dated(library, question, points[0].evidence, lines, citations)
    return []


def _points(
    library: Library,
    documents: Sequence[StoredDocument],
    question: Question,
    request: TopicRequest,
    aspect: Aspect,
) -> list[Point]:
    """Return the points of the documents of the place and year, those of one document together."""
    kept: list[Point] = []
    told: list[tuple[float, list[Point]]] = []
    for rank, doc in enumerate(_documents(documents, question, request, aspect)):
        statements = [
            each
            for each in statements_of(library.passages_of(doc.doc))
            if _is_asked(question, doc, each, aspect)
        ]
        broad = not request.topics
        found = _overall(statements, aspect) if broad else _of_topics(request, statements, aspect)
        if found:
            told.append((sum(p.score for p in _best(found)) - 2 * rank, found))
    for _, found in sorted(told, key=lambda each: -each[0]):
        kept += _best(found)
        if len(kept) >= FEW_POINTS:
            break
    return kept[:MOST_HEADINGS] if len(told) < 2 else kept[:MOST_POINTS]


def _documents(
    documents: Sequence[StoredDocument], question: Question, request: TopicRequest, aspect: Aspect
) -> list[StoredDocument]:
    """Return the documents that may tell it: of the place, given in the year, or right after it where results are asked
    for; of no year, the latest."""
    own = [
        d for d in documents if d.state == "ready" and question.takes(d.tells_of) and d.date and not d.copy_of
    ]
    year = question.years[0] if question.years else None
    if question.report_year is not None:
        own = [d for d in own if d.date and int(d.date[:4]) == question.report_year]
    elif year is not None:
        own = [
            d
            for d in own
            if d.reviews_year == year
            or (d.date and year <= int(d.date[:4]) <= year + (aspect != "planned"))
            or (aspect == "planned" and d.reviews_year == year - 1)
        ]
    elif own:
        latest = max(
            d.date[:4]
            for d in own
            if d.date and (d.kind == "work-report" or not any(o.kind == "work-report" for o in own))
        )
        own = [d for d in own if d.date and d.date[:4] == latest]
    budget = bool(request.beside) and "财政" in "".join(request.beside)
    return sorted(own, key=lambda d: (d.kind != "work-report", ("预算" in d.title) != budget, d.doc))


def _is_asked(question: Question, doc: StoredDocument, statement: Statement, aspect: Aspect) -> bool:
    """Return whether a statement is of the aspect and the year asked about."""
    if statement.wanting != (aspect == "wanting"):
        return False
    passage = statement.evidence.statement
    if not question.takes(passage.tells_of):
        return False
    year = question.years[0] if question.years else None
    if aspect == "wanting":
        return year is None or doc.reviews_year in (year, None) or passage.year == year
    if aspect == "planned":
        if passage.outlook != "plan":
            return False
    elif (
        passage.outlook != "review" and (passage.outlook == "plan" or doc.kind in ("work-report", "plan"))
    ) or is_failure(statement.text):
        return False
    if year is None or passage.year == year:
        return True
    if passage.year is None and aspect == "planned":
        return False
    return passage.year is None and (doc.reviews_year or int((doc.date or "0")[:4])) == year


def _of_topics(request: TopicRequest, statements: Sequence[Statement], aspect: Aspect) -> list[Point]:
    """Return the points of the topics asked about, in their order."""
    found: list[Point] = []
    topic, near = "", True
    for each in statements:
        # What holds no word of any topic is of that of its block as long as nothing of another one came between.
        near = near or each.topic != topic
        topic = each.topic
        point = _point(request, each, aspect, near=near)
        if point is not None:
            found.append(point)
        near = point is not None or (each.is_topic and heads_only(each))
    return found


def _point(request: TopicRequest, statement: Statement, aspect: Aspect, *, near: bool) -> Point | None:
    """Return the point that a statement makes for a topic; None where it is of another one.

    Args:
        near: whether the statement before it in its block is of the topic, or opens the block.
    """
    if is_address(statement.text) or (statement.is_topic and heads_only(statement)):
        return None
    text = statement.text
    wide = statement.topic + statement.heading + text
    if request.terms and not any(term in wide for term in request.terms):
        return None
    own = max(words_of(topic.key, text) for topic in request.topics)
    by_topic, by_heading = _is_of(request, statement.topic), _is_of(request, statement.heading)
    if not own and by_topic <= 0 and by_heading <= 1:
        return None
    across = any(topic.key in ACROSS for topic in request.topics)
    other = 0 if across else strongest_other(request.topics, text)
    named = any(topic.names.search(text) for topic in request.topics)
    span: Span | None = Span(0, len(text))
    if by_topic > 0 and (
        own or (near and not other and not strongest_other(request.topics, statement.topic))
    ):
        score = (3.0 if own >= other else 1.5) + 0.3 * min(by_topic, 3)
    elif own:
        mixed = other > own or (own == 1 and len(text) > LONG)
        span = of_topics(text, request.topics) if mixed and by_heading <= 0 else span
        score = (1.0 if named or own > 1 else 0.3) + 0.5 * own + (1.0 if by_heading > 0 else 0.0)
        score -= 0.5 * max(0, other - own)
    elif by_heading > 1 and other <= 1:
        score = 0.5
    else:
        return None
    if span is None:
        return None
    if aspect == "wanting":
        span = without_lead(text)
    else:
        told = told_by(text[span.start : span.end], Span(0, span.end - span.start))
        span = Span(span.start + told.start, span.start + told.end)
    if span.end - span.start < SHORTEST_POINT:
        return None
    told_much = weight(text[span.start : span.end])
    score += min(2.5, 0.5 * told_much) if told_much > 0 else EMPTY[aspect]
    score += sum(1.0 for term in request.terms if term in text)
    score += max((_literal(name, statement.topic + text) for name in request.names), default=0.0)
    score -= 1.0 if statement.evidence.statement.period else 0.0
    return Point(_part(statement, span), score, statement.heading)


def heads_only(statement: Statement) -> bool:
    """Return whether a topic sentence says no more than what the ones after it are about."""
    return statement.is_heading or is_slogan(statement.text) or weight(statement.text) < 1


def _literal(name: str, text: str) -> float:
    """Return what a statement gains by holding the very words of the question, or half of them: 渔业 of 海洋渔业."""
    if name in text:
        return 1.5
    return 0.75 if len(name) >= 4 and (name[:2] in text or name[-2:] in text) else 0.0


def _is_of(request: TopicRequest, heading: str) -> int:
    """Return how much more a topic sentence or heading says of the topics asked about than of any other; below 1 it is of
    another, or of several."""
    own = max((words_of(topic.key, heading) for topic in request.topics), default=0)
    return own - strongest_other(request.topics, heading) + 1 if own else 0


def _part(statement: Statement, span: Span) -> Evidence:
    evidence = statement.evidence
    return replace(evidence, start=evidence.start + span.start, end=evidence.start + span.end)


def _overall(statements: Sequence[Statement], aspect: Aspect) -> list[Point]:
    """Return the points where no topic is asked for: all that is wanting, the headings of what is planned, or what tells
    most in each section."""
    if aspect == "planned" and (heads := _headings(statements)):
        return heads
    sections: dict[str, list[Point]] = {}
    for statement in statements:
        if is_address(statement.text) or (statement.is_topic and heads_only(statement)):
            continue
        text = statement.text
        span = without_lead(text) if aspect == "wanting" else told_by(text, Span(0, len(text)))
        if span.end - span.start < SHORTEST_POINT:
            continue
        score = weight(text[span.start : span.end])
        if aspect == "wanting":
            score = 1.0 if opens_wanting(text[span.start :]) and not span.start else 3.0
        elif score < LEAST_TOLD:
            continue
        elif statement.evidence.statement.period:
            score *= 0.5
        section = statement.heading + statement.topic if aspect != "wanting" else str(len(sections))
        sections.setdefault(section, []).append(Point(_part(statement, span), score, section))
    return [p for each in sections.values() for p in sorted(each, key=lambda p: -p.score)[:OF_A_SECTION]]


def _headings(statements: Sequence[Statement]) -> list[Point]:
    """Return the numbered headings of the rank that has most of them, at least three."""
    ranks: dict[str, list[Point]] = {}
    for each in statements:
        number = _SECTION_NUMBER.match(each.text)
        if each.is_heading and number:
            rank = re.sub(r"[一二三四五六七八九十]+|\d+", "#", number.group())
            ranks.setdefault(rank, []).append(Point(each.evidence, 1.0, HEADING))
    most = max(ranks.values(), key=len, default=[])
    return most[:MOST_HEADINGS] if len(most) >= FEW_POINTS else []


def _best(found: list[Point]) -> list[Point]:
    """Return the best of `found`, as many as are read at once, in their order."""
    most = MOST_HEADINGS if all(p.section == HEADING for p in found) else MOST_POINTS
    chosen: list[Point] = []
    seen: set[str] = set()
    characters = 0
    ranked = sorted(found, key=lambda p: -p.score)
    for point in ranked:
        if point.score < SHARE_OF_BEST * ranked[0].score:
            break
        length = point.evidence.end - point.evidence.start
        if len(chosen) == most or (chosen and characters + length > MOST_CHARACTERS):
            break
        if point.evidence.text in seen:
            continue
        seen.add(point.evidence.text)
        chosen.append(point)
        characters += length
    return [point for point in found if point in chosen]
