"""Copies: documents with one text. Each passage of it answers from one of them; when that one goes, the next takes over.

Of documents with one text the one with the best standing answers: put right by people, whole, well described, with its
lines unbroken, and the first that came. The others are listed as its copies. What they have beyond it still answers.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ingest.library.catalog_writer import set_meta
from ingest.library.likeness import Signatures, method, signature
from ingest.library.same_text import Text, is_same, is_told

log = logging.getLogger(__name__)

# Documents whose texts are kept while copies are looked for: some 250 kB each for a long report.
_KEPT = 128
_METHOD = "signatures"
Standing = tuple[float, ...]

_PROFILE = """
SELECT d.id, d.version, v.title, v.region, v.date, v.source, v.warnings, b.text,
       EXISTS (SELECT 1 FROM correction c WHERE c.document = d.id) AS corrected
FROM document d JOIN version v ON v.id = d.version JOIN body b ON b.version = v.id WHERE d.id = ?
"""


@dataclass(frozen=True)
class _Profile:
    """A published document: its text, and what its standing depends on."""

    document: int
    version: int
    text: Text
    corrected: bool
    warnings: tuple[str, ...]
    told: tuple[str | None, ...]

    @cached_property
    def standing(self) -> Standing:
        """Return how well this document stands among those with the same text, higher is better; no two are equal."""
        whole = not {"cut", "sliver"} & set(self.warnings)
        sure = -sum(warning.endswith("-unsure") or warning == "file-name" for warning in self.warnings)
        known = sum(field is not None for field in self.told)
        return (
            self.corrected,
            whole,
            not self.text.is_broken,
            known,
            sure,
            self.text.paragraphs,
            -self.document,
        )


class Copies:
    """Which documents of a library repeat others, kept right by whoever holds the library's lock."""

    def __init__(self) -> None:
        self._signatures: Signatures | None = None
        self._profiles: dict[int, _Profile] = {}
        self._standings: dict[int, Standing] = {}

    def renew(self, tx: sqlite3.Connection, documents: Iterable[int]) -> None:
        """Find out anew whose copies these documents are, and which are theirs.

        Args:
            tx: the transaction in which they were published or removed.
            documents: numbers of documents that were published, corrected or removed.
        """
        signatures, unknown = self._loaded(tx)
        changed = {*documents, *unknown}
        affected = {*changed, *_leaning_on(tx, changed)}
        for document in changed:
            self._forget(document)
            row = tx.execute(
                "SELECT v.signature FROM document d JOIN version v ON v.id = d.version WHERE d.id = ?",
                (document,),
            ).fetchone()
            signatures.put(document, row["signature"] if row else b"")
            if row is None:
                tx.execute("DELETE FROM copy WHERE document = ?", (document,))
        for document in changed:
            affected.update(self._below(tx, signatures, document))
        for document in sorted(affected):
            self._renew(tx, signatures, document)

    def _below(self, tx: sqlite3.Connection, signatures: Signatures, document: int) -> list[int]:
        """Return the documents in whose place this one might answer."""
        like = signatures.like(document)
        own = self._standing(tx, document) if like else None
        if own is None:
            return []
        standings = ((other, self._standing(tx, other)) for other in like)
        return [other for other, standing in standings if standing is not None and standing < own]

    def _renew(self, tx: sqlite3.Connection, signatures: Signatures, document: int) -> None:
        """Find out whose copy a document is, and who answers in place of its passages: of documents with the same text
        those that stand better, the best first."""
        like = signatures.like(document)
        own = self._profile(tx, document)
        if own is None:
            return
        known = [(standing, other) for other in like if (standing := self._standing(tx, other)) is not None]
        passages = tx.execute(
            'SELECT id, start, "end" FROM passage WHERE version = ?', (own.version,)
        ).fetchall()
        left = {row["id"]: (own.text.text[row["start"] : row["end"]], row["start"] == 0) for row in passages}
        original: int | None = None
        repeated: dict[int, int] = {}
        for _, other in sorted((pair for pair in known if pair[0] > own.standing), reverse=True):
            rival = self._profile(tx, other)
            if rival is None:
                continue
            is_copy = is_same(own.text, rival.text)
            if not is_copy and not is_same(rival.text, own.text):
                continue
            if is_copy and original is None:
                original = other
            told = [
                id_ for id_, (text, opening) in left.items() if is_told(text, rival.text, opening=opening)
            ]
            repeated |= dict.fromkeys(told, other)
            for id_ in told:
                del left[id_]
            if original is not None and not left:
                break
        _note(tx, own, original, repeated)

    def _standing(self, tx: sqlite3.Connection, document: int) -> Standing | None:
        """Return the standing of a document; None where none is published."""
        if document not in self._standings:
            profile = self._profile(tx, document)
            if profile is None:
                return None
            self._standings[document] = profile.standing
        return self._standings[document]

    def _forget(self, document: int) -> None:
        self._profiles.pop(document, None)
        self._standings.pop(document, None)

    def _profile(self, tx: sqlite3.Connection, document: int) -> _Profile | None:
        """Return the profile of a document; None where none is published."""
        profile = self._profiles.pop(document, None)
        if profile is None:
            row = tx.execute(_PROFILE, (document,)).fetchone()
            if row is None:
                return None
            while len(self._profiles) >= _KEPT:
                self._profiles.pop(next(iter(self._profiles)))
            profile = _Profile(
                document,
                row["version"],
                Text(row["text"], row["title"], row["region"]),
                bool(row["corrected"]),
                tuple(json.loads(row["warnings"])),
                (row["region"], row["date"], row["source"]),
            )
        # Last used, last to go.
        self._profiles[document] = profile
        return profile

    def _loaded(self, tx: sqlite3.Connection) -> tuple[Signatures, list[int]]:
        """Return the signatures of all published documents, and the documents that had none, or one of another make."""
        if self._signatures is not None:
            return self._signatures, []
        row = tx.execute("SELECT value FROM meta WHERE key = ?", (_METHOD,)).fetchone()
        if row is not None and row["value"] != method():
            tx.execute("UPDATE version SET signature = NULL")
        set_meta(tx, **{_METHOD: method()})
        signed = self._signatures = Signatures()
        unknown = []
        for row in tx.execute(
            "SELECT d.id, v.id AS version, v.signature FROM document d JOIN version v ON v.id = d.version"
        ).fetchall():
            made = row["signature"]
            if made is None:
                text = tx.execute("SELECT text FROM body WHERE version = ?", (row["version"],)).fetchone()[
                    "text"
                ]
                made = signature(text)
                tx.execute("UPDATE version SET signature = ? WHERE id = ?", (made, row["version"]))
                unknown.append(row["id"])
            signed.put(row["id"], made)
        return signed, unknown


