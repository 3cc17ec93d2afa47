"""What people put right in the descriptions of documents, kept in the catalogue.

Every correction is kept whole, so that the last one counts and the one before it comes back when that is undone. The
corrections of a document that is removed wait for its file: they count again when the same content comes back.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from ingest.schema import Correction


@dataclass(frozen=True, slots=True)
class Made:
    """The corrections of a document.

    Attributes:
        fields: the values that count now; none where nothing is corrected.
        before: those that counted before the last correction.
        count: how many there are to undo, one after the other.
        at: when the last one was made, ISO, local time.
    """

    fields: Correction
    before: Correction
    count: int = 0
    at: str | None = None


def of(tx: sqlite3.Connection, document: int) -> Made:
    """Return the corrections of a document."""
    rows = tx.execute(
        "SELECT fields, made_at FROM correction WHERE document = ? ORDER BY id", (document,)
    ).fetchall()
    if not rows:
        return Made({}, {})
    before = json.loads(rows[-2]["fields"]) if len(rows) > 1 else {}
    return Made(json.loads(rows[-1]["fields"]), before, len(rows), rows[-1]["made_at"])


def correction_for(tx: sqlite3.Connection, document: int | None, data_hash: bytes) -> Correction:
    """Return what counts for a file that is about to be read.

    Args:
        document: the number of its document; None for a new one, which takes over the corrections of a removed
            document of the same content.
        data_hash: of the file.
    """
    if document is not None:
        return of(tx, document).fields
    left = _set_aside(tx, data_hash)
    return {} if left is None else of(tx, left).fields


def add(tx: sqlite3.Connection, document: int, fields: Correction) -> None:
    """Add a correction: all values that are to count from now on."""
    tx.execute(
        "INSERT INTO correction (document, fields, made_at) VALUES (?, ?, ?)",
        (
            document,
            json.dumps(dict(fields), ensure_ascii=False),
            datetime.now().isoformat(sep=" ", timespec="seconds"),
        ),
    )


def drop_last(tx: sqlite3.Connection, document: int) -> None:
    """Delete the last correction of a document."""
    tx.execute(
        "DELETE FROM correction WHERE id = (SELECT max(id) FROM correction WHERE document = ?)", (document,)
    )


def set_aside(tx: sqlite3.Connection, document: int) -> None:
    """Keep the corrections of a document that is about to be removed for when its file comes back."""
    tx.execute(
        "UPDATE correction SET hash = (SELECT d.hash FROM document d WHERE d.id = ?1) WHERE document = ?1",
        (document,),
    )


def adopt(tx: sqlite3.Connection, document: int, data_hash: bytes) -> None:
    """Give a new document the corrections of a removed one of the same content."""
    left = _set_aside(tx, data_hash)
    if left is not None:
        tx.execute("UPDATE correction SET document = ?, hash = NULL WHERE document = ?", (document, left))


def _set_aside(tx: sqlite3.Connection, data_hash: bytes) -> int | None:
    """Return the number that the removed document of this content had, if it was corrected."""
    row = tx.execute("SELECT max(document) FROM correction WHERE hash = ?", (data_hash,)).fetchone()
    return None if row[0] is None else int(row[0])
