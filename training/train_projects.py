"""Learn to tell the names of projects from other words of a list.

    python -m training.train_projects LABELS.jsonl… [--out FILE] [--held-out 5]

A line of LABELS is a labelled sentence: {"source", "text": folded, "names": [[start, end], …], "unsure": [[start, end], …],
"seen": [[start, end], …]}: the names of all projects in it, words that readers may differ on, and, where not all of the
sentence was read, what was; the rest is not learned from. Logistic regression;
with --held-out, precision and recall over sources that it was not fitted on are printed, for several thresholds.

Needs scikit-learn (the `training` extra). ingest/facts/data/project_weights.md tells what the shipped weights were
learned from.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from ingest.facts.project_candidates import candidates
from ingest.facts.project_judge import features

OUT = Path(__file__).parent.parent / "ingest" / "facts" / "data" / "project_weights.json"
# A feature of fewer candidates says nothing of others; pairs of characters need more.
RARE, RARE_PAIR = 2, 3
SMALL = 0.03
SCALE = 100
REGULARISATION = 0.6
EMPHASIS_OF_PAIRS = 0.6


def read(paths: list[Path]) -> Iterator[tuple[str, list[str], int]]:
    """Yield source, features and label of each candidate of the labelled sentences."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            sentence: dict[str, Any] = json.loads(line)
            text = sentence["text"]
            names = {tuple(span) for span in sentence["names"]}
            unsure = {tuple(span) for span in sentence["unsure"]}
            seen = {tuple(span) for span in sentence.get("seen", ())}
            for found in candidates(text, 0, len(text)):
                span = (found.item.start, found.item.end)
                beside = seen and span not in seen and not any(_overlap(span, name) for name in names)
                if span in unsure or beside:
                    continue
                shown = features(text, found.listing, found.item, found.beside)
                yield sentence["source"], list(shown), int(any(_same(text, span, name) for name in names))


def _overlap(a: tuple[int, int], b: tuple[int, ...]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _same(text: str, a: tuple[int, int], b: tuple[int, ...]) -> bool:
    """Return whether two spans are one name, apart from 项目, 工程 and 建设 at its end."""
    rest = text[min(a[1], b[1]) : max(a[1], b[1])]
    return a[0] == b[0] and rest in ("", "项目", "工程", "建设", "建设项目", "项目建设")


def matrix(rows: list[list[str]], index: dict[str, int]) -> csr_matrix:
    """Return features as a matrix of one row a candidate, one column a feature."""
    at, columns, values = [], [], []
    for n, row in enumerate(rows):
        for feature in row:
            if feature in index:
                at.append(n)
                columns.append(index[feature])
                values.append(EMPHASIS_OF_PAIRS if feature.startswith("pair ") else 1.0)
    return csr_matrix((values, (at, columns)), shape=(len(rows), len(index)))


def vocabulary(rows: list[list[str]]) -> dict[str, int]:
    """Return the features that are frequent enough, with their columns."""
    counts = Counter(feature for row in rows for feature in row)
    kept = (f for f, n in counts.items() if n >= (RARE_PAIR if f.startswith("pair ") else RARE))
    return {feature: n for n, feature in enumerate(sorted(kept))}


def held_out(sources: list[str], rows: list[list[str]], labels: NDArray[np.int_], folds: int) -> None:
    """Print precision and recall on sources left out, at several thresholds."""
    scores = np.zeros(len(rows))
    for fit, test in GroupKFold(folds).split(rows, labels, sources):
        index = vocabulary([rows[n] for n in fit])
        model = LogisticRegression(C=REGULARISATION, max_iter=2000)
        model.fit(matrix([rows[n] for n in fit], index), labels[fit])
        scores[test] = model.predict_proba(matrix([rows[n] for n in test], index))[:, 1]
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        taken = scores >= threshold
        right = int((taken & (labels == 1)).sum())
        print(f"{threshold}: precision {right / max(1, taken.sum()):.3f}, recall {right / labels.sum():.3f}")


def main() -> None:
    """Read the labels, fit, and store the weights."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("labels", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--held-out", type=int, default=0)
    arguments = parser.parse_args()
    found = list(read(arguments.labels))
    sources, rows = [each[0] for each in found], [each[1] for each in found]
    labels = np.array([each[2] for each in found])
    print(f"{len(rows)} candidates, {labels.sum()} of them projects, {len(set(sources))} sources")
    if arguments.held_out:
        held_out(sources, rows, labels, arguments.held_out)
        return
    index = vocabulary(rows)
    model = LogisticRegression(C=REGULARISATION, max_iter=2000).fit(matrix(rows, index), labels)
    weights: dict[str, int] = {}
    for feature, column in index.items():
        weight = model.coef_[0, column] * (EMPHASIS_OF_PAIRS if feature.startswith("pair ") else 1.0)
        if abs(weight) >= SMALL:
            weights[feature] = round(SCALE * weight)
    data = {"scale": SCALE, "bias": round(float(model.intercept_[0]), 3), "weights": weights}
    arguments.out.write_text(
        json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    print(f"{len(weights)} weights to {arguments.out}")


if __name__ == "__main__":
    main()
