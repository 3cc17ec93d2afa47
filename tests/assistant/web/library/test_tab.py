"""The library page in the browser: documents in, documents out, and what the next answer knows of it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.assistant.web.conftest import NEWS, REPORT, REPOSITORY, App, Visit, ask

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


def test_what_was_deleted_is_taken_back_also_an_uploaded_file(changed_app: App, visit: Visit) -> None:
    page = visit(changed_app)
    open_library(page)
    upload(page, **{"松墩开工.txt": NEWS.encode()})
    expect(page.locator("#library-table tbody tr")).to_have_count(2)
    page.check(".select-all")
    page.click("#delete")
    page.click("#delete-confirmed")
    expect(page.locator("#library-table")).to_contain_text("资料库还是空的")
    # The table is empty as soon as the passages are gone; undo is offered once the files have been put aside too.
    expect(page.locator("#undo")).to_be_visible()
    assert not (changed_app.library / "uploads" / "松墩开工.txt").exists()
    page.click("#undo")
    expect(page.locator("#library-table tbody tr")).to_have_count(2)
    expect(page.locator("#undo")).to_be_hidden()
    assert (changed_app.library / "uploads" / "松墩开工.txt").exists()
    page.get_by_role("tab", name="问答").click()
    ask(page, SONGDUN)
    expect(page.locator("#chat .answer").last).to_contain_text("19")


def test_a_folder_is_uploaded_whole_and_files_of_one_name_are_kept_apart(
    changed_app: App, visit: Visit, tmp_path: Path
) -> None:
    folder = tmp_path / "新到"
    for name, text in (
        ("甲/通报.txt", NEWS),
        ("乙/通报.txt", NEWS.replace("19个", "21个")),
        (".隐藏/x.txt", NEWS),
    ):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text, encoding="utf-8")
    page = visit(changed_app)
    open_library(page)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="选择文件夹").click()
    chooser.value.set_files(folder)
    expect(page.locator("#job")).to_contain_text("新增 2 篇")
    stored = changed_app.library / "uploads" / "新到"
    assert sorted(file.relative_to(stored).as_posix() for file in stored.rglob("*.txt")) == [
        "乙/通报.txt",
        "甲/通报.txt",
    ]


def test_files_are_dropped_on_the_box(changed_app: App, visit: Visit) -> None:
    page = visit(changed_app)
    open_library(page)
    page.evaluate(
        """text => { const files = new DataTransfer(); files.items.add(new File([text], '松墩开工.txt'));
        document.querySelector('#upload').dispatchEvent(new DragEvent('drop', {dataTransfer: files, bubbles: true})); }""",
        NEWS,
    )
    expect(page.locator("#job")).to_contain_text("新增 1 篇")


def test_a_file_too_large_is_refused_by_name_and_the_others_go_in(changed_app: App, visit: Visit) -> None:
    page = visit(changed_app)
    open_library(page)
    page.evaluate(
        """text => { const files = new DataTransfer(); const large = new File(['x'], '大.txt');
        Object.defineProperty(large, 'size', {value: 200000000});
        files.items.add(new File([text], '松墩开工.txt'));
        const input = document.querySelector('#upload input');
        Object.defineProperty(input, 'files', {value: [large, files.files[0]], configurable: true});
        input.dispatchEvent(new Event('change', {bubbles: true})); }""",
        NEWS,
    )
    expect(page.locator("#job")).to_contain_text("新增 1 篇")
    expect(page.locator("#upload .sending")).to_contain_text("“大.txt”超过 100 MB")


def test_a_file_that_failed_is_tried_again_when_it_has_been_mended(changed_app: App, visit: Visit) -> None:
    page = visit(changed_app)
    open_library(page)
    upload(page, **{"松墩开工.txt": b" ", "坏的.pdf": b"%PDF-1.7\nbroken"})
    expect(page.locator(".last-sync")).to_contain_text("失败 2")
    (changed_app.library / "uploads" / "松墩开工.txt").write_text(NEWS, encoding="utf-8")
    page.locator("#library-table tr", has_text="松墩开工").get_by_role("button", name="重试").click()
    expect(page.locator("#job")).to_contain_text("新增 1 篇")
    expect(page.locator("#library-table tr", has_text="松墩县").locator(".state-ready")).to_be_visible()
    page.locator(".last-sync [data-retry], #library-table [data-retry]").first.click()
    expect(page.locator("#job .done li")).to_have_count(1)


def test_the_last_ingest_is_told_document_by_document_also_one_of_the_command_line(
    changed_app: App, visit: Visit
) -> None:
    folder = changed_app.library.parent / "documents"
    (folder / "松墩.txt").write_text(NEWS, encoding="utf-8")
    (folder / "报告" / "砚溪县2023.txt").write_text(REPORT + "完。\n", encoding="utf-8")
    run = [
        sys.executable,
        "-m",
        "assistant",
        "--library",
        str(changed_app.library),
        "ingest",
        str(folder),
    ]
    subprocess.run(run, check=True, cwd=REPOSITORY)
    page = visit(changed_app)
    open_library(page)
    told = page.locator(".last-sync")
    expect(told).to_contain_text("新增 1 篇，更新 1 篇")
    told.locator("summary", has_text="新增").click()
    expect(told.locator("details[open] li")).to_have_text(["松墩.txt"])


def test_a_watched_folder_is_taken_in_by_itself_but_not_what_was_deleted_from_the_library(
    changed_app: App, visit: Visit
) -> None:
    page = visit(changed_app)
    open_library(page)
    expect(page.locator("#watch input")).not_to_be_checked()
    page.locator("#watch input").check()
    page.locator("#library-table tr", has_text="砚溪").get_by_role("checkbox").check()
    page.click("#delete")
    page.click("#delete-confirmed")
    expect(page.locator("#library-table")).to_contain_text("资料库还是空的")
    (changed_app.library.parent / "documents" / "松墩.txt").write_text(NEWS, encoding="utf-8")
    expect(page.locator("#library-table tbody tr")).to_have_count(1, timeout=30_000)
    expect(page.locator("#library-table")).to_contain_text("松墩县")
    page.reload()
    page.locator("#question").wait_for()
    open_library(page)
    expect(page.locator("#watch input")).to_be_checked()
    page.click("#reread")
    expect(page.locator("#library-table tbody tr")).to_have_count(2)


def test_a_cell_of_the_picture_finds_its_documents(asked_app: App, visit: Visit) -> None:
    page = visit(asked_app)
    open_library(page)
    picture = page.locator(".coverage svg[role=img]")
    expect(picture).to_have_attribute("aria-label", re.compile("5 个地区从 2020 年到 2023 年"))
    page.locator('[data-find="松墩县 2021"]').click()
    expect(page.locator("#library-table tbody tr")).to_have_count(1)
    expect(page.locator("#library-table")).to_contain_text("松墩县")
