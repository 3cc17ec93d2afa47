"""Decompose comparisons into look-ups, and spell out the regions of a question that asks which one leads."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace

from assistant.question.held_places import Place
from assistant.question.model import Question
from assistant.question.outlooks import Outlooks, outlooks, without_outlooks
from assistant.question.patterns import DIFFERENCE
from assistant.question.place_span import PlaceSpan
from assistant.question.places import Gazetteer
from assistant.question.places_asked import years_of_places
from assistant.question.things import by_thing
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.schema import Region, StoredDocument

# More regions than this are no list that anyone reads.
MOST_REGIONS = 24
_WORDS = WordTable("assistant.question", "sides")
_WHICH = _WORDS.words("which")
_MOST = re.compile(r"最[高低多少大小快慢长短](?:的是|的)?\s*$")
_PERIOD = _WORDS.words("period")
_OF_REPORT = re.compile(r"((?:19|20)\d\d)年[初底末]?的?(?:政府)?(?:工作)?报告")
# What is left of such a name, and of the words that set it against the other, when the year is taken out.
_REPORTS = re.compile(
    r"[初底末]?的?(?:政府)?(?:工作)?报告[里中上]?的?(?:[和与跟比、]|各?自?[说提写讲](?:到|的)?|多了?|少了?)*"
)


def over_regions(
    question: str,
    understand: Callable[[str], Question],
    gazetteer: Gazetteer,
    documents: Sequence[StoredDocument],
    told: Mapping[str, frozenset[Region]],
) -> str | None:
    """Return `question` with the names of the regions in place of 哪个县.

    Return None where it does not ask which region has the most or least of something, names other places than one
    in which the regions lie, or the library holds fewer than two such regions or too many.

    Args:
        question: the question as asked.
        understand: parses a question.
        gazetteer: the places that the library tells of.
        documents: the library's ready documents.
        told: document → the regions that single passages of it tell of.
    """
    which = _WHICH.search(fold(question))
    if which is None:
        return None
    asked = understand(question)
    if not asked.extreme or len(asked.years) != 1 or not _over_members(asked):
        return None
    year = asked.years[0]
    of_year = [document for document in documents if _tells_of(document, year)]
    own = {document.tells_of for document in of_year if document.tells_of}
    regions_told = own.union(*(_regions_of(document, told) for document in of_year))
    regions = _rivals(gazetteer, regions_told, asked, which.group())
    if len(regions) > MOST_REGIONS:
        regions = _rivals(gazetteer, own, asked, which.group())
    if not 2 <= len(regions) <= MOST_REGIONS:
        return None
    kept = question[: which.start()] + question[which.end() :]
    for span in asked.places:
        # The places that lie in it are named instead.
        kept = kept[: span.start] + kept[span.end :] if span.end <= which.start() else kept
    return "、".join(regions) + kept


def _rivals(gazetteer: Gazetteer, regions: Set[Region], asked: Question, which: str) -> list[str]:
    """Return the names of those of `regions` among which a question asks for one.

    Args:
        which: the words with which it asks, 哪个县.
    """
    rivals = [
        place
        for place in set(map(gazetteer.place, regions))
        if place is not None and _is_rival(place, which)
        if not asked.meant or place.filed & asked.meant[0].inner
    ]
    return sorted({place.qualified if place.namesake else place.regions[-1] for place in rivals})


def _regions_of(document: StoredDocument, told: Mapping[str, frozenset[Region]]) -> frozenset[Region]:
    """Return the regions that passages and statements of a document tell of, where it goes through several of them."""
    single = told.get(document.doc, frozenset())
    return single if len(single) > 1 else frozenset()


def _over_members(asked: Question) -> bool:
    """Return whether a question names no place, or one alone in which others lie."""
    return not asked.places or (
        len(asked.places) == 1 and len(asked.meant) == 1 and bool(asked.meant[0].inner)
    )


def _is_rival(place: Place, which: str) -> bool:
    """Return whether a place is one of those among which `which` asks for one: 哪个县 asks for no city.

    A city is no rival of its own counties.
    """
    if "市" in which and not set("县区").intersection(which):
        return place.name.endswith("市") and place.level != "province"
    if set("县区").intersection(which.replace("地区", "")):
        return place.level in (None, "county") and not place.inner
    return not place.inner


def _tells_of(document: StoredDocument, year: int) -> bool:
    """Return whether a document reports on `year`: a report that reviews it, or another text given then."""
    if document.kind in ("work-report", "plan"):
        return document.reviews_year == year
    return document.date is not None and int(document.date[:4]) in (year, year + 1)


# More sides than this make no comparison that anyone reads.
MOST_SIDES = 24


def sides_of(question: Question) -> list[Question]:
    """Return the look-ups that a comparison of things, places, years, aims and results consists of; for any other, the question
    alone."""
    beside = outlooks(question)
    pairs = _places_and_years(question)
    if len(pairs) == 1 and beside is None:
        return by_thing(question) or _by_report(question) or _by_period(question) or [question]
    if len(pairs) > MOST_SIDES:
        return [question]
    # Namesakes are asked for one by one and not compared.
    namesakes = len(question.places) == 1 and len(question.years) < 2
    compared = question.answer_type.compared_by_figure and not namesakes
    # Each side tells its own figure, of which it need not say that it is the highest.
    focus, asked = (
        DIFFERENCE.sub(" ", _MOST.sub("", text)).strip() for text in (question.focus, question.asked)
    )
    plain = replace(
        question,
        kind="figure" if compared or beside else question.kind,
        focus=focus or question.focus,
        asked=asked or question.asked,
    )
    sides = [
        replace(
            plain,
            places=question.places if place is None else (place,),
            years=question.years if year is None else (year,),
        )
        for place, year in pairs
    ]
    return _by_outlook(sides, beside) if beside else sides


def _places_and_years(question: Question) -> list[tuple[PlaceSpan | None, int | None]]:
    """Return the pairs of a place and a year of which a question asks: each place with its own years where it says so, else every
    place with every year. None stands for what it does not name, or names alone."""
    places: list[PlaceSpan | None] = [
        replace(span, places=(place,)) for span in question.places for place in span.places
    ]
    if paired := years_of_places(question):
        return [(question.places[i], year) for i, year in paired]
    return list(itertools.product(places or [None], question.years or (None,)))


def _by_outlook(sides: Sequence[Question], beside: Outlooks) -> list[Question]:
    """Return sides as look-ups of what was aimed at and of what came about, each of the years of which it is asked."""
    found = []
    for side in sides:
        plain = replace(side, focus=_plain(side.focus), asked=_plain(side.asked))
        if not side.years or side.years[0] in beside.aimed:
            found.append(replace(plain, outlook="plan", facet="计划"))
        if not side.years or side.years[0] in beside.reached:
            found.append(replace(plain, outlook="review", facet="实际"))
    return found


def _plain(focus: str) -> str:
    """Return a focus without the words that say whether what was aimed at or what came about is asked for."""
    return re.sub(r"\s+", " ", without_outlooks(focus)).strip() or focus


def _by_report(question: Question) -> list[Question]:
    """Return a look-up for each yearly report whose figure a question sets against another's: 2022年的报告比2021年的报告多多少."""
    named = list(_OF_REPORT.finditer(fold(question.text)))
    given = list(dict.fromkeys(int(m[1]) for m in named))
    if question.kind != "figure" or question.years or not 2 <= len(given) <= MOST_SIDES:
        return []
    focus, asked = (_REPORTS.sub(" ", text).strip() for text in (question.focus, question.asked))
    if not focus:
        return []
    return [
        replace(
            question,
            focus=re.sub(r"\s+", " ", focus),
            asked=asked or focus,
            report_year=year,
            facet=f"{year}年的报告",
            outlook=None,
            total=False,
        )
        for year in given
    ]


def _by_period(question: Question) -> list[Question]:
    """Return a look-up for each part of a year that a question compares: 上半年和前三季度."""
    periods = list(dict.fromkeys(m.group() for m in _PERIOD.finditer(fold(question.text))))
    if not question.answer_type.of_periods or not 2 <= len(periods) <= MOST_SIDES:
        return []
    return [
        replace(
            question,
            kind="figure",
            text=_without(question.text, periods, period),
            focus=_without(question.focus, periods, period),
            facet=period,
        )
        for period in periods
    ]


def _without(text: str, periods: list[str], kept: str) -> str:
    """Return `text`, at the same length, with blanks in place of all of `periods` but `kept`."""
    for period in periods:
        if period != kept:
            text = re.sub(rf"[和与跟及、]?{period}", lambda m: " " * len(m[0]), text)
    return text
