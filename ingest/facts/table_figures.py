"""The figures of a table's cells, with the units that their labels, their row or their table count in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Bound
from ingest.facts.table_labels import Label, plain
from ingest.schema import TableRow

_NUMBER = re.compile(
    r"(?P<over>[≥>]=?|不低于|不少于|高于|大于|超过)?(?P<under>[≤<]=?|不高于|不超过|低于|小于|控制在)?(?P<about>约)?"
    r"(?P<sign>[-+−－])?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<rest>.*)"
)
_BOUND = re.compile(r"(?P<about>左右)$|(?P<over>以上|及以上)$|(?P<under>以内|以下|及以下)$")
_BOUNDS: tuple[Bound, ...] = ("about", "over", "under")
_SCALES = {"万": 10_000, "亿": 100_000_000}
# A unit that no table of units holds: 吨公里.
_OTHER_UNIT = re.compile(r"[一-鿿a-z/]{1,8}")


RATES = ("%", "‰", "倍", "个百分点", "百分点")


@dataclass(frozen=True, slots=True)
class RowUnits:
    """What the amounts of a row count in where their cells do not say.

    Attributes:
        own: by its name or the caption; "" where neither tells.
        above: of the row that it is a part of, if it is one: 铁路 below 货物运输总量(万吨).
        is_growth: whether the row's name says that its figures are growth.
    """

    own: str
    above: str
    is_growth: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure.

    Attributes:
        value, unit, amount, base_unit, bound: see `Fact`.
    """

    value: float
    unit: str
    amount: float
    base_unit: str
    bound: Bound


def row_figures(text: str, row: TableRow, labels: Mapping[int, Label], units: RowUnits) -> dict[int, Figure]:
    """Return the figures of a row by column, those of columns whose labels are read.

    Args:
        text: the stored text.
        labels: by column.
    """
    amounts = {cell.unit for cell in row.cells if cell.unit and _is_level(labels.get(cell.column))}
    # Of ≥60 and 8左右 the table knows no unit, as they are no bare numbers.
    beside = amounts.pop() if len(amounts) == 1 else ""
    found: dict[int, Figure] = {}
    for cell in row.cells:
        label = labels.get(cell.column)
        if label is None:
            continue
        if label.percent or label.measure in ("growth", "share"):
            unit = cell.unit if cell.unit in RATES else "%"
        else:
            unit = cell.unit or ("%" if units.is_growth else units.own)
        if not unit:
            unit = (beside if _is_level(label) else "") or units.above
        figure = cell_figure(text[cell.start : cell.end], unit)
        if figure is not None:
            found[cell.column] = figure
    return found


def _is_level(label: Label | None) -> bool:
    return label is not None and label.measure is None


def cell_figure(text: str, unit: str) -> Figure | None:
    """Return the figure that a cell is; None where it is more or less than one, or its unit is not known.

    Args:
        text: of the cell.
        unit: that it counts in where it does not say so itself; "" where nothing tells.
    """
    m = _NUMBER.fullmatch(plain(text))
    if m is None:
        return None
    behind = _BOUND.search(m["rest"])
    own = m["rest"][: behind.start()] if behind else m["rest"]
    told = [
        name for name, words in {**m.groupdict(), **(behind.groupdict() if behind else {})}.items() if words
    ]
    measured = _measured(m["number"] + (own or unit), is_known=not own)
    if measured is None:
        return None
    sign = -1 if m["sign"] and m["sign"] in "-−－" else 1
    return Figure(
        value=sign * float(m["number"].replace(",", "")),
        unit=own or unit,
        amount=sign * measured[0],
        base_unit=measured[1],
        bound=next((bound for bound in _BOUNDS if bound in told), ""),
    )


def _measured(written: str, *, is_known: bool) -> tuple[float, str] | None:
    """Return the amount in its unit without scale, and that unit; None where `written` is no figure with a unit.

    Args:
        is_known: whether what stands behind the number is known to be a unit, though the table of units may lack it.
    """
    found = find_quantities(written)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(written)):
        exact = found[0].lower == found[0].upper
        return (float(found[0].lower), found[0].unit_name) if exact else None
    number = re.match(r"[\d,.]+", written)
    unit = written[number.end() :] if number else ""
    if not (is_known and number and _OTHER_UNIT.fullmatch(unit)):
        return None
    scale = _SCALES.get(unit[0], 1)
    return float(number[0].replace(",", "")) * scale, unit[1:] if scale > 1 else unit
