"""An answer's lines as Markdown and back: nothing is lost on the way but the roles of the lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.answer.model import AnswerLine, Piece
from assistant.markup import from_markdown, runs, to_markdown, to_plain

LINES = (
    AnswerLine((Piece("岚屏县2021年："), Piece("造林2.4万亩", (1, 2), ((2, 7),)))),
    AnswerLine((Piece("甲", (1,)),), form="item"),
    AnswerLine((Piece("乙*[3]*", (2,)),), form="item"),
    AnswerLine((Piece("合计 "), Piece("8", figures=((0, 1),)), Piece("。")), "computed"),
)


def test_items_stand_together_and_all_else_apart() -> None:
    expected = "岚屏县2021年：造林**2.4万亩**[1][2]\n\n- 甲[1]\n- 乙\\*\\[3\\]\\*[2]\n\n合计 **8**。"
    assert to_markdown(LINES) == expected


def test_plain_text_has_neither_bold_nor_escapes_and_may_be_without_marks() -> None:
    assert to_plain(LINES) == "岚屏县2021年：造林2.4万亩[1][2]\n\n- 甲[1]\n- 乙*[3]*[2]\n\n合计 8。"
    assert to_plain(LINES[1:3], marks=False) == "- 甲\n- 乙*[3]*"


def test_an_answer_kept_as_text_comes_back_with_its_figures_citations_and_items() -> None:
    back = from_markdown(to_markdown(LINES))
    assert [line.text for line in back] == [line.text for line in LINES]
    assert [line.cites for line in back] == [line.cites for line in LINES]
    assert [line.form for line in back] == [line.form for line in LINES]
    assert to_markdown(back) == to_markdown(LINES)


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Z")), min_size=1, max_size=30))
def test_whatever_a_document_says_reads_as_it_stands(text: str) -> None:
    written = to_markdown([AnswerLine((Piece(f"甲{text}", (7,)),))])
    (line,) = from_markdown(written)
    assert line.text == f"甲{text}" and line.cites == (7,)
    html = MarkdownIt("commonmark", {"html": True}).render(written)
    assert "<a" not in html and "<img" not in html and "<strong>" not in html and "<em>" not in html


def test_runs_give_each_figure_and_each_mark_by_itself() -> None:
    assert list(runs(LINES[0])) == [
        ("岚屏县2021年：", False, None),
        ("造林", False, None),
        ("2.4万亩", True, None),
        ("[1]", False, 1),
        ("[2]", False, 2),
    ]
