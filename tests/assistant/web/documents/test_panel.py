"""The source panel: from citation to citation, find in the document, its script, its page, and the file itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.assistant.web.ask.test_asking import in_view
from tests.assistant.web.conftest import NEWS, REPORT, REPOSITORY, TRADITIONAL, App, Visit, ask, running_app

pytestmark = pytest.mark.browser


def open_first(page: Page, question: str) -> None:
    ask(page, question)
    page.locator("#newest .citation").first.click()
    page.locator("#source-panel mark.cited").wait_for()


def test_next_and_previous_go_through_the_passages_of_an_answer(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    open_first(page, "砚溪县2022年和松墩县2021年的总投资各是多少？")
    cards = page.locator("#newest .source-card").count()
    assert cards > 1
    expect(page.locator(".panel-count")).to_have_text(f"1 / {cards}")
    first = page.locator("#source-panel mark.cited").inner_text()
    page.click('[data-panel="next"]')
    expect(page.locator(".panel-count")).to_have_text(f"2 / {cards}")
    expect(page.locator("#source-panel mark.cited")).not_to_have_text(first)
    assert in_view(page, "#source-panel mark.cited")
    page.click('[data-panel="previous"]')
    expect(page.locator("#source-panel mark.cited")).to_have_text(first)
    expect(page.locator('[data-panel="previous"]')).to_be_disabled()


def test_words_are_found_in_the_document_in_either_script_and_gone_through(
    asked_app: App, visit: Visit
) -> None:
    page = visit(asked_app)
    open_first(page, "石棠市2019年建成冷链仓库多少座？")
    page.fill("#source-panel input", "第2299個鄉鎮")
    expect(page.locator(".found")).to_have_text("1 / 1")
    found = """() => [...CSS.highlights.get('found-now')].map(range => [range.toString(),
        range.getBoundingClientRect().top > 0 && range.getBoundingClientRect().top < innerHeight])"""
    assert page.evaluate(found) == [["第2299个乡镇", True]]
    page.fill("#source-panel input", "乡镇巩固了")
    expect(page.locator(".found")).to_have_text("1 / 1000")
    page.press("#source-panel input", "Enter")
    expect(page.locator(".found")).to_have_text("2 / 1000")
    page.press("#source-panel input", "Shift+Enter")
    page.fill("#source-panel input", "没有这个词")
    expect(page.locator(".found")).to_have_text("没有")


def test_a_traditional_document_is_read_in_simplified_with_its_mark_in_place(
    asked_app: App, visit: Visit
) -> None:
    page = visit(asked_app)
    open_first(page, "柏塘县2022年新签约项目多少个？")
    mark = page.locator("#source-panel mark.cited")
    assert TRADITIONAL.split("\n")[2] in page.locator(".source-text").inner_text()
    expect(mark).to_contain_text("新簽約項目63個")
    page.get_by_role("button", name="转为简体").click()
    expect(mark).to_contain_text("新签约项目63个")
    expect(page.get_by_role("button", name="转为简体")).to_have_attribute("aria-pressed", "true")
    page.fill("#source-panel input", "簽約")
    expect(page.locator(".found")).to_have_text("1 / 1")
    page.get_by_role("button", name="转为简体").click()
    expect(mark).to_contain_text("新簽約項目63個")


def test_the_simplified_switch_is_there_for_traditional_documents_alone(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    open_first(page, "砚溪县2022年新签约项目多少个？")
    expect(page.locator(".panel-script")).to_be_hidden()


def test_the_original_file_is_downloaded_as_it_is(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    open_first(page, "砚溪县2022年新签约项目多少个？")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载原件").click()
    assert download.value.suggested_filename == "砚溪县2023.txt"
    assert Path(download.value.path()).read_text(encoding="utf-8") == REPORT


def test_a_pdf_is_opened_at_the_page_that_is_named(browser: object, tmp_path: Path, visit: Visit) -> None:
    from ingest.library.library import Library
    from ingest.settings import Settings
    from ingest.sync.run import sync

    library = Library.open(Settings(library=tmp_path / "library"), create=True)
    report = next((REPOSITORY / "reports").rglob("*.pdf"))
    sync(library, [report])
    doc = library.documents()[0]
    library.close()
    with running_app(tmp_path / "library") as app:
        page = visit(app)
        ask(page, f"{doc.region}{(doc.date or '')[:4]}年的主要工作是什么？")
        page.locator(".citation").first.click()
        expect(page.locator(".panel-facts")).to_contain_text("页（共")
        page.keyboard.press("Escape")
        page.close()


def test_only_files_that_the_catalogue_knows_are_handed_out(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)

    def status(doc: str) -> int:
        return page.request.get(f"{asked_app.url}/xianwen/original", params={"doc": doc}).status

    assert status("新闻/松墩开工.txt") == 200
    for doc in ("../library/catalog.sqlite3", "/etc/passwd", "新闻/../../library/users.json", ""):
        assert status(doc) == 404, doc
    # A file that has been replaced by a link to elsewhere is not followed.
    file = asked_app.library.parent / "documents" / "新闻" / "松墩开工.txt"
    file.unlink()
    file.symlink_to("/etc/hostname")
    try:
        assert status("新闻/松墩开工.txt") == 404
    finally:
        file.unlink()
        file.write_text(NEWS, encoding="utf-8")
