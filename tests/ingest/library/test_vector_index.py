"""The vector index: nearest neighbours by cosine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from chromadb import Collection

from ingest.errors import LibraryError
from ingest.library.vector_index import VectorIndex

RANDOM = np.random.default_rng(7)
VECTORS = RANDOM.normal(size=(1_500, 16)).astype(np.float32)


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> VectorIndex:
    made = VectorIndex.create(tmp_path_factory.mktemp("vectors") / "vectors-1")
    made.write(range(1, 1_501), VECTORS)
    return made


def nearest(vector: np.ndarray, ids: range, k: int) -> list[int]:
    rows = VECTORS[np.array(ids) - 1]
    cosines = rows @ vector / np.linalg.norm(rows, axis=1)
    return [ids[i] for i in np.argsort(-cosines)[:k]]


@pytest.mark.parametrize("ids", [range(1, 1_501), range(1, 301), range(200, 1_301)])
def test_the_nearest_are_found_among_all_few_and_many(index, ids):
    vector = RANDOM.normal(size=16).astype(np.float32)
    hits = index.search(vector, 20, ids=None if len(ids) == 1_500 else ids)
    assert len(set(nearest(vector, ids, 20)) & {id_ for id_, _ in hits}) >= 19
    assert all(id_ in ids for id_, _ in hits)
    for id_, cosine in hits:
        row = VECTORS[id_ - 1]
        assert cosine == pytest.approx(row @ vector / np.linalg.norm(row) / np.linalg.norm(vector), abs=1e-4)


def test_more_than_there_are_can_be_asked_for(tmp_path):
    index = VectorIndex.create(tmp_path / "vectors-1")
    index.write([1, 2, 3], VECTORS[:3])
    index.delete([2, 77])
    assert {id_ for id_, _ in index.search(VECTORS[0], 50)} == {1, 3}
    assert {id_ for id_, _ in index.search(VECTORS[0], 50, ids=[1, 2, 3])} == {1, 3}
    assert (len(index), set(index.get([1, 2, 3]))) == (2, {1, 3})


def test_writing_an_id_again_replaces_its_vector(tmp_path):
    index = VectorIndex.create(tmp_path / "vectors-1")
    index.write([1], VECTORS[:1])
    index.write([1], VECTORS[1:2])
    row = VECTORS[1]
    assert index.search(row, 5) == [(1, pytest.approx(1.0, abs=1e-5))]


def test_vectors_read_while_others_are_written_are_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = VectorIndex.create(tmp_path / "vectors-1")
    ids, was_read, is_written = list(range(1, 301)), threading.Event(), threading.Event()
    index.write(ids, np.full((300, 4), 1, dtype=np.float32))
    collection = index._collection

    @contextmanager
    def slow_for_the_reader() -> Iterator[Collection]:
        with collection() as found:
            yield found
        if threading.current_thread() is reader:
            was_read.set()
            assert is_written.wait(30)

    # So few are kept that the reader makes room for what it read.
    monkeypatch.setattr("ingest.library.vector_index._KEPT", len(ids) - 1)
    monkeypatch.setattr(index, "_collection", slow_for_the_reader)
    reader = threading.Thread(target=index.get, args=(ids,))
    reader.start()
    assert was_read.wait(30)
    index.write(ids, np.full((300, 4), 2, dtype=np.float32))
    is_written.set()
    reader.join()
    held = index.get(ids)
    assert len(held) == 300 and all(vector[0] == 2 for vector in held.values())


def test_a_text_without_any_known_word_has_a_zero_vector_and_hurts_no_search(tmp_path):
    index = VectorIndex.create(tmp_path / "vectors-1")
    index.write([1, 2], np.stack([np.zeros(16, dtype=np.float32), VECTORS[0]]))
    for ids in (None, [1, 2]):
        hits = dict(index.search(VECTORS[0], 5, ids=ids))
        assert hits[2] == pytest.approx(1.0, abs=1e-5)
        assert hits[1] == pytest.approx(0.0, abs=1e-5)
    assert all(np.isfinite(score) for _, score in index.search(np.zeros(16, dtype=np.float32), 5))


def test_what_another_client_wrote_is_seen_after_closing(tmp_path):
    reader = VectorIndex.create(tmp_path / "vectors-1")
    reader.write([1], VECTORS[:1])
    VectorIndex(tmp_path / "vectors-1").write([2], VECTORS[1:2])
    reader.close()
    assert set(reader.get([1, 2])) == {1, 2}


def test_a_folder_without_an_index_is_an_error_and_is_not_made(tmp_path):
    with pytest.raises(LibraryError, match="xianwen rebuild"):
        VectorIndex(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_an_index_deleted_under_a_reader_is_an_error_and_is_not_made_anew(tmp_path: Path):
    import shutil

    index = VectorIndex.create(tmp_path / "vectors-1")
    shutil.rmtree(tmp_path / "vectors-1")
    with pytest.raises(LibraryError, match="缺失"):
        index.search(VECTORS[0], 3)
    assert not (tmp_path / "vectors-1").exists()
