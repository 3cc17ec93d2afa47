"""From which documents, and which statements of them, a broad question is answered: of the place, the year and the aspect."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.topics.blocks import Statement
from assistant.answer.topics.points import is_failure, is_taken_back
from assistant.question.model import Question
from assistant.question.topic_request import Aspect, TopicRequest
from assistant.question.topics import named_in
from ingest.chinese.script import fold
from ingest.schema import Kind, Region, StoredDocument, StoredPassage


def regions(documents: Sequence[StoredDocument], question: Question) -> set[Region | None]:
    """Return the regions of the documents that filters left."""
    return {d.tells_of for d in documents if question.within is not None and d.doc in question.within}


def is_all_of(doc: StoredDocument, request: TopicRequest) -> bool:
    """Return whether a document is of the topics asked about by its title: a budget report of the finances."""
    named = {topic.key for each in named_in(fold(doc.title)) if each.whole for topic in each.topics}
    return bool(named) and named <= {topic.key for topic in request.topics}


def of_outlook(passages: Sequence[StoredPassage], aspect: Aspect) -> list[StoredPassage]:
    """Return the passages in which something of the aspect may stand."""
    planned = aspect == "planned"
    outlooks = [(p, {p.outlook, *(scope.outlook for scope in p.scopes)}) for p in passages]
    return [p for p, told in outlooks if any((outlook == "plan") == planned for outlook in told)]


def _takes(question: Question, region: Region | None) -> bool:
    """Return whether what tells of a region may answer: of the place asked about, or where filters chose it of theirs."""
    return question.takes(region) if question.places else region is not None and question.admits(region, ())


def is_article(kind: Kind) -> bool:
    """Return whether a document of a kind is of one matter, as news are."""
    return kind not in ("work-report", "plan")


def tells_of_place(question: Question, region: Region | None) -> bool:
    """Return whether a statement of a region, in a document of the place asked about, tells of that place, also by what was
    done in a part of it."""
    return _takes(question, region) or any(region in place.inner for place in question.meant)


def documents_asked(
    documents: Sequence[StoredDocument], question: Question, request: TopicRequest, aspect: Aspect
) -> list[StoredDocument]:
    """Return the documents that may tell it: of the place, given in the year, or right after it where results are asked
    for; of no year, the latest."""
    own = [
        d
        for d in documents
        if not d.copy_of
        and _takes(question, d.tells_of)
        and (question.within is None or d.doc in question.within)
    ]
    year = question.years[0] if question.years else None
    if question.period is not None:
        first, last = question.period
        own = [d for d in own if d.date and first - 1 <= int(d.date[:4]) <= last + 1]
    elif question.report_year is not None:
        own = [d for d in own if d.date and int(d.date[:4]) == question.report_year]
    elif year is not None:
        reviewing = [d for d in own if d.reviews_year == year]
        own = [
            d
            for d in (reviewing if aspect == "wanting" and reviewing else own)
            if d.reviews_year == year
            or (d.date and year <= int(d.date[:4]) <= year + (aspect != "planned"))
            or (aspect == "planned" and d.reviews_year == year - 1)
        ]
    elif any(d.date for d in own):
        latest = max(
            d.date[:4]
            for d in own
            if d.date and (d.kind == "work-report" or not any(o.kind == "work-report" for o in own))
        )
        own = [d for d in own if d.date and d.date[:4] == latest]
    budget = bool(request.beside) and "财政" in "".join(request.beside)
    return sorted(own, key=lambda d: (d.kind != "work-report", ("预算" in d.title) != budget, d.doc))


def is_asked(
    question: Question, doc: StoredDocument, statement: Statement, aspect: Aspect, *, failed: bool
) -> bool:
    """Return whether a statement is of the aspect and the year asked about.

    Args:
        failed: whether what was not reached is asked for, which a report tells among its results too.
    """
    if statement.wanting != (aspect == "wanting") and not (failed and is_failure(statement.text)):
        return False
    passage = statement.evidence.statement
    if question.period is not None and passage.period != "{}/{}".format(*question.period):
        return False
    year = question.years[0] if question.years else None
    if aspect == "wanting":
        if passage.outlook == "plan":
            return False
        # The report given in the year tells what is wanting where none given after it is held.
        return year is None or doc.reviews_year in (year, year - 1, None) or passage.year == year
    if aspect == "planned":
        if passage.outlook != "plan":
            return False
    elif (
        passage.outlook != "review" and (passage.outlook == "plan" or doc.kind in ("work-report", "plan"))
    ) or (is_failure(statement.text) or is_taken_back(statement.text)):
        return False
    if year is None or passage.year == year:
        return True
    if passage.year is None and aspect == "planned":
        return False
    return passage.year is None and (doc.reviews_year or int((doc.date or "0")[:4])) == year
