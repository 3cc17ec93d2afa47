"""An answer that was kept is shown again as it was, also one that was kept before answers had lines."""

from __future__ import annotations

import json
from dataclasses import replace

from assistant.answer.citations import Amendment, Citation
from assistant.answer.model import AnswerLine, Piece
from assistant.conversations.kept_answer import from_json, to_json
from assistant.schema import Answer, Wording

CITED = Citation(
    1,
    "新闻/砚溪.txt",
    "砚溪县签约",
    "砚溪县",
    "2023-02",
    100,
    109,
    "全年签约46个。",
    ("一、回顾",),
    ((100, 108),),
)
ANSWER = Answer(
    "a1",
    "砚溪县签约多少？",
    (
        AnswerLine((Piece("砚溪县："), Piece("签约46个", (1,), ((2, 5),))), form="item", asked=(6, 9)),
        AnswerLine((Piece("合计 46*个"),), "computed"),
    ),
    False,
    (CITED,),
    0.04,
)


def test_lines_come_back_with_role_form_figures_and_the_figure_asked_for() -> None:
    assert from_json(to_json(ANSWER)) == ANSWER


def test_an_answer_of_two_wordings_comes_back_with_both() -> None:
    written = Wording("llm", (AnswerLine((Piece("一共46个", (1,), ((2, 5),)),)),), False, (CITED,))
    both = ANSWER.worded(written)
    assert both.other == ANSWER.shown
    assert from_json(to_json(both)) == both
    assert from_json(to_json(both)).in_mode("extractive").lines == ANSWER.lines


def test_what_a_person_put_right_comes_back_with_its_citation() -> None:
    amended = replace(CITED, amended=(Amendment("48个", "陈默", "2026-01-02 10:00:00", "统计局核定"),))
    assert from_json(to_json(replace(ANSWER, citations=(amended,)))).citations == (amended,)


def test_an_answer_without_lines_comes_back_from_its_text() -> None:
    fields = json.loads(to_json(ANSWER))
    del fields["lines"]
    back = from_json(json.dumps(fields))
    assert back.text == ANSWER.text
    assert [line.form for line in back.lines] == ["item", "paragraph"]
    assert back.citations == ANSWER.citations
