"""An exported conversation can be read without the app: questions, answers, and where each statement stands."""

from __future__ import annotations

import io
from dataclasses import replace

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.answer.citations import Citation
from assistant.answer.model import AnswerLine, Piece
from assistant.conversations.export import to_docx, to_markdown
from assistant.conversations.store import Exchange
from assistant.markup import from_markdown
from assistant.schema import Answer

CITED = Citation(
    1,
    "新闻/砚溪.txt",
    "砚溪县签约",
    "砚溪县",
    "2023-02",
    100,
    119,
    "全年签约46个。总投资128亿元。",
    (),
    ((100, 108),),
)
ANSWER = Answer(
    "a1",
    "那签约呢？",
    from_markdown("概况：\n- 签约**46个**[1]，\\*约数\\*\n"),
    False,
    (CITED,),
    0.04,
    "砚溪县签约多少？",
)
EXCHANGES = [Exchange(ANSWER, None, "", "2024-01-01")]


def test_markdown_holds_the_question_its_reading_the_answer_and_the_sources() -> None:
    text = to_markdown("砚溪县的签约", EXCHANGES)
    for part in ("# 砚溪县的签约", "## 那签约呢？", "理解为：砚溪县签约多少？", "- 签约**46个**[1]",
                 "[1] 《砚溪县签约》，砚溪县，2023-02（新闻/砚溪.txt）", "> 全年签约46个。"):  # fmt: skip
        assert part in text
    assert "总投资128亿元" not in text


def test_docx_holds_the_same_with_figures_bold_and_marks_raised() -> None:
    document = Document(io.BytesIO(to_docx("砚溪县的签约", EXCHANGES)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:3] == ["砚溪县的签约", "那签约呢？", "（理解为：砚溪县签约多少？）"]
    assert "签约46个[1]，*约数*" in texts
    assert any("《砚溪县签约》，砚溪县，2023-02（新闻/砚溪.txt）" in text for text in texts)
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.bold] == ["46个"]
    assert [run.text for run in runs if run.font.superscript] == ["[1]"]


def test_nothing_of_a_document_makes_a_reader_of_the_markdown_fetch_anything() -> None:
    beacon = Citation(
        1, "a.txt", "![](http://a.b/t)", "", "", 0, 18, "![x](http://a.b/q)签约。", (), ((0, 21),)
    )
    text = to_markdown("![](http://a.b/h)", [Exchange(replace(ANSWER, citations=(beacon,)), None, "", "")])
    html = MarkdownIt().render(text)
    assert "签约" in html and "<img" not in html and "<a " not in html


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=15, deadline=None)
def test_any_text_can_be_exported(question: str, text: str) -> None:
    exchange = Exchange(
        Answer("a", question, (AnswerLine((Piece(text),)),), False, (CITED,), 0.1), None, "", ""
    )
    assert to_docx(question, [exchange]) and to_markdown(question, [exchange])
