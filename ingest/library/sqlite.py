"""An SQLite file that many threads read and write: pooled connections, snapshots and transactions.

Errors are raised as `sqlite3.DatabaseError`: the owner of the file knows how to explain them.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Literal

# What SQLite calls a file that has lost part of its content, or that is none of its own.
_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_SHORT_READ")


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Return whether an error says that the file itself is damaged, not that it is locked, full or out of reach."""
    name = getattr(error, "sqlite_errorname", "") or ""
    return name.startswith(_DAMAGE) or str(error).startswith("no such table")


def quick_check(connection: sqlite3.Connection) -> str | None:
    """Return the first fault that SQLite finds in a file, None where it finds none."""
    found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    return None if found == "ok" else found


def fault_of_database(path: Path) -> str | None:
    """Return the first fault of the database at `path`, None where there is none."""
    try:
        with closing(read_only(path)) as connection:
            return quick_check(connection)
    except sqlite3.DatabaseError as error:
        return str(error)


class _Unchanging(sqlite3.Connection):
    """A connection to a file that it takes to never change; it is used once."""


def read_only(path: Path) -> sqlite3.Connection:
    """Return a connection to a file that may be in use, or lie where nothing can be written."""
    if not os.access(path.parent, os.W_OK) and not _has_log(path):
        return _unchanging(path)
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro",
        uri=True,
        timeout=30,
        isolation_level=None,
        check_same_thread=False,
    )


def _unchanging(path: Path) -> _Unchanging:
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?immutable=1",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        factory=_Unchanging,
    )


def _has_log(path: Path) -> bool:
    """Return whether what was written last stands in a log beside a file, and not yet in it."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


class Database:
    """An SQLite file in WAL mode, in which readers wait neither for the writer nor for each other."""

    def __init__(
        self,
        path: Path,
        *,
        synchronous: Literal["FULL", "NORMAL"] = "FULL",
        functions: Mapping[str, Callable[[str], str]] | None = None,
    ) -> None:
        """Prepare to open the file at `path`.

        Args:
            path: the file.
            synchronous: FULL keeps what is committed even when the machine crashes. NORMAL may then lose the last
                transactions, but never the file.
            functions: functions of one text that the statements call, by name.
        """
        self.path = path
        self._synchronous = synchronous
        self._functions = dict(functions or {})
        self._idle: list[sqlite3.Connection] = []

    @contextmanager
    def prepared(self, schema: str, version: int) -> Iterator[tuple[sqlite3.Connection, int]]:
        """Open a transaction in which the tables are created if there are none.

        Args:
            schema: the statements that create them, each with a ";" at the end of a line.
            version: the format that they create.

        Yields:
            The connection, and the format that was found: 0 where there was none.
        """
        with self.reading() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        with self.transaction() as tx:
            found = int(tx.execute("PRAGMA user_version").fetchone()[0])
            if found == 0:
                for statement in schema.split(";\n"):
                    tx.execute(statement)
                tx.execute(f"PRAGMA user_version = {version}")
            yield tx, found

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Provide a pooled connection while the block runs; one on which an error occurred is not used again."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connect()
        try:
            yield connection
        except sqlite3.DatabaseError:
            connection.close()
            raise
        except BaseException:
            self._give_back(connection)
            raise
        self._give_back(connection)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        if isinstance(connection, _Unchanging):
            connection.close()
        else:
            self._idle.append(connection)

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Provide a pooled connection whose view of the data does not change while the block runs."""
        with self._between("BEGIN") as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Provide a pooled connection to write on; the block is committed as a whole or not at all."""
        with self._between("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def _between(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self.reading() as connection:
            connection.execute(begin)
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                # A commit that fails leaves the transaction open; a full disk has ended it already.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the connections that are not in use."""
        while self._idle:
            with suppress(IndexError):
                self._idle.pop().close()

    def _connect(self) -> sqlite3.Connection:
        connection = self._opened()
        connection.row_factory = sqlite3.Row
        connection.execute(f"PRAGMA synchronous = {self._synchronous}")
        for name, function in self._functions.items():
            connection.create_function(name, 1, function, deterministic=True)
        return connection

    def _opened(self) -> sqlite3.Connection:
        if self.path.exists() and not os.access(self.path.parent, os.W_OK):
            return read_only(self.path)
        connection = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA schema_version")
        except sqlite3.OperationalError:
            # On a full disk there is no room for the file that connections share, 32 KB.
            connection.close()
            if not self.path.exists() or not self.path.stat().st_size or _has_log(self.path):
                raise
            return _unchanging(self.path)
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection
