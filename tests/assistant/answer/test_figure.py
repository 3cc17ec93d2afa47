from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.figure import Quantity, answering_quantity
from assistant.evidence.term_weights import TermWeights
from assistant.pipeline import Assistant


def quantity(assistant: Assistant, question: str, text: str) -> Quantity | None:
    asked = assistant.understand(question)
    return answering_quantity(asked, TermWeights(assistant.library, asked.focus, asked.asked), text)


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("一般公共预算收入是多少？", "一般公共预算收入完成5.2亿元，增长10.6%。", "5.2亿元"),
        ("一般公共预算收入增长了多少？", "一般公共预算收入完成5.2亿元，增长10.6%。", "10.6%"),
        ("新开工多少个项目？", "新开工项目31个，总投资48.5亿元。", "31个"),
        ("新开工项目总投资多少？", "新开工项目31个，总投资48.5亿元。", "48.5亿元"),
        ("新增多少家高新技术企业？", "新增规上企业9家；新增12家高新技术企业。", "12家"),
        ("到位资金多少？", "到位资金１，２８０万元。", "1280万元"),
    ],
)
def test_the_figure_of_the_thing_asked_about_is_taken(
    assistant: Assistant, question: str, text: str, told: str
) -> None:
    found = quantity(assistant, question, text)
    assert found is not None
    assert found.like(found.value) == told


@pytest.mark.parametrize("subjects", ["城镇居民和农村居民", "城镇和农村居民", "城乡居民"])
@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("城镇居民人均可支配收入是多少？", "36210元"),
        ("农村居民人均可支配收入是多少？", "17850元"),
    ],
)
def test_respectively_pairs_each_figure_with_its_subject(
    assistant: Assistant, question: str, told: str, subjects: str
) -> None:
    text = f"{subjects}人均可支配收入分别为36210元、17850元。"
    found = quantity(assistant, question, text)
    assert found is not None
    assert found.like(found.value) == told


@pytest.mark.parametrize(
    "text", ["一般公共预算收入增长6.1%。", "一般公共预算收入稳步提高。", "一般公共预算收入5至8亿元。"]
)
def test_a_text_without_one_fitting_figure_gives_none(assistant: Assistant, text: str) -> None:
    assert quantity(assistant, "一般公共预算收入是多少亿元？", text) is None


def test_offsets_give_back_the_figure(assistant: Assistant) -> None:
    text = "全年造林2.4万亩，新修农村公路102公里。"
    found = quantity(assistant, "造林多少亩？", text)
    assert found is not None
    assert text[found.start : found.end] == "2.4万亩"
    assert found.value == Decimal(24000)


def test_figures_of_different_scales_add_up_exactly() -> None:
    first, second = Quantity(Decimal("0.1"), "亿", "元", 0, 0), Quantity(Decimal("2000"), "万", "元", 0, 0)
    assert first.like(first.value + second.value) == "0.3亿元"
    assert second.like(first.value + second.value) == "3000万元"


NUMBERS = st.decimals(min_value=0, max_value=10**6, places=2)


@given(st.lists(NUMBERS, min_size=1, max_size=8), st.sampled_from(["", "百", "千", "万", "亿", "万亿"]))
def test_a_sum_in_the_scale_of_its_parts_is_the_sum_of_their_numbers(
    parts: list[Decimal], scale: str
) -> None:
    quantities = [Quantity(number, scale, "元", 0, 0) for number in parts]
    told = quantities[0].like(sum((q.value for q in quantities), start=Decimal(0)))
    assert told.endswith(scale + "元")
    assert Decimal(told.removesuffix(scale + "元")) == sum(parts)
