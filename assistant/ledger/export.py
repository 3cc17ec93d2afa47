"""Export tables of the ledger as xlsx, with a sheet of values and one of sources, and as csv with the source of every value."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.ledger.cells import Cell, CellState
from assistant.ledger.matrix import Matrix, Row, Time
from assistant.ledger.project_histories import ProjectHistory
from assistant.ledger.wording import (
    CELL_STATES,
    FACT_STATES,
    PERIODS,
    PROJECT_STATES,
    as_written,
    chinese,
    variant_words,
)
from ingest.facts.model import StoredFact, StoredProject

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | float | int | None
# What XML, and so xlsx, cannot hold; the most characters of a cell of a spreadsheet.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_000
# With these a spreadsheet program begins a formula. A text of a document must not become one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
SOURCE_COLUMNS = (
    "地区", "所属", "时间", "期间", "指标", "口径", "数值", "单位", "原文写法", "性质", "采用", "状态",
    "文档", "文件", "日期", "原句", "核实人", "说明",
)  # fmt: skip
PROJECT_COLUMNS = ("项目", "地区", "所属", "状态", "投资", "单位", "行业", "首次", "最近", "出处")
MENTION_COLUMNS = (
    "项目", "文中名称", "地区", "年份", "日期", "状态", "投资", "单位", "业主", "地点", "行业", "规模",
    "文档", "文件", "文档日期", "原句",
)  # fmt: skip
_FILLS: dict[CellState, str] = {
    "contradicted": "F8E9E6",
    "revised": "FAF1DC",
    "confirmed": "E4EEEB",
    "corrected": "E4EEEB",
}
_WIDTHS = {
    "原句": 80.0,
    "指标": 28.0,
    "文档": 34.0,
    "文件": 34.0,
    "项目": 34.0,
    "文中名称": 30.0,
    "地区": 16.0,
}


def matrix_xlsx(matrix: Matrix, title: str, *, by_region: bool) -> bytes:
    """Return a workbook: the values, each linked to its source on the second sheet.

    Args:
        title: what the table shows, in its first line.
        by_region: the rows are regions, all of one series; else they are series of one region.
    """
    from openpyxl import Workbook
    from openpyxl.styles import PatternFill

    book = Workbook()
    values, sources = book.active, book.create_sheet("来源")
    values.title = "数值"
    head = ["地区", "所属"] if by_region else ["指标", "口径"]
    _write(values, 1, [title])
    _write(values, 3, [*head, *map(time_words, matrix.times)], bold=True)
    _write(sources, 1, list(SOURCE_COLUMNS), bold=True)
    at = 2
    for i, row in enumerate(matrix.rows, 4):
        _write(values, i, list(_labels(row, by_region=by_region)))
        for j, time in enumerate(matrix.times, len(head) + 1):
            if (cell := row.cells.get(time)) is None:
                continue
            shown = values.cell(i, j, float(row.scale.number(cell.preferred.fact)))
            shown.hyperlink = f"#'来源'!A{at}"
            if cell.state in _FILLS:
                shown.fill = PatternFill("solid", fgColor=_FILLS[cell.state])
            for record in _records(row, time, cell):
                _write(sources, at, record)
                at += 1
    _fit(values, head)
    _fit(sources, SOURCE_COLUMNS)
    values.freeze_panes, sources.freeze_panes = "C4", "A2"
    return _saved(book)


def matrix_csv(matrix: Matrix) -> bytes:
    """Return a line for each telling of each cell, with its source; UTF-8 with a mark, by which Excel knows it."""
    records = (
        record
        for row in matrix.rows
        for time in matrix.times
        if time in row.cells
        for record in _records(row, time, row.cells[time])
    )
    return _csv(SOURCE_COLUMNS, records)


def projects_xlsx(projects: Sequence[ProjectHistory], title: str) -> bytes:
    """Return a workbook: a line for each project, linked to its mentions on the second sheet."""
    from openpyxl import Workbook

    book = Workbook()
    values, sources = book.active, book.create_sheet("来源")
    values.title = "项目"
    _write(values, 1, [title])
    _write(values, 3, list(PROJECT_COLUMNS), bold=True)
    _write(sources, 1, list(MENTION_COLUMNS), bold=True)
    at = 2
    for i, project in enumerate(projects, 4):
        _write(values, i, _project(project))
        values.cell(i, 1).hyperlink = f"#'来源'!A{at}"
        for mention in project.mentions:
            _write(sources, at, _mention(project, mention))
            at += 1
    _fit(values, PROJECT_COLUMNS)
    _fit(sources, MENTION_COLUMNS)
    values.freeze_panes, sources.freeze_panes = "B4", "B2"
    return _saved(book)


def projects_csv(projects: Iterable[ProjectHistory]) -> bytes:
    """Return a line for each mention of each project, with its source."""
    return _csv(
        MENTION_COLUMNS,
        (_mention(project, mention) for project in projects for mention in project.mentions),
    )


def records_xlsx(columns: Sequence[str], records: Iterable[Sequence[Value]], name: str) -> bytes:
    """Return a workbook of one sheet of this name: a line of headings, and a line for each record."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = name
    _write(sheet, 1, columns, bold=True)
    for i, record in enumerate(records, 2):
        _write(sheet, i, record)
    _fit(sheet, columns)
    sheet.freeze_panes = "A2"
    return _saved(book)


