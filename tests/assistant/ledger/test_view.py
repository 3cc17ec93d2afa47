"""Addresses of views."""

from __future__ import annotations

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from assistant.ledger.view import View, view_of

WORDS = st.text("地区生产总值（农村）&=?#%+ ab|", max_size=8).map(str.strip)
VIEWS = st.builds(
    View,
    page=st.sampled_from(["indicator", "region", "projects"]),
    indicator=WORDS,
    measure=st.sampled_from(["", "growth", "growth|%|上年|"]),
    period=st.sampled_from(["year", "h1", "five-year"]),
    regions=st.lists(WORDS.filter(bool), unique=True, max_size=3).map(tuple),
    first=st.none() | st.integers(1950, 2049),
    last=st.none() | st.integers(1950, 2049),
    target=st.booleans(),
    chart=st.sampled_from(["line", "bar"]),
    states=st.sampled_from([(), ("started",), ("planned", "in production")]),
    year=st.none() | st.integers(1950, 2049),
    industry=WORDS,
    least=st.none() | st.integers(1, 10**11).map(float),
    words=WORDS,
)


@given(VIEWS)
def test_an_address_leads_to_its_view(view: View) -> None:
    assert view_of(parse_qsl(view.address()[1:])) == view


def test_an_address_says_no_more_than_it_must() -> None:
    assert View().address() == "?ledger=indicator"


def test_values_that_mean_nothing_are_left_open() -> None:
    nonsense = [
        ("ledger", "x"), ("period", "decade"), ("from", "二〇"), ("to", "99999"), ("state", "lost"), ("least", "-3"),
    ]  # fmt: skip
    assert view_of(nonsense) == View()
