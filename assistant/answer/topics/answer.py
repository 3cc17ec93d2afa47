"""Answer a broad question: the statements of its topic and aspect, the telling ones first, in the order of the text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache, partial

from assistant.answer.citations import Citations
from assistant.answer.dating import dated, label_of
from assistant.answer.model import AnswerLine
from assistant.answer.quote import listed
from assistant.answer.templates import pieces
from assistant.answer.topics.blocks import Statement, is_lacking, opens_wanting, statements_of
from assistant.answer.topics.overview import HEADING, overview
from assistant.answer.topics.points import is_failure, is_taken_back
from assistant.answer.topics.relevance import Point, of_topic
from assistant.answer.topics.telling import is_empty
from assistant.evidence.model import Evidence
from assistant.question.model import Question
from assistant.question.topic_request import Aspect, TopicRequest
from assistant.question.topics import named_in, words_of
from ingest.chinese.script import fold
from ingest.chinese.sentences import Span, clauses_at
from ingest.library.library import Library
from ingest.schema import Region, StoredDocument, StoredPassage

MOST_POINTS, MOST_HEADINGS = 8, 10
# Of each place where several are named.
MOST_OF_EACH = 4
# Characters of all points together; of what is wanting all is told, each point up to a comma near its share of so many.
MOST_CHARACTERS = 400
MOST_WANTING, WANTING_CHARACTERS, SHORTEST_SHARE = 12, 400, 30
FEWEST_OF_A_TERM = 2
# A document that tells so few points is helped out by the next; a review of several years is left out for so many of the
# one year asked about.
FEW_POINTS = 3
# A point this much weaker than the best one is of something else.
SHARE_OF_BEST = 0.4


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
    if not question.places and len(_regions(documents, question)) != 1:
        return []
    of_years = len(question.years) > 1
    if of_years:
        # 过去五年: how many years the report looks back on is its own, not that of the clock.
        question = replace(question, years=())
    most = MOST_POINTS if len(question.places) < 2 else MOST_OF_EACH
    sides = [replace(question, places=(span,)) for span in question.places] or [question]
    found = [_of_place(library, documents, side, request, citations, most, but, of_years) for side in sides]
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
        return any(term[i : i + 2] in told for term in request.terms for i in range(len(term) - 1))
    if request.aspect == "wanting" and not request.topics:
        return is_lacking(told)
    if request.aspect != "wanting" and any(opens_wanting(line) for line in told.split("\n")):
        return False
    if lines and request.aspect != "wanting" and all(is_empty(fold(line.text)) for line in lines):
        return False
    return not request.topics or any(words_of(topic.key, told) for topic in request.topics)


def _regions(documents: Sequence[StoredDocument], question: Question) -> set[Region | None]:
    """Return the regions of the documents that filters left."""
    return {d.tells_of for d in documents if question.within is not None and d.doc in question.within}


def _of_place(
    library: Library,
    documents: Sequence[StoredDocument],
    question: Question,
    request: TopicRequest,
    citations: Citations,
    most: int,
    but: Collection[Evidence],
    of_years: bool,
) -> list[AnswerLine]:
    for aspect in (request.aspect,) if request.aspect else ("done", "planned"):
        points = _points(library, documents, question, request, aspect, but, of_years)
        if not request.topics and request.terms and len(points) < FEWEST_OF_A_TERM:
            # One sentence is found as well by its words.
            continue
        if points and (aspect == "wanting" or not all(is_empty(fold(p.evidence.text)) for p in points)):
            whole = points[0].section == HEADING or (
                aspect == "wanting" and not (request.topics or request.terms)
            )
            chosen = points if len(points) <= most or whole else _best(points, most)
            told = [point.evidence for point in chosen]
            lines = listed(question, _in_short(told) if aspect == "wanting" else told, citations)
            first = chosen[0].evidence
            named = question.years or question.period
            if not named and first.statement.year is not None:
                # Which year was taken is not plain where none is asked for.
                question = replace(question, years=(first.statement.year,))
            return dated(library, question, first, lines, citations)
    return []


def _in_short(told: list[Evidence]) -> list[Evidence]:
    """Return what is wanting, each part cut to its first clauses where all of it is more than is read at once."""
    if sum(each.end - each.start for each in told) <= WANTING_CHARACTERS:
        return told
    share = max(SHORTEST_SHARE, WANTING_CHARACTERS // len(told))
    return [_to_a_comma(each, share) for each in told]


def _to_a_comma(evidence: Evidence, share: int) -> Evidence:
    """Return the clauses of some evidence that end within `share` characters, the first in any case."""
    text = fold(evidence.text)
    if len(text) <= share:
        return evidence
    parts = clauses_at(text, Span(0, len(text)), ",")
    within = [part.end for part in parts if part.end <= share] or [parts[0].end]
    return replace(evidence, end=evidence.start + within[-1])


def _points(
    library: Library,
    documents: Sequence[StoredDocument],
    question: Question,
    request: TopicRequest,
    aspect: Aspect,
    but: Collection[Evidence],
    of_years: bool,
) -> list[Point]:
    """Return the points of the documents of the place and year, those of one document together.

    Args:
        of_years: whether what several years together tell is asked for.
    """
    takes = cache(partial(_takes, question))
    kept: list[Point] = []
    told: list[tuple[float, list[Point]]] = []
    for rank, doc in enumerate(_documents(documents, question, request, aspect)):
        statements = [
            each
            for each in statements_of(_of_outlook(library.passages_of(doc.doc), aspect))
            if takes(each.evidence.statement.tells_of)
            and _is_asked(question, doc, each, aspect, failed=request.failed)
            and not any(each.evidence.overlaps(told) for told in but)
        ]
        if of_years:
            statements = [s for s in statements if s.evidence.statement.period] or statements
        if (request.topics and not _is_all_of(doc, request)) or request.terms:
            points = _telling(of_topic(request, statements, aspect), aspect)
        else:
            points = overview(statements, aspect, failed=request.failed, targets=request.targets)
            if aspect == "wanting" and points:
                return points[:MOST_WANTING] if len(question.places) < 2 else _best(points, MOST_OF_EACH)
        of_year = [p for p in points if not p.evidence.statement.period]
        found = of_year if question.years and len(_best(of_year)) >= FEW_POINTS else points
        if found:
            told.append((sum(p.score for p in _best(found)) - 2 * rank, found))
    for _, found in sorted(told, key=lambda each: -each[0]):
        kept += _best(found)
        if len(kept) >= FEW_POINTS:
            break
    return kept[:MOST_HEADINGS] if len(told) < 2 else kept[:MOST_POINTS]


def _is_all_of(doc: StoredDocument, request: TopicRequest) -> bool:
    """Return whether a document is of the topics asked about by its title: a budget report of the finances."""
    named = {topic.key for each in named_in(fold(doc.title)) if each.whole for topic in each.topics}
    return bool(named) and named <= {topic.key for topic in request.topics}


def _telling(points: list[Point], aspect: Aspect) -> list[Point]:
    """Return `points` without those of good words alone; of a plan these are kept where few others are."""
    told = [point for point in points if not is_empty(fold(point.evidence.text))]
    enough = len(told) >= FEW_POINTS if aspect == "planned" else bool(told)
    return told if enough and aspect != "wanting" else points


def _of_outlook(passages: Sequence[StoredPassage], aspect: Aspect) -> list[StoredPassage]:
    """Return the passages in which something of the aspect may stand."""
    planned = aspect == "planned"
    outlooks = [(p, {p.outlook, *(scope.outlook for scope in p.scopes)}) for p in passages]
    return [p for p, told in outlooks if any((outlook == "plan") == planned for outlook in told)]


def _takes(question: Question, region: Region | None) -> bool:
    """Return whether what tells of a region may answer: of the place asked about, or where filters chose it of theirs."""
    return question.takes(region) if question.places else region is not None and question.admits(region, ())


def _documents(
    documents: Sequence[StoredDocument], question: Question, request: TopicRequest, aspect: Aspect
) -> list[StoredDocument]:
    """Return the documents that may tell it: of the place, given in the year, or right after it where results are asked
    for; of no year, the latest."""
    own = [
        d
        for d in documents
        if d.date
        and not d.copy_of
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
    elif own:
        latest = max(
            d.date[:4]
            for d in own
            if d.date and (d.kind == "work-report" or not any(o.kind == "work-report" for o in own))
        )
        own = [d for d in own if d.date and d.date[:4] == latest]
    budget = bool(request.beside) and "财政" in "".join(request.beside)
    return sorted(own, key=lambda d: (d.kind != "work-report", ("预算" in d.title) != budget, d.doc))


def _is_asked(
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


def _best(found: list[Point], most: int = MOST_POINTS) -> list[Point]:
    """Return the best of `found`, at most `most` and as many as are read at once, in their order."""
    most = MOST_HEADINGS if all(p.section == HEADING for p in found) else most
    chosen: list[Point] = []
    seen: set[str] = set()
    characters = 0
    ranked = sorted(found, key=lambda p: -p.score)
    for point in ranked:
        if point.score < SHARE_OF_BEST * ranked[0].score or len(chosen) == most:
            break
        length = point.evidence.end - point.evidence.start
        if point.evidence.text in seen or (chosen and characters + length > MOST_CHARACTERS):
            continue
        seen.add(point.evidence.text)
        chosen.append(point)
        characters += length
    return [point for point in found if point in chosen]
