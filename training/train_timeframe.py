"""Learn to tell what was done from what is to be done, statement by statement.

    python -m training.train_timeframe DOCUMENTS.jsonl… [--out FILE] [--trust 0.6] [--held-out 6]

DOCUMENTS hold a labelled document a line: {"doc", "source", "title", "kind", "date", "text", "weight", "read", "labels":
[[start, end, "review" | "plan" | "none"], ...]}. What no label covers is not learned from; `weight` evens out how many
documents there are of a kind; `read` marks those whose statements were labelled one by one. Two steps: logistic
regression on statements by themselves, then the odds of passing from one outlook to another and how far the regression
is trusted beside them, on predictions for sources that it was not fitted on. With --held-out, only the figures of the
second step are printed for documents that were read: nothing is stored.

Needs scikit-learn (the `training` extra). ingest/split/data/outlook.md tells what the shipped model was learned from.
"""

from __future__ import annotations

import argparse
import itertools
import json
import zlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from ingest.split.outlook_features import STEPS, context_pairs, marks, observe, pair_weight, pairs
from ingest.split.outlook_model import forward_backward
from ingest.split.time_mentions import Present, mentions
from training.outlook_documents import LABELS, Sequence, read_sequences

OUT = Path(__file__).parent.parent / "ingest" / "split" / "data" / "outlook.json"
# A pair of characters that fewer statements have says more of them than of outlook.
RARE = 20
# Features whose weights stay below this, in hundredths, change no verdict; they are left out.
SMALL = 0.025
SCALE = 100
REGULARISATION = 0.1
# Marks are few and must not lose to the many pairs; a title and a kind should not decide alone.
EMPHASIS, OF_TITLE, OF_CONTEXT = 4.0, 1.0, 0.5
# How much documents count in all whose statements were read one by one.
READ = 0.65
# Of the others, what is neither is mostly titles and calls, which are alike.
SHARES = (0.425, 0.425, 0.15)
FOLDS = 5
# A result taken for a title is lost, a title taken for a result does little harm: log odds.
NEITHER = np.array([0.0, 0.0, np.log(0.7)])
Features = list[dict[str, float]]


def features(sequence: Sequence) -> tuple[Features, list[str]]:
    """Return the features of the statements of a document, each with its strength, and what lies before each."""
    present = Present(sequence.setting.given)
    years = [[] if s.is_heading else mentions(s.text, present) for s in sequence.statements]
    seen = observe(sequence.statements, sequence.setting, years)
    found: Features = []
    for at, (signature, contexts) in enumerate(zip(seen.signatures, seen.contexts, strict=True)):
        shown = seen.cues.shown(at)
        strengths: dict[str, float] = defaultdict(float)
        for pair in pairs(shown):
            strengths[pair] += pair_weight(len(shown))
        for context in contexts:
            strengths.update(dict.fromkeys(context_pairs(*context), 1.0))
        strengths.update(dict.fromkeys((mark for part in signature for mark in marks(part)), 1.0))
        found.append(dict(strengths))
    return found, seen.steps


def emphasis(feature: str) -> float:
    """Return the emphasis of a feature."""
    if len(feature) == 2:
        return 1.0
    if not feature.startswith("="):
        return OF_CONTEXT
    return OF_TITLE if feature.startswith(("=title", "=kind")) else EMPHASIS


