"""Answers of a real library of small invented reports."""

from __future__ import annotations

import re

import pytest

from assistant.markup import to_plain
from assistant.pipeline import Assistant
from assistant.schema import Answer
from ingest.chinese.script import fold
from ingest.errors import QuestionError

QUESTIONS = (
    "岚屏县2021年一般公共预算收入是多少？",
    "岚屏县2022年要办好哪五件民生实事？",
    "岚屏县和汐禾县2021年一般公共预算收入谁更高？",
    "岚屏县2020年、2021年和2022年三年一共造林多少万亩？",
    "岚屏县2023年政府工作报告是谁作的？",
    "嵐屏縣2021年一般公共預算收入是多少？",
    "棠浦县新客运码头总投资多少？",
    "汐禾县2022年招商签约了多少个项目，总投资多少？",
)
REPORT = "岚屏2022.txt"


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> dict[str, Answer]:
    return {question: assistant.ask(question) for question in QUESTIONS}


def bare(text: str) -> str:
    """Letters and digits of a text, in one script."""
    return re.sub(r"\W", "", fold(text))


def stated(answer: Answer) -> str:
    """The answer as it reads, without its citation marks."""
    return re.sub(r"(?<!\\)\[\d+\]", "", answer.text)


@pytest.mark.parametrize(
    ("question", "figure", "doc"),
    [
        ("岚屏县2021年一般公共预算收入是多少？", "**5.2亿元**", REPORT),
        ("岚屏县2020年一般公共预算收入是多少？", "**4.7亿元**", "岚屏2021.txt"),
        ("岚屏2021年新开工了多少个项目？", "**31个**", REPORT),
        ("岚屏县2022年计划新开工多少个项目？", "**40个**", REPORT),
        ("汐禾县2021年接待了多少游客？", "**126万人次**", "汐禾2022.txt"),
    ],
)
def test_a_figure_is_answered_in_bold_from_the_report_that_tells_it(
    assistant: Assistant, question: str, figure: str, doc: str
) -> None:
    answer = assistant.ask(question)
    assert not answer.abstained
    assert figure in answer.text
    assert answer.citations[0].doc == doc


def test_a_list_that_runs_over_passages_is_given_whole(answers: dict[str, Answer]) -> None:
    answer = answers["岚屏县2022年要办好哪五件民生实事？"]
    items = [line for line in answer.text.splitlines() if line.startswith("- ")]
    wanted = ("改造老旧小区", "新建公办幼儿园", "实施集中供水", "建设养老服务中心", "开通城乡公交")
    assert len(items) == len(wanted)
    assert all(text in item for text, item in zip(wanted, items, strict=True))
    assert len({(c.start, c.end) for c in answer.citations}) > 1


def test_two_counties_are_compared_and_the_higher_one_is_named(answers: dict[str, Answer]) -> None:
    answer = answers["岚屏县和汐禾县2021年一般公共预算收入谁更高？"]
    verdict, _, labels, _, first, second = answer.text.splitlines()
    assert verdict == "汐禾县更高（**8.3亿元**）。"
    assert labels == "|  | 2021年一般公共预算收入 |"
    assert first.startswith("| 汐禾县 | 8.3亿元[")
    assert second.startswith("| 岚屏县 | 5.2亿元[")
    assert {citation.doc for citation in answer.citations} == {REPORT, "汐禾2022.txt"}


def test_the_side_of_a_comparison_that_is_missing_is_said_to_be(assistant: Assistant) -> None:
    answer = assistant.ask("岚屏县和汐禾县2021年造林各多少亩？")
    assert not answer.abstained
    assert "**2.4万亩**" in answer.text
    assert "资料库中没有找到汐禾县2021年的造林面积" in answer.text


def test_a_missing_side_is_never_reckoned_with(assistant: Assistant) -> None:
    text = assistant.ask("岚屏县和汐禾县2021年一共造林多少万亩？").text
    assert "缺少汐禾县2021年的数字" in text
    assert "合计 **" not in text


def test_a_total_over_three_years_is_reckoned_and_marked_as_reckoned(answers: dict[str, Answer]) -> None:
    text = answers["岚屏县2020年、2021年和2022年三年一共造林多少万亩？"].text
    assert "合计 **7.4万亩**（按表中数字相加：1.9万亩＋2.4万亩＋3.1万亩）" in text
    assert all(
        f"| {year}年 | {area}万亩[" in text for year, area in ((2020, "1.9"), (2021, "2.4"), (2022, "3.1"))
    )


