"""The contract of the command line, by running it as its users do."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ingest.library.library import Library
from ingest.settings import Settings

# Processes are started and waited for.
pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
CITATION = {"n", "doc", "title", "region", "date", "start", "end", "quote"}
PASSAGE = {"doc", "title", "region", "place", "date", "start", "end", "score", "text"}

REPORT = """岚岭县2023年政府工作报告
——2023年1月12日在岚岭县第十届人民代表大会第二次会议上
岚岭县人民政府县长 卢青峦
各位代表：
现在，我代表县人民政府向大会报告工作，请予审议。
一、2022年工作回顾
2022年，全县地区生产总值完成87.6亿元，增长6.1%。全年引进竹编产业园项目12个，总投资36亿元。
新修农村公路214公里，惠及46个行政村。全县完成植树造林3.8万亩，城市空气优良天数达到331天。
二、2023年工作安排
2023年，地区生产总值计划增长6.5%，力争引进产业项目15个以上。
"""
HARBOUR = """泊舟县新渔港码头开工
2022年5月6日，泊舟县举行新渔港码头开工仪式。码头建设工期两年，总投资9.4亿元，建成后年吞吐能力80万吨。
县委书记石望潮出席仪式并宣布开工，副县长柯白帆主持仪式。
"""
FIELDS = """霜原县高标准农田建设收官
2021年11月3日，霜原县最后一批高标准农田通过验收。至此，霜原县完成高标准农田建设9万亩，粮食总产量达到52万吨。
县农业农村局负责人说，明年将在北部三个乡镇推广节水灌溉，计划面积4.2万亩。
"""
GOOD = {"岚岭.txt": REPORT, "新闻/泊舟港口.txt": HARBOUR, "新闻/霜原农田.txt": FIELDS}
HARBOUR_QUESTION = "泊舟县新渔港码头总投资多少？"


@dataclass(frozen=True)
class Run:
    """A finished process."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def xianwen(*arguments: object, library: Path | None = None, cwd: Path = ROOT, **environment: str) -> Run:
    """Run the command line; `library` goes before the verb."""
    command = [sys.executable, "-m", "assistant", *(["--library", str(library)] if library else [])]
    env = {name: value for name, value in os.environ.items() if not name.startswith("XIANWEN_")}
    env |= {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore", **environment}
    done = subprocess.run(
        [*command, *map(str, arguments)], cwd=cwd, env=env, capture_output=True, timeout=60, check=False
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def together(*runs: Callable[[], Run]) -> list[Run]:
    """The processes run side by side: each spends most of its time starting."""
    with ThreadPoolExecutor(4) as pool:
        return [future.result() for future in [pool.submit(run) for run in runs]]


def fill(folder: Path) -> Path:
    for name, text in GOOD.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def batch(path: Path, *items: object) -> Path:
    """A file of questions; a text stands in it as it is."""
    lines = [item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in items]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def counts(run: Run) -> tuple[int, int, int, int, int]:
    """added, changed, unchanged, removed, failed."""
    report = run.json
    return (*(report[name] for name in ("added", "changed", "unchanged", "removed")), len(report["failed"]))  # type: ignore[return-value]


def assert_user_error(run: Run, *told: str) -> None:
    """One line that says what is wrong, exit 2, nothing on stdout."""
    assert run.code == 2, run
    assert run.out == ""
    assert run.err.count("\n") == 1 and run.err.startswith("xianwen: "), run.err
    assert "Traceback" not in run.err
    for words in told:
        assert words in run.err


# What follows reads one library, made once.


@dataclass(frozen=True)
class Shelf:
    folder: Path
    library: Path
    first: Run


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    place = tmp_path_factory.mktemp("shelf")
    folder, library = fill(place / "docs"), place / "library"
    return Shelf(folder, library, xianwen("ingest", folder, "--json", library=library))


@pytest.fixture(scope="module")
def asked(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    """ask one, ask a batch, search a batch, list, status: each named by its place."""
    questions = batch(
        tmp_path_factory.mktemp("batch") / "questions.jsonl",
        {"id": "gdp", "question": "岚岭县2022年地区生产总值是多少？"},
        "",
        {"id": 7, "turns": [HARBOUR_QUESTION, "工期多长？"]},
        {"id": "empty", "question": "  "},
        {"question": "霜原县完成了多少高标准农田？\u2028"},
        {"id": "nowhere", "question": "霓洲县有几座水库？"},
        '{"id": "half a character", "question": "霓洲县\\ud800有几座水库？"}',
    )
    at = shelf.library
    return together(
        lambda: xianwen("ask", HARBOUR_QUESTION, "--json", "--library", at),
        lambda: xianwen("ask", "--batch", questions, "--json", library=at),
        lambda: xianwen("search", "--batch", questions, "-k", 2, "--json", library=at),
        lambda: xianwen("list", "--json", XIANWEN_LIBRARY=str(at)),
        lambda: xianwen("status", "--json", library=at, XIANWEN_LIBRARY="/nonexistent"),
    )


def test_ingest_reports_what_became_of_each_file(shelf: Shelf) -> None:
    report = shelf.first.json
    assert set(report) == {"added", "changed", "unchanged", "removed", "failed", "passages", "seconds"}
    assert counts(shelf.first) == (3, 0, 0, 0, 0)
    assert shelf.first.code == 0
    assert report["passages"] >= 3 and 0 < report["seconds"] < 60


def test_ingesting_the_same_folder_again_changes_nothing(shelf: Shelf) -> None:
    again = xianwen("ingest", shelf.folder, "--json", XIANWEN_LIBRARY=str(shelf.library))
    assert counts(again) == (0, 0, 3, 0, 0)
    assert again.json["passages"] == shelf.first.json["passages"]


def test_an_answer_has_the_fields_of_the_contract(asked: list[Run]) -> None:
    answer = asked[0].json
    assert asked[0].code == 0
    assert {"id", "question", "answer", "abstained", "citations", "seconds", "mode"} <= set(answer)
    assert answer["question"] == HARBOUR_QUESTION
    assert answer["mode"] == "extractive" and answer["abstained"] is False
    assert "9.4亿元" in answer["answer"]
    for citation in answer["citations"]:
        assert set(citation) >= CITATION
    first = answer["citations"][0]
    assert (first["doc"], first["region"]) == ("新闻/泊舟港口.txt", "泊舟县")
    assert first["date"] == "2022-05-06"


def test_every_mark_in_an_answer_has_its_citation_and_every_citation_a_mark(asked: list[Run]) -> None:
    for answer in [asked[0].json, *asked[1].lines]:
        marks = {int(n) for n in re.findall(r"\[(\d+)\]", answer["answer"])}
        assert marks == {citation["n"] for citation in answer["citations"]}
        assert bool(marks) != answer["abstained"]


def test_a_quote_is_the_stored_text_at_its_offsets(shelf: Shelf, asked: list[Run]) -> None:
    library = Library.open(Settings(library=shelf.library))
    cited = [(c["quote"], c) for answer in [asked[0].json, *asked[1].lines] for c in answer["citations"]]
    found = [(p["text"], p) for line in asked[2].lines for p in line["passages"]]
    assert cited and found
    for text, at in [*cited, *found]:
        assert text == library.document(at["doc"]).text[at["start"] : at["end"]] != ""
    library.close()


def test_a_batch_is_answered_line_by_line_and_a_dialogue_by_its_last_turn(asked: list[Run]) -> None:
    answers = {answer["id"]: answer for answer in asked[1].lines}
    assert asked[1].code == 0
    assert list(answers) == ["gdp", "7", "empty", "5", "nowhere", "half a character"]
    assert "87.6亿元" in answers["gdp"]["answer"]
    assert answers["7"]["question"] == "工期多长？"
    assert "工期两年" in answers["7"]["answer"]
    assert "9万亩" in answers["5"]["answer"]
    assert [id_ for id_, answer in answers.items() if answer["abstained"]] == [
        "empty",
        "nowhere",
        "half a character",
    ]


def test_a_batch_search_gives_at_most_k_passages_best_first(asked: list[Run]) -> None:
    assert asked[2].code == 0
    lines = asked[2].lines
    assert [line["id"] for line in lines] == ["gdp", "7", "empty", "5", "nowhere", "half a character"]
    for line in lines:
        assert set(line) == {"id", "passages", "seconds"}
        scores = [passage["score"] for passage in line["passages"]]
        assert len(scores) <= 2 and scores == sorted(scores, reverse=True)
        assert all(set(passage) == PASSAGE for passage in line["passages"])
    assert lines[1]["passages"][0]["doc"] == "新闻/泊舟港口.txt"
    assert lines[2]["passages"] == []


def test_the_list_tells_what_is_known_of_each_document(asked: list[Run]) -> None:
    documents = {document["doc"]: document for document in asked[3].json["documents"]}
    assert set(documents) == set(GOOD)
    report = documents["岚岭.txt"]
    assert set(report) == {
        "doc", "title", "region", "place", "date", "kind", "passages", "state", "reason", "warnings", "copy_of", "corrected",
    }  # fmt: skip
    assert (report["region"], report["date"], report["kind"]) == ("岚岭县", "2023-01-12", "work-report")
    assert {document["state"] for document in documents.values()} == {"ready"}
    assert all(document["passages"] > 0 and document["reason"] is None for document in documents.values())


def test_the_status_counts_what_the_library_holds(shelf: Shelf, asked: list[Run]) -> None:
    status = asked[4].json
    assert (status["documents"], status["failed"]) == (3, 0)
    assert status["passages"] == shelf.first.json["passages"]
    assert status["library"] == str(shelf.library.resolve())
    assert status["healthy"] is True and status["embedding"]
    assert status["to_read_again"] == 0


def test_standard_output_is_json_alone_and_nothing_is_said_besides(shelf: Shelf, asked: list[Run]) -> None:
    for run in [shelf.first, asked[0], asked[3], asked[4]]:
        assert run.out.count("\n") == 1 and isinstance(run.json, dict)
    for run in asked:
        assert run.err == ""


def test_json_is_utf8_whatever_the_locale(shelf: Shelf) -> None:
    listed = xianwen(
        "list", "--json", library=shelf.library, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii"
    )  # fmt: skip
    assert {document["doc"] for document in listed.json["documents"]} == set(GOOD)


def test_the_words_for_people_name_the_document_and_mark_the_source(shelf: Shelf) -> None:
    answer, listed = together(
        lambda: xianwen("ask", "泊舟县新渔港\x07码头\x1b[31m总投资\t多少？", library=shelf.library),
        lambda: xianwen("list", library=shelf.library),
    )
    assert (answer.code, listed.code) == (0, 0)
    assert "9.4亿元" in answer.out and "[1]" in answer.out and "新闻/泊舟港口.txt:" in answer.out
    assert "\x1b" not in answer.out and "**" not in answer.out
    assert all(doc in listed.out for doc in GOOD) and "共 3 份" in listed.out


def test_a_reader_that_leaves_early_is_no_error(shelf: Shelf) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "--library", str(shelf.library), "list", "--json"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) == 0


# A folder that changes, with files in it that cannot become documents.

BAD = {"坏.pdf", "空.txt", "程序.txt", "外面.txt", "汀野县.txt"}


def spoil(folder: Path) -> None:
    """Put the `BAD` files into `folder`: a broken pdf, an empty and a binary file, a link that leads out, and a good
    text whose name is GB18030."""
    secret = folder.parent / "机密.txt"
    secret.write_text(FIELDS, encoding="utf-8")
    (folder / "坏.pdf").write_bytes(b"%PDF-1.4\n1 0 obj << /Type /Catalog >>\ntrailer nonsense")
    (folder / "空.txt").write_bytes(b"")
    (folder / "程序.txt").write_bytes(b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 40)
    (folder / "外面.txt").symlink_to(secret)
    misnamed = os.fsencode(folder) + b"/" + "汀野县.txt".encode("gb18030")
    Path(os.fsdecode(misnamed)).write_text(FIELDS, encoding="utf-8")


@dataclass(frozen=True)
class History:
    """What a folder went through: ingested, then one document edited and another deleted and ingested with
    --keep-missing, then without; and what the library said at the beginning and at the end."""

    first: Run
    listed_first: Run
    kept: Run
    removed: Run
    listed: Run
    answers: Run


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    place = tmp_path_factory.mktemp("history")
    folder, library = fill(place / "docs"), place / "library"
    spoil(folder)
    questions = batch(
        place / "questions.jsonl",
        {"id": "edited", "question": "霜原县粮食总产量多少？"},
        {"id": "removed", "question": HARBOUR_QUESTION},
    )
    first = xianwen("ingest", folder, "--json", library=library)
    listed_first = xianwen("list", "--json", library=library)
    fields = folder / "新闻/霜原农田.txt"
    fields.write_bytes(fields.read_bytes().replace(b"52", b"57"))
    (folder / "新闻/泊舟港口.txt").unlink()
    kept = xianwen("ingest", "--keep-missing", folder, "--json", library=library)
    removed = xianwen("ingest", folder, "--json", library=library)
    listed, answers = together(
        lambda: xianwen("list", "--json", library=library),
        lambda: xianwen("ask", "--batch", questions, "--json", library=library),
    )
    return History(first, listed_first, kept, removed, listed, answers)


def test_bad_files_fail_with_a_reason_each_and_the_good_ones_go_in(history: History) -> None:
    assert history.first.code == 1
    assert counts(history.first) == (len(GOOD), 0, 0, 0, len(BAD))
    failed = {failure["path"]: failure["reason"] for failure in history.first.json["failed"]}
    assert set(failed) == BAD
    assert all(reason and "\n" not in reason for reason in failed.values())
    assert len(set(failed.values())) == len(BAD)
    # A slow machine sees the progress bar there, and nothing else.
    assert all(part.startswith("入库") for part in history.first.err.split("\r") if part.strip())


def test_a_failed_file_is_listed_with_its_reason(history: History) -> None:
    documents = {document["doc"]: document for document in history.listed_first.json["documents"]}
    assert set(documents) == {*GOOD, *BAD}
    for failure in history.first.json["failed"]:
        document = documents[failure["path"]]
        assert (document["state"], document["passages"]) == ("failed", 0)
        assert document["reason"] == failure["reason"]


def test_one_changed_byte_is_one_changed_document_and_the_new_text_answers(history: History) -> None:
    assert counts(history.kept)[:3] == (0, 1, 1)
    answer = history.answers.lines[0]
    assert "57万吨" in answer["answer"] and "52万吨" not in history.answers.out


def test_a_missing_file_stays_when_it_is_asked_to(history: History) -> None:
    assert counts(history.kept)[3:] == (0, len(BAD))
    assert history.kept.json["passages"] == history.first.json["passages"]


def test_a_removed_file_is_gone_from_the_list_and_from_the_answers(history: History) -> None:
    assert counts(history.removed) == (0, 0, 2, 1, len(BAD))
    assert {d["doc"] for d in history.listed.json["documents"]} == {*GOOD, *BAD} - {"新闻/泊舟港口.txt"}
    answer = history.answers.lines[1]
    assert answer["abstained"] is True and answer["citations"] == []
    assert "9.4亿元" not in history.answers.out


# Mistakes.


def test_a_question_that_cannot_be_asked_is_one_line_and_exit_2(shelf: Shelf) -> None:
    questions = ["", "？！……《》", "县" * 10_000, "\x01\u3000\x7f"]
    runs = together(
        *(lambda q=q: xianwen("ask", q, library=shelf.library) for q in questions),  # type: ignore[misc]
        lambda: xianwen("search", "", "--json", library=shelf.library),
        lambda: xianwen("ask", library=shelf.library),
    )
    for run, told in zip(runs, ["空", "标点", "10000", "空", "空", "--batch"], strict=True):
        assert_user_error(run, told)


@pytest.fixture(scope="module")
def filtered(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    """Questions kept to regions, years and kinds."""
    questions = batch(
        tmp_path_factory.mktemp("filtered") / "questions.jsonl",
        {"id": "a", "question": "总投资多少？"},
        {"id": "b", "question": "岚岭县新修农村公路多少公里？"},
    )
    invest = "总投资多少？"
    kept = [
        ("ask", invest, "--region", "泊舟", "--json"),
        ("ask", "--batch", questions, "--region", "泊舟县", "--json"),
        ("search", "计划", "--year", "2021-2022", "--kind", "news", "--json"),
        ("search", invest, "--region", "泊船县"),
        ("ask", invest, "--year", "22"),
        ("ask", invest, "--kind", "诗"),
        ("search", invest, "--year", "1999"),
    ]
    return together(*(partial(xianwen, *arguments, library=shelf.library) for arguments in kept))


def test_questions_and_searches_are_kept_to_a_region_years_and_a_kind(filtered: list[Run]) -> None:
    one, many, found = filtered[:3]
    assert {c["doc"] for c in one.json["citations"]} == {"新闻/泊舟港口.txt"} and "9.4" in one.json["answer"]
    assert [line["abstained"] for line in many.lines] == [False, True]
    assert "筛选" in many.lines[1]["answer"]
    assert {p["doc"] for p in found.json["passages"]} == {"新闻/泊舟港口.txt", "新闻/霜原农田.txt"}


def test_a_filter_that_cannot_be_is_told_in_one_line_with_what_can(filtered: list[Run]) -> None:
    region, year, kind, nothing = filtered[3:]
    assert_user_error(region, "没有讲到“泊船县”的资料", "相近的有：泊舟县", "nearest are 泊舟县")
    assert_user_error(year, "--year", "22 不是年份，请写作 2022 或 2020-2022")
    assert_user_error(kind, "--kind", "work-report")
    assert (nothing.code, nothing.out) == (0, "") and "没有找到相关的段落" in nothing.err


def test_a_library_that_is_not_there_is_not_made_by_asking(tmp_path: Path) -> None:
    missing = tmp_path / "没有"
    verbs = [("ask", "有什么？"), ("status", "--json")]
    for run in together(*(lambda v=v: xianwen(*v, library=missing) for v in verbs)):  # type: ignore[misc]
        assert_user_error(run, "没有", "xianwen ingest")
    assert not missing.exists()


def test_a_mistyped_path_makes_no_library_and_changes_none(shelf: Shelf, tmp_path: Path) -> None:
    new = tmp_path / "library"
    nowhere, beside, empty = together(
        lambda: xianwen("ingest", tmp_path / "没有", library=new),
        lambda: xianwen("ingest", shelf.folder, tmp_path / "有\n行", "--json", library=shelf.library),
        lambda: xianwen("ingest", "", library=new),
    )
    assert_user_error(nowhere, "找不到", "没有")
    assert_user_error(beside, "找不到")
    assert_user_error(empty, "空")
    assert not new.exists()


def test_a_batch_file_with_a_fault_is_refused_before_anything_is_answered(
    shelf: Shelf, tmp_path: Path
) -> None:
    good = {"id": "1", "question": HARBOUR_QUESTION}
    faults = [
        (tmp_path / "没有.jsonl", "没有.jsonl"),
        (batch(tmp_path / "a.jsonl", good, "{问"), "第 2 行不是 JSON"),
        (batch(tmp_path / "b.jsonl", good, "", {"id": "x"}), '第 3 行要有 "question"'),
        (batch(tmp_path / "c.jsonl", ["多少？"]), "第 1 行要是一个 JSON 对象"),
        (batch(tmp_path / "d.jsonl", {"turns": HARBOUR_QUESTION}), "第 1 行"),
        (tmp_path, "读不了"),
    ]
    (tmp_path / "e.jsonl").write_bytes('{"question": "多少？"}'.encode("gb18030"))
    faults.append((tmp_path / "e.jsonl", "UTF-8"))
    runs = together(
        *(lambda f=f: xianwen("ask", "--batch", f, "--json", library=shelf.library) for f, _ in faults)
    )  # type: ignore[misc]
    for run, (_, told) in zip(runs, faults, strict=True):
        assert_user_error(run, told)


def test_wrong_arguments_are_told_in_one_line(shelf: Shelf) -> None:
    runs = together(
        lambda: xianwen("erase"),
        lambda: xianwen("search", "问题", "-k", "0", library=shelf.library),
        lambda: xianwen("list", "--colour"),
        lambda: xianwen("serve", "--port", "70000"),
        lambda: xianwen("ask", "问题", "--batch", "x", library=shelf.library),
    )
    for run in runs:
        assert_user_error(run)


def test_a_folder_with_other_things_in_it_does_not_become_a_library(tmp_path: Path, shelf: Shelf) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    assert_user_error(xianwen("ingest", shelf.folder, library=tmp_path), "photo.jpg")
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]


def test_a_second_writer_is_told_who_writes(shelf: Shelf, tmp_path: Path) -> None:
    shutil.copytree(shelf.library, tmp_path / "library")
    library = Library.open(Settings(library=tmp_path / "library"))
    with library.writing():
        run = xianwen("ingest", shelf.folder, library=tmp_path / "library")
    library.close()
    assert_user_error(run, str(os.getpid()))


def test_a_damaged_catalogue_is_told_in_one_line(shelf: Shelf, tmp_path: Path) -> None:
    shutil.copytree(shelf.library, tmp_path / "library")
    for left_over in (tmp_path / "library").glob("catalog.sqlite3-*"):
        left_over.unlink()
    (tmp_path / "library/catalog.sqlite3").write_bytes(b"not a database" * 1000)
    assert_user_error(xianwen("ask", HARBOUR_QUESTION, library=tmp_path / "library"))


def test_if_empty_leaves_a_filled_library_alone(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(HARBOUR, encoding="utf-8")
    run = xianwen("ingest", "--if-empty", tmp_path, "--json", library=shelf.library)
    assert run.code == 0
    assert counts(run) == (0, 0, 0, 0, 0)
    assert run.json["passages"] == shelf.first.json["passages"]


def test_status_and_list_say_that_documents_of_an_older_program_are_to_be_read_again(
    shelf: Shelf, tmp_path: Path
) -> None:
    shutil.copytree(shelf.library, tmp_path / "library")
    with sqlite3.connect(tmp_path / "library" / "catalog.sqlite3") as connection:
        connection.execute("UPDATE version SET reading = 0")
    for verb in ("status", "list"):
        assert "3 篇文档由旧版程序读取" in xianwen(verb, library=tmp_path / "library").out
