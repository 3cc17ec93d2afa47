"""Answer a broad question: what is told of its topic and aspect, as much as the room holds, in the order of the text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from assistant.answer.citations import Citations
from assistant.answer.dating import dated, label_of
from assistant.answer.model import AnswerLine, Piece
from assistant.answer.quote import cited, listed
from assistant.answer.templates import pieces
from assistant.answer.topics.asked import (
    documents_asked,
    is_all_of,
    is_article,
    is_asked,
    of_outlook,
    regions,
    tells_of_place,
)
from assistant.answer.topics.blocks import Statement, opens_wanting, statements_of
from assistant.answer.topics.filling import ITEM, ROOM, filled
from assistant.answer.topics.overview import all_told, all_wanting, headings_of, section_of
from assistant.answer.topics.points import Point
from assistant.answer.topics.relevance import Matter, of_matter
from assistant.answer.topics.telling import is_empty, is_lacking
from assistant.evidence.model import Evidence
from assistant.question.model import Question
from assistant.question.topic_request import Aspect, TopicRequest
from assistant.question.topics import words_of
from ingest.chinese.script import fold
from ingest.chinese.tokens import share_of_bigrams
from ingest.library.library import Library
from ingest.schema import StoredDocument

# A document that tells so few points is helped out by the next; a review of several years is left out for so many of the
# one year asked about.
FEW_POINTS, ENOUGH_POINTS = 3, 8


def answered_by_topic(
    library: Library,
    documents: Sequence[StoredDocument],
    question: Question,
    request: TopicRequest,
    citations: Citations,
    *,
    but: Collection[Evidence] = (),
) -> list[AnswerLine]:
    """Return the points of a broad question, of each place that it names; empty where the documents tell none.

    Args:
        documents: all that the library holds.
        but: what was told already.
    """
    if not question.places and len(regions(documents, question)) != 1:
        return []
    of_years = len(question.years) > 1
    if of_years:
        # 过去五年: how many years the report looks back on is its own, not that of the clock.
        question = replace(question, years=())
    room = ROOM // max(1, len(question.places))
    sides = [replace(question, places=(span,)) for span in question.places] or [question]
    found = [_of_place(library, documents, side, request, citations, room, but, of_years) for side in sides]
    if not any(found):
        return []
    return [
        line
        for side, lines in zip(sides, found, strict=True)
        for line in lines
        or [AnswerLine(pieces("side_missing", side.script, label=label_of(side)), "missing")]
    ]


def tells_of(request: TopicRequest, lines: Sequence[AnswerLine]) -> bool:
    """Return whether `lines` tell more than good words, and any holds a word of the topics asked about, if any are."""
    told = fold("\n".join(line.text for line in lines))
    if not request.topics and request.terms:
        beside = fold("\n".join(each.passage.text for line in lines for each in line.evidence))
        return any(share_of_bigrams(term, told) or term in beside for term in request.terms)
    if request.aspect == "wanting" and not request.topics:
        return is_lacking(told)
    if request.aspect != "wanting" and any(opens_wanting(line) for line in told.split("\n")):
        return False
    if lines and request.aspect != "wanting" and all(is_empty(fold(line.text)) for line in lines):
        return False
    return not request.topics or any(words_of(topic.key, told) for topic in request.topics)


def _of_place(
    library: Library,
    documents: Sequence[StoredDocument],
    question: Question,
    request: TopicRequest,
    citations: Citations,
    room: int,
    but: Collection[Evidence],
    of_years: bool,
) -> list[AnswerLine]:
    told: _Told | None = None
    # What a document of deeds and plans says is what it plans.
    aspects = (
        _EITHER if request.aspect is None else ("planned",) if request.aspect == "said" else (request.aspect,)
    )
    for aspect in aspects:
        other = _told(library, documents, question, request, aspect, room, but, of_years)
        # What was done goes before what was planned, unless hardly anything is told of it.
        if told is None or (len(told.points) < FEW_POINTS and len(other.points) > len(told.points)):
            told = other
    if told is None or not (told.headings or told.points):
        return []
    first = (told.headings or [point.statement for point in told.points])[0].evidence
    if told.headings:
        lines = _below_headings(question, told, citations)
    else:
        first = told.points[0].evidence
        lines = listed(question, [point.evidence for point in told.points], citations)
    if told.aspect == "planned" and request.aspect is None:
        lines.append(AnswerLine(pieces("planned", question.script), "plan"))
    if not (question.years or question.period) and first.statement.year is not None:
        # Which year was taken is not plain where none is asked for.
        question = replace(question, years=(first.statement.year,))
    return dated(library, question, first, lines, citations)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of one aspect: the points, and the headings that they stand under where these are told too."""

    aspect: Aspect
    points: list[Point]
    headings: list[Statement]


