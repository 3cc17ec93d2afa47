"""The library behind the pages, without the pages: reading again what failed, and who waits for whom."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.question.filters import Filters
from assistant.web.ask.chat import converse
from assistant.web.ask.streaming import Stop
from assistant.web.auth.visit import Visit
from assistant.web.library.jobs import Job
from assistant.web.workspace import Workspace
from ingest.errors import XianwenError
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync
from tests.assistant.web.conftest import NEWS, REPORT, run_async

YANXI = "砚溪县2022年新签约项目多少个？"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Over a library of the folder 县/, whose 坏/空的.txt could not be read; beside the folder lies 别处.txt."""
    folder = tmp_path / "县"
    (folder / "坏").mkdir(parents=True)
    (folder / "报告.txt").write_text(REPORT, encoding="utf-8")
    (folder / "坏" / "空的.txt").write_text(" ", encoding="utf-8")
    (tmp_path / "别处.txt").write_text(NEWS, encoding="utf-8")
    opened = Workspace(Settings(library=tmp_path / "library"))
    opened.open_in_background()
    assert len(sync(opened.library, [folder]).failed) == 1
    yield opened
    opened.close()


def states(workspace: Workspace) -> dict[str, str]:
    return {document.doc: document.state for document in workspace.library.documents()}


def test_a_failed_file_whose_folder_is_gone_is_dropped_alone(workspace: Workspace, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "县" / "坏")
    assert workspace.retry(["坏/空的.txt"], Job()).removed == 0
    assert states(workspace) == {"报告.txt": "ready"}


def test_nothing_above_the_folder_that_was_ingested_is_read_when_it_is_gone(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = states(workspace)
    (tmp_path / "县").rename(tmp_path / "library-elsewhere")
    with pytest.raises(XianwenError, match=r"空的\.txt：文件已不在原处"):
        workspace.retry(None, Job())
    assert states(workspace) == before == {"报告.txt": "ready", "坏/空的.txt": "failed"}
    assert workspace.folders() == [tmp_path / "县"]


def test_the_neighbours_of_a_file_that_was_ingested_alone_stay_out_when_it_is_gone(
    workspace: Workspace, tmp_path: Path
) -> None:
    alone = tmp_path / "另外" / "单独.txt"
    alone.parent.mkdir()
    alone.write_text(" ", encoding="utf-8")
    (alone.parent / "旁边.txt").write_text(NEWS, encoding="utf-8")
    sync(workspace.library, [alone])
    alone.unlink()
    with pytest.raises(XianwenError, match="文件已不在原处"):
        workspace.retry(["单独.txt"], Job())
    assert set(states(workspace)) == {"报告.txt", "坏/空的.txt", "单独.txt"}


def test_files_that_can_be_read_again_are_also_where_others_are_gone_for_good(
    workspace: Workspace, tmp_path: Path
) -> None:
    other = tmp_path / "另外" / "空白.txt"
    other.parent.mkdir()
    other.write_text(" ", encoding="utf-8")
    sync(workspace.library, [other.parent])
    other.write_text(NEWS, encoding="utf-8")
    shutil.rmtree(tmp_path / "县")
    report = workspace.retry(None, Job())
    assert (report.added, [failure.path for failure in report.failed]) == (1, ["坏/空的.txt"])
    assert states(workspace) == {"报告.txt": "ready", "坏/空的.txt": "failed", "空白.txt": "ready"}


class SlowToOpen(Workspace):
    """A workspace whose library takes a second to open."""

    def _open(self) -> Any:
        time.sleep(1.0)
        return super()._open()


async def asked(workspace: Workspace) -> str:
    """The HTML of the answer to a question."""
    visit = Visit("browser:1", None, True, "zh-CN")
    async for html in converse(workspace, visit, YANXI, None, Filters(), Stop()):
        newest = html
    return newest


async def longest_wait(work: asyncio.Task[str], seconds: float) -> float:
    """How long the event loop kept somebody waiting, at most, in the first `seconds` of `work`."""
    began, longest = time.perf_counter(), 0.0
    while not work.done() and time.perf_counter() - began < seconds:
        before = time.perf_counter()
        await asyncio.sleep(0.01)
        longest = max(longest, time.perf_counter() - before)
    return longest


def test_a_question_that_comes_before_the_library_is_open_keeps_nobody_else_waiting(tmp_path: Path) -> None:
    opening = SlowToOpen(Settings(library=tmp_path / "library"))
    opening.open_in_background()

    async def ask_at_once() -> tuple[float, str]:
        work = asyncio.create_task(asked(opening))
        return await longest_wait(work, 0.8), await work

    waited, html = run_async(ask_at_once())
    opening.close()
    assert waited < 0.5
    assert 'class="answer abstained"' in html


def test_a_question_waits_for_the_one_before_it_and_keeps_nobody_else_waiting(workspace: Workspace) -> None:
    first_is_done = threading.Event()

    async def ask_behind_another() -> tuple[float, bool, str]:
        assert workspace.answering is not None
        workspace.answering.submit(first_is_done.wait, 20)
        work = asyncio.create_task(asked(workspace))
        waited = await longest_wait(work, 0.8)
        answered = work.done()
        first_is_done.set()
        return waited, answered, await work

    waited, answered_too_soon, html = run_async(ask_behind_another())
    assert waited < 0.5 and not answered_too_soon
    assert "47" in html and 'class="answer"' in html


def test_what_is_prepared_has_the_open_library_and_is_done_before_it_is_closed(tmp_path: Path) -> None:
    opened = Workspace(Settings(library=tmp_path / "library"))
    opened.open_in_background()
    seen: list[int] = []

    def prepare(library: Library) -> None:
        time.sleep(0.2)
        seen.append(library.passage_count())

    opened.once_open(prepare)
    opened.close()
    assert seen == [0]


def test_nothing_is_prepared_where_the_library_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("no folder", encoding="utf-8")
    broken = Workspace(Settings(library=tmp_path / "library"))
    broken.open_in_background()
    seen: list[Library] = []
    broken.once_open(seen.append)
    assert broken.failed() and not seen


def test_a_server_mends_a_damaged_index_by_itself_while_it_answers(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.library.indexes.forget()
    for database in (tmp_path / "library").glob("vectors-*/chroma.sqlite3"):
        database.write_bytes(b"\x17" * database.stat().st_size)
    library = workspace.library
    vector = library.embedder.encode_query(YANXI)
    assert library.search_vectors(vector, 1) == []
    assert not workspace.assistant.ask(YANXI).abstained
    deadline = time.monotonic() + 60
    while (library.without_vectors or library.damage()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert library.search_vectors(vector, 1) != []


def test_what_a_dead_writer_left_is_mended_when_the_server_starts(tmp_path: Path) -> None:
    library = Library.open(Settings(library=tmp_path / "library"), create=True)
    (tmp_path / "报告.txt").write_text(REPORT, encoding="utf-8")
    sync(library, [tmp_path / "报告.txt"])
    library.close()
    shutil.rmtree(next((tmp_path / "library").glob("vectors-*")))
    again = Workspace(Settings(library=tmp_path / "library"))
    again.open_in_background()
    assert again.library.damage() == []
    again.close()
