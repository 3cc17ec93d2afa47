"""Sets of questions over public texts: their documents come out of clones, and their files are whole."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from assistant.evaluation.dataset import load_questions
from benchmarks.public import SETS, MissingClone, Source, gather, sources_of

NAMES = sorted(path.name for path in SETS.iterdir() if path.is_dir())


@pytest.fixture
def clones(tmp_path: Path) -> tuple[Path, str]:
    """Return a folder with a clone, and the commit in it."""
    clone = tmp_path / "clones" / "qingtang" / "news"
    clone.mkdir(parents=True)

    def git(*words: str) -> str:
        identity = ("-c", "user.name=陈远", "-c", "user.email=chen@qingtang.example")
        run = subprocess.run(["git", "-C", str(clone), *identity, *words], capture_output=True, check=True)
        return run.stdout.decode().strip()

    git("init", "--quiet")
    (clone / "新闻").write_text("青棠大桥\u2028通车。\n青棠茶节开幕。\n", encoding="utf-8")
    (clone / "报告.md").write_text("青棠县2022年政府工作报告\n全年修路31公里。\n", encoding="utf-8")
    git("add", ".")
    git("commit", "--quiet", "-m", "新闻")
    return tmp_path / "clones", git("rev-parse", "HEAD")


def test_a_document_is_a_file_of_a_commit_or_a_line_of_one(clones: tuple[Path, str], tmp_path: Path) -> None:
    folder, commit = clones
    sources = [
        Source("茶节.txt", "qingtang/news", commit, "新闻", line=1),
        Source("大桥.txt", "qingtang/news", commit, "新闻", line=0),
        Source("报告.md", "qingtang/news", commit, "报告.md"),
    ]
    written = [path.read_text(encoding="utf-8") for path in gather(sources, folder, tmp_path / "documents")]
    assert written == [
        "青棠茶节开幕。",
        "青棠大桥\u2028通车。",
        "青棠县2022年政府工作报告\n全年修路31公里。\n",
    ]


def test_what_lacks_is_named(clones: tuple[Path, str], tmp_path: Path) -> None:
    folder, commit = clones
    for source, named in (
        (Source("甲.txt", "qingtang/other", commit, "新闻"), "qingtang/other"),
        (Source("乙.txt", "qingtang/news", commit, "没有.txt"), "没有.txt"),
    ):
        with pytest.raises(MissingClone, match=named):
            list(gather([source], folder, tmp_path / "documents"))
    with pytest.raises(MissingClone, match=NAMES[0]):
        sources_of("没有这一套")


@pytest.mark.parametrize("name", NAMES)
def test_the_questions_of_a_set_are_answered_by_its_own_documents(name: str) -> None:
    held = {source.doc for source in sources_of(name)}
    questions = load_questions(SETS / name / "questions.jsonl")
    assert {each.doc for question in questions for each in question.evidence} <= held
    assert any(not question.answerable for question in questions)
