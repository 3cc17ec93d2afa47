"""Charts of matrices."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ledger.cells import cells
from assistant.ledger.matrix import Matrix, Row, Time, regions_by_times
from assistant.web.i18n.words import SIMPLIFIED
from assistant.web.ledger.chart import MOST_LINES, bar_chart, latest, line_chart
from tests.assistant.ledger.invented import told

NAMESPACE = "{http://www.w3.org/2000/svg}"


def name(row: Row) -> str:
    return row.region[0]


def matrix_of(figures: dict[str, dict[int, float]]) -> Matrix:
    facts = [
        told(value, region=region, year=year)
        for region, some in figures.items()
        for year, value in some.items()
    ]
    return regions_by_times(cells(facts))


def lines(matrix: Matrix, width: int = 900) -> ET.Element:
    return ET.fromstring(line_chart(matrix, name, "总值", "亿元", width, SIMPLIFIED))


def bars(matrix: Matrix) -> ET.Element:
    return ET.fromstring(bar_chart(matrix, name, "总值", "亿元", 900, SIMPLIFIED))


def test_a_gap_interrupts_a_line_and_every_figure_is_a_dot() -> None:
    drawn = lines(matrix_of({"岚屏县": {2015: 1, 2016: 2, 2018: 3, 2019: 4, 2021: 5}}))
    assert len(drawn.findall(f".//{NAMESPACE}polyline")) == 2
    assert len(drawn.findall(f".//{NAMESPACE}circle")) == 5


def test_larger_figures_stand_higher() -> None:
    drawn = lines(matrix_of({"岚屏县": {2015: 10, 2016: 25, 2017: 3}}))
    heights = [float(dot.get("cy", "nan")) for dot in drawn.findall(f".//{NAMESPACE}circle")]
    assert heights[1] < heights[0] < heights[2]


def test_names_beside_lines_do_not_lie_on_one_another() -> None:
    drawn = lines(matrix_of({f"{letter}县": {2020: 10, 2021: 10.01} for letter in "甲乙丙丁戊己庚辛"}))
    heights = sorted(
        float(text.get("y", "nan"))
        for text in drawn.findall(f"{NAMESPACE}text")
        if "name-" in text.get("class", "")
    )
    assert len(heights) == 8
    assert all(below - above >= 14.9 for above, below in zip(heights, heights[1:], strict=False))


def test_on_a_narrow_page_the_names_stand_below_the_chart() -> None:
    matrix = matrix_of({"岚屏县": {2020: 1}, "云溪县": {2020: 2}})
    wide, narrow = lines(matrix), lines(matrix, 340)
    assert float(narrow.get("height", "0")) > float(wide.get("height", "0"))
    assert not [text for text in narrow.findall(f"{NAMESPACE}text") if "name-" in text.get("class", "")]


def test_only_so_many_lines_are_drawn_as_can_be_told_apart() -> None:
    drawn = lines(matrix_of({f"{chr(0x4E00 + i)}县": {2020: i, 2021: i + 1} for i in range(20)}))
    assert len(drawn.findall(f".//{NAMESPACE}polyline")) == MOST_LINES


def test_bars_of_several_regions_are_of_the_latest_year_that_most_have_the_largest_first() -> None:
    matrix = matrix_of(
        {
            "甲县": {2020: 5, 2021: 9},
            "乙县": {2020: 7, 2021: 11},
            "丙县": {2021: 10, 2022: 30},
            "丁县": {2021: 1},
        }
    )
    assert latest(matrix) == Time(2021)
    texts = [text.text for text in bars(matrix).findall(f".//{NAMESPACE}text") if text.get("class") == "name"]
    assert texts == ["乙县", "丙县", "甲县", "丁县"]


def test_bars_of_one_region_are_its_years() -> None:
    texts = [
        text.text
        for text in bars(matrix_of({"甲县": {2020: 5, 2022: 9}})).findall(f".//{NAMESPACE}text")
        if text.get("class") == "name"
    ]
    assert texts == ["2020", "2022"]


def test_a_bar_of_what_was_only_expected_says_so() -> None:
    matrix = regions_by_times(cells([told(5, year=2020), told(6, status="estimate")]))
    texts = [
        text.text for text in bars(matrix).findall(f".//{NAMESPACE}text") if text.get("class") == "figure"
    ]
    assert texts == ["5", "6 预"]


def test_hostile_names_stay_text() -> None:
    evil = "</svg><script>alert(1)</script>"
    for drawn in (line_chart, bar_chart):
        assert "<script" not in drawn(
            matrix_of({evil: {2020: 1, 2021: 2}, "乙县": {2021: 2}}), name, evil, evil, 900, SIMPLIFIED
        )


VALUES = st.one_of(st.floats(-1e12, 1e12), st.just(0.0), st.floats(-1e-6, 1e-6))


@given(st.dictionaries(st.integers(2000, 2020), VALUES, min_size=1), st.sampled_from([320, 560, 1600]))
def test_whatever_is_drawn_lies_within_the_picture(figures: dict[int, float], width: int) -> None:
    matrix = matrix_of({"甲县": figures, "乙县": {2020: 1.0}})
    drawn = lines(matrix, width)
    height = float(drawn.get("height", "0"))
    for dot in drawn.findall(f".//{NAMESPACE}circle"):
        x, y = float(dot.get("cx", "nan")), float(dot.get("cy", "nan"))
        assert 0 <= x <= width and 0 <= y <= height
    for bar in bars(matrix).findall(f".//{NAMESPACE}rect"):
        assert math.isfinite(float(bar.get("x", "nan"))) and float(bar.get("width", "nan")) >= 1


@pytest.mark.parametrize("value", [0.0, 5.0, -5.0])
def test_a_single_figure_can_be_drawn(value: float) -> None:
    drawn = lines(matrix_of({"甲县": {2020: value}}))
    assert len(drawn.findall(f".//{NAMESPACE}circle")) == 1
    assert re.search(r"nan|inf", ET.tostring(drawn, encoding="unicode")) is None
