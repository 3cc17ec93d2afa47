"""MinHash signatures: which documents may have one text, without looking at their texts.

A document's signature stands in the catalogue. All of them are compared at once, in memory, while a library is written
to: of 10,000 documents that takes some 5 MB and two milliseconds for a look-up, less than an index of bands would.
"""

from __future__ import annotations

import re
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from ingest.chinese.script import fold

SHINGLE = 8
_PERMUTATIONS, _SEED = 128, 20260301
# Of the shingles those that begin with every fourth character of the character set: a choice that depends on the text
# alone, so that a text and what holds it choose alike.
_EVERY = 4
_FEWEST = 8
# Estimated from 128 values of a fourth of the shingles, the share of the smaller text is within 0.2 of what it is.
# Copies have 0.8 and more, different reports of 17,000 pairs at most 0.13 (docs/measurements.md).
_MAY_BE = 0.5
# A text that is so many times as long as another holds it, at best, among other things.
_TIMES = 16
_ODD = re.compile(r"[^0-9a-z㐀-鿿%]")


def normal_form(text: str) -> str:
    """Return `text` folded, without blanks, line breaks and marks: alike for all ways to set one text."""
    return _ODD.sub("", fold(text))


def method() -> str:
    """Return what signatures are made with; those of another method cannot be compared."""
    return f"rensa {version('rensa')}, {SHINGLE}, {_EVERY}, {_PERMUTATIONS}, {_SEED}"


def signature(text: str) -> bytes:
    """Return the signature of a text: 129 unsigned 32-bit numbers, the first the number of its sampled shingles.

    An empty signature is that of a text too short to be told from others.
    """
    import rensa

    normal = normal_form(text)
    codes = np.frombuffer(normal.encode("utf-32-le"), dtype="<u4")[: max(0, len(normal) - SHINGLE + 1)]
    sample = {normal[at : at + SHINGLE] for at in np.flatnonzero(codes % _EVERY == 0).tolist()}
    if len(sample) < _FEWEST:
        return b""
    minhash = rensa.RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    minhash.update(list(sample))
    return np.array([len(sample), *minhash.digest()], dtype=np.uint32).tobytes()


class Signatures:
    """The signatures of a library's documents, by number, to find those that may have one text."""

    def __init__(self) -> None:
        self._row_of: dict[int, int] = {}
        self._documents: list[int] = []
        self._rows: NDArray[np.uint32] = np.zeros((0, _PERMUTATIONS + 1), dtype=np.uint32)

    def put(self, document: int, signature: bytes) -> None:
        """Take in a document, or its new signature."""
        if document in self._row_of:
            self.drop(document)
        if not signature:
            return
        at = len(self._documents)
        if at == len(self._rows):
            self._rows = np.resize(self._rows, (max(64, 2 * at), _PERMUTATIONS + 1))
        self._rows[at] = np.frombuffer(signature, dtype=np.uint32)
        self._documents.append(document)
        self._row_of[document] = at

    def drop(self, document: int) -> None:
        """Forget a document; one that is not held is no error."""
        at = self._row_of.pop(document, None)
        if at is None:
            return
        last = self._documents.pop()
        if last != document:
            self._rows[at] = self._rows[len(self._documents)]
            self._documents[at] = last
            self._row_of[last] = at

    def like(self, document: int) -> list[int]:
        """Return the other documents whose text may be that of `document`, or be in it, or have it in them."""
        at = self._row_of.get(document)
        if at is None:
            return []
        held = self._rows[: len(self._documents)]
        own, sizes = held[at], held[:, 0].astype(np.float64)
        jaccard = (held[:, 1:] == own[1:]).mean(axis=1)
        # |A ∩ B| = J (|A| + |B|) / (1 + J); two standard deviations of the estimate are allowed for.
        likely = jaccard + 2 * np.sqrt(jaccard * (1 - jaccard) / _PERMUTATIONS)
        smaller, larger = np.minimum(sizes, sizes[at]), np.maximum(sizes, sizes[at])
        share = likely * (sizes + sizes[at]) / ((1 + likely) * smaller)
        found = np.flatnonzero((share >= _MAY_BE) & (larger <= _TIMES * smaller) & (jaccard > 0))
        return [self._documents[row] for row in found if row != at]
