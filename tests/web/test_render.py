"""What an answer looks like as HTML: marks, lists, cards, and nothing of a document ever as markup."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from assistant.records import Answer, Citation
from assistant.web.render import (
    fingerprint,
    growth,
    render_answer,
    render_card,
    render_inline,
    render_markdown,
    render_notice,
    snippet,
)

OURS = frozenset(["div", "p", "article", "section", "h3", "a", "i", "span", "strong", "ul", "li", "footer"])


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
    n: int = 1, quote: str = "全年签约项目46个。总投资128亿元。", exact: tuple[tuple[int, int], ...] = ()
) -> Citation:
    return Citation(
        n, "新闻/砚溪.txt", "砚溪县签约", "砚溪县", "2023-02", 100, 100 + len(quote), quote, (), exact
    )


def answer(text: str, *citations: Citation, abstained: bool = False, resolved: str | None = None) -> Answer:
    return Answer("a1", "签约多少？", text, abstained, citations, 0.0423, resolved)


def test_a_citation_mark_becomes_a_link_that_knows_its_place_in_the_document() -> None:
    html = render_inline("签约46个[1]。", [citation(exact=((100, 109),))], "a1")
    attributes = dict(Reader(html).attributes)
    assert attributes["class"] == "citation"
    assert attributes["data-n"] == "1"
    assert attributes["data-doc"] == "新闻/砚溪.txt"
    assert (attributes["data-start"], attributes["data-end"]) == ("100", "119")
    assert attributes["data-exact"] == "100-109"
    assert attributes["data-check"] == fingerprint(citation().quote)
    assert attributes["href"] == "#source-a1-1"
    assert Reader(html).text == "签约46个[1]。"


def test_a_number_in_brackets_without_a_citation_stays_text() -> None:
    assert render_inline("签约46个[7]。", [citation()], "a1") == "签约46个[7]。"


def test_figures_are_bold_and_dashes_make_a_list() -> None:
    html = render_markdown("共**46个**：\n- 甲\n- 乙\n\n完")
    assert html == "<p>共<strong>46个</strong>：</p><ul><li>甲</li><li>乙</li></ul><p>完</p>"


@given(st.text(alphabet=st.sampled_from("<>&\"'`=/ ab[1]*-\n${}")))
def test_nothing_in_an_answer_becomes_markup_of_its_own(text: str) -> None:
    hostile = Citation(1, text, text, text, text, 0, len(text), text, (text,), ((0, len(text)),))
    read = Reader(render_answer(Answer("a", text, text, False, (hostile,), 0.1, text + "?")))
    assert set(read.tags) <= OURS
    assert not [name for name, _ in read.attributes if name.startswith("on") or name in ("src", "style")]
    assert {value for name, value in read.attributes if name == "href"} <= {"#source-a-1"}


@given(st.text(alphabet=st.sampled_from("甲乙，。\n*[1]-46 ")), st.integers(0, 6))
def test_an_answer_grows_by_openings_of_itself_with_whole_markup(text: str, steps: int) -> None:
    openings = list(growth(text, steps))
    assert len(openings) <= steps
    assert [len(opening) for opening in openings] == sorted({len(opening) for opening in openings})
    whole = Reader(render_markdown(text)).tags.count("strong")
    for opening in openings:
        assert text.startswith(opening) and len(opening) < len(text)
        assert Reader(render_markdown(opening)).tags.count("strong") <= whole


def test_a_growing_answer_is_never_cut_inside_bold_or_a_mark() -> None:
    openings = list(growth("共**46，个**，其中[1]重点**21个**。[2]再说，完", 10))
    assert openings == ["共**46，个**，", "共**46，个**，其中[1]", "共**46，个**，其中[1]重点**21个**。[2]",
                        "共**46，个**，其中[1]重点**21个**。[2]再说，"]  # fmt: skip


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


def test_a_refused_question_is_echoed_shortened_with_the_reason() -> None:
    text = Reader(render_notice("问" * 10_000, "问题太长。")).text
    assert "共 10000 字" in text and text.endswith("问题太长。")
    assert len(text) < 400
