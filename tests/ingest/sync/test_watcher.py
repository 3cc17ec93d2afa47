"""Watched folders are read again when something has changed in them and stands still, also without notification."""

from __future__ import annotations

import mmap
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingest.errors import LibraryBusy
from ingest.library.library import Library
from ingest.sync import watcher
from ingest.sync.run import sync
from ingest.sync.watcher import Watcher, set_watched, watched
from tests.ingest.shelf import fill, names, opened, put, report

# Processes are started and waited for.
pytestmark = pytest.mark.slow

NEWS = report("松墩县", "松墩县今年一季度签约项目47个，开工31个，总投资56.8亿元。")

BUSY = LibraryBusy("另一个程序正在写入。(Busy.)")
QUIET = 0.3
PATIENCE = 20.0


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(opened(tmp_path)) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path, library: Library) -> Path:
    """A folder with documents that is watched and in the library."""
    made = fill(tmp_path / "资料").resolve()
    sync(library, [made])
    set_watched(library, made, True)
    return made


class Watching:
    """A watcher at work, and when it read which folder."""

    def __init__(
        self,
        library: Library,
        *,
        look_seconds: float = 60.0,
        fails: int = 0,
        error: Exception = BUSY,
    ) -> None:
        self.read: list[Path] = []
        self.failures = fails

        def read(folder: Path) -> None:
            if self.failures:
                self.failures -= 1
                raise error
            sync(library, [folder])
            self.read.append(folder)

        self.watcher = Watcher(library, read, seconds=QUIET, look_seconds=look_seconds)

    def __enter__(self) -> Watching:
        self.watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.watcher.stop()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until `holds`, and then for as long as one more reading would take."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, (self.read, self.watcher.problem)
            time.sleep(0.02)
        time.sleep(3 * QUIET)


def test_folders_are_watched_until_they_are_not(library: Library, tmp_path: Path) -> None:
    set_watched(library, tmp_path / "甲", True)
    set_watched(library, tmp_path / "乙", True)
    set_watched(library, tmp_path / "甲", False)
    assert watched(library) == [tmp_path / "乙"]


def test_what_changed_while_nobody_watched_is_read_at_once_and_only_once(
    library: Library, folder: Path
) -> None:
    put(folder, "新/松墩.txt", NEWS)
    with Watching(library) as watching:
        watching.until(lambda: "新/松墩.txt" in names(library))
        assert watching.read == [folder]


def test_added_changed_and_removed_files_are_noticed(library: Library, folder: Path) -> None:
    with Watching(library) as watching:
        watching.until(lambda: len(watching.read) == 1)
        put(folder, "新/松墩.txt", NEWS)
        watching.until(lambda: "新/松墩.txt" in names(library))
        (folder / "岚岭.txt").unlink()
        watching.until(lambda: "岚岭.txt" not in names(library))
        assert watching.read == [folder] * 3


