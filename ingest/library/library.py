"""The library: the ingested documents, to list, to show and to search.

The catalogue is the source of truth; a search result counts only if the catalogue lists it as published.
"""

from __future__ import annotations

import math
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import Embedder, load_embedder
from ingest.embedding.cache import VectorCache
from ingest.errors import EmbeddingMismatch, LibraryError
from ingest.facts.model import StoredFact, StoredProject
from ingest.library.catalog import Catalog
from ingest.library.indexes import Indexes
from ingest.library.ledger import ALL_FACTS, ALL_PROJECTS, FactFilter, KeptLedger, ProjectFilter
from ingest.library.lock import writer_lock
from ingest.library.publisher import Publisher, index_text, outdated
from ingest.schema import DocumentText, Region, StoredDocument, StoredPassage, Table
from ingest.settings import Settings

__all__ = ["Library", "index_text", "rebuild", "remove"]

T = TypeVar("T")
Hits = list[tuple[int, float]]
# A search during which something was published is run again, so that it sees the old or the new version whole.
_TRIES = 5
# Passages kept once read, until something is published: some 10 MB.
_KEPT = 5_000
# Sentences whose vectors are kept, 1 KB each.
_CACHED_VECTORS = 8192
# Above this share of the passages a search of all of them, filtered afterwards, is the faster one.
_FEW_PASSAGES = 1_000
_MOST = 0.2


