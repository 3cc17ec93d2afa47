"""Files are read by several processes at once, and what comes of it is what one process makes of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import psutil
import pytest

from ingest.errors import UnreadableFile
from ingest.sync.limits import Limits
from ingest.sync.messages import Failed, Task
from ingest.sync.model import Progress
from ingest.sync.reader_main import answer
from ingest.sync.run import sync
from ingest.sync.workers import Workers, end_ready, workers
from tests.ingest.shelf import SENTENCES, counts, ingest, opened, put, report
from tests.ingest.sync import faulty

LIMITS = Limits(60, 600_000_000, 400_000_000)
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


@pytest.fixture
def alone() -> Iterator[None]:
    """No process stands ready from before, and none afterwards."""
    end_ready()
    yield
    end_ready()


def test_a_file_over_which_two_processes_die_fails_and_the_next_is_read():
    text = report("岚岭县").encode()
    with workers(2, 0, LIMITS) as reading:
        made = [submit(reading, text, doc=doc) for doc in ("a.txt", "die-b.txt", "c.txt")]
        with pytest.raises(UnreadableFile, match="意外终止"):
            made[1].result()
        assert made[0].result().description.region == made[2].result().description.region == "岚岭县"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("hang", "超过 1 秒"),
        ("sleep", "超过 1 秒"),
        ("start", "超过 50 MB"),
        ("grow", "超过 50 MB"),
        ("swell", "超过 5 MB"),
        ("raise", "ValueError"),
        ("recurse", "RecursionError"),
        ("die", "意外终止"),
    ],
)
def test_whatever_a_file_does_to_its_reader_costs_that_file_alone(tmp_path, monkeypatch, name, reason):
    monkeypatch.setattr("ingest.sync.work.read", faulty.read)
    folder = tmp_path / "reports"
    for doc, county in zip(("a.txt", f"{name}-b.txt", "z.txt"), SENTENCES, strict=True):
        put(folder, doc, report(county))
    library = opened(
        tmp_path / "one", workers=1, reading_seconds=1, reading_memory_mb=50, reading_output_mb=5
    )
    began = time.monotonic()
    result = ingest(library, folder)
    assert counts(result) == (2, 0, 0, 0, 1)
    assert result.failed[0].path == f"{name}-b.txt"
    assert reason in result.failed[0].reason
    assert "Traceback" not in result.failed[0].reason
    assert time.monotonic() - began < 40
    assert eating() == []
    library.close()


def test_limits_grow_with_files_beyond_a_hundred_megabytes():
    assert LIMITS.for_size(100_000_000) == LIMITS
    assert LIMITS.for_size(200_000_000) == Limits(2 * LIMITS.seconds, 2 * LIMITS.memory, 2 * LIMITS.output)


def test_a_process_that_grew_is_not_used_again(alone):
    with workers(1, 0, LIMITS) as reading:
        first = reading.submit(0, "a", faulty.pid).result()
        assert reading.submit(0, "b", faulty.pid).result() == first
        process = reading._processes[0]
        process._rest -= 200_000_000
        reading.submit(0, "c", faulty.pid).result()
        assert reading.submit(0, "d", faulty.pid).result() != first


def test_a_reader_that_asks_for_more_gets_it_and_its_process_is_used_again(alone):
    with workers(1, 0, Limits(1, 50_000_000, 5_000_000)) as reading:
        process = reading.submit(0, "a", faulty.patient, 3.0, 6).result()
        assert reading.submit(0, "b", faulty.pid).result() == process
        with pytest.raises(UnreadableFile, match="超过 1 秒"):
            submit(reading, b"", doc="hang-c.txt").result()


def test_one_process_stays_ready_for_the_next_sync(alone, monkeypatch):
    with workers(1, 0, LIMITS) as reading:
        first = reading.submit(0, "a", faulty.pid).result()
    with workers(2, 0, LIMITS) as reading:
        assert reading.submit(0, "a", faulty.pid).result() == first
    monkeypatch.setenv("XIANWEN_SOMETHING", "1")
    with workers(2, 0, LIMITS) as reading:
        assert reading.submit(0, "a", faulty.pid).result() != first
    assert len(readers()) == 1
    end_ready()
    assert readers() == []


def test_a_process_whose_starter_was_killed_ends(tmp_path):
    program = """
import sys, time
from ingest.sync.limits import Limits
from ingest.sync.workers import workers
from tests.ingest.sync import faulty
with workers(1, 0, Limits(1, 50_000_000, 5_000_000)) as reading:
    print(reading.submit(0, "a", faulty.pid).result(), flush=True)
    reading._limits = Limits(1, 50_000_000, 5_000_000)
    reading.submit(0, "b", faulty.read, b"", doc="hang", correction={})
    print("busy", flush=True)
    time.sleep(60)
"""
    starter = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert starter.stdout is not None
    reader = int(starter.stdout.readline())
    assert starter.stdout.readline() == "busy\n"
    time.sleep(0.2)
    starter.kill()
    starter.communicate()
    assert psutil.pid_exists(reader)
    deadline = time.monotonic() + 20
    while psutil.pid_exists(reader) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not psutil.pid_exists(reader)


def test_no_process_but_the_ready_one_is_left_when_a_sync_has_ended_or_was_cancelled(tmp_path, many):
    library = opened(tmp_path / "one", workers=2)
    seen: list[int] = []

    def is_enough() -> bool:
        seen.extend(readers())
        return len(seen) > 4

    result = sync(library, [many], cancelled=is_enough)
    assert result.cancelled
    assert seen
    assert 0 < result.added < MANY
    assert len(readers()) <= 1
    end_ready()
    assert readers() == []
    library.close()


def test_few_files_are_read_by_one_process(tmp_path, alone):
    folder, begun = tmp_path / "reports", set()
    for name in ("a.txt", "b.txt"):
        put(folder, name, report("岚岭县"))
    library = opened(tmp_path / "one", workers=2)
    sync(library, [folder], progress=lambda _: begun.update(readers()))
    assert len(begun) <= 1
    assert len(readers()) == 1
    library.close()


def test_unchanged_files_start_no_process(tmp_path, alone):
    folder = tmp_path / "reports"
    put(folder, "a.txt", report("岚岭县"))
    library = opened(tmp_path / "one")
    sync(library, [folder])
    end_ready()
    sync(library, [folder])
    assert readers() == []
    library.close()


def submit(reading: Workers, text: bytes, *, doc: str) -> Future[Any]:
    return reading.submit(len(text), doc, faulty.read, text, doc=doc, correction={})


def eating() -> list[psutil.Process]:
    """What a file has started and nobody has ended."""
    return [
        p for p in psutil.process_iter(["cmdline"]) if "bytearray(90_" in " ".join(p.info["cmdline"] or ())
    ]


def readers() -> list[int]:
    """The processes that this one has started to read files."""
    children = psutil.Process().children()
    return [p.pid for p in children if p.status() != "zombie" and "ingest.sync.reader_main" in p.cmdline()]


def test_a_panic_of_rust_over_one_file_is_told_and_ends_no_process():
    said = answer(Task(faulty.panics, (), {}, output=1_000, seconds=1.0))
    assert isinstance(said, Failed) and "PanicException" in said.reason and "panics" in said.traceback
