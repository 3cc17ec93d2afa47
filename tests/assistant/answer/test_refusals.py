"""A refusal says which report would tell what is asked, what is told instead, and leads to questions with an answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer.not_found import runs_of_years
from assistant.pipeline import Assistant

REPORTS = {
    "苇川2021.txt": """苇川县2021年政府工作报告
——2021年1月20日在苇川县第三届人民代表大会第一次会议上
苇川县人民政府县长 李穗
各位代表：
一、2020年工作回顾
2020年，全县地区生产总值完成88.6亿元，增长3.9%；一般公共预算收入完成4.1亿元，增长6.2%；粮食总产量达到21.3万吨。
""",
    "苇川2024.txt": """苇川县2024年政府工作报告
——2024年1月18日在苇川县第三届人民代表大会第五次会议上
苇川县人民政府县长 李穗
各位代表：
一、2023年工作回顾
2023年，全县地区生产总值完成104.2亿元，增长5.1%；一般公共预算收入完成5.3亿元，增长7.4%。
""",
    "沐溪简况.txt": """沐溪县简况
沐溪县盛产茶叶，全县有茶园12万亩，2038年茶园将达到20万亩。
""",
    "砚溪2023.txt": """砚溪县2023年政府工作报告
——2023年1月12日在砚溪县第九届人民代表大会第二次会议上
砚溪县人民政府县长 周瑾
各位代表：
一、2022年工作回顾
2022年，全县地区生产总值完成131.7亿元，增长4.4%；粮食总产量达到30.8万吨。
""",
}


@pytest.fixture(scope="module")
def refusing(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(REPORTS)


def test_the_report_that_would_tell_is_named_with_the_years_that_are_told(refusing: Assistant) -> None:
    answer = refusing.ask("苇川县2021年地区生产总值是多少？")
    assert answer.abstained
    assert "没有找到苇川县2021年的地区生产总值" in answer.text
    assert "一般见2022年年初的政府工作报告，资料库中没有这份报告" in answer.text
    assert "资料库中有2020年、2023年的" in answer.text
    offered = refusing.next_questions(answer)
    assert offered[0] == "苇川县2020年地区生产总值是多少？"
    assert not any(refusing.ask(question).abstained for question in offered)


def test_a_report_that_is_held_is_said_not_to_tell_it(refusing: Assistant) -> None:
    answer = refusing.ask("苇川县2023年粮食总产量是多少？")
    assert answer.abstained and "主要见《苇川县2024年政府工作报告》，其中没有找到所问的内容" in answer.text
    assert "苇川县2020年粮食总产量是多少？" in refusing.next_questions(answer)


def test_of_a_year_to_come_no_report_is_promised(refusing: Assistant) -> None:
    text = refusing.ask("苇川县2038年地区生产总值是多少？").text
    assert "最新的资料是2024年的" in text and "2039年" not in text


def test_where_a_document_bears_no_date_nothing_is_said_of_the_newest(refusing: Assistant) -> None:
    answer = refusing.ask("沐溪县2038年地区生产总值是多少？")
    assert answer.abstained and "最新的资料" not in answer.text


def test_of_what_was_to_be_done_the_report_of_that_year_is_named(refusing: Assistant) -> None:
    text = refusing.ask("苇川县2016年打算怎么整治驿道？").text
    assert "苇川县2016年的目标和安排一般见2016年年初的政府工作报告" in text


def test_a_place_that_is_not_held_leads_to_places_that_are(refusing: Assistant) -> None:
    answer = refusing.ask("望舒县2022年地区生产总值是多少？")
    assert "没有找到望舒县的资料" in answer.text and "资料库中有砚溪县的" in answer.text
    assert refusing.next_questions(answer) == ["砚溪县2022年地区生产总值是多少？"]


def test_a_place_written_with_a_slip_leads_to_the_one_that_is_held(refusing: Assistant) -> None:
    answer = refusing.ask("苇河县2020年地区生产总值是多少？")
    assert answer.abstained and "苇川县" in answer.text
    assert "苇川县2020年地区生产总值是多少？" in refusing.next_questions(answer)


def test_asked_for_more_only_what_was_not_shown_is_told_until_there_is_no_more(refusing: Assistant) -> None:
    first = "苇川县2023年经济发展取得了哪些成绩？"
    shown, turns = [refusing.ask(first).text], [first]
    for _ in range(4):
        answer = refusing.ask("还有呢？", turns)
        turns.append("还有呢？")
        told = [line.text for line in answer.lines if line.role == "statement"]
        assert answer.resolved == first
        assert not any(text in earlier for text in told for earlier in shown)
        shown.append(answer.text)
    assert "没有找到更多" in shown[-1]


@pytest.mark.parametrize(
    ("years", "told"),
    [([2016, 2017, 2018, 2021], ["2016–2018", "2021"]), ([2020, 2019], ["2019", "2020"]), ([], [])],
)
def test_many_years_in_a_row_are_told_by_the_first_and_the_last(years: list[int], told: list[str]) -> None:
    assert runs_of_years(years) == told
