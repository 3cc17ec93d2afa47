"""The library as readers see it: from many threads, beside a writing process, with indexes that are broken."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from ingest.chinese.tokens import terms
from ingest.errors import EmbeddingMismatch, LibraryBusy, LibraryError
from ingest.library.catalog import Catalog
from ingest.library.health import examined
from ingest.library.library import Library, index_text
from ingest.library.upkeep import rebuild
from ingest.settings import Settings
from tests.ingest.shelf import (
    SENTENCES,
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

PROJECT = Path(__file__).parents[3]


def long_report(sentences: int) -> str:
    """A report of some 45 characters a sentence."""
    told = "这一年，第{i}个乡镇巩固了基础设施建设的成果，群众的获得感不断增强，社会大局保持和谐稳定。\n"
    return "岚岭县2020年政府工作报告\n\n" + "".join(told.format(i=i) for i in range(sentences))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "reports")


@pytest.fixture
def library(tmp_path: Path, folder: Path) -> Library:
    made = opened(tmp_path)
    ingest(made, folder)
    return made


def elsewhere(code: str, *arguments: object) -> str:
    """What `code` prints, run in another process that can import the project and the shelf."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


SYNC = """
import sys
from pathlib import Path
from ingest.library.library import Library
from ingest.settings import Settings
from ingest.sync.run import sync
sync(Library.open(Settings(library=Path(sys.argv[1])), create=True), [Path(sys.argv[2])])
"""


