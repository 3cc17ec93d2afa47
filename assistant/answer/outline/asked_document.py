"""Choose the document whose outline a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question.model import Question
from assistant.question.outline_request import OutlineRequest
from ingest.chinese.script import fold
from ingest.schema import StoredDocument

FEWEST_PAIRS, SHARE_OF_PAIRS = 4, 0.75
_YEAR = re.compile(r"(?:19|20)\d\d")
_BUDGET = re.compile(r"预算|决算|财政")


def documents_asked(
    documents: Sequence[StoredDocument], question: Question, request: OutlineRequest
) -> list[StoredDocument]:
    """Return the documents of the place and sort that a question asks for, of all years; empty where it is not clear whose.

    Args:
        documents: all that the library holds.
    """
    found = [
        each
        for each in documents
        if each.state == "ready"
        and not each.copy_of
        and (question.within is None or each.doc in question.within)
        and _is_called(each, request)
        and (not question.places or question.takes(each.tells_of))
    ]
    if question.places or request.title or request.subject:
        return found
    return found if len({each.tells_of for each in found}) == 1 else []


def of_year(found: Sequence[StoredDocument], question: Question) -> list[StoredDocument]:
    """Return those of `found` that are of the year asked about, the likeliest first; where none is named the latest ones, also
    where 今年 names one from which none is held."""
    year = question.report_year or (question.years[0] if question.years else None)
    if question.period is not None and year is None:
        period = "{}|{}".format(*question.period)
        named = [each for each in found if re.search(period, fold(each.title))]
        return _in_order(named or found)
    if year is not None:
        ranked = [(rank, each) for each in found if (rank := _year_rank(each, year)) is not None]
        best = min((rank for rank, _ in ranked), default=0)
        if ranked or not question.vague_year:
            return _in_order([each for rank, each in ranked if rank == best])
    latest = max((each.date[:4] for each in found if each.date), default=None)
    return _in_order([each for each in found if latest is None or (each.date or "").startswith(latest)])


def _in_order(found: Sequence[StoredDocument]) -> list[StoredDocument]:
    """Return documents, those that speak for the place as a whole first, then the longest."""
    return sorted(found, key=lambda each: ("政府工作报告" not in fold(each.title), -each.characters))


def _year_rank(document: StoredDocument, year: int) -> int | None:
    """Return how well a document is of a year, 0 for best: by its own title, its date, the other years in its title, and the
    year that it looks back on; None where it is not."""
    in_title = [int(each) for each in _YEAR.findall(fold(document.title))]
    dated = int(document.date[:4]) if document.date else None
    two = len(set(in_title)) > 1
    if not two and in_title == [year]:
        return 0
    if dated == year:
        return 0 if two else 1
    if year in in_title:
        return 2
    return 3 if document.reviews_year == year and not in_title else None


def _is_called(document: StoredDocument, request: OutlineRequest) -> bool:
    """Return whether a document is of the sort, title and subject asked for."""
    title = re.sub(r"\s+", "", fold(document.title))
    asked = re.sub(r"\s+", "", request.title)
    if asked and asked not in title and title not in asked:
        return False
    if any(not _holds(title, each) for each in request.subject):
        return False
    match request.sort:
        case "budget":
            return _BUDGET.search(title) is not None and document.kind != "news"
        case "economic_plan":
            return "计划" in title and "报告" in title
        case "work_report":
            other = _BUDGET.search(title) or ("计划" in title and "政府工作" not in title)
            return document.kind == "work-report" and not other
        case "bulletin":
            return "公报" in title
        case "programme":
            return document.kind == "plan" or "规划" in title or "纲要" in title
        case "news":
            return document.kind == "news"
        case "speech":
            return document.kind == "speech" or "讲话" in title
        case "paper":
            return request.noun in title
        case "any_document" | None:
            return "报告" not in request.noun or document.kind == "work-report" or "报告" in title


def _holds(title: str, subject: str) -> bool:
    """Return whether a folded title holds a subject, or nearly all of a longer one: 政协推介会 of 政协举办推介会."""
    pairs = [subject[i : i + 2] for i in range(len(subject) - 1)]
    if len(pairs) < FEWEST_PAIRS:
        return subject in title
    return sum(pair in title for pair in pairs) >= SHARE_OF_PAIRS * len(pairs)
