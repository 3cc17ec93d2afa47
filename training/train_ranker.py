"""Learn the weight of each feature of a candidate sentence.

    python -m training.train_ranker --reports ../shared/reports --questions ../shared/eval/questions.jsonl

A listwise model: softmax over the candidates of a question, the likelihood of those that hold the answer maximised
(marginal log likelihood, L2 against a prior set by hand). The reading questions are about passages that neither the
embedding was trained on nor benchmarks.reading measures. Writes assistant/evidence/data/ranker.json.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.evidence.features import FEATURES
from assistant.evidence.select import PASSAGES, candidates
from assistant.pipeline import Assistant
from benchmarks.reading import RANKER, load
from ingest.chinese.script import fold
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync

OUT = Path(__file__).parent.parent / "assistant" / "evidence" / "data" / "ranker.json"
# Pulls the weights towards these, so that what the reading questions never show (years) keeps its sense.
PRIOR = {
    "own": 4.0,
    "asked": 1.0,
    "context": 1.0,
    "near": 1.5,
    "clause": 2.0,
    "agreement": 3.0,
    "cosine": 1.0,
    "prior": 3.0,
    "defines": 2.0,
    "count": 1.5,
}
L2 = 0.0003


@dataclass(frozen=True, slots=True)
class Group:
    """The candidates of one question.

    Attributes:
        features: the candidates' features [n, f].
        right: which of them answer [n]; none for a question without an answer.
        weight: the weight of the question in the loss.
    """

    features: NDArray[np.float32]
    right: NDArray[np.bool_]
    weight: float


def reading_groups(source: str, count: int, seed: int) -> list[Group]:
    """Return groups from `count` random questions of a reading set, about passages that the embedding has not
    seen."""
    passages, items = load(source, RANKER)
    rng = np.random.default_rng(seed)
    chosen = [items[i] for i in rng.permutation(len(items))[:count]]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "documents"
        folder.mkdir()
        for number, text in passages.items():
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        assistant = _assistant(Path(scratch) / "library", folder)
        groups = [
            _group(assistant, item.question, [], [list(item.answers)], {f"{item.passage}.txt"}, 1.0)
            for item in chosen
        ]
        assistant.library.close()
    return [g for g in groups if g is not None]


def report_groups(reports: Path, questions: Path, weight: float) -> list[Group]:
    """Return groups from the questions about reports that a single passage answers."""
    with tempfile.TemporaryDirectory() as scratch:
        assistant = _assistant(Path(scratch) / "library", reports)
        groups = []
        for line in questions.read_text(encoding="utf-8").splitlines():
            item: dict[str, Any] = json.loads(line)
            if item["type"] in ("compare", "aggregate"):
                continue
            turns = item.get("turns") or [item["question"]]
            docs = {e["doc"] for e in item.get("evidence", [])}
            groups.append(_group(assistant, turns[-1], turns[:-1], item["gold"], docs, weight))
        assistant.library.close()
    return [g for g in groups if g is not None]


def _assistant(library: Path, folder: Path) -> Assistant:
    held = Library.open(Settings(library=library), create=True)
    sync(held, [folder])
    return Assistant(held)


def _group(
    assistant: Assistant,
    question: str,
    turns: list[str],
    gold: list[list[str]],
    docs: set[str],
    weight: float,
) -> Group | None:
    understood = assistant.understand(assistant.whole(turns, question))
    passages = assistant.retriever.search(understood, PASSAGES)
    year = understood.years[0] if understood.years else None
    spans, features = candidates(assistant.library, understood, passages, year)
    right = np.array([_answers(p.text[s.start : s.end], p.doc, gold, docs) for p, s in spans], dtype=bool)
    return Group(features, right, weight) if len(right) and not right.all() else None


def _answers(text: str, doc: str, gold: list[list[str]], docs: set[str]) -> bool:
    folded = fold(text)
    return doc.split("/")[-1] in docs and all(
        any(fold(a) in folded for a in alternatives) for alternatives in gold
    )


def fit(groups: list[Group]) -> NDArray[np.float64]:
    """Return the weights [f] that maximise the likelihood of the right candidates."""
    groups = [g for g in groups if g.right.any()]
    prior = np.array([PRIOR.get(name, 0.0) for name in FEATURES])
    total = sum(g.weight for g in groups)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, gradient = L2 * float(((w - prior) ** 2).sum()), 2 * L2 * (w - prior)
        for g in groups:
            scores = g.features @ w
            odds = np.exp(scores - scores.max())
            every = odds / odds.sum()
            good = np.where(g.right, odds, 0.0)
            value -= g.weight * float(np.log(good.sum() / odds.sum())) / total
            gradient -= g.weight * ((good / good.sum() - every) @ g.features) / total
        return value, gradient

    return np.asarray(minimize(loss, prior, jac=True, method="L-BFGS-B").x)


def hit(groups: list[Group], w: NDArray[np.float64]) -> float:
    """Return the share of groups whose best candidate answers."""
    return float(np.mean([g.right[int(np.argmax(g.features @ w))] for g in groups if g.right.any()]))


def main() -> None:
    """Gather the groups, fit the weights, print and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--count", type=int, default=700)
    args = parser.parse_args()
    reading = {
        source: reading_groups(source, args.count, seed=7) for source in ("CMRC2018-train", "DRCD-dev")
    }
    reports = report_groups(args.reports, args.questions, weight=4.0)
    w = fit([*reports, *(g for groups in reading.values() for g in groups)])
    for source, groups in reading.items():
        print(f"{source}: {len(groups)} groups, best candidate answers {hit(groups, w):.3f}")
    print(f"reports: {len(reports)} groups, best candidate answers {hit(reports, w):.3f}")
    weights = {name: round(float(x), 3) for name, x in zip(FEATURES, w, strict=True)}
    print(json.dumps(weights, indent=1))
    OUT.write_text(
        json.dumps({"made_by": "training/train_ranker.py", "weights": weights}, indent=1) + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
