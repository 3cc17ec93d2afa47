"""When two figures of one thing agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ledger.agreement import agree
from tests.assistant.ledger.invented import told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((11.7, "亿元"), (11.68, "亿元")),
        ((1168, "万"), (0.1168, "亿")),
        ((100, "亿元"), (1000000, "万元")),
        ((12, "亿元"), (11.5, "亿元")),
    ],
)
def test_figures_agree_that_differ_by_rounding_alone(
    one: tuple[float, str], other: tuple[float, str]
) -> None:
    assert agree(told(*one).fact, told(*other).fact)
    assert agree(told(*other).fact, told(*one).fact)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((11.7, "亿元"), (11.64, "亿元")),
        ((11.6, "亿元"), (11.68, "亿元")),
        ((10.4, "%"), (10.5, "%")),
        ((3, "亿元"), (3, "万元")),
    ],
)
def test_figures_differ_that_no_rounding_explains(one: tuple[float, str], other: tuple[float, str]) -> None:
    assert not agree(told(*one).fact, told(*other).fact)
    assert not agree(told(*other).fact, told(*one).fact)


def test_a_bound_figure_agrees_with_what_lies_beyond_it_and_with_nothing_on_its_other_side() -> None:
    over, under = told(10, bound="over").fact, told(12, bound="under").fact
    assert agree(over, told(11.68).fact)
    assert not agree(over, told(9.2).fact)
    assert agree(under, told(11.68).fact)
    assert not agree(under, told(12.6).fact)
    assert agree(over, under)


def test_about_an_amount_is_within_a_twentieth_of_it() -> None:
    about = told(200, bound="about").fact
    assert agree(about, told(193.4).fact)
    assert not agree(about, told(163.4).fact)


@given(st.integers(10**4, 10**7), st.integers(0, 3))
def test_an_amount_agrees_with_itself_rounded_in_any_unit(amount: int, decimals: int) -> None:
    exact = told(amount, "万元").fact
    rounded = told(round(amount / 1e4, decimals), "亿元").fact
    assert agree(exact, rounded) and agree(rounded, exact)
