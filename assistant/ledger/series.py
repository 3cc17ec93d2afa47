"""Series: what the figures of one table have in common, so that they may stand side by side and be drawn as a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.ledger.cells import CellKey
from ingest.facts.model import MULTIPLE, Measure, Period

# How a growth over the year before is said, and what nobody needs to be told; how one is that is of each of several years.
YEAR_BEFORE, YEARLY = "上年", "年均"
# What is looked at first, where a view does not say.
MEASURE_ORDER: tuple[Measure, ...] = ("level", "share", "growth", "change")


@dataclass(frozen=True, slots=True)
class Series:
    """Figures that differ by region and time alone.

    Attributes:
        indicator, qualifiers, measure, base_unit, base, period: as in `CellKey`.
        span: how many years each figure is the sum of, where it is of several; else None.
    """

    indicator: str
    qualifiers: tuple[str, ...]
    measure: Measure
    base_unit: str
    base: str | None
    period: Period
    span: int | None = None

    @property
    def thing(self) -> str:
        """Return the indicator with its qualifiers, which make another indicator of it: 人均可支配收入（农村）."""
        return thing_of(self.indicator, self.qualifiers)

    @property
    def is_ratio(self) -> bool:
        """Return whether each figure says how many times its base it is, and not by how much it is more."""
        return self.measure == "growth" and MULTIPLE in self.qualifiers

    @property
    def variant(self) -> str:
        """Return what tells the series from others of the same thing, as it stands in an address: growth|%|上年|."""
        parts = [self.measure, self.base_unit, self.base or "", str(self.span or "")]
        return "|".join([*parts, MULTIPLE] if self.is_ratio else parts)


def thing_of(indicator: str, qualifiers: Sequence[str]) -> str:
    """Return the name of an indicator with its qualifiers, save that a figure is a ratio, which makes no other of it."""
    told = [qualifier for qualifier in qualifiers if qualifier != MULTIPLE]
    return f"{indicator}（{'、'.join(told)}）" if told else indicator


def series_of(key: CellKey) -> Series:
    """Return the series that a cell belongs to.

    A sum is of all years from the first; what a figure is set against is of the one year that its base names.
    """
    span, base = None, key.base
    if key.from_year is not None and key.year is not None:
        if key.measure == "growth":
            base = base or f"{key.from_year}年"
        elif base is None:
            span = key.year - key.from_year + 1
    return Series(key.indicator, key.qualifiers, key.measure, key.base_unit, base, key.period, span)


def chosen(
    counts: Mapping[Series, int], thing: str = "", variant: str = "", period: Period = "year"
) -> Series | None:
    """Return the series that a view asks for, or the one with the most cells of what it leaves open.

    Args:
        counts: series → number of cells.
        thing: `Series.thing`; where it is "" or names only the indicator, the one with the most cells.
        variant: `Series.variant`, or its measure alone; "" for the one with the most cells, a level where it has at least
            half as many. Where there is none of this variant, another one of its measure.
        period: the part of the year.
    """
    held = [series for series in counts if series.period == period] or list(counts)
    if thing:
        exact = [series for series in held if series.thing == thing]
        held = exact or [series for series in held if series.indicator == thing]
    if not held:
        return None
    if not thing:
        most = things({series: counts[series] for series in held})[0][0]
        held = [series for series in held if series.thing == most]
    measure = variant.partition("|")[0]
    fitting = [series for series in held if series.variant == variant] or [
        series for series in held if series.measure == measure
    ]
    return min(fitting or held, key=lambda series: _rank(series, counts, bool(fitting)))


def _rank(series: Series, counts: Mapping[Series, int], measure_known: bool) -> tuple[object, ...]:
    special = series.span is not None or series.is_ratio
    weight = 2 if series.measure == "level" and not measure_known else 1
    order = MEASURE_ORDER.index(series.measure)
    return (series.thing != series.indicator, special, -weight * counts[series], order, series.variant)


def variants(counts: Mapping[Series, int], shown: Series) -> list[Series]:
    """Return the series of the same thing and period as `shown`, levels first, those with more cells before others."""
    held = [each for each in counts if each.thing == shown.thing and each.period == shown.period]
    return sorted(held, key=lambda each: (MEASURE_ORDER.index(each.measure), -counts[each], each.variant))


def things(counts: Mapping[Series, int]) -> list[tuple[str, str, int]]:
    """Return (thing, its indicator, number of cells of all its series), the most cells first."""
    total: Counter[tuple[str, str]] = Counter()
    for series, count in counts.items():
        total[series.thing, series.indicator] += count
    ordered = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    return [(thing, indicator, count) for (thing, indicator), count in ordered]
