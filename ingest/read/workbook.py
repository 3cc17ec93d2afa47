"""Workbooks (xlsx, xls, xlsb, ods) → blocks: what the sheets show, formulas as their last results."""

from __future__ import annotations

import io
import logging
import os
import re
import struct
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ingest.errors import UnreadableFile
from ingest.faults import is_panic
from ingest.read.archive import OF_DAMAGED_ZIP
from ingest.read.cell_values import shown
from ingest.read.compound import leads_in_a_circle
from ingest.read.members import Several
from ingest.read.sheet import MOST_CELLS, Sheet, Span
from ingest.read.sheet_documents import read_sheets
from ingest.schema import SourceText

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

log = logging.getLogger(__name__)
# What openpyxl runs into where a part is missing, is other XML than its name says, or none: both parsers' errors are
# SyntaxErrors.
_OF_BROKEN_XML = (KeyError, TypeError, SyntaxError, AttributeError, IndexError)
WorkbookFormat = Literal["xlsx", "xls", "xlsb", "ods"]
# XML of all parts together: 400,000 cells take some 40 MB.
_MOST_XML = 200_000_000
_MOST_ROWS, _MOST_COLUMNS = 200_000, 500
# A cell of a column that three letters name; the number of a row.
_FAR_COLUMN = re.compile(rb"""<c r=["'][A-Z]{3}\d""")
_LAST_ROW = re.compile(rb"""<row [^>]{0,200}?\br=["'](\d{1,9})["']""")
# Rows without anything in them, after which a sheet ends: some are formatted down to the last row there can be.
_MOST_BLANK = 2_000


def read_workbook(data: bytes, form: WorkbookFormat) -> SourceText | Several:
    """Return the blocks of a workbook's visible sheets, or the documents in their rows.

    Args:
        data: the whole file.
        form: its format.

    Raises:
        UnreadableFile: damaged, protected by a password, or larger than a table for people is.
    """
    from python_calamine import CalamineError, PasswordError

    try:
        if form != "xls":
            _check_size(data)
        elif leads_in_a_circle(data):
            raise ValueError("a chain of sectors that never ends")
        sheets = list(_sheets(data, form))
    except PasswordError as error:
        raise UnreadableFile(
            "文件有密码保护，请去掉密码后再放入。(Password-protected; remove the password.)"
        ) from error
    except (CalamineError, *OF_DAMAGED_ZIP, *_OF_BROKEN_XML) as error:
        raise _damaged(error) from error
    except BaseException as error:
        # Where calamine slices behind the end of a damaged file it panics.
        if not is_panic(error):
            raise
        raise _damaged(error) from error
    return read_sheets(sheets, form)


def _damaged(error: BaseException) -> UnreadableFile:
    log.debug("workbook: %s", error)
    return UnreadableFile(
        "表格文件已损坏或不完整，请用 Excel 或 WPS 打开后重新保存。"
        "(Damaged or incomplete workbook; open it in Excel or WPS and save it again.)"
    )


