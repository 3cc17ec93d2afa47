"""Documents whose files are gone, to know a file again that was renamed."""

from __future__ import annotations

import os
from collections.abc import Sequence

from ingest.library.model import Entry
from ingest.sync.sources import Place


class Gone:
    """The documents of a root whose files are missing, by content, to match a new file of the same content."""

    def __init__(self, at: Place, entries: Sequence[Entry]) -> None:
        self.moved: set[int] = set()
        self._by_hash: dict[bytes, list[Entry]] = {}
        self._folder = at.folder
        for entry in entries:
            if entry.hash is not None and entry.version is not None:
                self._by_hash.setdefault(entry.hash, []).append(entry)

    def take(self, data_hash: bytes) -> Entry | None:
        """Return a document with this content whose file is gone; each is given once."""
        for entry in self._by_hash.get(data_hash, []):
            if entry.id not in self.moved and not os.path.lexists(self._folder / entry.path):
                self.moved.add(entry.id)
                return entry
        return None