class Library:
    """A library on disk. It is safe to use from many threads; readers see what other processes publish."""

    settings: Settings

    def __init__(self, settings: Settings, catalog: Catalog) -> None:
        """Use `Library.open` instead."""
        self.settings = settings
        self.catalog = catalog
        self._indexes = Indexes(settings.library, catalog)
        self._ledger = KeptLedger(catalog)
        self.vector_cache = VectorCache(_CACHED_VECTORS)
        self._loading = threading.Lock()
        self._model: Embedder | None = None
        self._counted = (-1, 0)
        self._copied: tuple[int, list[int]] = (-1, [])
        self._documents: tuple[int, tuple[StoredDocument, ...]] = (-1, ())
        self._read: tuple[int, dict[int, StoredPassage]] = (-1, {})

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
        folder = settings.library
        if create:
            _make_folder(folder)
        elif not Catalog.exists(folder):
            raise LibraryError(
                f"此处没有资料库：{folder}。请先运行 xianwen ingest PATH 建立，或用 --library 指定已有资料库的文件夹。"
                f"(No library in {folder}: run xianwen ingest PATH first, or point --library at one.)"
            )
        catalog = Catalog(folder)
        if create:
            catalog.prepare({"embedding": settings.embedding})
        catalog.check()
        built_with = catalog.meta("embedding") or settings.embedding
        if built_with != settings.embedding and not re_embed:
            catalog.close()
            raise EmbeddingMismatch(
                f"资料库是用嵌入模型 {built_with} 建立的，现在配置的是 {settings.embedding}。请改回 "
                f"XIANWEN_EMBEDDING={built_with}，或运行 xianwen ingest --re-embed 用新模型重建向量。"
                f"(The library was built with the embedding {built_with}, {settings.embedding} is configured: set "
                "it back, or run xianwen ingest --re-embed.)"
            )
        return cls(settings, catalog)

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
        # Before the documents: what is published between the two shows at the next look.
        generation = self.generation
        held = self._documents
        if held[0] != generation:
            held = self._documents = (generation, tuple(self.catalog.documents()))
        return held[1]

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
        if len(ids) > _KEPT:
            return self.catalog.passages(ids)
        return self._consistent(lambda: self._kept_passages(ids))

    def _kept_passages(self, ids: Sequence[int]) -> list[StoredPassage]:
        generation = self.generation
        # Of two threads that begin anew the later one wins; each goes on with its own.
        held = self._read
        if held[0] != generation or len(held[1]) + len(ids) > _KEPT:
            held = self._read = (generation, {})
        missing = [id_ for id_ in ids if id_ not in held[1]]
        held[1].update((passage.id, passage) for passage in self.catalog.passages(missing))
        return [held[1][id_] for id_ in ids if id_ in held[1]]

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
        return self._ledger.facts(wanted)

    def projects(self, wanted: ProjectFilter = ALL_PROJECTS) -> list[StoredProject]:
        """Return the published projects that `wanted` allows, by document name and offset, as `facts` does."""
        return self._ledger.projects(wanted)

    def passage_at(self, doc: str, offset: int) -> StoredPassage | None:
        """Return the first passage of `doc` that contains the character at `offset`, or None."""
        return self.catalog.passage_at(doc, offset)

    def passage_count(self) -> int:
        """Return the number of published passages."""
        generation = self.generation
        if self._counted[0] != generation:
            self._counted = (generation, self.catalog.passage_count())
        return self._counted[1]

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

        documents = None if docs is None else list(self.catalog.document_ids(docs).values())

        def find(count: int) -> Hits:
            words = self._indexes.words()
            return words.search(weights, count, documents=documents, context_weight=context_weight)

        return self._search(k, find, among=documents)

    def search_vectors(
        self, vector: NDArray[np.float32], k: int, *, docs: Collection[str] | None = None
    ) -> Hits:
        """Return the passages whose embeddings are nearest to `vector` [dimensions].

        Args:
            vector: a unit vector.
            k: the most passages to return.
            docs: names of the documents to search in; None searches all.

        Returns:
            (passage id, cosine), best first.

        Raises:
            LibraryError: the index is damaged.
        """

        if not self.passage_count():
            return []
        if docs is None:
            return self._search(k, lambda count: self._indexes.vectors().search(vector, count))
        documents = list(self.catalog.document_ids(docs).values())
        share = self.catalog.passage_count(documents) / self.passage_count()
        if share > _MOST:  # handing Chroma most ids costs more than looking at a few more neighbours
            return self._search(
                k,
                lambda count: self._indexes.vectors().search(vector, math.ceil(count / share)),
                documents,
                among=documents,
            )
        ids = self.catalog.passage_ids(documents)
        return self._search(
            k, lambda count: self._indexes.vectors().search(vector, count, ids=ids), among=documents
        )

    def _search(
        self,
        k: int,
        find: Callable[[int], Hits],
        documents: Sequence[int] | None = None,
        *,
        among: Sequence[int] | None = None,
    ) -> Hits:
        """Return the first `k` published results of `find`, all of one generation."""
        if not self.passage_count():
            return []
        return self._consistent(lambda: self._published(k, find, documents, among))

    def _consistent(self, read: Callable[[], T]) -> T:
        """Return the result of `read`, called again if something was published meanwhile.

        It may then have met an index that was being replaced, or parts of two versions.
        """
        for _ in range(_TRIES):
            generation = self.generation
            try:
                result = read()
            except LibraryError:
                if self.generation == generation:
                    raise
                continue
            if self.generation == generation:
                return result
        return read()

    def _published(
        self,
        k: int,
        find: Callable[[int], Hits],
        documents: Sequence[int] | None,
        among: Sequence[int] | None,
    ) -> Hits:
        wanted = k
        while True:
            hits = find(wanted)
            published = self.catalog.published([id_ for id_, _ in hits], documents, among=among)
            kept = [hit for hit in hits if hit[0] in published]
            if len(kept) >= k or len(hits) < wanted:
                return kept[:k]
            wanted *= 2

    def vectors(self, ids: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """Return passage id → embedding [dimensions], for those of `ids` that are held."""
        if not ids or not self.passage_count():
            return {}
        return self._consistent(lambda: self._indexes.vectors().get(ids))

    def document_frequencies(self, terms: Collection[str]) -> dict[str, int]:
        """Return term → number of the passages that can answer (`answering_count`) that contain it.

        It is approximate after a recent removal. In a large library the passages of copies are taken to hold each term
        as often as the others do: to look costs half a millisecond a term.
        """
        count = self.passage_count()
        if not count:
            return dict.fromkeys(terms, 0)
        words, repeated = self._indexes.words(), self._repeated()
        if count <= _FEW_PASSAGES:
            return {term: words.frequency(term, without=repeated) for term in terms}
        share = 1 - len(repeated) / count
        return {term: round(share * words.frequency(term)) for term in terms}

    def answering_count(self) -> int:
        """Return the number of passages that can answer: those of all documents, but of copies one each."""
        return self.passage_count() - len(self._repeated())

    def _repeated(self) -> list[int]:
        """Return the ids of the passages in whose place another document answers."""
        generation = self.generation
        if self._copied[0] != generation:
            self._copied = (generation, self.catalog.repeated())
        return self._copied[1]

    @contextmanager
    def writing(self) -> Iterator[Publisher]:
        """Hold the right to write while the block runs, after repairing what an earlier writer left unfinished.

        Raises:
            LibraryBusy: another process is writing.
            LibraryError: the disk is full, or the catalogue cannot be written.
        """
        with writer_lock(self.settings.library):
            publisher = Publisher(self.catalog, self._indexes, self._loaded, self.settings.embedding)
            try:
                publisher.start()
                yield publisher
                publisher.finish()
            except sqlite3.OperationalError as error:
                raise LibraryError(
                    f"无法写入资料库 {self.settings.library}：{error}。请检查磁盘空间和权限后重试。"
                    "(The library cannot be written: check disk space and permissions.)"
                ) from error
            finally:
                self._indexes.end_writing()

    def damage(self) -> list[str]:
        """Return the indexes ("words", "vectors") that are missing, damaged or incomplete."""
        return [str(which) for which in self._indexes.damaged()] if self.passage_count() else []

    def close(self) -> None:
        """Release files and connections."""
        self._indexes.forget()
        self.catalog.close()


def remove(library: Library, docs: Sequence[str]) -> int:
    """Remove `docs` from the library; their files stay, and the next sync of their folder brings them back.

    Returns:
        The number of documents that were held.

    Raises:
        LibraryBusy: another process is writing.
    """
    with library.writing() as publisher:
        return publisher.remove(list(library.catalog.document_ids(docs).values()))


def rebuild(library: Library) -> None:
    """Rebuild both indexes from the catalogue, with the configured embedding model.

    Raises:
        LibraryBusy: another process is writing.
    """
    with library.writing() as publisher:
        publisher.rebuild()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        strangers = (
            [] if Catalog.exists(folder) else [p.name for p in folder.iterdir() if not _is_ours(p.name)]
        )
    except OSError as error:
        raise LibraryError(
            f"无法建立资料库文件夹 {folder}：{error.strerror}。请检查路径和权限。"
            f"(Cannot make the library's folder: check path and permissions.)"
        ) from error
    if strangers:
        raise LibraryError(
            f"{folder} 不是资料库，且已有其他文件（如 {sorted(strangers)[0]}）。请用 --library 指定一个新的或空的文件夹。"
            "(This folder holds other files and no library: give --library a new or an empty folder.)"
        )


def _is_ours(name: str) -> bool:
    return name.startswith(
        (".", "write", "words-", "vectors-", "catalog.", "conversations.", "users", "uploads", "lost+found")
    )
