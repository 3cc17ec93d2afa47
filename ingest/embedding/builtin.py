"""The built-in model: the mean of trained token vectors, with tokenizers and numpy alone.

The files under `model/` are a sentence-transformers model too. That library takes 7.5 s and 520 MB to import,
so it is not used here; the tests check that both give the same vectors.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ingest.chinese.script import fold
from ingest.embedding import Vectors
from ingest.errors import ModelUnavailable

MODEL_FOLDER = Path(__file__).parent / "model"
FINGERPRINT = "sha256.txt"
# Texts a round: about 30,000 token vectors (30 MB) are gathered at a time, which stays fast and small.
_ROUND = 256
_DTYPES = {"I8": np.int8, "F32": np.float32}


class BuiltinEmbedder:
    """The embedding model that ships with the package.

    Texts are folded to Simplified, half-width, lower case first, as they were in training: a sentence has one
    vector in both scripts.
    """

    def __init__(self, folder: Path = MODEL_FOLDER) -> None:
        """Load the model's files, which takes 0.2 s.

        Raises:
            ModelUnavailable: the files are missing or damaged.
        """
        try:
            weights = (folder / "model.safetensors").read_bytes()
            tokenizer = (folder / "tokenizer.json").read_bytes()
            fingerprint = (folder / FINGERPRINT).read_text(encoding="ascii").strip()
        except OSError as error:
            raise _unusable(folder, str(error)) from error
        # Checked before use: a library is bound to the model it was built with, and half a file parses badly.
        if hashlib.sha256(weights + tokenizer).hexdigest() != fingerprint:
            raise _unusable(folder, f"the files do not match {FINGERPRINT}")
        self._vectors = _token_vectors(weights)
        self._tokenizer = Tokenizer.from_str(tokenizer.decode("utf-8"))
        self.dimensions = int(self._vectors.shape[1])
        self.name = f"builtin-zh-{self.dimensions}-{fingerprint[:8]}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the unit vectors of `texts`, float32 [len(texts), dimensions]."""
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for first in range(0, len(texts), _ROUND):
            some = [fold(text) for text in texts[first : first + _ROUND]]
            found[first : first + len(some)] = self._token_sums(some)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        np.divide(found, lengths, out=found, where=lengths > 0)
        return found

    def encode_query(self, question: str) -> Vectors:
        """Return the unit vector of `question`, float32 [dimensions]."""
        vector: Vectors = self.encode([question])[0]
        return vector

    def _token_sums(self, texts: list[str]) -> Vectors:
        """Return the sums of the token vectors of `texts`; their means differ only in length, which is normalised."""
        sums = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, encoding in enumerate(self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)):
            # One sum a text: np.add.reduceat over a whole round takes five times as long.
            self._vectors.take(encoding.ids, axis=0).sum(axis=0, out=sums[row])
        return sums


def _unusable(folder: Path, reason: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"内置向量模型的文件缺失或损坏：{folder}，请重新安装本软件。"
        f"(The built-in embedding model is missing or damaged; please reinstall. {reason})"
    )


def _token_vectors(data: bytes) -> Vectors:
    """Return the token vectors [pieces, dimensions] in a safetensors file of 8-bit rows and a scale for each."""
    tensors = _read_safetensors(data)
    vectors: Vectors = tensors["embeddings"].astype(np.float32)
    vectors *= tensors["weights"][:, None]
    return vectors


def _read_safetensors(data: bytes) -> dict[str, NDArray[Any]]:
    """Return the tensors in `data` (safetensors: the length of the header in 8 bytes, a JSON header, the values)."""
    body = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:body])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        first, last = entry["data_offsets"]
        values = np.frombuffer(data[body + first : body + last], dtype=_DTYPES[entry["dtype"]])
        tensors[name] = values.reshape(entry["shape"])
    return tensors
