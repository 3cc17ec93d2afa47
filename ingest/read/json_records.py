"""JSON and JSON lines → documents, one a record, or a table where the records are data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ingest.errors import UnreadableFile
from ingest.read.members import Several
from ingest.read.records import Record, documents_in
from ingest.read.table_grid import grid_of
from ingest.read.table_rows import table_blocks
from ingest.read.years_down import with_places_down
from ingest.schema import SourceText

# A crawl of all counties over twenty years has more; it is to be split.
_MOST_RECORDS = 50_000
# Keys of all records together, which would be the columns of a table.
_MOST_KEYS = 500
# What wraps the list of records: {"data": {"items": [...]}}.
_DEEPEST = 3
_BELOW = "·"


def read_json(text: str) -> SourceText | Several:
    """Return the documents in a file of JSON; where the records are data rather than texts, a table of them.

    Args:
        text: the whole file, one value or a value on each line.

    Raises:
        UnreadableFile: it is damaged, holds no records, or too many.
    """
    value = _parsed(text)
    found = _records(value, _DEEPEST)
    if len(found) > _MOST_RECORDS:
        raise UnreadableFile(
            f"记录太多（{len(found)} 条，上限 {_MOST_RECORDS} 条），请拆成几个文件。(Too many records; split the file.)"
        )
    records: list[Record] = [dict(_flat(each)) for each in found]
    documents = documents_in(records, "json")
    if documents is not None:
        only = documents.members[0].content
        return only if len(records) == 1 and isinstance(only, SourceText) else documents
    names = list(dict.fromkeys(name for record in records for name in record))
    if len(records) > 1 and 1 < len(names) <= _MOST_KEYS:
        rows = [[" ".join(record.get(name, "").split()) for name in names] for record in records]
        return SourceText(tuple(table_blocks(with_places_down(grid_of([names, *rows])))), "json")
    raise UnreadableFile(
        "这个 JSON 文件里没有文档：每条记录要有正文（text、content、正文……），最好还有标题、日期、网址。"
        "(No documents in this JSON: each record needs a text, and best a title, a date and a url.)"
    )


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) > 1 and lines[0].lstrip().startswith("{"):
            return list(_lines(lines))
        raise _damaged(str(error)) from error


def _lines(lines: list[str]) -> Iterator[Any]:
    for number, line in enumerate(lines, 1):
        try:
            yield json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _damaged(f"第 {number} 行：{error}") from error


def _damaged(what: str) -> UnreadableFile:
    return UnreadableFile(
        f"JSON 文件已损坏或不完整（{what}），请重新导出。(Damaged or incomplete JSON; export it again.)"
    )


def _records(value: Any, depth: int) -> list[Mapping[str, Any]]:
    """Return the longest list of records in a value, or the value itself where it is one record."""
    if isinstance(value, list):
        return [each for each in value if isinstance(each, dict)]
    if not isinstance(value, dict):
        return []
    inside = [_records(each, depth - 1) for each in value.values() if isinstance(each, list)]
    if depth:
        inside += [
            found
            for each in value.values()
            if isinstance(each, dict) and len(found := _records(each, depth - 1)) > 1
        ]
    longest = max(inside, key=len, default=[])
    return longest or [value]


def _flat(record: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in record.items():
        if isinstance(value, dict) and not before:
            yield from _flat(value, name + _BELOW)
        elif isinstance(value, list):
            if all(isinstance(each, str) for each in value):
                yield before + name, "\n".join(value)
        elif isinstance(value, bool):
            yield before + name, "是" if value else "否"
        elif isinstance(value, str | int | float):
            yield before + name, str(value)
