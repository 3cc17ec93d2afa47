"""Which years a question asks an aim of, and of which beside it what came about."""

from __future__ import annotations

import pytest

from assistant.question.outlooks import outlooks
from assistant.question.places import Gazetteer
from assistant.question.understand import understand


def _outlooks(question: str) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    found = outlooks(understand(question, Gazetteer([("青棠县", "霞山省")]), now=2026))
    return None if found is None else (found.aimed, found.reached)


@pytest.mark.parametrize(
    ("question", "aimed", "reached"),
    [
        ("青棠县2022年茶叶产值目标完成了吗？", (2022,), (2022,)),
        ("青棠县2022年定的茶叶产值目标是多少，实际呢？", (2022,), (2022,)),
        ("青棠县2022年计划修多少公里路，最后修成多少公里？", (2022,), (2022,)),
        ("青棠县2022年有没有达到年初定的植树目标？", (2022,), (2022,)),
        ("青棠县2022年修路的任务完成得怎么样？", (2022,), (2022,)),
        ("青棠县2022年植树比年初目标多了多少亩？", (2022,), (2022,)),
        ("青棠县2021年、2022年的植树目标各是多少，实际完成多少？", (2021, 2022), (2021, 2022)),
        ("青棠县2021年茶叶产值实际增长多少，2022年定的增长目标又是多少？", (2022,), (2021,)),
        ("青棠县2023年的植树目标比2022年实际多多少亩？", (2023,), (2022,)),
        ("青棠县2023年的植树目标比2022年高多少？", (2023,), (2022,)),
        ("青棠县2023年的植树目标比2022年预计的多多少亩？", (2023,), (2022,)),
        ("青棠县2023年的植树目标跟上一年实际比哪个多？", (2023,), (2022,)),
    ],
)
def test_an_aim_is_asked_for_beside_what_came_of_it(
    question: str, aimed: tuple[int, ...], reached: tuple[int, ...]
) -> None:
    assert _outlooks(question) == (aimed, reached)


@pytest.mark.parametrize(
    "question",
    [
        "青棠县2022年的植树目标是多少？",
        "青棠县2021年和2022年的植树目标各是多少？",
        "青棠县2022年植树完成了多少亩？",
        "青棠县2022年计划完成投资多少亿元？",
        "青棠县怎样实现2022年的目标？",
        "青棠县2022年一般公共预算收入完成了多少？",
        "青棠县2022年计划生育率达到了多少？",
    ],
)
def test_an_aim_or_a_result_alone_is_set_against_nothing(question: str) -> None:
    assert _outlooks(question) is None
