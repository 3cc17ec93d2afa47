"""Each awkward file is in with its text right, or has failed with its own clear reason, within the bounds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.sync.limits import Limits
from ingest.sync.run import sync
from ingest.sync.workers import Workers, workers
from tests.awkward.case import Case
from tests.awkward.good import BODY
from tests.awkward.outcome import corpus, outcome_of
from tests.ingest.shelf import opened, put, report

CASES = corpus()
LIMITS = Limits(60, 600_000_000, 400_000_000)
# Seconds and bytes by which a file may go beyond: the machine is shared, and the process is looked at from time to time.
SLOWER, MORE = 2.0, 150_000_000


@pytest.fixture(scope="module")
def reading() -> Iterator[Workers]:
    with workers(1, 1, LIMITS) as made:
        yield made


def check(case: Case, folder: Path, reading: Workers) -> None:
    found = outcome_of(case, folder, reading)
    assert found.wrong(case) == ""
    assert found.slowest < SLOWER * LIMITS.seconds
    assert found.peak < LIMITS.memory + MORE


def test_there_are_several_hundred_each_of_its_own_name() -> None:
    assert len({case.name for case in CASES}) == len(CASES) > 450


@pytest.mark.parametrize("case", [c for c in CASES if not c.heavy], ids=lambda case: case.name)
def test_it_is_in_or_failed_with_its_own_reason(case: Case, tmp_path: Path, reading: Workers) -> None:
    check(case, tmp_path, reading)


@pytest.mark.slow
@pytest.mark.parametrize("case", [c for c in CASES if c.heavy], ids=lambda case: case.name)
def test_a_heavy_one_is_in_or_failed_within_the_bounds(case: Case, tmp_path: Path, reading: Workers) -> None:
    check(case, tmp_path, reading)


@pytest.mark.slow
def test_all_of_them_in_one_folder_cost_no_other_file_anything(tmp_path: Path) -> None:
    folder = tmp_path / "资料"
    light = [case for case in CASES if not case.heavy]
    for number, case in enumerate(light):
        put(
            folder,
            f"{number:03}.txt",
            report("岚岭县", f"岚岭县去年新建桥梁{number}座，完成投资{number + 3}亿元。"),
        )
        (folder / f"{number:03}-{case.name}").write_bytes(case.make())
    library = opened(tmp_path, workers=2)
    done = sync(library, [folder])
    ready = {document.doc for document in library.documents() if document.state == "ready"}
    assert {f"{number:03}.txt" for number in range(len(light))} <= ready
    failed = {failure.path for failure in done.failed}
    for number, case in enumerate(light):
        name = f"{number:03}-{case.name}"
        known = [doc for doc in ready | failed if doc == name or doc.startswith(name + "/")]
        assert known, name
    again = sync(library, [folder])
    assert (again.added, again.changed, again.removed) == (0, 0, 0)
    assert {failure.path for failure in again.failed} == failed
    library.close()


# As bytes: what a disk holds need not be a text.
NAMES = {
    "gbk": "报告.txt".encode("gbk"),
    "neither": b"\xff\xfe\xfd.txt",
    "control": "报\n告\x01.txt".encode(),
    "turned": "报告\u202etxt.exe.txt".encode(),
    "long": ("县" * 83).encode() + b".txt",
    "blanks": "  报告  .txt  ".encode(),
    "quotes": "报'告\"<b>&.txt".encode(),
    "percent": b"%00%2e%2e.txt",
    "dots": "...报告....txt".encode()[2:],
    "dash": b"-rf.txt",
    "emoji": "🏗️.txt".encode(),
    "decomposed": "Cafe\u0301 报告.txt".encode(),
    "no suffix": "报告".encode(),
    "only suffix": "报告.TXT.".encode(),
}


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on other systems")
def test_no_name_of_a_file_or_folder_is_too_odd(tmp_path: Path) -> None:
    folder = tmp_path / "资料"
    put(folder, "好的.txt", report("岚岭县"))
    for name in NAMES.values():
        inside = folder / os.fsdecode(name + b"-d")
        inside.mkdir()
        for path in (folder / os.fsdecode(name), inside / os.fsdecode(name[:200])):
            path.write_bytes(BODY.encode())
    library = opened(tmp_path)
    done = sync(library, [folder])
    assert done.added + len(done.failed) == 1 + 2 * len(NAMES) - _hidden()
    assert all("UTF-8" in failure.reason for failure in done.failed)
    assert "好的.txt" in {document.doc for document in library.documents()}
    for document in library.documents():
        document.doc.encode()
        assert document.doc.isprintable() or "\u202e" in document.doc or "\ufe0f" in document.doc
    again = sync(library, [folder])
    assert (again.added, again.changed, again.removed) == (0, 0, 0)
    library.close()


def _hidden() -> int:
    """How many of them are hidden files, with the folders that are."""
    return sum(2 for name in NAMES.values() if name.startswith(b"."))
