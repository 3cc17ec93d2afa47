"""`xianwen ingest --re-embed` without a path makes the vectors of what the library holds anew."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from ingest.library.library import Library
from ingest.settings import Settings
from tests.assistant.cli.test_commands import assert_user_error, counts, fill, xianwen

# Processes are started and waited for.
pytestmark = pytest.mark.slow


def test_re_embedding_needs_no_path_and_reads_no_file(tmp_path: Path) -> None:
    folder, library = fill(tmp_path / "资料"), tmp_path / "library"
    passages = xianwen("ingest", folder, "--json", library=library).json["passages"]
    shutil.rmtree(folder)
    indexes = {path.name for path in library.iterdir() if path.is_dir()}
    again = xianwen("ingest", "--re-embed", "--json", library=library)
    assert again.code == 0 and counts(again) == (0, 0, 3, 0, 0) and again.json["passages"] == passages
    assert not indexes & {path.name for path in library.iterdir() if path.is_dir()}, "both indexes are new"
    assert "87.6亿元" in xianwen("ask", "岚岭县2022年地区生产总值是多少？", library=library).out.replace(
        "**", ""
    )


def test_a_library_of_another_model_is_brought_to_the_configured_one(tmp_path: Path) -> None:
    folder, library = fill(tmp_path / "资料"), tmp_path / "library"
    xianwen("ingest", folder, library=library)
    with closing(Library.open(Settings(library=library))) as held, held.catalog.transaction() as tx:
        tx.execute("UPDATE meta SET value = '旧模型' WHERE key IN ('embedding', 'embedding_identity')")
    assert_user_error(xianwen("ask", "岚岭县？", library=library), "旧模型", "xianwen ingest --re-embed")
    assert xianwen("ingest", "--re-embed", library=library).code == 0
    assert xianwen("ask", "岚岭县2022年地区生产总值是多少？", library=library).code == 0


def test_re_embedding_where_there_is_no_library_makes_none(tmp_path: Path) -> None:
    assert_user_error(xianwen("ingest", "--re-embed", library=tmp_path / "library"), "此处没有资料库")
    assert not (tmp_path / "library").exists()


def test_ingest_without_path_says_what_to_give(tmp_path: Path) -> None:
    assert_user_error(xianwen("ingest", library=tmp_path / "library"), "请给出要收入的文件或文件夹")
