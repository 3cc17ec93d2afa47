"""A reply ends where it repeats itself or runs on."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.reply_bounds import ReplyBounds, finished, repeats
from tests.assistant.llm.conftest import Asking


@pytest.mark.parametrize(
    "text",
    [
        "槐溪县新改建农村公路213公里。全县共有18个小区。槐溪县新改建农村公路213公里。",
        "- 槐溪县新改建农村公路213公里[1]\n- 槐溪县新改建农村公路213公里[2]\n",
        "各项事业取得新成效，各项事业取得新成效，各项事业取得新成效，",
    ],
)
def test_a_sentence_said_twice_or_a_clause_three_times_running_is_a_repetition(text: str) -> None:
    assert repeats(text)


@pytest.mark.parametrize(
    "text",
    [
        "- 槐溪县：增长5%。\n- 砚湾县：增长5%。\n",
        "第一产业增加值增长3%，第二产业增加值增长3%，第三产业增加值增长3%。",
        "甲镇有学校5所。乙镇有学校5所。",
    ],
)
def test_what_only_sounds_alike_is_none(text: str) -> None:
    assert not repeats(text)


@given(st.lists(st.text(alphabet="槐溪县新改建公路，。\n12", max_size=9), max_size=80))
def test_no_more_passes_than_the_bounds_allow_and_nothing_is_altered(pieces: list[str]) -> None:
    bounds = ReplyBounds(20)
    passed = "".join(bounds.over(iter(pieces)))
    assert "".join(pieces).startswith(passed) and len(passed) <= bounds.most
    assert bounds.cut or passed == "".join(pieces)
    assert all(line in passed for line in finished(passed).split("\n"))


def test_a_reply_that_is_cut_keeps_its_whole_sentences_each_once() -> None:
    assert finished("全县有18个小区[1]。\n全县有18个小区[1]。\n公路共有21") == "全县有18个小区[1]。"
    assert finished("公路共有21") == ""


def test_a_model_that_repeats_itself_is_stopped_and_what_it_said_first_is_shown(ask: Asking) -> None:
    answer = ask("repeats-itself")
    assert answer.mode == "llm" and answer.text.replace("**", "").count("12.6亿元") == 1
    until = time.monotonic() + 5
    while not ask.server.asked[-1].dropped and time.monotonic() < until:
        time.sleep(0.02)
    assert ask.server.asked[-1].dropped


def test_a_reply_that_reaches_the_limit_sent_is_shown_up_to_its_last_whole_sentence(ask: Asking) -> None:
    answer = ask("reaches-the-limit")
    assert answer.mode == "llm" and "12.6亿元" in answer.text.replace("**", "")
    assert "未完" not in answer.text
    assert 0 < ask.server.asked[-1].limit < 4000


def test_a_model_that_is_still_thinking_at_the_limit_is_asked_again_without_one(ask: Asking) -> None:
    assistant = ask.assistant("thinks-beyond-the-limit")
    assert [assistant.ask("槐溪县2021年一般公共预算收入完成多少？").mode for _ in range(2)] == ["llm", "llm"]
    assert [bool(asked.limit) for asked in ask.server.asked] == [True, False, False]
