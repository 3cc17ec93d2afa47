"""A sequence model of outlook: what a statement's own words say, and what went before and comes after.

A linear chain over the statements of a document: log-linear scores of each statement (multinomial logistic regression)
and the odds of passing from one outlook to another, which depend on what lies between two statements. The marginals are
computed with the forward-backward algorithm (Rabiner 1989). Weights are in data/outlook.json; how they were learned and
what they were measured at stands in data/outlook.md.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.schema import Outlook
from ingest.split.outlook_features import (
    EVEN,
    SHORTEST,
    Context,
    Observed,
    Setting,
    Signature,
    Value,
    context_pairs,
    marks,
    observe,
)
from ingest.split.statements import Statement
from ingest.split.time_mentions import Mention

OUTLOOKS: tuple[Outlook | None, ...] = ("review", "plan", None)
Scores = tuple[float, float, float]
Rows = tuple[Scores, Scores, Scores]
_NOTE: Scores = (0.01, 0.01, 0.98)
# Parts of signatures and contexts whose scores are kept.
_KEPT = 50_000


class OutlookModel:
    """Learned weights; each triple is for what was done, what is to be done, and neither."""

    def __init__(
        self, weights: dict[str, Scores], bias: Scores, start: Scores, passing: dict[str, Rows]
    ) -> None:
        """Take the weights.

        Args:
            weights: of the features, log odds.
            bias: of a statement without any.
            start: log probabilities of the first statement's outlook.
            passing: what lies before a statement (`step`) → log probabilities, from (rows) the outlook of the one before
                it to (columns) its own.
        """
        self.weights = weights
        self.bias = bias
        self._start = _exp(start)
        self._passing = {name: _exp_rows(rows) for name, rows in passing.items()}
        known = sorted(feature for feature in weights if len(feature) == 2)
        codes = np.array([[ord(pair[0]), ord(pair[1])] for pair in known], dtype=np.int64).reshape(-1, 2)
        order = np.argsort(_keys(codes[:, 0], codes[:, 1]))
        self._pairs = _keys(codes[:, 0], codes[:, 1])[order]
        self._pair_weights = np.array([weights[pair] for pair in known]).reshape(-1, 3)[order]
        # Most pairs of a text have no weight: their first characters tell.
        self._opens = np.zeros(0x110000, dtype=bool)
        self._opens[codes[:, 0]] = True
        self._of_part = lru_cache(_KEPT)(self._part_scores)
        self._of_context = lru_cache(_KEPT)(self._context_scores)

    def scores(self, seen: Observed) -> NDArray[np.float64]:
        """Return the log odds of the three outlooks by the features of each statement, float [statements, 3]."""
        text = np.frombuffer(seen.cues.text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
        starts = seen.cues.starts
        at = np.flatnonzero(self._opens[text[:-1]])
        keys = _keys(text[at], text[at + 1])
        places = np.minimum(np.searchsorted(self._pairs, keys), len(self._pairs) - 1)
        known = self._pairs[places] == keys
        owners = np.searchsorted(starts, at[known], side="right") - 1
        count = len(starts) - 1
        found = np.zeros((count + 1, 3))
        for outlook in range(3):
            weights = self._pair_weights[places[known], outlook]
            found[:, outlook] = np.bincount(owners, weights, minlength=count + 1)[: count + 1]
        lengths = np.maximum(SHORTEST, np.diff(starts) - 1)
        others = [
            self._of_marks(signature, contexts)
            for signature, contexts in zip(seen.signatures, seen.contexts, strict=True)
        ]
        own: NDArray[np.float64] = found[:count] * np.sqrt(EVEN / lengths)[:, None] + np.array(others)
        return own

    def _of_marks(self, signature: Signature, contexts: Sequence[Context]) -> Scores:
        review, plan, neither = self.bias
        for a, b, c in (*map(self._of_part, signature), *map(self._of_context, contexts)):
            review, plan, neither = review + a, plan + b, neither + c
        return review, plan, neither

    def _part_scores(self, part: tuple[Value, ...]) -> Scores:
        return self._sum(marks(part))

    def _context_scores(self, context: Context) -> Scores:
        return self._sum(context_pairs(*context))

    def _sum(self, features: Sequence[str] | frozenset[str]) -> Scores:
        known = [self.weights[feature] for feature in features if feature in self.weights]
        a, b, c = (sum(weight[at] for weight in known) for at in range(3))
        return a, b, c

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
        scores = self.scores(seen)
        odds = np.exp(np.maximum(scores - scores.max(axis=1, keepdims=True), -30.0))
        shares = (odds / odds.sum(axis=1, keepdims=True)).tolist()
        own: list[Scores] = [
            _NOTE if statement.is_note else (a, b, c)
            for statement, (a, b, c) in zip(statements, shares, strict=True)
        ]
        return forward_backward(own, self._start, [self._passing[taken] for taken in seen.steps])


def _keys(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return a number for each pair of characters."""
    keys: NDArray[np.int64] = (first << 21) | second
    return keys


def forward_backward(own: Sequence[Scores], start: Scores, passing: Sequence[Rows]) -> list[Scores]:
    """Return the marginal probabilities of the states of a chain.

    Args:
        own: likelihoods of the three states at each place.
        start: probabilities of the states at the first place.
        passing: for each place, probabilities from the states before it (rows) to its own; the first is not used.
    """
    if not own:
        return []
    forward = [_share(tuple(p * q for p, q in zip(start, own[0], strict=True)))]
    for (a, b, c), (x, y, z) in zip(own[1:], passing[1:], strict=True):
        f, g, h = forward[-1]
        forward.append(
            _share(
                (
                    a * (f * x[0] + g * y[0] + h * z[0]),
                    b * (f * x[1] + g * y[1] + h * z[1]),
                    c * (f * x[2] + g * y[2] + h * z[2]),
                )
            )
        )
    found = [forward[-1]]
    back: Scores = (1.0, 1.0, 1.0)
    for at in range(len(own) - 1, 0, -1):
        x, y, z = passing[at]
        a, b, c = (p * q for p, q in zip(own[at], back, strict=True))
        back = _share(
            (
                x[0] * a + x[1] * b + x[2] * c,
                y[0] * a + y[1] * b + y[2] * c,
                z[0] * a + z[1] * b + z[2] * c,
            )
        )
        f, g, h = forward[at - 1]
        found.append(_share((f * back[0], g * back[1], h * back[2])))
    return found[::-1]


def _share(values: tuple[float, ...]) -> Scores:
    a, b, c = values
    total = a + b + c
    return a / total, b / total, c / total


def _exp(scores: Scores) -> Scores:
    a, b, c = scores
    return math.exp(a), math.exp(b), math.exp(c)


def _exp_rows(rows: Rows) -> Rows:
    a, b, c = rows
    return _exp(a), _exp(b), _exp(c)


@cache
def outlook_model() -> OutlookModel:
    """Return the model that is shipped with the program."""
    data = json.loads(files("ingest.split").joinpath("data/outlook.json").read_text(encoding="utf-8"))
    return read_model(data)


def read_model(data: dict[str, Any]) -> OutlookModel:
    """Return the model that training/train_timeframe.py stored."""
    scale = data["scale"]
    return OutlookModel(
        {feature: (a / scale, b / scale, c / scale) for feature, (a, b, c) in data["weights"].items()},
        tuple(data["bias"]),
        tuple(data["start"]),
        {name: (tuple(x), tuple(y), tuple(z)) for name, (x, y, z) in data["transitions"].items()},
    )
