"""Where a thing lies is told by the sentence that says so, not by where it was spoken of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant
from assistant.question.answer_type import SITUATED_ASKED

TEXT = (
    "青棠县茶园项目建设动员大会举行\n2022年9月11日\n9月11日，青棠县茶园项目建设动员大会在青棠宾馆举行。县长出席青棠茶园项目建设动员大会。\n"
    "据介绍，茶园项目是青棠县的重点项目，位于青棠镇雾岭最南端，规划种茶3万亩。\n"
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("青棠县茶园项目在什么地方?", True),
        ("青棠县茶园项目位于哪里?", True),
        ("青棠县茶园项目动员大会在哪里举行了开幕仪式?", False),
    ],
)
def test_who_asks_where_a_thing_lies_is_known(question: str, expected: bool) -> None:
    assert (SITUATED_ASKED.search(question) is not None) is expected


def test_what_says_where_it_lies_comes_first(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    told = assistant_over({"茶园.txt": TEXT}).ask("青棠县茶园项目在什么地方？").text
    assert "雾岭最南端" in told.split("\n")[0]