def test_no_library_is_an_error_that_says_how_to_make_one(tmp_path):
    with pytest.raises(LibraryError, match="xianwen ingest PATH"):
        Library.open(Settings(library=tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_of_other_files_is_not_made_a_library(folder):
    with pytest.raises(LibraryError, match="已有其他文件"):
        Library.open(Settings(library=folder), create=True)
    assert sorted(p.name for p in folder.iterdir()) == ["农业", "岚岭.txt", "泊舟.txt"]


def test_a_file_in_the_librarys_place_is_a_plain_error(folder):
    with pytest.raises(LibraryError, match="检查路径"):
        Library.open(Settings(library=folder / "岚岭.txt"), create=True)


def test_a_damaged_catalogue_is_a_plain_error(tmp_path):
    put(tmp_path / "library", "catalog.sqlite3", "这不是数据库" * 500)
    with pytest.raises(LibraryError, match="目录文件"):
        Library.open(Settings(library=tmp_path / "library"))


def test_a_library_of_another_format_is_a_plain_error(library, tmp_path):
    library.close()
    with sqlite3.connect(tmp_path / "library" / "catalog.sqlite3") as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryError, match="99"):
        opened(tmp_path)


def test_an_empty_library_finds_nothing(tmp_path):
    empty = opened(tmp_path)
    assert empty.documents() == ()
    assert empty.search_words({"项目": 1.0}, 5) == []
    assert empty.search_vectors(np.ones(256, dtype=np.float32), 5) == []
    assert empty.document_frequencies(["项目"]) == {"项目": 0}
    assert empty.vectors([1, 2]) == {}


def test_a_passage_is_the_documents_text_between_its_offsets(library):
    assert len(library.documents()) == 3
    for listed in library.documents():
        document, passages = library.document(listed.doc), library.passages_of(listed.doc)
        assert len(passages) == listed.passages > 0
        assert all(p.text == document.text[p.start : p.end] for p in passages)


def test_the_passage_at_an_offset_is_the_first_that_holds_it(library):
    for listed in library.documents():
        passages = library.passages_of(listed.doc)
        for passage in passages:
            for offset in (passage.start, passage.end - 1):
                holding = [p for p in passages if p.start <= offset < p.end]
                assert library.passage_at(listed.doc, offset) == holding[0]
        assert library.passage_at(listed.doc, passages[-1].end) is None
    assert library.passage_at("乌有.txt", 0) is None


def test_offsets_count_characters_also_beyond_the_basic_plane(tmp_path):
    made = opened(tmp_path)
    put(
        tmp_path / "rare",
        "a.txt",
        report("岚岭县", "岚岭县𠮷坪镇😀建成𬭳矿展馆一座，" + "接待游客三千人次。" * 40),
    )
    ingest(made, tmp_path / "rare")
    document = made.document("a.txt")
    assert "𠮷坪镇" in document.text
    assert [p.text for p in made.passages_of("a.txt")] == [
        document.text[p.start : p.end] for p in made.passages_of("a.txt")
    ]


def test_passages_come_in_the_order_asked_for_and_unknown_ids_are_dropped(library):
    ids = [p.id for doc in names(library) for p in library.passages_of(doc)][::-1]
    assert [p.id for p in library.passages([*ids, 10**9])] == ids


def test_the_list_of_documents_is_read_again_only_when_something_was_published(library, folder):
    other = opened(folder.parent)
    listed = other.documents()
    assert other.documents() is listed and [document.doc for document in listed] == names(library)
    put(folder, "新.txt", report("岚岭县", "岚岭县架设索桥一座。"))
    put(folder, "空白.txt", " ")
    ingest(library, folder)
    assert (
        names(other)
        == names(library)
        == sorted([*(document.doc for document in listed), "新.txt", "空白.txt"])
    )
    put(folder, "空白.txt", report("岚岭县"))
    ingest(library, folder)
    assert {document.state for document in other.documents()} == {"ready"}
    (folder / "新.txt").rename(folder / "旧.txt")
    ingest(library, folder)
    assert "旧.txt" in names(other) and "新.txt" not in names(other)


def test_a_passage_is_the_same_asked_for_alone_with_a_few_or_with_all_of_its_document(tmp_path):
    made = opened(tmp_path)
    put(tmp_path / "long", "长.txt", long_report(60))
    ingest(made, tmp_path / "long", fill(tmp_path / "reports"))
    whole = [p for doc in names(made) for p in made.passages_of(doc)]
    assert len(made.passages_of("长.txt")) > 10
    for few in (1, 2, 5):
        parts = [whole[at : at + few] for at in range(0, len(whole), few)]
        assert [p for part in parts for p in made.catalog.passages([p.id for p in part])] == whole


def test_no_passages_are_found_without_a_look_at_the_catalogue(tmp_path):
    assert Catalog(tmp_path / "nowhere").passages([]) == []


def test_reading_the_passages_of_a_report_four_times_as_long_takes_some_four_times_as_long(tmp_path):
    made = opened(tmp_path)
    put(tmp_path / "long", "长.txt", long_report(600))
    put(tmp_path / "long", "更长.txt", long_report(2_400))
    ingest(made, tmp_path / "long")

    def seconds(doc: str) -> float:
        began = time.thread_time()
        assert made.passages_of(doc)
        return time.thread_time() - began

    assert min(seconds("更长.txt") for _ in range(7)) < 8 * min(seconds("长.txt") for _ in range(7))


def test_a_document_that_is_not_held_is_an_error_that_names_it(library):
    with pytest.raises(LibraryError, match="没有文档 乌有"):
        library.document("乌有.txt")
    assert library.passages_of("乌有.txt") == []


def test_searches_stay_within_the_documents_asked_for(library):
    query = dict.fromkeys(terms("群众的获得感不断增强"), 1.0)
    vector = library.embedder.encode(["群众的获得感"])[0]
    assert len({p.doc for p in library.passages([i for i, _ in library.search_words(query, 9)])}) == 3
    for doc in names(library):
        for hits in (
            library.search_words(query, 9, docs=[doc]),
            library.search_vectors(vector, 9, docs={doc}),
        ):
            assert {p.doc for p in library.passages([i for i, _ in hits])} == {doc}
    assert library.search_words(query, 9, docs=[]) == []
    assert library.search_vectors(vector, 9, docs=["乌有.txt"]) == []


def test_a_filter_does_not_change_scores(library):
    query = dict.fromkeys(terms("竹编产业园项目"), 1.0)
    everywhere = dict(library.search_words(query, 9))
    filtered = library.search_words(query, 9, docs=names(library))
    assert everywhere and {id_ for id_, _ in filtered} == set(everywhere)
    for id_, score in filtered:
        assert score == pytest.approx(everywhere[id_])


def test_vector_scores_are_the_cosines_of_the_indexed_texts(library):
    vector = library.embedder.encode(["新建渔港码头"])[0]
    hits = library.search_vectors(vector, 9)
    texts = [index_text(p) for p in library.passages([id_ for id_, _ in hits])]
    expected = library.embedder.encode(texts) @ vector
    assert [score for _, score in hits] == pytest.approx(expected.tolist(), abs=1e-5)
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    assert library.vectors([hits[0][0]])[hits[0][0]] @ vector == pytest.approx(hits[0][1], abs=1e-5)


def test_the_title_counts_as_context_and_can_be_left_out(library):
    query = dict.fromkeys(terms("经济运行平稳向好"), 1.0)
    with_context = dict(library.search_words(query, 9, context_weight=1.0))
    without = dict(library.search_words(query, 9, context_weight=0.0))
    assert with_context and all(with_context[id_] > without.get(id_, 0.0) for id_ in with_context)


def test_document_frequency_counts_passages(library):
    assert library.document_frequencies(["竹编", "乌有之物"]) == {"竹编": 1, "乌有之物": 0}


def test_what_another_process_publishes_is_seen_without_reopening(library, folder, tmp_path):
    assert "竹编" in found_by_words(library, "竹编")[0]
    assert "竹编" in found_by_vectors(library, "竹编")[0]
    generation = library.generation
    put(folder, "岚岭.txt", report("岚岭县", "岚岭县今年改建石桥七座。"))
    elsewhere(SYNC, tmp_path / "library", folder)
    assert library.generation > generation
    for found in (found_by_words, found_by_vectors):
        assert "石桥" in found(library, "石桥")[0]
        assert not any("竹编" in text for text in found(library, "竹编"))


def test_document_frequencies_are_counted_anew_once_something_is_published(library, folder, tmp_path):
    assert library.document_frequencies(["石桥"]) == {"石桥": 0}
    put(folder, "石桥.txt", report("岚岭县", "岚岭县今年改建石桥七座。"))
    elsewhere(SYNC, tmp_path / "library", folder)
    assert library.document_frequencies(["石桥"]) == {"石桥": 1}


def test_a_process_that_read_before_another_wrote_can_write_after_it(library, folder, tmp_path):
    found_by_vectors(library, "竹编")
    put(folder, "一.txt", report("岚岭县", "岚岭县今年改建石桥七座。"))
    elsewhere(SYNC, tmp_path / "library", folder)
    put(folder, "二.txt", report("岚岭县", "岚岭县今年架设索桥一座。"))
    assert counts(ingest(library, folder)) == (1, 0, 4, 0, 0)
    assert library.damage() == []
    assert len(library.vectors(library.catalog.passage_ids())) == library.passage_count()
    assert "石桥" in elsewhere(
        "import sys; from pathlib import Path; from tests.ingest.shelf import *; "
        "print(found_by_vectors(opened(Path(sys.argv[1])), '石桥七座')[0])",
        tmp_path,
    )


def test_eight_threads_find_one_version_or_the_other_while_a_third_writes(library, folder):
    done = threading.Event()
    old, new = SENTENCES["岚岭县"], "岚岭县去年引进竹编产业园项目二十个，总投资五十亿元。"
    query = dict.fromkeys(terms(old), 1.0)
    vector = library.embedder.encode([old])[0]

    def search(number: int) -> int:
        searches = 0
        while not done.is_set():
            generation = library.generation
            hits = library.search_words(query, 3) if number % 2 else library.search_vectors(vector, 3)
            texts = [p.text for p in library.passages([id_ for id_, _ in hits])]
            if library.generation == generation:  # else the passages may be of a version that has just gone
                assert sum(old in text or new in text for text in texts) == 1
                searches += 1
        return searches

    with ThreadPoolExecutor(8) as pool:
        searching = [pool.submit(search, number) for number in range(8)]
        try:
            for sentence in (new, old, new):
                put(folder, "岚岭.txt", report("岚岭县", sentence))
                assert ingest(library, folder).changed == 1
        finally:
            done.set()
        assert all(searches.result() > 0 for searches in searching)


def test_a_second_writer_is_told_at_once_who_holds_the_library(library, folder):
    with library.writing():
        with pytest.raises(LibraryBusy, match=f"PID {os.getpid()}"):
            ingest(opened(folder.parent), folder)
        assert "竹编" in found_by_words(library, "竹编")[0]
    assert counts(ingest(library, folder)) == (0, 0, 3, 0, 0)


def test_the_lock_of_a_writer_in_another_process_names_it_and_dies_with_it(library, folder, tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from ingest.library.lock import writer_lock\n"
        "with writer_lock(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "library")], cwd=PROJECT, stdout=subprocess.PIPE
    )
    assert writer.stdout is not None
    try:
        assert writer.stdout.readline() == b"held\n"
        with pytest.raises(LibraryBusy, match=f"PID {writer.pid}"):
            ingest(library, folder)
    finally:
        writer.kill()
        writer.communicate()
    assert counts(ingest(library, folder)) == (0, 0, 3, 0, 0)


def test_another_model_than_the_librarys_is_refused_with_the_way_out(library, tmp_path):
    library.close()
    other = Settings(library=tmp_path / "library", embedding="别的模型")
    with pytest.raises(EmbeddingMismatch, match="--re-embed"):
        Library.open(other)
    assert Library.open(other, re_embed=True).settings.embedding == "别的模型"


def test_a_model_of_the_same_name_with_other_vectors_is_refused(library, folder):
    with library.catalog.transaction() as tx:
        tx.execute("UPDATE meta SET value = '旧模型' WHERE key = 'embedding_identity'")
    fresh = opened(folder.parent)
    with pytest.raises(EmbeddingMismatch, match="旧模型"):
        found_by_vectors(fresh, "竹编")
    put(folder, "新.txt", report("岚岭县", "岚岭县架设索桥一座。"))
    with pytest.raises(EmbeddingMismatch, match="旧模型"):
        ingest(fresh, folder)
    again = opened(folder.parent)
    assert counts(ingest(again, folder, re_embed=True)) == (1, 0, 3, 0, 0)
    assert "索桥" in found_by_vectors(again, "索桥")[0]


def test_re_embedding_keeps_ids_and_answers_and_leaves_one_index_of_each_kind(library, folder, tmp_path):
    ids = library.catalog.passage_ids()
    assert counts(ingest(library, folder, re_embed=True)) == (0, 0, 3, 0, 0)
    assert library.catalog.passage_ids() == ids
    assert "竹编" in found_by_vectors(library, "竹编")[0]
    assert len([p for p in (tmp_path / "library").iterdir() if p.is_dir() and "-" in p.name]) == 2


@pytest.mark.parametrize("which", ["words", "vectors"])
@pytest.mark.parametrize("harm", ["missing", "emptied", "scrambled"])
def test_a_broken_index_is_named_and_healed_by_the_next_writer(library, folder, tmp_path, which, harm):
    library.close()
    [index] = [p for p in (tmp_path / "library").glob(f"{which}-*") if p.is_dir()]
    if harm == "missing":
        shutil.rmtree(index)
    elif harm == "emptied":
        for path in [p for p in index.rglob("*") if p.is_file()]:
            path.unlink()
    else:
        for path in [p for p in index.rglob("*") if p.is_file() and p.stat().st_size]:
            path.write_bytes(b"\x17" * path.stat().st_size)
    broken = opened(tmp_path)
    assert broken.damage() == [which]
    find = found_by_words if which == "words" else found_by_vectors
    assert [fault.part for fault in examined(broken)] == [which]
    if which == "words":
        with pytest.raises(LibraryError, match="xianwen rebuild"):
            find(broken, "竹编")
    else:
        assert find(broken, "竹编") == [] and broken.without_vectors
    broken.close()
    healed = opened(tmp_path)
    rebuild(healed) if harm == "scrambled" else ingest(healed, folder)
    assert examined(healed, thoroughly=True) == [] and not healed.without_vectors
    assert "竹编" in find(healed, "竹编")[0]


def test_an_index_that_holds_too_little_is_noticed(library, tmp_path):
    library.close()
    with sqlite3.connect(tmp_path / "library" / "catalog.sqlite3") as connection:
        connection.execute("UPDATE version SET passages = passages + 5")
    short = opened(tmp_path)
    with pytest.raises(LibraryError, match="不一致"):
        found_by_words(short, "竹编")
    assert short.damage() == ["words", "vectors"]


def test_an_index_that_does_not_take_everything_publishes_nothing(library, folder, monkeypatch):
    put(folder, "岚岭.txt", report("岚岭县", "岚岭县今年改建石桥七座。"))
    with monkeypatch.context() as patch:
        patch.setattr("ingest.library.lexical_index.LexicalIndex._write", lambda *_: None)
        with pytest.raises(LibraryError, match="不完整"):
            ingest(library, folder)
    assert "竹编" in found_by_words(library, "竹编")[0]
    assert counts(ingest(library, folder)) == (0, 1, 2, 0, 0)
    assert "石桥" in found_by_words(library, "石桥")[0]
    assert library.damage() == []


def test_removed_vectors_give_their_disk_back_when_they_are_most_of_it(
    library, folder, tmp_path, monkeypatch
):
    monkeypatch.setattr("ingest.library.publisher._GARBAGE_FLOOR", 0)
    for n in range(3):
        put(folder, "岚岭.txt", report("岚岭县", f"岚岭县今年改建石桥{n + 2}座。"))
        ingest(library, folder)
        for county in ("泊舟", "农业/霜原"):
            put(folder, f"{county}.txt", report("泊舟县", f"{county}新修水渠{n + 2}条。"))
        ingest(library, folder)
    assert [p.name for p in (tmp_path / "library").glob("vectors-?")] != ["vectors-1"]
    assert int(library.catalog.meta("vectors_written") or 0) <= 2 * library.passage_count() + 3
    assert "石桥4座" in found_by_vectors(library, "改建石桥")[0]


def test_a_reader_that_reopens_many_times_does_not_run_out_of_files(library, folder):
    before = None
    for n in range(4):
        put(folder, "岚岭.txt", report("岚岭县", f"岚岭县今年改建石桥{n + 2}座。"))
        writer = opened(folder.parent)
        ingest(writer, folder)
        writer.close()
        assert f"石桥{n + 2}座" in found_by_vectors(library, "改建石桥")[0]
        files = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else 0  # noqa: PTH208
        before = before or files
    assert files <= before + 8
