"""Where the documents' files lie, as the catalogue knows them."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.library.library import Library


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document came from.

    Attributes:
        folder: canonical path of the folder it was ingested from.
        whole: whether that folder is synced as a whole, and not only files of it that were named one by one.
        file: its file, which may be gone by now.
    """

    folder: Path
    whole: bool
    file: Path

    def to_read(self) -> Path | None:
        """What to read to learn what has become of the file: itself, or the nearest folder above it that is there.
        None where that would bring in, or drop, what is not of the folder it was ingested from."""
        if self.file.exists():
            return self.file
        if not self.whole:
            return None
        above = (folder for folder in self.file.parents if folder.is_relative_to(self.folder))
        return next((folder for folder in above if folder.is_dir()), None)


def origins(library: Library, docs: Sequence[str]) -> dict[str, Origin]:
    """Document → where it came from; names not held are left out."""
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
