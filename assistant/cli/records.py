"""Records of the ledger as aligned lines for a terminal, as CSV and as a workbook."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from assistant.ledger.export import harmless, records_xlsx
from assistant.ledger.held_indicators import HeldIndicator
from assistant.ledger.wording import (
    BOUNDS,
    FACT_STATES,
    MEASURES,
    PERIODS,
    PROJECT_STATES,
    chinese,
    measure_words,
)
from ingest.facts.model import MULTIPLE

Record = Mapping[str, Any]
# The headings of a spreadsheet, by field.
HEADINGS = {
    "doc": "文件", "region": "地区", "year": "年份", "period": "时段", "indicator": "指标", "name": "文中名称",
    "value": "数值", "unit": "单位", "measure": "类别", "status": "性质", "start": "起", "end": "止", "quote": "原句",
    "title": "文档", "date": "日期", "place": "所属", "month": "月份", "qualifiers": "限定", "amount": "基本单位数值",
    "base_unit": "基本单位", "bound": "约数", "base": "对比", "from_year": "起始年", "correction": "更正",
    "investment": "投资", "wanted": "将要", "event_date": "事件日期", "site": "地点", "builder": "业主", "industry": "行业",
    "capacity": "规模", "region_today": "地区今名",
}  # fmt: skip
_GAP = "  "
# A name longer than this is cut; JSON and CSV have it whole.
_WIDEST = 40


def fact_lines(found: Sequence[Record]) -> Iterator[str]:
    """Yield a line for each fact below a line of headings, and how many there are."""
    yield from _table(
        ("地区", "年份", "时段", "指标", "数值", "类别", "性质", "出处"),
        [
            (
                record["region_today"] or "—",
                str(record["year"] or "—"),
                f"{record['month']}月" if record["month"] else _words(PERIODS, record["period"]),
                _indicator(record),
                _figure(record),
                _measure(record),
                _words(FACT_STATES, record["status"]) + (" ✎" if record["correction"] else ""),
                _source(record),
            )
            for record in found
        ],
    )


def project_lines(found: Sequence[Record]) -> Iterator[str]:
    """Yield a line for each project below a line of headings, and how many there are."""
    yield from _table(
        ("地区", "年份", "项目", "投资", "状态", "出处"),
        [
            (
                record["region_today"] or "—",
                str(record["year"] or "—"),
                record["name"],
                "—" if record["investment"] is None else _written(record, record["investment"]),
                "→".join(_words(PROJECT_STATES, state) for state in _states(record)) or "—",
                _source(record),
            )
            for record in found
        ],
    )


def indicator_lines(held: Sequence[HeldIndicator]) -> Iterator[str]:
    """Yield a line for each indicator below a line of headings, and how many there are."""
    yield from _table(
        ("指标", "数值", "年份"),
        [
            (
                each.name,
                f"{each.facts} 条",
                "—"
                if each.first is None
                else f"{each.first}"
                if each.first == each.last
                else f"{each.first}-{each.last}",
            )
            for each in held
        ],
    )


def csv_text(fields: Sequence[str], found: Sequence[Record]) -> str:
    """Return records as CSV for programs: below the names of the fields; lists joined by 、, what is not known empty."""
    return _csv(fields, ([_cell(record[field]) for field in fields] for record in found))


def csv_for_people(fields: Sequence[str], found: Sequence[Record]) -> bytes:
    """Return records as CSV for a spreadsheet program: with Chinese headings and words, and no text that it takes for a formula."""
    rows = ([harmless(cell) for cell in row] for row in _rows_in_words(fields, found))
    # Excel takes UTF-8 for what it is only after a byte order mark.
    return _csv([HEADINGS[field] for field in fields], rows).encode("utf-8-sig")


def xlsx_bytes(fields: Sequence[str], found: Sequence[Record], name: str) -> bytes:
    """Return records as a workbook with Chinese headings, on a sheet of this name; states and measures in words."""
    return records_xlsx([HEADINGS[field] for field in fields], list(_rows_in_words(fields, found)), name)


def _csv(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(headings)
    writer.writerows(rows)
    return written.getvalue()


def _rows_in_words(fields: Sequence[str], found: Sequence[Record]) -> Iterator[list[Any]]:
    """Yield the cells of each record, its codes in Chinese words."""
    words: dict[str, Mapping[Any, str]] = {
        "period": PERIODS,
        "measure": MEASURES,
        "status": {**FACT_STATES, **PROJECT_STATES},
        "wanted": PROJECT_STATES,
        "bound": BOUNDS,
    }
    for record in found:
        yield [
            _words(words[field], record[field]) if field in words and record[field] else _cell(record[field])
            for field in fields
        ]


def _words(wording: Mapping[Any, str], code: str) -> str:
    return chinese(wording[code])


def _states(record: Record) -> list[str]:
    """Return the state that a project has reached, and the one that it is to reach, as far as they are known."""
    return [state for state in (record["status"], record["wanted"]) if state]


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "、".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _measure(record: Record) -> str:
    """Return what is measured, in the word that `--measure` takes; of a figure that is set against another year, how it is."""
    is_ratio = MULTIPLE in record["qualifiers"]
    if is_ratio or (record["measure"] == "growth" and record["from_year"]):
        return measure_words(record["measure"], record["base"] or None, is_ratio=is_ratio)
    return _words(MEASURES, record["measure"])


def _indicator(record: Record) -> str:
    """Return the listed name with the qualifiers, or the name as written of an indicator that is not listed."""
    if record["indicator"] is None:
        return str(record["name"])
    indicator = str(record["indicator"])
    within = [word for word in record["qualifiers"] if word not in indicator and word != MULTIPLE]
    return indicator + (f"（{'、'.join(within)}）" if within else "")


def _figure(record: Record) -> str:
    """Return the figure that counts: the person's of a corrected one."""
    said = record["correction"]
    if said is not None:
        return f"{said['value']:.12g}{said['unit']}"
    falls = record["amount"] < 0 < record["value"]
    return ("-" if falls else "") + _written(record, record["value"])


def _written(record: Record, value: float) -> str:
    return f"{BOUNDS[record['bound']]}{value:.12g}{record['unit']}"


def _source(record: Record) -> str:
    return f"{record['doc']}:{record['start']}-{record['end']}"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    cut = [[_cut(cell) for cell in row[:-1]] + [row[-1]] for row in rows]
    widths = [max(map(_width, column)) for column in zip(headings, *cut, strict=True)]
    for row in (headings, *cut):
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield _GAP.join(padded).rstrip()
    yield f"共 {len(rows)} 条"


def _cut(text: str) -> str:
    if _width(text) <= _WIDEST:
        return text
    kept = text
    while _width(kept) >= _WIDEST:
        kept = kept[:-1]
    return kept + "…"


def _width(text: str) -> int:
    """Return how many columns of a terminal `text` takes: wide characters two, combining ones none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