@pytest.mark.parametrize(
    ("question", "reckoned"),
    [
        ("岚屏县2021年和2020年一般公共预算收入相差多少？", "岚屏县2021年比2020年多 **0.5亿元**"),
        ("岚屏县2021年比2020年多造林多少万亩？", "岚屏县2021年比2020年多 **0.5万亩**"),
        ("汐禾县2021年一般公共预算收入比岚屏县高多少？", "汐禾县2021年比岚屏县高 **3.1亿元**"),
    ],
)
def test_a_difference_is_reckoned_and_marked_as_reckoned(
    assistant: Assistant, question: str, reckoned: str
) -> None:
    assert f"{reckoned}（按表中数字计算：" in assistant.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "望舒县2021年一般公共预算收入是多少？",
        "岚屏县2016年一般公共预算收入是多少？",
        "汐禾县2021年地区生产总值是多少亿元？",
        "汐禾县2021年造林多少亩？",
        "汐禾县的县长养的狗叫什么？",
        "汐禾县县长的秘书是谁？",
    ],
    ids=[
        "unknown county",
        "missing year",
        "growth rate only",
        "told of another county only",
        "not told",
        "whose holder only is told",
    ],
)
def test_what_the_library_does_not_hold_is_not_answered(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.abstained
    assert answer.text.startswith("资料库中没有找到")
    assert "资料库现有" in answer.text


def test_an_unknown_county_is_named_as_the_thing_that_is_missing(assistant: Assistant) -> None:
    text = assistant.ask("望舒县2021年一般公共预算收入是多少？").text
    assert "没有找到望舒县的资料" in text
    assert "岚屏县" in text


def test_a_traditional_question_is_answered_in_traditional_from_a_simplified_report(
    answers: dict[str, Answer],
) -> None:
    answer = answers["嵐屏縣2021年一般公共預算收入是多少？"]
    assert answer.text.startswith("嵐屏縣2021年：一般公共預算收入完成**5.2億元**")
    assert answer.citations[0].doc == REPORT
    assert "一般公共预算收入" in answer.citations[0].quote


def test_a_traditional_comparison_is_traditional_throughout(assistant: Assistant) -> None:
    text = assistant.ask("嵐屏縣和汐禾縣2021年造林各多少畝？").text
    assert "| 嵐屏縣 | **2.4萬畝**[" in text
    assert "資料庫中沒有找到汐禾縣2021年的造林面積" in text


def test_a_simplified_question_is_answered_in_simplified_from_a_traditional_item(
    answers: dict[str, Answer],
) -> None:
    answer = answers["棠浦县新客运码头总投资多少？"]
    assert "码头总投资**9.4亿元**" in answer.text
    assert answer.citations[0].doc == "新闻/棠浦碼頭.txt"
    assert "總投資9.4億元" in answer.citations[0].quote


@pytest.mark.parametrize(("year", "name"), [(2022, "骆青川"), (2023, "石映雪")])
def test_who_gave_a_report_is_told_by_its_opening(assistant: Assistant, year: int, name: str) -> None:
    answer = assistant.ask(f"岚屏县{year}年政府工作报告是谁作的？")
    assert name in answer.text
    assert answer.citations[0].doc == f"岚屏{year}.txt"


def test_a_follow_up_is_answered_and_shows_how_it_was_understood(assistant: Assistant) -> None:
    answer = assistant.ask("那第二年呢？", ["岚屏县2021年一般公共预算收入是多少？"])
    assert answer.resolved == "岚屏县2022年一般公共预算收入是多少？"
    assert "**5.9亿元**" in answer.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_mark_has_its_citation_and_every_citation_its_mark(
    answers: dict[str, Answer], question: str
) -> None:
    answer = answers[question]
    marks = [int(n) for n in re.findall(r"(?<!\\)\[(\d+)\]", answer.text)]
    assert {citation.n for citation in answer.citations} == set(marks)
    assert list(dict.fromkeys(marks)) == list(range(1, len(answer.citations) + 1))


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_an_answer_rests_on_lies_in_the_cited_passage_and_stands_in_the_answer(
    assistant: Assistant, answers: dict[str, Answer], question: str
) -> None:
    said = bare(stated(answers[question]))
    rows = [line for line in answers[question].lines if line.form == "row" and line.asked]
    cells = [bare(line.text[slice(*line.asked)]) for line in rows if line.asked]
    assert answers[question].citations or answers[question].abstained
    for citation in answers[question].citations:
        text = assistant.library.document(citation.doc).text
        assert text[citation.start : citation.end] == citation.quote
        assert citation.exact
        for start, end in citation.exact:
            assert citation.start <= start < end <= citation.end
            # A row of a table has the figure of its sentence, and every row has its source.
            assert bare(text[start:end]) in said or any(cell in bare(text[start:end]) for cell in cells)


def test_markup_in_a_document_is_shown_as_it_stands_and_never_takes_effect(
    answers: dict[str, Answer],
) -> None:
    text = answers["汐禾县2022年招商签约了多少个项目，总投资多少？"].text
    assert re.search(r"(?<!\\)([<>`]|\]\()", text) is None
    shown = (
        "现场签约<b>3</b>个项目，总投资*6.2*亿元，其中[点这里](javascript:alert(1))`云锦`纺织项目投资2~3亿元"
    )
    assert shown in to_plain(answers["汐禾县2022年招商签约了多少个项目，总投资多少？"].lines)


def test_a_question_that_cannot_be_asked_is_refused(assistant: Assistant) -> None:
    with pytest.raises(QuestionError):
        assistant.ask("？！")
