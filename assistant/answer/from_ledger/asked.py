"""What a question asks of the ledger, with the cells that the ledger has for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Set
from dataclasses import dataclass, replace

from assistant.answer.from_ledger.executed import without_budgets
from assistant.answer.from_ledger.sides import is_doubtful, is_of, sides_of_request
from assistant.ledger.cells import Cell, cells
from assistant.ledger.corrections import corrections
from assistant.question.answer_type import AnswerKind
from assistant.question.asked_indicators import AskedIndicator, plain_name
from assistant.question.held_places import Place
from assistant.question.ledger_request import LedgerRequest, ledger_request
from assistant.question.model import Question
from assistant.question.ranked_counties import Ranked
from assistant.question.related_indicators import related
from assistant.search.collection import Holdings
from ingest.chinese.divisions import level_of_name
from ingest.chinese.script import fold
from ingest.facts.model import Fact, Measure, StoredFact
from ingest.library.ledger import FactFilter
from ingest.library.library import Library

_RANGE = re.compile(r"\d[万亿元%]{0,3}[至到~—–-]+\d+(?:\.\d+)?")
# Types of question that may ask for a figure, or for the place or year that has the largest.
_KINDS: frozenset[AnswerKind] = frozenset(
    ("figure", "text", "yesno", "place", "list", "date", "person", "reason")
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that the ledger may answer.

    Attributes:
        request: what it asks for.
        cells: of its places, from what the question's filters allow; with what people said of them.
    """

    request: LedgerRequest
    cells: tuple[Cell, ...]


def asked_of_ledger(library: Library, question: Question) -> Asked | None:
    """Return what a question asks of the ledger; None where it asks for something else."""
    if question.kind not in _KINDS:
        return None
    regions = frozenset(
        name for place in question.meant for name in (place.name, *(region for region, _ in place.filed))
    )
    facts = library.facts(FactFilter(regions=regions)) if regions else []
    names = {plain_name(stored.fact.name) for stored in facts if stored.fact.indicator is None}
    request = ledger_request(question, names)
    if request is None:
        return None
    wanted = {
        name for each in request.indicators for name in (each.name, *each.instead, each.jointly)
    } | related(request)
    if request.of_counties:
        facts = library.facts(FactFilter(years=frozenset(request.years), indicators=frozenset(wanted)))
    of_request = [
        stored
        for stored in facts
        if _is_wanted(stored.fact, wanted) and _allowed(question, stored) and not _is_range(stored)
    ]
    return Asked(request, tuple(cells(without_budgets(of_request), corrections(library))))


def _is_wanted(fact: Fact, wanted: Collection[str]) -> bool:
    """Return whether a fact may be of one of the indicators `wanted`; a share of another may be one, 第三产业占比."""
    return fact.measure == "share" or _name_of(fact) in wanted


def _is_range(stored: StoredFact) -> bool:
    """Return whether a figure is written as a range, 4至6亿元, with which nothing is reckoned."""
    fact, quote = stored.fact, fold(stored.source.quote)
    start, end = fact.figure_start - fact.start, fact.figure_end - fact.start
    # Its ends are kept as over 4亿元 and under 6亿元.
    return fact.bound != "" and any(m.start() < end and start < m.end() for m in _RANGE.finditer(quote))


def _allowed(question: Question, stored: StoredFact) -> bool:
    """Return whether the filters of a question let a fact answer."""
    source = stored.source
    if question.within is not None and source.doc not in question.within:
        return False
    fact = stored.fact
    return question.admits(source.speaks, [] if fact.region is None else [(fact.region, fact.place)])


def spelt_out(asked: Asked, holdings: Holdings) -> LedgerRequest:
    """Return the request with the places or the years that it leaves to the ledger."""
    request = asked.request
    if request.of_latest and (year := _latest(asked)) is not None:
        request = replace(request, years=(year,))
    if request.of_counties:
        return _ranked(request, [fact for fact in _told(asked) if fact.year in request.years], holdings)
    if not request.years and len(request.places) == 1:
        first, last = request.between or (0, 9999)
        (place,) = request.places
        years = {fact.year for fact in _told(asked) if fact.year is not None and is_of(fact, place)}
        held = [year for year in years if first <= year <= last]
        # A gap between two years is told as one.
        request = replace(request, years=tuple(range(min(held), max(held) + 1)) if held else ())
    return request


