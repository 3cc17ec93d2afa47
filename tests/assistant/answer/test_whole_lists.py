"""A list of goals that semicolons part is given whole where all goals are asked for."""

from __future__ import annotations

from assistant.answer.whole_lists import with_whole_list
from assistant.evidence.model import Evidence
from assistant.question.understand import understand
from tests.assistant.passages import holding, passage

LIST = "今年的主要预期目标是：生产总值增长7%左右；固定资产投资增长8%；进出口总额增长5%。"
TEXT = f"形势依然复杂。{LIST}\n为此要做好六项工作。"
FIRST = Evidence(passage(TEXT), TEXT.index("今年"), TEXT.index("；") + 1)


def given(question: str, *chosen: Evidence) -> list[str]:
    asked = understand(question, holding("霁川县"), now=2023)
    return [evidence.text for evidence in with_whole_list(asked, chosen)]


def test_all_goals_are_given_where_the_main_goals_are_asked_for() -> None:
    assert given("霁川县2023年的主要目标是什么？", FIRST) == [LIST]
    assert given("霁川县2023年主要经济指标", FIRST) == [LIST]


def test_another_clause_of_the_list_is_not_given_twice() -> None:
    last = Evidence(FIRST.passage, TEXT.index("进出口"), TEXT.index("\n"))
    assert given("霁川县2023年的主要目标是什么？", FIRST, last) == [LIST]


def test_a_question_about_one_goal_gets_its_clause_alone() -> None:
    assert given("霁川县2023年生产总值目标是多少？", FIRST) == [FIRST.text]


def test_what_stands_in_no_list_stays_as_it_was_found() -> None:
    opening = Evidence(FIRST.passage, 0, TEXT.index("今年"))
    assert given("霁川县2023年的主要目标是什么？", opening) == [opening.text]


def test_all_parts_are_given_where_the_course_to_come_is_asked_for() -> None:
    text = "“十二五”期间，霁川县将实施工业强县战略，建设园区；实施旅游活县战略，建设景区。"
    first = Evidence(passage(text), 0, text.index("；") + 1)
    assert given("霁川县“十二五”期间打算怎么发展？", first) == [text]
    assert given("霁川县打算怎么修路？", first) == [first.text]
