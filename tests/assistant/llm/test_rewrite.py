"""Follow-ups and comparisons with a model's help, checked against the rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.assistant.llm.conftest import QUESTION, Asking
from tests.llm_server import behaviours
from tests.llm_server.behaviours import extracted, words

FOLLOW_UP = "那第二年呢？"


def _rewriting(monkeypatch: pytest.MonkeyPatch, reply: str) -> None:
    """A model that is honest, and answers the prompts that rewrite with `reply`."""

    def behave(messages: list[dict[str, Any]], _: int) -> Iterator[behaviours.Step]:
        rewrites = "改写" in messages[0]["content"] or "拆成" in messages[0]["content"]
        yield from words(reply if rewrites else extracted(messages))

    monkeypatch.setitem(behaviours.BEHAVIOURS, "rewrites", behave)


def test_a_follow_up_is_asked_in_the_models_words(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    _rewriting(monkeypatch, "槐溪县2022年的一般公共预算收入完成了多少？")
    answer = ask("rewrites", FOLLOW_UP, (QUESTION,))
    assert answer.resolved == "槐溪县2022年的一般公共预算收入完成了多少？"
    assert "13.9亿元" in answer.text.replace("**", "")


@pytest.mark.parametrize(
    "reply",
    [
        "砚湾县2022年一般公共预算收入是多少？",
        "槐溪县2019年一般公共预算收入是多少？",
        "槐溪县2022年一般公共预算收入是否达到99.9亿元？",
        "好的。\n槐溪县2022年一般公共预算收入是多少？",
        "",
        "槐溪县2022年" + "一般公共预算收入" * 40,
    ],
)
def test_a_rewriting_that_asks_something_else_is_not_taken(
    ask: Asking, monkeypatch: pytest.MonkeyPatch, reply: str
) -> None:
    _rewriting(monkeypatch, reply)
    answer = ask("rewrites", FOLLOW_UP, (QUESTION,))
    assert answer.resolved == "槐溪县2022年一般公共预算收入完成多少？"
    assert "13.9亿元" in answer.text.replace("**", "")


def test_a_model_that_fails_leaves_the_follow_up_to_the_rules(ask: Asking) -> None:
    answer = ask("broken", FOLLOW_UP, (QUESTION,))
    assert answer.resolved == "槐溪县2022年一般公共预算收入完成多少？"
    assert "13.9亿元" in answer.text.replace("**", "")


def test_a_whole_question_is_not_rewritten(ask: Asking) -> None:
    ask("honest", "砚湾县2021年一季度集中开工项目多少个？", (QUESTION,))
    assert len(ask.server.asked) == 1


def test_a_comparison_is_broken_into_look_ups(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    _rewriting(
        monkeypatch,
        "1. 槐溪县2021年新签约项目多少个？\n2. 槐溪县2021年粮食总产量是多少？\n砚湾县新签约项目多少个？",
    )
    answer = ask("rewrites", "槐溪县2021年新签约项目和粮食总产量对比地区生产总值有什么变化？")
    assert answer.mode == "llm"
    assert "拆成" in ask.server.asked[0].messages[0]["content"]
    extract = ask.server.asked[1].messages[1]["content"].split("资料：")[0]
    assert "47个" in extract and "31.8万吨" in extract and "19个" not in extract
    assert "47个" in answer.text.replace("**", "")
    assert "砚湾" not in answer.text, "a look-up about another place is not made"
