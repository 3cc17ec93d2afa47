"""Which indicators a ledger has figures of, and which of them a name that has none comes nearest to."""

from __future__ import annotations

from assistant.ledger.held_indicators import HeldIndicator, held_indicators, nearest_indicators
from tests.assistant.ledger.invented import told

HELD = [
    HeldIndicator(name, facts, 2020, 2021)
    for name, facts in (
        ("一般公共预算收入", 9),
        ("地区生产总值", 7),
        ("农林牧渔业总产值", 3),
        ("旅游收入", 1),
    )
]


def test_indicators_are_counted_with_the_most_told_first() -> None:
    facts = [
        told(12.5, "万吨", indicator="粮食产量", year=2020),
        told(80, year=2021),
        told(70, year=2019),
    ]
    gdp, grain = held_indicators(facts)
    assert (gdp.name, gdp.facts, gdp.first, gdp.last) == ("地区生产总值", 2, 2019, 2021)
    assert (grain.name, grain.facts) == ("粮食产量", 1)


def test_a_part_of_names_means_those_and_the_most_told_of_them_first() -> None:
    assert nearest_indicators("收入", HELD) == ["一般公共预算收入", "旅游收入"]


def test_another_of_an_indicators_names_within_what_is_written_leads_to_it() -> None:
    assert nearest_indicators("人均GDP", HELD) == ["地区生产总值"]
    assert nearest_indicators("財政收入增速", HELD) == ["一般公共预算收入"]


def test_a_name_written_like_another_leads_to_it_and_one_like_none_to_nothing() -> None:
    assert "农林牧渔业总产值" in nearest_indicators("农林渔业总产出", HELD)
    assert (
        nearest_indicators("星象", HELD)
        == nearest_indicators("数", HELD)
        == nearest_indicators(" ", HELD)
        == []
    )
