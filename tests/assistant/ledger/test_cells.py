"""How facts become cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.ledger.cells import CellCorrection, cells, key_of
from ingest.facts.model import StoredFact
from tests.assistant.ledger.invented import told


def test_a_figure_that_one_document_tells_is_single() -> None:
    (cell,) = cells([told(11.68)])
    assert cell.state == "single" and cell.preferred.fact.value == 11.68 and not cell.others


def test_figures_of_another_year_measure_qualifier_unit_or_status_are_other_cells() -> None:
    one = told(11.68)
    others = [
        told(11.68, year=2020),
        told(11.68, region="云溪县"),
        told(11.68, qualifiers=("人均",)),
        told(11.68, "%", measure="growth"),
        told(11.68, status="target"),
        told(11.68, period="h1"),
        told(11.68, indicator="一般公共预算收入"),
    ]
    assert len(cells([one, *others])) == 1 + len(others)


def test_an_estimate_is_a_figure_of_the_same_cell_as_a_result() -> None:
    (cell,) = cells([told(11.5, status="estimate", written="2021-12-20"), told(11.68, written="2022-01-15")])
    assert cell.preferred.fact.value == 11.68
    assert cell.state == "revised"


def test_the_regions_own_report_of_the_next_year_is_preferred() -> None:
    own, city, later = (
        told(11.68),
        told(12.1, by="霞山市", written="2022-01-10"),
        told(11.9, written="2024-01-15"),
    )
    (cell,) = cells([city, later, own])
    assert cell.preferred is own
    assert cell.others == (later, city)


def test_the_regions_own_figure_is_preferred_to_others_even_where_it_tells_it_late() -> None:
    own = told(11.9, written="2024-01-15")
    (cell,) = cells([told(12.1, by="霞山市", written="2022-01-10"), own])
    assert cell.preferred is own


def test_a_target_is_preferred_from_the_report_of_its_own_year() -> None:
    own = told(13, year=2022, status="target", written="2022-01-15")
    plan = told(14, year=2022, status="target", written="2020-03-01")
    (cell,) = cells([plan, own])
    assert cell.preferred is own


def test_an_exact_figure_is_preferred_to_the_mark_that_it_passed() -> None:
    (cell,) = cells([told(10, bound="over", doc="a"), told(11.68, doc="a")])
    assert cell.preferred.fact.value == 11.68 and cell.state == "agreed"


def test_an_exact_figure_of_another_document_that_a_bound_one_excludes_is_a_contradiction() -> None:
    (cell,) = cells([told(10, bound="over"), told(9.2, by="霞山市")])
    assert cell.preferred.fact.value == 10 and cell.state == "contradicted"


def test_figures_that_differ_by_rounding_agree() -> None:
    (cell,) = cells([told(11.68), told(11.7, by="霞山市"), told(116800, "万元", by="霞山省", spoken_in=None)])
    assert cell.state == "agreed" and len(cell.others) == 2 and cell.dissenting == ()


def test_a_figure_that_the_region_told_otherwise_later_is_revised() -> None:
    (cell,) = cells([told(11.68), told(11.92, written="2023-01-15")])
    assert cell.state == "revised"
    assert [other.fact.value for other in cell.dissenting] == [11.92]


def test_another_figure_of_somebody_else_contradicts() -> None:
    (cell,) = cells([told(11.68), told(11.92, written="2023-01-15"), told(13.4, by="霞山市")])
    assert cell.state == "contradicted"
    assert {other.fact.value for other in cell.dissenting} == {11.92, 13.4}


def test_two_figures_of_one_document_contradict() -> None:
    (cell,) = cells([told(11.68, doc="a"), told(18.61, doc="a")])
    assert cell.state == "contradicted"


def test_measure_words_that_count_the_same_things_are_one_unit() -> None:
    firms = [told(4819, unit, indicator="新增市场主体", by=unit) for unit in ("个", "家", "户")]
    (cell,) = cells([*firms, told(0.4819, "万户", indicator="新增市场主体", amount=4819.0, base_unit="户")])
    assert cell.key.base_unit == "个" and cell.state == "agreed"
    assert len(cells([told(221, "户"), told(385, "人"), told(3, "平方公里")])) == 3


def test_growth_over_the_year_before_is_one_cell_however_that_year_is_called() -> None:
    said = [told(8.1, "%", measure="growth", base=base) for base in ("上年", None, "去年同期", "2020年")]
    assert len(cells([*said, told(8.1, "%", measure="growth", base="2015年")])) == 2


def test_a_region_whose_place_nobody_tells_is_the_only_one_of_its_name() -> None:
    assert len(cells([told(11.68), told(11.7, place=None, by=None)])) == 1
    namesakes = [told(1, region="鼓楼区", place="甲省"), told(2, region="鼓楼区", place="乙省")]
    assert len(cells([*namesakes, told(3, region="鼓楼区", place=None)])) == 3


def test_an_indicator_that_is_not_listed_goes_by_its_name() -> None:
    one, other = told(3, indicator=None, name="柿饼产量"), told(4, indicator=None, name="竹筐产量")
    assert [cell.key.indicator for cell in cells([one, other])] == ["柿饼产量", "竹筐产量"]


def test_a_correction_wins_and_what_was_found_is_kept() -> None:
    found = told(116.8)
    said = CellCorrection(11.68, "亿元", 11.68e8, note="小数点", by="阿兰")
    (cell,) = cells([found], {key_of(found.fact): said})
    assert cell.state == "corrected" and cell.correction is said
    assert (cell.preferred.fact.value, cell.preferred.fact.amount) == (11.68, 11.68e8)
    assert cell.others == (found,) and cell.preferred.source == found.source


def test_a_confirmed_figure_wins_over_the_one_that_would_be_preferred() -> None:
    own, city = told(11.68), told(13.4, by="霞山市")
    said = CellCorrection(13.4, "亿元", 13.4e8)
    (cell,) = cells([own, city], {key_of(own.fact): said})
    assert cell.state == "confirmed" and cell.preferred is city and cell.others == (own,)


def test_a_figure_that_was_confirmed_stays_though_no_document_tells_it_any_more() -> None:
    own = told(11.68)
    said = CellCorrection(13.4, "亿元", 13.4e8)
    (cell,) = cells([own], {key_of(own.fact): said})
    assert cell.state == "corrected" and cell.preferred.fact.value == 13.4


FACTS = st.lists(
    st.builds(
        told,
        st.sampled_from([11.68, 11.7, 12.0, 13.4]),
        year=st.sampled_from([2020, 2021]),
        by=st.sampled_from(["岚屏县", "霞山市", None]),
        written=st.sampled_from(["2021-03-01", "2022-01-15", "2023-01-15", None]),
        bound=st.sampled_from(["", "over", "about"]),
        status=st.sampled_from(["result", "estimate", "target"]),
    ),
    max_size=8,
)


@given(FACTS)
def test_every_fact_is_in_one_cell_and_the_order_of_documents_decides_nothing(
    facts: list[StoredFact],
) -> None:
    found = cells(facts)
    assert sorted(each.id for cell in found for each in (cell.preferred, *cell.others)) == sorted(
        fact.id for fact in facts
    )
    turned = {cell.key: cell for cell in cells(facts[::-1])}
    for cell in found:
        again = turned[cell.key]
        assert again.state == cell.state
        assert again.preferred.fact.amount == cell.preferred.fact.amount
