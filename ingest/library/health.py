"""Whether a library is whole: each of its files, and that the indexes hold and find what the catalogue publishes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from ingest.errors import LibraryError
from ingest.library.folder import CONVERSATIONS_NAME
from ingest.library.library import Library
from ingest.library.lock import is_being_written
from ingest.library.sqlite import fault_of_database

Part = Literal["catalogue", "words", "vectors", "conversations"]
# Passages that are looked up in each index, unless all are.
SAMPLE = 2_000
# Looks at a library that is being written before what is found wrong counts, and the seconds between two.
_TRIES, _PAUSE = 8, 0.3
_REBUILD = "xianwen rebuild"
_RESTORE = "xianwen restore"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a part of a library.

    Attributes:
        part: which.
        what: what is wrong, in one line.
        remedy: the command that mends it.
    """

    part: Part
    what: str
    remedy: str

    def as_json(self) -> dict[str, str]:
        """Return the object that `xianwen status --json` prints."""
        return asdict(self)


def examined(library: Library, *, thoroughly: bool = False) -> list[Fault]:
    """Return what is wrong with `library`; nothing where it is whole.

    Args:
        library: the library, which may be in use.
        thoroughly: look every passage up in both indexes, not `SAMPLE` of them.
    """
    for _ in range(_TRIES):
        generation = _generation(library)
        found = [*_catalogue(library), *_indexes(library, thoroughly=thoroughly), *_conversations(library)]
        # What a writer publishes or sweeps meanwhile is missing in one place for a moment.
        if not found or not (
            is_being_written(library.settings.library) or generation != _generation(library)
        ):
            break
        time.sleep(_PAUSE)
    return found


def _generation(library: Library) -> int | None:
    try:
        return library.generation
    except LibraryError:
        return None


def _catalogue(library: Library) -> Iterator[Fault]:
    if fault := library.catalog.faults():
        yield Fault("catalogue", fault, _RESTORE)


def _indexes(library: Library, *, thoroughly: bool) -> Iterator[Fault]:
    try:
        ids = library.catalog.passage_ids()
    except LibraryError:  # told as the catalogue's
        return
    if not ids:
        return
    if not thoroughly:
        ids = ids[:: max(1, len(ids) // SAMPLE)]
    if fault := library.indexes.fault_of_words(ids):
        yield Fault("words", fault, _REBUILD)
    if fault := library.indexes.fault_of_vectors(ids):
        yield Fault("vectors", fault, _REBUILD)


def _conversations(library: Library) -> Iterator[Fault]:
    path = library.settings.library / CONVERSATIONS_NAME
    if path.exists() and (fault := fault_of_database(path)):
        yield Fault("conversations", f"对话文件 {path} 损坏（{fault}）", f"{_RESTORE} 备份文件")
