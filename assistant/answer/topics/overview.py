"""Give all that is wanting, planned or done where no topic is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.topics.blocks import Statement, opens_wanting
from assistant.answer.topics.points import SHORTEST_POINT, Point, is_address, is_failure, without_lead
from assistant.answer.topics.relevance import heads_only
from assistant.answer.topics.telling import WORDS, tells_figure
from ingest.chinese.script import fold
from ingest.chinese.sentences import Span

FEWEST_HEADINGS, SEVERAL_HEADINGS, MOST_HEADINGS = 3, 4, 10
SHORTEST_WANTING, LONGEST_HEADING = 5, 24
# What is numbered is told before what is said about it, and the output of all, for which every reader looks, before the rest;
# what several years together tell after that of the one.
NUMBERED, FOREMOST = 1.3, 1.5
# What several years together tell counts so much beside what the year asked about does.
OF_SEVERAL_YEARS = 0.7
# Characters beside the words that open any part on what is wanting, of a statement that does no more.
OPENING = 3
_OPENS = WORDS.words("opens_alone")
_FOREMOST = re.compile(r"(?:生产总值|gdp)[^,;。]{0,16}\d")
_GENERAL = WORDS.words("general_heading")
_ITEM = re.compile(r"[一二三四五六七八九十]{1,2}是")
_FIRST = re.compile(r"^\(?[一1][)、.]")
_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")


def all_wanting(statements: Sequence[Statement], *, failed: bool, targets: bool) -> list[Point]:
    """Return all that is wanting, in order.

    Args:
        failed: whether only what was not reached is asked for; where nothing is told of it, all is given.
        targets: whether aims are asked for: then all is not given.
    """
    missed = _wanting([s for s in statements if is_failure(s.text)]) if failed else []
    return missed if missed or targets else _wanting([each for each in statements if each.wanting])


def _wanting(statements: Sequence[Statement]) -> list[Point]:
    found: list[Point] = []
    opening: list[Point] = []
    for i, each in enumerate(statements):
        span = without_lead(each.text)
        item = _ITEM.match(each.text) is not None
        said = each.text[span.start :]
        if is_address(said) or (each.is_heading and not item) or len(said) < SHORTEST_WANTING:
            continue
        point = Point(each, span, NUMBERED if each.is_heading else 1.0, "")
        only_opens = i == 0 and opens_wanting(each.text) and len(_OPENS.sub("", said)) <= OPENING
        (opening if only_opens else found).append(point)
    # A sentence that only opens the list is a point where nothing follows.
    return found or opening


def headings_of(statements: Sequence[Statement]) -> list[Statement]:
    """Return the numbered headings of the outermost rank that has several, else of that which has most; empty where these are
    few."""
    ranks: dict[str, list[Statement]] = {}
    for each in statements:
        number = _NUMBER.match(each.text)
        if each.is_heading and number and not _GENERAL.search(each.text):
            rank = re.sub(r"[一二三四五六七八九十]+|\d+", "#", number.group())
            ranks.setdefault(rank, []).append(each)
    ranks = {rank: _from_the_first(found) for rank, found in ranks.items()}
    outer = next((found for found in ranks.values() if len(found) >= SEVERAL_HEADINGS), [])
    most = outer or max(ranks.values(), key=len, default=[])
    return most[:MOST_HEADINGS] if len(most) >= FEWEST_HEADINGS else []


def _from_the_first(headings: list[Statement]) -> list[Statement]:
    """Return numbered headings from the first that opens a numbering on: those before it end another list."""
    first = next((i for i, each in enumerate(headings) if _FIRST.match(fold(each.text))), 0)
    return headings[first:]


def all_told(statements: Sequence[Statement], headings: Sequence[Statement] = ()) -> list[Point]:
    """Return what is told in each section, in order.

    Args:
        headings: of the sections; without them each heading, topic sentence or paragraph has its own.
    """
    found: list[Point] = []
    foremost = False
    section = ""
    for each in statements:
        section = each.text if each in headings else section
        heads = each.is_topic and heads_only(each)
        if (
            is_address(each.text)
            or heads
            or _is_general_heading(each.text)
            or len(each.text) < SHORTEST_POINT
        ):
            continue
        score = OF_SEVERAL_YEARS if each.evidence.statement.period else 1.0
        if _FOREMOST.search(each.text) and not foremost:
            foremost, score = True, score * FOREMOST
        own = section if headings else each.heading + each.topic or str(each.paragraph)
        found.append(Point(each, Span(0, len(each.text)), score, own))
    return [point for point in found if point.section] if headings else found


def _is_general_heading(text: str) -> bool:
    """Return whether folded text only opens a part of a document, heading or not."""
    return len(text) <= LONGEST_HEADING and _GENERAL.search(text) is not None and not tells_figure(text)


def section_of(point: Point, headings: Sequence[Statement]) -> int:
    """Return the number of the heading under which a point of `all_told` stands."""
    return next(i for i, each in enumerate(headings) if each.text == point.section)
