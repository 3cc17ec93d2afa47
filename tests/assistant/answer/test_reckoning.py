"""Sums and differences of figures in whatever notation, and what is not reckoned at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.reckoning import as_given, difference, total
from ingest.chinese.numbers import parse_number
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity


def read(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (["1亿2000万元", "5000万元"], "1.7亿元"),
        (["1亿2000万元", "九千五百万元"], "2.15亿元"),
        (["2.3个亿", "1亿2000万元"], "3.5亿元"),
        (["36210元", "17850元"], "54060元"),
        (["31个", "12家"], "43个"),
        (["3000余万元", "2000万元"], "约5000万元"),
        (["约5亿元", "3亿元"], "约8亿元"),
        (["20亩", "2公顷"], "3.3333公顷"),
        (["5至8亿元", "3亿元"], None),
        (["5%", "8%"], None),
        (["5亿元", "20亩"], None),
        (["5亿元", "300万美元"], None),
        (["3元/公斤", "2元/公斤"], None),
        (["8.8万", "3万人"], None),
    ],
)
def test_only_like_amounts_add_up(parts: list[str], told: str | None) -> None:
    assert total([read(part) for part in parts]) == told


@pytest.mark.parametrize(
    ("larger", "smaller", "told"),
    [
        ("1亿2000万元", "5000万元", "0.7亿元"),
        ("2.3个亿", "1亿2000万元", "1.1亿元"),
        ("45.3%", "45.2%", "0.1个百分点"),
        ("近3亿元", "2亿元", "约1亿元"),
        ("3-5亿元", "2亿元", None),
        ("3亿元", "2%", None),
    ],
)
def test_only_like_amounts_are_subtracted(larger: str, smaller: str, told: str | None) -> None:
    assert difference(read(larger), read(smaller)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("约5亿元", "约5亿元"),
        ("超过5亿元", "超过5亿元"),
        ("3000余万元", "3000余万元"),
        ("近百家", "近百家"),
        ("5亿元", "5亿元"),
    ],
)
def test_a_figure_is_given_with_how_exact_it_is(text: str, told: str) -> None:
    assert as_given(read(text)) == told


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=8), st.sampled_from(["", "万", "亿"]))
def test_a_sum_is_the_sum_of_its_parts_in_whatever_scale_it_is_written(parts: list[int], scale: str) -> None:
    told = total([read(f"{part}{scale}元") for part in parts])
    assert told is not None
    factor = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    assert parse_number(told.removesuffix("元")) == Decimal(sum(parts) * factor)
