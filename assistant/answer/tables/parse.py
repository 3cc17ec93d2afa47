"""The tables of a stored text: header, caption and rows, each cell with its label and offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.chinese.units import UNIT
from ingest.clean.spacing import LONGEST_LABEL

LEAST_COLUMNS = 3
# A line between two rows that is no longer than this is a heading inside the table, not its end.
_LONGEST_BETWEEN = 30
_CAPTION_LINES = 3
_LONGEST_CAPTION = 60
_BAR = re.compile(r"\s*\|\s*|[ 　]*\t\s*")
_LABELLED = re.compile(r"([^：:（(]{1,20}(?:[（(][^）)]*[）)])?)\s*[：:]\s*(.*)", re.DOTALL)
_BRACKETS = re.compile(r"[（(]\s*(?:单位[：:]\s*)?([^（）()]*)[）)]$")
_UNIT_LINE = re.compile(rf"(?<![一-鿿])单位[：:]\s*({UNIT})(?![一-鿿、，])")
_NUMBER = re.compile(r"[-－−]?\d[\d,]*(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_NUMBER_COLUMN = re.compile(r"序号|编号|no\.?|#|\d+")
_TOTALS = re.compile(r"(?:合|总|小|共|累)计|总数")
_NAMES = re.compile(r"名称|(?:项目|工程|指标|事项|任务|实事|单位|乡镇|企业)$")
# What a table counts in as a whole does not hold for its shares and numbers of things.
_OTHER_MEASURE = re.compile(r"率|比|增长|增速|个数|数量|人数|户数|面积|年份|排名|位次")
_UNIT_COLUMN = ("单位", "计量单位")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row.

    Attributes:
        label: its column's label, folded, without its unit.
        value: as written.
        unit: the unit that its label, its row or its table gives; "" where the value brings its own or there is none.
        start, end: offsets of the value in the text.
    """

    label: str
    value: str
    unit: str
    start: int
    end: int

    @property
    def quantity(self) -> Quantity | None:
        """Its figure; None where it holds none or several, which cannot be reckoned with."""
        return _quantity(self.value, self.unit)


@lru_cache(maxsize=8192)
def _quantity(value: str, unit: str) -> Quantity | None:
    text = fold(value).replace("－", "-").replace("−", "-").strip()
    if _YEAR.fullmatch(text) and not unit:
        return None
    below = text.startswith("-")
    bare = _NUMBER.fullmatch(text) is not None
    number = text.removeprefix("-") + (unit if bare else "")
    found = find_quantities(number)
    if len(found) != 1 or found[0].end != len(number) or found[0].value is None:
        return None
    if number[: found[0].start] not in ("", "约", "近", "超", "超过"):
        return None
    if not below:
        return found[0]
    return replace(found[0], lower=-found[0].lower, upper=-found[0].upper, written="-" + found[0].written)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its offsets in the text and its cells that are not empty."""

    start: int
    end: int
    cells: tuple[Cell, ...]

    def cell(self, label: str) -> Cell | None:
        """The cell under `label`, if it is filled."""
        return next((cell for cell in self.cells if cell.label == label), None)


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes:
        start, end: offsets in the text, from its header to its last row.
        caption: the short lines above it, folded.
        labels: of its columns, folded, without units, numbers and units of measure left out.
        rows: all but totals.
    """

    start: int
    end: int
    caption: str
    labels: tuple[str, ...]
    rows: tuple[Row, ...]

    def values(self, label: str) -> list[Cell]:
        """The filled cells under `label`."""
        return [cell for row in self.rows if (cell := row.cell(label))]

    def is_measure(self, label: str) -> bool:
        """Whether most cells under `label` are figures."""
        cells = self.values(label)
        return bool(cells) and sum(cell.quantity is not None for cell in cells) * 2 > len(cells)

    @cached_property
    def name(self) -> str | None:
        """The label of the column that tells the rows apart; None where none does."""
        apart = [
            label
            for label in self.labels
            if not self.is_measure(label)
            and len({cell.value for cell in self.values(label)}) == len(self.rows)
        ]
        return next((label for label in apart if _NAMES.search(label)), apart[0] if apart else None)


@lru_cache(maxsize=64)
def tables_of(text: str) -> list[Table]:
    """The tables in `text` whose rows stand on lines of their own under a header of three columns or more."""
    lines = [(m.start(), m.group()) for m in re.finditer(r"[^\n]+", text)]
    tables: list[Table] = []
    i = 0
    while i + 1 < len(lines):
        header = [fold(cell) for _, cell in _cells(*lines[i])]
        if len(header) >= LEAST_COLUMNS and (
            _labelled(lines[i + 1], header)
            or (_is_header(header) and _are_bare(lines[i + 1 : i + 3], header))
        ):
            above = [fold(line) for _, line in lines[max(0, i - _CAPTION_LINES) : i]]
            i, table = _table(lines, i + 1, header, above)
            tables.append(table)
        else:
            i += 1
    return tables


