"""What a question asks of the ledger: which indicators, of which places and years, and what is to be reckoned of them.

A request is only made of a question that is understood to its last word: what is left over when places, years,
indicators and the words of the operation are taken out may change what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from assistant.question.asked_indicators import AskedIndicator, asked_indicators
from assistant.question.held_places import Place
from assistant.question.model import Question
from assistant.question.places_asked import are_paired, compact, places_asked
from assistant.question.ranked_counties import COUNTY, ORDER, place_of_counties, without_top
from ingest.chinese.script import fold
from ingest.chinese.units import UNIT
from ingest.chinese.word_table import Words, WordTable
from ingest.facts.model import Measure, Period

# What is reckoned of the figures: nothing; their difference, sum, mean; which is the largest or smallest; whether the
# first exceeds the second; whether each exceeds the one before; how they went; the result as a share of the target.
Operation = Literal[
    "value", "difference", "total", "average", "extreme", "whether", "always", "trend", "completion"
]
# More figures make no table that anyone reads in an answer.
MOST_SIDES = 30
# The figures of so many years show how they went.
_SEVERAL = 3
# After every year that a question means.
_LAST = 9999
# What is told of this or that group of projects, not of a region.
_OF_GROUPS = ("项目总投资",)
_ADJECTIVE = re.compile("最?[多少高低大小快慢长短]")
_WORDS = WordTable("assistant.question", "ledger_request")
_COMPLETION = _WORDS.words("completion")
_ALWAYS = _WORDS.words("always")
_WHETHER = _WORDS.words("whether")
_TOTAL = _WORDS.words("total")
_AVERAGE = _WORDS.words("average")
_DIFFERENCE = _WORDS.words("difference", unit=UNIT)
_GROWTH = _WORDS.words("growth")
_GREW = _WORDS.words("grew", unit=UNIT)
_LAST_YEAR = _WORDS.words("last_year")
_EXTREME = _WORDS.words("extreme")
_SINCE = _WORDS.words("since")
_WHICH = _WORDS.words("which")
_WHICH_YEAR = _WORDS.words("which_year")
_TREND = _WORDS.words("trend")
_TARGET = _WORDS.words("target")
# 接待了多少万人次游客: what stands between the parts of an indicator's name.
_HOW_MANY_OF = _WORDS.words("how_many_of", unit=UNIT)
_HOW_MANY = _WORDS.words("how_many", unit=UNIT)
_FILLER = _WORDS.words("filler")
_FALLS = _WORDS.words("falls")
_PERIODS: dict[Period, Words] = {
    "h1": _WORDS.words("h1"),
    "q1-3": _WORDS.words("q1-3"),
    "q1": _WORDS.words("q1"),
}


@dataclass(frozen=True, slots=True)
class LedgerRequest:
    """What a question asks of the ledger.

    Attributes:
        indicators: at least one.
        measures: which figures of them are asked for: "level", "growth", or both.
        is_target: whether what is wanted is asked for, not what was reached.
        places: whose figures, in the order of the question; empty where all counties are ranked.
        years: of which years, in the order of the question; empty where all that the ledger has are meant.
        period: the part of the year.
        operation: see the type.
        falling: of an extreme, whether the least is asked for; of a trend, whether a fall; of two sides, whether the
            first is the smaller one.
        adjective: 多, 最高 and the like, as the question sets the sides against each other; "" where it does not.
        of_counties: whether all counties that the library tells of are meant, instead of `places`.
        top: how many of the first are asked for; 0 for the very first, or all in order.
        within: the place whose counties are meant; None for all.
        between: (first, last) year between which all are meant, where `years` is empty; None for all.
    """

    indicators: tuple[AskedIndicator, ...]
    measures: tuple[Measure, ...]
    is_target: bool
    places: tuple[Place, ...]
    years: tuple[int, ...]
    period: Period
    operation: Operation
    falling: bool = False
    adjective: str = ""
    of_counties: bool = False
    top: int = 0
    within: Place | None = None
    between: tuple[int, int] | None = None


class _Rest:
    """The words of a question that are not yet understood."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, words: Words) -> re.Match[str] | None:
        """Take out all places where any of `words` stands; return the first."""
        first = words.search(self.text)
        if first is not None:
            self.text = words.sub(" ", self.text)
        return first


