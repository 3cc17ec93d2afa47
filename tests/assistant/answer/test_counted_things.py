"""Sums and differences of things that are counted, that lines tell one by one, or that are put together into fewer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant

DOCUMENTS = {
    "青棠报告.txt": "青棠县2021年政府工作报告\n——2021年1月9日在青棠县第九届人民代表大会第六次会议上\n"
    "一、2020年工作回顾\n"
    "2020年，全县争取茶桥项目12个3亿元、茶亭项目5个1.5亿元，发行茶仓项目11个9亿元。"
    "茶路项目3个、总投资4亿元，药路项目2个、年度投资1亿元。"
    "茶馆项目9个、投资7亿元，其中茶室项目4个、投资2亿元。"
    "28户县属茶企重组整合为15户，药企由3户增至8户。\n"
    "二、2021年工作安排\n2021年，争取实施省重点项目6个、年度投资20亿元，县重点项目30个、年度投资50亿元以上。\n",
    "岭口步道.txt": "岭口县步道建设情况\n"
    "东坡X区茶山步道：总投资366万元，全长1646米，建成后方便茶农出行。\n"
    "西坡Y区茶山步道：工程总投资约300万元，全长1300米，建成后方便药农出行。\n"
    "南坡Z区茶山步道：计划总投资200万元，全长900米，建成后方便游客出行。\n",
}


@pytest.fixture(scope="module")
def over_counted(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("青棠县2020年争取的茶桥、茶亭和茶仓项目一共多少亿元？", "13.5亿元"),
        ("青棠县2020年茶桥、茶亭和茶仓项目合计多少个？", "28个"),
        ("青棠县2021年省、县重点项目年度投资目标合计多少亿元？", "超过70亿元"),
        ("青棠县28户县属茶企重组成了几户，少了多少户？", "减少 13户（按下面的数字相减：28户－15户）"),
        ("岭口县东坡X区和西坡Y区两条茶山步道总投资合计多少万元？", "东坡X区366万元＋西坡Y区约300万元"),
    ],
)
def test_the_figures_of_all_that_is_named_are_reckoned(
    over_counted: Assistant, question: str, told: str
) -> None:
    answer = over_counted.ask(question)
    computed = [line.text for line in answer.lines if line.role == "computed"]
    assert computed, answer.text
    assert told in computed[0]
    assert answer.citations


@pytest.mark.parametrize(
    "question",
    [
        # What a whole project costs and what is spent in a year.
        "青棠县2020年茶路项目和药路项目总投资合计多少亿元？",
        # A whole and its part.
        "青棠县2020年茶馆项目和茶室项目投资合计多少亿元？",
        "青棠县2021年重点项目和省重点项目年度投资合计多少亿元？",
        # One of them is not told of.
        "青棠县2020年茶桥、药桥项目一共多少亿元？",
        "岭口县东坡X区和北坡W区两条茶山步道总投资合计多少万元？",
        # What is planned and what was spent.
        "岭口县西坡Y区和南坡Z区两条茶山步道总投资合计多少万元？",
        # No difference is asked for, or of something else.
        "青棠县28户县属茶企重组成了几户？",
        "青棠县酒企少了多少户？",
    ],
)
def test_nothing_is_reckoned_of_unlike_things(over_counted: Assistant, question: str) -> None:
    assert not [line.text for line in over_counted.ask(question).lines if line.role == "computed"]
