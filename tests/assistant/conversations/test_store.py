"""Conversations: kept as they were, found again, and nobody else's business."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.citations import Citation
from assistant.conversations.store import Conversations
from assistant.markup import from_markdown
from assistant.question.filters import Filters
from assistant.schema import Answer, Wording
from ingest.errors import LibraryError

CITED = Citation(
    1,
    "新闻/砚溪.txt",
    "砚溪县签约",
    "砚溪县",
    "2023-02",
    100,
    119,
    "全年签约46个。",
    ("一、回顾",),
    ((100, 109),),
)


def answer(id_: str, question: str = "砚溪县签约多少？", text: str = "签约**46个**[1]。") -> Answer:
    return Answer(
        id_, question, from_markdown(text), False, (CITED,), 0.0423, "砚溪县2022年签约多少？", "extractive",
        Filters(("砚溪县",), (2022,), ("news",)),
    )  # fmt: skip


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Conversations]:
    conversations = Conversations(tmp_path)
    yield conversations
    conversations.close()


def test_an_answer_is_there_after_a_restart_with_its_citations_as_they_were(tmp_path: Path) -> None:
    before = Conversations(tmp_path)
    id_ = before.add("甲", None, answer("a1"))
    before.add("甲", id_, answer("a2", "那投资呢？"))
    before.close()
    after = Conversations(tmp_path)
    assert [e.answer for e in after.exchanges("甲", id_)] == [answer("a1"), answer("a2", "那投资呢？")]
    assert after.questions("甲", id_, 1) == ["那投资呢？"]
    assert [(c.title, c.exchanges) for c in after.listed("甲")] == [("砚溪县签约多少？", 2)]
    after.close()


@given(st.text(max_size=200), st.text(max_size=80))
def test_whatever_was_asked_and_quoted_comes_back_unchanged(tmp_path_factory, text, question) -> None:  # type: ignore[no-untyped-def]
    conversations = Conversations(tmp_path_factory.mktemp("kept"))
    text, question = (s.encode("utf-8", "replace").decode() for s in (text, question))
    id_ = conversations.add("甲", None, answer("a", question, text))
    assert conversations.exchanges("甲", id_)[0].answer == answer("a", question, text)
    conversations.close()


def test_the_wording_that_is_shown_last_is_kept_and_both_are_found(kept: Conversations) -> None:
    quoted = answer("a1")
    id_ = kept.add("甲", None, quoted)
    kept.judge("甲", "a1", 1, "好")
    written = quoted.worded(Wording("llm", from_markdown("共四十六个[1]。"), False, (CITED,)))
    assert kept.change("甲", written) and not kept.change("乙", written)
    assert [(e.answer, e.verdict) for e in kept.exchanges("甲", id_)] == [(written, 1)]
    assert kept.listed("甲", "四十六") and kept.listed("甲", "签约46个")
    assert kept.show("甲", "a1", "extractive") and not kept.show("乙", "a1", "llm")
    assert kept.answer("甲", "a1") == written.in_mode("extractive")
    kept.add("甲", id_, answer("a2"))
    assert not kept.show("甲", "a2", "llm")


def test_another_person_neither_sees_nor_changes_a_conversation(kept: Conversations) -> None:
    id_ = kept.add("甲", None, answer("a1"))
    assert kept.listed("乙") == [] and kept.exchanges("乙", id_) == [] and kept.title("乙", id_) is None
    assert kept.answer("乙", "a1") is None and kept.questions("乙", id_, 9) == []
    changed = [kept.rename("乙", id_, "我的"), kept.delete("乙", id_), kept.judge("乙", "a1", 1, "")]
    assert changed == [False, False, False]
    assert kept.add("乙", id_, answer("b1")) != id_
    assert len(kept.exchanges("甲", id_)) == 1


def test_words_are_found_in_titles_questions_and_answers_in_either_script(kept: Conversations) -> None:
    first = kept.add("甲", None, answer("a1"))
    second = kept.add("甲", None, answer("a2", "松墩县开工多少？", "开工**19个**。"))
    assert kept.rename("甲", second, "春季開工")
    assert [c.id for c in kept.listed("甲")] == [second, first]
    for words, found in (
        ("砚溪", [first]),
        ("硯溪 46个", [first]),
        ("春季", [second]),
        ("19", [second]),
        ("没有", []),
    ):
        assert [c.id for c in kept.listed("甲", words)] == found, words


def test_a_deleted_conversation_is_gone_until_it_is_brought_back(kept: Conversations) -> None:
    id_ = kept.add("甲", None, answer("a1"))
    assert kept.delete("甲", id_)
    assert kept.listed("甲") == [] and kept.exchanges("甲", id_) == []
    assert kept.add("甲", id_, answer("a2")) != id_
    assert kept.restore("甲", id_)
    assert len(kept.exchanges("甲", id_)) == 1


def test_what_was_deleted_long_ago_leaves_the_disk(tmp_path: Path) -> None:
    day = datetime(2024, 1, 1, tzinfo=UTC)
    conversations = Conversations(tmp_path, now=lambda: day)
    conversations.delete("甲", conversations.add("甲", None, answer("a1")))
    conversations.add("甲", None, answer("a2"))
    conversations.close()
    for days, left in ((6, 2), (8, 1)):
        Conversations(tmp_path, now=lambda days=days: day + timedelta(days=days)).close()  # type: ignore[misc]
        with sqlite3.connect(tmp_path / "conversations.sqlite3") as connection:
            assert connection.execute("SELECT count(*) FROM exchange").fetchone() == (left,)


def test_a_verdict_is_kept_with_its_comment_and_can_be_taken_back(kept: Conversations) -> None:
    id_ = kept.add("甲", None, answer("a1"))
    assert kept.judge("甲", "a1", -1, " 数字是前一年的 ")
    assert [(e.verdict, e.comment) for e in kept.exchanges("甲", id_)] == [(-1, "数字是前一年的")]
    assert kept.judge("甲", "a1", None, "")
    assert kept.exchanges("甲", id_)[0].verdict is None
    assert not kept.judge("甲", "没有", 1, "")


def test_a_blank_title_is_refused_and_a_long_one_cut(kept: Conversations) -> None:
    id_ = kept.add("甲", None, answer("a1"))
    assert not kept.rename("甲", id_, " \n ")
    assert kept.rename("甲", id_, "长" * 500)
    assert kept.title("甲", id_) == "长" * 60


def test_a_file_that_is_none_of_ours_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "conversations.sqlite3").write_text("不是数据库" * 1000)
    with pytest.raises(LibraryError, match="无法读写对话文件"):
        Conversations(tmp_path)


def test_a_file_that_breaks_while_it_is_open_is_told_in_plain_words_to_who_reads_and_who_writes(
    kept: Conversations,
) -> None:
    id_ = kept.add("甲", None, answer("a1"))
    with sqlite3.connect(kept.path) as connection:
        connection.execute("ALTER TABLE exchange RENAME TO lost")
    for ask in (
        lambda: kept.listed("甲", "项目"),
        lambda: kept.exchanges("甲", id_),
        lambda: kept.questions("甲", id_, 9),
        lambda: kept.answer("甲", "a1"),
        lambda: kept.add("甲", id_, answer("a2")),
    ):
        with pytest.raises(LibraryError, match="无法读写对话文件"):
            ask()