def ledger_request(question: Question, names: Collection[str] = ()) -> LedgerRequest | None:
    """Return what `question` asks of the ledger; None where it asks for something else, or is not wholly understood.

    Args:
        question: as it was parsed.
        names: plain names of indicators that are not listed and that the ledger has figures of for its places.
    """
    if question.report_year is not None or question.thing or question.facet:
        return None
    if question.period is not None and question.years:
        # The end of a five-year plan is asked for in other words than a year.
        return None
    text, how_many = _HOW_MANY_OF.pattern.subn("", compact(question))
    text, top = without_top(text)
    of_counties = COUNTY.search(text) is not None and len(question.places) <= 1
    in_order = top is not None
    if of_counties and ORDER.search(text):
        # 产量排名 would be another indicator.
        text, in_order = ORDER.sub("", text), True
    places = place_of_counties(question) if of_counties else places_asked(question)
    if places is None:
        return None
    indicators, without = asked_indicators(text, names)
    rest = _Rest(without)
    if not indicators or any(char.isdigit() for char in rest.text):
        return None
    if are_paired(question) or any(indicator.name in _OF_GROUPS for indicator in indicators):
        return None
    period: Period = next((period for period, words in _PERIODS.items() if rest.take(words)), "year")
    since = rest.take(_SINCE) is not None and len(question.years) == 1
    between = (question.years[0], _LAST) if since else question.period
    asked = _operation(rest, question, len(places), between is not None)
    if in_order:
        rest.take(_WHICH)
        asked = replace(asked, operation="extreme" if asked.operation in ("value", "extreme") else None)
    if of_counties:
        rest.take(COUNTY)
    noun, verb = rest.take(_GROWTH), rest.take(_GREW)
    is_target = rest.take(_TARGET) is not None and asked.operation != "completion"
    asks_level = rest.take(_HOW_MANY) is not None or how_many > 0
    rest.take(_FILLER)
    if asked.operation is None or rest.text.strip():
        return None
    if asked.operation == "value" and not (
        asks_level or noun or verb or question.kind == "figure" or of_counties
    ):
        return None
    growth_only = bool(noun or verb) and (not asks_level or noun is not None)
    request = LedgerRequest(
        indicators,
        _measures(growth=bool(noun or verb), level=not growth_only or _asks_both(question)),
        is_target,
        () if of_counties else places,
        () if since else asked.years,
        period,
        asked.operation,
        asked.falling or (top is not None and _FALLS.search(top.said) is not None),
        asked.adjective,
        of_counties,
        top.count if top else 0,
        places[0] if of_counties and places else None,
        between,
    )
    return request if _is_sound(request, _WHICH_YEAR.search(text) is not None) else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question asks to be reckoned; see `LedgerRequest`. None as the operation: several things at once."""

    operation: Operation | None
    years: tuple[int, ...]
    falling: bool = False
    adjective: str = ""


def _operation(rest: _Rest, question: Question, places: int, over_years: bool) -> _Asked:
    """Take out the words that say what is reckoned; return it with the years that it needs.

    Args:
        rest: the words behind places, years and indicators.
        question: as it was parsed.
        places: how many are asked about.
        over_years: whether all years between two are meant.
    """
    years, sides = question.years, max(1, places) * max(1, len(question.years))
    if rest.take(_COMPLETION):
        return _Asked("completion", years)
    if found := rest.take(_ALWAYS):
        return _Asked("always", years, _falls(found))
    if found := rest.take(_WHETHER):
        against = _with_year_before(rest, years)
        compared = sides == 2 or len(against) == 2
        return _Asked("whether" if compared else None, against, _falls(found), _adjective(found))
    operations: list[Operation] = []
    falling, adjective = False, ""
    if found := rest.take(_EXTREME):
        operations, falling, adjective = ["extreme"], _falls(found), _adjective(found)
        rest.take(_WHICH)
    if rest.take(_TOTAL):
        operations.append("total")
    if rest.take(_AVERAGE):
        operations.append("average")
    against = years if sides == 1 and _GREW.search(rest.text) else _with_year_before(rest, years)
    if found := rest.take(_DIFFERENCE) or (rest.take(_GREW) if sides > 1 else None):
        # 哪个县高，高多少: the difference names the one that is more, too.
        operations = ["difference", *(each for each in operations if each != "extreme")]
        years, adjective = against, adjective or _adjective(found)
    elif len(against) > len(years):
        operations.append("difference")
        years = against
    if rest.take(_TREND):
        operations = operations or ["trend"]
    rest.take(_LAST_YEAR)
    if len(operations) > 1:
        return _Asked(None, years)
    if not operations and places == 1 and (over_years or len(years) >= _SEVERAL):
        operations = ["trend"]
    return _Asked(operations[0] if operations else "value", years, falling, adjective)


def _adjective(found: re.Match[str]) -> str:
    """Return the word that sets the sides against each other: 高 of 高出多少, 多 of 哪个县多, 最高 of 哪个县最高."""
    words = _ADJECTIVE.findall(found.group().replace("多少", ""))
    return words[-1] if words else ""


def _falls(found: re.Match[str]) -> bool:
    return _FALLS.search(found.group()) is not None


def _with_year_before(rest: _Rest, years: tuple[int, ...]) -> tuple[int, ...]:
    """Return `years`, and the year before where a single one is set against it."""
    if len(years) == 1 and rest.take(_LAST_YEAR):
        return (years[0], years[0] - 1)
    return years


def _asks_both(question: Question) -> bool:
    """Return whether a question asks for an amount and for its growth: 收入多少，增长多少."""
    parts = re.split(r"[,;]", fold(question.text))
    return len(parts) > 1 and any(
        _HOW_MANY.search(part) and not (_GREW.search(part) or _GROWTH.search(part)) for part in parts
    )


def _measures(*, growth: bool, level: bool) -> tuple[Measure, ...]:
    asked: list[Measure] = ["level"] if level else []
    return (*asked, "growth") if growth else ("level",)


def _is_sound(request: LedgerRequest, among_years: bool) -> bool:
    """Return whether a request names as many sides as its operation needs.

    Args:
        among_years: whether it asks which year it is.
    """
    places, years = len(request.places), len(request.years)
    operation, several = request.operation, len(request.indicators) > 1
    if places * max(1, years) * len(request.indicators) > MOST_SIDES:
        return False
    if several and operation not in ("value", "trend"):
        return False
    if request.of_counties:
        return years == 1 and operation in ("extreme", "total", "average", "value") and not several
    if not places:
        return False
    if operation in ("always", "trend"):
        return places == 1 and years != 1
    if operation == "extreme":
        return places * years > 1 or (places == 1 and not years and among_years)
    if operation in ("difference", "whether"):
        return places * years == 2
    if operation in ("total", "average"):
        return places * years > 1 or (places == 1 and request.between is not None)
    return years > 0
