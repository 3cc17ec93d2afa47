"""What goes into the catalogue and comes out of it: the state of files, new versions, and published ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.facts.model import Ledger
from ingest.ocr_extra import is_installed
from ingest.schema import READING, CleanText, Description, Passage


@dataclass(frozen=True, slots=True)
class Stamp:
    """The file system's metadata of a file; equal stamps mean an unchanged file.

    `device` is not compared: it changes when a disk is mounted again.

    Attributes:
        size: in bytes.
        mtime, ctime: in nanoseconds.
        inode, device: as the file system numbers them.
    """

    size: int
    mtime: int
    ctime: int
    inode: str
    device: str

    @classmethod
    def of(cls, path: Path) -> Stamp:
        """Return the stamp of the file at `path`, following links.

        Raises:
            OSError: the file's metadata cannot be read.
        """
        s = path.stat()
        return cls(s.st_size, s.st_mtime_ns, s.st_ctime_ns, str(s.st_ino), str(s.st_dev))

    def same_file(self, other: Stamp | None) -> bool:
        """Return whether the content is unchanged. ctime reveals an edit that set mtime back."""
        return other is not None and (self.size, self.mtime, self.ctime, self.inode) == (
            other.size,
            other.mtime,
            other.ctime,
            other.inode,
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A document and the known state of its file, which a sync compares with the folder.

    Attributes:
        id: number of the document.
        path: path relative to its root.
        doc: the name to show.
        version: number of the published version, if any.
        reason: why the newest file could not be read, if it could not.
        hash, stamp: of the file that the published version was read from.
        reading: of that version, see `READING`.
        pictures_unread: of that version, see `SourceText`.
    """

    id: int
    path: Path
    doc: str
    version: int | None
    reason: str | None
    hash: bytes | None
    stamp: Stamp | None
    reading: int | None
    pictures_unread: int = 0

    @property
    def outdated(self) -> bool:
        """Return whether the file must be read again although it is unchanged."""
        return self.reading is not None and (self.reading < READING or self.has_pictures_to_read)

    @property
    def has_pictures_to_read(self) -> bool:
        """Return whether pictures were passed over that can be read by now."""
        return self.pictures_unread > 0 and is_installed()

    def holds(self, content_hash: bytes) -> bool:
        """Return whether the published version was read from content with this hash."""
        return self.version is not None and self.hash == content_hash


@dataclass(frozen=True, slots=True)
class Draft:
    """A document's new version, ready to be published.

    Attributes:
        document: number of the document; None for a new one.
        root, path, doc: number of its root, path relative to it, and the name to show.
        hash, stamp: of the file that it was read from; None where it was made from the text of the version before, so
            that what is known of the file stays as it is.
        format, file_title: of the file; see `SourceText`.
        clean: its cleaned text.
        description: its metadata.
        passages: its passages.
        ledger: its facts and projects.
        reading: number of the program's reading, see `READING`.
    """

    document: int | None
    root: int
    path: Path
    doc: str
    hash: bytes | None
    stamp: Stamp | None
    format: str
    file_title: str | None
    clean: CleanText
    description: Description
    passages: Sequence[Passage]
    ledger: Ledger
    reading: int = READING


@dataclass(frozen=True, slots=True)
class Stored:
    """A document's published version: its text, and what was made of it.

    Attributes:
        version: its number.
        format, file_title: of the file; see `SourceText`.
        clean: its cleaned text.
        description: its metadata, corrections included.
        passages: its passages.
        ledger: its facts and projects.
        reading: number of the program's reading, see `READING`.
    """

    version: int
    format: str
    file_title: str | None
    clean: CleanText
    description: Description
    passages: tuple[Passage, ...]
    ledger: Ledger
    reading: int
