"""Group the facts of a library into cells: one figure of one region and time, however many documents tell it.

Nothing is dropped and nothing averaged: a cell has the figure that is preferred, all others, and whether they agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from assistant.ledger.agreement import agree
from assistant.ledger.wholes import is_whole
from ingest.chinese.units import UNITS
from ingest.facts.model import Fact, Measure, Period, StoredFact
from ingest.schema import Region

# One document tells it; all that tell it agree; the region itself told another figure later; documents contradict one
# another; a person has confirmed the figure, or put another in its place.
CellState = Literal["single", "agreed", "revised", "contradicted", "confirmed", "corrected"]
# How a growth over the year before is said; where nothing is said it is meant.
_YEAR_BEFORE = frozenset({"上年", "去年", "上年同期", "去年同期", "同期", "前一年"})
# The measure word that stands in keys for all that count the same: 个, 家 and 户 of firms.
COUNT = "个"
# Behind every document of the region itself that has a date.
_NO_DATE = 100


@dataclass(frozen=True, slots=True)
class CellKey:
    """What makes two facts figures of one thing.

    Attributes:
        indicator: the canonical name, or the name as written of an indicator that is not listed.
        base_unit: "个" for all measure words of things.
        base: what a growth, change or share is measured against; "上年" also where nothing is said.
        is_target: what is wanted is never a figure of what was reached; an estimate is one.
    """

    region: str | None
    place: str | None
    year: int | None
    period: Period
    month: int | None
    indicator: str
    qualifiers: tuple[str, ...]
    measure: Measure
    base_unit: str
    base: str | None
    from_year: int | None
    is_target: bool


@dataclass(frozen=True, slots=True)
class CellCorrection:
    """What a person says of a cell: the figure that counts from then on, also one that was found.

    Attributes:
        value, unit: as they wrote it.
        amount: the same with its sign, in the cell's base unit.
        note: why, in their words; "" where they gave none.
        by, at: who said so, "" where nobody signs in, and when, an ISO time.
    """

    value: float
    unit: str
    amount: float
    note: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure with everything that tells it.

    Attributes:
        preferred: the figure to show; of a corrected cell it has the person's value and the source that was found.
        others: all other facts of the cell, the likelier ones first; of a corrected cell all that were found.
        state: see the type.
        correction: of a confirmed or corrected cell.
    """

    key: CellKey
    preferred: StoredFact
    others: tuple[StoredFact, ...] = ()
    state: CellState = "single"
    correction: CellCorrection | None = None

    @property
    def dissenting(self) -> tuple[StoredFact, ...]:
        """Return the other facts whose figure is not the preferred one, beyond rounding."""
        return tuple(other for other in self.others if not agree(self.preferred.fact, other.fact))

    @property
    def tellings(self) -> tuple[StoredFact, ...]:
        """Return all facts that tell the cell, as they were found."""
        return self.others if self.state == "corrected" else (self.preferred, *self.others)


def cells(
    facts: Iterable[StoredFact],
    corrections: Mapping[CellKey, CellCorrection] | None = None,
    regions: Mapping[Region, Region] | None = None,
) -> list[Cell]:
    """Return the cells of `facts`, in the order in which each is first told.

    Args:
        facts: of any documents; those without region or year form cells of their own.
        corrections: what people said of cells, by key; those of cells that no fact fills are left out.
        regions: region as told → region in the key, where they differ; else `placed` says which.
    """
    grouped: defaultdict[CellKey, list[StoredFact]] = defaultdict(list)
    told = list(facts)
    known = placed(told) if regions is None else regions
    for fact in told:
        grouped[key_of(fact.fact, known)].append(fact)
    said = corrections or {}
    return [_corrected(_cell(key, found), said.get(key)) for key, found in grouped.items()]


