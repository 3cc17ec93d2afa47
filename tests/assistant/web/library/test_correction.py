"""What is doubtful shows on the library page, and an admin puts it right there; an older library is taken up anew."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ingest.library import catalog_writer
from ingest.library.library import Library
from ingest.schema import READING
from ingest.settings import Settings
from ingest.sync.correcting import known, undo
from tests.assistant.web.auth.test_access import faults
from tests.assistant.web.conftest import (
    ADMIN,
    NEWS,
    READER,
    REPORT,
    App,
    Visit,
    ask,
    fill,
    running_app,
    sign_in,
)
from tests.assistant.web.library.test_tab import open_library

pytestmark = pytest.mark.browser

MISNAMED = "报告/竹湾县2023年报告.txt"


@pytest.fixture(scope="module")
def misnamed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app over a report of 砚溪县 that is named for 竹湾县, and news that are in order."""
    library = tmp_path_factory.mktemp("doubtful") / "library"
    fill(library, {MISNAMED: REPORT, "新闻/松墩开工.txt": NEWS})
    with running_app(library) as app:
        yield app


@pytest.fixture
def doubtful(misnamed: App) -> Iterator[App]:
    """That app, in which nothing has been put right; shared, as starting one takes seconds."""
    yield misnamed
    library = Library.open(Settings(library=misnamed.library))
    while known(library, MISNAMED).made.count:
        undo(library, MISNAMED)
    library.close()
    rewrite(misnamed, f"reading = {READING}")


def rewrite(app: App, values: str) -> None:
    """Set these columns of all versions, and have the app take notice."""
    library = Library.open(Settings(library=app.library))
    with library.catalog.transaction() as tx:
        tx.execute(f"UPDATE version SET {values}")
        catalog_writer.bump_generation(tx)
    library.close()


def row(page: Page, name: str):
    return page.locator("#library-table tbody tr", has_text=name)


def open_form(page: Page) -> None:
    row(page, "砚溪县").locator(".correct-document").click()
    page.locator("form.correction").wait_for()


def save(page: Page) -> None:
    page.locator("form.correction [type=submit]").click()
    expect(page.locator("#notice")).to_contain_text("已更正")


def test_a_doubtful_document_says_why_and_can_be_filtered_for(doubtful: App, visit: Visit) -> None:
    page = visit(doubtful)
    open_library(page)
    expect(row(page, "砚溪县").locator(".state-warned")).to_have_text("可用，有提醒")
    expect(row(page, "砚溪县").locator(".notes")).to_have_text("文件名写的是竹湾县，内容是砚溪县。")
    expect(row(page, "松墩县").locator(".state-ready")).to_have_text("可用")
    page.locator("#warned-only input").check()
    expect(page.locator("#library-table tbody tr")).to_have_count(1)
    page.locator("#warned-only input").uncheck()
    expect(page.locator("#library-table tbody tr")).to_have_count(2)


def test_a_region_put_right_on_the_page_answers_and_is_undone(doubtful: App, visit: Visit) -> None:
    page = visit(doubtful)
    open_library(page)
    open_form(page)
    page.fill("form.correction [name=region]", "云泽省竹湾县")
    save(page)
    expect(page.locator("#notice")).to_contain_text("行政区划表里没有“竹湾县”")
    expect(page.locator("#source-panel .panel-facts")).to_contain_text("竹湾县")
    expect(row(page, MISNAMED).locator("[data-label=地区]")).to_contain_text("竹湾县")
    expect(row(page, MISNAMED).locator(".corrected")).to_have_count(2)
    expect(row(page, MISNAMED).locator(".state-ready")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="问答").click()
    ask(page, "竹湾县2022年新签约项目多少个？")
    expect(page.locator("#chat .answer").last).to_contain_text("47")

    open_library(page)
    row(page, MISNAMED).locator(".open-document").click()
    page.locator('[data-panel="correct"]').click()
    expect(page.locator("form.correction .found-other").first).to_have_text("程序识别为 砚溪县")
    expect(page.locator("form.correction [name=place]")).to_have_value("云泽省")
    page.locator("form.correction [data-undo]").click()
    expect(page.locator("#notice")).to_have_text("已撤销更正。")
    expect(row(page, MISNAMED).locator("[data-label=地区]")).to_have_text("砚溪县")


