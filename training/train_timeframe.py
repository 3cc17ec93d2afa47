"""Learn to tell what was done from what is to be done, statement by statement.

    python -m training.train_timeframe DOCUMENTS.jsonl [--out ingest/split/data/outlook.json]

DOCUMENTS holds a labelled document a line: {"doc", "title", "date", "text", "weight", "labels": [[start, end, "review" |
"plan" | "none"], ...]}. What no label covers is not learned from; `weight` evens out how many documents there are of a
kind. Two steps: logistic regression on statements by themselves, then the odds of passing from one outlook to another
and how far the regression is trusted beside them, on predictions for documents that it was not fitted on. So that
headings and titles do not carry everything, each document is also learned from without them, in short, with its plan
under the review's heading, and as a review and a plan alone.

Needs scikit-learn (the `training` extra). ingest/split/data/outlook.md tells what the shipped model was learned from.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from ingest.chinese.script import fold
from ingest.split.headings import outline
from ingest.split.outlook_features import STEPS, features, marks, step, title_feature
from ingest.split.outlook_model import forward_backward
from ingest.split.statements import Statement, statements

OUT = Path(__file__).parent.parent / "ingest" / "split" / "data" / "outlook.json"
LABELS = ("review", "plan", "none")
# A feature that fewer documents have says more of them than of outlook.
RARE = 6
# Weights below this, before they are scaled, change no verdict; they are left out.
SMALL = 0.1
SCALE = 100
REGULARISATION = 0.1
EMPHASIS = 10.0
# Statements from which on a document counts no more the longer it is.
EVEN = 40
# What is neither is mostly titles and calls, which are alike.
SHARES = (0.425, 0.425, 0.15)
FOLDS = 4


@dataclass(frozen=True, slots=True)
class Sequence:
    """The statements of a document, or of one form of it.

    Attributes:
        doc: its name; forms of one document share it.
        statements: in order.
        labels: index into LABELS for each; -1 where none is known.
        given: the year in which it was given.
        title: the feature of its title.
        weight: how much the document counts.
    """

    doc: str
    statements: list[Statement]
    labels: list[int]
    given: int | None
    title: str
    weight: float

    @property
    def share(self) -> float:
        """Return how much each of its statements counts: long documents the same in all."""
        return self.weight * min(1.0, EVEN / max(1, len(self.statements)))


def read_sequences(path: Path) -> Iterator[Sequence]:
    """Yield the documents of a file and their other forms."""
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        folded = fold(document["text"])
        found = statements(folded, outline(document["text"]))
        given = int(document["date"][:4]) if document["date"] else None
        title = title_feature(fold(document["title"]), folded)
        whole = Sequence(
            document["doc"], found, _labels(found, document["labels"]), given, title, document["weight"]
        )
        yield whole
        yield from other_forms(whole)


def _labels(found: list[Statement], labels: list[list[Any]]) -> list[int]:
    """Return the label that covers the middle of each statement."""
    result = []
    for statement in found:
        middle = (statement.start + statement.end) // 2
        covering = next((label for start, end, label in labels if start <= middle < end), None)
        result.append(LABELS.index(covering) if covering else -1)
    return result


def other_forms(whole: Sequence) -> Iterator[Sequence]:
    """Yield a document without headings and title; a long one also as a review and a plan alone, as a plan that goes on
    under the review's heading, and in short."""
    if whole.title == "=title:rules":
        return
    part = _abridged(whole, 3)
    yield _without_headings(replace(part, title="=title:none"))
    counts = Counter(whole.labels)
    if min(counts[0], counts[1]) > 25:
        yield _without_headings(replace(part, title="=title:both"))
        # A programme begins with what was reached, a summary ends with what is to come.
        yield replace(part, title="=title:plan")
        yield _without_headings(replace(_abridged(whole, 5), title="=title:plan"))
        yield replace(_abridged(whole, 5), title="=title:review")
        yield _only(_without_headings(part), 0, "=title:review")
        yield _only(_without_headings(part), 1, "=title:plan")
        yield _only(part, 1, "=title:plan")
        yield _run_on(part)
        yield _abridged(whole, 9)
        yield _abridged(_run_on(whole), 9)
        yield _without_headings(replace(_abridged(whole, 9), title="=title:none", given=None))


