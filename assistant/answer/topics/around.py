"""What a document tells around the sentences that answer an open question: the blocks that are of the same matter."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.topics.answer import tells_of_place
from assistant.answer.topics.blocks import Statement, statements_of
from assistant.answer.topics.points import Point
from assistant.answer.topics.relevance import Matter, of_matter
from assistant.evidence.model import Evidence
from assistant.question.model import Question
from assistant.question.topic_request import OpenRequest
from ingest.library.library import Library

# How surely what answers is of the matter, and what goes on from the best of it in its paragraph.
ANSWERS, GOES_ON = 1.0, 0.6


def told_around(
    library: Library, question: Question, request: OpenRequest, anchors: Sequence[Evidence]
) -> list[Point]:
    """Return what the document of the first of `anchors` tells of the matter asked about, in its order.

    Args:
        request: what the question asks for.
        anchors: sentences that answer, best first.
    """
    best = anchors[0]
    statements = statements_of(library.passages_of(best.passage.doc))
    own = next((each for each in statements if each.evidence.overlaps(best)), None)
    if own is None:
        return []

    def gain(statement: Statement) -> float:
        if any(statement.evidence.overlaps(anchor) for anchor in anchors):
            return ANSWERS
        after = statement.evidence.in_document.start > own.evidence.in_document.start
        return GOES_ON if after and statement.paragraph == own.paragraph else 0.0

    matter = Matter.of(library, question, (request.content,))
    return of_matter(matter, [each for each in statements if _is_beside(question, each, own)], gain)


def _is_beside(question: Question, statement: Statement, own: Statement) -> bool:
    """Return whether a statement is of the place, time and outlook of the one that answers."""
    passage, answering = statement.evidence.statement, own.evidence.statement
    return (
        statement.wanting == own.wanting
        and (passage.outlook == "plan") == (answering.outlook == "plan")
        and passage.year == answering.year
        and (passage.tells_of == answering.tells_of or tells_of_place(question, passage.tells_of))
    )
