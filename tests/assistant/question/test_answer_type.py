from __future__ import annotations

from typing import get_args

import pytest

from assistant.question.answer_type import ANSWER_TYPES, AnswerKind
from assistant.question.understand import understand
from tests.assistant.passages import holding

HELD = holding("霁川县")


def _kind(text: str) -> AnswerKind:
    return understand(text, HELD, now=2023).kind


def test_every_kind_of_answer_has_one_row() -> None:
    assert set(ANSWER_TYPES) == set(get_args(AnswerKind))


@pytest.mark.parametrize("kind", ANSWER_TYPES)
def test_a_topic_with_the_ending_of_a_type_asks_for_that_type(kind: AnswerKind) -> None:
    assert _kind("霁川县环湖栈道" + ANSWER_TYPES[kind].ending) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("霁川县为什么哪个镇都没有电影院？", "reason"),
        ("霁川县哪一年由谁修了栈道？", "date"),
        ("霁川县谁在哪里修了栈道？", "person"),
        ("霁川县哪家公司在哪里修栈道？", "organisation"),
        ("霁川县在哪里有哪些栈道？", "place"),
        ("霁川县修了哪些栈道，好走吗？", "list"),
    ],
)
def test_of_two_types_the_first_in_the_table_is_meant(text: str, kind: AnswerKind) -> None:
    assert _kind(text) == kind


def test_types_told_by_a_name_have_a_form_that_names_are_known_by() -> None:
    assert all(answer.form for answer in ANSWER_TYPES.values() if answer.named)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("霁川县干嘛要修栈道？", "reason"),
        ("霁川县修栈道的目的是什么？", "reason"),
        ("霁川茶的目的地是哪里？", "place"),
        ("霁川县修栈道的钱由哪级政府出？", "organisation"),
        ("霁川县多久查一次水质？", "text"),
        ("霁川县修栈道要多久？", "figure"),
        ("霁川县 茶园面积 数据来源", "text"),
        ("霁川县 茶园面积", "figure"),
    ],
)
def test_the_kind_asked_for_is_read_from_the_question_word_and_what_it_ends_in(
    text: str, kind: AnswerKind
) -> None:
    assert _kind(text) == kind


def test_what_is_paid_is_asked_for_in_money_and_how_long_in_units_of_time() -> None:
    def units(text: str) -> tuple[str, ...]:
        return understand(text, HELD, now=2023).units

    assert units("霁川县乱堆垃圾罚多少？") == ("元",)
    assert "元" not in units("霁川县企业捐了多少口罩？")
    assert {"天", "小时"} <= set(units("霁川县修栈道要多久？"))