class Data:
    """The statements of all documents as a matrix."""

    def __init__(self, sequences: list[Sequence]) -> None:
        """Take the features of `sequences`; those that are too rare are left out."""
        self.sequences = [sequence for sequence in sequences if sequence.statements]
        described = [features(sequence) for sequence in self.sequences]
        self.steps = [steps for _, steps in described]
        rows = [row for found, _ in described for row in found]
        counts = Counter(feature for row in rows for feature in row)
        kept = sorted(f for f, count in counts.items() if count >= RARE or f.startswith("="))
        self.columns = {feature: column for column, feature in enumerate(kept)}
        self.emphases = np.array([emphasis(feature) for feature in kept])
        values: list[float] = []
        indices: list[int] = []
        ends = [0]
        for row in rows:
            known = [(self.columns[f], strength) for f, strength in row.items() if f in self.columns]
            indices += [column for column, _ in known]
            values += [strength * self.emphases[column] for column, strength in known]
            ends.append(len(indices))
        self.x = csr_matrix((values, indices, ends), shape=(len(rows), len(kept)), dtype=np.float64)
        self.y = np.array([label for s in self.sequences for label in s.labels])
        self.read = np.array([s.is_read for s in self.sequences for _ in s.statements])
        self.headings = np.array([t.is_heading for s in self.sequences for t in s.statements])
        self.groups = np.array([zlib.crc32(s.source.encode()) for s in self.sequences for _ in s.statements])
        self.weights = self._weights()

    def _weights(self) -> NDArray[np.float64]:
        """Return how much each statement counts."""
        weights = np.concatenate([np.full(len(s.statements), s.share) for s in self.sequences])
        weights[self.y < 0] = 0.0
        for label, share in enumerate(SHARES):
            chosen = (self.y == label) & ~self.read
            weights[chosen] *= (1.0 - READ) * share / max(1e-9, weights[chosen].sum())
        weights[self.read] *= READ / max(1e-9, weights[self.read].sum())
        scaled: NDArray[np.float64] = weights * 20_000
        return scaled

    def fit(self, chosen: NDArray[np.bool_]) -> LogisticRegression:
        """Return the regression fitted on the statements chosen."""
        known = chosen & (self.y >= 0) & (self.weights > 0)
        model = LogisticRegression(C=REGULARISATION, max_iter=150, tol=2e-3)
        return model.fit(self.x[known], self.y[known], sample_weight=self.weights[known])

    def unseen(self, folds: int) -> NDArray[np.float64]:
        """Return the scores of each statement by a regression that was not fitted on its source [statements, 3]."""
        scores = np.zeros((len(self.y), 3))
        everything = np.zeros(len(self.y), dtype=bool)
        for fitted, left in GroupKFold(folds, shuffle=True, random_state=1).split(
            self.x, self.y, self.groups
        ):
            chosen = everything.copy()
            chosen[fitted] = True
            scores[left] = self.fit(chosen).decision_function(self.x[left])
        return scores

    def transitions(self) -> tuple[NDArray[np.float64], dict[str, NDArray[np.float64]]]:
        """Return log probabilities of the first outlook [3] and of passing from one to another [3, 3] by step."""
        start = np.ones(3)
        counts = {name: np.full((3, 3), 0.5) for name in STEPS}
        for sequence, steps in zip(self.sequences, self.steps, strict=True):
            if sequence.setting.title_mark == "=title:rules":
                # A text of rules is known by its articles; that nothing in it turns holds for no other.
                continue
            if sequence.labels[0] >= 0:
                start[sequence.labels[0]] += sequence.weight
            weight = sequence.share * (1.0 if sequence.is_read else 0.1)
            for before, label, taken in zip(sequence.labels, sequence.labels[1:], steps[1:], strict=False):
                if before >= 0 and label >= 0:
                    counts[taken][before, label] += weight
        return np.log(start / start.sum()), {
            name: np.log(count / count.sum(axis=1, keepdims=True)) for name, count in counts.items()
        }

    def chained(
        self, scores: NDArray[np.float64], start: NDArray[np.float64], passing: dict[str, NDArray[np.float64]]
    ) -> NDArray[np.float64]:
        """Return the marginals of each statement, given its scores [statements, 3]."""
        rows: dict[str, Any] = {
            name: tuple(tuple(row) for row in np.exp(table).tolist()) for name, table in passing.items()
        }
        found: list[tuple[float, float, float]] = []
        at = 0
        for sequence, steps in zip(self.sequences, self.steps, strict=True):
            part = scores[at : at + len(sequence.statements)]
            at += len(part)
            own = np.exp(part - part.max(axis=1, keepdims=True))
            own = np.maximum(own / own.sum(axis=1, keepdims=True), 1e-9)
            found += forward_backward(
                [(a, b, c) for a, b, c in own.tolist()],
                tuple(np.exp(start).tolist()),
                [rows[taken] for taken in steps],
            )
        return np.array(found)

    def best_chain(
        self, unseen: NDArray[np.float64], trusts: tuple[float, ...] = (0.4, 0.5, 0.6, 0.75)
    ) -> tuple[float, float, NDArray[np.float64]]:
        """Return how far the regression is trusted, the odds of passing, and the marginals that they give: those by which
        the right outlooks of unseen documents are likeliest."""
        start, passing = self.transitions()
        judged = self.y >= 0
        weights = self.weights[judged]
        best: tuple[float, float, float, NDArray[np.float64]] | None = None
        for trust, odds in itertools.product(trusts, (0.1, 0.3, 0.5)):
            found = self.chained(trust * unseen + NEITHER, start, {n: odds * t for n, t in passing.items()})
            likely = np.log(np.maximum(found[judged, self.y[judged]], 1e-9))
            mean = float((weights * likely).sum() / weights.sum())
            if best is None or mean > best[0]:
                best = mean, trust, odds, found
        assert best is not None
        print(f"log likelihood {best[0]:.4f} with trust {best[1]}, odds {best[2]}")
        return best[1:]

    def model(self, given: float | None) -> dict[str, Any]:
        """Return the model as it is stored, with the trust given or else the best."""
        unseen = self.unseen(FOLDS)
        trust, odds, _ = self.best_chain(unseen, (given,)) if given else self.best_chain(unseen)
        start, passing = self.transitions()
        fitted = self.fit(np.ones(len(self.y), dtype=bool))
        coefficients = trust * self.emphases * (fitted.coef_ - fitted.coef_.mean(axis=0))
        kept = {
            feature: [round(float(v) * SCALE) for v in coefficients[:, column]]
            for feature, column in self.columns.items()
            if np.abs(coefficients[:, column]).max() >= SMALL
        }
        print(f"{len(self.columns)} features, {len(kept)} kept, {len(self.y)} statements")
        return {
            "scale": SCALE,
            "bias": [
                round(float(v), 3) for v in trust * (fitted.intercept_ - fitted.intercept_.mean()) + NEITHER
            ],
            "start": [round(float(v), 3) for v in start],
            "transitions": {
                name: [[round(float(v), 3) for v in row] for row in odds * table]
                for name, table in passing.items()
            },
            "weights": kept,
        }


