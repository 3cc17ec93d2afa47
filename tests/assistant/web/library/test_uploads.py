"""Uploaded files land in the uploads folder and nowhere else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathvalidate import is_valid_filename
from starlette.requests import ClientDisconnect

from assistant.web.library.uploads import receive, safe_name, safe_path
from ingest.errors import XianwenError
from tests.assistant.web.conftest import run_async


@given(st.text(max_size=300))
def test_a_safe_name_stays_in_its_folder_and_is_short_enough_for_any_file_system(name: str) -> None:
    safe = safe_name(name)
    assert safe and Path(safe).name == safe and is_valid_filename(safe, platform="universal")
    assert not safe.startswith(".") and safe_name(safe) == safe
    assert len(safe.encode()) <= 200
    assert not set(safe) & set('/\\:*?"<>|\x00\n')


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("报告 2023.txt", "报告 2023.txt"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\win.ini", "win.ini"),
        (".bashrc", "bashrc"),
        ("con.txt", "con_.txt"),
        ("NUL", "NUL_"),
        ("报告.docx. .", "报告.docx"),
        (". .txt", "txt"),
        ("\u3000.隐.txt\u3000", "隐.txt"),
        ("a\udcffb.txt", "a_b.txt"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("", "未命名"),
        ("长" * 200 + ".docx", "长" * 65 + ".docx"),
    ],
)
def test_names_are_made_safe_and_keep_their_suffix(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe


async def pieces(*content: bytes) -> AsyncIterator[bytes]:
    for piece in content:
        yield piece


def store(folder: Path, path: str, *content: bytes) -> Path:
    return run_async(receive(folder, path, pieces(*content), 1))


@given(st.text(max_size=120))
def test_a_safe_path_stays_below_its_folder(path: str) -> None:
    safe = safe_path(path)
    assert not safe.is_absolute() and safe.parts and ".." not in safe.parts
    assert not any(part.startswith(".") for part in safe.parts) and len(safe.parts) <= 7


def test_a_file_of_an_uploaded_folder_keeps_its_place_in_it(tmp_path: Path) -> None:
    assert safe_path("报告/2023/../甲.txt") == Path("报告/2023/甲.txt")
    assert safe_path("/etc/passwd") == Path("etc/passwd")
    assert store(tmp_path, "报告/2023/甲.txt", b"a") == tmp_path / "报告/2023/甲.txt"


def test_a_file_of_the_same_name_replaces_the_earlier_one(tmp_path: Path) -> None:
    for content in ("旧", "新"):
        store(tmp_path / "uploads", "甲.txt", content.encode())
    assert [file.read_text() for file in (tmp_path / "uploads").iterdir()] == ["新"]


def test_a_file_too_large_leaves_nothing_behind_and_the_earlier_version_in_place(tmp_path: Path) -> None:
    store(tmp_path, "大.txt", "旧".encode())
    with pytest.raises(XianwenError, match=r"大\.txt.*1 MB"):
        store(tmp_path, "大.txt", b"x" * 600_000, b"x" * 400_001)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("大.txt", "旧")]


def test_an_upload_that_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"half"
        raise ClientDisconnect

    with pytest.raises(ClientDisconnect):
        run_async(receive(tmp_path, "半.txt", broken(), 1))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_announces_to_be_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    async def never() -> AsyncIterator[bytes]:
        raise AssertionError("it was read")
        yield b""

    with pytest.raises(XianwenError, match="上限"):
        run_async(receive(tmp_path, "大.txt", never(), 1, announced=1_000_001))


def test_all_uploads_together_keep_to_their_quota(tmp_path: Path) -> None:
    (tmp_path / "旧.txt").write_bytes(b"x" * 900_000)
    with pytest.raises(XianwenError, match="XIANWEN_UPLOAD_QUOTA_MB"):
        run_async(receive(tmp_path, "新.txt", pieces(b"y" * 200_000), 1, quota_megabytes=1))
    assert [path.name for path in tmp_path.iterdir()] == ["旧.txt"]
    assert run_async(receive(tmp_path, "小.txt", pieces(b"y" * 50_000), 1, quota_megabytes=1)).exists()


def test_two_uploads_of_one_name_at_the_same_time_do_not_mix(tmp_path: Path) -> None:
    async def slowly(piece: bytes) -> AsyncIterator[bytes]:
        for _ in range(20):
            yield piece
            await asyncio.sleep(0)

    async def both() -> None:
        await asyncio.gather(
            *(receive(tmp_path, "同名.txt", slowly(each), 1) for each in (b"a" * 100, b"b" * 100))
        )

    run_async(both())
    assert len(set((tmp_path / "同名.txt").read_bytes())) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["同名.txt"]
