"""Two figures of one thing that a question asks for at once, in other words than the text has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant

DOCUMENTS = {
    "水街.txt": "岭口县二十里滨水民俗风情水街开工\n近日，岭口县二十里滨水民俗风情水街举行开工仪式。"
    "据了解，项目涉及2个街道6个社区3万余人，覆盖区域3100亩，建设工期为三年半，采取合作模式推进。\n",
    "小学.txt": "青棠县茶山路小学项目概况\n茶山路小学项目基本情况：该项目列入县重点项目之一，占地面积约42亩。"
    "学校规模为4轨24个班，主要建设普通教室和运动场。\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def over_parts(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("岭口滨水水街覆盖多大面积、要建多久？", ("3100亩", "三年半")),
        ("青棠县茶山路小学规划多少个班，占地多少？", ("24个", "42亩")),
    ],
)
def test_both_figures_are_told(over_parts: Assistant, question: str, told: tuple[str, ...]) -> None:
    answer = over_parts.ask(question)
    assert all(figure in answer.text for figure in told), answer.text
    assert answer.citations


def test_a_part_that_nothing_tells_is_said_to_be_missing(over_parts: Assistant) -> None:
    answer = over_parts.ask("岭口滨水水街覆盖多大面积、能停多少辆车？")
    assert "3100亩" in answer.text
    assert [line for line in answer.lines if line.role == "missing"]
