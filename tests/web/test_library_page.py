"""The library page in the browser: documents in, documents out, and what the next answer knows of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import NEWS, App, Visit, ask

pytestmark = pytest.mark.browser

SONGDUN = "松墩县2021年一季度集中开工项目多少个？"


def open_library(page: Page) -> None:
    page.get_by_role("tab", name="资料库").click()
    expect(page.locator("#library-table tbody tr").first).to_be_visible()


def upload(page: Page, **files: bytes) -> None:
    payloads = [{"name": name, "mimeType": "text/plain", "buffer": data} for name, data in files.items()]
    page.locator("#upload input[type=file]").set_input_files(payloads)  # type: ignore[arg-type]
    expect(page.locator("#job .job.done, #job .job.failed")).to_be_visible()


def test_an_uploaded_document_is_in_the_next_answer_and_a_deleted_one_is_not(
    changed_app: App, visit: Visit
) -> None:
    page = visit(changed_app)
    ask(page, SONGDUN)
    expect(page.locator("#chat .answer").last).to_have_class(re.compile("abstained"))
    open_library(page)
    page.evaluate(
        """() => { window.seen = []; new MutationObserver(() => {
        const job = document.querySelector('#job .job'); if (job) window.seen.push(job.innerText); }).observe(
        document.body, {childList: true, subtree: true, characterData: true}); }"""
    )
    upload(page, **{"松墩开工.txt": NEWS.encode("gb18030")})
    expect(page.locator("#job")).to_contain_text("新增 1 篇")
    assert any("正在" in text for text in page.evaluate("window.seen"))
    expect(page.locator("#library-table")).to_contain_text("松墩县一季度重大项目集中开工")
    expect(page.locator("#upload input[type=file]")).to_be_attached()
    stored = changed_app.library / "uploads" / "松墩开工.txt"
    assert stored.exists()

    page.get_by_role("tab", name="问答").click()
    ask(page, SONGDUN)
    expect(page.locator("#chat .answer").last).to_contain_text("19")
    page.locator("#chat .answer").last.locator(".citation").first.click()
    expect(page.locator("#source-panel mark.cited")).to_contain_text("项目19个")
    page.keyboard.press("Escape")

    open_library(page)
    page.locator("#library-table tr", has_text="松墩").get_by_role("checkbox").check()
    page.click("#delete")
    expect(page.locator("#confirm-delete")).to_contain_text("文件会一并删除")
    page.click("#delete-confirmed")
    expect(page.locator("#library-table")).not_to_contain_text("松墩")
    assert not stored.exists()
    page.get_by_role("tab", name="问答").click()
    cited_before = page.locator('.source-card[data-doc*="松墩"]').count()
    ask(page, SONGDUN)
    assert page.locator('.source-card[data-doc*="松墩"]').count() == cited_before
    page.locator('.source-card[data-doc*="松墩"]').first.click()
    expect(page.locator("#source-panel")).to_contain_text("没有")


def test_a_file_that_cannot_be_read_is_listed_with_its_reason_and_the_others_go_in(
    changed_app: App, visit: Visit
) -> None:
    page = visit(changed_app)
    open_library(page)
    upload(page, **{"空的.txt": b"\n \n", "松墩开工.txt": NEWS.encode(), "坏的.pdf": b"%PDF-1.7\nbroken"})
    expect(page.locator("#job")).to_contain_text("新增 1 篇")
    expect(page.locator("#job li")).to_have_count(2)
    broken = page.locator("#library-table tr", has_text="坏的.pdf")
    expect(broken.locator(".state-failed")).to_be_visible()
    expect(broken.locator(".reason")).not_to_be_empty()


def test_deleting_a_document_of_ones_own_folder_keeps_the_file_and_says_so(
    changed_app: App, visit: Visit
) -> None:
    page = visit(changed_app)
    open_library(page)
    page.locator("#library-table tr", has_text="砚溪").get_by_role("checkbox").check()
    page.click("#delete")
    expect(page.locator("#confirm-delete")).to_contain_text("文件原样保留")
    page.click("#delete-cancelled")
    expect(page.locator("#confirm-delete")).to_be_hidden()
    page.click("#delete")
    page.click("#delete-confirmed")
    expect(page.locator("#library-table")).to_contain_text("资料库还是空的")
    assert (changed_app.library.parent / "documents" / "报告" / "砚溪县2023.txt").exists()
    page.get_by_role("tab", name="问答").click()
    expect(page.locator(".welcome")).to_contain_text("资料库还是空的")


def test_reading_a_folder_again_takes_in_what_was_added_to_it(changed_app: App, visit: Visit) -> None:
    (changed_app.library.parent / "documents" / "松墩.txt").write_text(NEWS, encoding="utf-8")
    page = visit(changed_app)
    open_library(page)
    page.click("#reread")
    expect(page.locator("#job")).to_contain_text("新增 1 篇")
    expect(page.locator("#library-table tbody tr")).to_have_count(2)
    page.fill("#library-search textarea, #library-search input", "松墩")
    expect(page.locator("#library-table tbody tr")).to_have_count(1)
    page.fill("#library-search textarea, #library-search input", "没有这样的")
    expect(page.locator("#library-table")).to_contain_text("没有符合")


def test_a_title_in_the_table_opens_the_document(changed_app: App, visit: Visit) -> None:
    page = visit(changed_app)
    open_library(page)
    page.locator("#library-table .open-document").first.click()
    expect(page.locator("#source-panel")).to_contain_text("粮食总产量达到31.8万吨")
    expect(page.locator("#source-panel mark")).to_have_count(0)


def test_a_long_change_can_be_stopped_and_the_rest_is_taken_in_later(changed_app: App, visit: Visit) -> None:
    folder = changed_app.library.parent / "documents"
    for number in range(400):
        (folder / f"{number:03}.txt").write_text(
            NEWS.replace("19个", f"{number + 20}个") * 5, encoding="utf-8"
        )
    page = visit(changed_app)
    open_library(page)
    page.click("#reread")
    expect(page.locator("#job")).to_contain_text(re.compile("正在入库：[1-9]"))
    page.click("#stop")
    expect(page.locator("#job")).to_contain_text("已停止", timeout=15_000)
    expect(page.locator("#stop")).to_be_hidden()
    page.click("#reread")
    expect(page.locator("#job .done")).to_contain_text("完成。新增", timeout=60_000)
    expect(page.locator(".pager")).to_contain_text("共 401 篇")
