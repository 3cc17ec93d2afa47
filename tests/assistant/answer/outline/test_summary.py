"""Summaries of documents: the right one, its sections in order, each with its facts and their sources."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer.outline.summary import MOST_LINES
from assistant.pipeline import Assistant
from tests.assistant.answer.outline.test_outline import NEWS, REPORT, TABLES

BULLETIN = (
    "青棠县2021年国民经济和社会发展统计公报\n青棠县统计局\n2022年3月20日\n"
    + "".join(
        f"{number}、{name}\n全年{name}投入{amount}亿元，比上年增长{amount - 1}%，新建{name}项目{amount + 3}个，全部如期建成投用。\n"
        for number, name, amount in zip(
            "一二三四五六七八九", "农业 工业 交通 教育 卫生 文化 环保 住房 商贸".split(), range(2, 11), strict=True
        )
    )
)  # fmt: skip
EARLIER = REPORT.replace("2022年", "2020年").replace("2021年", "2019年").replace("96.4", "81.5")


@pytest.fixture(scope="module")
def assistant(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(
        {
            "2022.txt": REPORT,
            "2020.txt": EARLIER,
            "news.txt": NEWS,
            "budget.txt": TABLES,
            "bulletin.txt": BULLETIN,
        }
    )


@pytest.mark.parametrize(
    ("question", "doc"),
    [
        ("总结一下青棠县2022年政府工作报告", "2022.txt"),
        ("概括青棠县2020年政府工作报告的要点", "2020.txt"),
        ("青棠县政府工作报告讲了什么？", "2022.txt"),
        ("青棠县今年的政府工作报告讲了什么？", "2022.txt"),
        ("青棠县2021年统计公报主要讲了哪些内容？", "bulletin.txt"),
        ("梳理青棠县2023年预算报告的要点", "budget.txt"),
        ("青棠县的新闻讲了什么？", "news.txt"),
        ("《青棠县新客运码头开工建设》讲了什么？", "news.txt"),
    ],
)
def test_the_document_asked_for_is_summed_up_from_itself(
    assistant: Assistant, question: str, doc: str
) -> None:
    answer = assistant.ask(question)
    assert not answer.abstained
    assert {citation.doc for citation in answer.citations} == {doc}


def test_every_line_that_tells_something_has_its_source_and_the_lines_are_few(assistant: Assistant) -> None:
    for question in ("总结一下青棠县2022年政府工作报告", "总结青棠县2021年统计公报"):
        answer = assistant.ask(question)
        assert len(answer.lines) <= MOST_LINES
        told = [line for line in answer.lines if line.role == "statement"]
        assert len(told) >= 4
        assert all(line.cites and line.evidence for line in told)
        starts = [min(each.passage.start + each.start for each in line.evidence) for line in told]
        assert starts == sorted(starts)


def test_it_says_which_document_it_is_and_offers_the_others(assistant: Assistant) -> None:
    answer = assistant.ask("青棠县政府工作报告讲了什么？")
    assert "青棠县2022年政府工作报告" in answer.lines[0].text
    assert "青棠县2020年政府工作报告" in answer.lines[-1].text


def test_a_year_of_which_none_is_held_is_said_with_those_that_are(assistant: Assistant) -> None:
    answer = assistant.ask("总结一下青棠县2015年政府工作报告")
    assert answer.abstained and not answer.citations
    assert "2015年" in answer.lines[0].text and "青棠县2022年政府工作报告" in answer.lines[0].text


def test_where_none_is_of_the_sort_what_else_is_held_of_the_place_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("总结一下青棠县“十四五”规划")
    assert answer.abstained and not answer.citations
    assert "规划" in answer.lines[0].text and "《" in answer.lines[0].text


def test_where_it_is_not_said_of_which_document_that_is_asked(
    assistant_over: Callable[[dict[str, str]], Assistant],
) -> None:
    other = (
        "汐禾县2021年政府工作报告\n——2021年1月8日\n汐禾县县长 甘若谷\n各位代表：\n一、2020年工作回顾\n全年疏浚河道42公里，"
        "新建堤防17公里，接待游客126万人次。\n二、2021年工作安排\n2021年，力争种植果树3万亩，建成水库2座。\n"
    )
    answer = assistant_over({"青棠.txt": REPORT, "汐禾.txt": other}).ask("这份报告讲了什么？")
    assert answer.abstained and not answer.citations
    assert "请说明是哪一份" in answer.lines[0].text and "政府工作报告" in answer.lines[0].text


def test_a_question_in_traditional_characters_is_answered_in_them(assistant: Assistant) -> None:
    text = assistant.ask("總結一下青棠縣2022年政府工作報告").text
    assert "地區生產總值" in text and "发展" not in text and "總體" in text


def test_a_part_of_a_report_is_not_its_summary(assistant: Assistant) -> None:
    text = assistant.ask("青棠县2022年政府工作报告里教育方面讲了什么？").text
    assert "要点" not in text
