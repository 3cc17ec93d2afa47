"""A fault over the text of one document while it is published costs that document alone; one of the library ends the sync."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

import pytest

from ingest.embedding import Vectors
from ingest.errors import LibraryError
from ingest.library.library import Library
from ingest.sync.run import sync
from tests.ingest.shelf import CountingEmbedder, counts, fill, found_by_words, names, opened, put, report


class PickyEmbedder(CountingEmbedder):
    """A model that fails over texts with a certain word."""

    word, error = "码头", ValueError("no such token")

    def encode(self, texts: list[str]) -> Vectors:
        if any(self.word in text for text in texts):
            raise self.error
        return super().encode(texts)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = opened(tmp_path)
    made._model = PickyEmbedder(made.embedder)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "reports")


def test_a_text_that_cannot_be_embedded_fails_alone_and_goes_in_once_it_can(
    library: Library, folder: Path
) -> None:
    done = sync(library, [folder])
    assert counts(done) == (2, 0, 0, 0, 1)
    assert done.failed[0].path == "泊舟.txt" and "ValueError" in done.failed[0].reason
    assert library.damage() == []
    assert {d.doc: d.state for d in library.documents()} == {
        "农业/霜原.txt": "ready", "岚岭.txt": "ready", "泊舟.txt": "failed",
    }  # fmt: skip
    library._model.word = "没有的词"
    assert counts(sync(library, [folder])) == (1, 0, 2, 0, 0)
    assert found_by_words(library, "渔港码头")


def test_the_version_before_goes_on_answering(library: Library, folder: Path) -> None:
    library._model.word = "没有的词"
    sync(library, [folder])
    library._model.word = "灯塔"
    put(folder, "岚岭.txt", report("岚岭县", "岚岭县新建灯塔一座。"))
    done = sync(library, [folder])
    assert counts(done) == (0, 0, 2, 0, 1)
    assert any("竹编" in text for text in found_by_words(library, "竹编产业园"))
    assert library.damage() == []


def test_a_file_in_an_archive_that_cannot_be_embedded_is_tried_again(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "packed"
    folder.mkdir()
    with zipfile.ZipFile(folder / "资料.zip", "w") as archive:
        for county in ("岚岭县", "泊舟县"):
            archive.writestr(f"{county}.txt", report(county))
    assert counts(sync(library, [folder])) == (1, 0, 0, 0, 1)
    library._model.word = "没有的词"
    done = sync(library, [folder])
    assert (done.added, done.failed) == (1, ())
    assert names(library) == ["资料.zip/岚岭县.txt", "资料.zip/泊舟县.txt"]


@pytest.mark.parametrize(
    "error",
    [
        OSError(28, "No space left on device"),
        sqlite3.OperationalError("disk is full"),
        LibraryError("没有空间。(Full.)"),
    ],
)
def test_what_concerns_the_library_ends_the_sync(library: Library, folder: Path, error: Exception) -> None:
    library._model.error = error
    with pytest.raises((type(error), LibraryError)):
        sync(library, [folder])
    library._model.word = "没有的词"
    assert counts(sync(library, [folder])) == (3, 0, 0, 0, 0)
    assert library.damage() == []


def test_a_renamed_file_that_cannot_be_read_under_its_new_name_is_listed_under_it(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library._model.word = "没有的词"
    sync(library, [folder])
    (folder / "岚岭.txt").rename(folder / "raise-岚岭.txt")
    monkeypatch.setattr("ingest.sync.work.make_anew", _fails)
    monkeypatch.setattr("ingest.sync.work.read", _fails)
    done = sync(library, [folder])
    assert [failure.path for failure in done.failed] == ["raise-岚岭.txt"]
    assert "raise-岚岭.txt" in names(library)


def _fails(*_: object, **__: object) -> None:
    raise KeyError("no such thing")
