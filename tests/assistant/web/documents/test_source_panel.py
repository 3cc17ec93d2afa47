"""The document in the source panel: the stored text, whole and unchanged, with the cited passage marked."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from assistant.web.ask.render import fingerprint
from assistant.web.documents.source_panel import render_source
from ingest.schema import DocumentText, StoredDocument
from tests.assistant.web.ask.test_render import Reader


def document(text: str, pages: tuple[int, ...] = (), title: str = "砚溪县政府工作报告") -> DocumentText:
    stored = StoredDocument(
        doc="报告.pdf", title=title, region="砚溪县", place=None, date="2023-01-05", reviews_year=2022,
        kind="work-report", source="县政府办", speaker=None, format="pdf", passages=1, characters=len(text),
        state="ready", reason=None, ingested_at="2024-01-01",
    )  # fmt: skip
    return DocumentText(stored, text, pages)


class Panel(Reader):
    """Reads which text stands in the document, in its mark, and in the marked sentences."""

    def __init__(self, html: str) -> None:
        self.open: list[tuple[str, str]] = []
        self.body = self.cited = self.exact = ""
        super().__init__(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        if ("div", "source-text") in self.open:
            self.body += data
        if ("mark", "cited") in self.open:
            self.cited += data
        if ("b", "exact") in self.open:
            self.exact += data


TEXT = "一、回顾\n全年签约46个。总投资128亿元。\n新开工33个。\n二、安排\n继续努力。\n"


@st.composite
def cited_texts(draw: st.DrawFn) -> tuple[str, int, int, list[tuple[int, int]], tuple[int, ...]]:
    text = draw(st.text(alphabet=st.sampled_from("甲乙。<b>&\"'\n 𠮷"), min_size=1, max_size=80))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    offsets = st.integers(start, end)
    exact = [(min(a, b), max(a, b)) for a, b in draw(st.lists(st.tuples(offsets, offsets), max_size=4))]
    pages = draw(st.lists(st.integers(0, len(text)), max_size=3, unique=True).map(sorted).map(tuple))
    return text, start, end, exact, pages


@given(cited_texts())
def test_the_panel_holds_the_stored_text_and_marks_exactly_the_cited_offsets(
    case: tuple[str, int, int, list[tuple[int, int]], tuple[int, ...]],
) -> None:
    text, start, end, exact, pages = case
    panel = Panel(render_source(document(text, pages), (start, end), exact=exact))
    assert panel.body == text
    assert panel.cited == text[start:end]
    marked = {offset for lo, hi in exact for offset in range(lo, hi)}
    assert panel.exact == "".join(text[offset] for offset in sorted(marked))
    assert panel.tags.count("mark") == 1


def test_markup_in_a_document_and_in_its_title_is_text() -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>${alert(1)}{{x}}"
    html = render_source(document(hostile, title=hostile), (0, 8))
    assert "script" not in Reader(html).tags and "img" not in Reader(html).tags
    assert Panel(html).body == hostile


def test_a_passage_over_several_paragraphs_is_one_mark() -> None:
    start, end = TEXT.index("总投资"), TEXT.index("33个") + 3
    assert Panel(render_source(document(TEXT), (start, end))).cited == "总投资128亿元。\n新开工33个"


def test_the_panel_names_title_region_date_kind_source_page_and_headings() -> None:
    start = TEXT.index("新开工")
    html = render_source(
        document(TEXT, pages=(0, start - 3)), (start, start + 3), headings=("一、回顾", "（二）<项目>")
    )
    text = Panel(html).text
    for part in (
        "砚溪县政府工作报告",
        "砚溪县",
        "2023年1月5日",
        "政府工作报告",
        "县政府办",
        "第 2 页（共 2 页）",
        "一、回顾 › （二）<项目>",
    ):
        assert part in text


def test_the_beginning_of_each_page_is_told_once() -> None:
    middle = TEXT.index("总投资")
    for cited in (None, (0, middle), (middle, middle + 5), (middle - 3, middle + 5)):
        html = render_source(document(TEXT, (0, middle)), cited)
        assert [html.count(f'data-page="第 {n} 页"') for n in (1, 2)] == [1, 1], cited


def test_a_document_that_changed_since_it_was_cited_is_shown_unmarked_with_a_word_on_it() -> None:
    start, end = TEXT.index("总投资"), TEXT.index("\n新开工")
    good = Panel(render_source(document(TEXT), (start, end), check=fingerprint(TEXT[start:end])))
    assert good.cited == TEXT[start:end]
    changed = TEXT.replace("128", "999")
    stale = Panel(render_source(document(changed), (start, end), check=fingerprint(TEXT[start:end])))
    assert stale.cited == "" and stale.body == changed and "改动过" in stale.text
    shorter = Panel(render_source(document("短"), (start, end)))
    assert shorter.cited == "" and "改动过" in shorter.text


def test_a_report_of_100000_characters_is_rendered_in_well_under_200_ms() -> None:
    text = ("过去一年全县上下同心，各项事业取得新进展，圆满完成了年初确定的任务。\n" * 3000)[:100_000]
    started = time.perf_counter()
    render_source(document(text), (90_000, 90_200))
    assert time.perf_counter() - started < 0.1
