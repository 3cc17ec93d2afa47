"""Models that sentence-transformers can load; the library is imported only when one is configured."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ingest.embedding import Vectors
from ingest.errors import ModelUnavailable

# What the hub allows: "owner/model" or "model", letters, digits, dots, hyphens and underscores.
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[\w.-]+)?", re.ASCII)
# Values of each tensor that go into the fingerprint: enough to tell two trainings apart, quick on any size.
_SAMPLE = 1024


class SentenceTransformerEmbedder:
    """A sentence-transformers model. It gets the texts unchanged: folding is for the built-in model alone."""

    def __init__(self, name: str) -> None:
        """Load the model; only a hub name may lead to a download, by sentence-transformers itself.

        Args:
            name: a folder, or a name on the Hugging Face hub.

        Raises:
            ModelUnavailable: sentence-transformers is not installed, or there is no such model.
        """
        folder = Path(name).expanduser()
        stored = bool(name) and folder.is_dir()
        if not stored and not _HUB_NAME.fullmatch(name):
            raise ModelUnavailable(
                f"找不到向量模型文件夹 {name}，请检查 XIANWEN_EMBEDDING，或改为 builtin。"
                f"(No such model folder: {name}. Check XIANWEN_EMBEDDING, or set it to builtin.)"
            )
        self._model = _load(str(folder) if stored else name, local=stored)
        self.dimensions = int(self._model.get_embedding_dimension())
        label = (folder.resolve() if stored else folder).name
        self.name = f"{label}-{self.dimensions}-{_fingerprint(self._model)}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the unit vectors of passages, float32 [len(texts), dimensions]."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return _finite(self._model.encode_document(list(texts), normalize_embeddings=True))

    def encode_query(self, question: str) -> Vectors:
        """Return the unit vector of `question`, float32 [dimensions], with the model's instruction for questions."""
        return _finite(self._model.encode_query(question, normalize_embeddings=True))


def _load(name: str, *, local: bool) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelUnavailable(
            f"向量模型 {name} 需要 sentence-transformers，还没有安装：请运行 pip install 'xianwen[models]'"
            f"（在源码目录里是 make setup MODELS=1），或把 XIANWEN_EMBEDDING 改为 builtin。"
            f"(The model {name} needs sentence-transformers: run pip install 'xianwen[models]', in a checkout "
            f"make setup MODELS=1, or set XIANWEN_EMBEDDING to builtin. {error})"
        ) from error
    try:
        return SentenceTransformer(name, local_files_only=local)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        reason = str(error).strip().splitlines()[:1] or [type(error).__name__]
        raise ModelUnavailable(
            f"无法加载向量模型 {name}，请检查名称、文件夹或网络，或改用 builtin。"
            f"(Cannot load the embedding model {name}: check the name, folder or network, or use builtin. "
            f"{reason[0]})"
        ) from error


def _fingerprint(model: Any) -> str:
    """Return eight hexadecimal digits that depend on the model's weights, wherever they are stored."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        flat = tensor.detach().cpu().flatten()
        step = max(1, len(flat) // _SAMPLE)
        digest.update(f"{name}{tuple(tensor.shape)}".encode())
        digest.update(flat[::step].float().numpy().tobytes())
    return digest.hexdigest()[:8]


def _finite(vectors: Any) -> Vectors:
    """Return `vectors` as float32, with zeros where a model divided by a length of zero."""
    found: Vectors = np.nan_to_num(np.asarray(vectors, dtype=np.float32))
    return found
