"""Matrices of cells."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assistant.ledger.cells import cells
from assistant.ledger.matrix import Time, regions_by_times, series_by_times
from assistant.ledger.scale import common_scale, digits
from tests.assistant.ledger.invented import told


def test_a_matrix_has_a_row_for_each_region_and_a_column_for_each_year_between_the_first_and_the_last() -> (
    None
):
    found = [told(90, year=2018), told(96.4, year=2021), told(31, region="云溪县", year=2019)]
    matrix = regions_by_times(cells(found))
    assert [time.year for time in matrix.times] == [2018, 2019, 2020, 2021]
    assert [row.region[0] for row in matrix.rows] == ["岚屏县", "云溪县"]
    assert matrix.rows[0].number(Time(2019)) is None
    assert matrix.rows[0].number(Time(2021)) == Decimal("96.4")
    assert len(matrix.cells) == 3


def test_namesakes_have_rows_of_their_own() -> None:
    found = [told(1, region="鼓楼区", place="甲省"), told(2, region="鼓楼区", place="乙省")]
    assert {row.region for row in regions_by_times(cells(found)).rows} == {
        ("鼓楼区", "甲省"),
        ("鼓楼区", "乙省"),
    }


def test_the_years_can_be_limited() -> None:
    found = cells([told(90 + i, year=2010 + i) for i in range(12)])
    assert [time.year for time in regions_by_times(found, 2015, 2017).times] == [2015, 2016, 2017]
    assert regions_by_times(found, 2050).times == ()


def test_months_are_columns_of_their_own() -> None:
    found = [told(1.1, "%", period="month", month=m, measure="growth") for m in (3, 12)]
    assert regions_by_times(cells(found)).times == (Time(2021, 3), Time(2021, 12))


def test_what_has_no_region_or_no_year_has_no_place_in_a_matrix() -> None:
    assert regions_by_times(cells([told(1, region=None), told(1, year=None)])).rows == ()


def test_all_figures_are_shown_in_the_unit_that_most_are_written_in() -> None:
    matrix = regions_by_times(
        cells([told(90), told(31.5, region="云溪县"), told(2345678, "万元", region="浮石县")])
    )
    assert matrix.rows[0].scale.unit == "亿元"
    assert {row.number(Time(2021)) for row in matrix.rows} == {
        Decimal(90),
        Decimal("31.5"),
        Decimal("234.5678"),
    }


def test_a_region_has_a_row_for_each_series_with_a_unit_of_its_own() -> None:
    found = [told(96.4), told(6.8, "%", measure="growth"), told(96000, "万元", indicator="一般公共预算收入")]
    matrix = series_by_times(cells(found))
    assert {(row.series.thing, row.scale.unit) for row in matrix.rows} == {
        ("地区生产总值", "亿元"),
        ("地区生产总值", "%"),
        ("一般公共预算收入", "万元"),
    }


def test_a_fall_keeps_its_sign() -> None:
    fact = told(6.7, "%", measure="growth", amount=-6.7).fact
    assert common_scale([fact]).number(fact) == Decimal("-6.7")


def test_large_figures_are_written_with_separators_and_without_exponents() -> None:
    fact = told(1164078, "万元").fact
    assert digits(common_scale([fact]).number(fact)) == "1,164,078"
    assert digits(common_scale([told(100).fact]).number(told(100).fact)) == "100"


@given(st.lists(st.tuples(st.integers(1, 10**6), st.sampled_from(["万元", "亿元", "元"])), min_size=1))
def test_a_figure_is_the_same_amount_in_whatever_unit_it_is_shown(given_: list[tuple[int, str]]) -> None:
    facts = [told(value, unit).fact for value, unit in given_]
    scale = common_scale(facts)
    for fact in facts:
        shown = float(scale.number(fact) * scale.factor)
        assert abs(shown - fact.amount) <= 0.00005 * float(scale.factor)