def test_a_file_that_is_still_being_written_is_read_when_it_is_whole(library: Library, folder: Path) -> None:
    with Watching(library) as watching:
        watching.until(lambda: len(watching.read) == 1)
        with (folder / "松墩.txt").open("w", encoding="utf-8") as file:
            for first in range(0, len(NEWS), max(1, len(NEWS) // 20)):
                file.write(NEWS[first : first + max(1, len(NEWS) // 20)])
                file.flush()
                time.sleep(QUIET / 4)
                assert len(watching.read) == 1
        watching.until(lambda: "松墩.txt" in names(library))
        assert len(watching.read) == 2
        assert library.document("松墩.txt").text.count("松墩") == NEWS.count("松墩")


def test_a_change_without_notification_is_found_by_looking(library: Library, folder: Path) -> None:
    # As on a network drive: a write through a memory map is one of which Linux does not notify.
    file = put(folder, "松墩.txt", NEWS)
    with (
        file.open("r+b") as handle,
        mmap.mmap(handle.fileno(), 0) as memory,
        Watching(library, look_seconds=QUIET) as watching,
    ):
        watching.until(lambda: len(watching.read) == 1)
        before = library.document("松墩.txt").text
        figure = next(at for at in range(len(memory)) if memory[at : at + 1].isdigit())
        memory[figure : figure + 1] = b"9" if memory[figure : figure + 1] != b"9" else b"8"
        memory.flush()
        watching.until(lambda: library.document("松墩.txt").text != before)
        assert len(watching.read) == 2


def test_polling_can_be_forced(library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "1")
    with Watching(library) as watching:
        watching.until(lambda: len(watching.read) == 1)
        put(folder, "松墩.txt", NEWS)
        watching.until(lambda: "松墩.txt" in names(library))
        assert watching.read == [folder] * 2


def test_a_folder_that_is_gone_is_a_problem_until_it_is_back(library: Library, folder: Path) -> None:
    away = folder.with_name("移走")
    with Watching(library) as watching:
        watching.until(lambda: len(watching.read) == 1)
        folder.rename(away)
        watching.until(lambda: "找不到" in watching.watcher.problem)
        assert len(names(library)) == 3
        put(away, "松墩.txt", NEWS)
        away.rename(folder)
        watching.until(lambda: "松墩.txt" in names(library))
        assert watching.watcher.problem == ""


def test_a_folder_that_could_not_be_read_is_tried_again(library: Library, folder: Path) -> None:
    with Watching(library, fails=2) as watching:
        watching.until(lambda: "正在写入" in watching.watcher.problem or watching.read != [])
        watching.until(lambda: watching.read == [folder])
        assert watching.failures == 0 and watching.watcher.problem == ""


@pytest.mark.parametrize("error", [ValueError("no such thing"), RuntimeError(), OSError(28, "No space left")])
def test_whatever_a_sync_runs_into_is_told_and_the_next_change_is_read(
    library: Library, folder: Path, error: Exception
) -> None:
    with Watching(library, fails=2, error=error) as watching:
        watching.until(lambda: "程序出错" in watching.watcher.problem or watching.read != [])
        watching.until(lambda: watching.read == [folder])
        assert watching.failures == 0 and watching.watcher.problem == ""
        put(folder, "松墩.txt", NEWS)
        watching.until(lambda: "松墩.txt" in names(library))


def test_a_fault_of_watching_itself_does_not_end_it(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = ["first", "second"]
    known = watcher.watched

    def faulty(library: Library) -> list[Path]:
        if faults:
            raise KeyError(faults.pop())
        return known(library)

    monkeypatch.setattr(watcher, "watched", faulty)
    with Watching(library) as watching:
        watching.until(lambda: "KeyError" in watching.watcher.problem or watching.read != [])
        watching.until(lambda: watching.read == [folder])
        assert faults == [] and watching.watcher.problem == ""


def test_a_folder_is_watched_from_when_it_is_set_to_be(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    set_watched(library, folder, False)
    with Watching(library) as watching:
        time.sleep(2 * QUIET)
        put(folder, "松墩.txt", NEWS)
        time.sleep(3 * QUIET)
        assert watching.read == []
        set_watched(library, folder, True)
        watching.until(lambda: "松墩.txt" in names(library))


def test_a_library_inside_the_watched_folder_is_not_taken_for_a_change(tmp_path: Path) -> None:
    folder = fill(tmp_path / "资料").resolve()
    with closing(opened(folder)) as library:
        sync(library, [folder])
        set_watched(library, folder, True)
        with Watching(library) as watching:
            watching.until(lambda: len(watching.read) == 1)
            (folder / "~$岚岭.docx").write_bytes(b"leftover")
            put(folder, "松墩.txt", NEWS)
            watching.until(lambda: "松墩.txt" in names(library))
            assert len(watching.read) == 2
    shutil.rmtree(folder)


def test_it_ends_at_once(library: Library, folder: Path) -> None:
    with Watching(library) as watching:
        watching.until(lambda: len(watching.read) == 1)
        began = time.monotonic()
    assert time.monotonic() - began < 2.0
    assert not any(thread.name == "watch-folders" for thread in threading.enumerate())
