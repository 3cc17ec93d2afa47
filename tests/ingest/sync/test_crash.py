"""A writer that dies at any moment leaves the old version or the new one answering."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.library.catalog_writer import retired
from ingest.library.library import Library
from tests.ingest.shelf import (
    counts,
    fill,
    found_by_vectors,
    found_by_words,
    ingest,
    names,
    opened,
    put,
    report,
)

OLD, NEW = "竹编产业园项目十二个", "石桥七座"


def killed_at(step: int, library: Path, folder: Path) -> bool:
    """Whether a sync was killed at this step, rather than ending before it."""
    command = [sys.executable, "-m", "tests.ingest.sync.killed_sync", str(library), str(folder), str(step)]
    ended = subprocess.run(
        command, cwd=Path(__file__).parents[3], capture_output=True, text=True, check=False
    )
    assert ended.returncode in (0, -signal.SIGKILL), ended.stderr
    return ended.returncode != 0


def answers(library: Library) -> set[str]:
    """Which of the two versions words and vectors find, asserting that both find the same."""
    by = []
    for found in (found_by_words, found_by_vectors):
        texts = found(library, OLD) + found(library, NEW)
        by.append({mark for mark in (OLD, NEW) if any(mark in text for text in texts)})
    assert by[0] == by[1]
    return by[0]


def in_order(library: Library) -> bool:
    """Whether both indexes hold what the catalogue publishes, and nothing else is left to sweep."""
    ids = library.catalog.passage_ids()
    with library.catalog.reading() as connection:
        left = retired(connection)
    everything = library.indexes
    return (
        library.damage() == []
        and left == []
        and len(everything.words()) == len(everything.vectors()) == len(ids)
        and set(library.vectors(ids)) == set(ids)
    )


@pytest.mark.slow
def test_a_sync_killed_at_any_step_leaves_the_old_or_the_new_version(tmp_path):
    folder = fill(tmp_path / "reports")
    before = opened(tmp_path)
    ingest(before, folder)
    before.close()
    put(folder, "岚岭.txt", report("岚岭县", f"岚岭县今年改建{NEW}。"))
    (folder / "泊舟.txt").unlink()
    seen = []
    step = 1
    while True:
        case = tmp_path / str(step)
        shutil.copytree(tmp_path / "library", case / "library")
        killed = killed_at(step, case / "library", folder)
        library = opened(case)
        seen.append(answers(library))
        assert len(seen[-1]) == 1, f"step {step}: {seen[-1]}"
        report_after = ingest(library, folder)
        assert not report_after.failed
        assert answers(library) == {NEW}
        assert names(library) == ["农业/霜原.txt", "岚岭.txt"]
        assert in_order(library), f"step {step}"
        assert counts(ingest(library, folder)) == (0, 0, 2, 0, 0)
        library.close()
        if not killed:
            break
        step += 1
    assert step > 8, "the steps were not met: has publishing changed?"
    turn = seen.index({NEW})
    assert turn > 0
    assert all(versions == {NEW} for versions in seen[turn:])


@pytest.mark.slow
@pytest.mark.parametrize("step", range(1, 9))
def test_a_first_sync_killed_at_a_step_can_be_run_again(tmp_path, step):
    folder = fill(tmp_path / "reports")
    assert killed_at(step, tmp_path / "library", folder)
    library = opened(tmp_path)
    assert all(d.state == "ready" for d in library.documents())
    ingest(library, folder)
    assert len(names(library)) == 3
    assert in_order(library)
