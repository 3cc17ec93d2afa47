"""What the library holds that comes nearest to a question which it does not answer: other years, places, indicators."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.ledger.held_indicators import held_indicators, nearest_indicators
from assistant.question.asked_indicators import AskedIndicator, asked_indicators
from assistant.question.held_places import Place
from assistant.question.model import Question
from assistant.question.patterns import QUESTION_WORDS
from assistant.question.places_asked import compact
from assistant.search.collection import Holdings
from ingest.chinese.divisions import divisions_named
from ingest.chinese.script import fold
from ingest.chinese.units import UNIT
from ingest.facts.indicators import indicators
from ingest.facts.model import Fact, StoredFact
from ingest.library.ledger import FactFilter
from ingest.library.library import Library
from ingest.schema import StoredDocument

# Reports of budgets and offices tell little else; a title may also be none, the name of a file.
_OF_GOVERNMENT = "政府工作报告"
_OF_PART = re.compile("预算|决算|财政|[局厅]|法院|检察|人大|政协|学校|学院|总结")
_BESIDE_INDICATOR = re.compile(
    rf"[万亿]{{0,3}}(?:{UNIT})|全[省市州县区旗年]|实际|完成|达到|实现|本[地省市县区]|总量|一共|总共|年[末底]|累计|目标|增长|数字|情况|[的是了有为约花共\W]"
)
# A title that a file's damage spoilt says nothing.
_LEGIBLE = re.compile(r"[㐀-鿿\w\s（）()《》“”·—–\-、，：:.]+", re.ASCII)
# A document that tells fewer figures of a year tells of something else.
LEAST_TOLD = 5
MOST_YEARS = 6
MOST_PLACES = 4
MOST_INDICATORS = 4
# Names of three characters of which one is another: two thirds of them are the same.
_LEAST_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class NearestHeld:
    """What comes nearest to a question.

    Attributes:
        place: the one place that it asks about and the library tells of; None for none or several.
        year: the one year that it asks about; None for none or several.
        indicator: the one indicator that it asks about, by its canonical name, or with what qualifies it as the question
            names it; "" for none or several.
        years: the years of which the library has the indicator at the place, the nearest to `year` first; without an
            indicator those of which reports of the place tell.
        places: the names of places of which it has the indicator in `year`, those nearest to the places asked about first.
        indicators: those that it has at the place in `year` and that are called like the one asked about, or are main ones
            of its field and unit.
        alike: the names of held places that are written like one of which nothing is held.
        report: the title of the report of the place that tells of `year`; "" where none is held.
        beside: the title of another document that tells figures of the place in `year`, where no report does; "" for none.
    """

    place: Place | None
    year: int | None
    indicator: str
    years: tuple[int, ...]
    places: tuple[str, ...]
    indicators: tuple[str, ...]
    alike: tuple[str, ...]
    report: str
    beside: str = ""


def nearest_held(library: Library, holdings: Holdings, question: Question) -> NearestHeld:
    """Return what the library holds that comes nearest to `question`, which it does not answer."""
    filed = [place for place in question.meant if place.filed]
    place = filed[0] if len(question.places) == len(filed) == 1 else None
    year = question.years[0] if len(question.years) == 1 else None
    named, rest = asked_indicators(compact(question), ())
    # 国际赛车场项目总投资 is asked of one thing, of which the other figures say nothing.
    named = named if len(_BESIDE_INDICATOR.sub("", QUESTION_WORDS.sub("", rest))) < 2 else ()
    one = named[0] if len(named) == 1 and named[0].is_listed else None
    indicator = one.name if one else ""
    here = _told_of(library, place) if place else []
    reports = work_reports(holdings, question)
    titled = [(report, fold(report.title)) for report in reports]
    whole = [report for report, title in titled if _OF_GOVERNMENT in title or not _OF_PART.search(title)]
    if one:
        years = {s.fact.year for s in here if s.fact.year and _is(s.fact, one, question)}
    else:
        years = {told for report in reports if (told := _told_year(question, report))}
    return NearestHeld(
        place=place,
        year=year,
        indicator=one.shown if one and one.qualifiers else indicator,
        years=_by_distance([each for each in years if each not in question.years], year),
        places=_places_with(library, holdings, one, question) if one and year else (),
        indicators=_akin(question, indicator, here) if place and year else (),
        alike=_written_alike(question, holdings),
        report=next((d.title for d in whole if year is not None and _told_year(question, d) == year), ""),
        beside=_beside(here, year, holdings) if question.outlook != "plan" else "",
    )


def _beside(here: Collection[StoredFact], year: int | None, holdings: Holdings) -> str:
    """Return the title of the document other than news that tells most figures of a place for a whole year; "" where none tells
    several."""
    docs = Counter(
        stored.source.doc
        for stored in here
        if stored.fact.year == year and stored.fact.period == "year" and stored.fact.status != "target"
    )
    titles = {document.doc: document.title for document in holdings.documents if document.kind != "news"}
    told = [doc for doc, count in docs.most_common() if count >= LEAST_TOLD and doc in titles]
    return next((titles[doc] for doc in told if _LEGIBLE.fullmatch(titles[doc])), "")


def work_reports(holdings: Holdings, question: Question) -> list[StoredDocument]:
    """Return the work reports of the places that a question asks about."""
    return [d for d in holdings.documents if d.kind == "work-report" and question.asks_about(d.tells_of)]


def _told_of(library: Library, place: Place) -> list[StoredFact]:
    names = frozenset((place.name, *place.regions))
    return [
        stored
        for stored in library.facts(FactFilter(regions=names))
        if (stored.fact.region, stored.fact.place) in place.filed
    ]


def _told_year(question: Question, report: StoredDocument) -> int | None:
    """Return the year of which a report tells what a question asks for: its own of plans, the one before of results."""
    if question.outlook == "plan":
        return int(report.date[:4]) if report.date else None
    return report.reviews_year


def _is(fact: Fact, asked: AskedIndicator, question: Question) -> bool:
    """Return whether a fact is an amount of an indicator for a whole year, wanted or reached as the question asks."""
    return (
        fact.indicator == asked.name
        and (fact.measure == "level" or question.outlook == "plan")
        and fact.qualifiers == asked.qualifiers
        and fact.period == "year"
        and (fact.status == "target") == (question.outlook == "plan")
    )


def _places_with(
    library: Library, holdings: Holdings, asked: AskedIndicator, question: Question
) -> tuple[str, ...]:
    wanted = FactFilter(years=frozenset(question.years), indicators=frozenset((asked.name,)))
    told = [s.fact for s in library.facts(wanted) if _is(s.fact, asked, question) and s.fact.region]
    counts = Counter(holdings.gazetteer.place((f.region, f.place)) for f in told if f.region)
    held = [place for place, _ in counts.most_common() if place is not None and place not in question.meant]
    around: set[str] = set()
    for span in question.places:
        around |= span.around
    held.sort(key=lambda place: not place.around & around)
    return tuple(place.label for place in held[:MOST_PLACES])


def _akin(question: Question, indicator: str, here: Collection[StoredFact]) -> tuple[str, ...]:
    """Return the indicators told of the year asked about whose names are like what is asked for, or of its field."""
    if question.kind not in ("figure", "text"):
        return ()
    told = [
        s for s in here if s.fact.indicator and s.fact.year in question.years and _is_level(s.fact, question)
    ]
    held = held_indicators(told)
    like = nearest_indicators(indicator or "".join(question.focus.split()), held)
    of = indicators().get(indicator)
    named = [indicators()[each.name] for each in held]
    same = [
        each.name
        for each in named
        if of is not None and each.group == of.group and each.tier == 1 and set(each.units) & set(of.units)
    ]
    names = dict.fromkeys((*like, *same))
    return tuple(name for name in names if name != indicator)[:MOST_INDICATORS]


def _is_level(fact: Fact, question: Question) -> bool:
    return bool(fact.indicator) and _is(fact, AskedIndicator(fact.indicator or ""), question)


def _written_alike(question: Question, holdings: Holdings) -> tuple[str, ...]:
    """Return the names of held places that differ by a character from a name of which nothing is held."""
    found = []
    for span in question.places:
        # A place of the country that is not held was not written with a slip.
        if span.places or divisions_named(span.own):
            continue
        for place in holdings.gazetteer.places:
            ratio = SequenceMatcher(None, span.own, fold(place.name), autojunk=False).ratio()
            if place.filed and ratio >= _LEAST_ALIKE and span.own[-1] == place.name[-1] and len(span.own) > 2:
                found.append((ratio, place.label))
    return tuple(name for _, name in sorted(found, reverse=True)[:MOST_PLACES])


def _by_distance(years: Sequence[int], year: int | None) -> tuple[int, ...]:
    wanted = year if year is not None else max(years, default=0)
    return tuple(sorted(years, key=lambda each: (abs(each - wanted), -each))[:MOST_YEARS])
