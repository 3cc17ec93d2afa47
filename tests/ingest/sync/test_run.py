"""Files and folders → what the library holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ingest.errors import LibraryError
from ingest.library.library import Library
from ingest.library.model import Stamp
from ingest.library.upkeep import remove
from ingest.sync.model import Progress
from ingest.sync.run import sync
from tests.ingest.shelf import (
    SENTENCES,
    CountingEmbedder,
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
def library(tmp_path: Path) -> Library:
    return opened(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "reports")


@pytest.fixture
def embedder(library: Library) -> CountingEmbedder:
    counting = CountingEmbedder(library.embedder)
    library._model = counting
    return counting


def test_a_folder_is_held_after_the_first_sync_and_unchanged_after_the_second(library, folder):
    assert counts(ingest(library, folder)) == (3, 0, 0, 0, 0)
    assert names(library) == ["农业/霜原.txt", "岚岭.txt", "泊舟.txt"]
    generation = library.generation
    assert counts(ingest(library, folder)) == (0, 0, 3, 0, 0)
    assert library.generation == generation


def test_the_report_has_the_fields_of_the_contract(library, folder):
    put(folder, "空.txt", "")
    json = ingest(library, folder).as_json()
    assert list(json) == ["added", "changed", "unchanged", "removed", "failed", "passages", "seconds"]
    assert [failure["path"] for failure in json["failed"]] == ["空.txt"]
    assert json["passages"] == library.passage_count() > 0


def test_words_and_vectors_find_what_was_ingested(library, folder):
    ingest(library, folder)
    for sentence in SENTENCES.values():
        assert sentence in found_by_words(library, sentence)[0]
        assert sentence in found_by_vectors(library, sentence)[0]


def test_a_changed_file_answers_anew_and_no_longer_as_before(library, folder):
    ingest(library, folder)
    put(folder, "岚岭.txt", report("岚岭县", "岚岭县今年改建石桥七座。"))
    assert counts(ingest(library, folder)) == (0, 1, 2, 0, 0)
    assert "石桥七座" in found_by_words(library, "石桥")[0]
    assert not any(
        "竹编" in text for text in found_by_words(library, "竹编") + found_by_vectors(library, "竹编")
    )


def test_an_edit_of_the_same_length_that_sets_the_time_back_is_noticed(library, folder):
    ingest(library, folder)
    path = folder / "岚岭.txt"
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("十二个", "二十个"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert counts(ingest(library, folder)) == (0, 1, 2, 0, 0)


def test_a_removed_file_is_gone_from_answers(library, folder):
    ingest(library, folder)
    (folder / "岚岭.txt").unlink()
    assert counts(ingest(library, folder)) == (0, 0, 2, 1, 0)
    assert "岚岭.txt" not in names(library)
    assert not any(
        "竹编" in text for text in found_by_words(library, "竹编") + found_by_vectors(library, "竹编")
    )


def test_keep_missing_keeps_what_is_gone(library, folder):
    ingest(library, folder)
    (folder / "岚岭.txt").unlink()
    assert counts(ingest(library, folder, keep_missing=True)) == (0, 0, 2, 0, 0)
    assert "岚岭.txt" in names(library)


def test_a_touched_file_is_unchanged(library, folder, embedder):
    ingest(library, folder)
    embedder.texts = 0
    os.utime(folder / "岚岭.txt", (1, 1))
    assert counts(ingest(library, folder)) == (0, 0, 3, 0, 0)
    assert embedder.texts == 0


def test_a_renamed_file_keeps_its_embeddings_and_gets_its_new_name(library, folder, embedder):
    ingest(library, folder)
    embedder.texts = 0
    (folder / "岚岭.txt").rename(folder / "农业" / "竹编.txt")
    assert counts(ingest(library, folder)) == (0, 1, 2, 0, 0)
    assert embedder.texts == 0
    assert names(library) == ["农业/竹编.txt", "农业/霜原.txt", "泊舟.txt"]
    assert "竹编" in found_by_words(library, "竹编")[0]
    assert counts(ingest(library, folder)) == (0, 0, 3, 0, 0)


def test_two_files_that_swap_their_names_swap_their_texts(library, folder):
    ingest(library, folder)
    one, other = folder / "岚岭.txt", folder / "泊舟.txt"
    one.rename(folder / "x")
    other.rename(one)
    (folder / "x").rename(other)
    ingest(library, folder)
    assert "渔港" in library.document("岚岭.txt").text
    assert "竹编" in library.document("泊舟.txt").text


def test_two_files_of_the_same_text_are_two_documents_embedded_once(library, tmp_path, embedder):
    for name in ("甲.txt", "乙.txt"):
        put(tmp_path / "twins", name, report("岚岭县"))
    assert counts(ingest(library, tmp_path / "twins")) == (2, 0, 0, 0, 0)
    assert embedder.texts == library.passage_count() / 2


def test_one_file_under_many_spellings_is_one_document(library, folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(folder)
    (folder / "also.txt").symlink_to(folder / "岚岭.txt")
    for spelling in (Path("reports"), folder, Path("reports/../reports/./"), tmp_path / "link"):
        ingest(library, spelling)
    for spelling in (folder / "岚岭.txt", Path("reports/岚岭.txt"), folder / "also.txt"):
        assert counts(ingest(library, spelling)) == (0, 0, 1, 0, 0)
    assert names(library) == ["农业/霜原.txt", "岚岭.txt", "泊舟.txt"]


def test_a_single_file_removes_nothing_beside_it(library, folder):
    ingest(library, folder)
    (folder / "泊舟.txt").unlink()
    assert counts(ingest(library, folder / "岚岭.txt")) == (0, 0, 1, 0, 0)
    assert "泊舟.txt" in names(library)


def test_single_files_of_an_unknown_folder_bring_only_themselves(library, folder):
    assert counts(ingest(library, folder / "岚岭.txt")) == (1, 0, 0, 0, 0)
    assert counts(ingest(library, folder / "泊舟.txt")) == (1, 0, 0, 0, 0)
    assert names(library) == ["岚岭.txt", "泊舟.txt"]
    assert counts(ingest(library, folder)) == (1, 0, 2, 0, 0)


def test_a_subfolder_of_a_known_folder_is_synced_within_it(library, folder):
    ingest(library, folder)
    (folder / "岚岭.txt").unlink()
    put(folder, "农业/新.txt", report("霜原县", "霜原县推广滴灌技术。"))
    assert counts(ingest(library, folder / "农业")) == (1, 0, 1, 0, 0)
    assert names(library) == ["农业/新.txt", "农业/霜原.txt", "岚岭.txt", "泊舟.txt"]


def test_a_folder_around_a_known_one_takes_its_documents_over_unembedded(library, folder, embedder):
    ingest(library, folder / "农业")
    ingest(library, folder / "岚岭.txt")
    embedder.texts = 0
    assert counts(ingest(library, folder)) == (1, 0, 2, 0, 0)
    assert names(library) == ["农业/霜原.txt", "岚岭.txt", "泊舟.txt"]
    assert embedder.texts == library.document("泊舟.txt").document.passages
    assert counts(ingest(library, folder.parent / "reports" / "农业")) == (0, 0, 1, 0, 0)


def test_two_folders_with_the_same_paths_are_told_apart_by_the_folders_name(library, folder, tmp_path):
    other = fill(tmp_path / "older")
    ingest(library, folder)
    assert counts(ingest(library, other)) == (3, 0, 0, 0, 0)
    assert "岚岭.txt" in names(library)
    assert "older/岚岭.txt" in names(library)
    assert counts(ingest(library, folder, other)) == (0, 0, 6, 0, 0)


def test_paths_inside_one_another_are_counted_once(library, folder):
    assert counts(ingest(library, folder / "农业", folder, folder / "岚岭.txt")) == (3, 0, 0, 0, 0)


def test_a_path_that_does_not_exist_is_an_error_and_removes_nothing(library, folder, tmp_path):
    ingest(library, folder)
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(LibraryError, match="找不到"):
        ingest(library, folder)
    assert len(names(library)) == 3


def test_a_folder_that_its_owner_emptied_empties_the_library(library, tmp_path):
    path = put(tmp_path / "one", "a.txt", report("岚岭县"))
    ingest(library, tmp_path / "one")
    path.unlink()
    assert counts(ingest(library, tmp_path / "one")) == (0, 0, 0, 1, 0)
    assert found_by_words(library, "竹编") == []


def test_an_empty_folder_on_another_disk_than_before_is_refused(library, tmp_path, monkeypatch):
    path = put(tmp_path / "one", "a.txt", report("岚岭县"))
    with (
        monkeypatch.context() as patch
    ):  # no disk can be mounted in a test: pretend the file was on another one
        real = Stamp.of.__func__
        patch.setattr(
            Stamp,
            "of",
            classmethod(
                lambda cls, p: Stamp(
                    *[getattr(real(cls, p), f) for f in ("size", "mtime", "ctime", "inode")], "9"
                )
            ),
        )
        ingest(library, tmp_path / "one")
    path.unlink()
    with pytest.raises(LibraryError, match="没有挂载"):
        ingest(library, tmp_path / "one")
    assert names(library) == ["a.txt"]
    assert counts(ingest(library, tmp_path / "one", keep_missing=True)) == (0, 0, 0, 0, 0)
    put(tmp_path / "one", "b.txt", report("泊舟县"))
    assert counts(ingest(library, tmp_path / "one")) == (1, 0, 0, 1, 0)


def test_a_folder_that_may_not_be_entered_keeps_its_documents(library, folder, monkeypatch):
    ingest(library, folder)
    enter = os.scandir

    def refused(path):  # tests may run as root, who may enter every folder
        if str(path).endswith("农业"):
            raise PermissionError(13, "Permission denied", str(path))
        return enter(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refused)
        assert counts(ingest(library, folder)) == (0, 0, 2, 0, 1)
    assert "农业/霜原.txt" in names(library)
    assert "农田" in found_by_words(library, "农田")[0]
    assert counts(ingest(library, folder)) == (0, 0, 3, 0, 0)
    assert names(library) == ["农业/霜原.txt", "岚岭.txt", "泊舟.txt"]


def test_an_unreadable_file_is_listed_as_failed_each_time_and_the_others_are_in(library, folder):
    put(folder, "空.txt", "")
    first = ingest(library, folder)
    assert counts(first) == (3, 0, 0, 0, 1)
    generation = library.generation
    again = ingest(library, folder)
    assert counts(again) == (0, 0, 3, 0, 1)
    assert again.failed == first.failed
    assert library.generation == generation
    listed = {d.doc: d for d in library.documents()}["空.txt"]
    assert (listed.state, listed.reason) == ("failed", first.failed[0].reason)


def test_a_failed_file_that_becomes_readable_is_added(library, folder):
    path = put(folder, "空.txt", "")
    ingest(library, folder)
    path.write_text(report("岚岭县", "岚岭县架设索桥一座。"), encoding="utf-8")
    assert counts(ingest(library, folder)) == (1, 0, 3, 0, 0)
    assert "索桥" in found_by_words(library, "索桥")[0]


def test_a_new_version_that_cannot_be_read_leaves_the_last_good_one(library, folder):
    ingest(library, folder)
    good = (folder / "岚岭.txt").read_text(encoding="utf-8")
    (folder / "岚岭.txt").write_bytes(b"")
    assert counts(ingest(library, folder)) == (0, 0, 2, 0, 1)
    listed = {d.doc: d for d in library.documents()}["岚岭.txt"]
    assert listed.state == "ready"
    assert listed.reason
    assert "竹编" in found_by_words(library, "竹编")[0]
    (folder / "岚岭.txt").write_text(good, encoding="utf-8")
    assert counts(ingest(library, folder)) == (0, 0, 3, 0, 0)
    assert {d.doc: d for d in library.documents()}["岚岭.txt"].reason is None


def test_a_file_over_the_size_limit_fails_with_both_sizes(tmp_path):
    library = opened(tmp_path, max_upload_mb=1)
    put(tmp_path / "big", "大.txt", report("岚岭县") * 12_000)
    [failure] = ingest(library, tmp_path / "big").failed
    assert "1.0 MB" in failure.reason


def test_a_library_inside_the_folder_is_not_read_as_documents(tmp_path):
    library = opened(fill(tmp_path / "reports"))
    assert counts(ingest(library, tmp_path / "reports")) == (3, 0, 0, 0, 0)
    assert counts(ingest(library, tmp_path / "reports")) == (0, 0, 3, 0, 0)
    with pytest.raises(LibraryError, match="自己的文件夹"):
        ingest(library, tmp_path / "reports" / "library")


def test_uploads_inside_the_library_stay_when_the_folder_around_it_is_synced(tmp_path):
    library = opened(fill(tmp_path / "reports"))
    uploads = tmp_path / "reports" / "library" / "uploads"
    put(uploads, "上传.txt", report("岚岭县", "岚岭县架设索桥一座。"))
    for _ in range(2):
        ingest(library, uploads)
        ingest(library, tmp_path / "reports")
        assert names(library) == ["上传.txt", "农业/霜原.txt", "岚岭.txt", "泊舟.txt"]


def test_removed_documents_come_back_with_the_next_sync(library, folder):
    ingest(library, folder)
    assert remove(library, ["岚岭.txt", "没有.txt"]) == 1
    assert found_by_words(library, "竹编") == []
    assert counts(ingest(library, folder)) == (1, 0, 2, 0, 0)


def test_progress_names_every_file_and_a_cancelled_sync_removes_nothing(library, folder):
    seen: list[Progress] = []
    sync(library, [folder], progress=seen.append)
    assert [(p.done, p.total, p.doc) for p in seen] == [
        (0, 3, "农业/霜原.txt"),
        (1, 3, "岚岭.txt"),
        (2, 3, "泊舟.txt"),
    ]
    (folder / "农业" / "霜原.txt").unlink()
    put(folder, "新.txt", report("岚岭县", "岚岭县架设索桥一座。"))
    result = sync(library, [folder], cancelled=lambda: True)
    assert result.cancelled
    assert counts(result) == (0, 0, 0, 0, 0)
    assert len(names(library)) == 3


def test_a_name_that_is_not_utf8_is_reported_and_hurts_no_other(library, folder):
    raw = os.fsencode(folder) + b"/" + "岚岭".encode("gb18030") + b".txt"
    with open(raw, "wb") as file:  # noqa: PTH123
        file.write(report("岚岭县").encode())
    result = ingest(library, folder)
    assert counts(result) == (3, 0, 0, 0, 1)
    assert result.failed[0].path == "岚岭.txt"
    assert counts(ingest(library, folder)) == (0, 0, 3, 0, 1)


@hypothesis_settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["a.txt", "b.txt", "子/c.txt"]), st.sampled_from(sorted(SENTENCES))),
        min_size=1,
        max_size=4,
    )
)
def test_after_any_edits_the_library_holds_just_what_the_folder_holds(tmp_path_factory, states):
    base = tmp_path_factory.mktemp("edits")
    library, folder = opened(base), base / "reports"
    folder.mkdir()
    for state in states:
        for path in [p for p in folder.rglob("*.txt") if p.relative_to(folder).as_posix() not in state]:
            path.unlink()
        for name, county in state.items():
            put(folder, name, report(county))
        ingest(library, folder)
        held = {d.doc: library.document(d.doc).text for d in library.documents()}
        assert {name: SENTENCES[county] in held[name] for name, county in state.items()} == dict.fromkeys(
            held, True
        )
        for county, sentence in SENTENCES.items():
            texts = [t for t in found_by_words(library, sentence) if sentence in t]
            # Of files with one text only one answers.
            assert len(texts) == min(1, list(state.values()).count(county))
    assert library.damage() == []
    library.close()
