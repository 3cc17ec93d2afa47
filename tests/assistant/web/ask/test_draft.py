"""A model's draft is shown as the Markdown that it writes, and nothing in it becomes markup of its own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.web.ask.draft import render_draft
from tests.assistant.web.ask.test_render import OURS, Reader


def test_figures_are_bold_and_dashes_make_a_list() -> None:
    html = render_draft("共**46个**：\n- 甲\n- 乙\n\n完")
    assert html == "<p>共<strong>46个</strong>：</p><ul><li>甲</li><li>乙</li></ul><p>完</p>"


def test_rows_between_bars_make_a_small_table() -> None:
    read = Reader(render_draft("如下：\n| 地区 | 2022年 |\n| --- | ---: |\n| 砚溪县 | **46个** |\n完"))
    assert [tag for tag in read.tags if tag in ("th", "td")] == ["th", "th", "td", "td"]
    assert "strong" in read.tags
    assert read.text == "如下：地区2022年砚溪县46个完"


def test_a_mark_leads_nowhere_before_it_was_held_to_its_source() -> None:
    assert render_draft("签约46个[1]。") == "<p>签约46个[1]。</p>"


@given(st.text(alphabet=st.sampled_from("<>&\"'`=/ ab[1]*-\n${}|\\")))
def test_nothing_in_a_draft_becomes_markup_of_its_own(text: str) -> None:
    read = Reader(render_draft(text))
    assert set(read.tags) <= OURS
    assert read.attributes in ([], [("class", "answer-table")]) or not [
        name for name, _ in read.attributes if name != "class"
    ]
