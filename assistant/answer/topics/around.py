"""What a document tells around the sentences that answer an open question: the blocks that are of the same matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answer.topics.asked import is_article, tells_of_place
from assistant.answer.topics.blocks import ITEM, Statement, statements_of
from assistant.answer.topics.points import Point
from assistant.answer.topics.relevance import Matter, of_matter
from assistant.evidence.model import Evidence
from assistant.question.model import Question
from assistant.question.topic_request import Aspect, OpenRequest
from ingest.library.library import Library

# How surely what answers is of the matter, and what goes on from the best of it in its paragraph.
ANSWERS, GOES_ON = 1.0, 0.6


def told_around(
    library: Library, question: Question, request: OpenRequest, anchors: Sequence[Evidence]
) -> list[Point]:
    """Return what the document of the first of `anchors` that is of the aspect asked about tells of the matter, in its order.

    Args:
        request: what the question asks for.
        anchors: sentences that answer, best first.
    """
    anchors = [each for each in anchors if _is_of(request.aspect, each)]
    if not anchors:
        return []
    best = anchors[0]
    statements = statements_of(library.passages_of(best.passage.doc))
    own = next((each for each in statements if each.evidence.overlaps(best)), None)
    if own is None or (request.aspect == "wanting") != own.wanting:
        return []
    article = is_article(best.passage.kind)
    matter = Matter.of(library, question, (request.content,) if request.content else ())
    beside = [each for each in statements if _is_beside(question, each, own)]
    answering = [each for each in beside if any(each.evidence.overlaps(anchor) for anchor in anchors)]
    following = {id(each) for answer in answering for each in _following(beside, answer, article=article)}

    def anchor(statement: Statement) -> float:
        if any(statement is each for each in answering):
            return ANSWERS
        return GOES_ON if id(statement) in following else 0.0

    return of_matter(matter, beside, anchor, article=article)


def _is_of(aspect: Aspect | None, evidence: Evidence) -> bool:
    """Return whether evidence may be of an aspect: what is planned is no result, and the other way round."""
    passage = evidence.statement
    if aspect == "planned":
        return passage.outlook == "plan" or is_article(passage.kind)
    return aspect not in ("done", "wanting") or passage.outlook != "plan"


def _following(statements: Sequence[Statement], own: Statement, *, article: bool) -> Iterator[Statement]:
    """Yield what goes on from a statement in its paragraph: all in an article and where it opens it, else the items and parts
    of one sentence."""
    told = (each for each in statements if each.paragraph == own.paragraph and not each.is_topic)
    first = next(told, own)
    article = article or first is own
    before = own
    for each in statements[next(i for i, each in enumerate(statements) if each is own) + 1 :]:
        if each.paragraph != own.paragraph or not (article or _goes_on(before, each)):
            return
        yield each
        before = each


def _goes_on(before: Statement, statement: Statement) -> bool:
    """Return whether a statement is a part of the sentence, or an item of the list, of the one before it."""
    ended = before.evidence.passage.text[before.evidence.end :][:1]
    return ended in "；;：:" or ITEM.match(statement.text) is not None


def _is_beside(question: Question, statement: Statement, own: Statement) -> bool:
    """Return whether a statement is of the place, time and outlook of the one that answers."""
    passage, answering = statement.evidence.statement, own.evidence.statement
    return (
        statement.wanting == own.wanting
        and (passage.outlook == "plan") == (answering.outlook == "plan")
        and (passage.year == answering.year or (not question.years and is_article(passage.kind)))
        and (passage.tells_of == answering.tells_of or tells_of_place(question, passage.tells_of))
    )
