"""What a question asks of the ledger: which indicators, of which places and years, and what is to be reckoned of them.

A request is only made of a question that is understood to its last word: what is left over when places, years,
indicators and the words of the operation are taken out may change what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import product

from assistant.question.asked_indicators import AskedIndicator, asked_indicators
from assistant.question.asked_operation import (
    GREW,
    GREW_ALONE,
    TOTAL,
    WHICH,
    Operation,
    Rest,
    asked_operation,
    falls,
)
from assistant.question.held_places import Place
from assistant.question.model import Question
from assistant.question.outlooks import Outlooks, outlooks, without_outlooks
from assistant.question.places_asked import compact, places_asked, years_of_places
from assistant.question.ranked_counties import ORDER, Ranked, place_of_counties, ranked_regions, without_top
from assistant.question.shortened_sides import in_plain_order, sets_growths, with_whole_names
from ingest.chinese.script import fold
from ingest.chinese.units import UNIT
from ingest.chinese.word_table import Words, WordTable
from ingest.facts.model import Measure, Period

# More figures make no table that anyone reads in an answer.
MOST_SIDES = 30
# After every year that a question means.
_LAST = 9999
# What is told of this or that group of projects, not of a region.
_OF_GROUPS = ("项目总投资",)
# Operations that set two figures against one another, and so two indicators of one place and year as well.
_OF_TWO = ("difference", "whether", "extreme", "ratio", "share")
# Those that are answered of the latest year where none is named.
_OF_LATEST = ("difference", "whether", "extreme", "ratio", "total", "average", "value")
_WORDS = WordTable("assistant.question", "ledger_request")
_GROWTH = _WORDS.words("growth")
_SINCE = _WORDS.words("since")
_YEARLY = _WORDS.words("yearly")
_WHICH_YEAR = _WORDS.words("which_year")
_TARGET = _WORDS.words("target")
_EXPECTED = _WORDS.words("expected")
_PART = _WORDS.words("part")
_BESIDE_AIM = _WORDS.words("growth_beside_aim")
_COUNTIES, _OWN = ("县", "区", "旗"), re.compile("[县区旗]?本级")
# 接待了多少万人次游客: what stands between the parts of an indicator's name.
_HOW_MANY_OF = _WORDS.words("how_many_of", unit=UNIT)
_HOW_MANY = _WORDS.words("how_many", unit=UNIT)
_FILLER = _WORDS.words("filler")
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
        measures: which figures of them are asked for: "level", "growth", or both; or "share".
        is_target: whether what is wanted is asked for, not what was reached.
        places: whose figures, in the order of the question; empty where all counties are ranked.
        years: of which years, in the order of the question; empty where all that the ledger has are meant, or of sides
            that are set against one another the latest that all of them have.
        period: the part of the year.
        operation: see the type.
        falling: of an extreme, whether the least is asked for; of a trend, whether a fall; of two sides, whether the
            first is the smaller one.
        adjective: 多, 最高 and the like, as the question sets the sides against each other; "" where it does not.
        ranked: "county" or "city" where all that the library tells of are meant, instead of `places`.
        top: how many of the first are asked for; 0 for the very first, or all in order.
        within: the place whose counties or cities are meant; None for all.
        between: (first, last) year between which all are meant, where `years` is empty; None for all.
        outlooks: the years of which targets and results are set against each other; None where none are.
        expected: whether what was expected is asked for: a result, or where none is told what was wanted.
        by_growth: whether the sides are ranked by their growth.
        paired: of which year each place is asked for, where not all years are meant of all places.
        yearly: whether the growth asked for is that of each of several years, on average.
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
    ranked: Ranked = ""
    top: int = 0
    within: Place | None = None
    between: tuple[int, int] | None = None
    outlooks: Outlooks | None = None
    expected: bool = False
    by_growth: bool = False
    paired: tuple[tuple[Place, int], ...] = ()
    yearly: bool = False

    @property
    def pairs(self) -> tuple[tuple[Place, int], ...]:
        """Return the places and years asked for, in the order of the question."""
        return self.paired or tuple(product(self.places, self.years))

    @property
    def of_counties(self) -> bool:
        """Return whether regions are ranked that it does not name."""
        return self.ranked != ""

    @property
    def of_latest(self) -> bool:
        """Return whether it asks of several sides without a year, so that the latest that all of them have is meant."""
        sides = len(self.places) * len(self.indicators)
        return (
            not self.years
            and self.between is None
            and (
                self.of_counties
                or self.operation in ("rose", "way")
                or (sides > 1 and self.operation in _OF_LATEST)
            )
        )


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
    plain = compact(question)
    text, how_many = _HOW_MANY_OF.pattern.subn("", with_whole_names(in_plain_order(plain)))
    text, top = without_top(text)
    ranked, regions = ranked_regions(text, question)
    of_counties = regions is not None
    in_order = top is not None
    if of_counties and ORDER.search(text):
        # 产量排名 would be another indicator.
        text, in_order = ORDER.sub("", text), True
    places = place_of_counties(question) if of_counties else places_asked(question)
    if places is None:
        return None
    summed = TOTAL.search(text) if len(question.years) > 1 else None
    if summed is not None:
        # 三年累计新修公路: no stock of roads is asked for, but a sum.
        text = TOTAL.sub("", text)
    indicators, without = asked_indicators(text, names)
    indicators = tuple(_of_own_account(indicator, places) for indicator in indicators)
    rest = Rest(without + (summed.group() if summed else ""))
    if not indicators or any(char.isdigit() for char in rest.text):
        return None
    if any(indicator.name in _OF_GROUPS for indicator in indicators):
        return None
    period: Period = next((period for period, words in _PERIODS.items() if rest.take(words)), "year")
    since = rest.take(_SINCE) is not None and len(question.years) == 1
    between = (question.years[0], _LAST) if since else question.period
    if ranked == "any" and regions is not None:
        # 谁 would ask which of two has more.
        rest.take(regions)
    yearly = len(question.years) == 1 and rest.take(_YEARLY) is not None
    paired = () if of_counties else years_of_places(question)
    sides = len(paired) or max(1, len(places)) * max(1, len(question.years))
    beside = outlooks(question)
    noun = None
    if beside is not None:
        noun = rest.take(_BESIDE_AIM)
        rest.text, sides = without_outlooks(rest.text), 2 * sides
    asked = asked_operation(
        rest,
        question,
        sides=sides,
        indicators=len(indicators),
        places=len(places),
        over_years=between is not None,
    )
    if beside is not None and asked.operation in ("value", "trend"):
        # An aim of one year is not reached by what came about in another.
        same = all(reached == aimed for reached, aimed in beside.pairs)
        asked = replace(asked, operation="completion" if same else "difference")
    elif beside is not None and asked.operation == "extreme":
        # Which of an aim and a result is more is told by how much.
        asked = replace(asked, operation="difference")
    if in_order:
        rest.take(WHICH)
        asked = replace(asked, operation="extreme" if asked.operation in ("value", "extreme") else None)
    if regions is not None:
        rest.take(regions)
    noun = noun or rest.take(_GROWTH)
    verb = rest.take(GREW) or rest.take(GREW_ALONE)
    is_target = rest.take(_TARGET) is not None and beside is None and asked.operation != "completion"
    expected = rest.take(_EXPECTED) is not None
    part = asked.operation != "share" and rest.take(_PART) is not None
    asks_level = rest.take(_HOW_MANY) is not None or how_many > 0
    # 青棠县 出口 2022
    is_bare = not rest.text.strip(" ,.?、的") and all(indicator.written == "" for indicator in indicators)
    rest.take(_FILLER)
    if asked.operation is None or rest.text.strip():
        return None
    if asked.operation == "value" and not (
        asks_level or noun or verb or question.kind == "figure" or of_counties or is_target or is_bare
    ):
        return None
    growth_only = bool(noun or verb) and (not asks_level or noun is not None)
    request = LedgerRequest(
        indicators,
        ("share",)
        if part
        else _measures(growth=bool(noun or verb), level=not growth_only or _asks_both(question)),
        is_target,
        () if of_counties else places,
        () if since else asked.years,
        period,
        asked.operation,
        asked.falling or (top is not None and falls(top.said)),
        asked.adjective,
        ranked,
        top.count if top else 0,
        places[0] if of_counties and places else None,
        between,
        beside,
        expected and not is_target,
        sets_growths(plain),
        tuple((question.places[i].places[0], year) for i, year in paired),
        yearly,
    )
    return request if _is_sound(request, _WHICH_YEAR.search(text) is not None) else None


def _of_own_account(indicator: AskedIndicator, places: Sequence[Place]) -> AskedIndicator:
    """Return an indicator without words for the own account of a county, which has no other: 县本级."""
    if not places or not all(place.name.endswith(_COUNTIES) for place in places):
        return indicator
    return replace(indicator, qualifiers=tuple(w for w in indicator.qualifiers if not _OWN.fullmatch(w)))


def _asks_both(question: Question) -> bool:
    """Return whether a question asks for an amount and for its growth: 收入多少，增长多少."""
    parts = re.split(r"[,;]", fold(question.text))
    return len(parts) > 1 and any(
        _HOW_MANY.search(part)
        and not any(words.search(part) for words in (GREW, GREW_ALONE, _GROWTH, _TARGET))
        for part in parts
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
    sides = len(request.pairs) or places
    operation, several = request.operation, len(request.indicators) > 1
    if sides * len(request.indicators) > MOST_SIDES:
        return False
    if several and operation not in ("value", "trend"):
        two = len(request.indicators) == 2 and operation in _OF_TWO
        return two and places == 1 and years <= 1
    if request.of_counties:
        return years <= 1 and operation in ("extreme", "total", "average", "value") and not several
    if not places:
        return False
    if request.outlooks is not None:
        return bool(request.outlooks.pairs) and operation in ("completion", "difference", "whether")
    if operation == "completion":
        return places * years == 1
    if operation in ("always", "trend"):
        return places == 1 and years != 1
    if operation in ("rose", "way"):
        return places == 1 and years <= 1
    if request.of_latest:
        return places == 2 or operation in ("extreme", "total", "average", "value")
    if operation == "extreme":
        return sides > 1 or (places == 1 and not years and among_years)
    if operation in ("difference", "whether", "ratio", "share"):
        return sides == 2 and years > 0
    if operation in ("total", "average"):
        return (sides > 1 and years > 0) or (places == 1 and request.between is not None)
    return years > 0
