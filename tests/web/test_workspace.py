"""The library behind the pages, without the pages: reading again what failed, and who waits for whom."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.web.jobs import Job
from assistant.web.workspace import Workspace
from ingest.errors import XianwenError
from ingest.settings import Settings
from ingest.sync import sync
from tests.web.conftest import NEWS, REPORT


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
    return {document.doc: document.state for document in workspace.documents()}


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
