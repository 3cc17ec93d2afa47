"""The outline of a document in the source panel: sections and facts that lead to their place in the text."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from assistant.answer.outline.model import MainFact, Outline, Section
from assistant.evidence.model import Evidence
from assistant.web.documents.outline_panel import render_outline
from ingest.schema import StoredPassage
from tests.assistant.web.ask.test_render import Reader
from tests.assistant.web.conftest import App, Visit, ask
from tests.assistant.web.documents.test_source_panel import document

TEXT = "一、𠮷祥镇\n修路3公里<b>。\n"
PASSAGE = StoredPassage(
    id=1, doc="报告.pdf", title="", region=None, place=None, date=None, reviews_year=None, kind="other", start=0,
    end=len(TEXT), headings=(), year=None, outlook=None, text=TEXT,
)  # fmt: skip
SHOWN = """() => { const [range] = CSS.highlights.get('outlined'), box = range.getBoundingClientRect();
    const body = document.querySelector('.panel-body').getBoundingClientRect();
    return [range.toString(), box.top >= body.top && box.bottom <= body.bottom]; }"""


def _outline() -> Outline:
    start = TEXT.index("修路")
    fact = MainFact(Evidence(PASSAGE, start, start + 5), 1.0)
    section = Section(TEXT[:6], True, 0, len(TEXT), (fact,))
    return Outline(document(TEXT).document, (section,))


def test_offsets_are_those_of_a_browser_and_markup_is_text() -> None:
    html = render_outline(_outline(), TEXT)
    start = TEXT.index("修路") + 1
    assert f'data-start="{start}" data-end="{start + 5}"' in html
    assert "b" not in Reader(html).tags


def test_a_document_without_sections_has_a_line_that_says_so() -> None:
    assert "没有可列的提纲" in render_outline(Outline(_outline().document, ()), TEXT)


def _open(page: Page) -> None:
    ask(page, "砚溪县2022年新签约项目多少个？")
    page.locator("#newest .citation").first.click()
    page.locator("#source-panel mark.cited").wait_for()
    page.get_by_role("button", name="提纲").click()


@pytest.mark.browser
def test_sections_and_facts_of_the_outline_lead_to_their_place_also_on_a_phone(
    asked_app: App, visit: Visit
) -> None:
    page = visit(asked_app)
    _open(page)
    outline, button = page.get_by_role("navigation", name="提纲"), page.get_by_role("button", name="提纲")
    expect(outline.get_by_role("button", name="一、2022年工作回顾")).to_be_visible()
    fact = outline.locator(".outline-fact").last
    fact.click()
    expect(fact).to_have_attribute("aria-current", "location")
    assert page.evaluate(SHOWN) == [fact.inner_text(), True]
    expect(outline).to_be_visible()
    button.click()
    expect(outline).to_be_hidden()

    phone = visit(asked_app, viewport={"width": 390, "height": 800})
    _open(phone)
    outline = phone.get_by_role("navigation", name="提纲")
    fact = outline.locator(".outline-fact").last
    told = fact.inner_text()
    fact.click()
    expect(outline).to_be_hidden()
    assert phone.evaluate(SHOWN) == [told, True]
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
