"""Years and five-year plans of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chinese.years import find_plans, in_digits, numbered_plans, year_number, years_named
from tests.ingest.chinese.spelling import spell_digits


@given(st.integers(1900, 2099))
def test_a_year_is_the_same_in_digits_and_in_words(year: int) -> None:
    assert year_number(str(year)) == year_number(spell_digits(year)) == year
    assert years_named(f"到{spell_digits(year)}年末") == years_named(f"到{year}年末") == [year]


@pytest.mark.parametrize("written", ["青禾", "二〇二", "20210", "", "二〇二一年"])
def test_what_is_no_year_is_none(written: str) -> None:
    assert year_number(written) is None


@pytest.mark.parametrize(
    ("text", "named", "listed"),
    [
        ("2021年和2022年", [2021, 2022], [2021, 2022]),
        ("2019—2021年", [2021], [2019, 2021]),
        ("2019、2020两年", [], [2019]),
        ("投资2021万元", [], []),
        ("编号12021年", [], []),
        ("二○二○至二〇二二年", [2022], [2022]),
    ],
)
def test_years_are_named_with_or_listed_before_another(
    text: str, named: list[int], listed: list[int]
) -> None:
    assert years_named(text) == named
    assert years_named(text, listed=True) == listed


def test_writing_years_in_digits_moves_nothing() -> None:
    text = "从二〇一九年到二〇二一年,一九九八年除外"
    assert in_digits(text) == "从2019年到2021年,1998年除外"
    assert len(in_digits(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "first", "last", "at_end"),
    [
        ("“十四五”期间", 2021, 2025, False),
        ("十三五末", 2016, 2020, True),
        ("“十一五”收官", 2006, 2010, True),
        ("十五五规划", 2026, 2030, False),
        ("“九五”计划", 1996, 2000, False),
        ("十五期间", 2001, 2005, False),
        ("“十五”末", 2001, 2005, True),
    ],
)
def test_a_five_year_plan_has_its_years(text: str, first: int, last: int, at_end: bool) -> None:
    (plan,) = find_plans(text)
    assert (plan.first, plan.last, plan.at_end) == (first, last, at_end)
    assert (plan.start, plan.end) == (0, len(text))


@pytest.mark.parametrize("text", ["“六五”环境日", "“八五”普法", "打八五折", "今年十五岁", "二十五期间"])
def test_what_is_called_like_an_earlier_plan_is_none(text: str) -> None:
    assert find_plans(text) == []


@pytest.mark.parametrize(
    ("text", "first"),
    [("第九个五年计划", 1996), ("第十个五年计划", 2001), ("第十一个五年规划", 2006), ("第十六个五年", 2031)],
)
def test_a_plan_named_by_its_number_has_its_years(text: str, first: int) -> None:
    assert [(plan.first, plan.last) for plan in numbered_plans(text)] == [(first, first + 4)]
