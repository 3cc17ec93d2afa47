"""Learn to tell what was done from what is to be done, statement by statement.

    python -m training.train_timeframe DOCUMENTS.jsonl… [--out FILE] [--held-out 6]

DOCUMENTS hold a labelled document a line: {"doc", "source", "title", "kind", "date", "text", "weight", "read", "labels":
[[start, end, "review" | "plan" | "none"], ...]}. What no label covers is not learned from; `weight` evens out how many
documents there are of a kind; `read` marks those whose statements were labelled one by one. With --held-out, the documents
that were read are judged by networks that learned from no document of their source, and only the figures are printed:
nothing is stored.

Needs torch and scikit-learn (the `models` and `training` extras). ingest/split/data/outlook.md tells what the shipped model
was learned from.
"""

from __future__ import annotations

import argparse
import itertools
import zlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.model_selection import GroupKFold

from ingest.split.outlook_features import STEPS, features, observe, pair_weight, pairs
from ingest.split.time_mentions import Present, mentions
from training.outlook_documents import LABELS, Sequence, read_sequences
from training.outlook_network import Lesson, OutlookNetwork, fit, shares

OUT = Path(__file__).parent.parent / "ingest" / "split" / "data" / "outlook.npz"
# A pair of characters that fewer statements have says more of them than of outlook.
RARE = 40
# Marks are few and must not lose to the many pairs; a title and a kind should not decide alone.
EMPHASIS, OF_TITLE, OF_CONTEXT = 4.0, 1.0, 0.5
# How much a document counts whose statements were not read one by one.
NOT_READ = 0.3
# A result taken for a title is lost, a title taken for a result does little harm: log odds.
NEITHER = np.array([0.0, 0.0, np.log(0.6)], dtype=np.float32)
# Vectors are stored in as many steps on either side of zero.
STORED = 127
Strengths = list[dict[str, float]]


def strengths(sequence: Sequence) -> tuple[Strengths, list[str]]:
    """Return the features of the statements of a document, each with its strength, and what lies before each."""
    present = Present(sequence.setting.given)
    years = [[] if s.is_heading else mentions(s.text, present) for s in sequence.statements]
    seen = observe(sequence.statements, sequence.setting, years)
    found: Strengths = []
    for at, parts in enumerate(seen.parts):
        shown = seen.cues.shown(at)
        row: dict[str, float] = defaultdict(float)
        for pair in pairs(shown):
            row[pair] += pair_weight(len(shown))
        row.update((feature, emphasis(feature)) for part in parts for feature in features(part))
        found.append(dict(row))
    return found, seen.steps


def emphasis(feature: str) -> float:
    """Return the emphasis of a feature."""
    if len(feature) == 2:
        return 1.0
    if not feature.startswith("="):
        return OF_CONTEXT
    return OF_TITLE if feature.startswith(("=title", "=kind")) else EMPHASIS


class Data:
    """All documents as the network sees them, and the features that it knows."""

    def __init__(self, sequences: list[Sequence]) -> None:
        """Take the features of `sequences`; those that are too rare are left out."""
        self.sequences = [sequence for sequence in sequences if sequence.statements]
        described = [strengths(sequence) for sequence in self.sequences]
        counts = Counter[str]()
        counted: set[str] = set()
        for sequence, (rows, _) in zip(self.sequences, described, strict=True):
            if sequence.doc not in counted:
                # The other forms of a document say nothing new.
                counted.add(sequence.doc)
                counts.update(feature for row in rows for feature in row)
        self.known = sorted(f for f, count in counts.items() if count >= RARE or f.startswith("="))
        columns = {feature: column for column, feature in enumerate(self.known)}
        self.lessons = [
            _lesson(sequence, rows, steps, columns)
            for sequence, (rows, steps) in zip(self.sequences, described, strict=True)
        ]

    def held_out(self, folds: int) -> dict[int, NDArray[np.float64]]:
        """Return the probabilities of the statements of each document that was read, by a network that learned from no
        document of its source."""
        groups = [zlib.crc32(sequence.source.encode()) for sequence in self.sequences]
        found: dict[int, NDArray[np.float64]] = {}
        for learned, left in GroupKFold(folds, shuffle=True, random_state=1).split(groups, groups=groups):
            network = fit([self.lessons[at] for at in learned])
            found.update(
                {at: shares(network, self.lessons[at], NEITHER) for at in left if self.sequences[at].is_read}
            )
        return found

    def store(self, network: OutlookNetwork, out: Path) -> None:
        """Store what the network learned, the emphasis of features in their vectors and these in 8 bits."""
        arrays = network.arrays()
        vectors = arrays.pop("vectors") * np.array([[emphasis(feature)] for feature in self.known])
        scale = np.abs(vectors).max(axis=0) / STORED
        stored: dict[str, Any] = arrays | {
            "features": np.frombuffer("\0".join(self.known).encode(), dtype=np.uint8),
            "vectors": np.round(vectors / scale).astype(np.int8),
            "scale": scale.astype(np.float32),
            "out_bias": arrays["out_bias"] + NEITHER,
        }
        np.savez_compressed(out, **stored)
        print(f"{len(self.known)} features, {out.stat().st_size} bytes")


def _lesson(sequence: Sequence, rows: Strengths, steps: list[str], columns: dict[str, int]) -> Lesson:
    known = [[(columns[f], strength) for f, strength in row.items() if f in columns] for row in rows]
    ends = np.cumsum([0, *(len(row) for row in known)])
    indices = [column for row in known for column, _ in row]
    values = [strength for row in known for _, strength in row]
    return Lesson(
        csr_matrix((values, indices, ends), shape=(len(rows), len(columns))),
        np.array([[taken == step for step in STEPS] for taken in steps], dtype=np.float32),
        np.array(sequence.labels),
        sequence.share * (1.0 if sequence.is_read else NOT_READ),
    )


def report(data: Data, found: dict[int, NDArray[np.float64]]) -> None:
    """Print how often the outlooks of read statements are right, by kind and certainty."""
    at_hand = [
        (sequence.setting.kind, label, share)
        for number, probabilities in found.items()
        for sequence in [data.sequences[number]]
        for statement, label, share in zip(sequence.statements, sequence.labels, probabilities, strict=True)
        if label >= 0 and not statement.is_heading
    ]
    kinds = np.array([kind for kind, _, _ in at_hand])
    labels = np.array([label for _, label, _ in at_hand])
    shares_found = np.array([share for _, _, share in at_hand])
    right, certainty = shares_found.argmax(axis=1) == labels, shares_found.max(axis=1)
    told = labels < LABELS.index("none")
    everything = np.ones(len(labels), dtype=bool)
    for name, chosen in [("all", everything), *((kind, kinds == kind) for kind in sorted(set(kinds)))]:
        print(
            f"{name:12} {chosen.sum():5} right {right[chosen].mean():.3f}; "
            f"done or planned {right[chosen & told].mean():.3f}"
        )
    for low, high in itertools.pairwise((0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)):
        chosen = (certainty >= low) & (certainty < high)
        print(f"certainty from {low:.2f}: {chosen.sum():5} right {right[chosen].mean():.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("documents", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--held-out", type=int, default=0, metavar="FOLDS")
    arguments = parser.parse_args()
    data = Data([sequence for path in arguments.documents for sequence in read_sequences(path)])
    if arguments.held_out:
        report(data, data.held_out(arguments.held_out))
        return
    data.store(fit(data.lessons), arguments.out)


if __name__ == "__main__":
    main()
