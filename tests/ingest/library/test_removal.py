"""Deleting documents: what is kept for a while, and what is dropped for good."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from ingest.library.removal import KEPT_SECONDS, REMOVED, purge

NOW = 1_700_000_000.0
OLD, NEW = (f"{int((NOW - KEPT_SECONDS + later) * 1e9)}" for later in (-60, 60))


def removed(tmp_path: Path, *names: str) -> Path:
    """The folder of removed things, with a folder of one file for each name."""
    folder = tmp_path / REMOVED
    for name in names:
        (folder / name).mkdir(parents=True)
        (folder / name / "松墩.txt").write_text("松墩县")
    return folder


def test_what_was_removed_more_than_a_week_ago_is_dropped(tmp_path: Path) -> None:
    folder = removed(tmp_path, OLD, NEW)
    purge(tmp_path / "uploads", NOW)
    assert [away.name for away in folder.iterdir()] == [NEW]


def test_what_others_put_beside_the_removed_things_is_left_alone(tmp_path: Path) -> None:
    folder = removed(tmp_path, OLD, "备份", "²", "2023-old")
    (folder / ".DS_Store").write_bytes(b"x")
    purge(tmp_path / "uploads", NOW)
    assert {away.name for away in folder.iterdir()} == {"备份", "²", "2023-old", ".DS_Store"}


def test_what_cannot_be_dropped_is_logged_and_the_others_go(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = removed(tmp_path, OLD)
    # A link is not followed: what it leads to is not ours to drop.
    (tmp_path / "elsewhere").mkdir()
    (folder / "1").symlink_to(tmp_path / "elsewhere")
    with caplog.at_level(logging.WARNING):
        purge(tmp_path / "uploads", NOW)
    assert [away.name for away in folder.iterdir()] == ["1"] and (tmp_path / "elsewhere").is_dir()
    assert str(folder / "1") in caplog.text
