"""Write to the catalogue. Every function is one step of a transaction that the caller holds."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import get_args

from ingest.library import corrections
from ingest.library.likeness import signature
from ingest.library.model import Draft, Entry, Stamp, Stored
from ingest.library.stored_ledger import add_ledger, ledger_of_version
from ingest.library.stored_passages import add_passages, passages_of_version
from ingest.library.stored_tables import add_tables, tables_of_version
from ingest.schema import CleanText, Description, TextWarning


def set_meta(tx: sqlite3.Connection, **entries: str) -> None:
    """Set settings of the library."""
    tx.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", entries.items())


def clear_meta(tx: sqlite3.Connection, key: str) -> None:
    """Delete a setting of the library."""
    tx.execute("DELETE FROM meta WHERE key = ?", (key,))


def bump_generation(tx: sqlite3.Connection) -> int:
    """Increase the generation and return it, so that at commit all readers notice the publication."""
    row = tx.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
    generation = int(row[0] if row else 0) + 1
    set_meta(tx, generation=str(generation))
    return generation


def roots(tx: sqlite3.Connection) -> dict[Path, tuple[int, bool]]:
    """Return canonical path → number of the root, and whether the whole folder is synced."""
    return {
        Path(os.fsdecode(r["path"])): (r["id"], bool(r["whole"])) for r in tx.execute("SELECT * FROM root")
    }


def add_root(tx: sqlite3.Connection, path: Path, *, whole: bool) -> int:
    """Return the number of the root at `path`, adding it if new; a root once synced as a whole stays so."""
    tx.execute(
        "INSERT INTO root (path, whole) VALUES (?1, ?2) ON CONFLICT (path) DO UPDATE SET whole = max(whole, ?2)",
        (os.fsencode(path), int(whole)),
    )
    return int(tx.execute("SELECT id FROM root WHERE path = ?", (os.fsencode(path),)).fetchone()[0])


def drop_root(tx: sqlite3.Connection, root: int) -> None:
    """Delete a root that no document belongs to any more."""
    tx.execute("DELETE FROM root WHERE id = ?", (root,))


def entries(tx: sqlite3.Connection, root: int) -> list[Entry]:
    """Return the documents of a root, ready and failed."""
    return [
        Entry(
            id=r["id"],
            path=Path(os.fsdecode(r["path"])),
            doc=r["doc"],
            version=r["version"],
            reason=r["reason"],
            hash=r["hash"],
            stamp=None
            if r["size"] is None
            else Stamp(r["size"], r["mtime"], r["ctime"], r["inode"], r["device"]),
            reading=r["reading"],
            pictures_unread=r["pictures_unread"] or 0,
        )
        for r in tx.execute(
            "SELECT d.*, v.reading, v.pictures_unread FROM document d LEFT JOIN version v ON v.id = d.version WHERE d.root = ? "
            "ORDER BY d.doc",
            (root,),
        )
    ]


def where(tx: sqlite3.Connection, document: int) -> tuple[int, Path]:
    """Return the number of a document's root, and its path relative to that."""
    row = tx.execute("SELECT root, path FROM document WHERE id = ?", (document,)).fetchone()
    return int(row["root"]), Path(os.fsdecode(row["path"]))


def docs(tx: sqlite3.Connection) -> set[str]:
    """Return the document names in use."""
    return {row[0] for row in tx.execute("SELECT doc FROM document")}


def add_document(tx: sqlite3.Connection, root: int, path: Path, doc: str) -> int:
    """Add a document without a version and return its number.

    It is not listed until a version is published or a failure is recorded.
    """
    return int(
        tx.execute(
            "INSERT INTO document (root, path, doc, ingested_at) VALUES (?, ?, ?, ?) RETURNING id",
            (root, os.fsencode(path), doc, _now()),
        ).fetchone()[0]
    )


