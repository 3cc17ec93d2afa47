"""Damage is noticed, whatever it hit, and what can be read meanwhile is read."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.library.health import examined
from ingest.library.library import Library
from ingest.library.probe import fault_of
from ingest.library.upkeep import mend
from ingest.settings import Settings
from tests.ingest.shelf import fill, found_by_vectors, found_by_words, ingest, opened


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a sound, closed library; not to be changed."""
    base = tmp_path_factory.mktemp("sound")
    library = opened(base)
    ingest(library, fill(base / "reports"))
    assert examined(library, thoroughly=True) == []
    library.close()
    return base / "library"


def flip(path: Path) -> None:
    """Change some bytes in the middle of a file."""
    data = bytearray(path.read_bytes())
    for at in range(len(data) // 3, 2 * len(data) // 3):
        data[at] ^= 0x5A
    path.write_bytes(data)


@pytest.mark.parametrize("suffix", ["fast", "fieldnorm", "idx", "pos", "store", "term"])
def test_any_altered_file_of_the_word_index_is_noticed(sound, tmp_path, suffix):
    home = shutil.copytree(sound, tmp_path / "library")
    flip(next(home.glob(f"words-*/*.{suffix}")))
    library = Library.open(Settings(library=home))
    assert [fault.part for fault in examined(library)] == ["words"]
    mend(library)
    assert examined(library, thoroughly=True) == []


def test_a_damaged_vector_index_leaves_the_words_and_the_next_writer_mends_it(sound, tmp_path):
    home = shutil.copytree(sound, tmp_path / "library")
    flip(next(home.glob("vectors-*/chroma.sqlite3")))
    library = Library.open(Settings(library=home))
    told = []
    library.on_damage = lambda: told.append(1)
    assert [fault.part for fault in examined(library)] == ["vectors"]
    assert found_by_vectors(library, "竹编") == [] and library.without_vectors and told
    assert "竹编" in found_by_words(library, "竹编")[0]
    mend(library)
    assert not library.without_vectors
    assert "竹编" in found_by_vectors(library, "竹编")[0]
    assert examined(library, thoroughly=True) == []


def test_an_index_that_ends_the_process_ends_only_the_one_that_tries_it(sound, monkeypatch):
    def killed(*args, **kwargs):
        return subprocess.CompletedProcess(args, -signal.SIGSEGV, b"", b"")

    monkeypatch.setattr("ingest.library.probe.subprocess.run", killed)
    assert "信号 11" in str(fault_of(next(sound.glob("vectors-*")), [1], 1))


def test_after_a_writer_died_the_vectors_are_tried_apart_before_they_are_read(sound, tmp_path):
    home = shutil.copytree(sound, tmp_path / "library")
    library = Library.open(Settings(library=home))
    with library.catalog.transaction() as tx:
        tx.execute("INSERT INTO meta VALUES ('writing', '1')")
    assert library.left_unfinished()
    flip(next(home.glob("vectors-*/chroma.sqlite3")))
    assert found_by_vectors(library, "竹编") == [] and library.without_vectors


def without_rights_of_root() -> list[str]:
    """What to put before a command so that the permissions of files hold for it, also where root runs the tests."""
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.getuid() == 0 else []


ASKED = """
import sys
from pathlib import Path
from ingest.library.library import Library
from ingest.settings import Settings
from tests.ingest.shelf import found_by_vectors, found_by_words

library = Library.open(Settings(library=Path(sys.argv[1])))
print(found_by_words(library, "竹编")[0], found_by_vectors(library, "竹编")[0])
library.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="root is held to permissions by a command of Linux")
def test_a_library_that_cannot_be_written_can_be_asked_and_stays_as_it_is(sound, tmp_path):
    home = shutil.copytree(sound, tmp_path / "library")
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    for path in (*home.rglob("*"), home):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        done = subprocess.run(
            [*without_rights_of_root(), sys.executable, "-c", ASKED, str(home)],
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        for path in (home, *home.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert done.stdout.count("竹编") == 2, done.stderr
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before