def _is_header(cells: list[str]) -> bool:
    """Whether each of the folded cells can be the label of a column."""
    return all(
        0 < len(cell) <= LONGEST_LABEL and not _NUMBER.fullmatch(cell) and "。" not in cell for cell in cells
    )


def _table(
    lines: list[tuple[int, str]], first: int, header: list[str], above: list[str]
) -> tuple[int, Table]:
    """The index of the line after the table, and the table whose first row is lines[first]."""
    unit = next((m[1] for line in reversed(above) if (m := _UNIT_LINE.search(line))), "")
    rows: list[Row] = []
    at, end = first, first
    # One line that is no row may stand between two: a heading inside the table, or a header given again.
    while at < len(lines) and at <= end + 1:
        cells = _labelled(lines[at], header) or _bare(lines[at], header)
        if cells:
            rows.append(_row(lines[at], cells, unit))
            end = at + 1
        elif len(lines[at][1]) > _LONGEST_BETWEEN and "|" not in lines[at][1]:
            break
        at += 1
    labels = dict.fromkeys(_plain(label) for label in header if not _NUMBER_COLUMN.fullmatch(label))
    return end, Table(
        start=lines[first - 1][0],
        end=rows[-1].end,
        caption="\n".join(line for line in above if len(line) <= _LONGEST_CAPTION),
        labels=tuple(label for label in labels if not _holds_units(label, rows)),
        rows=tuple(row for row in rows if not _is_no_entry(row)),
    )


def _holds_units(label: str, rows: list[Row]) -> bool:
    return any(_is_unit(label, cell.value) for row in rows if (cell := row.cell(label)))


def _cells(start: int, line: str) -> list[tuple[int, str]]:
    """The cells of a line with their offsets."""
    found, at = [], 0
    for m in [*_BAR.finditer(line), None]:
        end = m.start() if m else len(line)
        found.append((start + at, line[at:end]))
        at = m.end() if m else end
    return found


_Labelled = list[tuple[str, int, str]]


def _labelled(line: tuple[int, str], header: list[str]) -> _Labelled:
    """(label, offset, value) of the cells of a row that repeats the header's labels; empty where it does not."""
    known = {_plain(label) for label in header}
    found: _Labelled = []
    cells = _cells(*line)
    for start, cell in cells:
        m = _LABELLED.match(cell)
        if m and _plain(fold(m[1])) in known:
            found.append((fold(m[1]), start + m.start(2), m[2]))
        elif not found and _NUMBER.fullmatch(fold(cell)):
            continue
        else:
            return []
    # A label given twice: several rows stand on this line.
    distinct = len({label for label, _, _ in found}) == len(found)
    return found if len(found) > 1 and distinct else []


def _bare(line: tuple[int, str], header: list[str]) -> _Labelled:
    """The cells of a row that is as wide as the header and no header itself: it holds a figure."""
    cells = _cells(*line)
    if len(cells) != len(header) or not re.search(r"\d", fold(line[1])):
        return []
    return [(label, start, cell) for label, (start, cell) in zip(header, cells, strict=True) if cell]


def _are_bare(lines: list[tuple[int, str]], header: list[str]) -> bool:
    """Whether there are two lines and both are bare rows: one alone may be prose with bars."""
    return len(lines) == 2 and all(_bare(line, header) for line in lines)


def _row(line: tuple[int, str], cells: _Labelled, unit: str) -> Row:
    told = (value for label, _, value in cells if _is_unit(label, value))
    measured_in = next(told, None) or _unit_of_name(cells) or unit
    return Row(
        line[0],
        line[0] + len(line[1]),
        tuple(
            Cell(_plain(label), value, _unit(label, value, measured_in), start, start + len(value))
            for label, start, value in cells
            if value and not _NUMBER_COLUMN.fullmatch(label)
        ),
    )


def _is_unit(label: str, value: str) -> bool:
    """Whether a cell under 单位 tells what the row is counted in, and not which office it is of."""
    return _plain(label) in _UNIT_COLUMN and re.fullmatch(UNIT, fold(value)) is not None


def _unit_of_name(cells: _Labelled) -> str | None:
    """The unit that a row's first cell ends with: 脐橙产量（万吨）."""
    own = _BRACKETS.search(fold(cells[0][2]))
    return own[1] if own and re.fullmatch(UNIT, own[1]) else None


def _unit(label: str, value: str, otherwise: str) -> str:
    if not _NUMBER.fullmatch(fold(value)):
        return ""
    own = _BRACKETS.search(label)
    return own[1] if own else "" if _OTHER_MEASURE.search(label) else fold(otherwise)


def _plain(label: str) -> str:
    """A label without its unit and blanks."""
    return re.sub(r"\s", "", _BRACKETS.sub("", label)) or label


def _is_no_entry(row: Row) -> bool:
    """Whether a row only adds up the others, or gives the header again."""
    values = [re.sub(r"\s", "", fold(cell.value)) for cell in row.cells]
    return any(_TOTALS.fullmatch(value) for value in values[:2]) or all(
        _plain(value) == cell.label for value, cell in zip(values, row.cells, strict=True)
    )
