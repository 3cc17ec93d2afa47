"""The sides of a request, one for each indicator, place and year, each with the cell of the ledger that fills it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from assistant.answer import reckoning
from assistant.answer.from_ledger.figures import Figure, quantity_of
from assistant.answer.from_ledger.wording import ADDED, COMPARABLE, OWN_ACCOUNT, WAY_OF_COUNTING
from assistant.ledger.cells import Cell
from assistant.ledger.wholes import is_whole
from assistant.question.asked_indicators import AskedIndicator, plain_name
from assistant.question.held_places import Place
from assistant.question.ledger_request import LedgerRequest
from ingest.chinese.quantity import Quantity
from ingest.facts.indicators import indicators
from ingest.facts.model import Fact, Measure

_SHARE, NEW = "占比", "新增"
# The base and the qualifier of a growth that is the mean of several years', and the periods that it is told of.
_YEARLY, _OF_YEARS = "年均", ("five-year", "year")
# The account of a city or a county itself, whatever it is called, and the group of indicators that have one.
_OWN, _MONEY = "本级", "财政"
# The growth of output and of value added is published at constant prices, whether a text says so or not.
_AT_CONSTANT_PRICES = ("生产总值", "增加值")


@dataclass(frozen=True, slots=True)
class Side:
    """A figure that is asked for.

    Attributes:
        indicator, place, year, measure: what it is of.
        cell: the cell that fills it; None where no cell surely does.
        unlike: what the ledger has of the indicator there instead: a growth where the amount is asked for.
        sentence: the figure of a sentence that surely tells it where no cell does.
        is_target: whether it is what was aimed at.
    """

    indicator: AskedIndicator
    place: Place
    year: int
    measure: Measure
    cell: Cell | None
    unlike: tuple[Cell, ...] = ()
    sentence: Figure | None = None
    is_target: bool = False

    @property
    def is_known(self) -> bool:
        """Return whether it is filled."""
        return self.cell is not None or self.sentence is not None

    @property
    def quantity(self) -> Quantity:
        """Return its figure.

        Raises:
            ValueError: it has none.
        """
        return quantity_of(self.fact) if self.sentence is None else self.sentence.quantity

    @property
    def shown(self) -> str:
        """Return its figure as an answer gives it, with how exact it is.

        Raises:
            ValueError: it has none.
        """
        return reckoning.as_given(self.quantity)

    @property
    def fact(self) -> Fact:
        """Return the fact that fills it.

        Raises:
            ValueError: no fact does.
        """
        if self.cell is None:
            raise ValueError(f"no figure of {self.place.name} in {self.year}")
        return self.cell.preferred.fact


def is_of(fact: Fact, place: Place) -> bool:
    """Return whether a fact is of a place that the library tells of."""
    return any(
        fact.region == region and (fact.place is None or wider is None or fact.place == wider)
        for region, wider in place.filed
    )


def sides_of_request(
    request: LedgerRequest, found: Sequence[Cell], asked_units: Sequence[str], measure: Measure
) -> list[Side]:
    """Return the sides of a request whose places and years are known, in the order of the question.

    All sides of an indicator are filled by cells with the same qualifiers and in units of one kind.

    Args:
        found: the cells of its places and indicators.
        asked_units: units without scale in which the question asks for the figure; empty for any.
        measure: which of the request's measures the figures are to be.
    """
    filled = []
    yearly = request.yearly and measure == "growth"
    for indicator in request.indicators:
        if yearly:
            indicator = replace(indicator, qualifiers=(*indicator.qualifiers, _YEARLY))
        # Cells of the indicator by place and year.
        there = {
            (place, year): [
                cell
                for cell in found
                if cell.key.year == year
                and is_of(cell.preferred.fact, place)
                and _is_named(cell, indicator)
                and cell.key.is_target == request.is_target
                and cell.key.month is None
                and cell.key.period in (_OF_YEARS if yearly else (request.period,))
            ]
            for place, year in request.pairs
        }
        chosen = _alike(
            indicator,
            [_fitting(indicator, cells_, measure, yearly=yearly) for cells_ in there.values()],
            asked_units,
        )
        for (place, year), cell in zip(request.pairs, chosen, strict=True):
            unlike = () if cell else tuple(there[place, year])
            filled.append(Side(indicator, place, year, measure, cell, unlike, is_target=request.is_target))
    return filled


def is_doubtful(cell: Cell) -> bool:
    """Return whether one document tells several figures of a cell, of which none is the whole and the others its parts:
    then one of them was not read rightly."""
    docs = [other.source.doc for other in cell.dissenting]
    several = cell.preferred.source.doc in docs or len(set(docs)) < len(docs)
    return cell.correction is None and several and not is_whole(cell.preferred, cell.dissenting)


def is_disputed(cell: Cell) -> bool:
    """Return whether documents contradict one another on a cell."""
    return cell.state == "contradicted" and not is_whole(cell.preferred, cell.dissenting)


def _is_named(cell: Cell, indicator: AskedIndicator) -> bool:
    fact = cell.preferred.fact
    if not indicator.is_listed:
        return fact.indicator is None and plain_name(fact.name) == indicator.name
    return is_indicator(indicator, fact) and indicator.written in plain_name(fact.name)


def is_indicator(indicator: AskedIndicator, fact: Fact) -> bool:
    """Return whether a fact is of a listed indicator: 第三产业占40% tells 第三产业占比 as the share of 第三产业增加值."""
    if fact.indicator is None or fact.indicator in (indicator.name, *indicator.instead):
        return fact.indicator is not None
    part = indicator.name.removesuffix(_SHARE)
    return fact.measure == "share" and part != indicator.name and fact.indicator in (part, f"{part}增加值")


def _fitting(
    indicator: AskedIndicator, there: Sequence[Cell], measure: Measure, *, yearly: bool
) -> list[Cell]:
    """Return the cells that give the measure asked for: of a rate a share is its level.

    Args:
        yearly: whether a growth is to be that of each of several years.
    """
    return [
        cell
        for cell in there
        if (cell.key.from_year is None or cell.key.base == _YEARLY)
        and (
            (cell.key.measure == "level" and measure == "level")
            or (cell.key.measure == "share" and measure == "level" and _is_rate(indicator))
            or cell.key.measure == measure == "share"
            or (
                cell.key.measure == "growth" == measure
                and cell.key.base == ("上年" if not yearly else _YEARLY)
            )
            # What was newly added to a stock in the year.
            or (cell.key.measure == "change" and measure == "level" and _is_of_added(indicator))
        )
    ]


def _is_of_added(indicator: AskedIndicator) -> bool:
    return any(ADDED.fullmatch(word) for word in indicator.qualifiers)


def _is_rate(indicator: AskedIndicator) -> bool:
    listed = indicators().get(indicator.name)
    return listed is not None and listed.kind == "share"


def _alike(
    indicator: AskedIndicator, there: Sequence[Sequence[Cell]], asked_units: Sequence[str]
) -> list[Cell | None]:
    """Return for each side the cell that fills it; all chosen share qualifiers and unit, those that fill the most sides.

    What the question says comes before what it leaves open.
    """
    kinds = dict.fromkeys(map(_kind, (cell for side in there for cell in side)))
    allowed = [kind for kind in kinds if is_as_asked(indicator, kind.qualifiers)]
    if asked_units:
        # 多少人 is not answered in 户.
        allowed = [kind for kind in allowed if kind.unit in asked_units]

    def worth(kind: _Kind) -> tuple[int, bool, bool, int]:
        filled = sum(any(_kind(cell) == kind for cell in side) for side in there)
        plain = len(kind.qualifiers) == len(indicator.qualifiers)
        return (filled, kind.name == indicator.name, plain, -allowed.index(kind))

    if not allowed:
        return [None] * len(there)
    best = max(allowed, key=worth)
    return [_only([cell for cell in side if _kind(cell) == best]) for side in there]


class _Kind(NamedTuple):
    """What figures must share to stand side by side."""

    name: str
    qualifiers: tuple[str, ...]
    unit: str


def _kind(cell: Cell) -> _Kind:
    key, qualifiers = cell.key, cell.key.qualifiers
    if key.measure == "growth" and key.indicator.endswith(_AT_CONSTANT_PRICES):
        qualifiers = tuple(word for word in qualifiers if word != COMPARABLE)
    return _Kind(key.indicator, qualifiers, key.base_unit)


def is_as_asked(indicator: AskedIndicator, qualifiers: tuple[str, ...]) -> bool:
    """Return whether figures with these qualifiers are of the indicator as the question names it."""
    of_money = indicator.name in indicators() and indicators()[indicator.name].group == _MONEY

    def plain(word: str) -> str:
        if ADDED.fullmatch(word):
            return NEW
        return _OWN if of_money and OWN_ACCOUNT.fullmatch(word) else word

    asked, told = (set(map(plain, words)) for words in (indicator.qualifiers, qualifiers))
    return asked <= told and all(WAY_OF_COUNTING.fullmatch(word) for word in told - asked)


def _only(found: Sequence[Cell]) -> Cell | None:
    """Return the single cell, or one of several that tell the same; of others, such as those of two bases, none is sure."""
    told = {cell.preferred.fact.amount for cell in found}
    return found[0] if found and len(told) == 1 else None
