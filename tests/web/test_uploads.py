"""Uploaded files land in the uploads folder and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.uploads import safe_name, store_uploads
from ingest.errors import XianwenError


@given(st.text(max_size=300))
def test_a_safe_name_stays_in_its_folder_and_is_short_enough_for_any_file_system(name: str) -> None:
    safe = safe_name(name)
    assert safe and Path(safe).name == safe and safe not in (".", "..")
    assert not safe.startswith(".")
    assert len(safe.encode()) <= 200
    assert not set(safe) & set('/\\:*?"<>|\x00\n')


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("报告 2023.txt", "报告 2023.txt"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\win.ini", "win.ini"),
        (".bashrc", "bashrc"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("", "未命名"),
        ("长" * 200 + ".docx", "长" * 65 + ".docx"),
    ],
)
def test_names_are_made_safe_and_keep_their_suffix(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe


def test_a_file_of_the_same_name_replaces_the_earlier_one(tmp_path: Path) -> None:
    for content in ("旧", "新"):
        arrived = tmp_path / "in" / "甲.txt"
        arrived.parent.mkdir(exist_ok=True)
        arrived.write_text(content)
        assert store_uploads(tmp_path / "uploads", [arrived], 1) == ["甲.txt"]
        assert not arrived.exists()
    assert [file.read_text() for file in (tmp_path / "uploads").iterdir()] == ["新"]


def test_one_file_too_large_stops_the_whole_upload(tmp_path: Path) -> None:
    small, large = tmp_path / "小.txt", tmp_path / "大.txt"
    small.write_text("小")
    large.write_bytes(b"x" * 1_000_001)
    with pytest.raises(XianwenError, match=r"大\.txt.*1 MB"):
        store_uploads(tmp_path / "uploads", [small, large], 1)
    assert small.exists() and not (tmp_path / "uploads").exists()
