"""How much something rose is reckoned from the clause that tells from what to what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant

DOCUMENTS = {
    "报告.txt": "青棠县2021年政府工作报告\n——2021年1月9日在青棠县第九届人民代表大会第六次会议上\n"
    "一、“十三五”时期工作回顾\n五年来，规模以上茶厂由12家增至30家，其中亿元茶厂由3家增至8家，茶园撂荒面积从2.4万亩减少到0.9万亩，"
    "茶叶抽检合格率由91%提高到99%。"
    "全县茶事审批事项由86项精简到52项，茶城面积从3.5平方公里拓展至12平方公里。\n",
}


@pytest.fixture(scope="module")
def over_rises(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("青棠县“十三五”期间规模以上茶厂增加了多少家？", "增加 **18家**（按下面的数字相减：30家－12家）"),
        ("青棠县“十三五”期间亿元茶厂增加了多少家？", "增加 **5家**（按下面的数字相减：8家－3家）"),
        ("青棠县“十三五”期间亿元茶厂净增了几家？", "增加 **5家**（按下面的数字相减：8家－3家）"),
        ("青棠县“十三五”期间砍掉了多少项茶事审批？", "减少 **34项**（按下面的数字相减：86项－52项）"),
        (
            "青棠县茶城面积大了多少平方公里？",
            "增加 **8.5平方公里**（按下面的数字相减：12平方公里－3.5平方公里）",
        ),
        ("青棠县茶园撂荒面积减少了多少亩？", "减少 **1.5万亩**（按下面的数字相减：2.4万亩－0.9万亩）"),
    ],
)
def test_a_rise_or_fall_is_reckoned_from_the_clause_that_is_asked_for(
    over_rises: Assistant, question: str, told: str
) -> None:
    answer = over_rises.ask(question)
    assert answer.text.startswith(told) or f"：{told}" in answer.text
    assert [c.doc for c in answer.citations] == ["报告.txt"]


@pytest.mark.parametrize("question", ["青棠县有多少家规模以上茶厂？", "青棠县茶农收入增加了多少元？"])
def test_nothing_is_reckoned_that_is_not_asked_for_or_not_told(over_rises: Assistant, question: str) -> None:
    assert "相减" not in over_rises.ask(question).text


def test_a_rise_between_two_years_that_one_clause_names_is_reckoned(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    text = "青棠茶业合作社简介\n青棠县我们茶业合作社的年销售量由2015年的42万斤增加到2019年的近90万斤，社员逐年增多。\n"
    over = assistant_over({"简介.txt": text})
    assert "增加 **约48万斤**" in over.ask("青棠县茶业合作社的年销售量2019年比2015年增加了多少万斤？").text
    assert "48万斤" not in over.ask("青棠县茶业合作社的年销售量2019年比2017年增加了多少万斤？").text