def report(data: Data, found: NDArray[np.float64]) -> None:
    """Print how often the outlooks of read statements are right, by kind and certainty."""
    best = found.argmax(axis=1)
    kinds = np.array([s.setting.kind for s in data.sequences for _ in s.statements])
    judged = data.read & (data.y >= 0) & ~data.headings
    for name, chosen in [("all", judged), *((kind, judged & (kinds == kind)) for kind in sorted(set(kinds)))]:
        told = chosen & (data.y < LABELS.index("none"))
        right = best == data.y
        print(
            f"{name:12} {chosen.sum():5} right {right[chosen].mean():.3f}; done or planned {right[told].mean():.3f}"
        )
    for low, high in itertools.pairwise((0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)):
        chosen = judged & (found.max(axis=1) >= low) & (found.max(axis=1) < high)
        print(f"certainty from {low:.2f}: {chosen.sum():5} right {(best == data.y)[chosen].mean():.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("documents", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--trust", type=float, help="instead of the likeliest")
    parser.add_argument("--held-out", type=int, default=0, metavar="FOLDS")
    arguments = parser.parse_args()
    data = Data([sequence for path in arguments.documents for sequence in read_sequences(path)])
    if arguments.held_out:
        report(data, data.best_chain(data.unseen(arguments.held_out))[2])
        return
    arguments.out.write_text(
        json.dumps(data.model(arguments.trust), ensure_ascii=False, indent=None, separators=(",", ":"))
        + "\n",
        "utf-8",
    )


if __name__ == "__main__":
    main()
