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
