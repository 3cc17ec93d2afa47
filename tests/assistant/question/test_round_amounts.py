"""Round amounts of a question are found in the other ways of writing them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.round_amounts import round_amounts
from ingest.chinese.numbers import parse_number


@pytest.mark.parametrize(
    ("focus", "others"),
    [
        ("产值过三千亿", {"三千亿": {"3000亿"}}),
        ("突破5000亿元", {"5000亿": {"五千亿"}}),
        ("突破2000万斤", {"2000万": {"二千万", "两千万"}}),
        ("过千亿", {"千亿": {"1000亿", "一千亿"}}),
        ("产值1.5亿元", {}),
        ("修了三千米", {}),
    ],
)
def test_an_amount_has_its_other_writings(focus: str, others: dict[str, set[str]]) -> None:
    assert round_amounts(focus) == others


@given(st.integers(1, 9), st.sampled_from(("十", "百", "千")), st.sampled_from("万亿"))
def test_every_writing_is_of_one_amount(digit: int, place: str, scale: str) -> None:
    written = "一二三四五六七八九"[digit - 1] + place + scale
    (others,) = round_amounts(f"突破{written}元").values()
    assert others and {parse_number(other) for other in others} == {parse_number(written)}
