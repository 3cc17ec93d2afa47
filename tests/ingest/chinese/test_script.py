"""Folding brings writings of one text together and moves no offset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chinese.script import fold

ANY = st.one_of(
    st.sampled_from("國国縣县區区ＡａＺ０９％，（）。著着瞭了乾ﬁ①㎡\t\n\0 "),
    st.characters(),
    st.characters(categories=["Cs"]),
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("國民經濟", "国民经济"),
        ("ＧＤＰ增長６％", "gdp增长6%"),
        ("（一）縣域，", "(一)县域,"),
        ("乾縣", "干县"),
    ],
)
def test_scripts_widths_and_cases_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(text=st.lists(ANY, max_size=30).map("".join), times=st.integers(1, 50))
def test_a_character_is_folded_alike_alone_and_in_a_long_text(text: str, times: int) -> None:
    assert fold(text * times) == "".join(map(fold, text)) * times


@given(text=st.lists(ANY, max_size=30).map("".join))
def test_a_folded_text_is_of_the_same_length(text: str) -> None:
    assert len(fold(text)) == len(text)
