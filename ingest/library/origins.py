"""Look up where the documents' files lie, as recorded in the catalogue."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.library.library import Library
from ingest.read.files import holder_of


@dataclass(frozen=True, slots=True)
class Origin:
    """The place that a document came from.

    Attributes:
        folder: canonical path of the folder it was ingested from.
        whole: whether that folder is synced as a whole, rather than files of it that were named one by one.
        file: its file, which may no longer exist; of a document inside a file, as though that were a folder.
    """

    folder: Path
    whole: bool
    file: Path

    def on_disk(self) -> Path | None:
        """Return the file that the document is or lies in; None where that is gone."""
        return holder_of(self.file)

    def to_read(self) -> Path | None:
        """Return the path to read to learn what became of the file: itself, the one that it lies in, or the nearest
        existing folder above.

        Return None where that would add or drop documents outside the folder it was ingested from.
        """
        if (holder := holder_of(self.file)) is not None:
            return holder
        if not self.whole:
            return None
        above = (folder for folder in self.file.parents if folder.is_relative_to(self.folder))
        return next((folder for folder in above if folder.is_dir()), None)


def origins(library: Library, docs: Sequence[str]) -> dict[str, Origin]:
    """Return document → its origin; names that are not held are left out."""
    with library.catalog.reading() as connection:
        rows = connection.execute(
            "SELECT d.doc, r.path AS folder, r.whole, d.path FROM document d JOIN root r ON r.id = d.root "
            "WHERE d.doc IN (SELECT value FROM json_each(?))",
            (json.dumps(list(docs)),),
        ).fetchall()
    found = {}
    for row in rows:
        folder = Path(os.fsdecode(row["folder"]))
        found[row["doc"]] = Origin(folder, bool(row["whole"]), folder / os.fsdecode(row["path"]))
    return found
