"""Tell which statements of a document are of a topic, and how well each answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer.topics.blocks import Statement
from assistant.answer.topics.points import SHORTEST_POINT, is_address, of_topics, told_by, without_lead
from assistant.answer.topics.telling import is_slogan, weight
from assistant.evidence.model import Evidence
from assistant.question.topic_request import Aspect, TopicRequest
from assistant.question.topics import ACROSS, strongest_other, words_of
from ingest.chinese.sentences import Span, clauses_at

# What good words alone lose: a plan consists of them, a result does not.
EMPTY: dict[Aspect, float] = {"done": -2.0, "planned": -0.5, "wanting": 0.0}
# A statement this long under no heading of the topic is cut to the clauses that are of it.
LONG = 60
# A topic sentence tells something by itself from this weight on.
TELLING = 2.0
# What figures and names add at most: to a statement that is surely of the topic, to one that holds a single word of it.
MOST_TOLD, MOST_TOLD_OF_WEAK = 2.5, 1.5
# Out of its list an item's number says nothing.
_NUMBER = re.compile(r"\s*(?:\d{1,2}[.．、](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳])\s*")


@dataclass(frozen=True, slots=True)
class Point:
    """A point of an answer: what it quotes, how well it answers, and the section that it stands in."""

    evidence: Evidence
    score: float
    section: str


@dataclass(frozen=True, slots=True)
class _Membership:
    """How surely a statement is of the topics asked about, and which part of it is."""

    score: float
    span: Span
    weak: bool = False


def of_topic(request: TopicRequest, statements: Sequence[Statement], aspect: Aspect) -> list[Point]:
    """Return the points that `statements` make for the topics asked about, in their order."""
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


def heads_only(statement: Statement) -> bool:
    """Return whether a topic sentence says no more than what the ones after it are about."""
    return statement.is_heading or is_slogan(statement.text) or weight(statement.text) < TELLING


def part(statement: Statement, span: Span) -> Evidence:
    """Return a part of a statement, by offsets into its text, without the dashes, marks and number that it opens with."""
    text = statement.text[span.start : span.end]
    number = _NUMBER.match(text)
    opening = number.end() if number and span.end - span.start - number.end() >= SHORTEST_POINT else 0
    opening += len(text[opening:]) - len(text[opening:].lstrip("—-–*· "))
    evidence = statement.evidence
    return replace(evidence, start=evidence.start + span.start + opening, end=evidence.start + span.end)


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
    found = _membership(request, statement, near=near)
    if found is None:
        return None
    span = without_lead(text) if aspect == "wanting" else _told(text, found.span)
    if span.end - span.start < SHORTEST_POINT:
        return None
    much = weight(text[span.start : span.end])
    most = MOST_TOLD_OF_WEAK if found.weak else MOST_TOLD
    score = found.score + (min(most, 0.5 * much) if much > 0 else EMPTY[aspect])
    score += sum(1.0 for term in request.terms if term in text)
    score += max((_literal(name, statement.topic + text) for name in request.names), default=0.0)
    score -= 1.0 if statement.evidence.statement.period else 0.0
    return Point(part(statement, span), score, statement.heading)


def _membership(request: TopicRequest, statement: Statement, *, near: bool) -> _Membership | None:
    """Return how surely a statement is of the topics asked about; None where it is of another one."""
    text = statement.text
    if not request.topics:
        return _of_term(request.terms, statement)
    own = max(words_of(topic.key, text) for topic in request.topics)
    by_topic, by_heading = _is_of(request, statement.topic), _is_of(request, statement.heading)
    if not own and by_topic <= 0 and by_heading <= 1:
        return None
    across = any(topic.key in ACROSS for topic in request.topics)
    other = 0 if across else strongest_other(request.topics, text)
    whole = Span(0, len(text))
    elsewhere = not across and by_topic <= 0 and strongest_other(request.topics, statement.topic) > 0
    if by_topic > 0 and (own or (near and not other)):
        # Of a topic sentence that names other topics too any of them may go on.
        goes_on = 0.8 if strongest_other(request.topics, statement.topic) else 2.2
        score = goes_on if not own else 3.0 if own >= other else 1.5
        return _Membership(score + 0.3 * min(by_topic, 3), whole)
    if own:
        named = any(topic.names.search(text) for topic in request.topics)
        mixed = other > own or (len(text) > LONG and (own == 1 or not across))
        span = of_topics(text, request.topics) if mixed and by_heading <= 0 else whole
        weak = own == 1 and not named and by_heading <= 0 and not across
        score = (0.3 if weak else 1.0) + 0.5 * own + (1.0 if by_heading > 0 else 0.0)
        score -= 0.5 * max(0, other - own) + (1.0 if elsewhere and own <= max(1, other) else 0.0)
        return None if span is None else _Membership(score, span, weak)
    return _Membership(0.5, whole, weak=True) if by_heading > 1 and other <= 1 else None


def _of_term(terms: Sequence[str], statement: Statement) -> _Membership | None:
    """Return how surely a statement is of a word that names no topic of the tables: from its clause on, or all of what
    stands under a topic sentence or heading that holds it."""
    text = statement.text
    whole = Span(0, len(text))
    for part_of in clauses_at(text, whole, ",:"):
        if any(term in text[part_of.start : part_of.end] for term in terms):
            return _Membership(2.5, Span(part_of.start, len(text)))
    if any(term in statement.topic for term in terms):
        return _Membership(2.0, whole)
    return _Membership(1.0, whole, weak=True) if any(term in statement.heading for term in terms) else None


def _told(text: str, span: Span) -> Span:
    told = told_by(text[span.start : span.end], Span(0, span.end - span.start))
    return Span(span.start + told.start, span.start + told.end)


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
