"""Delimited text (csv, tsv) → blocks: one table, or several with blank lines between them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from ingest.errors import UnreadableFile
from ingest.read.members import Several
from ingest.read.sheet import Sheet
from ingest.read.sheet_documents import read_sheets
from ingest.schema import SourceText

_BLANK_LINES = re.compile(r"\n{4,}")
_DELIMITERS = ",\t;|，"
# Rows from which the delimiter is told.
_LOOKED_AT = 50
# Characters of one cell; a row that was never closed by its quotation mark is longer.
_LONGEST_CELL = 1_000_000


def read_delimited(text: str) -> SourceText | Several:
    """Return the blocks of the lines of a csv or tsv file, whatever its delimiter is, or the documents in them.

    Raises:
        UnreadableFile: its quotation marks do not match, or it holds too much.
    """
    lines = [line for line in _BLANK_LINES.sub("\n\n\n", text).split("\n") if not line.startswith("sep=")]
    rows = _parsed("\n".join(lines), delimiter_of(lines))
    return read_sheets([Sheet("", [[cell.strip() for cell in row] for row in rows])], "csv")


def delimiter_of(lines: list[str]) -> str:
    """Return the character that parts the greatest share of rows into the same number of cells, more than one.

    A share, as a text in quotation marks that runs over many lines is one row of the right character and many of others.
    """
    head = [line for line in lines if line.strip()][:_LOOKED_AT]

    def agreement(delimiter: str) -> tuple[float, int]:
        try:
            widths = [len(row) for row in csv.reader(head, delimiter=delimiter)]
        except csv.Error:
            # A quotation mark of another delimiter's text that is never closed.
            return 0.0, 0
        counted = Counter(width for width in widths if width > 1)
        width, rows = max(counted.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return rows / max(len(widths), 1), width

    return max(_DELIMITERS, key=agreement)


def _parsed(text: str, delimiter: str) -> list[list[str]]:
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableFile(
            f"表格文件的引号不配对，或有一格过长（{error}）；请用 Excel 或 WPS 打开后另存为 .xlsx。"
            "(Quotation marks that do not match, or a cell that is too long; save it as .xlsx.)"
        ) from error
    finally:
        csv.field_size_limit(before)
