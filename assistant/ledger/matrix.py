"""Matrices of cells: regions by times for one series, series by times for one region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from assistant.ledger.cells import Cell, CellKey
from assistant.ledger.scale import Scale, common_scale
from assistant.ledger.series import Series, series_of
from ingest.schema import Region


class Time(NamedTuple):
    """A column: a year, or a month of one; month 0 is the whole year or the part that the series is of."""

    year: int
    month: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a matrix.

    Attributes:
        region: whose figures it has.
        series: which figures.
        cells: time → cell; a time without one is a gap.
        scale: the unit that its figures are shown in.
    """

    region: Region
    series: Series
    cells: Mapping[Time, Cell]
    scale: Scale

    def number(self, time: Time) -> Decimal | None:
        """Return the figure of a time in the row's unit; None where there is none."""
        cell = self.cells.get(time)
        return None if cell is None else self.scale.number(cell.preferred.fact)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows over times, the earliest first; every year between the first and the last is there, told or not."""

    times: tuple[Time, ...]
    rows: tuple[Row, ...]

    @property
    def cells(self) -> list[Cell]:
        """Return the cells row by row."""
        return [cell for row in self.rows for time, cell in sorted(row.cells.items())]


def regions_by_times(cells: Iterable[Cell], first: int | None = None, last: int | None = None) -> Matrix:
    """Return the matrix of one series, a row for each region, those with more cells first.

    Args:
        cells: of one series, of results or of targets; without region or year they have no place in it.
        first, last: the years between which it is; None for all that are told.
    """
    kept = [cell for cell in cells if cell.key.region and _within(cell.key, first, last)]
    scale = common_scale(cell.preferred.fact for cell in kept)
    grouped: defaultdict[tuple[Region, Series], list[Cell]] = defaultdict(list)
    for cell in kept:
        grouped[(cell.key.region or "", cell.key.place), series_of(cell.key)].append(cell)
    rows = [Row(region, series, _by_time(found), scale) for (region, series), found in grouped.items()]
    rows.sort(key=lambda row: (-len(row.cells), row.region[0], row.region[1] or ""))
    return Matrix(_times(rows, first, last), tuple(rows))


def series_by_times(cells: Iterable[Cell], first: int | None = None, last: int | None = None) -> Matrix:
    """Return the matrix of one region, a row for each series, those with more cells first.

    Args:
        cells: of one region, of results or of targets.
        first, last: as in `regions_by_times`.
    """
    grouped: defaultdict[Series, list[Cell]] = defaultdict(list)
    for cell in cells:
        if _within(cell.key, first, last):
            grouped[series_of(cell.key)].append(cell)
    rows = []
    for series, found in grouped.items():
        key = found[0].key
        scale = common_scale(cell.preferred.fact for cell in found)
        rows.append(Row((key.region or "", key.place), series, _by_time(found), scale))
    rows.sort(key=lambda row: (-len(row.cells), row.series.thing, row.series.variant))
    return Matrix(_times(rows, first, last), tuple(rows))


def _within(key: CellKey, first: int | None, last: int | None) -> bool:
    year = key.year
    return year is not None and (first is None or year >= first) and (last is None or year <= last)


def _by_time(cells: Iterable[Cell]) -> dict[Time, Cell]:
    """Return time → cell; of two cells of one time, those of sums from different years, the one that more documents tell."""
    found: dict[Time, Cell] = {}
    for cell in cells:
        time = Time(cell.key.year or 0, cell.key.month or 0)
        if time not in found or len(cell.others) > len(found[time].others):
            found[time] = cell
    return found


def _times(rows: Sequence[Row], first: int | None, last: int | None) -> tuple[Time, ...]:
    """Return the times of the columns: all months that are told of, or all years from `first`, or the first one told, on."""
    told = sorted({time for row in rows for time in row.cells})
    if not told:
        return ()
    if any(time.month for time in told):
        return tuple(told)
    return tuple(Time(year) for year in range(first or told[0].year, (last or told[-1].year) + 1))
