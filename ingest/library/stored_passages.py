"""Keep passages in the catalogue, and read them with the metadata of their documents."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from ingest.library.stored_scopes import scopes_as_stored, scopes_of
from ingest.library.stored_texts import texts_at
from ingest.schema import Passage, StoredPassage

_QUERY = """
SELECT p.version, p.id, d.doc, v.title, v.region, v.place, v.date, v.reviews_year, v.kind, p.start, p."end",
       p.headings, p.year, p.outlook, p.period, p.certainty, p.about, p.about_place, p.scopes
FROM passage p JOIN version v ON v.id = p.version JOIN document d ON d.id = v.document
"""
_FIELDS = tuple(field.name for field in fields(Passage))


def add_passages(tx: sqlite3.Connection, version: int, passages: Iterable[Passage]) -> None:
    """Add the passages of a version, as a step of a transaction."""
    quoted = ", ".join(f'"{name}"' for name in _FIELDS)
    tx.executemany(
        f"INSERT INTO passage (version, {quoted}) VALUES ({', '.join('?' * (len(_FIELDS) + 1))})",
        [(version, *(_as_stored(name, getattr(p, name)) for name in _FIELDS)) for p in passages],
    )


def passages_of_version(connection: sqlite3.Connection, version: int) -> tuple[Passage, ...]:
    """Return the passages of a version, as `add_passages` took them."""
    rows = connection.execute("SELECT * FROM passage WHERE version = ? ORDER BY id", (version,))
    return tuple(Passage(**{name: _as_given(name, row[name]) for name in _FIELDS}) for row in rows)


def passages_where(connection: sqlite3.Connection, where: str, *arguments: Any) -> list[StoredPassage]:
    """Return passages, published or not, with their texts.

    Args:
        connection: with a view of the catalogue that does not change meanwhile.
        where: the WHERE clause, over the tables passage p, version v and document d, and what follows it.
        arguments: of that.
    """
    rows = connection.execute(_QUERY + where, arguments).fetchall()
    texts = texts_at(connection, {(row["version"], row["start"], row["end"]) for row in rows})
    return [_passage(row, texts[row["version"], row["start"], row["end"]]) for row in rows]


def _passage(row: sqlite3.Row, text: str) -> StoredPassage:
    given = {name: _as_given(name, value) for name, value in dict(row).items() if name != "version"}
    return StoredPassage(**given, text=text)


def _as_stored(name: str, value: Any) -> Any:
    """Return what stands for the field `name` in the catalogue."""
    if name == "headings":
        return json.dumps(value, ensure_ascii=False)
    return scopes_as_stored(value) if name == "scopes" else value


def _as_given(name: str, stored: Any) -> Any:
    """Return the value that `_as_stored` gave `stored` for."""
    if name == "headings":
        return tuple(json.loads(stored))
    return scopes_of(stored) if name == "scopes" else stored
