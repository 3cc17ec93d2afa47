"""Of several things asked for in one question each is told, or said not to be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer.parts import parts_asked
from assistant.pipeline import Assistant
from assistant.question.understand import understand
from tests.assistant.passages import holding

TEXT = (
    "青棠县2022年交通情况\n2023年1月8日\n2022年，全县农村公路达到1612公里，方便了群众出行。\n"
    "县里还推动公交改革。2022年，城乡客运票价平均下降45%。\n"
)


def parts(question: str) -> list[str]:
    places = holding("青棠县")
    return [part.words for part in parts_asked(understand(question, places, now=2023), places, now=2023)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "青棠县2022年农村公路多少公里，城乡客运票价下降了多少？",
            ["青棠县2022年农村公路多少公里", "城乡客运票价下降了多少"],
        ),
        ("青棠县2022年农村公路多少公里，增长多少？", []),
        ("青棠县2022年农村公路多少公里，其中新修的多少？", []),
        ("青棠县2022年农村公路多少公里，占全部公路的百分之几？", []),
        ("青棠县2022年农村公路多少公里？", []),
    ],
)
def test_parts_have_a_subject_each(question: str, expected: list[str]) -> None:
    assert parts(question) == expected


def test_both_parts_are_told(assistant_over: Callable[[dict[str, str]], Assistant]) -> None:
    told = assistant_over({"交通.txt": TEXT}).ask("青棠县2022年农村公路多少公里，城乡客运票价下降了多少？")
    assert "1612公里" in told.text
    assert "45%" in told.text


def test_a_part_that_nothing_tells_is_named(assistant_over: Callable[[dict[str, str]], Assistant]) -> None:
    told = assistant_over({"交通.txt": TEXT}).ask("青棠县2022年农村公路多少公里，新增茶馆多少家？")
    assert "1612公里" in told.text
    assert "没有找到“新增茶馆多少家”的答案" in told.text


def test_what_the_first_of_two_measures_belongs_to_does_not_set_it_apart(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    text = "青棠县岭下塘水库开工\n2022年8月12日，岭下塘水库开工。\n工程总投资7.5亿元，工期三年。\n总库容310万立方米，坝高41米。\n"
    told = assistant_over({"水库.txt": text}).ask("青棠县岭下塘水库总库容和总投资是多少？")
    assert "7.5亿元" in told.text
    assert "310万立方米" in told.text


BESIDE = (
    "青棠县重点工程\n2022年8月12日\n青棠县今年动工修建梨湾路工程，项目总投资1.2亿元。工程全长3.6公里，路面宽24米。\n"
    "青棠县银行业\n全县银行机构各项存款余额达86.4亿元，增长9.5%；各项贷款余额41.7亿元，增长12%。\n"
    "青棠县茶业学堂\n县里办好茶业学堂和文化站两个阵地。县财政每年安排80万元用于茶业学堂建设。目前，全县共建茶业学堂57所。\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("青棠县梨湾路工程有多长、要花多少钱？", ["3.6公里", "1.2亿元"]),
        ("青棠县全县银行机构存款和贷款余额分别是多少？", ["86.4亿元", "41.7亿元"]),
        ("青棠县一共建了多少所茶业学堂，每年财政拿多少钱？", ["57所", "80万元"]),
    ],
)
def test_what_stands_beside_the_first_part_is_told_too(
    assistant_over: Callable[[dict[str, str]], Assistant], question: str, told: list[str]
) -> None:
    answer = assistant_over({"县情.txt": BESIDE}).ask(question)
    assert all(f"**{figure}**" in answer.text for figure in told)
    assert "没有找到" not in answer.text
