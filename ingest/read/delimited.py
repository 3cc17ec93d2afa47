"""Delimited text (csv, tsv) → blocks: one table, or several with blank lines between them."""

from __future__ import annotations

import csv
import io
from collections import Counter

from ingest.errors import UnreadableFile
from ingest.read.sheet import Sheet, blocks_of
from ingest.schema import SourceText

_DELIMITERS = ",\t;|，"
# Rows from which the delimiter is told.
_LOOKED_AT = 50
# Characters of one cell; a row that was never closed by its quotation mark is longer.
_LONGEST_CELL = 200_000


def read_delimited(text: str) -> SourceText:
    """Return the blocks of the lines of a csv or tsv file, whatever its delimiter is.

    Raises:
        UnreadableFile: its quotation marks do not match, or it holds too much.
    """
    lines = [line for line in text.split("\n") if not line.startswith("sep=")]
    rows = _parsed("\n".join(lines), delimiter_of(lines))
    sheet = Sheet("", [[" ".join(cell.split()) for cell in row] for row in rows])
    return SourceText(tuple(blocks_of([sheet])), "csv")


def delimiter_of(lines: list[str]) -> str:
    """Return the character that parts most rows into the same number of cells, more than one."""
    head = [line for line in lines if line.strip()][:_LOOKED_AT]

    def agreement(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(head, delimiter=delimiter) if len(row) > 1)
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return rows, width

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
