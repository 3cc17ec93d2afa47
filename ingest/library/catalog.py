"""The catalogue: the single source of truth on a library's documents, versions and passages (SQLite, WAL).

A document points to its published version; a version that no document points to is not published, whatever the
indexes hold. This module reads; `ingest.library.catalog_writer` writes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ingest.errors import LibraryError
from ingest.library.catalog_schema import FORMAT, SCHEMA, UPGRADES
from ingest.library.sqlite import Database, is_damage, quick_check
from ingest.library.stored_passages import passages_where
from ingest.library.stored_scopes import ABOUT, ABOUT_PLACE
from ingest.library.stored_tables import tables_of
from ingest.ocr_extra import is_installed
from ingest.schema import (
    READING,
    DocumentText,
    Region,
    StoredDocument,
    StoredPassage,
    Table,
    regions_apart,
)

CATALOG_NAME = "catalog.sqlite3"

_DOCUMENT = """
SELECT d.doc, coalesce(v.title, d.doc) AS title, v.region, v.place, v.date, v.reviews_year,
       coalesce(v.kind, 'other') AS kind, v.source, v.speaker, v.format, coalesce(v.passages, 0) AS passages,
       coalesce(v.characters, 0) AS characters, iif(v.id IS NULL, 'failed', 'ready') AS state, d.reason,
       d.ingested_at, coalesce(v.warnings, '[]') AS warnings,
       coalesce(v.recognised, '[]') AS recognised, coalesce(v.pictures_unread, 0) AS pictures_unread,
       (SELECT o.doc FROM copy c JOIN document o ON o.id = c.original WHERE c.document = d.id) AS copy_of,
       (SELECT c.fields FROM correction c WHERE c.document = d.id ORDER BY c.id DESC LIMIT 1) AS corrected
FROM document d LEFT JOIN version v ON v.id = d.version
WHERE (d.version IS NOT NULL OR d.reason IS NOT NULL)
"""
_PUBLISHED = "d.version = p.version"
# Published documents that have lost their text or passages.
_SHORT = """
SELECT d.doc FROM document d LEFT JOIN version v ON v.id = d.version LEFT JOIN body b ON b.version = d.version
WHERE d.version IS NOT NULL AND (v.id IS NULL OR b.text IS NULL
      OR v.passages <> (SELECT count(*) FROM passage p WHERE p.version = d.version))
