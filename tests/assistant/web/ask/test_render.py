"""What an answer looks like as HTML: marks, lists, cards, and nothing of a document ever as markup."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.citations import Amendment, Citation
from assistant.answer.model import AnswerLine, Piece
from assistant.markup import from_markdown
from assistant.question.filters import Filters
from assistant.schema import Answer, Wording
from assistant.web.ask.render import (
    fingerprint,
    render_answer,
    render_card,
    render_lines,
    render_notice,
    render_scope,
    snippet,
)

OURS = frozenset(
    "b br div p article section h3 a i span strong ul li footer button table thead tbody tr th td".split()
)


class Reader(HTMLParser):
    """Collects the tags, the attributes and the text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def citation(
    n: int = 1,
    quote: str = "全年签约项目46个。总投资128亿元。",
    exact: tuple[tuple[int, int], ...] = (),
    amended: tuple[Amendment, ...] = (),
) -> Citation:
    return Citation(
        n,
        "新闻/砚溪.txt",
        "砚溪县签约",
        "砚溪县",
        "2023-02",
        100,
        100 + len(quote),
        quote,
        (),
        exact,
        None,
        amended,
    )


def answer(text: str, *citations: Citation, abstained: bool = False, resolved: str | None = None) -> Answer:
    return Answer("a1", "签约多少？", from_markdown(text), abstained, citations, 0.0423, resolved)


def shown(text: str, *citations: Citation) -> str:
    return render_lines(from_markdown(text), citations, "a1")


def test_a_citation_mark_becomes_a_link_that_knows_its_place_in_the_document() -> None:
    html = shown("签约46个[1]。", citation(exact=((100, 109),)))
    attributes = dict(Reader(html).attributes)
    assert attributes["class"] == "citation"
    assert attributes["data-n"] == "1"
    assert attributes["data-doc"] == "新闻/砚溪.txt"
    assert (attributes["data-start"], attributes["data-end"]) == ("100", "119")
    assert attributes["data-exact"] == "100-109"
    assert attributes["data-check"] == fingerprint(citation().quote)
    assert attributes["href"] == "#source-a1-1"
    assert Reader(html).text == "签约46个[1]。"


def test_the_card_of_a_corrected_figure_says_who_put_it_right_and_why_beside_the_sentence_as_written() -> (
    None
):
    said = Amendment("48个", "陈<默>", "2026-01-02T10:00:00", "统计局核定")
    html = render_answer(
        replace(answer("48个。"), citations=(citation(exact=((100, 109),), amended=(said,)),))
    )
    text = Reader(html).text
    assert "人工更正为 48个 陈<默> · 2026-01-02 10:00 · 理由：统计局核定" in text
    assert text.index("理由：统计局核定") < text.index("原文：" + citation().quote[:9])
    assert "有数字经人工更正，其余逐字摘自原文" in text
    assert "人工更正" not in render_answer(replace(answer("46个。"), citations=(citation(),)))


def test_a_number_in_brackets_without_a_citation_stays_text() -> None:
    assert shown("签约46个[7]。", citation()) == "<p>签约46个[7]。</p>"


def test_figures_are_bold_and_items_make_a_list() -> None:
    html = shown("共**46个**：\n- 甲\n- 乙\n\n完")
    assert html == "<p>共<strong>46个</strong>：</p><ul><li>甲</li><li>乙</li></ul><p>完</p>"


def test_what_stands_behind_a_backslash_is_no_markup() -> None:
    assert shown(r"\*\*甲\*\*\[1\] \<b\>", citation()) == "<p>**甲**[1] &lt;b&gt;</p>"


def test_a_paragraph_keeps_its_line_ends() -> None:
    assert render_lines([AnswerLine((Piece("甲<\n乙"),))]) == "<p>甲&lt;<br>乙</p>"


def test_the_scope_of_an_answer_is_shown_as_chips_that_know_what_they_stand_for() -> None:
    scoped = replace(answer("46个。"), scope=Filters(("砚溪县", "竹湾县"), (2022,), ("news",)))
    read = Reader(render_scope(scoped))
    assert read.text == "范围砚溪县竹湾县2022 年新闻"
    dropped = [(name, value) for name, value in read.attributes if name in ("data-drop", "data-value")]
    assert dropped[:2] == [("data-drop", "regions"), ("data-value", "砚溪县")]
    assert dropped[-1] == ("data-value", "news")
    assert render_scope(answer("46个。")) == ""


