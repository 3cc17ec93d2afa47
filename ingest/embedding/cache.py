"""Cache embeddings in memory: the same sentences are compared with question after question."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import Embedder, Vectors


class VectorCache:
    """The embeddings of the texts encoded last, usable from many threads."""

    def __init__(self, most: int) -> None:
        """Keep at most `most` vectors."""
        self._most = most
        self._model: str | None = None
        self._vectors: dict[str, NDArray[np.float32]] = {}
        self._lock = threading.Lock()

    def encode(self, embedder: Embedder, texts: Sequence[str]) -> Vectors:
        """Return the vectors of `texts`, float32 [len(texts), dimensions], encoded by `embedder` or cached."""
        with self._lock:
            if self._model != embedder.name:
                self._model, self._vectors = embedder.name, {}
            kept = self._vectors
            found = {text: kept[text] for text in texts if text in kept}
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            # Each a copy: a row of the batch would keep all of the batch.
            new = {text: row.copy() for text, row in zip(missing, embedder.encode(missing), strict=True)}
            found |= new
            with self._lock:
                kept |= new
                if len(kept) > self._most:
                    for text in list(kept)[: -self._most]:
                        del kept[text]
        return np.stack([found[text] for text in texts])
