"""Asking in the browser: the answer, its sources, and the document behind each."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.assistant.web.conftest import App, Visit, ask

pytestmark = pytest.mark.browser

YANXI = "砚溪县2022年新签约项目多少个？"
SONGDUN = "松墩县2021年一季度集中开工项目多少个？"


def in_view(page: Page, selector: str) -> bool:
    """Whether the middle of the first match can be seen, covered by nothing."""
    return bool(
        page.locator(selector).first.evaluate(
            """element => { const box = element.getClientRects()[0];
            const x = box.left + box.width / 2, y = box.top + box.height / 2;
            return y > 0 && y < innerHeight && element.contains(document.elementFromPoint(x, y)); }"""
        )
    )


def test_one_click_on_a_citation_shows_the_cited_sentence_in_its_document(
    asked_app: App, visit: Visit
) -> None:
    page = visit(asked_app)
    ask(page, YANXI)
    answer = page.locator("#chat .answer").last
    expect(answer.locator("strong").first).to_have_text(re.compile("47"))
    answer.locator(".citation").first.click()
    cited = page.locator("#source-panel mark.cited")
    expect(cited).to_contain_text("新签约项目47个")
    assert in_view(page, "#source-panel mark.cited")
    panel = page.locator("#source-panel")
    for known in ("砚溪县2023年政府工作报告", "2023年1月6日", "政府工作报告", "报告/砚溪县2023.txt"):
        expect(panel).to_contain_text(known)
    expect(panel).to_contain_text("新改建农村公路213公里")


def test_from_the_question_to_the_sentence_in_its_document(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    page.fill("#question", "砚溪县2022年新签约项目多少个，粮食总产量多少？")
    page.press("#question", "Enter")
    expect(page.locator("#newest .answer-text")).not_to_be_empty()
    page.locator("#newest .answer-foot").wait_for()
    citation = page.locator('#newest .citation[data-n="1"]').first
    citation.hover()
    expect(page.locator("#preview")).to_contain_text("新签约项目47个")
    citation.click()
    expect(page.locator("#source-panel mark.cited")).to_contain_text("新签约项目47个")
    assert in_view(page, "#source-panel mark.cited .exact")


def test_the_answer_grows_on_the_page_before_its_sources_appear(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    page.evaluate(
        """() => { window.states = []; new MutationObserver(() => {
        const article = document.querySelector('#newest .answer');
        if (article) window.states.push(article.className); }).observe(
        document.body, {childList: true, subtree: true}); }"""
    )
    ask(page, "松墩县集中开工项目多少个，总投资多少？")
    states = list(dict.fromkeys(page.evaluate("window.states")))
    assert states == ["answer waiting", "answer growing", "answer"]


def test_a_source_card_opens_the_same_place_as_its_number(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    ask(page, SONGDUN)
    card = page.locator(".source-card").first
    for shown in ("松墩县", "2021年3月18日", "19"):
        expect(card).to_contain_text(shown)
    card.click()
    expect(page.locator("#source-panel mark.cited")).to_contain_text("项目19个")
    assert in_view(page, "#source-panel mark.cited")


def test_a_citation_of_an_older_answer_still_opens_that_answers_source(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    ask(page, YANXI)
    ask(page, SONGDUN)
    page.locator("#chat .exchange").first.locator('.citation[data-n="1"]').first.click()
    expect(page.locator("#source-panel mark.cited")).to_contain_text("47个")
    page.locator("#chat .exchange").last.locator('.citation[data-n="1"]').first.click()
    expect(page.locator("#source-panel mark.cited")).to_contain_text("19个")


def test_the_panel_is_closed_by_escape_and_focus_goes_back_to_the_citation(
    asked_app: App, visit: Visit
) -> None:
    page = visit(asked_app)
    ask(page, YANXI)
    citation = page.locator(".citation").first
    citation.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source-panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#source-panel")).to_be_hidden()
    expect(citation).to_be_focused()


def test_a_follow_up_shows_what_it_was_understood_as(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    ask(page, "砚溪县2022年粮食总产量是多少？")
    ask(page, "那总投资呢？")
    expect(page.locator("#chat .exchange").last.locator(".resolved")).to_contain_text("砚溪县")


@pytest.mark.parametrize("question", ["", "？？！！……", "问" * 10_000])
def test_a_question_that_cannot_be_asked_gets_a_friendly_reply(
    asked_app: App, visit: Visit, question: str
) -> None:
    page = visit(asked_app)
    ask(page, question)
    reply = page.locator(".answer.notice")
    expect(reply).to_be_visible()
    assert "Traceback" not in reply.inner_text() and re.search("[一-鿿]{4}", reply.inner_text())
    ask(page, SONGDUN)
    expect(page.locator("#chat .answer").last).to_contain_text("19")


def test_what_the_library_does_not_hold_is_said_calmly_and_looks_different(
    asked_app: App, visit: Visit
) -> None:
    page = visit(asked_app)
    ask(page, "云杉县2031年的海水养殖面积是多少？")
    expect(page.locator("#chat .answer").last).to_have_class(re.compile("abstained"))
    expect(page.locator("#chat .answer").last).to_contain_text("没有找到")


def test_enter_asks_and_shift_enter_makes_a_new_line(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    page.click("#question")
    page.keyboard.type("砚溪县2022年")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("新签约项目多少个？")
    assert page.locator("#question textarea").input_value() == "砚溪县2022年\n新签约项目多少个？"
    assert page.locator("#chat .exchange").count() == 0
    page.keyboard.press("Enter")
    expect(page.locator("#chat .answer-foot")).to_be_visible()


def test_a_click_on_an_example_asks_it(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    example = page.locator(".example").first
    question = example.inner_text()
    example.click()
    expect(page.locator(".asked")).to_have_text(question)
    expect(page.locator(".citation").first).to_be_visible()
    page.click("#fresh")
    expect(page.locator(".example").first).to_be_visible()
    assert page.locator("#chat .exchange").count() == 0


def test_a_document_full_of_markup_shows_as_text_and_runs_nothing(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    ask(page, "竹湾县2022年投资促进会议签约茶叶加工项目多少个？")
    page.locator(".citation").first.click()
    panel = page.locator("#source-panel")
    expect(panel.locator("mark.cited")).to_contain_text("13个")
    expect(panel).to_contain_text("""{{constructor.constructor("window.pwned='braces'")()}}""")
    page.get_by_role("tab", name="资料库").click()
    expect(page.locator("#library-table")).to_contain_text("竹湾")
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert (
        page.locator("#chat script, #chat svg, #chat iframe, #source-panel script, #source-panel img").count()
        == 0
    )
    assert page.locator("#source-panel :is(svg, iframe, style, a)").count() == 0


def test_two_people_see_nothing_of_each_other(asked_app: App, visit: Visit) -> None:
    one, other = visit(asked_app), visit(asked_app)
    ask(one, YANXI)
    ask(other, SONGDUN)
    ask(one, "粮食总产量呢？")
    # Suggestions of what to ask next may name any place of the library.
    for page, stranger in ((one, "松墩"), (other, "砚溪")):
        for shown in page.locator("#chat :is(.asked, .answer-text, .sources)").all():
            expect(shown).not_to_contain_text(stranger)
    assert (one.locator(".exchange").count(), other.locator(".exchange").count()) == (2, 1)


def test_a_report_of_100000_characters_opens_at_its_passage_within_200_ms(
    asked_app: App, visit: Visit
) -> None:
    page = visit(asked_app)
    ask(page, "石棠市2019年建成冷链仓库多少座？")
    timed = """() => new Promise(resolve => {
        const started = performance.now();
        document.querySelector('.citation').click();
        const look = () => document.querySelector('#source-panel:not([hidden]) mark.cited')
            ? requestAnimationFrame(() => resolve(performance.now() - started)) : setTimeout(look, 2);
        look(); })"""
    times = []
    for _ in range(3):
        times.append(page.evaluate(timed))
        assert in_view(page, "#source-panel mark.cited .exact, #source-panel mark.cited")
        page.keyboard.press("Escape")
    assert min(times) < 200, times


def test_the_page_can_be_used_at_the_width_of_a_phone(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app, viewport={"width": 375, "height": 720}, is_mobile=True, has_touch=True)
    ask(page, YANXI)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.locator(".citation").first.tap()
    assert in_view(page, "#source-panel mark.cited")
    assert page.locator("#source-panel").bounding_box() == {"x": 0, "y": 0, "width": 375, "height": 720}
    page.locator('[data-panel="close"]').tap()
    expect(page.locator("#question")).to_be_in_viewport()
    page.get_by_role("tab", name="资料库").tap()
    expect(page.locator("#library-table tbody tr").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_the_page_is_dark_for_those_who_want_it_dark(asked_app: App, visit: Visit) -> None:
    def lightness(page: Page, selector: str) -> int:
        colour = page.locator(selector).first.evaluate("element => getComputedStyle(element).backgroundColor")
        return sum(map(int, re.findall(r"\d+", colour)[:3]))

    light, dark = visit(asked_app, color_scheme="light"), visit(asked_app, color_scheme="dark")
    for page in (light, dark):
        ask(page, YANXI)
        page.locator(".citation").first.click()
        expect(page.locator("mark.cited")).to_be_visible()
    for surface in (
        "body",
        ".gradio-container",
        "#source-panel",
        ".source-card",
        "#question textarea",
        "mark.cited",
    ):
        assert lightness(dark, surface) < 330 < 600 < lightness(light, surface), surface
