"""Records of the ledger as aligned lines for a terminal, and as CSV."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]
PERIODS = {
    "year": "全年",
    "h1": "上半年",
    "q1": "一季度",
    "q1-3": "前三季度",
    "month": "月",
    "five-year": "五年",
}
MEASURES = {"level": "数额", "growth": "增长", "share": "占比", "change": "增减"}
STATUSES = {
    "result": "实际",
    "estimate": "预计",
    "target": "目标",
    "planned": "计划",
    "signed": "签约",
    "started": "开工",
    "under construction": "在建",
    "completed": "完工",
    "in production": "投产",
}
_BOUNDS = {"": "", "about": "约", "over": ">", "under": "<"}
_GAP = "  "
# A name longer than this is cut; JSON and CSV have it whole.
_WIDEST = 40


def fact_lines(found: Sequence[Record]) -> Iterator[str]:
    """Yield a line for each fact below a line of headings, and how many there are."""
    yield from _table(
        ("地区", "年份", "时段", "指标", "数值", "类别", "性质", "出处"),
        [
            (
                record["region"] or "—",
                str(record["year"] or "—"),
                f"{record['month']}月" if record["month"] else PERIODS[record["period"]],
                _indicator(record),
                _figure(record),
                MEASURES[record["measure"]],
                STATUSES[record["status"]] + (" ✎" if record["correction"] else ""),
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
                record["region"] or "—",
                str(record["year"] or "—"),
                record["name"],
                "—" if record["investment"] is None else _written(record, record["investment"]),
                STATUSES.get(record["status"], "—")
                + (f"→{STATUSES[record['wanted']]}" if record["wanted"] else ""),
                _source(record),
            )
            for record in found
        ],
    )


def csv_text(fields: Sequence[str], found: Sequence[Record]) -> str:
    """Return records as CSV with a line of field names; lists are joined by 、, what is not known is empty."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(fields)
    writer.writerows([[_cell(record[field]) for field in fields] for record in found])
    return written.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "、".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _indicator(record: Record) -> str:
    """Return the listed name with the qualifiers, or the name as written of an indicator that is not listed."""
    if record["indicator"] is None:
        return str(record["name"])
    indicator = str(record["indicator"])
    within = [word for word in record["qualifiers"] if word not in indicator]
    return indicator + (f"（{'、'.join(within)}）" if within else "")


def _figure(record: Record) -> str:
    """Return the figure that counts: the person's of a corrected one."""
    said = record["correction"]
    if said is not None:
        return f"{said['value']:.12g}{said['unit']}"
    falls = record["amount"] < 0 < record["value"]
    return ("-" if falls else "") + _written(record, record["value"])


def _written(record: Record, value: float) -> str:
    return f"{_BOUNDS[record['bound']]}{value:.12g}{record['unit']}"


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
