"""Learn when a candidate answers a question.

    python -m training.train_gate --set QUESTIONS:FOLDER [--set …] [--kept FOLDER] [--threshold 0.38]

QUESTIONS is a file as docs/questions.md describes it, FOLDER the documents that it asks about. What is measured of a set is kept in a
file, and used again until the set or the program changes. Every answerable question is asked three times: as it is; with its
documents left out; and with every candidate left out that holds the answer, so that what is left is near it and does not tell it.
Of what asks about a thing, the same is asked of another thing of its kind, of which its place tells nothing; of what asks in another
way, of another place (`another_kind`). A logistic regression over the gate's features, judged set by set by what is learned
from the other sets (of one set alone, by documents), then learned from all and calibrated by what it said of the former. Writes
assistant/evidence/data/gate.json.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.evidence.contrast import CONTRASTS
from assistant.evidence.gate import GATE_FEATURES
from training.gate_rows import Asked, Row, reading_rows, rows_of
from training.logistic import Learned, fitted

OUT = Path(__file__).parent.parent / "assistant" / "evidence" / "data" / "gate.json"
# How much each way of asking counts. Questions that nobody can answer were written by hand and are few.
WEIGHTS: dict[Asked, float] = {
    "held": 1.0,
    "unanswerable": 4.0,
    "away": 0.5,
    "masked": 0.2,
    "another": 1.0,
    "elsewhere": 1.0,
}
# What a wrong answer costs, in refusals of a right one.
WRONG = 2.0
# Candidates of a question that are learned from.
LEARNED = 4
# What may only speak for a candidate, as CONTRASTS only against it: one that holds more of the question must not become less probable by it.
_SPEAKS_FOR = frozenset(
    """own asked characters near clause common agreement place cosine prior probability behind matched covered fit
    free_fit own_squared asked_own whole best figure_beside defines count dated_agreement same_number
    introduced_as_asked""".split()
)
# Strength of the pull of the weights, of standardised features, towards nothing.
L2 = 5.0


def fit(rows: list[Row]) -> Learned:
    """Return the regression that explains best which candidates of `rows` answer."""
    some = [row for row in rows if len(row.right)]
    x = np.concatenate([row.features[:LEARNED] for row in some])
    y = np.concatenate([row.right[:LEARNED] for row in some])
    weight = np.concatenate(
        [np.full(len(row.right[:LEARNED]), WEIGHTS[row.asked] * row.weight) for row in some]
    )
    return fitted(x, y, weight, l2=L2, bounds=[_bounds(name) for name in GATE_FEATURES])


def _bounds(name: str) -> tuple[float | None, float | None]:
    """Return the least and the greatest weight that a feature may have."""
    speaks_for = name in _SPEAKS_FOR or name.startswith(("named_", "figure_"))
    return 0.0 if speaks_for else None, 0.0 if name in CONTRASTS else None


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a row by a gate that was not learned from its documents.

    Attributes:
        row: the row.
        odds: log odds of its candidates, float64 [n].
    """

    row: Row
    odds: NDArray[np.float64]

    @property
    def best(self) -> tuple[float, bool]:
        """Return the best candidate's log odds, and whether it answers; call it only where there is one."""
        at = int(self.odds.argmax())
        return float(self.odds[at]), bool(self.row.right[at])


def part_of(row: Row, several: bool) -> str | int:
    """Return the part that a row is judged with: its set, or its documents where there is one set only."""
    return row.source if several else row.fold


def held_out(rows: list[Row]) -> list[Told]:
    """Return what is told of the rows that count in full, each by what was learned from other sets or documents."""
    several = len({row.source for row in rows if row.source}) > 1
    found = []
    for part in sorted({part_of(row, several) for row in rows if row.source}, key=str):
        learned = fit([row for row in rows if not row.source or part_of(row, several) != part])
        judged = [row for row in rows if row.source and part_of(row, several) == part]
        found += [Told(row, row.features @ learned.weights + learned.bias) for row in judged]
    return found