def test_the_open_document_stays_the_one_that_is_corrected_when_the_table_shows_another_in_its_row(
    browser: Browser, visit: Visit, tmp_path: Path
) -> None:
    other = "报告/石棠县2022年报告.txt"
    fill(
        tmp_path / "library",
        {MISNAMED: REPORT, other: REPORT.replace("砚溪县", "柏塘县").replace("2023", "2022")},
    )
    with running_app(tmp_path / "library") as app:
        page = visit(app)
        open_library(page)
        page.locator("#warned-only input").check()
        expect(page.locator("#library-table tbody tr")).to_have_count(2)
        open_form(page)
        page.fill("form.correction [name=region]", "竹湾县")
        save(page)
        expect(page.locator("#library-table tbody tr")).to_have_count(1)
        page.locator('[data-panel="correct"]').click()
        expect(page.locator("form.correction")).to_have_attribute("data-doc", MISNAMED)
        page.locator("form.correction [data-undo]").click()
        expect(page.locator("#library-table tbody tr")).to_have_count(2)
        expect(page.locator("#source-panel .source-file")).to_have_text(MISNAMED)
        page.close()


def test_a_long_title_is_seen_whole_and_the_enter_key_saves_it(doubtful: App, visit: Visit) -> None:
    page = visit(doubtful, viewport={"width": 390, "height": 844})
    open_library(page)
    open_form(page)
    title = page.locator("form.correction [name=title]")
    title.fill("砚溪县关于二〇二二年国民经济和社会发展计划执行情况与二〇二三年计划草案的报告")
    assert title.evaluate("e => e.scrollHeight <= e.clientHeight + 1 && e.clientHeight > 50")
    title.press("Enter")
    expect(page.locator("#notice")).to_contain_text("已更正")
    expect(page.locator("#source-panel h2")).to_contain_text("计划草案的报告")


def test_a_value_that_cannot_stand_is_refused_in_the_form_and_nothing_changes(
    doubtful: App, visit: Visit
) -> None:
    page = visit(doubtful)
    open_library(page)
    open_form(page)
    page.locator("form.correction [type=submit]").click()
    expect(page.locator("form.correction .told")).to_have_text("没有改动。")
    page.fill("form.correction [name=date]", "去年")
    page.locator("form.correction [type=submit]").click()
    expect(page.locator("form.correction .told")).to_contain_text("“去年”不是日期")
    expect(row(page, "砚溪县").locator("[data-label=日期]")).to_have_text("2023年1月6日")


def test_what_is_right_as_it_is_is_confirmed_with_one_click(doubtful: App, visit: Visit) -> None:
    page = visit(doubtful)
    open_library(page)
    open_form(page)
    page.locator("form.correction").get_by_role("button", name="没有错").click()
    expect(row(page, "砚溪县").locator(".state-ready")).to_have_text("可用")
    page.locator("#notice button").click()
    expect(row(page, "砚溪县").locator(".state-warned")).to_be_visible()


@pytest.mark.parametrize("width", [1360, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault_in_warnings_advice_and_form(
    doubtful: App, visit: Visit, scheme: str, width: int
) -> None:
    rewrite(doubtful, "reading = 0")
    page = visit(doubtful, color_scheme=scheme, viewport={"width": width, "height": 844})
    open_library(page)
    expect(page.locator(".advice")).to_be_visible()
    assert faults(page) == []
    open_form(page)
    assert faults(page) == []


def test_a_library_of_an_older_program_says_so_and_is_taken_up_by_a_click(
    doubtful: App, visit: Visit
) -> None:
    rewrite(doubtful, "reading = 0, region = '错县'")
    page = visit(doubtful)
    open_library(page)
    expect(page.locator(".advice")).to_contain_text("2 篇文档由旧版程序读取")
    page.get_by_role("button", name="重新识别").click()
    expect(page.locator("#job .done")).to_contain_text("完成。更新 2 篇")
    expect(row(page, "砚溪县")).to_have_count(1)
    expect(page.locator(".advice")).to_have_count(0)


def test_a_reader_sees_what_is_doubtful_and_cannot_change_it(guarded: App, visit: Visit) -> None:
    page = visit(guarded, signed_in=False)
    sign_in(page, *READER)
    page.locator(".welcome:not(.waiting)").wait_for()
    open_library(page)
    page.locator("#library-table .open-document").first.click()
    expect(page.locator("#source-panel")).to_be_visible()
    expect(page.locator('[data-panel="correct"]')).to_be_hidden()
    body = json.dumps({"doc": "报告/砚溪县2023.txt", "values": {"title": "题"}}).encode()
    for person, status in ((READER, 403), (ADMIN, 200)):
        secret = base64.b64encode(":".join(person).encode()).decode()
        headers = {"authorization": f"Basic {secret}", "content-type": "application/json"}
        for data in (body, json.dumps({"doc": "报告/砚溪县2023.txt"}).encode()):
            request = urllib.request.Request(f"{guarded.url}/xianwen/correction", data, headers)
            try:
                given = urllib.request.urlopen(request).status
            except urllib.error.HTTPError as error:
                given = error.code
            assert given == status
