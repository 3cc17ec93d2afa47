"""Answers over documents whose statements tell of other regions than their paragraph."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant
from assistant.question.filters import Filters

CITY, COUNTY = "公报.txt", "嵩县.txt"
TEXTS = {
    CITY: "洛阳市2023年国民经济和社会发展统计公报\n洛阳市统计局\n2024年4月2日\n一、综合\n"
    "分县区看，栾川县实现地区生产总值311.4亿元，比上年增长6.2%；嵩县实现地区生产总值262.7亿元，增长5.1%。"
    "栾川县、嵩县地区生产总值占全市比重分别为5.6%、4.7%。\n"
    "二、农业\n全市完成造林面积9.6万亩，其中，栾川县3.2万亩、嵩县2.4万亩，汝阳县1.1万亩。\n"
    "三、旅游\n区县：栾川县 | 接待游客：1820万人次 | 旅游收入：128亿元\n区县：全市 | 接待游客：14000万人次 | 旅游收入：1050亿元\n",
    COUNTY: "嵩县2023年工业情况\n2024年3月1日\n2023年，全县规模以上工业增加值增长7.3%。"
    "全市规模以上工业增加值达到1900亿元，增长4.4%。\n",
}


@pytest.fixture(scope="module")
def over(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(TEXTS)


def test_counties_figures_never_answer_for_their_city(over: Assistant) -> None:
    answer = over.ask("洛阳市2023年地区生产总值是多少？")
    assert answer.abstained
    assert "311.4" not in answer.text and "262.7" not in answer.text


def test_a_county_told_of_only_in_its_citys_report_is_found_there(over: Assistant) -> None:
    answer = over.ask("栾川县2023年地区生产总值是多少？")
    assert "**311.4亿元**" in answer.text and "262.7" not in answer.text
    assert [(c.doc, c.region, c.place) for c in answer.citations][:1] == [(CITY, "栾川县", "河南省洛阳市")]


def test_an_item_of_a_list_is_quoted_with_what_introduces_it(over: Assistant) -> None:
    answer = over.ask("嵩县2023年造林面积是多少？")
    assert "造林面积" in answer.text and "2.4万亩" in answer.text and "3.2万亩" not in answer.text
    (line,) = [line for line in answer.lines if line.asked]
    assert line.asked and line.text[slice(*line.asked)] == "2.4万亩"


def test_the_city_keeps_its_own_figure_beside_its_counties(over: Assistant) -> None:
    answer = over.ask("洛阳市2023年完成造林面积多少？")
    assert "9.6万亩" in answer.text and "3.2万亩" not in answer.text


def test_figures_that_counties_share_are_told_apart_by_their_order(over: Assistant) -> None:
    answer = over.ask("嵩县2023年地区生产总值占全市比重是多少？")
    (line,) = [line for line in answer.lines if line.asked]
    assert line.asked and line.text[slice(*line.asked)] == "4.7%"


def test_counties_are_compared_by_their_own_figures(over: Assistant) -> None:
    answer = over.ask("栾川县和嵩县2023年造林面积哪个大？")
    assert "栾川县更大" in answer.text and "3.2万亩" in answer.text


def test_a_row_answers_for_the_county_in_its_first_cell(over: Assistant) -> None:
    assert "1820万人次" in over.ask("栾川县2023年接待游客多少？").text
    assert "1820万人次" not in over.ask("洛阳市2023年接待游客多少？").text


def test_the_citys_figure_in_a_countys_document_is_not_the_countys(over: Assistant) -> None:
    assert "1900" not in over.ask("嵩县2023年规模以上工业增加值是多少？").text
    answer = over.ask("洛阳市2023年规模以上工业增加值是多少？")
    assert "1900亿元" in answer.text
    assert [c.region for c in answer.citations][:1] == ["洛阳市"]


def test_a_filter_lets_a_citys_report_through_for_what_it_says_of_the_counties_chosen(
    over: Assistant,
) -> None:
    question = "2023年造林面积是多少？"
    one = over.ask(question, filters=Filters(("栾川县",)))
    assert "3.2万亩" in one.text and "2.4万亩" not in one.text
    two = over.ask(question, filters=Filters(("栾川县", "汝阳县")))
    assert "3.2万亩" in two.text and "1.1万亩" in two.text and "2.4万亩" not in two.text
    assert over.ask("洛阳市2023年造林面积是多少？", filters=Filters(("栾川县",))).abstained


def test_what_a_statement_tells_of_is_what_most_of_it_tells_of(over: Assistant) -> None:
    passage = next(p for p in over.library.passages_of(CITY) if "分县区看" in p.text)
    start = passage.start + passage.text.index("分县区看")
    end = passage.start + passage.text.index("嵩县实现")
    assert passage.told_over(start, end) == ("栾川县", "河南省洛阳市")