def scale(told: list[Told]) -> tuple[float, float]:
    """Return the slope and offset that turn log odds into calibrated ones (Platt, 1999), for questions as they are asked."""
    tops = _tops(told)
    odds, right = np.array([o for o, _ in tops]), np.array([r for _, r in tops], dtype=np.float64)

    def loss(by: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = by[0] * odds + by[1]
        error = 1 / (1 + np.exp(-z)) - right
        return float((np.logaddexp(0, z) - right * z).sum()), np.array([error @ odds, error.sum()])

    slope, offset = minimize(loss, np.array([1.0, 0.0]), jac=True, method="BFGS").x
    return float(slope), float(offset)


def report(told: list[Told], thresholds: list[float]) -> None:
    """Print what each threshold refuses and gets right of each set, of which nothing was learned, and the calibration error."""
    sources = sorted({each.row.source for each in told})
    slope, offset = scale(told)
    for threshold in thresholds:
        least = (np.log(threshold / (1 - threshold)) - offset) / slope
        for source in (*sources, "all sets") if threshold == thresholds[-1] else ("all sets",):
            some = [each for each in told if source in (each.row.source, "all sets")]
            print(f"{threshold:.2f} {Path(source).parent.name or source}: {_line(some, least)}")
    tops = [
        (1 / (1 + np.exp(-(slope * odds + offset))), right)
        for source in sources
        for slope, offset in [scale([each for each in told if each.row.source != source] or told)]
        for odds, right in _tops([each for each in told if each.row.source == source])
    ]
    print(f"expected calibration error of {len(tops)} best candidates: {calibration_error(tops):.3f}")


def _line(told: list[Told], least: float) -> str:
    """Return what is right and refused at the least log odds of an answer, and what that is worth."""
    answered = [bool(len(each.odds)) and each.best[0] >= least for each in told]
    asked = [each.row.asked for each in told]
    refused = {
        way: 1 - float(np.mean([a for a, by in zip(answered, asked, strict=True) if by == way]))
        for way in WEIGHTS
        if way in asked
    }
    as_they_are = [
        (a, a and each.best[1])
        for each, a in zip(told, answered, strict=True)
        if each.row.asked in ("held", "unanswerable")
    ]
    right = sum(first for _, first in as_they_are)
    wrong = sum(a and not first for a, first in as_they_are)
    worth = (right - (WRONG - 1) * wrong) / len(as_they_are)
    ways = ", ".join(f"{way} {share:.3f}" for way, share in refused.items())
    return f"first right {right / asked.count('held'):.3f}, worth {worth:.3f}, refused: {ways}"


def _tops(told: list[Told]) -> list[tuple[float, bool]]:
    """Return the best candidates' log odds, of the questions as they are asked, and whether they answer."""
    return [each.best for each in told if len(each.odds) and each.row.asked in ("held", "unanswerable")]


def calibration_error(tops: list[tuple[float, bool]]) -> float:
    """Return the mean distance between told and actual share of right ones, over ten bins (Guo et al., 2017)."""
    told, right = np.array([p for p, _ in tops]), np.array([r for _, r in tops], dtype=float)
    bins = np.minimum((told * 10).astype(int), 9)
    return float(
        sum(abs(told[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins))
    )


def main() -> None:
    """Gather the rows, report on sets held out, learn from all and write the gate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", action="append", required=True, metavar="QUESTIONS:FOLDER")
    parser.add_argument("--kept", type=Path, default=Path("build/gate"), metavar="FOLDER")
    parser.add_argument("--reading", type=int, default=300)
    parser.add_argument("--threshold", type=float, default=0.38)
    args = parser.parse_args()
    rows: list[Row] = []
    for each in args.set:
        questions, folder = map(Path, each.split(":"))
        rows += rows_of(questions, folder, args.kept)
        print(f"{questions}: {len(rows)} rows so far", flush=True)
    for source in ("CMRC2018-train", "DRCD-dev") if args.reading else ():
        rows += reading_rows(source, args.reading, args.kept)
    told = held_out(rows)
    report(told, [0.25, 0.3, 0.35, 0.4, 0.45, args.threshold])
    learned, (slope, offset) = fit(rows), scale(told)
    weights = {
        name: round(slope * float(w), 4) for name, w in zip(GATE_FEATURES, learned.weights, strict=True)
    }
    made = {
        "made_by": "training/train_gate.py",
        "threshold": args.threshold,
        "bias": round(slope * learned.bias + offset, 4),
        "weights": weights,
    }
    OUT.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
