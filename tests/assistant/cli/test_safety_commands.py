"""`xianwen verify`, `rebuild`, `backup` and `restore`: what looks after a library from the command line."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.assistant.cli.test_commands import Run, Shelf, assert_user_error, shelf, xianwen  # noqa: F401

QUESTION = "泊舟县新渔港码头的开工仪式由谁主持？"


@pytest.fixture
def home(shelf: Shelf, tmp_path: Path) -> Path:  # noqa: F811
    return Path(shutil.copytree(shelf.library, tmp_path / "library"))


def answer(home: Path) -> Run:
    return xianwen("ask", QUESTION, "--json", library=home)


def spoil(path: Path) -> None:
    path.write_bytes(b"\x17" * path.stat().st_size)


def test_a_whole_library_is_verified(home: Path) -> None:
    run = xianwen("verify", library=home)
    assert run.code == 0
    assert "资料库完好" in run.out


def test_damage_is_told_with_what_mends_it_and_rebuild_mends_it(home: Path) -> None:
    whole = answer(home).json["answer"]
    spoil(next(home.glob("words-*/*.term")))
    for verb in ("status", "verify"):
        run = xianwen(verb, library=home)
        assert run.code == 1
        assert "词语索引" in run.out and "xianwen rebuild" in run.out
    assert xianwen("status", "--json", library=home).json["damaged"] == ["words"]
    assert xianwen("rebuild", library=home).code == 0
    assert xianwen("verify", library=home).code == 0
    assert answer(home).json["answer"] == whole


def test_without_its_vectors_a_library_answers_by_words_and_says_so(home: Path) -> None:
    for database in home.glob("vectors-*/chroma.sqlite3"):
        spoil(database)
    run = answer(home)
    assert run.code == 0
    assert "柯白帆" in run.json["answer"]
    assert "向量索引损坏" in run.json["answer"]


def test_a_torn_catalogue_is_told_in_one_line_and_restored(home: Path) -> None:
    whole = answer(home).json["answer"]
    for name in ("catalog.sqlite3-wal", "catalog.sqlite3-shm"):
        (home / name).unlink(missing_ok=True)
    spoil(home / "catalog.sqlite3")
    assert_user_error(xianwen("status", library=home), "xianwen restore")
    run = xianwen("restore", library=home)
    assert run.code == 0 and "索引已经重建" in run.out
    assert answer(home).json["answer"] == whole


def test_a_backup_is_one_file_and_comes_back_elsewhere(home: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    made = xianwen("backup", tmp_path / "kept", "--json", library=home)
    assert made.code == 0
    restored = xianwen("restore", made.json["file"], "--json", library=tmp_path / "other")
    assert restored.json["documents"] == made.json["documents"] == 3
    assert answer(tmp_path / "other").json["answer"] == answer(home).json["answer"]
    assert_user_error(xianwen("restore", made.json["file"], library=home), "--replace")


def test_a_library_of_a_newer_program_asks_for_an_upgrade_and_never_to_be_deleted(home: Path) -> None:
    with sqlite3.connect(home / "catalog.sqlite3") as connection:
        connection.execute("PRAGMA user_version = 99")
    run = xianwen("list", library=home)
    assert_user_error(run, "升级本程序")
    assert "删除" not in run.err
