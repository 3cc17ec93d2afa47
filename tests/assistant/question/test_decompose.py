"""Questions that ask which county leads are asked of every county that the library can tell of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant
from assistant.question.decompose import sides_of
from assistant.question.places import Gazetteer
from assistant.question.understand import understand
from tests.assistant.passages import holding

_COUNTIES = {"青棠县": "12.5亿元", "白桦县": "9.8亿元", "苇川县": "14.2亿元", "霁川县": "14.2亿元"}


def _report(county: str, told: str) -> str:
    return (
        f"{county}2022年政府工作报告\n2022年1月9日在{county}第十届人民代表大会第一次会议上\n各位代表：\n"
        f"现在，我代表县人民政府向大会报告工作，请予审议。\n一、2021年工作回顾\n{told}\n"
        "二、2022年工作安排\n一般公共预算收入增长6%，造林2万亩。\n"
    )


@pytest.fixture(scope="module")
def over_counties(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    told = {c: f"2021年，一般公共预算收入完成{income}。" for c, income in _COUNTIES.items()}
    told["青棠县"] += "新开工项目31个。"
    told["白桦县"] += "新开工项目24个。"
    told["霁川县"] += "新开工项目40个。"
    told["岚屏县"] = "2021年，全县经济平稳运行。"
    documents = {f"{c}.txt": _report(c, text) for c, text in told.items()}
    documents["去年的.txt"] = (
        _report("松陂县", "一般公共预算收入完成99亿元。").replace("2022", "2020").replace("2021", "2019")
    )
    return assistant_over(documents)


@pytest.mark.parametrize(
    "question", ["2021年哪个县的财政收入最高？", "财政收入2021年哪个县最高", "2021年各县谁的财政收入最高？"]
)
def test_which_county_leads_is_told_with_every_countys_figure_and_who_has_none(
    over_counties: Assistant, question: str
) -> None:
    answer = over_counties.ask(question)
    assert "最高的是苇川县、霁川县（**14.2亿元**）" in answer.text
    assert "缺少岚屏县2021年的数字" in answer.text
    for county, income in _COUNTIES.items():
        cited = next(c for c in answer.citations if c.doc == f"{county}.txt")
        assert f"| {county} | {income}[" in answer.text and income in cited.quote
    assert "松陂" not in answer.text


def test_a_figure_need_not_be_called_the_highest_where_it_stands(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    over = assistant_over(
        {
            f"{county}.txt": f"{county}2021年统计公报\n2022年3月2日\n2021年，{county}粮食总产量{tons}万吨。\n"
            for county, tons in (("青棠县", 21), ("白桦县", 17), ("苇川县", 24))
        }
    )
    assert "最高的是苇川县（" in over.ask("2021年哪个县粮食总产量最高？").text


def test_counties_that_the_ledger_ranks_are_told_in_its_table(over_counties: Assistant) -> None:
    answer = over_counties.ask("2021年哪个县的财政收入最低？")
    assert answer.resolved is None and "| 青棠县 |" in answer.text
    assert "资料库有数字的 4 个县（市、区）中，最低的是白桦县（**9.8亿元**）" in answer.text


@pytest.mark.parametrize(
    "question", ["哪个县的财政收入最高？", "2021年哪个县有竹编节？", "青棠县2021年哪个县区的财政收入最高？"]
)
def test_without_a_year_or_an_extreme_or_beside_a_named_county_nothing_is_set_side_by_side(
    over_counties: Assistant, question: str
) -> None:
    assert over_counties.ask(question).resolved is None


def test_a_county_and_the_zone_that_governs_it_are_asked_once(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    zone = (
        "栾川综合实验区2021年国民经济和社会发展统计公报\n栾川综合实验区统计局\n2022年3月8日\n"
        "2021年，栾川综合实验区实现茶叶产值7.3亿元，增长5%。栾川综合实验区新建学校3所。\n"
    )
    county = _report("栾川县", "全县新修公路18公里。").replace("2022", "2016").replace("2021", "2015")
    assistant = assistant_over({"实验区.txt": zone, "县.txt": county})
    of_zone = assistant.ask("栾川2021年茶叶产值是多少？")
    assert of_zone.text.count("7.3亿元") == 1
    assert {cited.region for cited in of_zone.citations} == {"栾川综合实验区"}
    of_county = assistant.ask("栾川2015年新修公路多少公里？")
    assert "18公里" in of_county.text and "没有找到" not in of_county.text
    assert {cited.region for cited in of_county.citations} == {"栾川县"}


def test_of_one_year_what_was_aimed_at_and_of_another_what_came_about_is_looked_up() -> None:
    question = understand(
        "青棠县2021年茶叶产值实际增长多少，2022年定的增长目标又是多少？", holding("青棠县"), now=2026
    )
    sides = sides_of(question)
    assert [(side.years, side.outlook) for side in sides] == [((2021,), "review"), ((2022,), "plan")]
    assert all("目标" not in side.focus and "茶叶产值" in side.focus for side in sides)


def test_two_years_of_one_kind_are_looked_up_alike() -> None:
    question = understand("青棠县2021年和2022年的茶叶产值目标各是多少？", holding("青棠县"), now=2026)
    assert len({side.outlook for side in sides_of(question)}) == 1


def test_namesakes_are_asked_for_what_the_question_asks_and_not_compared_by_a_figure() -> None:
    places = Gazetteer([("朝阳区", "北京市"), ("朝阳市", "辽宁省")])
    sides = sides_of(understand("朝阳的茶节是哪天办的？", places, now=2026))
    assert [side.kind for side in sides] == ["date", "date"]
