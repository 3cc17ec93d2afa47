"""A document that is nothing but a table of places belongs to none of them, nor is a row of it its title."""

from __future__ import annotations

from dataclasses import replace

from ingest.chinese.divisions import Division
from ingest.chinese.place_columns import places_meant
from ingest.schema import CleanText, Table

_MOSTLY = 0.8
# Names stand in one of the first columns, behind a number or the wider place.
_MOST_BEFORE = 3


def without_rows_of_places(clean: CleanText) -> CleanText:
    """Return `clean` without its tables where they are most of its text and their rows are places; else as it is."""
    tables = [table for table in clean.tables if any(places_in_table(table, clean.text).values())]
    if sum(table.end - table.start for table in tables) < _MOSTLY * len(clean.text):
        return clean
    kept, at = "", 0
    for table in tables:
        kept += clean.text[at : table.start]
        at = table.end
    return replace(clean, text=(kept + clean.text[at:]).strip("\n"), tables=(), pages=())


def places_in_table(table: Table, text: str) -> dict[int, Division]:
    """Return the offset of a row → its place; empty where the rows of a table are no places.

    Args:
        table: of a stored text.
        text: that text.
    """
    for column in range(min(_MOST_BEFORE, len(table.labels))):
        cells = [
            (row.start, text[cell.start : cell.end])
            for row in table.rows
            if not row.is_total
            for cell in row.cells
            if cell.column == column
        ]
        meant = places_meant([name for _, name in cells])
        if any(meant):
            return {start: each for (start, _), each in zip(cells, meant, strict=True) if each is not None}
    return {}
