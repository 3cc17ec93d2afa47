"""For everyone: by keyboard alone, with enough contrast, and without a serious fault that axe-core knows of."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from tests.assistant.web.conftest import ADMIN, READER, App, Visit, ask, sign_in
from tests.assistant.web.library.test_tab import open_library

pytestmark = pytest.mark.browser

YANXI = "砚溪县2022年新签约项目多少个？"


AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """What axe-core finds that is serious or critical: rule, element, reason."""
    page.evaluate(AXE)
    violations = page.evaluate("axe.run().then(result => result.violations)")
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in violations
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1360, 390])
def test_axe_finds_no_serious_fault_on_any_page(
    asked_app: App, visit: Visit, scheme: str, width: int
) -> None:
    page = visit(asked_app, color_scheme=scheme, viewport={"width": width, "height": 844})
    page.locator(".example").first.wait_for()
    found = {"welcome": faults(page)}
    ask(page, YANXI)
    ask(page, "云杉县2031年的海水养殖面积是多少？")
    page.locator(".answer-tools button").nth(1).click()
    found["answers"] = faults(page)
    page.click("#filters .choose")
    page.locator("#filter-choices input").first.check()
    found["filters"] = faults(page)
    page.click("#filter-choices .done")
    page.locator("#past .citation").first.click()
    page.locator("#source-panel mark.cited").wait_for()
    page.fill("#source-panel input", "项目")
    found["source"] = faults(page)
    page.click('[data-panel="close"]')
    if not page.locator("#conversations").is_visible():
        page.click("#show-conversations")
    page.locator(".conversation-menu summary").first.click()
    found["conversations"] = faults(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    open_library(page)
    page.wait_for_timeout(300)
    page.locator("#library-table tbody input").first.check()
    page.get_by_role("button", name="删除所选").click()
    page.locator("#confirm-delete").wait_for()
    found["library"] = faults(page)
    assert {name: list(dict.fromkeys(some)) for name, some in found.items() if some} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1360, 390])
def test_axe_finds_no_serious_fault_where_one_signs_in(
    guarded: App, visit: Visit, scheme: str, width: int
) -> None:
    page = visit(guarded, signed_in=False, color_scheme=scheme, viewport={"width": width, "height": 844})
    sign_in(page, ADMIN[0], "不是这个密码")
    page.get_by_role("alert").wait_for()
    assert faults(page) == []
    sign_in(page, *READER)
    page.locator(".welcome:not(.waiting)").wait_for()
    assert faults(page) == []
    open_library(page)
    assert faults(page) == []


def test_everything_can_be_done_with_the_keyboard(asked_app: App, visit: Visit) -> None:
    # Without transitions: a style is looked at right after it changes.
    page = visit(asked_app, reduced_motion="reduce")
    page.locator(".example").first.wait_for()
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.type(YANXI)
    page.keyboard.press("Enter")
    page.locator(".answer-foot").wait_for()
    reached = []
    page.evaluate("document.activeElement.blur()")
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                """() => { const e = document.activeElement;
                const look = () => { const s = getComputedStyle(e);
                    return [s.outlineStyle === 'none' ? 0 : s.outlineWidth, s.boxShadow, s.borderColor].join(); };
                if (e === document.body) return ['', true];
                const focused = look(); e.blur(); const blurred = look(); e.focus();
                return [`${e.id} ${e.className} ${e.tagName}`, focused !== blurred]; }"""
            )
        )
    names = " ".join(str(name) for name, _ in reached)
    for part in ("language", "conversation", "citation", "source-card", "chip", "choose"):
        assert part in names, names
    assert [name for name, visible in reached if not visible] == []
    page.locator(".citation").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source-panel mark.cited")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".source-card").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source-panel")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="问答").focus()
    for name in ("台账", "资料库"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("tab", name=name)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#library-table tbody tr").first).to_be_visible()
    page.locator("#library-table th button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#library-table th[aria-sort]")).to_contain_text("标题")


def test_the_list_over_a_narrow_page_is_opened_and_closed_by_keyboard(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app, viewport={"width": 390, "height": 844})
    ask(page, YANXI)
    expect(page.locator("#conversations")).to_be_hidden()
    page.focus("#show-conversations")
    page.keyboard.press("Enter")
    expect(page.locator("#conversations input[type=search]")).to_be_focused()
    expect(page.locator("#show-conversations")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#conversations")).to_be_hidden()
    expect(page.locator("#show-conversations")).to_be_focused()
