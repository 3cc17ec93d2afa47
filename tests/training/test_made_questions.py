"""Questions made of what invented documents tell: each with its answer, and the same of what they do not tell."""

from __future__ import annotations

import random
from typing import Any

import pytest

from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync
from training.made_questions import MadeQuestion
from training.make_questions import made_of, records

DOCUMENTS = {
    "岚屏.txt": "岚屏县2022年政府工作报告\n2022年1月9日在岚屏县第十届人民代表大会上\n一、2021年工作回顾\n"
    "2021年，全县一般公共预算收入完成5.2亿元，增长10.6%。粮食产量31万吨。"
    "总投资6.4亿元的云锦纺织产业园项目开工建设。建成青石、柳溪、白沙等3个示范村。"
    "由于连续干旱，三座水库的蓄水量明显下降。\n",
    "汐禾.txt": "汐禾县春茶节开幕\n2022年3月8日，汐禾县第三届春茶节在柳溪镇开幕。"
    "县委书记方霁月出席开幕式并宣布春茶节开幕。\n",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("made")
    folder = root / "documents"
    folder.mkdir()
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = Library.open(Settings(library=root / "library"), create=True)
    sync(library, [folder])
    return library


@pytest.fixture(scope="module")
def made(library: Library) -> list[MadeQuestion]:
    return list(made_of(library, 50, random.Random(3)))


def test_every_answer_stands_where_the_question_says(library: Library, made: list[MadeQuestion]) -> None:
    assert made
    for question in made:
        assert question.contains in library.document(question.doc).text
        assert all(part in question.contains for part in question.gold), question


def test_figures_days_persons_reasons_and_lists_are_asked_for(made: list[MadeQuestion]) -> None:
    gold = {(question.type, question.gold) for question in made}
    assert ("figure", ("5.2亿元",)) in gold
    assert ("figure", ("6.4亿元",)) in gold
    assert ("date", ("3月8日",)) in gold
    assert ("person", ("方霁月",)) in gold
    assert ("reason", ("连续干旱",)) in gold
    assert any(kind == "list" and parts[1:] == ("柳溪", "白沙") for kind, parts in gold)


def test_no_question_gives_its_answer_away(made: list[MadeQuestion]) -> None:
    assert all(part not in question.text for question in made for part in question.gold)


def test_what_nobody_tells_is_asked_of_another_place_or_year(
    library: Library, made: list[MadeQuestion]
) -> None:
    lines: list[dict[str, Any]] = list(records(library, made, random.Random(3)))
    unanswerable = [line["question"] for line in lines if not line["answerable"]]
    answerable = {line["question"] for line in lines if line["answerable"]}
    assert unanswerable and not answerable & set(unanswerable)


def test_the_same_seed_makes_the_same_questions(library: Library, made: list[MadeQuestion]) -> None:
    assert list(made_of(library, 50, random.Random(3))) == made


def test_everyday_words_take_the_place_of_the_reports(library: Library) -> None:
    texts = {q.text for seed in range(12) for q in made_of(library, 50, random.Random(seed)) if q.everyday}
    assert any("粮食收成" in text or "打的粮食" in text for text in texts)
