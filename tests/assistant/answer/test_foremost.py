"""Which one of many is the largest is told only by what says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer.foremost import asks_for_foremost
from assistant.pipeline import Assistant
from assistant.question.understand import understand
from tests.assistant.passages import holding

TEXT = (
    "青棠县2022年项目建设情况\n2023年1月8日\n全县争取投资9.65亿元，支持医疗、教育等项目建设。\n"
    "扩大投资力度加大，项目投资稳步增加。\n"
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("青棠县投资最大的项目是哪个？", True),
        ("青棠县哪个项目投资最大？", True),
        ("青棠县投资多大？", False),
        ("青棠县最大的茶厂在哪年建成？", False),
    ],
)
def test_who_asks_for_the_foremost_is_known(question: str, expected: bool) -> None:
    assert asks_for_foremost(understand(question, holding("青棠县"), now=2023)) is expected


def test_sentences_on_the_same_matter_are_no_answer(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    assert assistant_over({"项目.txt": TEXT}).ask("青棠县投资最大的项目是哪个？").abstained


def test_the_sentence_that_says_so_answers(assistant_over: Callable[[dict[str, str]], Assistant]) -> None:
    text = TEXT + "雾岭茶厂是全县投资最大的项目。\n"
    told = assistant_over({"项目.txt": text}).ask("青棠县投资最大的项目是哪个？")
    assert not told.abstained
    assert "雾岭茶厂" in told.text
