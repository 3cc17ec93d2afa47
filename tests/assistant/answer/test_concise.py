"""A figure's answer is the clause that tells it, with what it holds for, and emphasises that figure alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant

REPORT = (
    "砚溪县2023年政府工作报告\n——2023年1月6日在砚溪县第十八届人民代表大会第三次会议上\n砚溪县县长 温若澜\n各位代表：\n"
    "现在，我代表县人民政府向大会报告工作，请予审议。\n一、2022年工作回顾\n"
    "2022年，全县上下团结奋进，各项事业取得新的进展。\n"
    "持续改善人居环境，拆除违建480处，清运垃圾6.2万吨，改造农村厕所3150座，群众的获得感不断增强。\n"
    "前三季度，竹编产业园引进企业27家，实现产值18.6亿元，带动就业2300人，发展势头良好。\n"
    "深入推进河湖治理，疏浚河道42公里，新建堤防17公里，水质明显好转，两岸风景宜人。\n"
    "二、2023年工作安排\n2023年，力争新修农村公路120公里，新建桥梁9座，打通断头路4条，让群众出行更方便。\n"
)


@pytest.fixture(scope="module")
def assistant(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over({"砚溪2023.txt": REPORT})


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("砚溪县2022年改造了多少座农村厕所？", "改造农村厕所**3150座**", "违建"),
        ("砚溪县2022年竹编产业园引进了多少家企业？", "前三季度，竹编产业园引进企业**27家**", "就业"),
        ("砚溪县2023年要新建多少座桥梁？", "新建桥梁**9座**", "断头路"),
    ],
)
def test_only_the_clause_that_tells_the_figure_is_quoted_and_only_that_figure_stands_out(
    assistant: Assistant, question: str, told: str, untold: str
) -> None:
    text = assistant.ask(question).text
    assert told in text
    assert untold not in text
    assert len(re.findall(r"\*\*[^*]+\*\*", text)) == 1


def test_a_plan_keeps_the_words_that_say_that_it_is_one(assistant: Assistant) -> None:
    assert "力争" in assistant.ask("砚溪县2023年要新建多少座桥梁？").text


def test_where_several_figures_are_asked_for_none_is_cut_off(assistant: Assistant) -> None:
    text = assistant.ask("砚溪县2022年拆除违建多少处，改造了多少座农村厕所？").text
    assert "480处" in text and "3150座" in text


def test_what_is_quoted_is_what_is_cited(assistant: Assistant) -> None:
    answer = assistant.ask("砚溪县2022年改造了多少座农村厕所？")
    text = assistant.library.document("砚溪2023.txt").text
    spans = [text[start:end] for citation in answer.citations for start, end in citation.exact]
    assert "改造农村厕所3150座" in spans
    assert not any("违建" in span for span in spans)
