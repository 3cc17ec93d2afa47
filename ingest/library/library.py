"""The library: the ingested documents, to list, to show and to search.

The catalogue is the source of truth; a search result counts only if the catalogue lists it as published.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import Embedder, load_embedder
from ingest.embedding.cache import VectorCache
from ingest.errors import LibraryError
from ingest.facts.model import StoredFact, StoredProject
from ingest.library.catalog import Catalog
from ingest.library.indexes import Indexes
from ingest.library.ledger import ALL_FACTS, ALL_PROJECTS, FactFilter, KeptLedger, ProjectFilter
from ingest.library.lock import writer_lock
from ingest.library.opening import open_catalog
from ingest.library.published import Hits, Kept, Published
from ingest.library.publisher import Publisher, index_text, outdated
from ingest.library.vector_search import VectorSearch
from ingest.schema import DocumentText, Region, StoredDocument, StoredPassage, Table
from ingest.settings import Settings

__all__ = ["Library", "index_text"]

# Sentences whose vectors are kept, 1 KB each.
_CACHED_VECTORS = 8192
# Terms whose frequencies are kept until something is published, some 100 bytes each.
_KEPT_FREQUENCIES = 50_000
# Up to here the passages of copies are left out of the frequencies one by one.
_FEW_PASSAGES = 1_000


class Library:
    """A library on disk. It is safe to use from many threads; readers see what other processes publish.

    Attributes:
        settings: those that it was opened with.
        catalog: its catalogue.
        indexes: its indexes.
        ledger: the facts and projects that its documents tell.
        on_damage: called when an index turns out to be damaged while it is read.
    """

    settings: Settings

    def __init__(self, settings: Settings, catalog: Catalog) -> None:
        """Use `Library.open` instead."""
        self.settings = settings
        self.catalog = catalog
        self.indexes = Indexes(settings.library, catalog)
        self._published = Published(catalog)
        self._vectors = VectorSearch(catalog, self.indexes, self._published, lambda: self.on_damage())
        self.ledger = KeptLedger(catalog)
        self.vector_cache = VectorCache(_CACHED_VECTORS)
        self._loading = threading.Lock()
        self._model: Embedder | None = None
        self._counted = Kept(catalog, catalog.passage_count)
        self._copied = Kept(catalog, catalog.repeated)
        self._documents = Kept(catalog, catalog.documents)
        self.on_damage: Callable[[], object] = lambda: None
        self._frequencies: Kept[dict[str, int]] = Kept(catalog, dict)

    @classmethod
    def open(cls, settings: Settings, *, create: bool = False, re_embed: bool = False) -> Library:
        """Open the library in `settings.library`.

        Args:
            settings: the library's folder, and the configured embedding model.
            create: whether to create a library if there is none.
            re_embed: whether to accept one built with another model, because it is about to be embedded again.

        Raises:
            LibraryError: there is none, or it cannot be opened.
            EmbeddingMismatch: it was built with another embedding model.
        """
        return cls(settings, open_catalog(settings, create=create, re_embed=re_embed))

    @property
    def embedder(self) -> Embedder:
        """Return the embedding model, loaded at first use.

        Raises:
            ModelUnavailable: it cannot be loaded.
            EmbeddingMismatch: the library's vectors are of another model, or of another state of this one.
        """
        model = self._loaded()
        built_with = self.catalog.meta("embedding_identity")
        if built_with not in (None, model.name):
            raise outdated(str(built_with), model.name)
        return model

    def _loaded(self) -> Embedder:
        with self._loading:
            if self._model is None:
                self._model = load_embedder(self.settings.embedding)
            return self._model

    @property
    def generation(self) -> int:
        """Return a number that changes with every publication, by any process."""
        return self.catalog.generation()

    def documents(self) -> tuple[StoredDocument, ...]:
        """Return all documents, ready and failed, by name.

        They are read again only after a publication, as a list of many thousands takes a while.
        """
        return self._documents.value

    def document(self, doc: str) -> DocumentText:
        """Return the ready document `doc` with its text.

        Raises:
            LibraryError: the library does not hold it.
        """
        found = self.catalog.document(doc)
        if found is None:
            raise LibraryError(
                f"资料库中没有文档 {doc}；可用 xianwen list 查看全部文档。(No document {doc} in the library; see xianwen list.)"
            )
        return found

    def passages(self, ids: Sequence[int]) -> list[StoredPassage]:
        """Return the published passages among `ids`, in the order given."""
        return self._published.passages(ids)

    def regions_told_of(self) -> dict[str, frozenset[Region]]:
        """Return document → the regions that single passages of it tell of, other than its own."""
        return self.catalog.regions_told_of()

    def passages_of(self, doc: str) -> list[StoredPassage]:
        """Return the passages of `doc`, from its beginning to its end; none if it is not held."""
        return self.catalog.passages_of(doc)

    def tables(self, docs: Sequence[str]) -> dict[str, tuple[Table, ...]]:
        """Return document → its tables from beginning to end, for those of `docs` that have any."""
        return self.catalog.tables(docs)

    def facts(self, wanted: FactFilter = ALL_FACTS) -> list[StoredFact]:
        """Return the published facts that `wanted` allows, by document name and offset; copies of others have none."""
        return self.ledger.facts(wanted)

    def projects(self, wanted: ProjectFilter = ALL_PROJECTS) -> list[StoredProject]:
        """Return the published projects that `wanted` allows, by document name and offset, as `facts` does."""
        return self.ledger.projects(wanted)

    def passage_at(self, doc: str, offset: int) -> StoredPassage | None:
        """Return the first passage of `doc` that contains the character at `offset`, or None."""
        return self.catalog.passage_at(doc, offset)

    def passage_count(self) -> int:
        """Return the number of published passages."""
        return self._counted.value

    def search_words(
        self,
        weights: Mapping[str, float],
        k: int,
        *,
        docs: Collection[str] | None = None,
        context_weight: float = 0.5,
    ) -> Hits:
        """Return the passages with the highest sum of weight × BM25 over terms.

        Args:
            weights: term (of `ingest.chinese.tokens.terms`) → weight.
            k: the most passages to return.
            docs: names of the documents to search in; None searches all.
            context_weight: weight of a term in a passage's region, year, title or headings relative to one in its text.

        Returns:
            (passage id, score), best first.

        Raises:
            LibraryError: the index is damaged.
        """
        if not self.passage_count():
            return []
        documents = None if docs is None else list(self.catalog.document_ids(docs).values())

        def find(count: int) -> Hits:
            words = self.indexes.words()
            return words.search(weights, count, documents=documents, context_weight=context_weight)

        try:
            return self._published.best(k, find, among=documents)
        except LibraryError:
            self.on_damage()
            raise

    def search_vectors(
        self, vector: NDArray[np.float32], k: int, *, docs: Collection[str] | None = None
    ) -> Hits:
        """Return the passages whose embeddings are nearest to `vector` [dimensions].

        Args:
            vector: a unit vector.
            k: the most passages to return.
            docs: names of the documents to search in; None searches all.

        Returns:
            (passage id, cosine), best first; none where the index is damaged, see `without_vectors`.
        """
        return self._vectors.search(vector, k, docs) if self.passage_count() else []

    def vectors(self, ids: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """Return passage id → embedding [dimensions], for those of `ids` that are held."""
        return self._vectors.get(ids) if ids and self.passage_count() else {}

    @property
    def without_vectors(self) -> bool:
        """Return whether the library is searched by words alone for now, as its vectors cannot be read."""
        return self._vectors.lost

    def document_frequencies(self, terms: Collection[str]) -> dict[str, int]:
        """Return term → number of the passages that can answer (`answering_count`) that contain it.

        It is approximate after a recent removal. In a large library the passages of copies are taken to hold each term
        as often as the others do: to look costs half a millisecond a term.
        """
        if not self.passage_count():
            return dict.fromkeys(terms, 0)
        known = self._frequencies.value
        # Another thread may empty it meanwhile.
        found = {term: count for term in terms if (count := known.get(term)) is not None}
        found |= self._counted_anew([term for term in terms if term not in found])
        if len(known) > _KEPT_FREQUENCIES:
            known.clear()
        known.update(found)
        return found

    def _counted_anew(self, terms: Sequence[str]) -> dict[str, int]:
        """Return what `document_frequencies` does, for terms of which nothing is kept."""
        if not terms:
            return {}
        words, repeated, count = self.indexes.words(), self._repeated(), self.passage_count()
        if count <= _FEW_PASSAGES:
            return {term: words.frequency(term, without=repeated) for term in terms}
        share = 1 - len(repeated) / count
        return {term: round(share * words.frequency(term)) for term in terms}

    def answering_count(self) -> int:
        """Return the number of passages that can answer: those of all documents, but of copies one each."""
        return self.passage_count() - len(self._repeated())

    def _repeated(self) -> list[int]:
        """Return the ids of the passages in whose place another document answers."""
        return self._copied.value

    @contextmanager
    def writing(self, *, thoroughly: bool = False) -> Iterator[Publisher]:
        """Hold the right to write while the block runs, after repairing what an earlier writer left unfinished.

        Args:
            thoroughly: whether to look for damage that no writer has left, which takes a second and more.

        Raises:
            LibraryBusy: another process is writing.
            LibraryError: the disk is full, or the catalogue cannot be written.
        """
        with writer_lock(self.settings.library):
            publisher = Publisher(self.catalog, self.indexes, self._loaded, self.settings.embedding)
            try:
                publisher.start(thoroughly=thoroughly)
                yield publisher
                publisher.finish()
            except sqlite3.OperationalError as error:
                raise LibraryError(
                    f"无法写入资料库 {self.settings.library}：{error}。请检查磁盘空间和权限后重试。"
                    "(The library cannot be written: check disk space and permissions.)"
                ) from error
            finally:
                self.indexes.end_writing()

    def damage(self) -> list[str]:
        """Return the indexes ("words", "vectors") that are missing, damaged or incomplete."""
        return [str(which) for which in self.indexes.damaged()] if self.passage_count() else []

    def left_unfinished(self) -> bool:
        """Return whether a writer died while it wrote, or an index is missing: the next writer should come soon."""
        return bool(self.passage_count()) and (
            self.indexes.left_unfinished() or bool(self.indexes.damaged(thoroughly=False))
        )

    def close(self) -> None:
        """Release files and connections."""
        self.indexes.forget()
        self.catalog.close()
