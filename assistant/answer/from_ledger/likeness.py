"""Whether figures that sentences tell are what a question asks for, and of one kind, so that they may be reckoned with.

A figure that the ledger knows is what the ledger says of it. What it does not know is judged by the words before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.answer import reckoning
from assistant.answer.from_ledger.figures import Figure
from assistant.answer.from_ledger.sides import is_as_asked, is_indicator
from assistant.answer.from_ledger.wording import GROWTH, OWN_ACCOUNT, PER_HEAD, SHARE, WAY_OF_COUNTING
from assistant.evidence.model import Evidence
from assistant.question.asked_indicators import AskedIndicator, plain_name
from assistant.question.ledger_request import LedgerRequest
from ingest.chinese.division_names import short_name
from ingest.chinese.script import fold
from ingest.facts.indicators import find_indicators, indicators, names
from ingest.facts.model import Fact
from ingest.library.ledger import FactFilter
from ingest.library.library import Library

# What falls to each of those who share in it, as indicators and as texts say it.
_PER_PERSON = "人均"
_BY_HEAD = re.compile("人均|每人|平均|户均|工资")


def facts_in(library: Library, evidence: Evidence) -> list[Fact]:
    """Return the facts that the document of some evidence tells of the region that it is about."""
    told = evidence.tells_of
    if told is None:
        return []
    stored = library.facts(FactFilter(regions=frozenset((told[0],))))
    return [each.fact for each in stored if each.source.doc == evidence.passage.doc]


def fact_of(facts: Sequence[Fact], figure: Figure) -> Fact | None:
    """Return the one of the facts of a figure's document that the figure is; None where it is none of them."""
    at = figure.offset
    return next(
        (fact for fact in facts if fact.figure_start <= at < max(fact.figure_end, fact.figure_start + 1)),
        None,
    )


def names_asked(request: LedgerRequest, folded: str, *, exactly: bool) -> bool:
    """Return whether folded text names one of the indicators that a request asks for, where all of them are listed.

    Args:
        request: what is asked for.
        folded: a sentence.
        exactly: whether by a whole name; else the beginning of one will do: 粮食生产实现丰收，总产达到…….
    """
    if not all(indicator.is_listed for indicator in request.indicators):
        return True
    wanted = {name for each in request.indicators for name in (each.name, *each.instead)}
    if exactly:
        told = find_indicators(folded)
        named = {part.name for each in told for part in (each.indicator, *each.name.joint)}
        return bool(named & wanted) or any(each.shown in folded for each in request.indicators)
    # A sentence speaks of an indicator by how its name begins.
    heads = {name[:2] for each in wanted for name in _names_of(each)}
    heads |= {indicator.shown[:2] for indicator in request.indicators}
    return any(head in folded for head in heads)


def of_own_account_alone(request: LedgerRequest, folded: str) -> bool:
    """Return whether folded text names the indicators asked for only as those of the own account of a city (市级…), where a request
    is for all of it."""
    if any(OWN_ACCOUNT.fullmatch(word) for indicator in request.indicators for word in indicator.qualifiers):
        return False
    if any(place.level == "county" for place in request.places):
        # A county has no other account.
        return False
    wanted = {name for each in request.indicators for name in (each.name, *each.instead)}
    told = [mention for mention in find_indicators(folded) if mention.indicator.name in wanted]
    return bool(told) and all(any(map(OWN_ACCOUNT.fullmatch, mention.qualifiers)) for mention in told)


@cache
def _names_of(indicator: str) -> tuple[str, ...]:
    """Return the names of an indicator, and those that name it together with another: 城乡居民人均可支配收入."""
    return tuple(
        name
        for name, meant in names().items()
        if indicator in (meant.indicator.name, *(part.name for part in meant.joint))
    )


def may_be_asked(facts: Sequence[Fact], request: LedgerRequest, figure: Figure) -> bool:
    """Return whether a figure of a sentence may be one that a request asks for: its unit fits, and the ledger does not
    know it to be of another indicator, or another measure of it.

    Args:
        facts: those in the figure's evidence.
        request: what is asked for.
        figure: of a sentence.
    """
    fact = fact_of(facts, figure)
    if fact is None or fact.indicator is None:
        return _is_of_heads(request, figure) and any(
            _fits(request, indicator, figure) for indicator in request.indicators
        )
    return any(_answers(request, indicator, fact) for indicator in request.indicators)


def _is_of_heads(request: LedgerRequest, figure: Figure) -> bool:
    """Return whether the sentence of a figure tells what falls to each head where that is asked for; of all else it may be."""
    of_heads = all(_PER_PERSON in indicator.name for indicator in request.indicators)
    return not of_heads or _BY_HEAD.search(fold(figure.evidence.text)) is not None


def _fits(request: LedgerRequest, indicator: AskedIndicator, figure: Figure) -> bool:
    """Return whether the unit of a figure is one in which an indicator is told, or its growth where that is asked for."""
    if figure.quantity.kind in reckoning.OF_A_WHOLE and worded(figure)[0] == "growth":
        # What is said to have grown by so many percent is no rate that is asked for.
        return "growth" in request.measures
    listed = indicators().get(indicator.name)
    return listed is None or "level" not in request.measures or listed.fits(figure.quantity.unit)


def _answers(request: LedgerRequest, indicator: AskedIndicator, fact: Fact) -> bool:
    # 青棠一般公共预算收入 in a report of 青棠市: its own place makes no other indicator of it.
    own = (fact.region, short_name(fact.region)) if fact.region else ()
    qualifiers = tuple(word for word in fact.qualifiers if word not in own)
    if not is_indicator(indicator, fact) or not is_as_asked(indicator, qualifiers):
        return False
    if request.years and fact.year is not None and fact.year not in _told_with(request):
        # The year asked about is only what the figure is set against.
        return False
    return fact.measure in request.measures or fact.measure == "share"


def _told_with(request: LedgerRequest) -> set[int]:
    """Return the years whose figures may answer: those asked about, and for a difference the one after."""
    years = set(request.years)
    return years | {year + 1 for year in years} if request.operation == "difference" else years


def facts_of(library: Library, figures: Sequence[Figure]) -> list[Fact]:
    """Return the facts of those figures of sentences that the ledger knows."""
    facts = (fact_of(facts_in(library, figure.evidence), figure) for figure in figures)
    return [fact for fact in facts if fact is not None]


def of_one_kind(facts: Sequence[Fact], *, of_parts: bool, same_name: bool) -> bool:
    """Return whether facts are of one indicator, measure, unit and length of time.

    Args:
        of_parts: whether parts of a year are compared on purpose.
        same_name: whether their sentences call them the same, or whose they are tells them apart, so that qualifiers and
            names that nobody lists make no difference.
    """
    return len({_kind_of(fact, of_parts, same_name) for fact in facts}) < 2


def _kind_of(fact: Fact, of_parts: bool, same_name: bool) -> tuple[object, ...]:
    told = () if same_name else fact.qualifiers
    qualifiers = frozenset(word for word in told if not WAY_OF_COUNTING.fullmatch(word))
    time = None if of_parts else (fact.period, fact.month)
    name = fact.indicator or ("" if same_name else plain_name(fact.name))
    return (name, qualifiers, fact.measure, fact.base_unit, time)


def worded(figure: Figure) -> tuple[str, bool]:
    """Return what the words before a figure make of it: a growth, a share or an amount, and whether it is per head."""
    before = figure.before
    measure = "growth" if GROWTH.search(before) else "share" if SHARE.search(before) else "level"
    return measure, PER_HEAD.search(before) is not None
