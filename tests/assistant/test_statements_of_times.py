"""Answers over documents whose statements belong to another time than their paragraph."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.pipeline import Assistant
from assistant.search.scope_match import passage_agreement, year_agreement
from ingest.schema import Scope
from tests.assistant.passages import passage
from tests.assistant.search.test_scope_match import asked

NEWS = "茶园.txt"
TEXTS = {
    NEWS: "青棠县茶园稳步扩大\n青棠网2020年11月6日讯 近日，记者从青棠县农业农村局获悉，全县茶园管护工作进展顺利，各镇完成了春季补种。\n"
    "去年，全县茶园总面积达到3.1万亩。今年新建茶园2600亩，带动茶农1800户。"
    "下一步，青棠县将在北山建设茶叶加工园，力争2021年茶园总面积达到3.8万亩。\n",
}


@pytest.fixture(scope="module")
def over(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(TEXTS)


def test_a_sentence_on_the_year_before_answers_for_that_year(over: Assistant) -> None:
    answer = over.ask("青棠县2019年茶园总面积是多少？")
    assert "3.1万亩" in answer.text and "2600亩" not in answer.text


def test_an_aim_among_results_is_told_as_an_aim(over: Assistant) -> None:
    answer = over.ask("青棠县2021年茶园总面积目标是多少？")
    assert "3.8万亩" in answer.text and "3.1万亩" not in answer.text


def test_a_passage_is_found_for_the_year_of_a_statement_in_it() -> None:
    question = asked("青棠县2019年茶园总面积是多少？")
    text = "茶园新建2600亩。早先茶园总面积3.1万亩。"
    whole = passage(text, date="2020-11-06", year=2020, outlook="review", certainty=0.9)
    begin = text.index("早先")
    scoped = passage(
        text,
        date="2020-11-06",
        year=2020,
        outlook="review",
        certainty=0.9,
        scopes=(Scope(begin, len(text), 2019, "review", None, 0.9),),
    )
    assert passage_agreement(question, whole, 2019) == year_agreement(question, whole, 2019) < 0.5
    assert passage_agreement(question, scoped, 2019) > 0.8
