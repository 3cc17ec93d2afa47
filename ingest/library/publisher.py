"""Publish documents: write new versions into the indexes, then make them visible in one transaction.

    1  add the versions and their passages to the catalogue, unpublished      (which assigns ids)
    2  write vectors and terms under these ids, and count them
    3  one transaction: the documents point to the new versions, the old ones' ids are retired
    4  remove the retired ids from the indexes

After a crash before 3 the old versions answer, after 3 the new ones; a search drops ids that are not published. The
next writer removes what is left over."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache, partial

import numpy as np

from ingest.chinese.tokens import terms
from ingest.embedding import Embedder, Vectors
from ingest.errors import EmbeddingMismatch, LibraryError
from ingest.faults import of_a_text
from ingest.library import catalog_writer
from ingest.library.backup import keep_copy
from ingest.library.catalog import Catalog
from ingest.library.copies import Copies
from ingest.library.indexes import BOTH, Indexes, Which
from ingest.library.lexical_index import LexicalEntry, LexicalIndex
from ingest.library.model import Draft
from ingest.library.vector_index import Vector, VectorIndex
from ingest.schema import StoredPassage

log = logging.getLogger(__name__)

# Texts embedded in one call, and passages indexed in one go while an index is rebuilt.
_EMBED_BATCH = 512
_REBUILD_BATCH = 2_000
# Removed vectors keep their place in Chroma's files: copied into a new index when they are most of it.
_GARBAGE_FLOOR = 5_000


def index_context(passage: StoredPassage) -> str:
    """Return the context of a passage on one line: the region it tells of, its document's region and place, year, title, headings.

    Many counties and years have near-identical sentences; without this a passage is ambiguous.
    """
    year = passage.year or (passage.date and passage.date[:4])
    parts = [
        passage.about,
        passage.region,
        passage.place,
        f"{year}年" if year else None,
        passage.title,
        *passage.headings,
    ]
    return " ".join(part for part in parts if part)


def index_text(passage: StoredPassage) -> str:
    """Return the text that is embedded for a passage: its context, and its own text on the next line."""
    return f"{index_context(passage)}\n{passage.text}"


def digest_of(text: str) -> bytes:
    """Return the digest by which a text that was embedded is known again."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class Publisher:
    """Writes to one library while its lock is held (`Library.writing`)."""

    def __init__(
        self, catalog: Catalog, indexes: Indexes, embedder: Callable[[], Embedder], model: str
    ) -> None:
        """Prepare to write; nothing is changed before `start`.

        Args:
            catalog: the library's catalogue.
            indexes: its indexes.
            embedder: returns the embedding model; called at first need.
            model: the name of that model in the settings.
        """
        self.catalog = catalog
        self._indexes = indexes
        self._embedder = embedder
        self._model = model
        self._copies = Copies()
        self.encoded = 0  # texts, since the start

    def start(self, *, thoroughly: bool) -> None:
        """Make damaged indexes anew and remove what an earlier writer left over.

        Args:
            thoroughly: look every passage up in both indexes also where no writer left them unfinished.
        """
        self._indexes.begin_writing()
        self._indexes.sweep_folders()
        self._mend(thoroughly=thoroughly or self.catalog.meta("writing") is not None)
        self.discard_unpublished()

    def discard_unpublished(self) -> None:
        """Remove versions that were begun and not published."""
        with self.catalog.transaction() as tx:
            catalog_writer.retire_unpublished(tx)
            catalog_writer.drop_blank_documents(tx)
        self.sweep()

    def prepare(self) -> None:
        """Load what it takes to publish, so that it is there when there is something to be published."""
        self._embedder()
        self._indexes.vectors()

    def _mend(self, *, thoroughly: bool) -> None:
        if broken := self._indexes.damaged(thoroughly=thoroughly):
            if self.catalog.meta("generation") is not None:
                log.warning(
                    "资料库的索引缺失或损坏，正在重建 (rebuilding from the catalogue): %s", ", ".join(broken)
                )
            self.rebuild(broken)

    def _mark(self) -> None:
        """Note that an index is about to be written: whoever comes after a crash looks at it before opening it."""
        if self.catalog.meta("writing") is None:
            with self.catalog.transaction() as tx:
                catalog_writer.set_meta(tx, writing="1")

    def finish(self) -> None:
        """Compact the vector index if most of it is garbage, look for the copies of an older library, and clear the mark
        of writing."""
        written = int(self.catalog.meta("vectors_written") or 0)
        if written > 2 * self.catalog.passage_count() + _GARBAGE_FLOOR:
            old = self._indexes.vectors()
            self._rebuild(("vectors",), lambda passages: _stacked(old, passages))
        if self.catalog.unsigned():
            with self.catalog.transaction() as tx:
                self._copies.renew(tx, ())
                catalog_writer.bump_generation(tx)
        if self.catalog.meta("writing") is not None:
            with self.catalog.transaction() as tx:
                catalog_writer.clear_meta(tx, "writing")
        keep_copy(self.catalog)

    def publish(
        self, drafts: Sequence[Draft], *, also: Callable[[sqlite3.Connection], object] | None = None
    ) -> None:
        """Publish `drafts`, all of them at once. What was embedded for the versions before is not embedded again.

        Args:
            drafts: the new versions.
            also: what else is to be written in the publishing transaction.

        Raises:
            LibraryError: an index is incomplete after writing; nothing has been published.
            EmbeddingMismatch: the library's vectors are of another model.
            UnfitText: a text cannot be stored, embedded or taken apart into words; nothing has been published.
        """
        if not drafts:
            return
        with of_a_text(), self.catalog.transaction() as tx:
            catalog_writer.set_meta(tx, writing="1")
            documents = [
                draft.document or catalog_writer.add_document(tx, draft.root, draft.path, draft.doc)
                for draft in drafts
            ]
            versions = [catalog_writer.add_version(tx, n, d) for n, d in zip(documents, drafts, strict=True)]
        passages = self.catalog.passages_of_versions(versions)
        began, encoded = time.perf_counter(), self.encoded
        before = [draft.document for draft in drafts if draft.document is not None]
        embed = partial(self._embed, before=before)
        self._write(passages, self._indexes.words(), self._indexes.vectors(), embed)
        log.info(
            "published %d documents, %d passages, embedded %d texts and indexed in %.0f ms",
            len(drafts), len(passages), self.encoded - encoded, 1000 * (time.perf_counter() - began),
        )  # fmt: skip
        with self.catalog.transaction() as tx:
            for document, draft, version in zip(documents, drafts, versions, strict=True):
                catalog_writer.publish(tx, document, draft, version)
            catalog_writer.set_embedded(tx, _digests(passages))
            if also is not None:
                also(tx)
            self._copies.renew(tx, documents)
            written = int(self.catalog.meta("vectors_written") or 0) + len(passages)
            catalog_writer.set_meta(tx, vectors_written=str(written))
            catalog_writer.bump_generation(tx)
        self.sweep()

    def remove(self, documents: Collection[int]) -> int:
        """Remove documents, by number, and return how many there were. Where one of them had copies, the best takes its
        place at once."""
        with self.catalog.transaction() as tx:
            removed = catalog_writer.remove_documents(tx, documents)
            if removed:
                self._copies.renew(tx, documents)
                catalog_writer.bump_generation(tx)
        self.sweep()
        return removed

    def sweep(self) -> None:
        """Remove from the indexes what is no longer published."""
        with self.catalog.reading() as connection:
            ids = catalog_writer.retired(connection)
        if not ids:
            return
        self._mark()
        self._indexes.vectors().delete(ids)
        self._indexes.words().write([], remove=ids)
        with self.catalog.transaction() as tx:
            catalog_writer.forget_retired(tx, ids)

    def rebuild(self, which: Iterable[Which] = BOTH) -> None:
        """Rebuild these indexes from the catalogue; the current ones answer until the new ones are complete.

        Raises:
            LibraryError: an index is incomplete after writing; the current ones stay.
        """
        self._rebuild(tuple(which), self._embed_anew)

    def _rebuild(self, which: Sequence[Which], embed: Callable[[Sequence[StoredPassage]], Vectors]) -> None:
        names: dict[str, str] = {}
        words, vectors = None, None
        self._mark()
        for kind in which:
            names[kind], index = self._indexes.create(kind)
            if isinstance(index, LexicalIndex):
                words = index
            else:
                vectors = index
        ids = self.catalog.passage_ids()
        digests: list[tuple[int, bytes]] = []
        for first in range(0, len(ids), _REBUILD_BATCH):
            passages = self.catalog.passages(ids[first : first + _REBUILD_BATCH])
            self._write(passages, words, vectors, embed)
            digests += _digests(passages)
        for made in (words, vectors):
            if made is not None:
                made.close()
        if vectors is not None:
            names |= {"vectors_written": str(len(ids)), "embedding": self._model}
            if embed == self._embed_anew and ids:
                names["embedding_identity"] = self._embedder().name
        with self.catalog.transaction() as tx:
            if vectors is not None and embed == self._embed_anew:
                catalog_writer.set_embedded(tx, digests)
            catalog_writer.set_meta(tx, **names)
            catalog_writer.bump_generation(tx)
        self._indexes.forget()
        self._indexes.sweep_folders()

    def _write(
        self,
        passages: Sequence[StoredPassage],
        words: LexicalIndex | None,
        vectors: VectorIndex | None,
        embed: Callable[[Sequence[StoredPassage]], Vectors],
    ) -> None:
        """Write `passages` into these indexes and check that they are there."""
        if not passages:
            return
        ids = [passage.id for passage in passages]
        held: dict[Which, int] = {}
        if vectors is not None:
            with of_a_text():
                embedded = embed(passages)
            vectors.write(ids, embedded)
            held["vectors"] = len(vectors.get(ids))
        if words is not None:
            numbers = self.catalog.document_ids({passage.doc for passage in passages})
            with of_a_text():
                entries = [
                    LexicalEntry(p.id, numbers[p.doc], terms(p.text), _context_terms(index_context(p)))
                    for p in passages
                ]
            words.write(entries)
            held["words"] = words.held(ids)
        for which, count in held.items():
            if count != len(ids):
                raise LibraryError(
                    f"写入{'词语' if which == 'words' else '向量'}索引不完整：{count}/{len(ids)} 段，原有内容保持不变。请检查磁盘空间后"
                    f"重试。(The {which} index took {count} of {len(ids)} passages; nothing has changed. Check the "
                    "disk's space and try again.)"
                )

    def _embed(self, passages: Sequence[StoredPassage], before: Sequence[int]) -> Vectors:
        """Return the embeddings of `passages` [n, dimensions], once the library's are known to be of the same model.

        Args:
            passages: of new versions.
            before: numbers of the documents whose published versions are looked at for texts that are the same.
        """
        name, known = self._embedder().name, self.catalog.meta("embedding_identity")
        if known is None:
            with self.catalog.transaction() as tx:
                catalog_writer.set_meta(tx, embedding_identity=name)
        elif known != name:
            raise outdated(known, name)
        held = self._held(passages, before)
        new = [passage for passage in passages if passage.id not in held]
        if new:
            held |= dict(zip((passage.id for passage in new), self._embed_anew(new), strict=True))
        return np.stack([held[passage.id] for passage in passages])

    def _held(self, passages: Sequence[StoredPassage], before: Sequence[int]) -> dict[int, Vector]:
        """Return passage id → the vector that its text has in the published version of a document among `before`."""
        known = self.catalog.embedded(before) if before else {}
        unnoted = [id_ for id_, digest in known.items() if digest is None]
        # Older programs noted no digest, and embedded the text that `index_text` gives.
        noted = {id_: digest for id_, digest in known.items() if digest is not None}
        noted |= dict(_digests(self.catalog.passages(unnoted)))
        by_digest = {digest: id_ for id_, digest in noted.items()}
        same = {id_: by_digest[digest] for id_, digest in _digests(passages) if digest in by_digest}
        vectors = self._indexes.vectors().get(list(set(same.values()))) if same else {}
        return {id_: vectors[old] for id_, old in same.items() if old in vectors}

    def _embed_anew(self, passages: Sequence[StoredPassage]) -> Vectors:
        """Return the embeddings of `passages`, encoding each text once: some documents stand twice in a folder."""
        texts = [index_text(passage) for passage in passages]
        unique = list(dict.fromkeys(texts))
        self.encoded += len(unique)
        rows = np.concatenate(
            [
                self._embedder().encode(unique[first : first + _EMBED_BATCH])
                for first in range(0, len(unique), _EMBED_BATCH)
            ]
        )
        row_of = {text: row for row, text in enumerate(unique)}
        return np.asarray(rows[[row_of[text] for text in texts]], dtype=np.float32)


def outdated(built_with: str, loaded: str) -> EmbeddingMismatch:
    """Return the error for a library whose vectors are of another state of the configured model."""
    return EmbeddingMismatch(
        f"资料库的向量出自嵌入模型 {built_with}，当前模型是 {loaded}（模型已更新或更换）。请运行 "
        f"xianwen ingest --re-embed 重建向量。(The library's vectors are of {built_with}, the model is now "
        f"{loaded}: run xianwen ingest --re-embed.)"
    )


def _digests(passages: Iterable[StoredPassage]) -> list[tuple[int, bytes]]:
    """Return (id, digest of the text that is embedded) of each passage."""
    return [(passage.id, digest_of(index_text(passage))) for passage in passages]


def _stacked(index: VectorIndex, passages: Sequence[StoredPassage]) -> Vectors:
    held = index.get([passage.id for passage in passages])
    return np.stack([held[passage.id] for passage in passages])


@lru_cache(maxsize=1024)
def _context_terms(context: str) -> list[str]:
    """Return the terms of a context, which all passages of a section share."""
    return terms(context)
