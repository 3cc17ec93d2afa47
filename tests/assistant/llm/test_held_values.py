"""Figures and dates in whatever notation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.held_values import HeldValues, values

DIGITS = "零一二三四五六七八九"


def held(text: str, source: str) -> bool:
    found = values(text)
    assert found, f"no value in {text}"
    holdings = HeldValues().add(source)
    return all(holdings.hold(value) for value in found)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("1.2亿元", "总投资12000万元"),
        ("12000万元", "总投资1.2亿元"),
        ("1亿2000万元", "总投资1.2亿元"),
        ("二〇二一年", "2021年完成"),
        ("2021年", "二○二一年完成"),
        ("５８.３亿元", "总投资58.3億元"),
        ("百分之七点五", "增长7.5%"),
        ("三成", "占30%"),
        ("三十六个", "36个项目"),
        ("28个", "改造小区28处"),
        ("7500亩", "占地500公顷"),
        ("1,234.5万元", "1234.5万元"),
        ("3月5日", "三月五日召开"),
        ("2021年3月18日", "发布时间：2021-03-18"),
        ("8.8万名", "8.8万老人"),
        ("168.4亿元", "生产总值（亿元） | 168.4 | 7.2"),
        ("七百八十九万三千二百个", "7893200个"),
    ],
)
def test_the_same_amount_in_another_notation_stands(text: str, source: str) -> None:
    assert held(text, source)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("1.3亿元", "总投资1.2亿元"),
        ("12亿元", "总投资12万元"),
        ("100亩", "100元"),
        ("2873户", "2873人"),
        ("7.5%", "提高7.5个百分点"),
        ("2022年", "2021年"),
        ("3月6日", "3月5日"),
        ("5家", "5G网络覆盖"),
        ("三十七个", "36个项目"),
        ("12亿元", "112亿元"),
    ],
)
def test_another_amount_or_another_unit_does_not_stand(text: str, source: str) -> None:
    assert not held(text, source)


@pytest.mark.parametrize(
    "text", ["一体化发展", "三农工作", "十四五期间", "第十八届", "一个项目", "5G基站", "PM2.5浓度"]
)
def test_a_number_that_tells_no_amount_is_none(text: str) -> None:
    assert values(text) == ()


@given(st.integers(11, 9999), st.sampled_from(["元", "个", "亩", "吨", "公里", "人"]))
def test_scales_never_change_an_amount(number: int, unit: str) -> None:
    assert held(f"{number}万{unit}", f"共{number * 10000}{unit}。")
    assert held(f"{number * 10000}{unit}", f"共{number}万{unit}。")


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9))
def test_numbers_in_words_are_those_in_digits(hundreds: int, tens: int, ones: int) -> None:
    spelt = f"{DIGITS[hundreds]}百{DIGITS[tens]}十{DIGITS[ones]}个"
    assert held(spelt, f"{100 * hundreds + 10 * tens + ones}个")


@given(st.text(alphabet="0123456789.,，亿万千百十元个年月日-—%第一二三点〇两", max_size=30))
def test_any_text_has_values_within_its_bounds(text: str) -> None:
    spans = [(v.start, v.end) for v in values(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert held_by_itself(text)


def held_by_itself(text: str) -> bool:
    holdings = HeldValues().add(text)
    return all(holdings.hold(value) for value in values(text))
