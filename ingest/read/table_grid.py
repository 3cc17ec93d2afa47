"""Lay out the grid of a table: the places of its cells, its header rows, and the full label of each column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, pairwise

from ingest.schema import Grid, GridCell

# Characters of one label in a header row.
LONGEST_LABEL = 24
# Tables of fewer columns are lists of pairs, which read as they stand, unless the second column is one of figures.
LEAST_COLUMNS = 3
_MOST_HEADER_ROWS, _MOST_COLUMNS = 3, 200
# Places of a grid. A yearbook's largest table has some ten thousand; spans that claim millions are damage or malice.
_MOST_PLACES = 1_000_000
_PERIOD = re.compile(
    r"(?:19|20)\d\d(?:[-—–~～至](?:19|20)?\d\d)?年?|\d{1,2}(?:[-—–~～至]\d{1,2})?月(?:份|末|底)?|[1-4]季度"
)
# What an index is measured against: 以上年为100.
_INDEX_BASE = re.compile(r"以?[上去]年(?:同期|同月)?(?:[为=＝])100")
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_FIGURE = re.compile(r"[-－−+]?\d[\d,]*(?:\.\d+)?")

Matrix = list[list[GridCell | None]]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is laid out.

    Attributes:
        rows: the cell that covers each place, row by row; None where there is none. Columns that hold nothing are left out.
        first: the index of the header's first row; above it stand rows of one cell, which are its caption.
        body: the index of the first row below the header.
        labels: of each column, from the outermost header row to the innermost; one may be (), that of an empty corner.
            Empty where the table has no header.
    """

    rows: Matrix
    first: int
    body: int
    labels: tuple[tuple[str, ...], ...]


def place(rows: Iterable[Sequence[GridCell]], caption: str = "") -> Grid:
    """Return the grid of `rows`, whose cells know their spans but not their places.

    Each goes to the next free column. Spans beyond all measure count as none.
    """
    taken: set[tuple[int, int]] = set()
    placed: list[GridCell] = []
    listed = list(rows)
    claimed = sum(
        min(cell.rows, len(listed)) * min(cell.columns, _MOST_COLUMNS) for row in listed for cell in row
    )
    if claimed > _MOST_PLACES:
        listed = [[replace(cell, rows=1, columns=1) for cell in row] for row in listed]
    for y, row in enumerate(listed):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            height = max(1, min(cell.rows, len(listed) - y))
            width = max(1, min(cell.columns, _MOST_COLUMNS))
            width = next((i for i in range(1, width) if (y, x + i) in taken), width)
            taken |= {(y + i, x + j) for i in range(height) for j in range(width)}
            placed.append(GridCell(cell.text, y, x, height, width, cell.is_label))
            x += width
    return Grid(tuple(placed), caption)


def grid_of(rows: Iterable[Iterable[str]]) -> Grid:
    """Return the grid of rows of texts, each in a cell of its own."""
    return place([GridCell(text, 0, 0) for text in row] for row in rows)


def is_regular(grid: Grid) -> bool:
    """Return whether a grid has about as many places as cells: one row of thousands above many of one has far
    more."""
    height = max((cell.row + cell.rows for cell in grid.cells), default=0)
    width = max((cell.column + cell.columns for cell in grid.cells), default=0)
    return height * width <= _MOST_PLACES


def layout(grid: Grid, *, strict: bool = True) -> Layout:
    """Return how `grid` is laid out.

    Args:
        strict: a first row that neither marks nor spans show to be a header may hold no digits but those of a period.
    """
    rows = _matrix(grid)
    width = len(rows[0]) if rows else 0
    first = 0
    while first < len(rows) - 1 and width > 1 and is_line(rows[first]):
        first += 1
    least = 2 if _are_figures(rows[first + 1 :]) else LEAST_COLUMNS
    if not least <= width <= _MOST_COLUMNS or len(rows) - first < 2:
        return Layout(rows, 0, 0, ())
    body = first + _header_height(rows[first:])
    labels = _grouped(_labels(rows[first:body], rows[body:], width), rows[body:])
    marked = all(cell is None or cell.is_label or not cell.text for row in rows[first:body] for cell in row)
    unproved = not marked and body == first + 1
    if body >= len(rows) or not (
        _are_labels(labels, strict=strict and unproved) and _tell_apart(labels, rows[body:])
    ):
        return Layout(rows, 0, 0, ())
    return Layout(rows, first, body, labels)


def is_line(row: Sequence[GridCell | None]) -> bool:
    """Return whether a row holds one cell only, from its beginning: a heading inside the table, or its caption."""
    filled = {id(cell) for cell in row if cell is not None and cell.text}
    return len(row) > 1 and len(filled) == 1 and row[0] is not None and bool(row[0].text)


def is_figure(text: str) -> bool:
    """Return whether `text` is nothing but a number."""
    return bool(_FIGURE.fullmatch(text.strip()))


def _are_figures(rows: Matrix) -> bool:
    """Return whether two columns hold a name and a figure in each row, as far as a row has both."""
    pairs = [row for row in rows if len(row) == 2 and all(cell is not None and cell.text for cell in row)]
    return len(pairs) > 1 and all(
        name is not None
        and figure is not None
        and not is_figure(name.text)
        and is_figure(figure.text.rstrip("%‰"))
        for name, figure in pairs
    )


def _matrix(grid: Grid) -> Matrix:
    height = max((cell.row + cell.rows for cell in grid.cells), default=0)
    width = max((cell.column + cell.columns for cell in grid.cells), default=0)
    rows: Matrix = [[None] * width for _ in range(height)]
    for cell in grid.cells:
        for y in range(cell.row, cell.row + cell.rows):
            rows[y][cell.column : cell.column + cell.columns] = [cell] * cell.columns
    filled = {cell.column for cell in grid.cells if cell.text}
    rows = [[row[x] for x in range(width) if x in filled] for row in rows]
    return [row for row in rows if any(cell is not None and cell.text for cell in row)]


