"""Which figures stand side by side, and what a view shows where it leaves something open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from assistant.ledger.cells import Cell, cells
from assistant.ledger.series import Series, chosen, series_of, things, variants
from assistant.ledger.wording import variant_words
from tests.assistant.ledger.invented import told


def counted(found: Iterable[Cell]) -> Counter[Series]:
    """How many cells each series has."""
    return Counter(series_of(cell.key) for cell in found)


GDP = [told(90 + i, year=2018 + i) for i in range(4)]
GROWTH = [told(6 + i, "%", year=2018 + i, measure="growth") for i in range(5)]
INCOME = [told(2e4, "元", year=2021, indicator="人均可支配收入", qualifiers=("农村",))]
COUNTS = counted(cells([*GDP, *GROWTH, *INCOME]))


def test_a_view_that_asks_for_nothing_opens_on_the_levels_of_the_indicator_with_most_cells() -> None:
    shown = chosen(COUNTS)
    assert shown is not None and (shown.indicator, shown.measure) == ("地区生产总值", "level")


def test_a_measure_or_an_exact_variant_is_found() -> None:
    growth = chosen(COUNTS, "地区生产总值", "growth")
    assert growth is not None and growth.measure == "growth" and growth.base == "上年"
    assert growth.variant == "growth|%|上年|"
    assert chosen(COUNTS, "地区生产总值", growth.variant) == growth


def test_qualifiers_make_another_thing_and_its_plain_name_finds_it_where_there_is_no_other() -> None:
    assert things(COUNTS) == [
        ("地区生产总值", "地区生产总值", 9),
        ("人均可支配收入（农村）", "人均可支配收入", 1),
    ]
    for asked in ("人均可支配收入（农村）", "人均可支配收入"):
        shown = chosen(COUNTS, asked)
        assert shown is not None and shown.qualifiers == ("农村",)


def test_what_is_not_held_is_not_chosen() -> None:
    assert chosen(COUNTS, "森林覆盖率") is None
    assert chosen({}) is None


def test_the_variants_of_a_thing_begin_with_its_levels() -> None:
    shown = chosen(COUNTS)
    assert shown is not None
    assert [each.measure for each in variants(COUNTS, shown)] == ["level", "growth"]


def test_sums_over_several_years_are_a_series_of_their_own() -> None:
    (cell,) = cells([told(400, year=2020, period="five-year", from_year=2016)])
    assert series_of(cell.key).span == 5 and series_of(cell.key).period == "five-year"
    assert variant_words(series_of(cell.key)) == "5年累计数值（元）"


def test_a_view_opens_on_what_is_told_most_where_levels_are_few() -> None:
    aims = [told(6 + i, "%", year=2018 + i, measure="growth", status="target") for i in range(5)]
    shown = chosen(counted(cells([told(130, year=2018, status="target"), *aims])), "地区生产总值")
    assert shown is not None and shown.measure == "growth"


def test_what_a_figure_is_set_against_is_one_year_and_no_sum_of_years() -> None:
    since = {"year": 2016, "from_year": 2011, "base": "2011年"}
    found = cells(
        [
            told(60, "%", measure="growth", **since),
            told(1.6, "倍", measure="growth", qualifiers=("倍数",), **since),
            told(20, "天", measure="change", indicator="优良天数", **since),
            told(7, "%", measure="growth", base="年均", year=2016, from_year=2011),
        ]
    )
    assert [variant_words(series_of(cell.key)) for cell in found] == [
        "比2011年增长（%）",
        "是2011年的（倍）",
        "比2011年增减（天）",
        "年均增长（%）",
    ]


def test_how_many_times_a_base_is_another_variant_of_the_same_thing() -> None:
    ratio = told(1.6, "倍", measure="growth", qualifiers=("倍数",), base="2011年", year=2016)
    grown = told(0.6, "倍", measure="growth", base="2011年", year=2016)
    one, other = (series_of(cell.key) for cell in cells([ratio, grown]))
    assert one.thing == other.thing == "地区生产总值"
    assert one.variant != other.variant
    counts = counted(cells([ratio, grown]))
    assert [chosen(counts, one.thing, each.variant) for each in (one, other)] == [one, other]
