"""A small network that tells outlook: what a statement says, where it stands, and what went before and comes after.

A statement's features have learned vectors, whose sum is what is seen of it; two convolutions over the statements of a
document add what stands around it; a softmax gives the probabilities. Weights are in data/outlook.npz; how they were
learned and what they were measured at stands in data/outlook.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.schema import Outlook
from ingest.split.outlook_features import (
    EVEN,
    SHORTEST,
    STEPS,
    Observed,
    Part,
    Setting,
    features,
    observe,
)
from ingest.split.statements import Statement
from ingest.split.time_mentions import Mention

OUTLOOKS: tuple[Outlook | None, ...] = ("review", "plan", None)
Scores = tuple[float, float, float]
Floats = NDArray[np.float32]
_NOTE: Scores = (0.01, 0.01, 0.98)
# Parts of what is seen of a statement whose vectors are kept.
_KEPT = 50_000
# The first columns of a vector are log odds of the outlooks by the feature alone, halved on their way into the network.
_ODDS = 3
_STEP_ROWS = dict(zip(STEPS, np.eye(len(STEPS), dtype=np.float32), strict=True))


class OutlookModel:
    """Learned weights; where there are three, they are for what was done, what is to be done, and neither."""

    def __init__(self, known: Sequence[str], arrays: Mapping[str, NDArray[Any]]) -> None:
        """Take the weights.

        Args:
            known: the features that have a vector.
            arrays: "vectors" [features, 3 + hidden] and "bias" [3 + hidden]; of the convolutions "near" and "far"
                [statements looked at × inputs, outputs] with "near_bias" and "far_bias" [outputs]; "out"
                [2 × outputs + hidden, 3] and "out_bias" [3].
        """
        self.weights = {name: array.astype(np.float32) for name, array in arrays.items()}
        self.rows = {feature: row for row, feature in enumerate(known)}
        pairs = sorted(
            (ord(feature[0]) << 21 | ord(feature[1]), row)
            for feature, row in self.rows.items()
            if len(feature) == 2
        )
        self._pairs = np.array([key for key, _ in pairs], dtype=np.int64)
        self._pair_vectors = self.weights["vectors"][[row for _, row in pairs]]
        # Most pairs of a text have no vector: their first characters tell.
        self._opens = np.zeros(0x110000, dtype=bool)
        self._opens[self._pairs >> 21] = True
        self._of_part = lru_cache(_KEPT)(self._part_vector)

    def sums(self, seen: Observed) -> Floats:
        """Return the sums of the vectors of each statement's features, float [statements, 3 + hidden]."""
        text = np.frombuffer(seen.cues.text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
        starts = seen.cues.starts
        at = np.flatnonzero(self._opens[text[:-1]])
        keys = (text[at] << 21) | text[at + 1]
        places = np.minimum(np.searchsorted(self._pairs, keys), len(self._pairs) - 1)
        known = self._pairs[places] == keys
        owners, begins = np.unique(np.searchsorted(starts, at[known], side="right") - 1, return_index=True)
        found = np.zeros((len(starts), self.weights["bias"].size), dtype=np.float32)
        if len(owners):
            found[owners] = np.add.reduceat(self._pair_vectors[places[known]], begins)
        lengths = np.maximum(SHORTEST, np.diff(starts) - 1)
        own: Floats = found[:-1] * np.sqrt(EVEN / lengths)[:, None].astype(np.float32)
        return own + self._of_parts(seen.parts) + self.weights["bias"]

    def _of_parts(self, parts: Sequence[Sequence[Part]]) -> Floats:
        """Return the sums of the vectors of the parts of each statement; each has some."""
        numbers: dict[Part, int] = {}
        numbered = [numbers.setdefault(part, len(numbers)) for owned in parts for part in owned]
        table = np.array([self._of_part(part) for part in numbers])
        ends = np.cumsum([len(owned) for owned in parts])
        summed: Floats = np.add.reduceat(table[numbered], [0, *ends[:-1]])
        return summed

    def _part_vector(self, part: Part) -> Floats:
        rows = [self.rows[feature] for feature in features(part) if feature in self.rows]
        vector: Floats = self.weights["vectors"][rows].sum(axis=0)
        return vector

    def shares(self, sums: Floats, steps: Sequence[str]) -> Floats:
        """Return the probabilities of the outlooks of each statement of a document, float [statements, 3].

        Args:
            sums: of the vectors of their features.
            steps: what lies before each.
        """
        odds, hidden = sums[:, :_ODDS], np.tanh(sums[:, _ODDS:])
        inputs = np.hstack([hidden, np.tanh(odds / 2), [_STEP_ROWS[taken] for taken in steps]])
        near = self._convolved(inputs, "near")
        far = self._convolved(near, "far")
        scores = odds + np.hstack([near, far, hidden]) @ self.weights["out"] + self.weights["out_bias"]
        odds_of_each = np.exp(scores - scores.max(axis=1, keepdims=True))
        found: Floats = odds_of_each / odds_of_each.sum(axis=1, keepdims=True)
        return found

    def _convolved(self, inputs: Floats, layer: str) -> Floats:
        """Return what a layer makes of each statement and of as many before as after it; none stand beyond the ends."""
        weights = self.weights[layer]
        width = len(weights) // inputs.shape[1]
        padded = np.pad(inputs, ((width // 2, width // 2), (0, 0)))
        size, count = inputs.shape[1], len(inputs)
        # One product each: they are small enough that no thread is woken for them.
        seen = sum(padded[at : at + count] @ weights[at * size : (at + 1) * size] for at in range(width))
        made: Floats = np.maximum(seen + self.weights[f"{layer}_bias"], 0.0)
        return made

    def marginals(
        self, statements: Sequence[Statement], setting: Setting, years: Sequence[Sequence[Mention]]
    ) -> list[Scores]:
        """Return the probabilities of the three outlooks of each statement.

        Args:
            statements: of one document, in order.
            setting: what is known of it.
            years: what each statement names of years.
        """
        if not statements:
            return []
        seen = observe(statements, setting, years)
        shares = self.shares(self.sums(seen), seen.steps).tolist()
        return [
            _NOTE if statement.is_note else (review, plan, neither)
            for statement, (review, plan, neither) in zip(statements, shares, strict=True)
        ]


@cache
def outlook_model() -> OutlookModel:
    """Return the model that is shipped with the program, as training/train_timeframe.py stored it."""
    with files("ingest.split").joinpath("data/outlook.npz").open("rb") as stored:
        arrays = dict(np.load(stored, allow_pickle=False))
    known = arrays.pop("features").tobytes().decode().split("\0")
    vectors = arrays["vectors"] * arrays.pop("scale")
    return OutlookModel(known, {**arrays, "vectors": vectors})
