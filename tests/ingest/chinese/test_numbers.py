"""Numerals in every written form, read and written back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chinese.numbers import in_scale, parse_number, read_number
from tests.ingest.chinese.spelling import spell, spell_digits


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1,234.5", "1234.5"),
        ("一百二十三", "123"),
        ("两千三百", "2300"),
        ("两千三", "2300"),
        ("一千零五", "1005"),
        ("二〇二一", "2021"),
        ("一○五", "105"),
        ("廿五", "25"),
        ("卅", "30"),
        ("零", "0"),
        ("1亿2000万", "120000000"),
        ("3万5千", "35000"),
        ("一亿两千万", "120000000"),
        ("三万五", "35000"),
        ("1亿零200万", "102000000"),
        ("1.2个亿", "120000000"),
        ("5千万", "50000000"),
        ("1.5万亿", "1500000000000"),
        ("三点五万", "35000"),
        ("零点八", "0.8"),
        ("伍拾万", "500000"),
        ("壹仟贰佰", "1200"),
        ("百分之八", "0.08"),
        ("百分之百", "1"),
        ("百分之十二点五", "0.125"),
        ("千分之三", "0.003"),
        ("万分之6", "0.0006"),
        ("四分之一", "0.25"),
    ],
)
def test_a_numeral_stands_for_its_number(written: str, number: str) -> None:
    assert parse_number(written) == Decimal(number)


@pytest.mark.parametrize("written", ["十四五", "一百千", "二三产", "3万5", "亿元", "", "百分之", "9" * 60])
def test_what_makes_no_number_is_none(written: str) -> None:
    assert parse_number(written) is None


@pytest.mark.parametrize(
    ("written", "lower", "upper"),
    [
        ("三五", 3, 5),
        ("十五六", 15, 16),
        ("两三百", 200, 300),
        ("七八十", 70, 80),
        ("四五千万", 40_000_000, 50_000_000),
        ("几十", 20, 90),
        ("十几", 11, 19),
        ("数百", 200, 900),
    ],
)
def test_numerals_that_leave_the_number_open_give_both_ends(written: str, lower: int, upper: int) -> None:
    number = read_number(written)
    assert number is not None
    assert (number.lower, number.upper) == (lower, upper)
    assert parse_number(written) is None


@given(st.integers(0, 10**16 - 1))
def test_every_number_in_words_is_read_back(number: int) -> None:
    assert parse_number(spell(number)) == number


@given(st.integers(100, 10**12))
def test_every_number_digit_by_digit_is_read_back(number: int) -> None:
    assert parse_number(spell_digits(number)) == number


@given(st.decimals(0, 10**9, places=2))
def test_separators_of_thousands_change_no_number(number: Decimal) -> None:
    assert parse_number(f"{number:,}") == parse_number(f"{number}") == number


@given(st.integers(1, 9999), st.integers(1000, 9999))
def test_a_composite_is_the_sum_of_its_parts_in_digits_and_in_words(high: int, low: int) -> None:
    value = high * 10**8 + low * 10**4
    assert parse_number(f"{high}亿{low}万") == value
    assert parse_number(f"{spell(high)}亿{spell(low)}万") == value


@pytest.mark.parametrize(
    ("number", "scale", "shown"),
    [
        ("215000000", 10**8, "2.15亿"),
        ("215000000", 10**4, "2.15亿"),
        ("54060", 1, "54060"),
        ("215000000", 1, "2.15亿"),
        ("1000000", 10**8, "100万"),
        ("30000000", 10**8, "0.3亿"),
        ("0", 10**8, "0亿"),
    ],
)
def test_a_number_is_written_in_a_scale_that_suits_it(number: str, scale: int, shown: str) -> None:
    assert in_scale(Decimal(number), Decimal(scale)) == shown


@given(st.integers(0, 10**15), st.sampled_from([1, 10, 10**4, 10**7, 10**8, 10**12]))
def test_a_number_written_in_any_scale_is_read_back(number: int, scale: int) -> None:
    assert parse_number(in_scale(Decimal(number), Decimal(scale))) == number
