"""Give all that is wanting, planned or done where no topic is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.topics.blocks import Statement, opens_wanting
from assistant.answer.topics.points import SHORTEST_POINT, is_address, is_failure, told_by, without_lead
from assistant.answer.topics.relevance import Point, heads_only, part
from assistant.answer.topics.telling import WORDS, weight
from assistant.question.topic_request import Aspect
from ingest.chinese.script import fold
from ingest.chinese.sentences import Span

# The section of points that are headings themselves.
HEADING = "heading"
FEWEST_HEADINGS, FEWEST_SECTIONS = 3, 5
SEVERAL_HEADINGS = 4
# What tells less stands for no section.
LEAST_TOLD = 2.0
# Characters of a point that stands for a whole section.
LONGEST = 90
# What the first statement of the output of all gains, for which every reader looks.
FIRST_OF_ALL = 4.0
# What only opens the part on what is wanting is a point where nothing follows.
OPENING = 1.0
SHORTEST_WANTING = 5
_ONLY_OPENS = re.compile(r"(?:困难|问题|不足|短板|挑战|差距|矛盾)[^,;。:]{0,8}$")
_FOREMOST = re.compile(r"(?:生产总值|gdp)[^,;。]{0,16}\d")
_GENERAL = WORDS.words("general_heading")
_ITEM = re.compile(r"[一二三四五六七八九十]{1,2}是")
_FIRST = re.compile(r"^\(?[一1][)、.]")
_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")


def overview(statements: Sequence[Statement], aspect: Aspect, *, failed: bool, targets: bool) -> list[Point]:
    """Return all that is wanting, the headings of what is planned, or what tells most in each section, in order.

    Args:
        failed: whether of what is wanting only what was not reached is asked for; where nothing is told of it, all is given.
        targets: whether aims are asked for: then all is not given.
    """
    if aspect == "wanting":
        recognised = [each for each in statements if each.wanting]
        missed = _wanting([s for s in statements if is_failure(s.text)]) if failed else []
        return missed if missed or targets else _wanting(recognised)
    return (_headings(statements) if aspect == "planned" else []) or _of_sections(statements)


def _wanting(statements: Sequence[Statement]) -> list[Point]:
    found = []
    for i, each in enumerate(statements):
        span = without_lead(each.text)
        item = _ITEM.match(each.text) is not None
        said = each.text[span.start :]
        if is_address(said) or (each.is_heading and not item) or len(said) < SHORTEST_WANTING:
            continue
        # A sentence that only opens the list is a point where nothing follows.
        opens = i == 0 and opens_wanting(each.text) and _ONLY_OPENS.search(said) is not None
        # All that is numbered before what is said about each.
        found.append(Point(part(each, span), OPENING if opens else 4.0 if each.is_heading else 3.0, ""))
    told = [point for point in found if point.score > OPENING]
    return told or found


def _headings(statements: Sequence[Statement]) -> list[Point]:
    """Return the numbered headings of the outermost rank that has several, else of that which has most; empty where these are
    few."""
    ranks: dict[str, list[Point]] = {}
    for each in statements:
        number = _NUMBER.match(each.text)
        if each.is_heading and number and not _GENERAL.search(each.text):
            rank = re.sub(r"[一二三四五六七八九十]+|\d+", "#", number.group())
            ranks.setdefault(rank, []).append(Point(each.evidence, 1.0, HEADING))
    ranks = {rank: _from_the_first(found) for rank, found in ranks.items()}
    outer = next((found for found in ranks.values() if len(found) >= SEVERAL_HEADINGS), [])
    most = outer or max(ranks.values(), key=len, default=[])
    return most if len(most) >= FEWEST_HEADINGS else []


def _from_the_first(points: list[Point]) -> list[Point]:
    """Return numbered headings from the first that opens a numbering on: those before it end another list."""
    first = next((i for i, point in enumerate(points) if _FIRST.match(fold(point.evidence.text))), 0)
    return points[first:]


def _of_sections(statements: Sequence[Statement]) -> list[Point]:
    """Return the statement of each section that tells most, of each paragraph where the sections are few."""
    found: list[tuple[Statement, Point]] = []
    foremost = False
    for each in statements:
        if is_address(each.text) or (each.is_topic and heads_only(each)):
            continue
        span = told_by(each.text, Span(0, len(each.text)), LONGEST)
        score = weight(each.text[span.start : span.end])
        if score < LEAST_TOLD or span.end - span.start < SHORTEST_POINT:
            continue
        score *= 0.5 if each.evidence.statement.period else 1.0
        if _FOREMOST.search(each.text[span.start : span.end]) and not foremost:
            foremost, score = True, score + FIRST_OF_ALL
        found.append((each, Point(part(each, span), score, each.heading)))
    best = _best_of_each([s.heading + s.topic for s, _ in found], [p for _, p in found])
    if len(best) >= FEWEST_SECTIONS:
        return best
    return _best_of_each([str(s.paragraph) for s, _ in found], [p for _, p in found])


def _best_of_each(groups: Sequence[str], points: Sequence[Point]) -> list[Point]:
    """Return the best point of each group, in their order; groups and points stand in the same order."""
    best: dict[str, Point] = {}
    for group, point in zip(groups, points, strict=True):
        if group not in best or point.score > best[group].score:
            best[group] = point
    return [point for point in points if point in best.values()]
