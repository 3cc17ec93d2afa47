"""A logistic regression over features as they are, pulled towards nothing by their standardised weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Bounds = Sequence[tuple[float | None, float | None]]


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights [f] and bias of a logistic regression over the features as they are."""

    weights: NDArray[np.float64]
    bias: float


def fitted(
    x: NDArray[np.float64],
    y: NDArray[np.bool_],
    weight: NDArray[np.float64],
    *,
    l2: float,
    bounds: Bounds | None = None,
) -> Learned:
    """Return the regression that explains `y` best.

    Args:
        x: features, [n, f].
        y: what is to be told, [n].
        weight: how much each row counts, [n].
        l2: strength of the pull of the weights, of standardised features, towards nothing.
        bounds: the least and the greatest weight of each feature, [f]; None for no bounds.
    """
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    z = np.column_stack([(x - mean) / scale, np.ones(len(x))])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = z @ w
        value = float(weight @ (np.logaddexp(0, odds) - y * odds)) + l2 / 2 * float(w[:-1] @ w[:-1])
        gradient = z.T @ (weight * (1 / (1 + np.exp(-odds)) - y)) + l2 * np.append(w[:-1], 0.0)
        return value, gradient

    w = minimize(
        loss,
        np.zeros(z.shape[1]),
        jac=True,
        method="L-BFGS-B",
        bounds=None if bounds is None else [*bounds, (None, None)],
        options={"maxiter": 3000},
    ).x
    weights = w[:-1] / scale
    return Learned(weights, float(w[-1] - weights @ mean))
