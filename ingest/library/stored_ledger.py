"""Store the facts and projects of documents in the catalogue, a row each, with a column for every field."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

from ingest.facts.model import Fact, Ledger, Project

FACT_FIELDS = tuple(field.name for field in fields(Fact))
PROJECT_FIELDS = tuple(field.name for field in fields(Project))
_QUALIFIERS = FACT_FIELDS.index("qualifiers")


def add_ledger(tx: sqlite3.Connection, version: int, ledger: Ledger) -> None:
    """Add the facts and projects of a version, as a step of a transaction."""
    _add(tx, "fact", FACT_FIELDS, [(version, *_fact_values(fact)) for fact in ledger.facts])
    _add(
        tx,
        "project",
        PROJECT_FIELDS,
        [(version, *(getattr(project, name) for name in PROJECT_FIELDS)) for project in ledger.projects],
    )


def ledger_of_version(connection: sqlite3.Connection, version: int) -> Ledger:
    """Return the facts and projects of a version in the order of its text."""
    facts, projects = (
        connection.execute(
            f"SELECT {columns(names)} FROM {table} e WHERE version = ? ORDER BY id", (version,)
        )
        for table, names in (("fact", FACT_FIELDS), ("project", PROJECT_FIELDS))
    )
    return Ledger(tuple(fact_of(tuple(row)) for row in facts), tuple(Project(*row) for row in projects))


def columns(names: Iterable[str]) -> str:
    """Return the columns of these fields in the table e, for a SELECT."""
    return ", ".join(f'e."{name}"' for name in names)


def fact_of(values: Sequence[Any]) -> Fact:
    """Return the fact whose columns hold `values`, in the order of `FACT_FIELDS`."""
    given = list(values)
    given[_QUALIFIERS] = _qualifiers(given[_QUALIFIERS])
    return Fact(*given)


def _fact_values(fact: Fact) -> tuple[Any, ...]:
    values = [getattr(fact, name) for name in FACT_FIELDS]
    values[_QUALIFIERS] = json.dumps(fact.qualifiers, ensure_ascii=False) if fact.qualifiers else None
    return tuple(values)


@lru_cache(maxsize=4096)
def _qualifiers(stored: str | None) -> tuple[str, ...]:
    return tuple(json.loads(stored)) if stored else ()


def _add(tx: sqlite3.Connection, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    quoted = ", ".join(f'"{name}"' for name in names)
    tx.executemany(
        f"INSERT INTO {table} (version, {quoted}) VALUES ({', '.join('?' * (len(names) + 1))})", rows
    )
