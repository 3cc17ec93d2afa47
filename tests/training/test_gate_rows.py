"""What the gate is learned from: questions asked in several ways of invented documents, and what is kept of them."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from assistant.evidence.gate import GATE_FEATURES
from assistant.pipeline import Assistant
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync
from training.another_kind import neighbours, of_another_place
from training.gate_rows import Row, rows_of
from training.train_gate import fit, held_out

DOCUMENTS = {
    "青棠.txt": "青棠县2022年政府工作报告\n2022年1月9日在青棠县第十届人民代表大会上\n一、2021年工作回顾\n"
    "老旧小区加装电梯12部，新建足球场3个。茶叶产量4.2万吨。\n",
    "苇川.txt": "苇川县2022年政府工作报告\n2022年1月9日在苇川县第十届人民代表大会上\n一、2021年工作回顾\n"
    "改造老旧小区8个，粮食产量31万吨。\n",
    "白桦.txt": "白桦县2022年政府工作报告\n2022年1月9日在白桦县第十届人民代表大会上\n一、2021年工作回顾\n"
    "改造老旧小区5个，新建足球场2个，加装电梯7部。\n",
}
QUESTIONS = [
    {
        "id": "1", "type": "list", "question": "青棠县老旧小区加装电梯有哪些进展？", "gold": [["12部"]],
        "evidence": [{"doc": "青棠.txt"}],
    },
    {
        "id": "2", "type": "figure", "question": "苇川县2021年粮食产量是多少？", "gold": [["31万吨"]],
        "evidence": [{"doc": "苇川.txt"}],
    },
    {
        "id": "3", "type": "figure", "question": "苇川县2021年茶叶产量是多少？", "gold": [], "evidence": [],
        "answerable": False,
    },
]  # fmt: skip


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a file of questions and a folder of the documents that they ask about."""
    root = tmp_path_factory.mktemp("gate")
    folder = root / "documents"
    folder.mkdir()
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    questions = root / "questions.jsonl"
    questions.write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")
    return questions, folder


@pytest.fixture(scope="module")
def rows(given: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    return rows_of(*given, tmp_path_factory.mktemp("kept"))


def test_an_answerable_question_is_asked_in_every_way_and_answered_only_where_its_document_is_held(
    rows: list[Row],
) -> None:
    assert {"held", "away", "masked", "unanswerable"} <= {row.asked for row in rows}
    assert all(row.right.any() == (row.asked == "held") for row in rows if len(row.right))
    assert all(row.features.shape == (len(row.right), len(GATE_FEATURES)) for row in rows)


def test_rows_that_are_kept_are_read_again_until_a_document_changes(
    given: tuple[Path, Path], rows: list[Row], tmp_path: Path
) -> None:
    questions, folder = given
    first = rows_of(questions, folder, tmp_path)
    (file,) = tmp_path.iterdir()
    made = file.stat().st_mtime_ns
    again = rows_of(questions, folder, tmp_path)
    assert file.stat().st_mtime_ns == made
    for one, other, before in zip(first, again, rows, strict=True):
        assert one.asked == other.asked == before.asked
        assert np.array_equal(one.features, other.features) and np.array_equal(one.features, before.features)
    added = folder / "霁川.txt"
    added.write_text("霁川县简介\n霁川县产茶。\n", encoding="utf-8")
    rows_of(questions, folder, tmp_path)
    added.unlink()
    assert len([*tmp_path.iterdir()]) == 2


def test_a_question_is_asked_of_the_place_that_tells_most_of_it_but_never_names_its_thing(
    given: tuple[Path, Path], tmp_path: Path
) -> None:
    library = Library.open(Settings(library=tmp_path), create=True)
    sync(library, [given[1]])
    assistant, around = Assistant(library), neighbours(library)

    def elsewhere(text: str) -> list[str]:
        return [*of_another_place(assistant.understand(text), "青棠县", around, random.Random(1))]

    # 白桦县 has lifts too, and nobody else has tea.
    assert elsewhere("青棠县老旧小区加装电梯有哪些进展？") == ["苇川县老旧小区加装电梯有哪些进展？"]
    assert elsewhere("青棠县有哪些灯塔？") == []
    library.close()


def test_a_set_is_judged_by_what_was_learned_from_the_others() -> None:
    chance = np.random.default_rng(1)

    def row(source: str, turned: int) -> Row:
        features = np.zeros((2, len(GATE_FEATURES)))
        features[:, GATE_FEATURES.index("length")] = turned * np.array([1.0, -1.0]) + chance.normal(0, 0.1, 2)
        return Row(source, 0, 1.0, "held", features, np.array([True, False]))

    # Long sentences answer in one set, short ones in the other: each is judged by the other's rule.
    rows = [row("a", 1) for _ in range(40)] + [row("b", -1) for _ in range(40)]
    assert fit(rows[:40]).weights[GATE_FEATURES.index("length")] > 0
    told = held_out(rows)
    assert len(told) == len(rows)
    assert not any(each.best[1] for each in told)


def test_what_holds_more_of_a_question_never_becomes_less_probable() -> None:
    features = np.zeros((2, len(GATE_FEATURES)))
    features[0, GATE_FEATURES.index("own")] = 1.0
    against = [Row("a", 0, 1.0, "held", features, np.array([False, True])) for _ in range(30)]
    assert fit(against).weights[GATE_FEATURES.index("own")] == 0
