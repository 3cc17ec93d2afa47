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
    return [words for words, _ in parts_asked(understand(question, places, now=2023), places, now=2023)]


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
