"""Conversations in the browser: there after a restart, found, renamed, taken back, exported, judged."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.assistant.web.conftest import REPORT, App, Visit, ask, fill, running_app

pytestmark = pytest.mark.browser

YANXI = "砚溪县2022年新签约项目多少个？"
SONGDUN = "松墩县2021年一季度集中开工项目多少个？"


def items(page: Page) -> list[str]:
    return page.locator(".conversation-title").all_inner_texts()


def test_a_conversation_is_there_after_a_restart_with_its_citations(tmp_path: Path, visit: Visit) -> None:
    library = tmp_path / "library"
    fill(library, {"报告/砚溪县2023.txt": REPORT})
    with running_app(library) as app:
        page = visit(app)
        ask(page, YANXI)
        ask(page, "那总投资呢？")
        expect(page).to_have_url(re.compile(r"\?c="))
        cookies = page.context.cookies()
    with running_app(library) as app:
        again = visit(app, address=page.url.split("/", 3)[3], cookies=cookies)
        expect(again.locator("#chat .asked")).to_have_text([YANXI, "那总投资呢？"])
        again.locator("#chat .citation").first.click()
        expect(again.locator("#source-panel mark.cited")).to_contain_text("新签约项目47个")
        again.keyboard.press("Escape")
        ask(again, "粮食总产量呢？")
        expect(again.locator("#chat .resolved").last).to_contain_text("砚溪县")
        assert items(again) == [YANXI]


def test_the_list_is_fetched_once_for_each_question_and_each_opening(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    fetched: list[str] = []
    page.on(
        "request", lambda request: fetched.append(request.url) if "/conversations?" in request.url else None
    )
    for act in (
        lambda: ask(page, YANXI),
        lambda: ask(page, "那总投资呢？"),
        lambda: page.click("#conversations .begin"),
        lambda: ask(page, SONGDUN),
        lambda: page.locator(".conversation", has_text=YANXI).click(),
    ):
        fetched.clear()
        with page.expect_request("**/conversations?*"):
            act()
        page.wait_for_timeout(500)
        assert len(fetched) == 1
    expect(page.locator("#conversations li.current")).to_contain_text(YANXI)


def test_conversations_are_listed_found_renamed_deleted_and_taken_back(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    ask(page, YANXI)
    page.click("#conversations .begin")
    ask(page, SONGDUN)
    expect(page.locator(".conversation-title")).to_have_text([SONGDUN, YANXI])
    page.fill("#conversations input[type=search]", "硯溪 47")
    expect(page.locator(".conversation-title")).to_have_text([YANXI])
    page.locator(".conversation").click()
    expect(page.locator("#chat .asked")).to_have_text([YANXI])
    page.fill("#conversations input[type=search]", "")
    expect(page.locator(".conversation-title")).to_have_text([SONGDUN, YANXI])
    item = page.locator("#conversations li", has_text=YANXI)
    item.locator("summary").click()
    item.get_by_role("button", name="改名").click()
    page.keyboard.type("招商")
    page.keyboard.press("Enter")
    expect(page.locator(".conversation-title")).to_have_text([SONGDUN, "招商"])
    renamed = page.locator("#conversations li", has_text="招商")
    renamed.locator("summary").click()
    renamed.get_by_role("button", name="删除").click()
    expect(page.locator(".conversation-title")).to_have_text([SONGDUN])
    expect(page.locator(".welcome")).to_be_visible()
    page.locator("#notice button").click()
    expect(page.locator(".conversation-title")).to_have_text([SONGDUN, "招商"])


def test_a_question_right_after_a_new_conversation_is_of_that_one_however_busy_the_server_is(
    asked_app: App, visit: Visit
) -> None:
    page = visit(asked_app)
    ask(page, YANXI)
    page.route("**/queue/join*", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.click("#conversations .begin")
    ask(page, SONGDUN)
    expect(page.locator("#chat .asked")).to_have_text([SONGDUN])
    expect(page.locator(".conversation-title")).to_have_text([SONGDUN, YANXI])
    page.locator(".conversation", has_text=YANXI).click()
    expect(page.locator("#chat .asked")).to_have_text([YANXI])
    ask(page, "那总投资呢？")
    expect(page.locator("#chat .asked")).to_have_text([YANXI, "那总投资呢？"])
    expect(page.locator(".conversation-title")).to_have_text([YANXI, SONGDUN])


def test_two_people_do_not_see_each_others_conversations(asked_app: App, visit: Visit) -> None:
    one, other = visit(asked_app), visit(asked_app)
    ask(one, YANXI)
    expect(one.locator(".conversation-title")).to_have_text([YANXI])
    other.goto(one.url)
    expect(other.locator(".welcome:not(.waiting)")).to_be_visible()
    assert other.locator("#chat .exchange").count() == 0 and items(other) == []
    address = one.locator(".conversation-menu a").first.get_attribute("href")
    assert one.request.get(f"{asked_app.url}/{address}").status == 200
    assert other.request.get(f"{asked_app.url}/{address}").status == 404
    answer = one.locator("[data-answer]").get_attribute("data-answer")
    for path, body in (
        ("judge", {"answer": answer, "verdict": 1}),
        ("next", {"answer": answer, "filters": {}}),
    ):
        reply = other.request.post(f"{asked_app.url}/xianwen/{path}", data=body)
        assert reply.status == 404 or reply.json() == []


def test_a_conversation_is_exported_with_its_sources(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    ask(page, YANXI)
    page.locator("#conversations summary").click()
    for form in ("Markdown", "docx"):
        with page.expect_download() as download:
            page.get_by_role("link", name=f"导出 {form}").click()
        data = Path(download.value.path()).read_bytes()
        assert download.value.suggested_filename.startswith("砚溪县2022年新签约项目多少个")
        text = (
            zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
            if form == "docx"
            else data.decode()
        )
        for part in (YANXI, "47", "砚溪县2023年政府工作报告", "报告/砚溪县2023.txt"):
            assert part in text


def test_what_is_thought_of_an_answer_is_kept_with_its_comment(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    ask(page, YANXI)
    page.get_by_role("button", name="不对").click()
    page.get_by_label("说一句为什么").fill("这是前一年的")
    page.get_by_role("button", name="存下").click()
    expect(page.locator("#notice")).to_contain_text("记下了")
    page.reload()
    wrong = page.get_by_role("button", name="不对")
    expect(wrong).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".answer-tools")).to_have_attribute("data-comment", "这是前一年的")
    wrong.click()
    expect(wrong).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(page.get_by_role("button", name="不对")).to_have_attribute("aria-pressed", "false")