def _header_height(rows: Matrix) -> int:
    """Return the number of header rows that a table opens with.

    They reach as far down as its first cells, and one row further below a label that spans columns, or stands beside
    columns without one.
    """
    most = min(_MOST_HEADER_ROWS, len(rows) - 1)
    height = 1
    while height < most and _goes_on(rows[height - 1], rows[height]):
        height += 1
    return height


def _goes_on(row: Sequence[GridCell | None], below: Sequence[GridCell | None]) -> bool:
    """Return whether `below` is a further row of labels beneath those of `row`."""
    pairs = list(zip(row, below, strict=True))
    if any(b is not None and b is not a and _digits(b.text) for a, b in pairs):
        return False
    if all(b is None or b.is_label for b in below):
        return True
    # A format without spans leaves the columns empty over which a label reaches.
    empty = [upper is None or not upper.text for upper in row]
    spanned = [
        empty[x] or empty[x + 1 : x + 2] == [True] or sum(other is upper for other in row) > 1
        for x, upper in enumerate(row)
    ]
    # A label that spans nothing has nothing but a unit below it: other words there are a row's.
    fits = all(
        b is None or b is a or not b.text or over or _IN_BRACKETS.fullmatch(b.text)
        for (a, b), over in zip(pairs, spanned, strict=True)
    )
    labelled = all((a and a.text) or (b and b.text) for a, b in pairs[1:])
    return (
        fits and labelled and any(over and b and b.text for (_, b), over in zip(pairs, spanned, strict=True))
    )


def _labels(header: Matrix, rows: Matrix, width: int) -> tuple[tuple[str, ...], ...]:
    """Return the labels of all columns; one over the first columns together is that of the last of them, which names
    the rows behind their codes or groups, where all behind it are figures."""
    labels = [_label(header, column) for column in range(width)]
    shared = 0
    while shared + 2 < width and labels[shared] == labels[shared + 1]:
        shared += 1
    if any(_holds_words(rows, column) for column in range(shared + 1, width)):
        shared = 0
    return (*((),) * shared, *labels[shared:])


def _label(header: Matrix, column: int) -> tuple[str, ...]:
    parts: list[str] = []
    for y, row in enumerate(header):
        cell = row[column]
        text = cell.text if cell else ""
        below = header[y + 1][column] if y + 1 < len(header) else None
        if not text and below is not None and below.text and column:
            text = next((c.text for c in reversed(row[:column]) if c and c.text), "")
        if text and parts[-1:] != [text]:
            parts.append(text)
    return tuple(parts)


def _are_labels(labels: Sequence[tuple[str, ...]], *, strict: bool) -> bool:
    """Return whether these can be the labels of columns: short, none but the first ones empty.

    Args:
        strict: they may hold no digits but those of a period.
    """
    parts = [part for label in labels for part in label]
    return (
        bool(parts)
        and (all(labels[1:]) or all(dropwhile(lambda label: not label, labels)))
        and all(len(part) <= LONGEST_LABEL and "。" not in part for part in parts)
        and (not any(map(is_figure, parts)) or _are_years(parts))
        and not (strict and any(_digits(part) for part in parts))
    )


def _tell_apart(labels: Sequence[tuple[str, ...]], rows: Matrix) -> bool:
    """Return whether all labels differ, or all of each side where a column of words begins another behind one of
    figures: 收入项目 | 金额 | 支出项目 | 金额."""
    if len(set(labels)) == len(labels):
        return True
    has_words = [_holds_words(rows, column) for column in range(len(labels))]
    starts = [x for x in range(1, len(labels)) if has_words[x] and not has_words[x - 1]]
    sides = [labels[a:b] for a, b in pairwise([0, *starts, len(labels)])]
    return bool(starts) and all(len(side) > 1 and len(set(side)) == len(side) for side in sides)


def _grouped(labels: tuple[tuple[str, ...], ...], rows: Matrix) -> tuple[tuple[str, ...], ...]:
    """Return `labels` with those that stand again behind each of several others below these: 全市 | 增长 | 市区 | 增长."""
    first = next((x for x in range(1, len(labels)) if not _holds_words(rows, x)), len(labels))
    heads = [x for x in range(first, len(labels)) if labels[x] and labels.count(labels[x]) == 1]
    groups = [labels[a + 1 : b] for a, b in pairwise([*heads, len(labels)])]
    if len(heads) < 2 or heads[0] != first or not groups[0] or len(set(groups)) > 1:
        return labels
    found = list(labels)
    for a, b in pairwise([*heads, len(labels)]):
        found[a + 1 : b] = [labels[a] + label for label in labels[a + 1 : b]]
    return tuple(found)


def _holds_words(rows: Matrix, column: int) -> bool:
    texts = [cell.text for row in rows if (cell := row[column]) is not None and cell.text]
    return 2 * sum(any("一" <= char <= "鿿" for char in text) for text in texts) > len(texts)


def _are_years(labels: Sequence[str]) -> bool:
    """Return whether the figures among labels are years one after another: 1986, 1987."""
    years = [int(label) if _YEAR.fullmatch(label) else 0 for label in labels if is_figure(label)]
    return len(years) > 1 and all(a < b for a, b in pairwise(years)) and years[0] > 0


def _digits(text: str) -> bool:
    """Return whether `text` has digits that are no part of a period or of what an index is measured against."""
    return any(char.isdigit() for char in _PERIOD.sub("", _INDEX_BASE.sub("", text)))
