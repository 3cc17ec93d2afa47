"""Write the trained vectors as the files that the package ships."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save
from tokenizers import Tokenizer

from ingest.embedding.builtin import FINGERPRINT

# As sentence-transformers writes it, so that it loads the folder as any other model.
MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]
CONFIG = {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine"}


def export(weights: np.ndarray, tokenizer: Tokenizer, folder: Path) -> None:
    """Write `weights` [pieces, dimensions] in 8 bits with a scale for each row, the tokenizer and the configuration.

    The tensors are named as in a quantized model2vec model, which sentence-transformers reads too.
    The unknown token's vector is zero, so that unknown words do not contribute.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "1_Normalize").mkdir(exist_ok=True)
    weights = weights.astype(np.float32)
    weights[0] = 0.0
    scales = np.abs(weights).max(axis=1) / 127.0
    scales[scales == 0.0] = 1.0
    packed = save({"embeddings": np.rint(weights / scales[:, None]).astype(np.int8), "weights": scales})
    fields = json.loads(tokenizer.to_str())
    # Reading a score and writing it again moves its last digit; the fingerprint must not follow.
    fields["model"]["vocab"] = [[piece, round(score, 6)] for piece, score in fields["model"]["vocab"]]
    compact = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
    (folder / "model.safetensors").write_bytes(packed)
    (folder / "tokenizer.json").write_bytes(compact)
    (folder / FINGERPRINT).write_text(hashlib.sha256(packed + compact).hexdigest() + "\n", encoding="ascii")
    for name, content in (("modules.json", MODULES), ("config_sentence_transformers.json", CONFIG)):
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    (folder / "1_Normalize" / "config.json").write_text("{}\n", encoding="utf-8")
