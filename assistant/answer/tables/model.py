"""A table prepared for questions: folded labels, rows of cells, figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.read.table_rows import BELOW
from ingest.schema import Table as StoredTable
from ingest.schema import TableRow

# Of the column under an empty corner.
_UNLABELLED = "名称"
_NUMBER = re.compile(r"[-－−]?\d[\d,]*(?:\.\d+)?")
# What stands where there is nothing to tell.
_NOTHING = re.compile(r"[-—–－/…]+")
# A column named for a part of people alone, and what the whole of it ends in.
_PART = re.compile(r"城镇|农村|乡村|城市|男性?|女性?")
_PARTED = ("收入", "支出", "人口", "人数", "就业", "存款", "户数")
# A blank where the label was broken into lines.
_BROKEN = re.compile(r"(?<=[一-鿿])\s+(?=[一-鿿])")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_NAMES = re.compile(r"名称|(?:项目|工程|指标|事项|任务|实事|单位|乡镇|企业)$")
# The share of rows that a column of names tells apart.
NEARLY_APART = 0.8


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
        """Return its figure; None where it holds none or several, which cannot be computed with."""
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
        """Return the cell under `label`, if it is filled."""
        return next((cell for cell in self.cells if cell.label == label), None)


@dataclass(frozen=True)
class FoldedTable:
    """A table.

    Attributes:
        start, end: offsets in the text, from its header to its last row.
        caption: the short lines above it, folded.
        labels: of its columns, folded, without units, numbers and units of measure left out.
        rows: all but totals.
        totals: the rows that add up others.
    """

    start: int
    end: int
    caption: str
    labels: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...] = ()

    def values(self, label: str) -> list[Cell]:
        """Return the filled cells under `label`."""
        return [cell for row in self.rows if (cell := row.cell(label))]

    def is_measure(self, label: str) -> bool:
        """Return whether most cells under `label` are figures."""
        cells = self.values(label)
        return bool(cells) and sum(cell.quantity is not None for cell in cells) * 2 > len(cells)

    @cached_property
    def name(self) -> str | None:
        """Return the label of the column that identifies the rows, or None."""
        told_apart = {
            label: len({cell.value for cell in self.values(label)})
            for label in self.labels
            if not self.is_measure(label)
        }
        apart = [label for label, rows in told_apart.items() if rows == len(self.rows)]
        named = [label for label in apart if _NAMES.search(label)]
        # A work that has money twice has two rows.
        least = NEARLY_APART * len(self.rows)
        nearly = [label for label, rows in told_apart.items() if rows >= least and _NAMES.search(label)]
        return next(iter([*named, *nearly, *apart]), None)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the names of its rows, folded, totals left out; none where no column identifies them."""
        return tuple(fold(cell.value).strip() for cell in self.values(self.name)) if self.name else ()


def table_of(stored: StoredTable, text: str) -> FoldedTable:
    """Return a stored table, prepared for questions.

    Args:
        text: the stored text of its document.
    """
    labels = _below_wholes(
        [
            BELOW.join(_BROKEN.sub("", fold(part)) for part in parts) or _UNLABELLED * bool(parts)
            for parts in stored.labels
        ]
    )
    rows = [(_row(row, labels, text), row.is_total) for row in stored.rows]
    return FoldedTable(
        start=stored.start,
        end=stored.end,
        caption=fold(stored.caption),
        labels=tuple(dict.fromkeys(filter(None, labels))),
        rows=tuple(row for row, is_total in rows if not is_total),
        totals=tuple(row for row, is_total in rows if is_total),
    )


def _below_wholes(labels: list[str]) -> list[str]:
    """Return the labels with those of mere parts, 城镇 and 农村 beside 居民人均可支配收入, below that of the whole to their left."""
    found: list[str] = []
    whole = ""
    for label in labels:
        if not _PART.fullmatch(label):
            whole = label
        found.append(
            f"{whole}{BELOW}{label}" if whole.endswith(_PARTED) and _PART.fullmatch(label) else label
        )
    return found


def _row(row: TableRow, labels: Sequence[str], text: str) -> Row:
    cells = (
        Cell(labels[cell.column], text[cell.start : cell.end], cell.unit, cell.start, cell.end)
        for cell in row.cells
        if not _NOTHING.fullmatch(text[cell.start : cell.end].strip())
    )
    return Row(row.start, row.end, tuple(cells))
