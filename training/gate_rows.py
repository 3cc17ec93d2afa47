"""The rows that the gate is learned from: the candidates of a question, asked in one of several ways."""

from __future__ import annotations

import hashlib
import json
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.acceptance import judged_of
from assistant.evidence.contrast import OF_THINGS
from assistant.evidence.finder import candidates_in
from assistant.evidence.gate import gate_features
from assistant.evidence.model import Candidate
from assistant.evidence.select import PASSAGES
from assistant.pipeline import Assistant
from assistant.question.model import Question
from benchmarks.reading import RANKER, load
from ingest.chinese.script import fold
from ingest.errors import QuestionError
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync
from training.another_kind import neighbours, of_another_kind

Asked = Literal["held", "unanswerable", "away", "masked", "another"]
# Documents are parted into so many, for judging by those that nothing was learned from.
FOLDS = 5
SEED = 5
# Reading questions keep the gate from learning the reports' wording alone.
READING_WEIGHT = 0.2


@dataclass(frozen=True, slots=True)
class Row:
    """The candidates of one question, asked in one way.

    Attributes:
        fold: the part of the documents it belongs to, 0 to FOLDS - 1; -1 for what belongs to none.
        weight: how much it counts in learning; only what counts in full is judged by.
        asked: how it was asked.
        features: of the candidates that can answer by what is known of them, float64 [n, len(GATE_FEATURES)].
        right: which of them answer, bool [n].
    """

    fold: int
    weight: float
    asked: Asked
    features: NDArray[np.float64]
    right: NDArray[np.bool_]


def rows_of(questions: Path, folder: Path, weight: float = 1.0) -> list[Row]:
    """Return the rows of the questions of a file about the documents of a folder; comparisons are none of the gate's."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as scratch:
        library = Library.open(Settings(library=Path(scratch)), create=True)
        sync(library, [folder])
        assistant = Assistant(library)
        asked = map(json.loads, questions.read_text(encoding="utf-8").splitlines())
        items = [item for item in asked if item["type"] not in ("compare", "aggregate")]
        for item in items:
            rows += _rows(assistant, item)
        rows += _of_another_kind(assistant, items)
        library.close()
    return [replace(row, weight=weight) for row in rows]


def _of_another_kind(assistant: Assistant, items: list[dict[str, Any]]) -> Iterator[Row]:
    """Yield the rows of the answerable ones of some questions, each asked for other things of the same kind."""
    documents = assistant.library.documents()
    regions = {name: d.region or "" for d in documents for name in (d.doc, d.doc.split("/")[-1])}
    around, chance = neighbours(assistant.library), random.Random(SEED)
    for item in items:
        if not item.get("answerable", True) or "turns" in item:
            continue
        question = assistant.understand(item["question"])
        doc = min(each["doc"] for each in item["evidence"])
        if question.kind in OF_THINGS:
            for text in of_another_kind(
                question, regions.get(doc, ""), around, assistant.library.embedder, chance
            ):
                asked = {"id": doc, "question": text, "answerable": False, "made_of": doc}
                yield from (replace(row, asked="another") for row in _rows(assistant, asked))


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
        for row in rows_of(questions, folder, READING_WEIGHT):
            yield replace(row, fold=-1)


def _rows(assistant: Assistant, item: dict[str, Any]) -> Iterator[Row]:
    turns = item.get("turns") or [item["question"]]
    try:
        question = assistant.understand(assistant.whole(turns[:-1], turns[-1]))
    except QuestionError:
        return
    docs = {e["doc"] for e in item.get("evidence", [])}
    about = min(docs, default=item.get("made_of", item["id"]))
    part = int.from_bytes(hashlib.blake2b(about.encode(), digest_size=2).digest())
    passages = assistant.retriever.search(question, 4 * PASSAGES)
    held = candidates_in(assistant.retriever, question, passages[:PASSAGES])
    if not item.get("answerable", True):
        yield _row(question, held, "unanswerable", [], docs, part % FOLDS)
        return
    gold = [[_plain(form) for form in forms] for forms in item["gold"]]
    several = item["type"] in ("list", "reason")
    yield _row(question, held, "held", gold, docs, part % FOLDS, several=several)
    away = [p for p in passages if not docs & {p.passage.doc, p.passage.doc.split("/")[-1]}]
    found = candidates_in(assistant.retriever, question, away[:PASSAGES])
    yield _row(question, found, "away", [], docs, part % FOLDS)
    forms = [form for group in gold for form in group]
    masked = [each for each in held if not any(form in _plain(each.text) for form in forms)]
    if masked and len(masked) < len(held):
        odds = np.exp(np.array([each.score for each in masked]) - masked[0].score)
        again = [
            replace(each, probability=float(p)) for each, p in zip(masked, odds / odds.sum(), strict=True)
        ]
        yield _row(question, again, "masked", [], docs, part % FOLDS)


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
    judged = judged_of(question, found)
    right = np.array([_answers(each, gold, docs, several=several) for each in judged], dtype=bool)
    return Row(part, 1.0, asked, gate_features(question, judged, found), right)


def _answers(each: Candidate, gold: list[list[str]], docs: set[str], *, several: bool) -> bool:
    """Return whether a candidate of one of the documents holds the answer, or some of it where there are several."""
    text = _plain(each.text)
    held = [any(form in text for form in forms) for forms in gold]
    of_document = bool(docs & {each.passage.doc, each.passage.doc.split("/")[-1]})
    return of_document and bool(held) and (any(held) if several else all(held))


def _plain(text: str) -> str:
    return "".join(fold(text).split())
