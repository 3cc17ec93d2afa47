"""Files are read by several processes at once, and what comes of it is what one process makes of them."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.sync import reader_process
from ingest.sync.model import Progress
from ingest.sync.run import sync
from ingest.sync.versions import Opened, Version, from_content
from ingest.sync.workers import workers
from tests.ingest.shelf import SENTENCES, counts, ingest, opened, put, report

MANY = 24


@pytest.fixture
def many(tmp_path) -> Path:
    """A folder of many documents, of which two cannot be read and two say the same."""
    folder = tmp_path / "reports"
    counties = list(SENTENCES)
    for n in range(MANY):
        put(
            folder,
            f"{n:02}.txt",
            report(counties[n % 3], f"{counties[n % 3]}去年新建桥梁{n + 2}座，完成投资{n + 3}亿元。"),
        )
    put(folder, "07b.txt", (folder / "07.txt").read_text())
    put(folder, "11b.txt", "")
    (folder / "15b.pdf").write_bytes(b"%PDF-1.4 torn")
    return folder


def test_several_processes_make_the_library_that_one_makes(tmp_path, many):
    held = []
    for count in (1, 3):
        library = opened(tmp_path / str(count), workers=count)
        result = ingest(library, many)
        documents = [(d.doc, d.region, d.date, d.passages) for d in library.documents()]
        held.append((counts(result), result.failed, documents, library.facts(), library.passage_count()))
        library.close()
    assert held[0] == held[1]
    assert counts(result) == (MANY + 1, 0, 0, 0, 2)


def test_a_process_that_is_killed_costs_no_document(tmp_path, many):
    library, killed = opened(tmp_path / "one", workers=2), []

    def kill(progress: Progress) -> None:
        if not killed and progress.done < MANY:
            killed.extend(readers())
            for process in killed:
                os.kill(process, signal.SIGKILL)

    result = sync(library, [many], progress=kill)
    assert killed
    assert counts(result) == (MANY + 1, 0, 0, 0, 2)
    library.close()


def test_a_file_over_which_two_processes_die_fails_and_the_next_is_read():
    text, over = report("岚岭县").encode(), threading.Event()

    def kill() -> None:
        while not over.wait(0.01):
            for process in readers():
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)

    with workers(2, expected=0) as reading:
        for _ in range(4):
            reading.version(text, doc="a.txt", correction={}).result()
        killer = threading.Thread(target=kill)
        killer.start()
        with pytest.raises(UnreadableFile, match="意外终止"):
            reading.version(text, doc="b.txt", correction={}).result()
        over.set()
        killer.join()
        assert reading.version(text, doc="c.txt", correction={}).result().description.region == "岚岭县"


def test_a_fault_of_the_program_over_a_file_is_its_reason_and_the_others_go_in(tmp_path, monkeypatch):
    def faulty(data: bytes, **options: object) -> Version | Opened:
        if options["doc"] == "b.txt":
            raise ValueError("no such thing")
        return from_content(data, **options)

    monkeypatch.setattr(reader_process, "from_content", faulty)
    folder = tmp_path / "reports"
    for name, county in zip(("a.txt", "b.txt", "c.txt"), SENTENCES, strict=True):
        put(folder, name, report(county))
    library = opened(tmp_path / "one")
    result = ingest(library, folder)
    assert counts(result) == (2, 0, 0, 0, 1)
    assert "ValueError" in result.failed[0].reason
    library.close()


def test_no_process_is_left_when_a_sync_has_ended_or_was_cancelled(tmp_path, many):
    library = opened(tmp_path / "one", workers=2)
    seen: list[int] = []

    def is_enough() -> bool:
        seen.extend(readers())
        return len(seen) > 4

    result = sync(library, [many], cancelled=is_enough)
    assert result.cancelled
    assert seen
    assert 0 < result.added < MANY
    deadline = time.monotonic() + 10
    while readers() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert readers() == []
    library.close()


def test_few_files_are_read_without_another_process(tmp_path):
    folder, begun = tmp_path / "reports", []
    for name in ("a.txt", "b.txt"):
        put(folder, name, report("岚岭县"))
    library = opened(tmp_path / "one", workers=2)
    sync(library, [folder], progress=lambda _: begun.extend(readers()))
    assert begun == readers() == []
    library.close()


def readers() -> list[int]:
    """The processes that this one has started to read files."""
    found = []
    for children in Path("/proc/self/task").glob("*/children"):
        for process in children.read_text().split():
            command = Path(f"/proc/{process}/cmdline")
            if command.exists() and b"ingest.sync.reader_process" in command.read_bytes():
                found.append(int(process))
    return found