def test_an_answer_tells_the_page_which_conversation_it_is_kept_in() -> None:
    assert ("data-conversation", '"c&1') in Reader(
        render_answer(answer("46个。"), conversation='"c&1')
    ).attributes


def test_an_answer_opened_again_shows_what_was_thought_of_it() -> None:
    html = render_answer(answer("46个。"), verdict=-1, comment='数字"不对"')
    attributes = Reader(html).attributes
    assert ("data-comment", '数字"不对"') in attributes
    pressed = [value for name, value in attributes if name == "aria-pressed"]
    assert pressed == ["false", "true"]


@given(st.text(alphabet=st.sampled_from("<>&\"'`=/ ab[1]*-\n${}|\\")))
def test_nothing_in_an_answer_becomes_markup_of_its_own(text: str) -> None:
    said = Amendment(text, text, text, text)
    hostile = Citation(
        1, text, text, text, text, 0, len(text), text, (text,), ((0, len(text)),), None, (said,)
    )
    lines = (AnswerLine((Piece(text, (1,), ((0, len(text)),)),), form="item"), *from_markdown(text))
    read = Reader(
        render_answer(Answer("a", text, lines, False, (hostile,), 0.1, text + "?", scope=Filters((text,))))
    )
    assert set(read.tags) <= OURS
    assert not [name for name, _ in read.attributes if name.startswith("on") or name in ("src", "style")]
    assert {value for name, value in read.attributes if name == "href"} <= {"#source-a-1"}


def test_a_card_shows_number_title_region_date_and_the_cited_sentence() -> None:
    text = Reader(render_card(citation(n=2, exact=((109, 119),)), "a1")).text
    assert text.startswith("2砚溪县签约砚溪县 · 2023年2月")
    assert text.endswith("总投资128亿元。")
    assert "签约项目46个" not in text


def test_a_long_passage_is_clipped_on_its_card() -> None:
    assert len(snippet(citation(quote="长" * 500))) == 160


def test_an_answer_tells_how_a_follow_up_was_understood_and_how_long_it_took() -> None:
    text = Reader(render_answer(answer("46个[1]。", citation(), resolved="砚溪县签约多少？"))).text
    assert "理解为：砚溪县签约多少？" in text
    assert "用时 42 毫秒" in text
    assert "逐字摘自原文" in text


def test_an_answer_that_is_not_there_looks_different_from_one_that_is() -> None:
    assert 'class="answer abstained"' in render_answer(answer("资料库中没有找到。", abstained=True))
    assert 'class="answer abstained"' not in render_answer(answer("46个。"))


def written() -> Answer:
    """An answer that a model wrote, with what was quoted in the other place."""
    quoted = answer("46个[1]。", citation())
    return quoted.worded(
        Wording("llm", from_markdown("一共是46个[1]。"), False, (citation(exact=((100, 109),)),))
    )


def test_of_two_wordings_the_one_that_stands_is_seen_and_a_line_above_leads_to_the_other() -> None:
    html = render_answer(written())
    assert '<div class="wording" data-mode="llm">' in html
    assert '<div class="wording" data-mode="extractive" hidden>' in html
    assert 'data-show="llm" aria-pressed="true">模型答复' in html
    assert 'data-show="extractive" aria-pressed="false">原文摘录' in html
    assert 'data-show="extractive" aria-pressed="true"' in render_answer(written().in_mode("extractive"))
    assert "voice" not in render_answer(answer("46个。"))


def test_a_line_above_what_is_quoted_says_that_a_model_is_writing_or_why_it_is_not_its_answer() -> None:
    pending = render_answer(replace(answer("46个。"), pending=True))
    assert "以下摘自原文，模型正在写答复" in Reader(pending).text and "data-verdict" not in pending
    line = AnswerLine((Piece("（连不上<b>模型服务，答案摘自原文。）"),), "fell_back")
    fell = answer("46个。")
    html = render_answer(replace(fell, lines=(*fell.lines, line), model="m"))
    assert '<span role="status">连不上&lt;b&gt;模型服务，答案摘自原文。</span>' in html
    assert Reader(html).text.count("连不上") == 1


def test_a_refused_question_is_echoed_shortened_with_the_reason() -> None:
    text = Reader(render_notice("问" * 10_000, "问题太长。")).text
    assert "共 10000 字" in text and text.endswith("问题太长。")
    assert len(text) < 400