def _without_headings(sequence: Sequence) -> Sequence:
    kept = [
        (replace(statement, headings=()), label)
        for statement, label in zip(sequence.statements, sequence.labels, strict=True)
        if not statement.is_heading
    ]
    return replace(sequence, statements=[s for s, _ in kept], labels=[label for _, label in kept])


def _run_on(sequence: Sequence) -> Sequence:
    """Return a form whose plan has no heading of its own but goes on under the last one of the review."""
    last: tuple[str, ...] = ()
    kept = []
    for statement, label in zip(sequence.statements, sequence.labels, strict=True):
        if label == 0:
            last = statement.headings[:1]
        if label == 1 and statement.headings:
            if statement.is_heading and len(statement.headings) == 1:
                continue
            statement = replace(statement, headings=(*last, *statement.headings[1:]))
        kept.append((statement, label))
    return replace(sequence, statements=[s for s, _ in kept], labels=[label for _, label in kept])


def _abridged(sequence: Sequence, paragraphs: int) -> Sequence:
    """Return a form with one of so many paragraphs, those that open with another time, and the outermost headings."""
    number = -1
    kept = []
    for statement, label in zip(sequence.statements, sequence.labels, strict=True):
        number += statement.boundary == "line"
        outermost = statement.is_heading and len(statement.headings) == 1
        turns = step(statement).startswith("opens")
        if outermost or turns or (not statement.is_heading and number % paragraphs == 0):
            kept.append((statement, label))
    return replace(sequence, statements=[s for s, _ in kept], labels=[label for _, label in kept])


def _only(sequence: Sequence, wanted: int, title: str) -> Sequence:
    """Return a form with a title and what has the label that is wanted."""
    pairs = list(zip(sequence.statements, sequence.labels, strict=True))
    kept = [*[pair for pair in pairs if pair[1] == 2][:1], *(pair for pair in pairs if pair[1] == wanted)]
    return replace(
        sequence, statements=[s for s, _ in kept], labels=[label for _, label in kept], title=title
    )


def vocabulary(sequences: list[Sequence]) -> dict[str, int]:
    """Return the features that enough documents have, each with its column."""
    documents: Counter[str] = Counter()
    for _, forms in itertools.groupby(sequences, key=lambda sequence: sequence.doc):
        # The first form is the whole document; what the others add begins with "=", and all of that is kept.
        whole, *others = forms
        seen = {f for s in whole.statements for f in features(s, whole.given, whole.title)}
        for form in others:
            seen |= {f for s in form.statements for f in marks(s, step(s), form.given, form.title)}
        documents.update(seen)
    kept = sorted(f for f, count in documents.items() if count >= RARE or f.startswith("="))
    return {feature: column for column, feature in enumerate(kept)}


def matrix(sequences: list[Sequence], columns: dict[str, int]) -> csr_matrix:
    """Return how often each statement has each feature, by its emphasis [statements, features]."""
    emphasis = emphases(columns)
    values: list[float] = []
    indices: list[int] = []
    ends = [0]
    for sequence in sequences:
        for statement in sequence.statements:
            found = Counter(
                columns[f] for f in features(statement, sequence.given, sequence.title) if f in columns
            )
            indices += found.keys()
            values += [count * emphasis[column] for column, count in found.items()]
            ends.append(len(indices))
    return csr_matrix((values, indices, ends), shape=(len(ends) - 1, len(columns)), dtype=np.float64)


def emphases(columns: dict[str, int]) -> NDArray[np.float64]:
    """Return the emphasis of each feature: those that are no pairs of characters are few, and must not lose to the many
    that are."""
    return np.array([EMPHASIS if feature.startswith("=") else 1.0 for feature in columns])


