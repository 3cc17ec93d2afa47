"""The second of two indicators set against each other is written out where a question shortens it."""

from __future__ import annotations

import pytest

from assistant.question.ledger_request import ledger_request
from assistant.question.shortened_sides import in_plain_order, with_whole_names
from assistant.question.understand import understand
from tests.assistant.passages import holding

PLACES = holding("青棠县")
TOWN, COUNTRY = "城镇居民人均可支配收入", "农村居民人均可支配收入"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("城镇居民人均可支配收入比农村居民多多少元", f"{TOWN}比{COUNTRY}多多少元"),
        ("农村居民人均可支配收入比城镇的少多少", f"{COUNTRY}比{TOWN}的少多少"),
        ("城镇居民比农村居民人均可支配收入多多少", f"{TOWN}比{COUNTRY}多多少"),
        ("财政支出比收入多多少", "财政支出比财政收入多多少"),
        ("城镇居民收入和农村的差多少", "城镇居民收入和农村居民收入的差多少"),
        ("城镇居民人均可支配收入是农村居民的几倍", f"{TOWN}是{COUNTRY}的几倍"),
    ],
)
def test_the_shortened_side_gets_the_rest_of_the_name_beside_it(text: str, whole: str) -> None:
    # What stands behind a shortened name, 的, belongs to no name.
    assert with_whole_names(text).replace("的", "") == whole.replace("的", "")


@pytest.mark.parametrize(
    "text",
    ["一产比三产少多少", "固定资产投资比上年高多少", "茶厂比酒厂多多少家", "城镇居民人均可支配收入是多少"],
)
def test_whole_names_and_what_is_no_indicator_stay_as_they_are(text: str) -> None:
    assert with_whole_names(text) == text


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("青棠县2020年城镇居民人均可支配收入比农村居民多多少元？", "difference"),
        ("青棠县2020年城镇居民收入和农村的差多少？", "difference"),
        ("青棠县2020年城镇居民人均可支配收入是农村居民的几倍？", "ratio"),
    ],
)
def test_the_ledger_is_asked_for_just_the_two_that_are_named(question: str, operation: str) -> None:
    request = ledger_request(understand(question, PLACES, now=2026))
    assert request is not None
    assert request.operation == operation
    assert [each.name for each in request.indicators] == [TOWN, COUNTRY]


@pytest.mark.parametrize(
    ("text", "ordered"),
    [
        ("第二产业和第三产业哪个增长得快", "第二产业和第三产业增速哪个高"),
        ("和哪个市的粮食产量增长得更慢", "和粮食产量增速哪个市更低"),
        ("地区生产总值谁增速最高", "地区生产总值增速谁最高"),
        ("和哪个城市地区生产总值高", "和哪个市的地区生产总值高"),
        ("城镇居民和农村居民的收入谁涨得快", "城镇居民收入和农村居民收入增速谁高"),
        ("哪个地区生产总值高", "哪个地区生产总值高"),
    ],
)
def test_what_asks_which_side_is_ahead_stands_behind_the_indicator(text: str, ordered: str) -> None:
    assert in_plain_order(text) == ordered


@pytest.mark.parametrize(
    ("asked", "by_growth"),
    [("谁增长快", True), ("哪个增速高", True), ("哪个涨得慢", True), ("哪个高", False)],
)
def test_sides_whose_amounts_are_told_too_are_compared_by_what_the_question_sets(
    asked: str, by_growth: bool
) -> None:
    text = f"青棠县2020年粮食产量和油料产量各是多少，{asked}？"
    request = ledger_request(understand(text, PLACES, now=2026))
    assert request is not None
    assert request.by_growth is by_growth
