"""Sheets that keep one document a row, such as a column of whole texts beside those of county, year and title."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.read.members import Several, with_names_apart
from ingest.read.records import as_records, documents_in
from ingest.read.sheet import Sheet, blocks_of
from ingest.schema import SourceText

# Lines above the names of the columns: a title, who made it.
_MOST_ABOVE = 4


def read_sheets(sheets: Sequence[Sheet], form: str) -> SourceText | Several:
    """Return the tables of a workbook, or the documents in its rows; other sheets beside these are a document themselves.

    Args:
        sheets: of the workbook, or the only one of a delimited file.
        form: the format of the file, see `SourceText`.

    Raises:
        UnreadableFile: there is more than a workbook for people holds.
    """
    found = [(sheet, documents_of(sheet, form)) for sheet in sheets]
    tables = [sheet for sheet, documents in found if documents is None]
    members = with_names_apart(each for _, documents in found if documents for each in documents.members)
    own = SourceText(tuple(blocks_of(tables)), form)
    return Several(members, own if own.blocks else None) if members else own


def documents_of(sheet: Sheet, form: str) -> Several | None:
    """Return the documents in the rows of a sheet; None where its rows are data."""
    for at, row in enumerate(sheet.rows[: _MOST_ABOVE + 1]):
        labels = [" ".join(text.split()) for text in row]
        if sum(map(bool, labels)) > 1:
            return documents_in(as_records(labels, sheet.rows[at + 1 :]), form)
    return None