def as_told(question: Question, asked: Asked) -> Asked:
    """Return `asked`, for growth where only that is told and the question leaves open which is meant: a target for output or
    investment is mostly one for its growth, and so may be what is asked for by a bare name (青棠县 出口 2022)."""
    request = _joined(asked)
    asked = replace(asked, request=request)
    is_open = request.operation == "value" and question.kind != "figure"
    is_open = is_open or (request.is_target and (not question.units or "%" in question.units))
    if not is_open or request.measures != ("level",) or not request.places:
        return asked
    if _is_told(asked, request, "level"):
        return asked
    return replace(asked, request=replace(request, measures=("growth",)))


def _joined(asked: Asked) -> LedgerRequest:
    """Return the request for what a name tells of several indicators together, 城乡居民人均可支配收入, where only that is told;
    any other as it is."""
    request = asked.request
    (jointly, *others) = {indicator.jointly for indicator in request.indicators}
    if others or not jointly or not request.places:
        return request
    if any(_is_told(asked, request, measure) for measure in request.measures):
        return request
    together = AskedIndicator(jointly, request.indicators[0].qualifiers, jointly)
    whole = replace(request, indicators=(together,))
    return whole if all(_is_told(asked, whole, measure) for measure in request.measures) else request


def _is_told(asked: Asked, request: LedgerRequest, measure: Measure) -> bool:
    """Return whether the ledger has a figure of any side of a request."""
    return any(side.is_known for side in sides_of_request(request, asked.cells, (), measure))


def latest_of(asked: Asked, request: LedgerRequest) -> int | None:
    """Return the latest year of which all sides of a request have a figure; None where there is none."""
    measure = "growth" if request.operation in ("rose", "way") else request.measures[0]

    def is_filled(year: int) -> bool:
        sides = sides_of_request(replace(request, years=(year,)), asked.cells, (), measure)
        return all(side.cell is not None and not is_doubtful(side.cell) for side in sides)

    years = {fact.year for fact in _told(asked) if fact.year is not None}
    return next(filter(is_filled, sorted(years, reverse=True)), None)


def _latest(asked: Asked) -> int | None:
    """Return the year that is meant where none is named: of all counties the one of most figures, else the latest of all
    sides."""
    if not asked.request.of_counties:
        return latest_of(asked, asked.request)
    counts = Counter(fact.year for fact in _told(asked) if fact.year is not None)
    return max(counts, key=lambda year: (counts[year], year), default=None)


def _told(asked: Asked) -> list[Fact]:
    """Return the preferred facts of what a request asks for that may fill a side of it in some year."""
    request = asked.request
    names = {name for indicator in request.indicators for name in (indicator.name, *indicator.instead)}
    # A growth is told in years of which no amount is.
    over_year_before = request.operation in ("rose", "way")
    wanted = ("level", "share") if "level" in request.measures and not over_year_before else ("growth",)
    every = (each.preferred.fact for each in asked.cells)
    return [
        fact
        for fact in every
        if _name_of(fact) in names
        and fact.measure in wanted
        and fact.status != "target"
        and fact.period == request.period
    ]


def _name_of(fact: Fact) -> str:
    return fact.indicator or plain_name(fact.name)


def _ranked(request: LedgerRequest, told: Collection[Fact], holdings: Holdings) -> LedgerRequest:
    """Return a request with the counties, or the cities, that have a figure in the ledger or a report on the year, by name.

    Where it leaves open which of them are ranked, it is those of which there are more figures.
    """
    place_of = holdings.gazetteer.place
    figures = {place_of((fact.region, fact.place)) for fact in told if fact.region is not None}
    reviewed = {
        place_of(document.tells_of)
        for document in holdings.documents
        if document.reviews_year in request.years
    }

    def of_level(ranked: Ranked, places: Set[Place | None]) -> list[Place]:
        found = [place for place in places if place is not None and _level(place) == ranked]
        if request.within is not None:
            found = [place for place in found if place.filed & request.within.inner]
        return sorted(found, key=lambda place: (place.name, place.parents))

    ranked = request.ranked
    if ranked == "any":
        ranked = "city" if len(of_level("city", figures)) > len(of_level("county", figures)) else "county"
    return replace(request, ranked=ranked, places=tuple(of_level(ranked, figures | reviewed)))


def _level(place: Place) -> Ranked:
    """Return the level at which a place is ranked; "" for none. What is not listed and has nothing in it is a county."""
    level = place.level or level_of_name(place.name)
    if level == "city":
        return "city"
    return "county" if level in (None, "county") and not place.inner else ""
