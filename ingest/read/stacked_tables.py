"""Find tables of figures that came with one cell on each line: labels, then a name and its figures, row after row.

The number of columns must be told twice: by the rows, which are all alike, and by the labels above them, of which there
are as many. A table whose cells do not add up to that is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.chinese.script import fold
from ingest.chinese.units import UNIT
from ingest.read.lines_with_tables import FoundTable, with_tables
from ingest.read.table_grid import LONGEST_LABEL, grid_of, layout
from ingest.schema import Block

_FIGURE = re.compile(rf"[-+−－]?\d[\d,]*(?:\.\d+)?(?:%|‰|{UNIT})?|[-—–－/]{{1,3}}|与?上?年?持平")
_UNIT = re.compile(UNIT)
# Ends of sentences, and headings of the text: 二、农林牧渔业.
_NO_CELL = re.compile(r"[。！？；!?;]|[，,：:]$|^第[一二三四五六七八九十]+[章节]")
# The label of the column that names the rows.
_NAMING = re.compile(
    r"(?:主要|各类)?(?:指标|项目|科目|产品|品名|产业|行业|类别|类型|分类|名称|地区|县区|县市区?|区县|年份|年度)(?:名称)?(?:\(单位\))?"
)
_UNIT_LABEL = re.compile(r"(?:计量|计算)?单位")
# What a label of figures says: a measure, a unit, a time.
_MEASURE = re.compile(
    r"[%‰±]|\([^()]+\)$|增长|增减|增速|绝对|数|[总产销]量|额|值|率|指数|比重|占比|面积|(?:19|20)\d\d年?|合计|余额|存栏|出栏"
)
_LONGEST_CELL = LONGEST_LABEL + 6
_LONGEST_FIGURE = 16
_LEAST_ROWS, _MOST_FIGURES = 3, 12


@dataclass(frozen=True, slots=True)
class _Cell:
    """A line that may be a cell.

    Attributes:
        line: its index among the lines.
        text: without blanks around it.
        is_figure: whether it is a number or stands for one.
    """

    line: int
    text: str
    is_figure: bool


def with_stacked_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return `blocks` with a table for each run of lines that are its cells."""
    return with_tables(blocks, _tables)


def _tables(lines: Sequence[str]) -> list[FoundTable]:
    if sum(len(line) <= _LONGEST_FIGURE and line.strip()[:1].isdecimal() for line in lines) < _LEAST_ROWS:
        return []
    found: list[FoundTable] = []
    for run in _runs(lines):
        at = 0
        while at < len(run):
            table = _table(run, at) if run[at].is_figure else None
            if table is None:
                at += 1
                continue
            found.append(table)
            at = next((i for i in range(at, len(run)) if run[i].line >= table.end), len(run))
    return found


def _runs(lines: Sequence[str]) -> list[list[_Cell]]:
    """Return the runs of lines that may be cells; blank lines between them count for nothing."""
    runs: list[list[_Cell]] = [[]]
    for index, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        if len(text) > _LONGEST_CELL or _NO_CELL.search(text):
            runs.append([])
        else:
            is_figure = _FIGURE.fullmatch(fold(text).replace(" ", "")) is not None
            runs[-1].append(_Cell(index, text, is_figure))
    return [run for run in runs if sum(cell.is_figure for cell in run) >= _LEAST_ROWS]


def _table(run: Sequence[_Cell], first: int) -> FoundTable | None:
    """Return the table whose first figure is run[first]; None where labels and rows do not agree on its columns."""
    last = min(len(run), first + _MOST_FIGURES + 1)
    figures = next((i for i in range(first, last) if not run[i].is_figure), last) - first
    if figures > _MOST_FIGURES or first < 2:
        return None
    for names in (2, 1):
        start, width = first - names, names + figures
        head = start - width
        if head < 0 or any(cell.is_figure for cell in run[head:first]):
            continue
        labels = [cell.text for cell in run[head:start]]
        if not _are_labels([fold(label).replace(" ", "") for label in labels], names):
            continue
        end = _end(run, start, names, figures)
        rows = [[cell.text for cell in run[i : i + width]] for i in range(start, end, width)]
        if len(rows) >= _LEAST_ROWS and layout(grid := grid_of([labels, *rows])).labels:
            return FoundTable(run[head].line, run[end - 1].line + 1, grid)
    return None


def _are_labels(labels: Sequence[str], names: int) -> bool:
    """Return whether these are the labels of a table: what names its rows, the unit where rows have one, and measures."""
    return (
        _NAMING.fullmatch(labels[0]) is not None
        and (names == 1 or _UNIT_LABEL.fullmatch(labels[1]) is not None)
        and all(map(_MEASURE.search, labels[names:]))
        and len(set(labels)) == len(labels)
    )


def _end(run: Sequence[_Cell], start: int, names: int, figures: int) -> int:
    """Return the index behind the last row that is like the first: its name, the unit that it may have, its figures."""
    width, at = names + figures, start
    while at + width <= len(run):
        row = run[at : at + width]
        is_named = not any(cell.is_figure for cell in row[:names]) and all(
            cell.is_figure for cell in row[names:]
        )
        if not is_named or (names == 2 and not _UNIT.fullmatch(fold(row[1].text))):
            break
        # A further figure belongs to no column.
        if at + width < len(run) and run[at + width].is_figure:
            break
        at += width
    return at
