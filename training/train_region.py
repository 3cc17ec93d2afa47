"""Learn what each sign that a document belongs to a region is worth.

    python -m training.train_region LABELS.jsonl [--out ingest/describe/data/region_weights.json]

A line of LABELS is a labelled document: {"root": folder, "file": path in it, "regions": [names that are right, null for
none], "source": where it comes from}. The regions that a document names compete: the model is a conditional logit
(McFadden 1974), the odds of each being the weighted sum of its signs, "none" among them. Few documents are labelled, so
the weights keep near those judged by hand (a Gaussian prior); how near is chosen by cross-validation over sources.

Needs scikit-learn and scipy (the `training` extra). ingest/describe/data/region_weights.md tells what the shipped weights
were learned from.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

from ingest.clean import clean
from ingest.describe.region import best_region, evidence_of
from ingest.describe.region_points import NONE, Evidence, weights
from ingest.describe.title_block import read_opening
from ingest.read import read_file

OUT = Path(__file__).parent.parent / "ingest" / "describe" / "data" / "region_weights.json"
# Judged by hand: signs of who speaks outweigh the title, the title the publisher, and the publisher what is merely named.
PRIOR: Mapping[str, float] = {
    "congress": 5.0,
    "office": 4.0,
    "spoken for": 5.0,
    "issuer": 5.0,
    "signature": 3.0,
    "header": 4.0,
    "title": 4.0,
    "short title": 2.5,
    "county medium": 2.5,
    "city medium": 1.2,
    "province medium": 1.2,
    "lead": 2.5,
    "named in lead": 1.0,
    "acts": 1.0,
    "frequency": 1.2,
    "own word": 1.8,
    "narrower word": -3.0,
    "wider word": -1.5,
    "one of several": -2.5,
    "national": -3.0,
    "town": 0.8,
    "path": 2.5,
    "short path": 2.0,
    NONE: 2.4,
}
SIGNS = tuple(PRIOR)
# How near to the prior the weights are kept; the best of these in cross-validation is taken.
NEARNESS = (0.1, 0.3, 1.0, 3.0, 10.0)
FOLDS = 8


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled document.

    Attributes:
        source: where it comes from; documents of one source are alike.
        right: the names of its region, None for none.
        evidence: what it shows.
        signs: float64 [candidates + 1, len(SIGNS)], how strong each sign is for each region; "none" last.
        answers: the rows that are right.
    """

    source: str
    right: frozenset[str | None]
    evidence: Evidence
    signs: NDArray[np.float64]
    answers: tuple[int, ...]


def labelled(line: Mapping[str, object]) -> Labelled:
    """Return the document of a line of LABELS."""
    root = Path(str(line["root"]))
    source = read_file(root / str(line["file"]), root=root, max_bytes=10**9)
    text = clean(source)
    evidence = evidence_of(read_opening(text, source.title), text, str(line["file"]), source.title)
    regions = line["regions"]
    assert isinstance(regions, list), "regions is a list"
    right = frozenset(regions)
    names = [*evidence.points, None]
    signs = np.zeros((len(names), len(SIGNS)))
    for row, name in enumerate(names[:-1]):
        for sign, worth in evidence.points[str(name)]:
            signs[row, SIGNS.index(sign)] += worth / weights()[sign]
    signs[-1, SIGNS.index(NONE)] = 1.0
    answers = tuple(row for row, name in enumerate(names) if name in right)
    return Labelled(str(line["source"]), right, evidence, signs, answers)


def learned(documents: Sequence[Labelled], nearness: float) -> NDArray[np.float64]:
    """Return the weights, float64 [len(SIGNS)], under which the right regions are likeliest."""
    prior = np.array([PRIOR[sign] for sign in SIGNS])

    def cost(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        off = values - prior
        loss, slope = nearness * float(off @ off), 2 * nearness * off
        for document in documents:
            if document.answers:
                score = document.signs @ values
                odds = np.exp(score - score.max())
                odds /= odds.sum()
                right = np.zeros_like(odds)
                right[list(document.answers)] = odds[list(document.answers)]
                loss -= float(np.log(right.sum() + 1e-300))
                slope = slope + document.signs.T @ (odds - right / right.sum())
        return loss, slope

    return np.asarray(minimize(cost, prior, jac=True, method="L-BFGS-B").x)


def is_right(document: Labelled, values: NDArray[np.float64]) -> bool:
    """Return whether a document's region is found with these weights."""
    worth = dict(zip(SIGNS, values, strict=True))
    points: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for name, signs in document.evidence.points.items():
        points[name] = [(sign, value / weights()[sign] * worth[sign]) for sign, value in signs]
    best = best_region(replace(document.evidence, points=points), worth[NONE])
    return (best[0] if best else None) in document.right


def cross_validated(documents: Sequence[Labelled], nearness: float) -> Counter[str]:
    """Return how many documents of each source are right with weights learned from the other sources."""
    right: Counter[str] = Counter()
    folds = GroupKFold(FOLDS, shuffle=True, random_state=0)
    for train, test in folds.split(documents, groups=[document.source for document in documents]):
        values = learned([documents[i] for i in train], nearness)
        right.update(documents[i].source for i in test if is_right(documents[i], values))
    return right


def main() -> None:
    """Learn the weights and print how they do in cross-validation."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labels", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    lines = arguments.labels.read_text(encoding="utf-8").splitlines()
    documents = [labelled(json.loads(line)) for line in lines if line.strip()]
    prior = np.array([PRIOR[sign] for sign in SIGNS])
    print(f"by hand: {sum(is_right(document, prior) for document in documents)} of {len(documents)}")
    right = {nearness: cross_validated(documents, nearness).total() for nearness in NEARNESS}
    for nearness, count in right.items():
        print(f"cross-validated, nearness {nearness}: {count} of {len(documents)}")
    # Of equally good ones the one that trusts few documents least.
    best = max(NEARNESS, key=lambda nearness: (right[nearness], nearness))
    values = learned(documents, best)
    worth = {sign: round(float(value), 2) for sign, value in zip(SIGNS, values, strict=True)}
    arguments.out.write_text(json.dumps(worth, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
