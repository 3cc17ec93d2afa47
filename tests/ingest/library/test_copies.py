"""Copies: documents with one text are recognised, one of them answers, and the next takes over when it goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.library.library import Library
from ingest.library.likeness import Signatures, normal_form, signature
from ingest.library.same_text import Text, is_same, is_told
from ingest.library.upkeep import remove
from ingest.sync.correcting import correct
from tests.ingest.shelf import ingest, opened, put

BODY = (
    "10月16日，云屏县粮食安全宣传周启动，现场发放储粮柜600套，讲解节粮知识。\n"
    "云屏县有粮食仓库14座，仓容9.2万吨，今年轮换储备粮1.1万吨，建成低温粮库2座。\n"
    "活动期间，还组织学生参观粮库320人次，检查粮油店46家，查出不合格计量器具5件。\n"
)
NEWS = f"云屏县举行粮食安全宣传周活动\n{BODY}"
LONG = "".join(
    f"第{n}项工作由云屏县第{n}小组负责，全年走访农户{n}37户，解决饮水、道路和用电问题{n}2件。\n"
    for n in range(2, 30)
)


def wrapped(text: str, width: int) -> str:
    """Break lines by hand, also within numbers."""
    flat = text.replace("\n", "")
    return "\n".join(flat[at : at + width] for at in range(0, len(flat), width))


def copies(library: Library) -> dict[str, str | None]:
    return {d.doc: d.copy_of for d in library.documents()}


def found(library: Library, query: str, docs: list[str] | None = None) -> list[str]:
    """Names of the documents that answer."""
    from ingest.chinese.tokens import terms

    hits = library.search_words(dict.fromkeys(terms(query), 1.0), 20, docs=docs)
    nearest = library.search_vectors(library.embedder.encode_query(query), 20, docs=docs)
    return sorted({p.doc for p in library.passages([id_ for id_, _ in [*hits, *nearest]])})


def test_one_text_in_other_encodings_folders_and_line_breaks_answers_once(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    put(folder, "甲.txt", NEWS)
    put(folder, "备份/乙.txt", wrapped(NEWS, 26))
    (folder / "备份" / "丙.txt").write_bytes(NEWS.encode("gb18030"))
    library = opened(tmp_path)
    ingest(library, folder)
    assert copies(library)["备份/乙.txt"] is not None
    assert len(found(library, "粮食仓库 仓容")) == 1
    assert sum(original is None for original in copies(library).values()) == 1


def test_of_two_forms_the_better_described_and_unbroken_one_answers(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    put(folder, "a.txt", wrapped(NEWS, 26))
    put(folder, "b.txt", NEWS)
    put(
        folder,
        "c.txt",
        f"云屏县启动粮食安全宣传周\n发布时间：2023-10-17 来源：云屏发布\n{BODY}分享到：\n上一篇：没有了\n",
    )
    library = opened(tmp_path)
    ingest(library, folder)
    assert copies(library) == {"a.txt": "c.txt", "b.txt": "c.txt", "c.txt": None}
    assert found(library, "粮食仓库 仓容") == ["c.txt"]


def test_when_the_original_goes_the_copy_takes_its_place_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    first, _ = put(folder, "a.txt", NEWS), put(folder, "b.txt", wrapped(NEWS, 26))
    library = opened(tmp_path)
    ingest(library, folder)
    assert copies(library) == {"a.txt": None, "b.txt": "a.txt"}
    remove(library, ["a.txt"])
    assert copies(library) == {"b.txt": None}
    assert found(library, "粮食仓库 仓容") == ["b.txt"]
    ingest(library, folder)
    assert copies(library) == {"a.txt": None, "b.txt": "a.txt"}
    first.write_text("云屏县的另一件事。" + LONG, encoding="utf-8")
    ingest(library, folder)
    assert copies(library) == {"a.txt": None, "b.txt": None}
    assert found(library, "粮食仓库 仓容")[0] in ("a.txt", "b.txt")
    assert "b.txt" in found(library, "粮食仓库 仓容")


def test_what_a_copy_has_beyond_its_original_still_answers(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    more = "会后还公布了云屏县明年的储备计划，拟新增小麦储备三千吨，改造旧仓五座。\n"
    put(folder, "a.txt", f"云屏县举行粮食安全宣传周活动\n来源：云屏发布\n{BODY}")
    put(folder, "b.txt", f"{NEWS}{LONG[:300]}\n一、明年的安排\n{more * 1}")
    library = opened(tmp_path)
    ingest(library, folder)
    assert found(library, "明年 小麦 储备计划") and "b.txt" in found(library, "明年 小麦 储备计划")


def test_where_only_the_copy_is_asked_it_answers(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    put(folder, "a.txt", NEWS)
    put(folder, "b.txt", wrapped(NEWS, 26))
    library = opened(tmp_path)
    ingest(library, folder)
    assert found(library, "粮食仓库 仓容", docs=["b.txt"]) == ["b.txt"]
    assert found(library, "粮食仓库 仓容", docs=["a.txt", "b.txt"]) == ["a.txt"]


def test_a_document_that_people_put_right_answers_before_its_copies(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    put(folder, "a.txt", NEWS)
    put(folder, "b.txt", NEWS)
    library = opened(tmp_path)
    ingest(library, folder)
    assert copies(library) == {"a.txt": None, "b.txt": "a.txt"}
    correct(library, "b.txt", {"date": "2023-10-16"})
    assert copies(library) == {"a.txt": "b.txt", "b.txt": None}


def test_notices_of_one_form_with_other_figures_are_no_copies(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    form = (
        "云屏县公共资源交易中心公告\n经评审，{name}村道路硬化工程由{firm}中标，中标价{price}万元，工期{days}天，"
        "公示期自2023年{month}月{day}日起三天，有异议者请以书面形式向县公共资源交易中心提出，逾期不予受理。\n"
    )
    for n in range(5):
        put(
            folder,
            f"{n}.txt",
            form.format(
                name="甲乙丙丁戊"[n] * 2,
                firm=f"第{n}公司",
                price=137 + 61 * n,
                days=60 + n,
                month=n + 2,
                day=11 + n,
            ),
        )
    library = opened(tmp_path)
    ingest(library, folder)
    assert set(copies(library).values()) == {None}


def test_a_library_without_signatures_finds_its_copies_when_it_is_next_written_to(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    put(folder, "a.txt", NEWS)
    put(folder, "b.txt", wrapped(NEWS, 26))
    library = opened(tmp_path)
    ingest(library, folder)
    with library.catalog.transaction() as tx:
        tx.execute("UPDATE version SET signature = NULL")
        tx.execute("UPDATE passage SET repeated = NULL")
        tx.execute("DELETE FROM copy")
    ingest(library, folder)
    assert copies(library) == {"a.txt": None, "b.txt": "a.txt"}
    assert found(library, "粮食仓库 仓容") == ["a.txt"]


def test_a_file_added_later_than_its_copy_is_found_too_in_a_run_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    put(folder, "b.txt", wrapped(NEWS, 26))
    library = opened(tmp_path)
    ingest(library, folder)
    put(folder, "a.txt", NEWS)
    ingest(library, folder)
    assert copies(library) in ({"a.txt": None, "b.txt": "a.txt"}, {"a.txt": "b.txt", "b.txt": None})
    assert len(found(library, "粮食仓库 仓容")) == 1


def text(told: str, title: str = "", region: str | None = None) -> Text:
    return Text(told, title, region)


def test_an_excerpt_is_a_copy_and_a_digest_is_none_of_the_articles_in_it() -> None:
    digest = text(NEWS + LONG)
    assert is_same(text(NEWS), digest)
    assert not is_same(digest, text(NEWS))
    assert not is_same(text(NEWS, region="云屏县"), text(NEWS + LONG, region="岚岭县"))
    assert is_same(text(NEWS, region="云屏县"), text(NEWS, region="岚岭县"))


@pytest.mark.parametrize(
    ("passage", "told"),
    [
        ("云屏县有粮食仓库14座，仓容9.2万吨，今年轮换储备\n粮1.1万吨，建成低温粮库2座。", True),
        (
            "粮食宣传周在云屏启动\n10月16日，云屏县粮食安全宣传周启动，现场发放储粮柜600套，讲解节粮知识。",
            True,
        ),
        ("云屏县有粮食仓库15座，仓容9.2万吨，今年轮换储备粮1.1万吨，建成低温粮库2座。", False),
        ("雲屏縣有糧食倉庫14座，倉容9.2萬噸，今年輪換儲備糧1.1萬噸，建成低溫糧庫2座。", True),
        ("云屏县明年新建粮库一座。", False),
        ("。", False),
    ],
)
def test_a_passage_is_told_where_each_of_its_sentences_stands_with_the_same_figures(
    passage: str, told: bool
) -> None:
    assert is_told(passage, text(NEWS)) is told


@given(st.integers(8, 60), st.sampled_from(["", "\n", " ", "　"]))
def test_however_a_text_is_set_its_signature_is_the_same(width: int, blank: str) -> None:
    flat = LONG.replace("\n", "")
    put_otherwise = f"{blank}\n".join(flat[at : at + width] for at in range(0, len(flat), width))
    assert normal_form(put_otherwise) == normal_form(LONG)
    assert signature(put_otherwise) == signature(LONG)


def test_signatures_find_the_same_text_also_after_others_came_and_went() -> None:
    held = Signatures()
    for n in range(200):
        held.put(
            n,
            signature(
                "".join(f"{n}乡{m}村种植{chr(0x4E00 + n * 7 + m)}类作物，亩产{n * m}斤。" for m in range(40))
            ),
        )
    held.put(1000, signature(LONG))
    for n in range(0, 200, 2):
        held.drop(n)
    held.put(1001, signature(wrapped(LONG, 30)))
    held.put(1002, signature(LONG[: len(LONG) // 3]))
    assert sorted(held.like(1000)) == [1001, 1002]
    held.drop(1001)
    assert held.like(1000) == [1002]
    held.put(1003, b"")
    assert held.like(1003) == []
