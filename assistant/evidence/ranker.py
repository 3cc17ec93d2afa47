"""The learned ranker: one weight for each feature of a candidate."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.features import FEATURES


@cache
def ranker() -> NDArray[np.float32]:
    """Return the learned weight of each feature, float32 [len(FEATURES)] (training/train_ranker.py)."""
    weights = json.loads(
        files("assistant.evidence").joinpath("data/ranker.json").read_text(encoding="utf-8")
    )["weights"]
    return np.array([weights[name] for name in FEATURES], dtype=np.float32)
