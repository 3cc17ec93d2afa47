"""A library that an older program made is taken up anew with one call, and nothing is embedded twice."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from ingest.library.library import Library
from ingest.sync.correcting import correct
from ingest.sync.refresh import refresh
from tests.ingest.shelf import counting, counts, fill, found_by_vectors, ingest, names, opened, put


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Three documents, all as an older program left them; that one took 岚岭.txt for a report of 泊舟县."""
    library = opened(tmp_path)
    ingest(library, fill(tmp_path / "reports"))
    correct(library, "岚岭.txt", {"region": "泊舟县"})
    library.close()
    with sqlite3.connect(tmp_path / "library" / "catalog.sqlite3") as connection:
        connection.execute("DELETE FROM correction")
        connection.execute("UPDATE version SET reading = 0")
    return Library.open(library.settings)


def regions(library: Library) -> dict[str, str | None]:
    return {document.doc: document.region for document in library.documents()}


def told(report) -> tuple[int, int, int, int, int]:
    return report.looked_at, report.changed, report.unchanged, report.gone, report.left


def test_what_changed_is_published_and_embedded_and_nothing_else(library: Library) -> None:
    assert library.catalog.outdated() == 3
    embedder = counting(library)
    kept = [passage.id for passage in library.passages_of("泊舟.txt")]
    report = refresh(library)
    assert told(report) == (3, 1, 2, 0, 0)
    assert report.encoded == embedder.texts == len(library.passages_of("岚岭.txt"))
    assert regions(library)["岚岭.txt"] == "岚岭县"
    assert [passage.id for passage in library.passages_of("泊舟.txt")] == kept
    assert library.catalog.outdated() == 0
    assert told(refresh(library)) == (0, 0, 0, 0, 0)


def test_the_next_ingest_of_the_folder_takes_them_up_as_well(library: Library, tmp_path: Path) -> None:
    embedder = counting(library)
    assert counts(ingest(library, tmp_path / "reports")) == (0, 1, 2, 0, 0)
    assert library.catalog.outdated() == 0
    assert embedder.texts == len(library.passages_of("岚岭.txt"))


def test_a_document_whose_file_is_gone_is_made_anew_from_its_stored_text_until_it_is_back(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    shutil.move(folder, tmp_path / "away")
    assert told(refresh(library)) == (3, 1, 2, 3, 0)
    assert regions(library)["岚岭.txt"] == "岚岭县"
    assert library.catalog.outdated() == 0
    shutil.move(tmp_path / "away", folder)
    put(folder, "岚岭.txt", "\n岚岭县工作。\n")
    assert counts(ingest(library, folder)) == (0, 1, 2, 0, 0)
    assert ingest(library, folder).unchanged == 3


def test_it_can_be_stopped_and_goes_on_where_it_stopped(library: Library) -> None:
    seen: list[str] = []
    first = refresh(library, progress=lambda at: seen.append(at.doc), cancelled=lambda: len(seen) == 2)
    assert told(first)[0] == 2 and first.cancelled and library.catalog.outdated() == first.left == 1
    second = refresh(library, progress=lambda at: seen.append(at.doc))
    assert not second.cancelled and sorted(seen) == sorted(names(library))
    assert library.catalog.outdated() == 0


def test_what_people_put_right_stays_right(library: Library) -> None:
    correct(library, "泊舟.txt", {"region": "霜原县", "date": "2020"})
    refresh(library)
    assert regions(library)["泊舟.txt"] == "霜原县"
    assert library.catalog.outdated() == 0


def test_a_changed_paragraph_is_all_that_is_embedded_of_a_changed_file(
    library: Library, tmp_path: Path
) -> None:
    paragraphs = [f"第{n}个乡镇{'今年新修了道路和水渠，' * 20}群众满意。" for n in "甲乙丙丁戊"]
    text = "岚岭县2021年工作总结\n" + "\n".join(paragraphs) + "\n"
    put(tmp_path / "reports", "总结.txt", text)
    ingest(library, tmp_path / "reports")
    assert len(library.passages_of("总结.txt")) >= 5
    embedder = counting(library)
    put(tmp_path / "reports", "总结.txt", text.replace("第丙个", "第八个"))
    ingest(library, tmp_path / "reports")
    assert embedder.texts == 1
    assert "第八个乡镇" in found_by_vectors(library, paragraphs[2].replace("丙", "八"))[0]
    assert library.damage() == []