LIMIT 1
"""
_AMONG = "IN (SELECT value FROM json_each(?))"


class Catalog(Database):
    """The catalogue in a folder, readable from any thread."""

    def __init__(self, folder: Path) -> None:
        # FULL: a flip must be on the disk before the old version leaves the indexes.
        """Refer to the catalogue in `folder`; nothing is opened yet."""
        super().__init__(folder / CATALOG_NAME, synchronous="FULL")

    @staticmethod
    def exists(folder: Path) -> bool:
        """Return whether `folder` holds a catalogue."""
        return (folder / CATALOG_NAME).is_file()

    def prepare(self, meta: dict[str, str]) -> None:
        """Create the tables if there are none, with `meta` as their first settings.

        Raises:
            LibraryError: the file is not a catalogue, or has another version's format.
        """
        with self._explained(), self.prepared(SCHEMA, FORMAT) as (tx, found):
            if found == 0:
                tx.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())

    def check(self) -> None:
        """Check that this is a catalogue of this version, upgrading an older format where possible.

        Raises:
            LibraryError: it is not.
        """
        with self._explained():
            found = self._upgraded()
        if found > FORMAT:
            raise LibraryError(
                f"资料库 {self.path.parent} 的格式是第 {found} 版，本程序只认到第 {FORMAT} 版：它由更新的程序建立。请升级本程序。"
                f"(Library format {found}, this program reads up to {FORMAT}: upgrade it.)"
            )
        if found != FORMAT:
            raise LibraryError(self._torn("其中没有资料的目录"))

    def _upgraded(self) -> int:
        """Return the catalogue's format after upgrading it as far as possible."""
        with self.reading() as connection:
            found = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if found not in UPGRADES:
            return found
        with self.transaction() as tx:
            # Another process may have been quicker.
            found = int(tx.execute("PRAGMA user_version").fetchone()[0])
            while found in UPGRADES:
                for statement in UPGRADES[found]:
                    tx.execute(statement)
                found += 1
                tx.execute(f"PRAGMA user_version = {found}")
        return found

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Provide a pooled connection while the block runs.

        Raises:
            LibraryError: the file is damaged.
        """
        try:
            with super().reading() as connection:
                yield connection
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            raise LibraryError(self._torn(str(error))) from error

    def faults(self) -> str | None:
        """Return what is wrong with the file, None where it is whole."""
        try:
            with self.reading() as connection:
                found = quick_check(connection)
                short = connection.execute(_SHORT).fetchone()
        except LibraryError as error:
            return str(error)
        if found:
            return self._torn(found)
        return self._torn(f"{short[0]} 的段落不全") if short else None

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise LibraryError(
                f"无法打开资料库目录文件 {self.path}：{error}。请检查磁盘空间和权限。"
                "(The catalogue cannot be opened: check disk space and permissions.)"
            ) from error

    def _torn(self, what: str) -> str:
        return (
            f"资料库的目录文件 {self.path} 损坏（{what}）。请运行 xianwen restore 从备份恢复，资料和更正都在其中；原来的文件会留着。"
            "(The catalogue is damaged: run xianwen restore, which keeps the old files.)"
        )

    def meta(self, key: str) -> str | None:
        """Return the setting `key`, or None."""
        with self.reading() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def generation(self) -> int:
        """Return the number of the last publication."""
        return int(self.meta("generation") or 0)

    def documents(self) -> tuple[StoredDocument, ...]:
        """Return all documents, ready and failed, by name."""
        with self.reading() as connection:
            return tuple(_document(row) for row in connection.execute(_DOCUMENT + " ORDER BY d.doc"))

    def document(self, doc: str) -> DocumentText | None:
        """Return the ready document `doc` with its text, or None."""
        with self.snapshot() as connection:
            row = connection.execute(_DOCUMENT + " AND d.doc = ?", (doc,)).fetchone()
            body = connection.execute(
                "SELECT b.text, v.pages FROM document d JOIN version v ON v.id = d.version "
                "JOIN body b ON b.version = v.id WHERE d.doc = ?",
                (doc,),
            ).fetchone()
        if body is None:
            return None
        return DocumentText(_document(row), body["text"], tuple(json.loads(body["pages"])))

    def tables(self, docs: Sequence[str]) -> dict[str, tuple[Table, ...]]:
        """Return document → its tables from beginning to end, for those of `docs` that have any."""
        with self.reading() as connection:
            return tables_of(connection, docs)

    def outdated(self) -> int:
        """Return the number of published documents that an older program read, see `READING`, or one that could not read
        the pictures in them."""
        query = (
            "SELECT count(*) FROM document d JOIN version v ON v.id = d.version "
            "WHERE abs(v.reading) < ? OR (v.pictures_unread > 0 AND v.reading > 0 AND ?)"
        )
        with self.reading() as connection:
            return int(connection.execute(query, (READING, is_installed())).fetchone()[0])

    def embedded(self, documents: Sequence[int]) -> dict[int, bytes | None]:
        """Return the published passages of the documents with these numbers → digest of the text that each one's
        vector is of, None where that was not noted."""
        with self.reading() as connection:
            rows = connection.execute(
                f"SELECT p.id, p.embedded FROM document d JOIN passage p ON {_PUBLISHED} WHERE d.id {_AMONG}",
                (json.dumps(list(documents)),),
            )
            return {row["id"]: row["embedded"] for row in rows}

    def passages(self, ids: Sequence[int]) -> list[StoredPassage]:
        """Return the published passages among `ids`, in the order of `ids`."""
        if not ids:
            return []
        found = {
            p.id: p for p in self._passages(f"WHERE p.id {_AMONG} AND {_PUBLISHED}", json.dumps(list(ids)))
        }
        return [found[id_] for id_ in ids if id_ in found]

    def regions_told_of(self) -> dict[str, frozenset[Region]]:
        """Return document → the regions that single passages and statements of it tell of, other than its own."""
        query = (
            "SELECT d.doc, p.about, p.about_place FROM passage p "
            f"JOIN document d ON {_PUBLISHED} WHERE p.about IS NOT NULL "
            f"UNION SELECT d.doc, {ABOUT}, {ABOUT_PLACE} FROM passage p "
            f"JOIN document d ON {_PUBLISHED} JOIN json_each(p.scopes) s WHERE {ABOUT} IS NOT NULL"
        )
        found: dict[str, set[Region]] = {}
        with self.reading() as connection:
            own = dict(
                connection.execute(
                    "SELECT d.doc, v.region FROM document d JOIN version v ON v.id = d.version"
                )
            )
            for doc, about, place in connection.execute(query):
                told = {region for region in regions_apart((about, place)) if region[0] != own[doc]}
                if told:
                    found.setdefault(doc, set()).update(told)
        return {doc: frozenset(regions) for doc, regions in found.items()}

    def passages_of(self, doc: str) -> list[StoredPassage]:
        """Return the published passages of `doc`, from its beginning to its end."""
        return self._passages(f"WHERE d.doc = ? AND {_PUBLISHED} ORDER BY p.start, p.id", doc)

    def passage_at(self, doc: str, offset: int) -> StoredPassage | None:
        """Return the first published passage of `doc` that contains the character at `offset`, or None.

        In a long document it is much cheaper than `passages_of`.
        """
        where = (
            f'WHERE d.doc = ?1 AND p.start <= ?2 AND p."end" > ?2 AND {_PUBLISHED} ORDER BY p.start LIMIT 1'
        )
        return next(iter(self._passages(where, doc, offset)), None)

    def passages_of_versions(self, versions: Iterable[int]) -> list[StoredPassage]:
        """Return the passages of `versions`, published or not, by id."""
        return self._passages(f"WHERE p.version {_AMONG} ORDER BY p.id", json.dumps(list(versions)))

    def _passages(self, where: str, *arguments: Any) -> list[StoredPassage]:
        with self.snapshot() as connection:
            return passages_where(connection, where, *arguments)

    def published(
        self,
        ids: Sequence[int],
        documents: Sequence[int] | None = None,
        *,
        among: Sequence[int] | None = None,
    ) -> set[int]:
        """Return those of `ids` that are published passages, and in whose place no other document answers.

        Args:
            ids: passage ids.
            documents: numbers of the documents to restrict them to; None allows any.
            among: numbers of the documents that can answer in place of others; None stands for all.
        """
        query = f"SELECT p.id FROM passage p JOIN document d ON {_PUBLISHED} WHERE p.id {_AMONG}"
        arguments = [json.dumps(list(ids))]
        if documents is not None:
            query += f" AND +d.id {_AMONG}"  # "+": look each passage up, do not walk all of the documents
            arguments.append(json.dumps(list(documents)))
        if among is None:
            query += " AND p.repeated IS NULL"
        else:
            query += " AND (p.repeated IS NULL OR p.repeated NOT IN (SELECT value FROM json_each(?)))"
            arguments.append(json.dumps(list(among)))
        with self.reading() as connection:
            return {row[0] for row in connection.execute(query, arguments)}

    def unsigned(self) -> bool:
        """Return whether published versions have no signature by which copies are found: an older program wrote them."""
        query = (
            "SELECT 1 FROM document d JOIN version v ON v.id = d.version WHERE v.signature IS NULL LIMIT 1"
        )
        with self.reading() as connection:
            return connection.execute(query).fetchone() is not None

    def repeated(self) -> list[int]:
        """Return the ids of the published passages in whose place another document answers."""
        query = f"SELECT p.id FROM passage p JOIN document d ON {_PUBLISHED} WHERE p.repeated IS NOT NULL ORDER BY p.id"
        with self.reading() as connection:
            return [row[0] for row in connection.execute(query)]

    def document_ids(self, docs: Iterable[str]) -> dict[str, int]:
        """Return name → the number by which the indexes know the document; unknown names are left out."""
        with self.reading() as connection:
            rows = connection.execute(
                f"SELECT doc, id FROM document WHERE doc {_AMONG}", (json.dumps(list(docs)),)
            )
            return {row["doc"]: row["id"] for row in rows}

    def passage_ids(self, documents: Sequence[int] | None = None) -> list[int]:
        """Return the ids of the published passages of the documents with these numbers, or of all."""
        where = "" if documents is None else f" WHERE d.id {_AMONG}"
        arguments = () if documents is None else (json.dumps(list(documents)),)
        with self.reading() as connection:
            rows = connection.execute(
                f"SELECT p.id FROM document d JOIN passage p ON {_PUBLISHED}{where} ORDER BY p.id", arguments
            )
            return [row[0] for row in rows]

    def passage_count(self, documents: Sequence[int] | None = None) -> int:
        """Return the number of published passages of the documents with these numbers, or of all."""
        where = "" if documents is None else f" WHERE d.id {_AMONG}"
        arguments = () if documents is None else (json.dumps(list(documents)),)
        query = f"SELECT sum(v.passages) FROM document d JOIN version v ON v.id = d.version{where}"
        with self.reading() as connection:
            return int(connection.execute(query, arguments).fetchone()[0] or 0)


def _document(row: sqlite3.Row) -> StoredDocument:
    fields = {
        **dict(row),
        "warnings": tuple(json.loads(row["warnings"])),
        "recognised": tuple(json.loads(row["recognised"])),
        "corrected": tuple(json.loads(row["corrected"] or "{}")),
    }
    return StoredDocument(**fields)
