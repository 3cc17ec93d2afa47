"""Which questions ask for what a document says as a whole, and what they call it."""

from __future__ import annotations

import pytest

from assistant.question.outline_request import OutlineRequest, outline_request
from assistant.question.places import Gazetteer
from assistant.question.understand import understand

GAZETTEER = Gazetteer({("青棠县", "白河省")})


def asked(text: str) -> OutlineRequest | None:
    return outline_request(understand(text, GAZETTEER, now=2023))


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("总结一下青棠县2022年政府工作报告", "work_report"),
        ("请帮我用几句话概括青棠县2022年政府工作报告的主要内容", "work_report"),
        ("青棠县2022年政府工作报告", "work_report"),
        ("帮我把青棠县2022年的政府工作报告总结成几条", "work_report"),
        ("青棠县2022年政府工作报告有哪些要点？", "work_report"),
        ("读一下青棠县2022年政府工作报告，告诉我重点", "work_report"),
        ("县长在2022年青棠县的报告里讲了什么？", "any_document"),
        ("青棠县今年的报告讲了什么？", "any_document"),
        ("青棠县2022年统计公报主要讲了哪些内容？", "bulletin"),
        ("梳理青棠县2023年预算报告的要点", "budget"),
        ("青棠县“十四五”规划分哪几个部分？", "programme"),
        ("这条新闻说了什么？", "news"),
        ("这份文件的大意是什么？", "any_document"),
        ("青棠县计划执行情况的报告主要内容是什么？", "economic_plan"),
    ],
)
def test_a_document_is_asked_for_as_a_whole(text: str, sort: str) -> None:
    found = asked(text)
    assert found is not None
    assert (found.sort, found.subject) == (sort, ())


@pytest.mark.parametrize(
    "text",
    [
        "青棠县2022年完成造林多少亩？",
        "青棠县2022年做了哪些工作？",
        "青棠县2022年教育方面做了什么？",
        "青棠县2022年政府工作报告由谁作？",
        "总结一下青棠县2022年的教育工作",
        "青棠县2022年有哪些重点项目？",
        "青棠县2022年出台了哪些方案？",
        "青棠县县长讲话是什么时候？",
    ],
)
def test_a_question_for_anything_else_asks_for_no_document(text: str) -> None:
    assert asked(text) is None


def test_what_narrows_the_document_is_kept_for_its_title() -> None:
    found = asked("总结一下青棠县竹编产业发展条例")
    assert found is not None
    assert (found.sort, found.subject) == ("paper", ("竹编产业发展",))


def test_a_title_in_its_marks_names_the_document() -> None:
    found = asked("《青棠县竹编产业发展条例》讲了什么？")
    assert found is not None
    assert found.title == "青棠县竹编产业发展条例"
