"""Projects told of in prose, added up, subtracted and ranked, in an invented county."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant

TEXT = (
    "霜渡县2023年秋季开工项目\n2023年9月6日，霜渡县举行秋季项目开工活动。\n"
    "榫卯家具园项目总投资2亿3000万元，建设期三年。\n"
    "蓝莓冷链项目总投资1.6个亿，由农投公司承建。\n"
    "石拱桥修缮项目总投资四百五十万元。\n"
    "湿地栈道项目总投资3200余万元，年底完工。\n"
    "数字粮仓项目总投资2至3亿元。\n"
    "新开工项目19个，总投资31.4亿元。\n"
    "市县重点项目总投资27亿元。\n"
    "果酒厂、竹编馆等2个项目总投资9亿元。\n"
)


@pytest.fixture(scope="module")
def over_projects(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over({"霜渡开工.txt": TEXT})


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("榫卯家具园项目和蓝莓冷链项目总投资合计多少？", "合计 **3.9亿元**"),
        ("榫卯家具园项目和湿地栈道项目总投资合计多少？", "合计 **约2.62亿元**"),
        ("榫卯家具园项目比蓝莓冷链项目总投资多多少？", "榫卯家具园项目比蓝莓冷链项目多 **0.7亿元**"),
        ("蓝莓冷链项目和石拱桥修缮项目总投资相差多少？", "蓝莓冷链项目比石拱桥修缮项目多 **1.555亿元**"),
        ("霜渡县哪个项目总投资最多？", "4 个项目相比，最高的是榫卯家具园项目。"),
        ("霜渡县哪个项目总投资最少？", "4 个项目相比，最低的是石拱桥修缮项目。"),
    ],
)
def test_projects_are_reckoned_with_whatever_their_notation(
    over_projects: Assistant, question: str, told: str
) -> None:
    answer = over_projects.ask(question)
    assert told in answer.text
    assert not answer.abstained
    assert answer.citations


def test_a_group_of_projects_is_not_ranked_with_single_ones(over_projects: Assistant) -> None:
    answer = over_projects.ask("霜渡县哪个项目总投资最多？").text
    assert "4 个项目相比" in answer
    assert not any(total in answer for total in ("31.4", "27亿", "9亿元"))


def test_a_project_with_a_range_is_shown_and_not_added_up(over_projects: Assistant) -> None:
    answer = over_projects.ask("榫卯家具园项目和数字粮仓项目总投资合计多少？").text
    assert "**2至3亿元**" in answer
    assert "合计 **" not in answer


def test_a_project_of_which_nothing_is_told_gets_no_other_ones_figure(over_projects: Assistant) -> None:
    answer = over_projects.ask("榫卯家具园项目和竹编体验馆项目总投资合计多少？").text
    assert "竹编体验馆项目：资料库中没有找到" in answer
    assert "合计 **" not in answer
