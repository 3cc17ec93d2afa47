"""Documents that wait to be published together."""

from __future__ import annotations

import logging
from collections.abc import Callable

from ingest.faults import UnfitText, fault_reason
from ingest.library import catalog_writer
from ingest.library.catalog import Catalog
from ingest.library.model import Draft
from ingest.library.publisher import Publisher

log = logging.getLogger(__name__)
# Published together: a commit of each index costs about 0.1 s, and what is not published is lost in a crash.
_PASSAGES = 2_000
# Told that a draft was published (None), or why it cannot be.
Settled = Callable[[str | None], None]


class Batch:
    """New versions that wait to be published, and published ones that were found to be as they would be read now."""

    def __init__(self, catalog: Catalog, publisher: Publisher) -> None:
        """Begin with nothing; the library's lock is held as long as the batch is used."""
        self._catalog = catalog
        self._publisher = publisher
        self._drafts: list[tuple[Draft, Settled]] = []
        self._confirmed: dict[int, int] = {}
        self._waiting = 0

    @property
    def is_full(self) -> bool:
        """Return whether it is time to flush."""
        return self._waiting >= _PASSAGES

    def add(self, draft: Draft, settled: Settled) -> None:
        """Let a new version wait; `settled` is called once it is published, or cannot be."""
        self._drafts.append((draft, settled))
        self._waiting += len(draft.passages)

    def confirm(self, version: int, reading: int) -> None:
        """Note that a published version is as it would be now; `reading` as in `Draft`."""
        self._confirmed[version] = reading

    def flush(self) -> None:
        """Publish what waits; a document whose text cannot be embedded or indexed fails alone.

        Raises:
            LibraryError: an index is incomplete after writing; nothing of the batch has been published.
        """
        drafts, self._drafts, self._waiting = self._drafts, [], 0
        try:
            self._publish(drafts)
        except UnfitText:
            for each in drafts:
                self._publish_alone(*each)
        if self._confirmed:
            with self._catalog.transaction() as tx:
                catalog_writer.set_reading(tx, self._confirmed)
            self._confirmed = {}

    def _publish(self, drafts: list[tuple[Draft, Settled]]) -> None:
        try:
            self._publisher.publish([draft for draft, _ in drafts])
        except UnfitText:
            self._publisher.discard_unpublished()
            raise
        for _, settled in drafts:
            settled(None)

    def _publish_alone(self, draft: Draft, settled: Settled) -> None:
        try:
            self._publish([(draft, settled)])
        except UnfitText as error:
            log.info("%s: a fault of the program", draft.doc, exc_info=True)
            settled(fault_reason(error.__cause__ or error))
