"""What the ask page offers around an answer: previews, next questions, copies, chips, filters, languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.assistant.web.conftest import App, Visit, ask

pytestmark = pytest.mark.browser

YANXI = "砚溪县2022年新签约项目多少个？"
SONGDUN = "松墩县2021年一季度集中开工项目多少个？"


def test_the_welcome_says_what_the_library_holds(asked_app: App, visit: Visit) -> None:
    welcome = visit(asked_app).locator(".welcome")
    for part in ("5 篇文档", "2020–2023 年", "砚溪县", "松墩县"):
        expect(welcome).to_contain_text(part)


def test_pointing_at_a_citation_shows_its_passage_and_a_click_opens_it(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    ask(page, YANXI)
    page.locator(".citation").first.hover()
    preview = page.locator("#preview")
    expect(preview).to_be_visible()
    for part in ("砚溪县2023年政府工作报告", "2023年1月6日", "新签约项目47个", "粮食总产量"):
        expect(preview).to_contain_text(part)
    expect(preview.locator("b")).to_contain_text("47个")
    page.mouse.move(5, 5)
    expect(preview).to_be_hidden()
    page.locator(".citation").first.click()
    expect(page.locator("#source-panel mark.cited")).to_contain_text("47个")
    expect(preview).to_be_hidden()


def test_a_citation_reached_with_the_keyboard_shows_its_passage_too(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    ask(page, YANXI)
    page.locator(".scope .chip").last.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".citation").first).to_be_focused()
    expect(page.locator("#preview")).to_contain_text("新签约项目47个")
    expect(page.locator(".citation").first).to_have_attribute("aria-describedby", "preview")
    page.keyboard.press("Escape")
    expect(page.locator("#preview")).to_be_hidden()


def test_a_question_offered_next_has_an_answer_and_is_asked_by_a_click(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    ask(page, YANXI)
    offered = page.locator(".next-questions button")
    offered.first.wait_for()
    expect(offered).to_have_text(["柏塘县2022年新签约项目多少个？"])
    offered.first.click()
    expect(page.locator(".asked").last).to_have_text("柏塘县2022年新签约项目多少个？")
    expect(page.locator("#newest .answer-foot")).to_be_visible()
    expect(page.locator("#newest .answer")).not_to_have_class(re.compile("abstained"))
    expect(page.locator("#past .next-questions")).to_have_count(0)


def test_an_answer_is_copied_with_title_and_date_of_its_sources(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app, permissions=["clipboard-read", "clipboard-write"])
    ask(page, YANXI)
    page.get_by_role("button", name="复制").click()
    expect(page.locator("#notice")).to_contain_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"47个.*\[1\]", copied) and "*" not in copied
    assert re.search("来源：\n\\[1\\] 《砚溪县2023年政府工作报告.*》，砚溪县，2023年1月6日", copied)


def test_what_the_question_was_understood_to_be_about_is_a_chip_and_can_be_dropped(
    asked_app: App, visit: Visit
) -> None:
    page = visit(asked_app)
    ask(page, "砚溪县2021年新签约项目多少个？")
    expect(page.locator("#newest .chip")).to_have_text(["砚溪县", "2021 年"])
    page.locator("#newest .chip", has_text="2021").click()
    expect(page.locator("#past .exchange")).to_have_count(1)
    expect(page.locator("#newest .chip")).to_have_text(["砚溪县"])
    expect(page.locator("#newest .answer")).to_contain_text("47")


def choose(page: Page, *labels: str) -> None:
    page.click("#filters .choose")
    for label in labels:
        page.locator("#filter-choices label", has_text=label).locator("input").check()
    page.click("#filter-choices .done")


def test_answers_keep_to_what_was_chosen_until_the_chip_is_taken_away(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    choose(page, "松墩县", "2021")
    expect(page.locator("#filters .chip")).to_have_text(["松墩县", "2021 年"])
    ask(page, "项目多少个，总投资多少？")
    expect(page.locator("#newest .answer")).to_contain_text("58.3亿元")
    ask(page, YANXI)
    expect(page.locator("#newest .answer")).to_contain_text("只在所选的范围")
    for chip in ("松墩县", "2021"):
        page.locator("#filters .chip", has_text=chip).click()
    expect(page.locator("#filters .chip")).to_have_count(0)
    ask(page, YANXI)
    expect(page.locator("#newest .answer")).to_contain_text("47")


def test_the_choices_are_closed_by_escape_and_the_focus_goes_back(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    page.focus("#filters .choose")
    page.keyboard.press("Enter")
    expect(page.locator("#filter-choices input").first).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#filters .chip")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#filter-choices")).to_be_hidden()
    expect(page.locator("#filters .choose")).to_be_focused()


@pytest.mark.parametrize(
    ("language", "tab", "placeholder", "sources"),
    [("zh-TW", "資料庫", "問一個問題……", "來源"), ("en", "Library", "Ask a question…", "Sources")],
)
def test_the_page_speaks_the_language_that_is_chosen(
    asked_app: App, visit: Visit, language: str, tab: str, placeholder: str, sources: str
) -> None:
    page = visit(asked_app)
    with page.expect_navigation():
        page.select_option("#language", language)
    expect(page.get_by_role("tab", name=tab, exact=True)).to_be_visible()
    expect(page.locator("#question textarea")).to_have_attribute("placeholder", placeholder)
    assert page.locator("html").get_attribute("lang") == language
    page.locator(".example").first.wait_for()
    ask(page, SONGDUN)
    expect(page.locator(".sources h3")).to_have_text(sources)
    # What a document says is left as it is.
    expect(page.locator(".source-quote").first).to_contain_text("集中开工项目19个")
    page.get_by_role("tab", name=tab, exact=True).click()
    page.locator("#library-table tbody tr").first.wait_for()
    if language == "en":
        told = page.locator(".masthead, .folder-box, #library-tools, #library-table thead").all_inner_texts()
        assert not re.findall("[一-鿿]+", re.sub("县问|简体|繁體", "", " ".join(told)))


def test_nothing_moves_while_an_answer_grows(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    ask(page, SONGDUN)
    page.wait_for_timeout(300)
    page.evaluate(
        """() => { window.moved = []; new PerformanceObserver(list => list.getEntries().forEach(entry =>
        window.moved.push([entry.startTime, entry.value, entry.sources.map(source => source.node && (source.node.id ||
        source.node.className || source.node.nodeName))]))).observe({type: 'layout-shift'}); }"""
    )
    question = "砚溪县2022年新签约项目多少个，总投资多少，粮食总产量多少？"
    page.evaluate(
        """question => { window.tops = []; const look = () => { const newest = document.querySelector('#newest');
        const text = newest.innerText.includes(question) && newest.querySelector('.answer-text');
        if (newest.innerText.includes(question)) window.shown ??= performance.now();
        if (text) window.tops.push(text.getBoundingClientRect().top); requestAnimationFrame(look); }; look(); }""",
        question,
    )
    ask(page, question)
    page.wait_for_timeout(600)
    tops = page.evaluate("window.tops")
    # The text stands still from its first word on, and Chromium counts no shift of anything else once the question
    # that the reader sent is shown at the top.
    assert len(tops) > 10 and max(tops) - min(tops) < 1
    shifts = [shift for shift in page.evaluate("window.moved") if shift[0] > page.evaluate("window.shown")]
    assert sum(value for _, value, _ in shifts) < 0.02, shifts
