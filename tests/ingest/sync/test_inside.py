"""Files that hold several documents: each is one of the library, and follows what becomes of its file."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from ingest.library.library import Library
from ingest.library.origins import origins
from ingest.library.removal import aside, put_back, take_out
from ingest.sync import correcting
from ingest.sync.run import sync
from tests.ingest.read.test_workbook import xlsx
from tests.ingest.shelf import SENTENCES, counting, counts, found_by_words, ingest, names, opened, put, report


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return opened(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    return made


def pack(folder: Path, name: str, files: dict[str, str | bytes]) -> Path:
    path = folder / name
    path.write_bytes(packed(files))
    return path


def packed(files: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for inner, data in files.items():
            archive.writestr(inner, data)
    return made.getvalue()


THREE = {f"2021/{county}.txt": report(county) for county in SENTENCES}


def lines(*records: dict[str, str]) -> str:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records)


def record(county: str, sentence: str | None = None) -> dict[str, str]:
    return {"title": f"{county}经济运行平稳向好", "text": report(county, sentence), "date": "2021-05-06"}


def test_the_files_in_an_archive_are_documents_that_are_found_and_unchanged_the_second_time(library, folder):
    pack(folder, "资料.zip", THREE)
    assert counts(ingest(library, folder)) == (3, 0, 0, 0, 0)
    assert names(library) == [f"资料.zip/2021/{county}.txt" for county in sorted(SENTENCES)]
    assert SENTENCES["泊舟县"] in found_by_words(library, SENTENCES["泊舟县"])[0]
    generation = library.generation
    assert counts(ingest(library, folder)) == (0, 0, 3, 0, 0)
    assert library.generation == generation


def test_only_what_changed_in_an_archive_is_read_anew_and_what_is_gone_from_it_is_removed(library, folder):
    pack(folder, "资料.zip", THREE)
    ingest(library, folder)
    changed = report("岚岭县", "岚岭县今年改建石桥七座。")
    pack(folder, "资料.zip", {"2021/岚岭县.txt": changed, "2021/泊舟县.txt": THREE["2021/泊舟县.txt"]})
    assert counts(ingest(library, folder)) == (0, 1, 1, 1, 0)
    assert "石桥七座" in found_by_words(library, "石桥")[0]
    assert names(library) == ["资料.zip/2021/岚岭县.txt", "资料.zip/2021/泊舟县.txt"]


def test_an_archive_that_is_gone_takes_its_documents_along_unless_missing_ones_are_kept(library, folder):
    file = pack(folder, "资料.zip", THREE)
    put(folder, "别的.txt", report("岚岭县"))
    ingest(library, folder)
    file.unlink()
    assert counts(ingest(library, folder, keep_missing=True)) == (0, 0, 1, 0, 0)
    assert counts(ingest(library, folder)) == (0, 0, 1, 3, 0)


def test_a_renamed_archive_keeps_its_documents_and_their_vectors(library, folder):
    pack(folder, "资料.zip", THREE)
    ingest(library, folder)
    embedder = counting(library)
    (folder / "资料.zip").rename(folder / "汇编.zip")
    assert counts(ingest(library, folder)) == (0, 3, 0, 0, 0)
    assert names(library)[0].startswith("汇编.zip/")
    assert embedder.texts == 0


def test_an_archive_that_got_damaged_keeps_what_was_read_of_it_and_says_what_is_wrong(library, folder):
    file = pack(folder, "资料.zip", THREE)
    ingest(library, folder)
    whole = file.read_bytes()
    file.write_bytes(whole[:100])
    report_ = ingest(library, folder)
    assert (report_.removed, [failure.path for failure in report_.failed]) == (0, ["资料.zip"])
    assert SENTENCES["霜原县"] in found_by_words(library, SENTENCES["霜原县"])[0]
    file.write_bytes(whole)
    assert ingest(library, folder).failed == ()
    assert names(library) == [f"资料.zip/2021/{county}.txt" for county in sorted(SENTENCES)]


def test_a_bad_file_in_an_archive_costs_itself_alone(library, folder):
    pack(folder, "资料.zip", {**THREE, "图.png": b"\x89PNG\r\n\x1a\n" + bytes(90)})
    told = ingest(library, folder)
    assert (told.added, [failure.path for failure in told.failed]) == (3, ["资料.zip/图.png"])
    assert counts(ingest(library, folder)) == (0, 0, 3, 0, 1)


def test_archives_in_archives_are_opened_but_not_for_ever(library, folder):
    inner = packed(THREE)
    for depth in range(5):
        inner = packed({f"{depth}.zip": inner})
    pack(folder, "深.zip", {"里.zip": packed(THREE), "很深.zip": inner})
    told = ingest(library, folder)
    assert told.added == 3
    assert [failure.path for failure in told.failed] == ["深.zip/很深.zip/4.zip/3.zip"]
    assert "套得太深" in told.failed[0].reason


def test_a_row_put_in_before_others_leaves_these_as_they_were(library, folder):
    put(folder, "新闻.jsonl", lines(record("岚岭县"), record("泊舟县")))
    assert counts(ingest(library, folder)) == (2, 0, 0, 0, 0)
    put(folder, "新闻.jsonl", lines(record("霜原县"), record("岚岭县"), record("泊舟县")))
    assert counts(ingest(library, folder)) == (1, 0, 2, 0, 0)
    documents = {document.doc: document for document in library.documents()}
    told = documents["新闻.jsonl/霜原县经济运行平稳向好"]
    assert (told.title, told.region, told.date) == ("霜原县经济运行平稳向好", "霜原县", "2021-05-06")


def test_what_was_put_right_of_a_row_stays_with_it(library, folder):
    put(folder, "新闻.jsonl", lines(record("岚岭县"), record("泊舟县")))
    ingest(library, folder)
    correcting.correct(library, "新闻.jsonl/泊舟县经济运行平稳向好", {"date": "2021-07"})
    put(
        folder,
        "新闻.jsonl",
        lines(record("霜原县"), record("岚岭县"), record("泊舟县", "泊舟县新建灯塔一座。")),
    )
    ingest(library, folder)
    documents = {document.doc: document for document in library.documents()}
    assert documents["新闻.jsonl/泊舟县经济运行平稳向好"].date == "2021-07"


def test_a_file_that_becomes_a_plain_document_drops_those_inside_it_and_the_other_way_round(library, folder):
    pack(folder, "资料", THREE)
    ingest(library, folder)
    put(folder, "资料", report("岚岭县"))
    assert counts(ingest(library, folder)) == (1, 0, 0, 3, 0)
    pack(folder, "资料", THREE)
    assert counts(ingest(library, folder)) == (3, 0, 0, 1, 0)


def test_a_deleted_row_stays_out_until_it_is_put_back(library, folder, tmp_path):
    put(folder, "新闻.jsonl", lines(record("岚岭县"), record("泊舟县")))
    ingest(library, folder)
    removal = take_out(library, tmp_path / "uploads", ["新闻.jsonl/泊舟县经济运行平稳向好"])
    put(folder, "新闻.jsonl", lines(record("岚岭县"), record("泊舟县"), record("霜原县")))
    sync(library, [folder], aside=aside(library))
    assert names(library) == ["新闻.jsonl/岚岭县经济运行平稳向好", "新闻.jsonl/霜原县经济运行平稳向好"]
    sync(library, put_back(library, removal), aside=aside(library))
    assert len(names(library)) == 3


def test_the_file_of_a_row_is_the_one_that_holds_it(library, folder):
    file = put(folder, "新闻.jsonl", lines(record("岚岭县"), record("泊舟县")))
    ingest(library, folder)
    doc = "新闻.jsonl/泊舟县经济运行平稳向好"
    assert origins(library, [doc])[doc].to_read() == file.resolve()


def test_an_ingest_that_was_stopped_inside_an_archive_goes_on_with_the_rest_of_it(library, folder):
    pack(folder, "资料.zip", THREE)
    seen: list[str] = []
    stopped = sync(
        library, [folder], progress=lambda at: seen.append(at.doc), cancelled=lambda: len(seen) > 2
    )
    assert stopped.cancelled and 0 < len(names(library)) < 3
    held = len(names(library))
    assert counts(ingest(library, folder)) == (3 - held, 0, held, 0, 0)


def test_a_row_of_a_table_of_reports_is_of_the_county_and_day_of_its_columns(library, folder):
    body = "一年来，全县经济平稳运行，各项事业取得新的成绩，群众的获得感不断增强。\n" * 6
    rows = [
        ["区县", "年份", "标题", "发布日期", "正文"],
        ["岚岭县", 2021, "经济运行情况", "2021-05-06", body + "改建石桥七座。"],
        ["泊舟县", 2022, "经济运行情况", "2022-05-09", body + "新建码头两座。"],
    ]
    (folder / "情况.xlsx").write_bytes(xlsx(rows))
    ingest(library, folder)
    documents = {document.doc: document for document in library.documents()}
    told = documents["情况.xlsx/泊舟县2022年经济运行情况"]
    assert (told.region, told.date) == ("泊舟县", "2022-05-09")