def move_document(tx: sqlite3.Connection, document: int, root: int, path: Path, doc: str) -> None:
    """Change a document's path and name; its number, and so the indexes, stay unchanged."""
    tx.execute(
        "UPDATE document SET root = ?, path = ?, doc = ? WHERE id = ?",
        (root, os.fsencode(path), doc, document),
    )


def set_stamp(tx: sqlite3.Connection, document: int, stamp: Stamp | None) -> None:
    """Record the latest stamp of the document's file."""
    values = (stamp.size, stamp.mtime, stamp.ctime, stamp.inode, stamp.device) if stamp else (None,) * 5
    tx.execute(
        "UPDATE document SET size = ?, mtime = ?, ctime = ?, inode = ?, device = ? WHERE id = ?",
        (*values, document),
    )


def set_stamp_of_all_in(tx: sqlite3.Connection, root: int, file: Path, stamp: Stamp | None) -> None:
    """Record the stamp of a file for itself and for the documents inside it, but for those that could not be read; with None
    the file is looked into again next time."""
    path = os.fsencode(file)
    inside = path + os.fsencode(os.sep)
    values = (stamp.size, stamp.mtime, stamp.ctime, stamp.inode, stamp.device) if stamp else (None,) * 5
    tx.execute(
        "UPDATE document SET size = ?, mtime = ?, ctime = ?, inode = ?, device = ? "
        "WHERE root = ? AND reason IS NULL AND (path = ? OR substr(path, 1, ?) = ?)",
        (*values, root, path, len(inside), inside),
    )


def set_failure(tx: sqlite3.Connection, document: int, reason: str) -> None:
    """Record why the newest file could not be read; a published version stays published.

    Without a stamp the file is read again next time: what was missing may be there by then.
    """
    tx.execute("UPDATE document SET reason = ? WHERE id = ?", (reason, document))
    set_stamp(tx, document, None)


def clear_failure(tx: sqlite3.Connection, document: int) -> None:
    """Record that the file holds its published version again."""
    tx.execute("UPDATE document SET reason = NULL WHERE id = ?", (document,))


def stored(tx: sqlite3.Connection, document: int) -> Stored:
    """Return the published version of a document, which must have one."""
    row = tx.execute(
        "SELECT v.*, b.text FROM document d JOIN version v ON v.id = d.version JOIN body b ON b.version = v.id "
        "WHERE d.id = ?",
        (document,),
    ).fetchone()
    version = int(row["id"])
    return Stored(
        version,
        row["format"],
        row["file_title"],
        CleanText(
            row["text"],
            tuple(json.loads(row["pages"])),
            json.loads(row["header"]),
            tables_of_version(tx, version),
            tuple(w for w in json.loads(row["warnings"]) if w in get_args(TextWarning)),
            tuple(json.loads(row["recognised"])),
            row["pictures_unread"],
        ),
        Description(
            **{field.name: row[field.name] for field in fields(Description) if field.name != "warnings"},
            warnings=tuple(json.loads(row["warnings"])),
        ),
        passages_of_version(tx, version),
        ledger_of_version(tx, version),
        row["reading"],
    )


def stored_text(text: str) -> str:
    """Return `text` as the catalogue can hold it, at the same length: SQLite's substr ends at a NUL."""
    return text.replace("\0", " ")


def set_reading(tx: sqlite3.Connection, readings: Mapping[int, int]) -> None:
    """Record for versions, by number, that a newer reading gives them as they are."""
    tx.executemany("UPDATE version SET reading = ? WHERE id = ?", [(r, v) for v, r in readings.items()])


def set_embedded(tx: sqlite3.Connection, digests: Iterable[tuple[int, bytes]]) -> None:
    """Record for passages, by id, the digest of the text that each one's vector is of."""
    tx.executemany("UPDATE passage SET embedded = ? WHERE id = ?", [(digest, id_) for id_, digest in digests])


