from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.answer.figure import answering_quantity
from assistant.evidence.term_weights import TermWeights
from assistant.pipeline import Assistant
from ingest.chinese.quantity import Quantity


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
        ("到位资金多少？", "到位资金1亿2000万元，增长两成。", "1亿2000万元"),
        ("到位资金多少？", "到位资金九千五百万元，占百分之八。", "九千五百万元"),
        ("到位资金占百分之几？", "到位资金九千五百万元，占百分之八。", "百分之八"),
        ("到位资金多少？", "到位资金由年初的3亿元增加到4.5亿元。", "4.5亿元"),
        ("年初到位资金多少？", "到位资金由年初的3亿元增加到4.5亿元。", "3亿元"),
        ("装机容量多少千瓦？", "新建220千伏变电站，装机容量3.2万千瓦。", "3.2万千瓦"),
    ],
)
def test_the_figure_of_the_thing_asked_about_is_taken(
    assistant: Assistant, question: str, text: str, told: str
) -> None:
    found = quantity(assistant, question, text)
    assert found is not None
    assert found.written == told


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
    assert found.written == told


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
