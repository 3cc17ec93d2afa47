"""Delete documents so that it can be undone: uploaded files are moved away, others are only excluded."""

from __future__ import annotations

import json
import logging
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.library import catalog_writer
from ingest.library.library import Library
from ingest.library.origins import Origin, origins
from ingest.library.upkeep import remove
from ingest.read.files import holder_of

log = logging.getLogger(__name__)
REMOVED = "uploads-removed"
KEPT_SECONDS = 7 * 24 * 3600
_ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Removal:
    """Documents that were deleted together.

    Attributes:
        count: the number of documents.
        files: where each file was and where it is now; both are the same for files in people's own folders.
    """

    count: int
    files: tuple[tuple[Path, Path], ...]


def take_out(library: Library, uploads: Path, docs: Sequence[str]) -> Removal:
    """Delete documents from the library.

    An uploaded file is moved away; a file in somebody's own folder stays and is excluded, so that watching its folder
    does not bring it back.

    Raises:
        LibraryError: the library cannot be written.
    """
    found = list(origins(library, docs).values())
    files = [origin.file for origin in found]
    count = remove(library, docs)
    _look_again(library, found)
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
    """Move the files of a removal back, end their exclusion, and return those that exist again, to be ingested.

    A file that has meanwhile appeared under the same name is kept as it is.
    """
    for file, now in removal.files:
        if now != file and now.exists() and not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(now, file)
    _set_aside(library, aside(library) - {file for file, _ in removal.files})
    return sorted({holder for file, _ in removal.files if (holder := holder_of(file)) is not None})


def aside(library: Library) -> set[Path]:
    """Return the excluded files: deleted from the library although they are still in their folders."""
    return {Path(path) for path in json.loads(library.catalog.meta(_ASIDE) or "[]")}


def forget_aside(library: Library, folder: Path) -> None:
    """End the exclusion of what is in `folder`, or inside the file of that name, as its owner has it read again."""
    excluded = aside(library)
    kept = {file for file in excluded if not file.is_relative_to(folder)}
    if kept != excluded:
        _set_aside(library, kept)


def purge(uploads: Path, now: float) -> None:
    """Delete the files of removals that were made more than a week before `now`.

    Other files beside them are left alone; what cannot be deleted is logged, and tried again at the next start.

    Args:
        uploads: the folder of uploads.
        now: seconds since the epoch.
    """
    for away in uploads.with_name(REMOVED).glob("*"):
        if away.name.isdecimal() and now - int(away.name) / 1e9 > KEPT_SECONDS:
            try:
                shutil.rmtree(away)
            except OSError as error:
                log.warning("%s could not be dropped: %s", away, error)


def _look_again(library: Library, removed: Sequence[Origin]) -> None:
    """Have files looked into again from which documents were deleted: only so can these come back."""
    holders = {
        (each.folder, holder) for each in removed if (holder := each.on_disk()) not in (None, each.file)
    }
    if not holders:
        return
    with library.catalog.transaction() as tx:
        numbers = catalog_writer.roots(tx)
        for folder, holder in holders:
            if holder is not None and holder.is_relative_to(folder):
                number, _ = numbers[folder]
                catalog_writer.set_stamp_of_all_in(tx, number, holder.relative_to(folder), None)


def _set_aside(library: Library, files: set[Path]) -> None:
    with library.catalog.transaction() as tx:
        catalog_writer.set_meta(tx, **{_ASIDE: json.dumps(sorted(map(str, files)))})
