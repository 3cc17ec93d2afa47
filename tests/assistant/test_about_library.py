"""What is said to the program, or asked about its library, is replied to from what the library holds."""

from __future__ import annotations

import pytest

from assistant.pipeline import Assistant
from assistant.question.about_library import about_library
from assistant.question.understand import understand
from tests.assistant.passages import holding

HELD = holding("霁川县", "苇川县")


@pytest.mark.parametrize(
    ("said", "matter"),
    [
        ("您好！", "greeting"),
        ("Hello", "greeting"),
        ("好的，谢谢", "thanks"),
        ("再见", "farewell"),
        ("你是谁？", "identity"),
        ("你好，请问你能回答哪些问题？", "ability"),
        ("What can you do?", "ability"),
        ("库里一共有多少份报告？", "documents"),
        ("有苇川县的资料吗？", "documents"),
        ("資料庫裡有哪些資料", "documents"),
        ("都有哪些县的资料", "places"),
        ("霁川县有哪些年份的报告？", "years"),
        ("霁川县最新的报告是哪一年的？", "latest"),
    ],
)
def test_what_is_said_to_the_program_is_told_from_what_documents_are_asked(said: str, matter: str) -> None:
    assert about_library(understand(said, HELD, now=2023)) == matter


@pytest.mark.parametrize(
    "asked",
    [
        "有哪些",
        "还有呢",
        "霁川县有哪些项目",
        "霁川县2021年报告有哪些内容",
        "你好，霁川县2021年造林多少亩？",
        "霁川县有哪些县级河长",
    ],
)
def test_what_documents_may_tell_is_not_asked_of_the_program(asked: str) -> None:
    assert about_library(understand(asked, HELD, now=2023)) is None


def test_a_greeting_gets_no_sources_but_what_is_held_and_questions_that_are_answered(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("你好")
    count = len(assistant.retriever.holdings().documents)
    assert answer.about_library and not answer.abstained and not answer.citations
    assert answer.as_json()["about_library"] is True
    assert f"资料库现有 {count} 份资料" in answer.text
    examples = assistant.next_questions(answer)
    assert examples and not any(assistant.ask(example).abstained for example in examples)


def test_the_documents_of_a_place_are_listed_by_title(assistant: Assistant) -> None:
    text = assistant.ask("资料库里有岚屏县的哪些资料？").text
    titles = [d.title for d in assistant.retriever.holdings().documents if d.region == "岚屏县"]
    assert titles and all(title in text for title in titles)
    assert "没有洪洞县的资料" in assistant.ask("有洪洞县的资料吗？").text


def test_the_latest_document_is_told_with_the_years_that_it_tells_of(assistant: Assistant) -> None:
    newest = max(assistant.retriever.holdings().documents, key=lambda d: d.date or "")
    assert newest.title in assistant.ask("最新的资料是哪年的？").text


def test_a_slip_of_the_keyboard_is_said_not_to_be_understood(assistant: Assistant) -> None:
    for said in ("asdf", "哈哈哈哈"):
        answer = assistant.ask(said, ["岚屏县2021年一般公共预算收入是多少？"])
        assert answer.abstained and answer.resolved is None
        assert f"没看懂“{said}”" in answer.text and assistant.next_questions(answer)


def test_greetings_and_slips_between_the_turns_take_nothing_from_a_conversation(assistant: Assistant) -> None:
    turns = ["岚屏县2021年一般公共预算收入是多少？", "你好", "asdf", "？？"]
    assert assistant.ask("那2020年呢？", turns).resolved == "岚屏县2020年一般公共预算收入是多少？"


def test_a_follow_up_with_nothing_before_it_is_said_to_be_one(assistant: Assistant) -> None:
    for said in ("那2020年呢？", "还有呢", "为什么？"):
        answer = assistant.ask(said)
        assert answer.abstained and "前面还没有问过什么" in answer.text and assistant.next_questions(answer)


def test_a_place_alone_is_told_of_by_its_documents_and_examples_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("岚屏县")
    assert answer.about_library and "岚屏县2022年政府工作报告" in answer.text
    examples = assistant.next_questions(answer)
    assert examples and all("岚屏" in example for example in examples)
    after = assistant.ask("2021年一般公共预算收入是多少？", ["岚屏县"])
    assert after.resolved == "岚屏县2021年一般公共预算收入是多少？"
