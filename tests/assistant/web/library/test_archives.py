"""Uploaded archives: a document of one that was deleted stays out until the archive is uploaded again."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from assistant.web.library.jobs import Job
from assistant.web.workspace import Workspace
from ingest.library.removal import forget_aside
from ingest.settings import Settings
from tests.ingest.shelf import SENTENCES, report


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as pack:
        for county in SENTENCES:
            pack.writestr(f"{county}.txt", report(county))
    return made.getvalue()


def held(workspace: Workspace) -> list[str]:
    return [document.doc for document in workspace.library.documents()]


def test_what_was_deleted_from_an_uploaded_archive_comes_back_with_it_and_with_no_other_upload(
    tmp_path: Path,
) -> None:
    workspace = Workspace(Settings(library=tmp_path / "library"))
    workspace.open_in_background()
    workspace.uploads.mkdir(parents=True, exist_ok=True)
    (workspace.uploads / "资料.zip").write_bytes(archive())
    workspace.sync(workspace.uploads, Job())
    assert len(held(workspace)) == 3
    workspace.remove(["资料.zip/泊舟县.txt"])
    (workspace.uploads / "别的.txt").write_text(report("霜原县"), encoding="utf-8")
    workspace.sync(workspace.uploads, Job())
    assert "资料.zip/泊舟县.txt" not in held(workspace)
    forget_aside(workspace.library, workspace.uploads / "资料.zip")
    workspace.sync(workspace.uploads, Job())
    assert "资料.zip/泊舟县.txt" in held(workspace)
    workspace.close()
