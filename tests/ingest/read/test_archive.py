"""zip archives: the files in them, with bounds, and each by itself."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingest.errors import UnreadableFile
from ingest.read import archive, open_data
from ingest.read.members import Several

REPORT = "岚岭县今年改建石桥七座，群众出行更加方便。".encode()


def zipped(*files: tuple[str, bytes]) -> bytes:
    """The bytes of an archive with these files, by name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in files:
            pack.writestr(name, data)
    return made.getvalue()


def opened(data: bytes) -> Several:
    found = open_data(data, "资料.zip")
    assert isinstance(found, Several)
    return found


def test_the_files_of_an_archive_are_given_under_their_paths_without_those_of_the_system() -> None:
    data = zipped(
        ("2021/报告.txt", REPORT),
        ("__MACOSX/._报告.txt", b"x"),
        ("2022/Thumbs.db", b"x"),
        ("公报.md", REPORT),
    )
    assert [(each.name, each.content) for each in opened(data).members] == [
        ("2021/报告.txt", REPORT),
        ("公报.md", REPORT),
    ]


def test_names_that_were_packed_in_gbk_are_read_as_such() -> None:
    placeholder = "A" * len("岚岭县报告".encode("gbk"))
    data = zipped((f"{placeholder}.txt", REPORT)).replace(placeholder.encode(), "岚岭县报告".encode("gbk"))
    assert [each.name for each in opened(data).members] == ["岚岭县报告.txt"]


def test_a_path_that_leads_out_of_the_archive_stays_inside_it() -> None:
    assert [each.name for each in opened(zipped(("../../etc/报告.txt", REPORT))).members] == ["etc/报告.txt"]


def test_a_damaged_file_fails_alone() -> None:
    data = zipped(("好.txt", REPORT), ("坏.txt", b"\0" * 40 + REPORT * 9))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"PK\x01\x02"))
    damaged = bytearray(data)
    damaged[at - 12 : at - 4] = bytes(8)
    good, bad = opened(bytes(damaged)).members
    assert good.content == REPORT
    assert isinstance(bad.content, str) and "已损坏" in bad.content


def test_an_archive_with_too_much_in_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_MOST_UNPACKED", 1000)
    with pytest.raises(UnreadableFile, match="压缩包太大"):
        open_data(zipped(("长.txt", REPORT * 40)), "资料.zip")


def test_a_ratio_beyond_reason_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UnreadableFile, match="压缩比"):
        open_data(zipped(("弹.txt", bytes(20_000_000))), "资料.zip")
