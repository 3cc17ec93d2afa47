"""Changes of a whole library that no folder asks for: remove documents, mend and rebuild the indexes."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.library.library import Library


def remove(library: Library, docs: Sequence[str]) -> int:
    """Remove `docs` from the library; their files stay, and the next sync of their folder brings them back.

    Returns:
        The number of documents that were held.

    Raises:
        LibraryBusy: another process is writing.
    """
    with library.writing() as publisher:
        return publisher.remove(list(library.catalog.document_ids(docs).values()))


def mend(library: Library) -> None:
    """Look every passage up in both indexes, and make those anew that are damaged.

    Raises:
        LibraryBusy: another process is writing.
    """
    with library.writing(thoroughly=True):
        pass


def rebuild(library: Library) -> None:
    """Rebuild both indexes from the catalogue, with the configured embedding model.

    Raises:
        LibraryBusy: another process is writing.
    """
    with library.writing() as publisher:
        publisher.rebuild()
