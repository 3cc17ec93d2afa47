"""Things that a question sets side by side by name."""

from __future__ import annotations

import pytest

from assistant.question.decompose import sides_of
from assistant.question.things import kind_asked, stem
from assistant.question.understand import understand
from tests.assistant.passages import holding

HELD = holding("霁川县")


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("霁川县云杉项目和白桦项目总投资合计多少？", ["云杉项目", "白桦项目"]),
        ("云杉项目、白桦项目和红松工程总投资一共多少？", ["云杉项目", "白桦项目", "红松工程"]),
        ("霁川县白桦项目比云杉项目总投资多多少？", ["白桦项目", "云杉项目"]),
        ("霁川縣白樺項目和雲杉項目總投資相差多少？", ["白桦项目", "云杉项目"]),
        ("霁川县云杉项目和白桦项目总投资是多少？", [""]),
        ("霁川县云杉项目总投资一共多少？", [""]),
    ],
)
def test_named_things_are_sides_where_they_are_reckoned_with(question: str, things: list[str]) -> None:
    assert [side.thing for side in sides_of(understand(question, HELD, now=2023))] == things


def test_each_side_asks_for_its_own_thing_and_for_what_is_measured() -> None:
    sides = sides_of(understand("霁川县白桦项目比云杉项目总投资多多少？", HELD, now=2023))
    assert [side.focus for side in sides] == ["白桦项目 总投资", "云杉项目 总投资"]
    assert all(side.places for side in sides)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("霁川县哪个项目总投资最多？", "项目"),
        ("霁川县哪家企业产值最高？", "企业"),
        ("霁川县有哪个项目开工？", None),
        ("霁川县总投资最多是多少？", None),
    ],
)
def test_which_thing_has_the_most_is_asked_with_its_kind(question: str, kind: str | None) -> None:
    assert kind_asked(understand(question, HELD, now=2023)) == kind


def test_a_name_without_the_word_for_what_it_is() -> None:
    assert stem("青棠水厂项目") == "青棠水厂"
    assert stem("青棠") == "青棠"
