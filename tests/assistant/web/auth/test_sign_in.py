"""Signing in: who is not on file gets nothing, a reader reads, an admin changes, each has their own conversations."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assistant.web.server import serve
from ingest.errors import XianwenError
from ingest.settings import Settings
from tests.assistant.web.conftest import ADMIN, NEWS, READER, App, Visit, ask, running_app, sign_in
from tests.assistant.web.test_server import get

YANXI = "砚溪县2022年新签约项目多少个？"


@pytest.mark.browser
def test_each_person_signs_in_to_their_own_conversations(browser: object, guarded: App, visit: Visit) -> None:
    page = visit(guarded, signed_in=False)
    expect(page).to_have_title("县问")
    sign_in(page, ADMIN[0], "不是这个密码")
    expect(page.get_by_role("alert")).to_contain_text("不对")
    expect(page.get_by_label("用户名")).to_have_value(ADMIN[0])
    sign_in(page, *ADMIN)
    page.locator(".example, .welcome").first.wait_for()
    ask(page, YANXI)
    expect(page.locator(".conversation-title")).to_have_text([YANXI])

    other = visit(guarded, signed_in=False, address=page.url.split("/", 3)[3])
    sign_in(other, *READER)
    other.locator(".welcome:not(.waiting)").wait_for()
    assert other.locator("#chat .exchange").count() == 0
    assert other.locator(".conversation-title").count() == 0

    page.get_by_role("button", name="退出").click()
    expect(page.get_by_label("用户名")).to_be_visible()
    again = visit(guarded, signed_in=False)
    sign_in(again, *ADMIN)
    expect(again.locator(".conversation-title")).to_have_text([YANXI])


@pytest.mark.browser
def test_a_reader_sees_the_library_and_cannot_change_it(browser: object, guarded: App, visit: Visit) -> None:
    page = visit(guarded, signed_in=False)
    sign_in(page, *READER)
    page.get_by_role("tab", name="资料库").click()
    page.locator("#library-table tbody tr").first.wait_for()
    for hidden in ("#upload", "#reread", "#delete", "#library-table .tick"):
        expect(page.locator(hidden).first).to_be_hidden()
    # What is hidden is refused as well.
    url = f"{guarded.url}/xianwen/upload?path=a.txt"
    assert page.request.post(url, data=NEWS.encode()).status == 403
    assert page.request.post(f"{guarded.url}/gradio_api/upload").status == 403
    page.evaluate("document.documentElement.classList.remove('reader')")
    page.click("#reread")
    expect(page.locator("#job")).to_contain_text("只有管理员")
    page.check(".select-all")
    page.click("#delete")
    page.click("#delete-confirmed")
    expect(page.locator("#job")).to_contain_text("只有管理员")
    page.locator("#watch input").click()
    expect(page.locator("#watch input")).not_to_be_checked()
    expect(page.locator("#library-table tbody tr")).to_have_count(1)


@pytest.mark.slow
def test_without_a_sign_in_there_is_nothing_but_the_sign_in_page(guarded: App) -> None:
    doc = "doc=%E6%8A%A5%E5%91%8A/%E7%A0%9A%E6%BA%AA%E5%8E%BF2023.txt"
    for path in ("/", "/config", "/gradio_api/info", f"/xianwen/source?{doc}", f"/xianwen/original?{doc}",
                 "/xianwen/conversations", "/xianwen/facets", "/xianwen/core.js", "/gradio_api/mcp/"):  # fmt: skip
        assert get(f"{guarded.url}{path}")[0] == 401, path
    for path in (
        "/gradio_api/queue/join",
        "/gradio_api/run/ask",
        "/xianwen/next",
        "/xianwen/upload?path=a.txt",
    ):
        request = urllib.request.Request(f"{guarded.url}{path}", b"{}", {"content-type": "application/json"})
        assert get(request)[0] == 401, path
    status, html, _ = get(f"{guarded.url}/xianwen/sign-in?next=https://example.invalid/")
    assert status == 200 and "example.invalid" not in html


@pytest.mark.slow
def test_a_program_signs_in_with_its_name_and_password(guarded: App) -> None:
    def status(name: str, password: str) -> int:
        coded = base64.b64encode(f"{name}:{password}".encode()).decode()
        request = urllib.request.Request(
            f"{guarded.url}/gradio_api/run/ask",
            json.dumps({"data": [YANXI, None, None, None, None]}).encode(),
            {"content-type": "application/json", "authorization": f"Basic {coded}"},
        )
        return get(request)[0]

    assert status(*READER) == 200
    assert status(READER[0], "wrong") == 401 and status("nobody", READER[1]) == 401


@pytest.mark.slow
def test_another_site_cannot_make_a_browser_act_here(served: App) -> None:
    body, host = b'{"answer": "a", "filters": {}}', served.url.removeprefix("http://")

    def status(**headers: str) -> int:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(
            f"{served.url}/xianwen/next", body, {"content-type": "application/json"} | named
        )
        return get(request)[0]

    assert status() == 200 and status(origin=served.url) == 200
    assert status(origin="http://example.invalid") == 403
    # A name of the other site's that was made to point here.
    assert status(host="example.invalid") == 421 and status(host=host) == 200


def test_an_address_that_others_reach_is_not_served_without_people_unless_told_so(tmp_path: Path) -> None:
    with pytest.raises(XianwenError, match=r"xianwen user add.*--without-sign-in"):
        serve(Settings(library=tmp_path / "library", host="0.0.0.0", port=0))
    assert not (tmp_path / "library").exists()


@pytest.mark.slow
def test_told_so_it_is(tmp_path: Path) -> None:
    with running_app(tmp_path / "library", XIANWEN_HOST="0.0.0.0", XIANWEN_WITHOUT_SIGN_IN="1") as app:
        assert get(app.url)[0] == 200
