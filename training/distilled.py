"""Initial vectors for training that know meanings: what a teacher says of each piece, longer for rarer ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.teacher import teacher_vectors, whitened
from training.tokenizer import LEAST_FREQUENCY, UNKNOWN, word_counts

IDF_POWER = 1.5
# Tokens of a training text, on average: how often a word is to be expected in one that the texts themselves lack.
TOKENS = 30
# The teacher reads the likeliest pieces of the tokenizer and all common words.
LIKELIEST = 8_192


def distilled_vectors(
    tokenizer: Tokenizer, texts: Sequence[str], dimensions: int, teacher: Path, kept: Path
) -> NDArray[np.float32]:
    """Return vectors [pieces, dimensions] that know which words are close in meaning.

    Rare pieces, names above all, are the weighted mean of their parts.

    Args:
        texts: texts in which the pieces are counted.
        teacher: folder of the sentence encoder.
        kept: file of the teacher's vectors.
    """
    numbers = tokenizer.get_vocab()
    pieces = sorted(numbers, key=numbers.__getitem__)
    counts = word_counts()
    idf = _inverse_frequencies(tokenizer, texts, pieces, counts)
    read = [
        number
        for number, piece in enumerate(pieces)
        if piece != UNKNOWN and (number < LIKELIEST or counts.get(piece, 0) >= LEAST_FREQUENCY)
    ]
    vectors = _completed(pieces, read, teacher_vectors(teacher, [pieces[n] for n in read], kept), idf)
    found = whitened(vectors, dimensions) * (idf**IDF_POWER)[:, None]
    found[numbers[UNKNOWN]] = 0.0
    found /= np.sqrt((found**2).mean())
    return np.asarray(found, dtype=np.float32)


def _inverse_frequencies(
    tokenizer: Tokenizer, texts: Sequence[str], pieces: Sequence[str], counts: Mapping[str, int]
) -> NDArray[np.float32]:
    """Return the inverse document frequency of each piece [pieces].

    Everyday words are rare in reports and encyclopaedias, and yet tell little: they count as often as the dictionary
    of words says that they do elsewhere.
    """
    seen = np.zeros(len(pieces))
    for encoding in tokenizer.encode_batch_fast(list(texts), add_special_tokens=False):
        seen[np.unique(encoding.ids).astype(int)] += 1
    shares = np.array([counts.get(piece, 0) for piece in pieces]) / sum(counts.values())
    seen = np.maximum(seen, len(texts) * (1 - (1 - shares) ** TOKENS))
    return np.asarray(np.log((len(texts) + 1) / (seen + 1)), dtype=np.float32)


def _completed(
    pieces: Sequence[str], read: Sequence[int], vectors: NDArray[np.float32], idf: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return vectors of all pieces, those not among `read` as the means of the longest parts that are."""
    known = {pieces[number]: number for number in read}
    found = np.tile(vectors.mean(axis=0), (len(pieces), 1))
    found[read] = vectors
    for number, piece in enumerate(pieces):
        if piece not in known and (parts := _longest_parts(piece, known)):
            found[number] = np.average(found[parts], axis=0, weights=idf[parts])
    return found


def _longest_parts(piece: str, known: Mapping[str, int]) -> list[int]:
    """Return the numbers of the known pieces that `piece` is made of, the longest first from its beginning."""
    found, start = [], 0
    while start < len(piece):
        ends = range(len(piece), start, -1)
        end = next((end for end in ends if piece[start:end] in known), None)
        if end is not None:
            found.append(known[piece[start:end]])
        start = end or start + 1
    return found