def _leaning_on(tx: sqlite3.Connection, documents: Iterable[int]) -> set[int]:
    """Return the documents in whose place some of these answered, or whose copies they were held to be."""
    found = tx.execute(
        "SELECT c.document FROM copy c WHERE c.original IN (SELECT value FROM json_each(?1)) UNION "
        "SELECT v.document FROM passage p JOIN version v ON v.id = p.version "
        "WHERE p.repeated IN (SELECT value FROM json_each(?1))",
        (json.dumps(sorted(documents)),),
    )
    return {row[0] for row in found}


def _note(tx: sqlite3.Connection, own: _Profile, original: int | None, repeated: dict[int, int]) -> None:
    """Record whose copy a document is, and by passage id which document answers in its place."""
    tx.execute("DELETE FROM copy WHERE document = ?", (own.document,))
    if original is not None:
        tx.execute("INSERT INTO copy (document, original) VALUES (?, ?)", (own.document, original))
        log.debug("document %d repeats %d: %d passages", own.document, original, len(repeated))
    tx.execute(
        "UPDATE passage SET repeated = NULL WHERE version = ? AND repeated IS NOT NULL", (own.version,)
    )
    tx.executemany(
        "UPDATE passage SET repeated = ? WHERE id = ?", [(by, id_) for id_, by in repeated.items()]
    )