def time_words(time: Time) -> str:
    """Return a time in words: 2021年, 2021年3月."""
    return f"{time.year}年{time.month}月" if time.month else f"{time.year}年"


def _labels(row: Row, *, by_region: bool) -> tuple[str, str]:
    if by_region:
        return row.region[0], row.region[1] or ""
    return row.series.thing, variant_words(row.series, row.scale)


def _records(row: Row, time: Time, cell: Cell) -> Iterator[list[Value]]:
    """Yield a line for each fact of a cell, the preferred one first."""
    said = cell.correction
    by = said.by if said else ""
    note = said.note if said else ""
    if cell.state == "corrected" and said:
        number = float(row.scale.number(cell.preferred.fact))
        written = f"{said.value:.12g}{said.unit}"
        yield [*_about(row, time), number, row.scale.unit, written, "", "是", chinese(CELL_STATES[cell.state]),
               "", "", said.at[:10], "", by, note]  # fmt: skip
    for i, stored in enumerate(cell.tellings):
        first = i == 0 and cell.state != "corrected"
        yield [
            *_about(row, time),
            float(row.scale.number(stored.fact)),
            row.scale.unit,
            as_written(stored.fact),
            chinese(FACT_STATES[stored.fact.status]),
            "是" if first else "否",
            chinese(CELL_STATES[cell.state]),
            *_source(stored),
            by if first else "",
            note if first else "",
        ]


def _about(row: Row, time: Time) -> list[Value]:
    series = row.series
    return [
        row.region[0],
        row.region[1] or "",
        time_words(time),
        chinese(PERIODS[series.period]),
        series.thing,
        variant_words(series, row.scale),
    ]


def _source(stored: StoredFact | StoredProject) -> list[Value]:
    source = stored.source
    return [source.title, source.doc, source.date or "", " ".join(source.quote.split())]


def _project(project: ProjectHistory) -> list[Value]:
    told = project.investment
    return [
        project.name,
        project.region or "",
        project.place or "",
        chinese(PROJECT_STATES[project.status]) if project.status else "",
        told.project.investment if told else None,
        told.project.unit if told else "",
        project.industry or "",
        project.years[0] if project.years else None,
        project.years[-1] if project.years else None,
        len(project.mentions),
    ]


def _mention(history: ProjectHistory, stored: StoredProject) -> list[Value]:
    project = stored.project
    return [
        history.name,
        project.name,
        project.region or "",
        project.year,
        project.date or "",
        chinese(PROJECT_STATES[project.status]) if project.status else "",
        project.investment,
        project.unit,
        project.builder or "",
        project.site or "",
        project.industry or "",
        project.capacity or "",
        *_source(stored),
    ]


def _write(sheet: Worksheet, row: int, values: Sequence[Value], *, bold: bool = False) -> None:
    from openpyxl.styles import Font

    for column, value in enumerate(values, 1):
        if value is None or value == "":
            continue
        cell = sheet.cell(row, column)
        cell.value = _NO_XML.sub("", value)[:_LONGEST] if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"  # never a formula, whatever it begins with
        if bold:
            cell.font = Font(bold=True)


def _fit(sheet: Worksheet, columns: Sequence[str]) -> None:
    from openpyxl.utils import get_column_letter

    for i, name in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(i)].width = _WIDTHS.get(name, 12.0)


def _saved(book: object) -> bytes:
    written = io.BytesIO()
    book.save(written)  # type: ignore[attr-defined]
    return written.getvalue()


def _csv(columns: Sequence[str], lines: Iterable[Sequence[Value]]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([harmless(value) for value in line] for line in lines)
    return written.getvalue().encode("utf-8-sig", "replace")


def harmless(value: Value) -> Value:
    """Return a text so that no spreadsheet program takes it for a formula."""
    text = isinstance(value, str) and value.startswith(_FORMULA)
    return f"'{value}" if text else value
