"""What cannot be made anew is kept twice, and comes back."""

from __future__ import annotations

import os
import sqlite3
import time
import zipfile
from pathlib import Path

import pytest

from ingest.errors import LibraryError
from ingest.library.backup import COPY_NAME, COPY_SECONDS, keep_copy, restore, save
from ingest.library.health import examined
from ingest.library.library import Library
from ingest.settings import Settings
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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "reports")


@pytest.fixture
def home(tmp_path: Path, folder: Path) -> Path:
    """The folder of a closed library of three documents."""
    library = opened(tmp_path)
    ingest(library, folder)
    library.close()
    return tmp_path / "library"


def tear(catalog: Path) -> None:
    """Overwrite the middle of a catalogue."""
    data = bytearray(catalog.read_bytes())
    data[4096 : len(data) - 4096] = b"\x17" * (len(data) - 8192)
    catalog.write_bytes(data)


def whole(home: Path) -> Library:
    """The library in `home`, asserted to be whole once a writer has been there."""
    library = Library.open(Settings(library=home))
    with library.writing():
        pass
    assert examined(library, thoroughly=True) == []
    return library


@pytest.mark.parametrize("harm", ["torn", "emptied", "deleted"])
def test_a_lost_catalogue_comes_back_from_the_copy_that_is_kept_beside_it(home, folder, tmp_path, harm):
    catalog = home / "catalog.sqlite3"
    if harm == "torn":
        tear(catalog)
    elif harm == "emptied":
        catalog.write_bytes(b"")
    else:
        catalog.unlink()
    with pytest.raises(LibraryError, match="xianwen restore"):
        opened(tmp_path).documents()
    done = restore(None, home)
    assert (done.documents, done.passages) == (3, 3)
    library = whole(home)
    assert "竹编" in found_by_words(library, "竹编")[0] and "竹编" in found_by_vectors(library, "竹编")[0]
    assert counts(ingest(library, folder)) == (0, 0, 3, 0, 0)
    if harm != "deleted":
        [replaced] = home.glob("replaced-*")
        assert (replaced / "catalog.sqlite3").exists()


def test_a_backup_of_a_library_in_use_restores_elsewhere_what_it_held(home, folder, tmp_path):
    (home / "uploads").mkdir()
    put(home / "uploads", "上传.txt", "原样留着")
    put(home, "users.json", "{}")
    put(home, "users-signed-out.json", "{}")
    library = Library.open(Settings(library=home))
    with library.writing():
        done = save(home, tmp_path / "kept.zip")
    library.close()
    assert (done.documents, done.passages, done.uploads) == (3, 3, 1)
    assert restore(tmp_path / "kept.zip", tmp_path / "other") == done
    assert names(whole(tmp_path / "other")) == names(opened(tmp_path))
    assert (tmp_path / "other/uploads/上传.txt").read_text(encoding="utf-8") == "原样留着"
    assert (tmp_path / "other/users.json").exists()
    assert (tmp_path / "other/users-signed-out.json").exists()


def test_a_session_that_ended_since_the_backup_stays_ended(home, tmp_path):
    put(home, "users-signed-out.json", "{}")
    save(home, tmp_path / "kept.zip")
    put(home, "users-signed-out.json", '{"ended": 4e9}')
    restore(tmp_path / "kept.zip", home, replace=True)
    assert (home / "users-signed-out.json").read_text(encoding="utf-8") == '{"ended": 4e9}'


def test_a_whole_library_is_replaced_only_on_demand_and_its_files_stay(home, folder, tmp_path):
    save(home, tmp_path / "kept.zip")
    library = Library.open(Settings(library=home))
    put(folder, "新.txt", report("岚岭县", "岚岭县架设索桥一座。"))
    ingest(library, folder)
    library.close()
    with pytest.raises(LibraryError, match="--replace"):
        restore(tmp_path / "kept.zip", home)
    restore(tmp_path / "kept.zip", home, replace=True)
    assert len(names(whole(home))) == 3
    [replaced] = home.glob("replaced-*")
    with sqlite3.connect(replaced / "catalog.sqlite3") as old:
        assert old.execute("SELECT count(*) FROM document").fetchone() == (4,)


@pytest.mark.parametrize("content", [b"", b"PK not a zip", b"\x00" * 500])
def test_what_is_no_backup_restores_nothing(home, tmp_path, content):
    (tmp_path / "bad.zip").write_bytes(content)
    with pytest.raises(LibraryError, match="没有恢复"):
        restore(tmp_path / "bad.zip", home, replace=True)
    assert len(names(whole(home))) == 3
    assert not [*home.glob("replaced-*"), *home.glob(".arriving-*")]


def test_a_backup_takes_nothing_out_of_its_folder(home, tmp_path):
    save(home, tmp_path / "kept.zip")
    with zipfile.ZipFile(tmp_path / "kept.zip", "a") as archive:
        archive.writestr("uploads/../../out.txt", "x")
        archive.writestr("write.lock", "x")
        archive.writestr("other.txt", "x")
    restore(tmp_path / "kept.zip", tmp_path / "other")
    assert not list(tmp_path.rglob("out.txt")) and not list(tmp_path.rglob("other.txt"))


def test_a_backup_never_overwrites_a_file(home, tmp_path):
    kept = put(tmp_path, "kept.zip", "mine")
    with pytest.raises(LibraryError, match="已经存在"):
        save(home, kept)
    assert kept.read_text(encoding="utf-8") == "mine"


def test_the_copy_is_renewed_once_a_day_and_never_from_a_damaged_catalogue(home):
    copy = home / COPY_NAME
    assert copy.exists()
    library = Library.open(Settings(library=home))
    assert not keep_copy(library.catalog)
    old = time.time() - COPY_SECONDS - 1
    os.utime(copy, (old, old))
    assert keep_copy(library.catalog)
    library.close()
    os.utime(copy, (old, old))
    good = copy.read_bytes()
    tear(home / "catalog.sqlite3")
    assert not keep_copy(library.catalog)
    assert copy.read_bytes() == good


def test_without_a_copy_there_is_a_plain_error(tmp_path):
    with pytest.raises(LibraryError, match="xianwen backup"):
        restore(None, tmp_path / "nothing")