def weights_of_statements(sequences: list[Sequence], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return how much each statement counts, so that the outlooks have their SHARES in all."""
    weights = np.concatenate([np.full(len(s.statements), s.share) for s in sequences])
    weights[labels < 0] = 0.0
    for label, share in enumerate(SHARES):
        chosen = labels == label
        weights[chosen] *= share / weights[chosen].sum()
    scaled: NDArray[np.float64] = weights * len(weights) / weights.sum()
    return scaled


def fit(x: csr_matrix, y: NDArray[np.int64], weights: NDArray[np.float64]) -> LogisticRegression:
    """Return the regression fitted on the statements with a label."""
    known = (y >= 0) & (weights > 0)
    model = LogisticRegression(C=REGULARISATION, max_iter=250, tol=1e-3)
    return model.fit(x[known], y[known], sample_weight=weights[known])


def transitions(sequences: list[Sequence]) -> tuple[NDArray[np.float64], dict[str, NDArray[np.float64]]]:
    """Return log probabilities of the first outlook [3] and of passing from one to another [3, 3] by step."""
    start = np.ones(3)
    counts = {name: np.full((3, 3), 0.5) for name in STEPS}
    for sequence in sequences:
        if sequence.title == "=title:rules":
            # A text of rules is known by its articles; that nothing in it turns holds for no other.
            continue
        if sequence.labels and sequence.labels[0] >= 0:
            start[sequence.labels[0]] += sequence.weight
        pairs = zip(sequence.labels, sequence.labels[1:], sequence.statements[1:], strict=False)
        for before, label, statement in pairs:
            if before >= 0 and label >= 0:
                counts[step(statement)][before, label] += sequence.share
    return np.log(start / start.sum()), {
        name: np.log(count / count.sum(axis=1, keepdims=True)) for name, count in counts.items()
    }


def likelihood(
    sequences: list[Sequence],
    scores: NDArray[np.float64],
    start: NDArray[np.float64],
    passing: dict[str, NDArray[np.float64]],
) -> tuple[float, float]:
    """Return the mean log probability of the right outlook over statements with a label, and the share right."""
    total = right = count = 0.0
    at = 0
    rows: dict[str, Any] = {
        name: tuple(tuple(row) for row in np.exp(table).tolist()) for name, table in passing.items()
    }
    for sequence in sequences:
        size = len(sequence.statements)
        part = scores[at : at + size]
        at += size
        own = np.exp(part - part.max(axis=1, keepdims=True))
        own /= own.sum(axis=1, keepdims=True)
        own = np.maximum(own, 1e-9)
        found = forward_backward(
            [(a, b, c) for a, b, c in own.tolist()],
            tuple(np.exp(start).tolist()),
            [rows[step(s)] for s in sequence.statements],
        )
        for marginal, label in zip(found, sequence.labels, strict=True):
            if label >= 0:
                weight = sequence.share
                total += weight * float(np.log(max(marginal[label], 1e-9)))
                right += weight * (max(marginal) == marginal[label])
                count += weight
    return total / count, right / count


def train(sequences: list[Sequence]) -> dict[str, Any]:
    """Return the model as it is stored."""
    columns = vocabulary(sequences)
    x = matrix(sequences, columns)
    y = np.array([label for s in sequences for label in s.labels])
    weights = weights_of_statements(sequences, y)
    groups = np.concatenate([np.full(len(s.statements), hash(s.doc) % 2**31) for s in sequences])
    unseen = np.zeros((len(y), 3))
    for fitted, left in GroupKFold(FOLDS).split(x, y, groups):
        model = fit(x[fitted], y[fitted], weights[fitted])
        unseen[left] = model.decision_function(x[left])
    start, passing = transitions(sequences)
    best = max(
        (
            (
                *likelihood(sequences, trust * unseen, start, {b: odds * p for b, p in passing.items()}),
                trust,
                odds,
            )
            for trust, odds in itertools.product((0.4, 0.55, 0.7), (0.4, 0.7, 1.0))
        ),
    )
    print(f"log likelihood {best[0]:.4f}, right {best[1]:.4f} with trust {best[2]}, odds {best[3]}")
    trust, odds = best[2], best[3]
    model = fit(x, y, weights)
    coefficients = trust * emphases(columns) * (model.coef_ - model.coef_.mean(axis=0))
    kept = {
        feature: [round(float(v) * SCALE) for v in coefficients[:, column]]
        for feature, column in columns.items()
        if np.abs(coefficients[:, column]).max() >= SMALL * trust
    }
    print(f"{len(columns)} features, {len(kept)} kept, {len(y)} statements, {len(sequences)} sequences")
    return {
        "scale": SCALE,
        "bias": [round(float(v), 3) for v in trust * (model.intercept_ - model.intercept_.mean())],
        "start": [round(float(v), 3) for v in start],
        "transitions": {
            name: [[round(float(v), 3) for v in row] for row in odds * table]
            for name, table in passing.items()
        },
        "weights": kept,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("documents", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    model = train(list(read_sequences(arguments.documents)))
    arguments.out.write_text(
        json.dumps(model, ensure_ascii=False, indent=None, separators=(",", ":")) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
