"""What a sentence encoder knows of single pieces: the teacher of the built-in embedding's vectors."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from transformers import BertModel

log = logging.getLogger("training")
# As the teacher was trained to read a question (multilingual-e5).
PREFIX = "query: "
BATCH = 128
# Share of the mean variance added to each component's, so that the last ones, mostly noise, are not blown up.
RIDGE = 0.02


def teacher_vectors(folder: Path, pieces: Sequence[str], kept: Path) -> NDArray[np.float32]:
    """Return the teacher's unit vectors of `pieces`, float32 [len(pieces), width].

    Args:
        folder: a Hugging Face BertModel with tokenizer.json.
        pieces: texts of one piece each.
        kept: .npz file of vectors by piece; those that it lacks are reckoned (some 100 pieces a second) and added.
    """
    held: dict[str, NDArray[np.float32]] = {}
    if kept.exists():
        with np.load(kept) as stored:
            held = dict(zip(json.loads(str(stored["pieces"])), stored["vectors"], strict=True))
    # Texts of one length fill a batch without padding.
    missing = sorted(dict.fromkeys(p for p in pieces if p not in held), key=len)
    if missing:
        log.info("the teacher reads %d pieces", len(missing))
        held |= dict(zip(missing, _encoded(folder, missing), strict=True))
        np.savez(kept, pieces=json.dumps(list(held), ensure_ascii=False), vectors=np.stack([*held.values()]))
    return np.stack([held[piece] for piece in pieces])


@torch.inference_mode()
def _encoded(folder: Path, texts: Sequence[str]) -> NDArray[np.float32]:
    model = BertModel.from_pretrained(folder, add_pooling_layer=False, local_files_only=True)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_padding(pad_id=model.config.pad_token_id)
    rows = []
    for first in range(0, len(texts), BATCH):
        read = tokenizer.encode_batch([PREFIX + text for text in texts[first : first + BATCH]])
        mask = torch.tensor([encoding.attention_mask for encoding in read])
        states = model(
            input_ids=torch.tensor([encoding.ids for encoding in read]), attention_mask=mask
        ).last_hidden_state
        sums = (states * mask[..., None]).sum(1)
        rows.append(torch.nn.functional.normalize(sums, dim=-1).numpy())
    return np.concatenate(rows)


def whitened(vectors: NDArray[np.float32], dimensions: int) -> NDArray[np.float32]:
    """Return the first principal components of `vectors`, each of about one variance, float32 [n, dimensions].

    The components of most variance say what all pieces share, such as their script; scaled alike, those that tell
    meanings apart count as much.
    """
    centred = vectors - vectors.mean(axis=0)
    variances, components = np.linalg.eigh(centred.T @ centred / len(centred))
    variances, components = variances[::-1], components[:, ::-1]
    scales = np.sqrt(variances[:dimensions] + RIDGE * variances.mean())
    return np.asarray((centred @ components)[:, :dimensions] / scales, dtype=np.float32)
