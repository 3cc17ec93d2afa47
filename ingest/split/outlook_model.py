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
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ingest.schema import Outlook
from ingest.split.outlook_features import marks, plain, step
from ingest.split.statements import Statement

OUTLOOKS: tuple[Outlook | None, ...] = ("review", "plan", None)
Scores = tuple[float, float, float]
_NOTE: Scores = (0.01, 0.01, 0.98)


@dataclass(frozen=True, slots=True)
class OutlookModel:
    """Learned weights; each triple is for what was done, what is to be done, and neither.

    Attributes:
        weights: of the features, log odds.
        bias: of a statement without any.
        start: log probabilities of the first statement's outlook.
        transitions: what lies before a statement (`step`) → log probabilities, from (rows) the outlook of the one before it to
            (columns) its own.
        firsts: the characters with which a pair that has a weight begins.
    """

    weights: dict[str, Scores]
    bias: Scores
    start: Scores
    transitions: dict[str, tuple[Scores, Scores, Scores]]
    firsts: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Note the first characters of pairs: most characters of a text are none."""
        pairs = (feature for feature in self.weights if not feature.startswith("="))
        object.__setattr__(self, "firsts", frozenset(pair[0] for pair in pairs))

    def score(self, statement: Statement, taken: str, given: int | None, title: str) -> Scores:
        """Return the log odds of the three outlooks by a statement's own features; `taken` is its step."""
        review, plan, neither = self.bias
        weights = self.weights
        text = plain(statement.text)
        firsts = self.firsts
        known = [
            pair for a, b in zip(text, text[1:], strict=False) if a in firsts and (pair := a + b) in weights
        ]
        for feature in (*known, *marks(statement, taken, given, title)):
            if feature in weights:
                own = weights[feature]
                review += own[0]
                plan += own[1]
                neither += own[2]
        return review, plan, neither

    def marginals(self, statements: Sequence[Statement], given: int | None, title: str) -> list[Scores]:
        """Return the probabilities of the three outlooks of each statement.

        Args:
            statements: of one document, in order.
            given: the year in which it was given, if known.
            title: the feature of its title.
        """
        steps = [step(statement) for statement in statements]
        own = [
            _NOTE if statement.is_note else _normalised(self.score(statement, taken, given, title))
            for statement, taken in zip(statements, steps, strict=True)
        ]
        passing = {name: _exp_rows(rows) for name, rows in self.transitions.items()}
        return forward_backward(own, _exp(self.start), [passing[taken] for taken in steps])


def forward_backward(
    own: Sequence[Scores], start: Scores, passing: Sequence[tuple[Scores, Scores, Scores]]
) -> list[Scores]:
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


def _normalised(scores: Scores) -> Scores:
    highest = max(scores)
    return _share(tuple(math.exp(max(score - highest, -30.0)) for score in scores))


def _exp(scores: Scores) -> Scores:
    a, b, c = scores
    return math.exp(a), math.exp(b), math.exp(c)


def _exp_rows(rows: tuple[Scores, Scores, Scores]) -> tuple[Scores, Scores, Scores]:
    a, b, c = rows
    return _exp(a), _exp(b), _exp(c)


@cache
def outlook_model() -> OutlookModel:
    """Return the model that is shipped with the program."""
    data = json.loads(files("ingest.split").joinpath("data/outlook.json").read_text(encoding="utf-8"))
    return OutlookModel(
        weights={
            feature: (a / data["scale"], b / data["scale"], c / data["scale"])
            for feature, (a, b, c) in data["weights"].items()
        },
        bias=tuple(data["bias"]),
        start=tuple(data["start"]),
        transitions={name: (tuple(x), tuple(y), tuple(z)) for name, (x, y, z) in data["transitions"].items()},
    )
