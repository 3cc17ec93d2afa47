"""Deleting documents so that it can be undone: uploaded files are moved aside, others are only left out."""

from __future__ import annotations

import json
import logging
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.library import catalog_writer
from ingest.library.library import Library, remove
from ingest.library.origins import origins

log = logging.getLogger(__name__)
REMOVED = "uploads-removed"
KEPT_SECONDS = 7 * 24 * 3600
_ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Removal:
    """Documents that were deleted together.

    Attributes:
        count: how many.
        files: where each file was and where it is now; the same for files of people's own folders.
    """

    count: int
    files: tuple[tuple[Path, Path], ...]


def take_out(library: Library, uploads: Path, docs: Sequence[str]) -> Removal:
    """Take documents out of the library. A file of the uploads is moved away; one of somebody's own folder stays
    where it is and is put aside, so that watching its folder does not bring it back.

    Raises:
        LibraryError: the library cannot be written.
    """
    files = [origin.file for origin in origins(library, docs).values()]
    count = remove(library, docs)
    away = uploads.with_name(REMOVED) / f"{time.time_ns()}"
    moved = []
    for file in files:
        now = file
        if file.is_relative_to(uploads) and file.exists():
            now = away / file.relative_to(uploads)
            now.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(file, now)
        moved.append((file, now))
    _set_aside(library, aside(library) | {file for file, now in moved if file == now})
    return Removal(count, tuple(moved))


def put_back(library: Library, removal: Removal) -> list[Path]:
    """Move the files of a removal back, and do not leave them out any more; returns those that are there again,
    to be ingested. A file that is there under the same name by now is kept as it is."""
    for file, now in removal.files:
        if now != file and now.exists() and not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(now, file)
    _set_aside(library, aside(library) - {file for file, _ in removal.files})
    return [file for file, _ in removal.files if file.exists()]


def aside(library: Library) -> set[Path]:
    """The files that were deleted from the library although they are still in their folders."""
    return {Path(path) for path in json.loads(library.catalog.meta(_ASIDE) or "[]")}


def forget_aside(library: Library, folder: Path) -> None:
    """Let the files of `folder` in again: its owner has it read anew."""
    _set_aside(library, {file for file in aside(library) if not file.is_relative_to(folder)})


def purge(uploads: Path, now: float) -> None:
    """Drop the files of removals that were made more than a week before `now` (seconds since the epoch). What was put
    beside them by others is left alone; what cannot be dropped is logged, and tried again at the next start."""
    for away in uploads.with_name(REMOVED).glob("*"):
        if away.name.isdecimal() and now - int(away.name) / 1e9 > KEPT_SECONDS:
            try:
                shutil.rmtree(away)
            except OSError as error:
                log.warning("%s could not be dropped: %s", away, error)


def _set_aside(library: Library, files: set[Path]) -> None:
    with library.catalog.transaction() as tx:
        catalog_writer.set_meta(tx, **{_ASIDE: json.dumps(sorted(map(str, files)))})
