"""Find tables in plain text: lines whose cells are separated by bars or tabs, under a line of labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.read.table_grid import LEAST_COLUMNS, Layout, grid_of, layout
from ingest.read.table_units import PlacedCell, PlacedRow, make_table
from ingest.schema import Table

# Blanks before a bar are taken from their beginning on or not at all: nothing is looked for from each of many.
_BAR = re.compile(r"(?:(?<!\s)\s++)?\|\s*+|(?:(?<![ 　])[ 　]++)?\t\s*+")
_RULE = re.compile(r"(?=[^-]*-)[\s|:：\-－—]+")
# Lines that the header is looked for in: three rows of labels and two of the body.
_OPENING = 5
# A line between two rows that is no longer than this is a heading inside the table, not its end.
_LONGEST_BETWEEN = 30
_LINES_ABOVE = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not empty, and its offset in the text."""

    start: int
    text: str


def cells_between(line: str) -> list[str]:
    """Return the cells of a line between bars; bars at its ends separate nothing."""
    cells = [cell.strip() for cell in line.strip().split("|")]
    if line.lstrip().startswith("|"):
        cells = cells[1:]
    return cells[:-1] if line.rstrip().endswith("|") else cells


def bars(line: str) -> int:
    """Return how many cells stand between bars on a line; 0 where there is no bar."""
    return len(cells_between(line)) if "|" in line else 0


def is_pipe_table(lines: Sequence[str]) -> bool:
    """Return whether lines with the same number of cells are the rows of a table, and not prose with bars.

    They have bars at both ends, or there are figures in the two below the first.
    """
    if len(lines) < 2 or bars(lines[0]) < LEAST_COLUMNS:
        return False
    if all(line.strip().startswith("|") and line.strip().endswith("|") for line in lines):
        return True
    return len(lines) > 2 and all(re.search(r"\d", line) for line in lines[1:3])


def tables_in(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Table]:
    """Return the tables of three columns or more in `text`, with offsets into it.

    Args:
        taken: the spans of tables that are known already.
    """
    lines = [
        _Line(m.start(), m.group())
        for m in re.finditer(r"[^\n]+", text)
        if not any(start <= m.start() < end for start, end in taken)
    ]
    tables: list[Table] = []
    at = 0
    while at + 1 < len(lines):
        opening = _opening(lines, at) if "|" in lines[at].text or "\t" in lines[at].text else None
        if opening is None:
            at += 1
            continue
        above = [line.text for line in lines[max(0, at - _LINES_ABOVE) : at]]
        end, table = _table(text, lines, at, opening, above)
        tables += [table] if table else []
        at = end
    return tables


def _opening(lines: list[_Line], at: int) -> Layout | None:
    """Return the layout of the table that begins at lines[at], or None.

    Two rows with figures must follow the labels; one alone may be prose with bars.
    """
    outer = _is_outer(lines[at])
    first = _cells(lines[at], outer)
    if len(first) < LEAST_COLUMNS:
        return None
    rows = [first]
    for line in [line for line in lines[at + 1 : at + _OPENING + 1] if not _RULE.fullmatch(line.text)]:
        cells = _cells(line, outer)
        if len(cells) != len(first):
            break
        rows.append(cells)
    found = layout(grid_of([text for _, text in row] for row in rows[:_OPENING]), strict=False)
    body = rows[found.body : found.body + 2]
    has_figures = all(re.search(r"\d", "".join(text for _, text in row)) for row in body)
    # Above labels, a row of a single cell is no part of what stands between bars.
    return found if found.labels and found.first == 0 and len(body) == 2 and has_figures else None


def _table(
    text: str, lines: list[_Line], at: int, opening: Layout, above: list[str]
) -> tuple[int, Table | None]:
    """Return the index of the line after the table that begins at lines[at], and the table."""
    outer = _is_outer(lines[at])
    width = len(_cells(lines[at], outer))
    columns = [cell.column for cell in opening.rows[0] if cell is not None]
    rows: list[PlacedRow] = []
    first = at
    headers = opening.body
    end = at
    # One line that is no row may stand between two: a heading inside the table, or a header given again.
    while at < len(lines) and at <= end + 1:
        line = lines[at]
        at += 1
        if _RULE.fullmatch(line.text):
            end = at
        elif headers:
            headers -= 1
            end = at
        elif len(cells := _cells(line, outer)) == width and re.search(r"\d", line.text):
            rows.append(_row(line, cells, columns))
            end = at
        elif len(line.text) > _LONGEST_BETWEEN and "|" not in line.text:
            break
    return end, make_table(text, lines[first].start, above, opening.labels, rows)


def _row(line: _Line, cells: list[tuple[int, str]], columns: list[int]) -> PlacedRow:
    placed = [
        PlacedCell(index, line.start + start, line.start + start + len(cell))
        for index, column in enumerate(columns)
        for start, cell in [cells[column]]
        if cell
    ]
    return PlacedRow(line.start, line.start + len(line.text), placed)


def _is_outer(line: _Line) -> bool:
    """Return whether a line of labels stands between bars also at its ends."""
    return line.text.startswith("|") and line.text.rstrip().endswith("|")


def _cells(line: _Line, outer: bool) -> list[tuple[int, str]]:
    """Return the cells of a line with their offsets in it."""
    found, at = [], 0
    for m in [*_BAR.finditer(line.text), None]:
        end = m.start() if m else len(line.text)
        found.append((at, line.text[at:end]))
        at = m.end() if m else end
    if outer and line.text.startswith("|"):
        found = found[1:]
        return found[:-1] if line.text.rstrip().endswith("|") else found
    return found
