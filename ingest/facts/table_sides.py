"""Take apart tables that stand side by side in one: income at the left, expenditure at the right, a row for both."""

from __future__ import annotations

from dataclasses import replace

from ingest.facts.table_labels import WORDS, plain
from ingest.schema import Table

_HEADING = WORDS.words("heading")


def sides(table: Table) -> list[Table]:
    """Return the tables that stand side by side in one, each with the labels and cells of its columns alone.

    Each begins with a column whose label says that it names indicators, behind a column that names none.
    """
    names = [bool(label) and _HEADING.fullmatch(plain(label[-1])) is not None for label in table.labels]
    starts = [
        i for i, is_name in enumerate(names) if is_name and (i == 0 or not names[i - 1]) and any(names[:i])
    ]
    if not starts:
        return [table]
    edges = [0, *starts, len(table.labels)]
    return [_side(table, first, last) for first, last in zip(edges, edges[1:], strict=False)]


def _side(table: Table, first: int, last: int) -> Table:
    labels = tuple(label if first <= i < last else () for i, label in enumerate(table.labels))
    rows = (
        replace(row, cells=tuple(cell for cell in row.cells if first <= cell.column < last))
        for row in table.rows
    )
    return replace(table, labels=labels, rows=tuple(row for row in rows if row.cells))
