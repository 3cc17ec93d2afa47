"""Learn when a candidate answers a question.

    python -m training.train_gate --set QUESTIONS:FOLDER [--set …] [--reading 700] [--threshold 0.08]

QUESTIONS is a file as docs/questions.md describes it, FOLDER the documents that it asks about. Every answerable
question is asked three times: as it is; with its documents left out; and with every candidate left out that holds the
answer, so that what is left is near it and does not tell it. A logistic regression over the gate's features, judged by
documents that it was not learned from, then learned from all. Writes assistant/evidence/data/gate.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.evidence.acceptance import acceptable, judged_of
from assistant.evidence.gate import GATE_FEATURES, gate_features
from assistant.evidence.model import Candidate
from assistant.evidence.select import PASSAGES, select
from assistant.pipeline import Assistant
from assistant.question.model import Question
from assistant.search.model import ScoredPassage
from benchmarks.reading import RANKER, load
from ingest.chinese.script import fold
from ingest.errors import QuestionError
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync

OUT = Path(__file__).parent.parent / "assistant" / "evidence" / "data" / "gate.json"
Asked = Literal["held", "unanswerable", "away", "masked"]
# How much each way of asking counts. Questions that nobody can answer were written by hand and are few.
WEIGHTS: dict[Asked, float] = {"held": 1.0, "unanswerable": 2.0, "away": 0.5, "masked": 0.5}
# Reading questions keep the gate from learning the reports' wording alone.
READING_WEIGHT = 0.2
# Candidates of a question that are learned from.
LEARNED = 4
FOLDS = 5
# What may only speak for a candidate: one that holds more of the question must not become less probable by it.
_SPEAKS_FOR = frozenset(
    """own asked characters near clause common agreement place cosine prior probability behind matched covered fit
    free_fit own_squared asked_own whole best figure_beside defines count""".split()
)
# Strength of the pull of the weights, of standardised features, towards nothing.
L2 = 10.0


@dataclass(frozen=True, slots=True)
class Row:
    """The candidates of one question, asked in one way.

    Attributes:
        fold: the part of the documents it belongs to, 0 to FOLDS - 1; -1 for what is never judged by.
        asked: how it was asked.
        features: of the candidates that can answer by what is known of them, float64 [n, len(GATE_FEATURES)].
        right: which of them answer, bool [n].
        before: whether the gate of before answered, right or wrong.
    """

    fold: int
    asked: Asked
    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    before: bool


def rows_of(questions: Path, folder: Path) -> list[Row]:
    """Return the rows of the questions of a file about the documents of a folder; comparisons are none of the gate's."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as scratch:
        library = Library.open(Settings(library=Path(scratch)), create=True)
        sync(library, [folder])
        assistant = Assistant(library)
        for line in questions.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            if item["type"] not in ("compare", "aggregate"):
                rows += _rows(assistant, item)
        library.close()
    return rows


def reading_rows(source: str, count: int) -> Iterator[Row]:
    """Yield rows from `count` random questions of a reading set."""
    passages, items = load(source, RANKER)
    chosen = [items[i] for i in np.random.default_rng(11).permutation(len(items))[:count]]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "documents"
        folder.mkdir()
        for number, text in passages.items():
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        questions = Path(scratch) / "questions.jsonl"
        lines = [
            {
                "id": str(n), "type": "reading", "question": item.question, "gold": [list(item.answers)],
                "evidence": [{"doc": f"{item.passage}.txt"}],
            }
            for n, item in enumerate(chosen)
        ]  # fmt: skip
        questions.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        for row in rows_of(questions, folder):
            yield replace(row, fold=-1)


def _rows(assistant: Assistant, item: dict[str, Any]) -> Iterator[Row]:
    turns = item.get("turns") or [item["question"]]
    try:
        question = assistant.understand(assistant.whole(turns[:-1], turns[-1]))
    except QuestionError:
        return
    docs = {e["doc"] for e in item.get("evidence", [])}
    part = int.from_bytes(hashlib.blake2b(min(docs, default=item["id"]).encode(), digest_size=2).digest())
    passages = assistant.retriever.search(question, 4 * PASSAGES)
    held = _candidates(assistant, question, passages[:PASSAGES])
    if not item.get("answerable", True):
        yield _row(question, held, "unanswerable", [], docs, part % FOLDS)
        return
    gold = [[_plain(form) for form in forms] for forms in item["gold"]]
    several = item["type"] in ("list", "reason")
    yield _row(question, held, "held", gold, docs, part % FOLDS, several=several)
    away = [p for p in passages if not docs & {p.passage.doc, p.passage.doc.split("/")[-1]}]
    yield _row(question, _candidates(assistant, question, away[:PASSAGES]), "away", [], docs, part % FOLDS)
    forms = [form for group in gold for form in group]
    masked = [each for each in held if not any(form in _plain(each.text) for form in forms)]
    if masked and len(masked) < len(held):
        odds = np.exp(np.array([each.score for each in masked]) - masked[0].score)
        again = [
            replace(each, probability=float(p)) for each, p in zip(masked, odds / odds.sum(), strict=True)
        ]
        yield _row(question, again, "masked", [], docs, part % FOLDS)


def _candidates(assistant: Assistant, question: Question, passages: list[ScoredPassage]) -> list[Candidate]:
    year = question.years[0] if question.years else None
    return select(assistant.library, question, passages, year)


