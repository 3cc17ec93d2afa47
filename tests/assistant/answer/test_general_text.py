"""General text answers in sentences in a row, with what stands beside them, whatever form a name or date has in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.general_text import ROOM, in_a_row, with_context
from assistant.evidence.model import Evidence
from assistant.pipeline import Assistant
from ingest.chinese.sentences import sentences
from tests.assistant.passages import passage

DOCUMENTS = {
    "雀.txt": "银杏雀是一种小鸟，栖息在银杏林里。银杏雀最初由博物学家Aylmer Horsby描述。它以松子为食，冬天迁往南方。\n",
    "书院.txt": "白鹭书院背山面水。白鹭书院建于贞观十七年，后来毁于大火。重修时加了一座藏书楼。\n",
    "通车.txt": "青棠县举行大桥通车仪式\n2021年5月6日，青棠县茶市开张。县长沈砚秋为青棠大桥剪彩。来客满山。\n",
    "诗.txt": "沈砚秋年轻时游历四方。他在船上写下了《竹里夜行》。这首长诗后来传遍江南。\n",
}
TEXT = "银杏林在山里。银杏雀住在林中。它以松子为食。冬天它迁往南方。"
PARTS = sentences(TEXT)


@pytest.fixture(scope="module")
def encyclopaedia(assistant_over: Callable[[dict[str, str]], Assistant]) -> Assistant:
    return assistant_over(DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("银杏雀最初由谁描述？", "Aylmer Horsby"),
        ("白鹭书院是什么时候建的？", "贞观十七年"),
        ("白鹭书院建于何年？", "贞观十七年"),
        ("《竹里夜行》是谁写的？", "沈砚秋"),
    ],
)
def test_names_and_dates_of_any_form_answer_from_general_text(
    encyclopaedia: Assistant, question: str, told: str
) -> None:
    answer = encyclopaedia.ask(question)
    assert not answer.abstained
    assert told in answer.text


def test_a_sentence_without_any_figure_tells_no_amount(encyclopaedia: Assistant) -> None:
    assert encyclopaedia.ask("白鹭书院占地多少亩？").abstained


def test_the_sentences_around_the_best_one_are_told_in_one_line_with_one_source(
    encyclopaedia: Assistant,
) -> None:
    answer = encyclopaedia.ask("《竹里夜行》是谁写的？")
    assert "".join(DOCUMENTS["诗.txt"].split()) in answer.text
    assert len(answer.citations) == 1


def of(*numbers: int) -> list[Evidence]:
    return [Evidence(passage(TEXT), PARTS[i].start, PARTS[i].end) for i in numbers]


def test_what_stands_between_two_sentences_keeps_them_apart() -> None:
    assert [each.text for each in in_a_row(of(0, 3))] == ["银杏林在山里。", "冬天它迁往南方。"]


def test_sentences_that_follow_each_other_stand_in_the_place_of_the_best_of_them() -> None:
    assert [each.text for each in in_a_row(of(3, 0, 1))] == [
        "冬天它迁往南方。",
        "银杏林在山里。银杏雀住在林中。",
    ]


@given(st.permutations(range(len(PARTS))), st.integers(1, len(PARTS)))
def test_in_a_row_every_character_is_told_once(order: list[int], count: int) -> None:
    chosen = of(*order[:count])
    told = sorted((each.start, each.end) for each in in_a_row(chosen))
    covered = [i for start, end in told for i in range(start, end)]
    assert covered == sorted(i for each in chosen for i in range(each.start, each.end))


def test_another_paragraph_is_no_context() -> None:
    text = "银杏林在山里。\n银杏雀住在林中。\n它以松子为食。"
    best = Evidence(passage(text), text.index("银杏雀"), text.index("中。") + 2)
    assert with_context([best]) == [best]


def test_a_news_item_answers_with_its_sentence_alone(encyclopaedia: Assistant) -> None:
    answer = encyclopaedia.ask("青棠大桥是谁剪的彩？")
    assert "沈砚秋" in answer.text
    assert "茶市" not in answer.text


def test_context_that_has_no_room_is_left_out() -> None:
    text = f"{'远' * ROOM}。银杏雀住在林中。它以松子为食。"
    parts = sentences(text)
    best = Evidence(passage(text), parts[1].start, parts[1].end)
    assert [each.text for each in with_context([best])] == ["银杏雀住在林中。它以松子为食。"]
