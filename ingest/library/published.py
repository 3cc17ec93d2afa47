"""Read what is published while another process may be publishing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from ingest.errors import LibraryError
from ingest.library.catalog import Catalog
from ingest.schema import StoredPassage

T = TypeVar("T")
# (passage id, score), best first.
Hits = list[tuple[int, float]]
# A search during which something was published is run again, so that it sees the old or the new version whole.
_TRIES = 5
# Passages kept once read, until something is published: some 10 MB.
_KEPT = 5_000


class Kept(Generic[T]):
    """A value that is read from a catalogue again only after a publication."""

    def __init__(self, catalog: Catalog, read: Callable[[], T]) -> None:
        """Keep what `read` gives."""
        self._catalog = catalog
        self._read = read
        self._held: tuple[int, T] | None = None

    @property
    def value(self) -> T:
        """Return the value as of the last publication."""
        # Before the value: what is published between the two shows at the next look.
        generation = self._catalog.generation()
        held = self._held
        if held is None or held[0] != generation:
            held = self._held = (generation, self._read())
        return held[1]


class Published:
    """What a catalogue lists as published, read so that all of it is of one generation."""

    def __init__(self, catalog: Catalog) -> None:
        """Go by `catalog`."""
        self._catalog = catalog
        self._passages: tuple[int, dict[int, StoredPassage]] = (-1, {})

    def passages(self, ids: Sequence[int]) -> list[StoredPassage]:
        """Return the published passages among `ids`, in the order given."""
        if len(ids) > _KEPT:
            return self._catalog.passages(ids)
        return self.consistent(lambda: self._kept_passages(ids))

    def _kept_passages(self, ids: Sequence[int]) -> list[StoredPassage]:
        generation = self._catalog.generation()
        # Of two threads that begin anew the later one wins; each goes on with its own.
        held = self._passages
        if held[0] != generation or len(held[1]) + len(ids) > _KEPT:
            held = self._passages = (generation, {})
        missing = [id_ for id_ in ids if id_ not in held[1]]
        held[1].update((passage.id, passage) for passage in self._catalog.passages(missing))
        return [held[1][id_] for id_ in ids if id_ in held[1]]

    def best(
        self,
        k: int,
        find: Callable[[int], Hits],
        documents: Sequence[int] | None = None,
        *,
        among: Sequence[int] | None = None,
    ) -> Hits:
        """Return the first `k` published results of a search.

        Args:
            k: the most results to return.
            find: returns as many results of the search as it is given, published or not.
            documents, among: as of `Catalog.published`.

        Raises:
            LibraryError: the index is damaged.
        """
        return self.consistent(lambda: self._first(k, find, documents, among))

    def consistent(self, read: Callable[[], T]) -> T:
        """Return the result of `read`, called again if something was published meanwhile.

        It may then have met an index that was being replaced, or parts of two versions.
        """
        for _ in range(_TRIES):
            generation = self._catalog.generation()
            try:
                result = read()
            except LibraryError:
                if self._catalog.generation() == generation:
                    raise
                continue
            if self._catalog.generation() == generation:
                return result
        return read()

    def _first(
        self,
        k: int,
        find: Callable[[int], Hits],
        documents: Sequence[int] | None,
        among: Sequence[int] | None,
    ) -> Hits:
        wanted = k
        while True:
            hits = find(wanted)
            published = self._catalog.published([id_ for id_, _ in hits], documents, among=among)
            kept = [hit for hit in hits if hit[0] in published]
            if len(kept) >= k or len(hits) < wanted:
                return kept[:k]
            wanted *= 2
