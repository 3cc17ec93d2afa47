"""Search the vectors of what is published, and do without them where their index is damaged."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ingest.errors import LibraryBusy, LibraryError
from ingest.library.catalog import Catalog
from ingest.library.indexes import Indexes
from ingest.library.published import Hits, Published

log = logging.getLogger(__name__)
T = TypeVar("T")
# Above this share of the passages a search of all of them, filtered afterwards, is the faster one.
_MOST = 0.2


class VectorSearch:
    """The vectors of a library as they are searched, from any thread."""

    def __init__(
        self, catalog: Catalog, indexes: Indexes, published: Published, on_damage: Callable[[], object]
    ) -> None:
        """Search the vector index among `indexes`.

        Args:
            catalog, indexes, published: of the library.
            on_damage: called when the index turns out to be damaged.
        """
        self._catalog = catalog
        self._indexes = indexes
        self._published = published
        self._on_damage = on_damage
        self._lost_at: int | None = None

    @property
    def lost(self) -> bool:
        """Return whether the index of what is published now cannot be read."""
        return self._lost_at is not None and self._lost_at == self._catalog.generation()

    def search(self, vector: NDArray[np.float32], k: int, docs: Collection[str] | None) -> Hits:
        """Return what `Library.search_vectors` does."""
        return self._read(lambda: self._nearest(vector, k, docs), [])

    def get(self, ids: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """Return what `Library.vectors` does."""
        return self._read(lambda: self._published.consistent(lambda: self._indexes.vectors().get(ids)), {})

    def _read(self, read: Callable[[], T], nothing: T) -> T:
        """Return what is read from the index; `nothing` where it is damaged, until something is published."""
        if self.lost:
            return nothing
        generation = self._catalog.generation()
        try:
            return read()
        except LibraryBusy:
            raise
        except LibraryError as error:
            log.warning("只按词语查找 (searching by words alone): %s", error)
            self._lost_at = generation
        self._on_damage()
        return nothing

    def _nearest(self, vector: NDArray[np.float32], k: int, docs: Collection[str] | None) -> Hits:
        if docs is None:
            return self._published.best(k, lambda count: self._indexes.vectors().search(vector, count))
        documents = list(self._catalog.document_ids(docs).values())
        share = self._catalog.passage_count(documents) / max(1, self._catalog.passage_count())
        if share > _MOST:  # handing Chroma most ids costs more than looking at a few more neighbours
            return self._published.best(
                k,
                lambda count: self._indexes.vectors().search(vector, math.ceil(count / share)),
                documents,
                among=documents,
            )
        ids = self._catalog.passage_ids(documents)
        return self._published.best(
            k, lambda count: self._indexes.vectors().search(vector, count, ids=ids), among=documents
        )
