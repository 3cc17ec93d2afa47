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


def test_an_address_in_brackets_behind_the_name_says_where_it_lies(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    text = (
        "青棠县重点项目\n柳溪茶厂项目（青棠县雾岭大道66号）\n柳溪茶厂项目占地426亩，总投资4.7亿元。\n"
        "鹭湖米厂项目（青棠县茶山路8号）\n鹭湖米厂项目占地20亩，总投资0.3亿元。\n"
    )
    assistant = assistant_over({"项目.txt": text})
    assert "雾岭大道66号" in assistant.ask("青棠县柳溪茶厂在什么地方？").text
    assert "茶山路8号" in assistant.ask("青棠县鹭湖米厂在什么地方？").text


def test_a_day_of_every_month_or_week_is_a_date(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    text = (
        "青棠县政府工作报告\n召开茶企座谈会，上门解难题，将每月15日确定为“茶企接待日”，把每周三定为“茶农夜校”开课日。\n"
        "全年接待茶商3000人。\n"
    )
    assistant = assistant_over({"报告.txt": text})
    assert "每月15日" in assistant.ask("青棠县把每月哪一天定为“茶企接待日”？").text
