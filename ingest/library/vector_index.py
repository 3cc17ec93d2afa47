"""The vector index: one Chroma collection in a folder of its own, holding ids and embeddings only.

It is used in this way because of how Chroma behaves when several processes share a folder. A client replays the log
of writes once, at its first read, and then does not see what another process writes; so it is closed and opened anew
when the catalogue's generation shows a publication from outside. That replay may write to the folder, and the index
files are not replaced atomically; so opening, and every batch of writes, hold a lock for as long as they take (about
0.1 s)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from ingest.errors import LibraryBusy, LibraryError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from chromadb.config import System

log = logging.getLogger(__name__)

Vector = NDArray[np.float32]
_COLLECTION = "passages"
# Chroma 1.5 refuses more than 5,461; smaller batches hold the lock for a shorter time.
_BATCH = 1_000
# Up to here the wanted vectors are fetched and compared exactly, which is also faster than a filtered search.
_EXACT = 1_000
_LOCK_SECONDS = 60.0
# Of the 60 nearest among 16,000 passages a search finds 0.95 with 200, 0.99 with 500, 0.998 with 1,000 (2.8 ms).
_EF_SEARCH = 1_000
# Embeddings kept once read, some 10 MB: the passages that most questions meet.
_KEPT = 8_192
# `Client.from_system` registers the system under its folder and then looks it up again.
_starting = threading.Lock()


class VectorIndex:
    """The vector index in `folder`. chromadb is imported (1 s) at first use."""

    def __init__(self, folder: Path) -> None:
        """Refer to the index in `folder`, which is opened at first use.

        Raises:
            LibraryError: there is no index in `folder`.
        """
        _require(folder)
        self.folder = folder
        self._opened: _Opened | None = None
        self._read: dict[int, Vector] = {}
        self._guard = threading.Lock()
        self._lock = _folder_lock(folder)

    @classmethod
    def create(cls, folder: Path) -> VectorIndex:
        """Create an empty index in `folder`, which must not exist."""
        folder.mkdir(parents=True)
        with _explained(folder), _held(_folder_lock(folder)):
            system, client = _start(folder)
            client.create_collection(
                _COLLECTION,
                configuration={"hnsw": {"space": "cosine", "ef_search": _EF_SEARCH}},
                embedding_function=None,
            )
            system.stop()
        return cls(folder)

    def close(self) -> None:
        """Drop cached data, so that the next use sees what other processes have written.

        Chroma's threads and files are released when the last running search has ended.
        """
        with self._guard:
            opened, self._opened = self._opened, None
            self._read = {}
            if opened is not None:
                opened.is_current = False
                opened.stop_unless_used()

    @contextmanager
    def _collection(self) -> Iterator[Collection]:
        """Provide the collection, opened if needed, which stays open while the block runs."""
        with self._guard:
            if self._opened is None:
                with _explained(self.folder), _held(self._lock):
                    self._opened = _Opened(self.folder)
            opened = self._opened
            opened.users += 1
        try:
            with _explained(self.folder):
                yield opened.collection
        finally:
            with self._guard:
                opened.users -= 1
                opened.stop_unless_used()

    @contextmanager
    def _changing(self) -> Iterator[Collection]:
        """Provide the collection for writing; data cached before or while the block runs are dropped."""
        try:
            with self._collection() as collection, _held(self._lock):
                yield collection
        finally:
            with self._guard:
                self._read = {}

    def __len__(self) -> int:
        with self._collection() as collection:
            return collection.count()

    def search(self, vector: Vector, k: int, *, ids: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """Return the passages nearest to `vector`.

        Args:
            vector: [dimensions], of any length other than 0.
            k: the most passages to return.
            ids: passages to choose from; None for all.

        Returns:
            (passage id, cosine), best first.
        """
        if k < 1 or (ids is not None and not ids):
            return []
        if ids is not None and len(ids) <= _EXACT:
            return _nearest(vector, self.get(ids), k)
        with self._collection() as collection:
            found = collection.query(
                query_embeddings=vector[np.newaxis],
                n_results=k,
                ids=None if ids is None else [str(id_) for id_ in ids],
                include=["distances"],
            )
        distances = found["distances"] or [[]]
        return [(int(id_), 1.0 - d) for id_, d in zip(found["ids"][0], distances[0], strict=True)]

    def get(self, ids: Sequence[int]) -> dict[int, Vector]:
        """Return id → embedding, for those of `ids` that the index holds, in their order."""
        with self._guard:
            kept = self._read
        vectors = {id_: kept[id_] for id_ in ids if id_ in kept}
        for batch in _batches([id_ for id_ in ids if id_ not in vectors]):
            with self._collection() as collection:
                found = collection.get(ids=[str(id_) for id_ in batch], include=["embeddings"])
            embeddings = np.asarray(found["embeddings"], dtype=np.float32)
            # Each a copy: a row of the batch would keep all of the batch.
            read = {int(id_): row.copy() for id_, row in zip(found["ids"], embeddings, strict=True)}
            vectors |= read
            with self._guard:
                if self._read is not kept:
                    continue  # something was written meanwhile: what was read may be of before
                if len(kept) + len(read) > _KEPT:
                    kept = self._read = {}
                kept |= read
        return {id_: vectors[id_] for id_ in ids if id_ in vectors}

    def write(self, ids: Sequence[int], vectors: Vector) -> None:
        """Add `vectors` [n, dimensions] under `ids` [n], replacing the vectors of known ids."""
        for first in range(0, len(ids), _BATCH):
            with self._changing() as collection:
                collection.upsert(
                    ids=[str(id_) for id_ in ids[first : first + _BATCH]],
                    embeddings=vectors[first : first + _BATCH],
                )

    def delete(self, ids: Sequence[int]) -> None:
        """Remove `ids`; those that the index does not hold are skipped."""
        for batch in _batches(ids):
            with self._changing() as collection:
                known = collection.get(ids=[str(id_) for id_ in batch], include=[])["ids"]
                if known:  # an empty list would mean all
                    collection.delete(ids=known)


class _Opened:
    """A Chroma client on one folder, and the number of its users."""

    def __init__(self, folder: Path) -> None:
        _require(folder)  # Chroma would make a new one
        self._system, client = _start(folder)
        self.collection = client.get_collection(_COLLECTION, embedding_function=None)
        self.collection.count()  # replays the log, now, under the folder's lock
        self.users = 0
        self.is_current = True

    def stop_unless_used(self) -> None:
        """Stop the client if it has been replaced and nobody uses it."""
        if not self.is_current and self.users == 0:
            self._system.stop()


def _nearest(vector: Vector, candidates: dict[int, Vector], k: int) -> list[tuple[int, float]]:
    if not candidates:
        return []
    ids = list(candidates)
    matrix = np.stack([candidates[id_] for id_ in ids])
    lengths = np.linalg.norm(matrix, axis=1) * np.linalg.norm(vector)
    cosines = (matrix @ vector) / np.maximum(lengths, np.finfo(np.float32).tiny)
    best = np.argsort(-cosines, kind="stable")[:k]
    return [(ids[i], float(cosines[i])) for i in best]


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(ids), _BATCH):
        yield ids[first : first + _BATCH]


def _require(folder: Path) -> None:
    if not (folder / "chroma.sqlite3").is_file():
        raise LibraryError(_broken(folder, "缺少 chroma.sqlite3"))


def _start(folder: Path) -> tuple[System, ClientAPI]:
    """Start a client of our own, not the one that chromadb shares within a process: that one cannot be reopened."""
    from chromadb.api import ServerAPI
    from chromadb.api.client import Client
    from chromadb.config import Settings, System

    settings = Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder))
    with _starting:
        system = System(settings)
        system.instance(ServerAPI)  # type: ignore[type-abstract]
        system.start()
        return system, Client.from_system(system)


def _folder_lock(folder: Path) -> FileLock:
    return FileLock(folder.with_name(folder.name + ".lock"), timeout=_LOCK_SECONDS, thread_local=False)


@contextmanager
def _held(lock: FileLock) -> Iterator[None]:
    try:
        lock.acquire()
    except Timeout:
        raise LibraryBusy(
            f"等待向量索引 {lock.lock_file} 超过 {_LOCK_SECONDS:.0f} 秒，请稍后再试。"
            "(Waited too long for the vector index; try again later.)"
        ) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    # Goes before a lock: others must not wait for this process to import chromadb.
    from chromadb.errors import ChromaError

    try:
        yield
    except ChromaError as error:
        raise LibraryError(_broken(folder, str(error))) from error


def _broken(folder: Path, what: str) -> str:
    return (
        f"资料库的向量索引 {folder} 缺失、损坏或无法写入（{what}）。请检查磁盘空间和权限；若仍如此，请运行 "
        "xianwen rebuild 重建。(The vector index is missing, damaged or cannot be written: check disk space and "
        "permissions, then run xianwen rebuild.)"
    )