def _row(
    question: Question,
    found: list[Candidate],
    asked: Asked,
    gold: list[list[str]],
    docs: set[str],
    part: int,
    *,
    several: bool = False,
) -> Row:
    strict = bool(question.years) and not question.vague_year
    judged = judged_of(question, found, strict_year=strict)
    before = bool(acceptable(question, found, strict_year=strict))
    right = np.array([_answers(each, gold, docs, several=several) for each in judged], dtype=bool)
    return Row(part, asked, gate_features(question, judged, found), right, before)


def _answers(each: Candidate, gold: list[list[str]], docs: set[str], *, several: bool) -> bool:
    """Return whether a candidate of one of the documents holds the answer, or some of it where there are several."""
    text = _plain(each.text)
    held = [any(form in text for form in forms) for forms in gold]
    of_document = bool(docs & {each.passage.doc, each.passage.doc.split("/")[-1]})
    return of_document and bool(held) and (any(held) if several else all(held))


def _plain(text: str) -> str:
    return "".join(fold(text).split())


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights [f] and bias of a logistic regression over the features as they are."""

    weights: NDArray[np.float64]
    bias: float

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of each row of features [n, f]."""
        return np.asarray(1 / (1 + np.exp(-(features @ self.weights + self.bias))), dtype=np.float64)


def fit(rows: list[Row]) -> Learned:
    """Return the regression that explains best which candidates of `rows` answer."""
    some = [row for row in rows if len(row.right)]
    x = np.concatenate([row.features[:LEARNED] for row in some])
    y = np.concatenate([row.right[:LEARNED] for row in some]).astype(np.float64)
    weight = np.concatenate(
        [
            np.full(len(row.right[:LEARNED]), WEIGHTS[row.asked] * (READING_WEIGHT if row.fold < 0 else 1.0))
            for row in some
        ]
    )
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    z = np.column_stack([(x - mean) / scale, np.ones(len(x))])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = z @ w
        value = float(weight @ (np.logaddexp(0, odds) - y * odds)) + L2 / 2 * float(w[:-1] @ w[:-1])
        gradient = z.T @ (weight * (1 / (1 + np.exp(-odds)) - y)) + L2 * np.append(w[:-1], 0.0)
        return value, gradient

    bounds = [
        (0.0 if name in _SPEAKS_FOR or name.startswith(("named_", "figure_")) else None, None)
        for name in GATE_FEATURES
    ]
    w = minimize(
        loss,
        np.zeros(z.shape[1]),
        jac=True,
        method="L-BFGS-B",
        bounds=[*bounds, (None, None)],
        options={"maxiter": 3000},
    ).x
    weights = w[:-1] / scale
    return Learned(weights, float(w[-1] - weights @ mean))


def report(rows: list[Row], thresholds: list[float]) -> None:
    """Print, for documents that nothing was learned from, what each threshold refuses and gets right."""
    parts = range(FOLDS)
    learned = {part: fit([row for row in rows if row.fold != part]) for part in parts}
    told = [(row, learned[row.fold].probabilities(row.features)) for row in rows if row.fold >= 0]

    def line(name: str, answered: list[bool], first: list[bool]) -> None:
        kinds = [row.asked for row, _ in told]
        refused = {
            k: 1 - np.mean([a for a, kind in zip(answered, kinds, strict=True) if kind == k]) for k in WEIGHTS
        }
        right = np.mean([f for f, kind in zip(first, kinds, strict=True) if kind == "held"])
        print(
            f"{name}: first right {right:.3f}, refused", {k: round(float(v), 3) for k, v in refused.items()}
        )

    line("before", [row.before for row, _ in told], [False] * len(told))
    for threshold in thresholds:
        passing = [p >= threshold for _, p in told]
        line(
            f"{threshold:.2f}",
            [bool(p.any()) for p in passing],
            [
                bool(p.any() and row.right[int(np.argmax(p))])
                for (row, _), p in zip(told, passing, strict=True)
            ],
        )
    tops = [(p.max(), bool(row.right[int(p.argmax())])) for row, p in told if len(p) and row.asked == "held"]
    print(f"expected calibration error of {len(tops)} best candidates: {calibration_error(tops):.3f}")


def calibration_error(tops: list[tuple[float, bool]]) -> float:
    """Return the mean distance between told and actual share of right ones, over ten bins (Guo et al., 2017)."""
    told, right = np.array([p for p, _ in tops]), np.array([r for _, r in tops], dtype=float)
    bins = np.minimum((told * 10).astype(int), 9)
    return float(
        sum(abs(told[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins))
    )


def main() -> None:
    """Gather the rows, report on documents held out, learn from all and write the gate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", action="append", required=True, metavar="QUESTIONS:FOLDER")
    parser.add_argument("--reading", type=int, default=700)
    parser.add_argument("--threshold", type=float, default=0.08)
    args = parser.parse_args()
    rows: list[Row] = []
    for each in args.set:
        questions, folder = map(Path, each.split(":"))
        rows += rows_of(questions, folder)
        print(f"{questions}: {len(rows)} rows so far")
    for source in ("CMRC2018-train", "DRCD-dev"):
        rows += reading_rows(source, args.reading)
    report(rows, sorted({0.05, 0.08, 0.1, 0.12, 0.15, 0.2, args.threshold}))
    learned = fit(rows)
    weights = {name: round(float(w), 4) for name, w in zip(GATE_FEATURES, learned.weights, strict=True)}
    made = {
        "made_by": "training/train_gate.py",
        "threshold": args.threshold,
        "bias": round(learned.bias, 4),
        "weights": weights,
    }
    OUT.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
