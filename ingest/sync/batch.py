"""Documents that wait to be published together."""

from __future__ import annotations

from ingest.library import catalog_writer
from ingest.library.catalog import Catalog
from ingest.library.model import Draft
from ingest.library.publisher import Publisher

# Published together: a commit of each index costs about 0.1 s, and what is not published is lost in a crash.
_PASSAGES = 2_000


class Batch:
    """New versions that wait to be published, and published ones that were found to be as they would be read now."""

    def __init__(self, catalog: Catalog, publisher: Publisher) -> None:
        """Begin with nothing; the library's lock is held as long as the batch is used."""
        self._catalog = catalog
        self._publisher = publisher
        self._drafts: list[Draft] = []
        self._confirmed: dict[int, int] = {}
        self._waiting = 0

    @property
    def is_full(self) -> bool:
        """Return whether it is time to flush."""
        return self._waiting >= _PASSAGES

    def add(self, draft: Draft) -> None:
        """Let a new version wait."""
        self._drafts.append(draft)
        self._waiting += len(draft.passages)

    def confirm(self, version: int, reading: int) -> None:
        """Note that a published version is as it would be now; `reading` as in `Draft`."""
        self._confirmed[version] = reading

    def flush(self) -> None:
        """Publish what waits.

        Raises:
            LibraryError: an index is incomplete after writing; nothing of the batch has been published.
        """
        self._publisher.publish(self._drafts)
        if self._confirmed:
            with self._catalog.transaction() as tx:
                catalog_writer.set_reading(tx, self._confirmed)
        self._drafts, self._confirmed, self._waiting = [], {}, 0