def placed(facts: Iterable[StoredFact]) -> dict[Region, Region]:
    """Return region without place → the one with its place, where facts tell of one region of its name alone."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for stored in facts:
        if stored.fact.region and stored.fact.place:
            places[stored.fact.region].add(stored.fact.place)
    return {(region, None): (region, min(known)) for region, known in places.items() if len(known) == 1}


def key_of(fact: Fact, regions: Mapping[Region, Region] | None = None) -> CellKey:
    """Return the key of the cell that a fact belongs to; `regions` as for `cells`."""
    region, place = fact.region, fact.place
    if regions and region is not None:
        region, place = regions.get((region, place), (region, place))
    return CellKey(
        region,
        place,
        fact.year,
        fact.period,
        fact.month,
        fact.indicator or fact.name,
        fact.qualifiers,
        fact.measure,
        COUNT if fact.base_unit in _measure_words() else fact.base_unit,
        _base_of(fact),
        fact.from_year,
        fact.status == "target",
    )


@cache
def _measure_words() -> frozenset[str]:
    """Return the measure words that count what 个 counts, also by way of another: 户 counts what 家 counts."""
    found, left = {COUNT}, [COUNT]
    while left:
        for name in UNITS[left.pop()].alike:
            if name not in found and name in UNITS and UNITS[name].kind == "count":
                found.add(name)
                left.append(name)
    return frozenset(found)


def _base_of(fact: Fact) -> str | None:
    """Return the base that a fact is measured against, one word for the year before however it is called."""
    if fact.measure == "level":
        return None
    before = fact.base in _YEAR_BEFORE or (fact.year is not None and fact.base == f"{fact.year - 1}年")
    unsaid = fact.measure == "growth" and fact.base is None and fact.from_year is None
    return "上年" if before or unsaid else fact.base


def _cell(key: CellKey, found: Sequence[StoredFact]) -> Cell:
    """Return the cell of facts that share a key, at least one."""
    if len(found) == 1:
        return Cell(key, found[0])
    ranked = sorted(found, key=_preference)
    first = ranked[0]
    if first.fact.bound:
        # 突破10亿大关，完成11.68亿元: the exact figure that bears the other out.
        exact = (each for each in ranked if not each.fact.bound and agree(each.fact, first.fact))
        first = next(exact, first)
    # 全市预计完成88亿元，市本级完成36亿元: what the whole was expected to be before what a part of it was.
    earliest = min(ranked, key=lambda each: (each.source.doc != first.source.doc, each.fact.figure_start))
    if not agree(earliest.fact, first.fact) and is_whole(
        earliest, [each for each in ranked if not agree(each.fact, earliest.fact)]
    ):
        first = earliest
    others = tuple(each for each in ranked if each is not first)
    differing = [other for other in others if not agree(first.fact, other.fact)]
    if not differing:
        return Cell(key, first, others, "agreed")
    revised = all(_supersedes(other, first) or _supersedes(first, other) for other in differing)
    return Cell(key, first, others, "revised" if revised else "contradicted")


def _preference(stored: StoredFact) -> tuple[object, ...]:
    """Return what orders the facts of a cell, the preferred one first."""
    fact, source = stored.fact, stored.source
    return (
        not _is_own(stored),
        # A result that the region itself told before one that it expected, also where it told it later.
        fact.status == "estimate",
        _distance(stored),
        bool(fact.bound),
        source.kind != "work-report",
        source.date or "",
        source.doc,
        fact.start,
        fact.figure_start,
    )


def _is_own(stored: StoredFact) -> bool:
    """Return whether the region that the figure is of tells it itself."""
    fact, source = stored.fact, stored.source
    if source.region is None or source.region != fact.region:
        return False
    return source.place is None or fact.place is None or source.place == fact.place


def _distance(stored: StoredFact) -> int:
    """Return how far a document is from the one that tells such figures first hand: 0 for that one.

    Results of a year are in the report of the next, then in later ones, then in what was written before the year had
    ended; targets, and figures of a part of a year, in what is of the year itself, then in the nearest year.
    """
    fact, written = stored.fact, _year_written(stored)
    if fact.year is None or written is None:
        return _NO_DATE
    if fact.status == "target" or fact.period not in ("year", "five-year"):
        return abs(written - fact.year)
    late = written - fact.year - 1
    return late if late >= 0 else _NO_DATE // 2 - late


def _year_written(stored: StoredFact) -> int | None:
    date = stored.source.date
    return int(date[:4]) if date and date[:4].isdecimal() else None


def _supersedes(later: StoredFact, earlier: StoredFact) -> bool:
    """Return whether a region itself has told another figure for what it told before, or expected before."""
    if not (_is_own(later) and _is_own(earlier)) or later.source.doc == earlier.source.doc:
        return False
    return bool(earlier.source.date) and (later.source.date or "") > (earlier.source.date or "")


def _corrected(cell: Cell, said: CellCorrection | None) -> Cell:
    """Return the cell with what a person said of it: confirmed where a document tells the same, else corrected."""
    if said is None:
        return cell
    told = cell.tellings
    same = next((each for each in told if each.fact.amount == said.amount and not each.fact.bound), None)
    if same is not None:
        return Cell(cell.key, same, tuple(each for each in told if each is not same), "confirmed", said)
    fact = replace(cell.preferred.fact, value=said.value, unit=said.unit, amount=said.amount, bound="")
    return Cell(cell.key, replace(cell.preferred, fact=fact), told, "corrected", said)
