"""Documents inside files (members of archives, rows of tables, enclosures): which are known, and which are gone.

Such a document's path goes on from that of its file as though that were a folder: 资料.zip/2021/报告.docx.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from ingest.library.model import Entry


class Inside:
    """The documents inside the files of a root, as they are known and as they are found."""

    def __init__(self, entries: Mapping[Path, Entry], files: Collection[Path]) -> None:
        """Begin with what the catalogue knows.

        Args:
            entries: of the root, by their paths.
            files: the files and closed folders that are there, relative to the root.
        """
        self._entries = entries
        self._of: dict[Path, list[Entry]] = {}
        for path, entry in entries.items():
            holder = next((above for above in path.parents if above in files), None)
            if holder is not None and path not in files:
                self._of.setdefault(holder, []).append(entry)
        self._found: set[Path] = set()
        self._unread: set[Path] = set()
        self._aside: set[Path] = set()
        self.gone: list[Entry] = []

    def of(self, file: Path) -> list[Entry]:
        """Return the documents known inside a file."""
        return self._of.get(file, [])

    def holds(self, path: Path) -> bool:
        """Return whether a path lies inside a file, or a closed folder, that is there."""
        return any(above in self._of for above in path.parents)

    def found(self, path: Path) -> Entry | None:
        """Note that there is a document at a path, and return what is known of it."""
        self._found.add(path)
        return self._entries.get(path)

    def unread(self, path: Path) -> None:
        """Note that what is at a path cannot be read: what is known inside it stays as it is."""
        self._unread.add(path)

    def set_aside(self, path: Path) -> None:
        """Note that a document at a path is excluded: to have it again, its file must be looked into again."""
        self._aside.add(path)

    def settled(self, file: Path, *, is_document: bool) -> bool:
        """Note that a file was looked through: what was known of it and not found again is gone.

        Args:
            file: relative to the root.
            is_document: whether it is a document itself.

        Returns:
            Whether all that is in it was taken.
        """
        known = [entry for entry in self.of(file) if entry.path not in self._found]
        self.gone += [entry for entry in known if not self._unread.intersection(entry.path.parents)]
        own = self._entries.get(file)
        if own is not None and not is_document:
            self.gone.append(own)
        return not any(path.is_relative_to(file) for path in self._unread | self._aside)
