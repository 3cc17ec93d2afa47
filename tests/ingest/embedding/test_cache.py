"""Vectors are kept once worked out: the same as the model gives, no more than allowed, from any thread."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from ingest.embedding import Vectors
from ingest.embedding.builtin import BuiltinEmbedder
from ingest.embedding.cache import VectorCache


class Counting(BuiltinEmbedder):
    """The built-in model, which counts what it encodes."""

    def __init__(self) -> None:
        super().__init__()
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        return super().encode(texts)


def sentences(first: int, count: int) -> list[str]:
    return [f"霜原县第{n}个项目开工建设" for n in range(first, first + count)]


def test_a_text_is_encoded_once_and_its_vector_is_the_models() -> None:
    model, cache = Counting(), VectorCache(100)
    texts = [*sentences(0, 5), *sentences(3, 5), "霜原县"]
    for _ in range(2):
        np.testing.assert_array_equal(cache.encode(model, texts), BuiltinEmbedder().encode(texts))
    assert model.encoded == list(dict.fromkeys(texts))


def test_what_was_met_first_is_dropped_first() -> None:
    model, cache = Counting(), VectorCache(10)
    for first in (0, 8, 12):
        cache.encode(model, sentences(first, 4))
    model.encoded.clear()
    cache.encode(model, sentences(8, 8))
    assert model.encoded == []
    cache.encode(model, sentences(0, 2))
    assert model.encoded == sentences(0, 2)


def test_another_models_vectors_are_not_mixed_in() -> None:
    model, other, cache = Counting(), Counting(), VectorCache(10)
    other.name = "another"
    cache.encode(model, sentences(0, 2))
    cache.encode(other, sentences(0, 2))
    assert other.encoded == sentences(0, 2)


def test_many_threads_get_the_right_vectors_of_a_cache_that_overflows() -> None:
    model, cache = BuiltinEmbedder(), VectorCache(30)

    def right(first: int) -> bool:
        texts = sentences(first % 60, 25)
        return bool((cache.encode(model, texts) == model.encode(texts)).all())

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(right, range(400)))
