"""What a text says itself of a change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant

_REPORT = (
    "青棠县2018年政府工作报告\n2018年2月3日\n一、2017年工作回顾\n2017年，全县地区生产总值完成1120亿元，比2016年增加170亿元。"
    "全县粮食产量达到35万吨，比上年减少2万吨。\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("青棠县2017年地区生产总值比2016年多多少？", "增加 170亿元"),
        ("青棠县2016年和2017年地区生产总值相差多少？", "增加 170亿元"),
        ("青棠县2016年地区生产总值是多少？", "2016年 950亿元"),
        ("青棠县2017年粮食产量比上年减少多少？", "减少 2万吨"),
        ("青棠县2016年粮食产量是多少？", "2016年 37万吨"),
    ],
)
def test_a_change_is_told_as_its_sentence_tells_it_and_gives_the_figure_before_it(
    assistant_over: Callable[[dict[str, str]], Assistant], question: str, told: str
) -> None:
    answer = assistant_over({"报告.txt": _REPORT}).ask(question).text.replace("**", "")
    assert told in answer.splitlines()[0]


def test_the_figure_itself_is_told_where_no_change_is_asked_for(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    assert "1120亿元" in assistant_over({"报告.txt": _REPORT}).ask("青棠县2017年地区生产总值是多少？").text
