"""Store the tables of documents in the catalogue, each as a JSON array.

The fields are in the order of `Table`, `TableRow` and `TableCell`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from itertools import groupby

from ingest.schema import Table, TableCell, TableRow


def add_tables(tx: sqlite3.Connection, version: int, tables: Iterable[Table]) -> None:
    """Add the tables of a version, as a step of a transaction."""
    tx.executemany(
        "INSERT INTO doc_table VALUES (?, ?, ?)",
        [(version, table.start, table_json(table)) for table in tables],
    )


def tables_of(connection: sqlite3.Connection, docs: Sequence[str]) -> dict[str, tuple[Table, ...]]:
    """Return document → the tables of its published version from beginning to end, for those of `docs` with any."""
    rows = connection.execute(
        "SELECT d.doc, t.content FROM document d JOIN doc_table t ON t.version = d.version "
        "WHERE d.doc IN (SELECT value FROM json_each(?)) ORDER BY d.doc, t.start",
        (json.dumps(list(docs)),),
    )
    return {
        doc: tuple(table_of(row["content"]) for row in group)
        for doc, group in groupby(rows, key=lambda row: str(row["doc"]))
    }


def tables_of_version(connection: sqlite3.Connection, version: int) -> tuple[Table, ...]:
    """Return the tables of a version from beginning to end."""
    rows = connection.execute(
        "SELECT content FROM doc_table WHERE version = ? ORDER BY start", (version,)
    ).fetchall()
    return tuple(table_of(row["content"]) for row in rows)


def table_json(table: Table) -> str:
    """Return `table` as JSON."""
    return json.dumps(astuple(table), ensure_ascii=False, separators=(",", ":"))


def table_of(content: str) -> Table:
    """Return the table that `table_json` wrote."""
    start, end, caption, labels, rows = json.loads(content)
    return Table(
        start,
        end,
        caption,
        tuple(tuple(label) for label in labels),
        tuple(
            TableRow(first, last, tuple(TableCell(*cell) for cell in cells), is_total)
            for first, last, cells, is_total in rows
        ),
    )
