"""Embedding models: the built-in one, and any other that sentence-transformers can load."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.settings import BUILTIN_EMBEDDING

Vectors = NDArray[np.float32]

__all__ = ["Embedder", "Vectors", "load_embedder"]


class Embedder(Protocol):
    """Embeds texts as unit vectors whose dot product is their cosine similarity."""

    @property
    def name(self) -> str:
        """Return the identity of the model's content: two embedders of one name give the same vectors."""

    @property
    def dimensions(self) -> int:
        """Return the length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of passages.

        Returns:
            float32 [len(texts), dimensions], rows of length 1; zeros for a text without a known token.
        """

    def encode_query(self, question: str) -> Vectors:
        """Return the vector of a question, float32 [dimensions].

        It is separate from `encode` because some models are trained with an instruction before the question.
        """


def load_embedder(name: str) -> Embedder:
    """Load the embedding model that the settings name.

    Args:
        name: "builtin", or a sentence-transformers model by folder or hub name.

    Raises:
        ModelUnavailable: there is no such model here, or a package that it needs is not installed.
    """
    if name == BUILTIN_EMBEDDING:
        return _builtin()
    from ingest.embedding.sentence_transformer import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(name)


@cache
def _builtin() -> Embedder:
    """Return the built-in model, which all libraries of a process share: to load it takes 0.1 s, and 25 MB."""
    from ingest.embedding.builtin import BuiltinEmbedder

    return BuiltinEmbedder()
