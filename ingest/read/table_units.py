"""The tables of a stored text: placed cells with the units they count in, without numbering and header rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.chinese.script import fold
from ingest.chinese.units import UNIT
from ingest.read.table_grid import is_figure
from ingest.read.table_rows import plain_label, unit_in
from ingest.schema import Table, TableCell, TableRow

_LONGEST_CAPTION = 60
_UNIT_LINE = re.compile(rf"(?<![一-鿿])单位[：:]\s*({UNIT})(?![一-鿿、，])")
# What a statistical bureau's site writes above the tables that it exports.
_INDICATOR_LINE = re.compile(rf"指标[：:].{{1,60}}[(（]({UNIT})[）)]\s*")
# What stands on one line with the unit above a table: its number, its date, who made it.
_BESIDE_UNIT = re.compile(
    r"(?:附?表|附件|[一-鿿]{0,4}\d+表)[\d\-一二三四五六七八九十]*|编[制报](?:单位|部门)[:：].*|(?:19|20)\d\d年[\d月日度]*"
)
_UNIT_IN_NAME = re.compile(rf"[（(]\s*(?:单位[：:]\s*)?({UNIT})[）)]$")
# A year is the label of a column: 1986.
_NUMBER_COLUMN = re.compile(r"序号|编号|no\.?|#|\d{1,3}")
# What numbers a column, or tells how it is reckoned from others.
_COLUMN_MARK = re.compile(r"(\d{1,2})(?:=[\d+\-*/×÷()%.]+)?")
# In a column of units also those that no table of units holds: 千伏安时.
_UNIT_CELL = re.compile(r"[一-鿿a-zA-Z%‰/²³23]{1,8}")
_UNIT_COLUMN = frozenset(("单位", "计量单位", "计算单位", "指标单位"))
_TOTAL = re.compile(r"(?:合|总|小|共|累)计|总数|全[省市县区旗州](?:合计)?")
# What a table counts in as a whole does not hold for its shares and numbers of things.
_OTHER_MEASURE = re.compile(r"率|比|增长|增速|±|%|增减|涨跌|个数|数量|人数|户数|面积|年份|排名|位次")
# What something rose or fell by in the unit of the table.
_DIFFERENCE = re.compile(r"(?:增|减|增加|减少|增减)(?:变动)?(?:金?额|金额)$|金额$")

# 价格指数(1-12月) gives no unit.
_TIME = re.compile(r"\d|[年月]")

Labels = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A filled cell: the index of its column, and its offsets into the stored text."""

    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row below the header, with its offsets into the stored text."""

    start: int
    end: int
    cells: Sequence[PlacedCell]


def make_table(
    text: str, start: int, above: Sequence[str], labels: Labels, rows: Sequence[PlacedRow]
) -> Table | None:
    """Return the table with these rows, for the catalogue; None where no row is left.

    Args:
        text: the stored text.
        start: offset of the line with the labels.
        above: the lines above it.
        labels: of its columns, from the outermost to the innermost.
    """
    unit = next(filter(None, map(_unit_of_table, reversed(above))), "")
    numbers = {
        i
        for i, label in enumerate(labels)
        if _NUMBER_COLUMN.fullmatch(fold("".join(map(plain_label, label))))
        or (not label and _holds_codes(text, i, rows))
    }
    units = {i for i, label in enumerate(labels) if _holds_units(text, i, label, rows)}
    made = [_row(text, labels, row, numbers, units, unit) for row in rows if not _repeats(text, labels, row)]
    made = [row for row in made if row.cells]
    if not made:
        return None
    return Table(
        start=start,
        end=made[-1].end,
        caption="\n".join(line for line in above if len(line) <= _LONGEST_CAPTION),
        labels=tuple(
            () if i in numbers | units else tuple(map(plain_label, label)) or ("",)
            for i, label in enumerate(labels)
        ),
        rows=tuple(made),
    )


def _unit_of_table(line: str) -> str:
    """Return the unit that a line above a table gives; "" where it gives none, or is a row of another table."""
    cells = [cell for part in fold(line).split("|") if (cell := part.strip())]
    if len(cells) == 1 and (indicator := _INDICATOR_LINE.fullmatch(cells[0])):
        return indicator[1]
    told = [m[1] for cell in cells if (m := _UNIT_LINE.search(cell))]
    others = [cell for cell in cells if not _UNIT_LINE.search(cell)]
    # What a row of another table above counts in is its own.
    return told[0] if len(told) == 1 and all(map(_BESIDE_UNIT.fullmatch, others)) else ""


def _row(
    text: str, labels: Labels, row: PlacedRow, numbers: set[int], units: set[int], unit: str
) -> TableRow:
    values = {cell.column: fold(text[cell.start : cell.end]).strip() for cell in row.cells}
    own_unit = next((values[i] for i in units if _UNIT_CELL.fullmatch(values.get(i, ""))), None)
    measured_in = own_unit or _unit_of_name(values, numbers) or unit
    return TableRow(
        row.start,
        row.end,
        tuple(
            TableCell(
                cell.column,
                cell.start,
                cell.end,
                _unit(labels[cell.column], values[cell.column], measured_in),
            )
            for cell in row.cells
            if cell.column not in numbers | units
        ),
        any(_TOTAL.fullmatch(re.sub(r"\s", "", value)) for value in list(values.values())[:2]),
    )


def _repeats(text: str, labels: Labels, row: PlacedRow) -> bool:
    """Return whether a row gives the header again, or numbers the columns: 栏次 | 1 | 2 | 3=2/1."""
    if _numbers_columns([fold(text[cell.start : cell.end]).strip() for cell in row.cells], labels):
        return True
    return all(
        plain_label(fold(text[cell.start : cell.end])) in map(plain_label, map(fold, labels[cell.column]))
        for cell in row.cells
    )


def _numbers_columns(cells: Sequence[str], labels: Labels) -> bool:
    """Return whether the cells of a row number the columns in order; the first may be called as its column is."""
    first = plain_label(cells[0])
    if first in ("栏次", "行次") or (labels[0] and first == plain_label(fold(labels[0][-1]))):
        cells = cells[1:]
    marks = [_COLUMN_MARK.fullmatch(cell) for cell in cells]
    counted = [int(mark[1]) for mark in marks if mark]
    return len(counted) == len(cells) > 1 and counted == list(range(counted[0], counted[0] + len(counted)))


def _holds_codes(text: str, column: int, rows: Sequence[PlacedRow]) -> bool:
    """Return whether a column holds codes alone: 2010101."""
    values = [text[cell.start : cell.end] for row in rows for cell in row.cells if cell.column == column]
    return bool(values) and all(value.isdigit() for value in values)


def _holds_units(text: str, column: int, label: tuple[str, ...], rows: Sequence[PlacedRow]) -> bool:
    """Return whether a column under 单位 gives units of measure, and not offices."""
    if fold("".join(map(plain_label, label))) not in _UNIT_COLUMN:
        return False
    return any(
        _is_unit(fold(text[cell.start : cell.end]))
        for row in rows
        for cell in row.cells
        if cell.column == column
    )


def _is_unit(value: str) -> bool:
    return re.fullmatch(UNIT, value) is not None


def _unit_of_name(values: dict[int, str], numbers: set[int]) -> str | None:
    """Return the unit that the name of a row ends with: 脐橙产量（万吨）."""
    name = next((value for column, value in values.items() if column not in numbers), "")
    own = _UNIT_IN_NAME.search(name)
    return own[1] if own else None


def _unit(label: tuple[str, ...], value: str, otherwise: str) -> str:
    if not is_figure(value):
        return ""
    folded = [fold(part) for part in label]
    unit = unit_in(folded)
    if unit and not _TIME.search(unit):
        return unit
    if label and folded[-1].endswith("%"):
        return "%"
    if _OTHER_MEASURE.search("".join(folded)) and not (folded and _DIFFERENCE.search(folded[-1])):
        return ""
    return fold(otherwise)
