"""What is shown while a model writes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.llm.prompt_context import Context
from assistant.llm.repair import NOT_FOUND
from assistant.llm.stream_guard import StreamGuard
from ingest.library.library import Library
from tests.assistant.llm.conftest import QUESTION
from tests.assistant.llm.test_prompt_context import context_of


@pytest.fixture(scope="module")
def context(library: Library) -> Context:
    return context_of(library, QUESTION)


def shown(context: Context, reply: str, size: int) -> str:
    guard = StreamGuard(context)
    pieces = [reply[i : i + size] for i in range(0, len(reply), size)]
    return "".join(guard.feed(piece) for piece in pieces) + guard.end()


def mark_of(context: Context) -> str:
    return f"[{next(b.n for b in context.passages if '12.6亿元' in b.text)}]"


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 100])
def test_a_true_sentence_is_shown_as_written(context: Context, size: int) -> None:
    reply = f"槐溪县2021年一般公共预算收入完成12.6亿元，增长9.1%{mark_of(context)}。"
    assert shown(context, reply, size) == reply.replace(mark_of(context), "[1]")


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 100])
@pytest.mark.parametrize(
    "figure", ["999亿元", "12.7亿元", "二百五十六个", "百分之九十七点五", "1亿2000万元", "2031年"]
)
def test_an_invented_figure_never_goes_on_without_a_mark(context: Context, size: int, figure: str) -> None:
    text = shown(context, f"槐溪县一般公共预算收入{figure}，创历史新高{mark_of(context)}。", size)
    assert re.search(re.escape(figure) + ".{0,2}" + re.escape(NOT_FOUND), text), text


@pytest.mark.parametrize("size", [1, 4, 100])
def test_a_wrong_unit_is_marked_by_the_end_of_the_sentence(context: Context, size: int) -> None:
    assert NOT_FOUND in shown(context, f"一般公共预算收入完成12.6万元{mark_of(context)}。", size)


@pytest.mark.parametrize("size", [1, 4, 100])
def test_links_images_and_tags_are_not_shown(context: Context, size: int) -> None:
    text = shown(
        context,
        "见![图](http://e.invalid/a.png)<img src='http://e.invalid/b'>[这里](http://e.invalid/c)。",
        size,
    )
    assert "http" not in text and "<" not in text and "](" not in text and "这里" in text


def test_words_come_through_at_once(context: Context) -> None:
    assert StreamGuard(context).feed("槐溪县") == "槐溪县"
    assert StreamGuard(context).feed("2021") == "2021", (
        "a figure that stands in a passage does not wait for its unit"
    )
    assert StreamGuard(context).feed("999") == "", "one that stands nowhere does"


def test_marks_that_lead_nowhere_are_dropped(context: Context) -> None:
    assert "[" not in shown(context, "一般公共预算收入完成12.6亿元[77]。", 3)


@settings(max_examples=60)
@given(
    reply=st.text(alphabet="槐溪县12.6亿元增长9%，。[1]<>!()\n*-#百分之三个", max_size=40),
    cuts=st.lists(st.integers(1, 6), min_size=1, max_size=20),
)
def test_nothing_is_lost_however_a_reply_is_cut_into_pieces(
    context: Context, reply: str, cuts: list[int]
) -> None:
    guard, out, at = StreamGuard(context), "", 0
    while at < len(reply):
        size = cuts[at % len(cuts)]
        out += guard.feed(reply[at : at + size])
        at += size
    out += guard.end()
    digits = re.sub(r"\D", "", re.sub(r"\[[^\]]*\]|<[^>]*>|\([^)]*\)", "", reply))
    told = re.sub(r"\D", "", re.sub(r"\[\d+\]", "", out))
    assert all(char in told for char in set(digits) - set("1")), out