def _told(
    library: Library,
    documents: Sequence[StoredDocument],
    question: Question,
    request: TopicRequest,
    aspect: Aspect,
    room: int,
    but: Collection[Evidence],
    of_years: bool,
) -> _Told:
    """Return what the documents tell of one aspect within `room` characters."""
    headings, points = _found(library, documents, question, request, aspect, but, of_years)
    if not request.topics and request.terms and len(points) < 2:
        # One sentence is found as well by its words.
        return _Told(aspect, [], [])
    if aspect != "wanting" and all(is_empty(point.text) for point in points) and not headings:
        return _Told(aspect, [], [])
    room -= sum(len(heading.text) + ITEM for heading in headings)
    return _Told(aspect, filled(points, aspect, room), headings)


_EITHER: tuple[Aspect, ...] = ("done", "planned")


def _below_headings(question: Question, told: _Told, citations: Citations) -> list[AnswerLine]:
    """Return a line for each heading, with what is told below it."""
    lines = []
    for i, heading in enumerate(told.headings):
        below = (point for point in told.points if section_of(point, told.headings) == i)
        own = [heading.evidence, *(point.evidence for point in below)]
        quoted = [cited(question, each, citations) for each in own]
        marks = ["", "：", *["；"] * len(own)]
        between = [Piece(mark) for mark in marks[: len(own)]]
        said = [piece for pair in zip(between, quoted, strict=True) for piece in pair if piece.text]
        lines.append(AnswerLine(_cited_once(said), form="item", evidence=tuple(own)))
    return lines


def _cited_once(said: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return pieces with the mark of a source only behind the last of those in a row that are from it."""
    following = [next((p.cites for p in said[i + 1 :] if p.cites), ()) for i in range(len(said))]
    return tuple(
        replace(p, cites=()) if p.cites == after else p for p, after in zip(said, following, strict=True)
    )


def _found(
    library: Library,
    documents: Sequence[StoredDocument],
    question: Question,
    request: TopicRequest,
    aspect: Aspect,
    but: Collection[Evidence],
    of_years: bool,
) -> tuple[list[Statement], list[Point]]:
    """Return the points of the documents of the place and year, those of one document together, and the headings that they
    stand under where these are told too.

    Args:
        of_years: whether what several years together tell is asked for.
    """
    takes = cache(partial(tells_of_place, question))
    names = request.names or request.terms
    matter = Matter.of(library, question, names, request.topics, request.terms)
    told: list[tuple[float, list[Point]]] = []
    for rank, doc in enumerate(documents_asked(documents, question, request, aspect)):
        statements = [
            each
            for each in statements_of(of_outlook(library.passages_of(doc.doc), aspect))
            if takes(each.evidence.statement.tells_of)
            and is_asked(question, doc, each, aspect, failed=request.failed)
            and not any(each.evidence.overlaps(told) for told in but)
        ]
        if of_years:
            statements = [s for s in statements if s.evidence.statement.period] or statements
        if (request.topics and not is_all_of(doc, request)) or request.terms:
            points = of_matter(matter, statements, article=is_article(doc.kind))
        elif aspect == "wanting":
            points = all_wanting(statements, failed=request.failed, targets=request.targets)
            if points:
                return [], points
        else:
            headings = headings_of(statements) if aspect == "planned" else []
            if headings:
                return headings, all_told(statements, headings)
            points = all_told(statements)
        of_year = [p for p in points if not p.statement.evidence.statement.period]
        found = of_year if question.years and len(of_year) >= FEW_POINTS else points
        if found:
            told.append((_sureness(found) - rank, found))
    kept: list[Point] = []
    for _, found in sorted(told, key=lambda each: -each[0]):
        kept += found
        if len(kept) >= FEW_POINTS:
            break
    return [], kept


def _sureness(points: Sequence[Point]) -> float:
    """Return how much of what is asked a document tells, by its surest points."""
    return sum(sorted((point.score for point in points), reverse=True)[:ENOUGH_POINTS])