def _check_size(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(
            entry.file_size for entry in archive.infolist() if entry.filename.endswith((".xml", ".bin"))
        )
    if size > _MOST_XML:
        raise UnreadableFile(
            f"表格解压后有 {size / 1e6:.0f} MB，上限 {_MOST_XML / 1e6:.0f} MB；请只留要用的部分，或拆成几个文件。"
            "(Too large unpacked; split the file.)"
        )


def _sheets(data: bytes, form: WorkbookFormat) -> Iterator[Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = [
        each.name
        for each in book.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
    ]
    rows_of = _formatted(data, names, form)
    is_far_flung = form == "xlsx" and _is_far_flung(data)
    cells = 0
    for name in names:
        sheet = None if is_far_flung else book.get_sheet_by_name(name)
        rows = rows_of.get(name) or (_rows(sheet) if sheet is not None else [])
        cells += sum(map(len, rows))
        if cells > 4 * MOST_CELLS:
            raise UnreadableFile(
                f"表格太大（超过 {4 * MOST_CELLS} 格），请只留要用的部分，或拆成几个文件。(Too many cells; split the file.)"
            )
        yield Sheet(name, rows, _merged(sheet) if sheet is not None else [])


def _is_far_flung(data: bytes) -> bool:
    """Return whether a cell of an xlsx file lies so far away, as somebody once typed into the last one that there is, that
    calamine would make a table of all cells before it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                sheet = archive.read(name)
                last = _LAST_ROW.match(sheet, max(0, sheet.rfind(b"<row ")))
                if _FAR_COLUMN.search(sheet) or (last and int(last[1]) > _MOST_ROWS):
                    return True
    return False


def _formatted(data: bytes, names: list[str], form: WorkbookFormat) -> dict[str, list[list[str]]]:
    """Return sheet → the texts that its cells show, of the formats of which a library tells the formats of numbers."""
    if form == "xlsx":
        return _formatted_rows(data, names)
    if form != "xls":
        return {}
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        return _formatted_old_rows(data, names)
    except (
        xlrd.XLRDError,
        CompDocError,
        struct.error,
        AssertionError,
        IndexError,
        KeyError,
        ValueError,
    ) as error:
        # Files of other programs, which calamine reads and xlrd does not: their percentages stand as fractions.
        log.info("the formats of numbers in this workbook cannot be read: %r", error)
        return {}


def _formatted_rows(data: bytes, names: list[str]) -> dict[str, list[list[str]]]:
    """Return sheet → the texts that an xlsx file's cells show; only openpyxl tells their formats."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # Of what it does not keep when it saves, which is never done.
        warnings.simplefilter("ignore")
        return _shown_rows(
            load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False), names
        )


def _shown_rows(book: Any, names: list[str]) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    try:
        for name in names:
            sheet = book[name]
            sheet.reset_dimensions()
            rows: list[list[str]] = []
            blank = 0
            for row in sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS):
                texts = [shown(cell.value, cell.number_format or "General") for cell in row]
                blank = 0 if any(texts) else blank + 1
                if blank > _MOST_BLANK:
                    break
                rows.append(texts)
            found[name] = rows
    finally:
        book.close()
    return found


def _rows(sheet: CalamineSheet) -> list[list[str]]:
    # Rows come from the first one on, but each begins with the first column that is filled anywhere.
    before = [""] * (sheet.start[1] if sheet.start else 0)
    rows: list[list[str]] = []
    for row in sheet.iter_rows():
        if len(rows) >= _MOST_ROWS:
            break
        rows.append([*before, *(shown(None if value == "" else value) for value in row[:_MOST_COLUMNS])])
    return rows


def _merged(sheet: CalamineSheet) -> list[Span]:
    return [
        (top, left, bottom - top + 1, right - left + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        if bottom - top < _MOST_ROWS and right - left < _MOST_COLUMNS
    ]


def _formatted_old_rows(data: bytes, names: list[str]) -> dict[str, list[list[str]]]:
    """Return sheet → the texts that an xls file's cells show; only xlrd tells their formats."""
    import xlrd
    from xlrd.xldate import XLDateError, xldate_as_datetime

    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=nowhere)
    found: dict[str, list[list[str]]] = {}
    for name in names:
        sheet = book.sheet_by_name(name)
        rows = []
        for at in range(min(sheet.nrows, _MOST_ROWS)):
            texts = []
            for cell in sheet.row(at)[:_MOST_COLUMNS]:
                value, form = cell.value, book.format_map[book.xf_list[cell.xf_index].format_key].format_str
                if cell.ctype == xlrd.XL_CELL_DATE:
                    with suppress(XLDateError):
                        value = xldate_as_datetime(value, book.datemode)
                elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                    value = bool(value)
                elif cell.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                    value = None
                texts.append(shown(value, form or "General"))
            rows.append(texts)
        found[name] = rows
    return found