def add_version(tx: sqlite3.Connection, document: int, draft: Draft) -> int:
    """Add a draft's text, passages, tables and ledger, unpublished, and return the version's number."""
    text = stored_text(draft.clean.text)
    description = asdict(draft.description)
    columns = {
        "document": document,
        **description,
        "warnings": json.dumps(description["warnings"]),
        "format": draft.format,
        "file_title": draft.file_title,
        "header": json.dumps(dict(draft.clean.header), ensure_ascii=False),
        "pages": json.dumps(draft.clean.pages),
        "characters": len(text),
        "passages": len(draft.passages),
        "tables": len(draft.clean.tables),
        "reading": draft.reading,
        "signature": signature(text),
        "recognised": json.dumps(draft.clean.recognised),
        "pictures_unread": draft.clean.pictures_unread,
    }
    version = int(
        tx.execute(
            f"INSERT INTO version ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) RETURNING id",
            tuple(columns.values()),
        ).fetchone()[0]
    )
    tx.execute("INSERT INTO body VALUES (?, ?)", (version, text))
    add_passages(tx, version, draft.passages)
    add_tables(tx, version, draft.clean.tables)
    add_ledger(tx, version, draft.ledger)
    return version


def publish(tx: sqlite3.Connection, document: int, draft: Draft, version: int) -> None:
    """Publish `version`, retiring the one before it."""
    tx.execute("UPDATE document SET version = ? WHERE id = ?", (version, document))
    if draft.hash is not None:
        tx.execute(
            "UPDATE document SET reason = NULL, hash = ?, ingested_at = ? WHERE id = ?",
            (draft.hash, _now(), document),
        )
        set_stamp(tx, document, draft.stamp)
    if draft.document is None and draft.hash is not None:
        corrections.adopt(tx, document, draft.hash)
    retire_unpublished(tx, document)


def remove_documents(tx: sqlite3.Connection, documents: Iterable[int]) -> int:
    """Unpublish and delete documents; return how many there were."""
    removed = 0
    for document in documents:
        corrections.set_aside(tx, document)
        removed += tx.execute("DELETE FROM document WHERE id = ?", (document,)).rowcount
        retire_unpublished(tx, document)
    return removed


def retire_unpublished(tx: sqlite3.Connection, document: int | None = None) -> None:
    """Delete the versions (of `document`, or of all) that no document points to.

    The ids of their passages are kept until they have been removed from the indexes.
    """
    orphans = "SELECT v.id FROM version v LEFT JOIN document d ON d.version = v.id WHERE d.id IS NULL"
    arguments: tuple[int, ...] = ()
    if document is not None:
        orphans, arguments = orphans + " AND v.document = ?", (document,)
    versions = json.dumps([row[0] for row in tx.execute(orphans, arguments)])
    among = "IN (SELECT value FROM json_each(?))"
    tx.execute(f"INSERT OR IGNORE INTO retired SELECT id FROM passage WHERE version {among}", (versions,))
    for table, column in (
        ("passage", "version"),
        ("doc_table", "version"),
        ("fact", "version"),
        ("project", "version"),
        ("body", "version"),
        ("version", "id"),
    ):
        tx.execute(f"DELETE FROM {table} WHERE {column} {among}", (versions,))


def drop_blank_documents(tx: sqlite3.Connection) -> None:
    """Delete documents whose first publication never finished: neither ready nor failed."""
    tx.execute("DELETE FROM document WHERE version IS NULL AND reason IS NULL")


def retired(tx: sqlite3.Connection) -> list[int]:
    """Return the ids of passages that are no longer published but may still be in an index."""
    return [row[0] for row in tx.execute("SELECT passage FROM retired ORDER BY passage")]


def forget_retired(tx: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Record that these passages have been removed from the indexes."""
    tx.executemany("DELETE FROM retired WHERE passage = ?", [(id_,) for id_ in ids])


def _now() -> str:
    return datetime.now().isoformat(sep=" ", timespec="seconds")
