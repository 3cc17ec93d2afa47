"""What the processes that read are asked to do. What it takes to read is loaded there, and not by who only asks."""

from __future__ import annotations

from ingest.library.model import Stored
from ingest.schema import Correction
from ingest.sync.version import Content, Opened, Version


def read(content: Content, *, doc: str, correction: Correction) -> Version | Opened:
    """Return what a file holds, see `versions.from_content`."""
    from ingest.sync.versions import from_content

    return from_content(content, doc=doc, correction=correction)


def read_one(data: bytes, *, doc: str, correction: Correction) -> Version:
    """Return the version of a file's own text, see `versions.from_file`."""
    from ingest.sync.versions import from_file

    return from_file(data, doc=doc, correction=correction)


def make_anew(stored: Stored, *, doc: str, correction: Correction) -> Version:
    """Return the version that the stored text of a document gives today, see `versions.from_stored`."""
    from ingest.sync.versions import from_stored

    return from_stored(stored, doc=doc, correction=correction)
