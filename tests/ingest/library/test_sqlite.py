"""An SQLite file under many hands: transactions of all or nothing, snapshots, and what follows a failure."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from ingest.library.sqlite import Database

SCHEMA = """
CREATE TABLE county (name TEXT PRIMARY KEY);
CREATE TABLE report (county TEXT REFERENCES county DEFERRABLE INITIALLY DEFERRED);
"""


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database(tmp_path / "test.sqlite3")
    with made.prepared(SCHEMA, 7) as (tx, found):
        assert found == 0
        tx.execute("INSERT INTO county VALUES ('岚岭县')")
    return made


def counties(database: Database) -> list[str]:
    with database.reading() as connection:
        return [row["name"] for row in connection.execute("SELECT name FROM county ORDER BY rowid")]


def test_tables_are_made_once_and_later_the_format_is_told(database: Database) -> None:
    with database.prepared("CREATE TABLE other (x)", 8) as (tx, found):
        assert found == 7
        assert tx.execute("SELECT count(*) FROM sqlite_master WHERE name = 'other'").fetchone()[0] == 0


def test_of_a_transaction_that_fails_nothing_is_entered(database: Database) -> None:
    with pytest.raises(KeyError), database.transaction() as tx:
        tx.execute("INSERT INTO county VALUES ('泊舟县')")
        raise KeyError
    assert counties(database) == ["岚岭县"]


def test_a_commit_that_fails_does_not_stand_in_the_way_of_the_next_transaction(database: Database) -> None:
    with database.reading() as connection:
        connection.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError), database.transaction() as tx:
        tx.execute("INSERT INTO report VALUES ('没有的县')")
    with database.transaction() as tx:
        tx.execute("INSERT INTO county VALUES ('泊舟县')")
    assert counties(database) == ["岚岭县", "泊舟县"]


def test_a_snapshot_does_not_see_what_is_entered_meanwhile(database: Database) -> None:
    with database.snapshot() as before:
        assert before.execute("SELECT count(*) FROM county").fetchone()[0] == 1
        with database.transaction() as tx:
            tx.execute("INSERT INTO county VALUES ('泊舟县')")
        assert before.execute("SELECT count(*) FROM county").fetchone()[0] == 1
    assert counties(database) == ["岚岭县", "泊舟县"]


def test_a_function_of_ones_own_can_be_called_in_a_statement(tmp_path: Path) -> None:
    database = Database(tmp_path / "test.sqlite3", functions={"reversed": lambda text: text[::-1]})
    with database.reading() as connection:
        assert connection.execute("SELECT reversed('岚岭县')").fetchone()[0] == "县岭岚"
