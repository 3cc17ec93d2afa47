"""Statements that belong to another time or region than their passage keep it in the catalogue."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.library.stored_scopes import scopes_as_stored, scopes_of
from ingest.schema import Scope
from tests.assistant.passages import passage

YEARS = st.none() | st.integers(1949, 2050)
SCOPES = st.builds(
    Scope,
    st.integers(0, 9),
    st.integers(10, 99),
    YEARS,
    st.sampled_from([None, "review", "plan"]),
    st.sampled_from([None, "2016/2020"]),
    st.none() | st.floats(0, 1),
    st.none() | st.text(),
    st.none() | st.text(),
)


@given(st.lists(SCOPES).map(tuple))
def test_scopes_come_back_as_they_were_stored(scopes: tuple[Scope, ...]) -> None:
    assert scopes_of(scopes_as_stored(scopes)) == scopes


def test_a_passage_is_read_with_the_time_and_region_of_the_statement_asked_for() -> None:
    stored = passage(
        "全市新开工项目40个。岚岭县计划明年再建12个。",
        start=100,
        region="云浦市",
        year=2021,
        outlook="review",
        scopes=(Scope(110, 122, 2022, "plan", about="岚岭县", about_place="云浦市"),),
    )
    assert (stored.at(100).year, stored.at(100).outlook, stored.at(100).tells_of) == (
        2021,
        "review",
        ("云浦市", stored.place),
    )
    inside = stored.at(115)
    assert (inside.year, inside.outlook, inside.tells_of) == (2022, "plan", ("岚岭县", "云浦市"))
    assert inside.text == stored.text
    assert stored.at(122) == stored
