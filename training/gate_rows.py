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
from training.another_kind import neighbours, of_another_kind, of_another_place

Asked = Literal["held", "unanswerable", "away", "masked", "another", "elsewhere"]
# Documents are parted into so many, for judging by those that nothing was learned from.
FOLDS = 5
SEED = 5
# Reading questions keep the gate from learning the reports' wording alone.
READING_WEIGHT = 0.2


@dataclass(frozen=True, slots=True)
class Row:
    """The candidates of one question, asked in one way.

    Attributes:
        source: the set of questions it belongs to; "" for reading questions.
        fold: the part of the set's documents it belongs to, 0 to FOLDS - 1.
        weight: how much it counts in learning; only what counts in full is judged by.
        asked: how it was asked.
        features: of the candidates that can answer by what is known of them, float64 [n, len(GATE_FEATURES)].
        right: which of them answer, bool [n].
    """

    source: str
    fold: int
    weight: float
    asked: Asked
    features: NDArray[np.float64]
    right: NDArray[np.bool_]


def rows_of(questions: Path, folder: Path, kept: Path) -> list[Row]:
    """Return the rows of the questions of a file about the documents of a folder; comparisons are none of the gate's.

    Args:
        questions: a file as docs/questions.md describes it.
        folder: the documents.
        kept: a folder in which the rows are kept, and found again until the questions, the documents or the program change.
    """
    file = kept / f"{questions.stem}-{_version(questions, folder)}.npz"
    if not file.exists():
        kept.mkdir(parents=True, exist_ok=True)
        _write(file, _measured(questions, folder))
    return _read(file, str(questions))


def _version(questions: Path, folder: Path) -> str:
    """Return a hash of all that the rows depend on: the questions, the documents and the program, but for the learned gate."""
    found = hashlib.blake2b(questions.read_bytes(), digest_size=8)
    program = Path(__file__).parent.parent
    own = (Path(__file__), program / "training" / "another_kind.py")
    files = [
        path
        for part in (program / "assistant", program / "ingest", folder)
        for path in sorted(part.rglob("*"))
    ]
    for path in [*own, *files]:
        if path.is_file() and path.suffix != ".pyc" and path.name not in ("gate.json", "gate.md"):
            found.update(path.read_bytes())
    return found.hexdigest()


def _write(file: Path, rows: list[Row]) -> None:
    with file.open("wb") as out:
        np.savez_compressed(
            out,
            fold=np.array([row.fold for row in rows]),
            asked=np.array([row.asked for row in rows]),
            count=np.array([len(row.right) for row in rows]),
            right=np.concatenate([row.right for row in rows]),
            features=np.concatenate([row.features for row in rows]),
        )


def _read(file: Path, source: str) -> list[Row]:
    with np.load(file) as kept:
        ends = np.cumsum(kept["count"])[:-1]
        parts = (kept["fold"], kept["asked"], np.split(kept["features"], ends), np.split(kept["right"], ends))
        return [
            Row(source, int(fold), 1.0, str(asked), features, right)  # type: ignore[arg-type]
            for fold, asked, features, right in zip(*parts, strict=True)
        ]


def _measured(questions: Path, folder: Path) -> list[Row]:
    """Return the rows of the questions of a file, from the program as it is."""
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
    return rows


def _of_another_kind(assistant: Assistant, items: list[dict[str, Any]]) -> Iterator[Row]:
    """Yield the rows of the answerable ones of some questions, each asked for other things of the same kind, or of another place
    where what answers it has no form of its own."""
    documents = assistant.library.documents()
    regions = {name: d.region or "" for d in documents for name in (d.doc, d.doc.split("/")[-1])}
    around, chance = neighbours(assistant.library), random.Random(SEED)
    for item in items:
        if not item.get("answerable", True) or "turns" in item:
            continue
        question = assistant.understand(item["question"])
        doc = min(each["doc"] for each in item["evidence"])
        region = regions.get(doc, "")
        if question.kind in OF_THINGS:
            way: Asked = "another"
            texts = [*of_another_kind(question, region, around, assistant.library.embedder, chance)]
        else:
            way, texts = "elsewhere", [*of_another_place(question, region, around, chance)]
        for text in texts:
            asked = {"id": doc, "question": text, "answerable": False, "made_of": doc}
            yield from (replace(row, asked=way) for row in _rows(assistant, asked))


def reading_rows(source: str, count: int, kept: Path) -> list[Row]:
    """Return rows from `count` random questions of a reading set; `kept` as for `rows_of`."""
    passages, items = load(source, RANKER)
    chosen = [items[i] for i in np.random.default_rng(11).permutation(len(items))[:count]]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "documents"
        folder.mkdir()
        for number, text in passages.items():
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        questions = Path(scratch) / f"{source}.jsonl"
        lines = [
            {
                "id": str(n), "type": "reading", "question": item.question, "gold": [list(item.answers)],
                "evidence": [{"doc": f"{item.passage}.txt"}],
            }
            for n, item in enumerate(chosen)
        ]  # fmt: skip
        questions.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        rows = rows_of(questions, folder, kept)
    return [replace(row, source="", weight=READING_WEIGHT) for row in rows]


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
    return Row("", part, 1.0, asked, gate_features(question, judged, found), right)


def _answers(each: Candidate, gold: list[list[str]], docs: set[str], *, several: bool) -> bool:
    """Return whether a candidate of one of the documents holds the answer, or some of it where there are several."""
    text = _plain(each.text)
    held = [any(form in text for form in forms) for forms in gold]
    of_document = bool(docs & {each.passage.doc, each.passage.doc.split("/")[-1]})
    return of_document and bool(held) and (any(held) if several else all(held))


def _plain(text: str) -> str:
    return "".join(fold(text).split())
