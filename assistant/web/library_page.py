"""The library tab: what is in the library, files in, documents out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.web.jobs import Job, follow, render_done, render_job_error
from assistant.web.library_table import View, render_table
from assistant.web.translations import i18n
from assistant.web.uploads import store_uploads
from assistant.web.workspace import Workspace
from ingest.errors import XianwenError

_TABLE_CLICKS = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-sort], [data-page]');
  if (!button || button.disabled) return;
  trigger('select', {sort: button.dataset.sort || '', page: button.dataset.page || ''});
});
"""
_SELECTED = "() => [xianwen.selectedDocuments()]"
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
# Changes to the library wait for one another; a second person's upload is not refused, it queues.
_WRITING: dict[str, Any] = {**_QUIET, "concurrency_limit": None}


def library_tab(workspace: Workspace, tab: gr.Tab) -> list[Any]:
    """Build the tab.

    Returns:
        The events after which the library may hold something else.
    """
    view, job, doomed = gr.State(View()), gr.State(Job()), gr.State([])
    ticked = gr.JSON(visible=False)
    with gr.Column(elem_classes="library-column"):
        with gr.Row(elem_id="library-intake"):
            upload = gr.File(
                file_count="multiple", elem_id="upload", show_label=False, container=False, height=168,
                scale=3, min_width=300,
            )  # fmt: skip
            with gr.Column(elem_classes="folder-box", scale=2, min_width=280):
                gr.HTML(
                    "<h3>入过库的文件夹</h3><p>重新读取：新文件入库，改过的更新，不在了的移出。</p>",
                    apply_default_css=False,
                )
                folder = gr.Dropdown(
                    label=i18n("文件夹"), choices=[], show_label=False, container=False, elem_id="folder"
                )
                reread = gr.Button(i18n("重新读取"), elem_id="reread", size="md")
        outcome = gr.HTML("", elem_id="job", apply_default_css=False)
        stop = gr.Button(i18n("停止"), elem_id="stop", size="sm", visible=False)
        with gr.Row(elem_id="library-tools"):
            search = gr.Textbox(
                label=i18n("查找文档"),
                placeholder=i18n("按标题、地区、类型、日期查找"),
                show_label=False,
                container=False,
                elem_id="library-search",
                scale=4,
            )
            delete = gr.Button(i18n("删除所选"), elem_id="delete", size="md", scale=0, min_width=110)
        with gr.Column(visible=False, elem_id="confirm-delete") as confirm:
            warning = gr.HTML("", apply_default_css=False)
            with gr.Row():
                go = gr.Button(
                    "确定删除", variant="stop", elem_id="delete-confirmed", size="sm", scale=0, min_width=120
                )
                keep = gr.Button("不删", elem_id="delete-cancelled", size="sm", scale=0, min_width=120)
        table = gr.HTML("", elem_id="library-table", js_on_load=_TABLE_CLICKS, apply_default_css=False)

    def show(now: View) -> str:
        return _table(workspace, now)

    def refresh(now: View) -> tuple[Any, ...]:
        choices = _named_folders(workspace)
        first = choices[0][1] if choices else None
        return show(now), gr.update(choices=choices, value=first, interactive=bool(choices))

    async def run(now: View, work: Job, change: Callable[[], Any]) -> AsyncIterator[tuple[Any, ...]]:
        """Follow `change`, then show the library as it is after it."""
        yield gr.skip(), gr.update(visible=True), gr.skip()
        async for html in follow(work, change):
            yield html, gr.skip(), gr.skip()
        yield gr.skip(), gr.update(visible=False), await asyncio.to_thread(show, now)

    async def take_in(files: Sequence[str] | None, now: View, work: Job) -> AsyncIterator[tuple[Any, ...]]:
        if not files:
            return
        try:
            store_uploads(workspace.uploads, [Path(file) for file in files], workspace.settings.max_upload_mb)
        except XianwenError as error:
            yield render_job_error(str(error)), gr.skip(), gr.skip(), None
            return
        async for step in run(now, work, lambda: workspace.sync(workspace.uploads, work)):
            yield *step, gr.skip()
        yield gr.skip(), gr.skip(), gr.skip(), None

    async def reread_folder(path: str | None, now: View, work: Job) -> AsyncIterator[tuple[Any, ...]]:
        # Only folders that were ingested before: the page must not be a way to read any file of this machine.
        if path not in [str(known) for known in workspace.folders()]:
            yield (
                render_job_error("请先选择一个入过库的文件夹；新的文件夹用命令行 xianwen ingest 加入。"),
                gr.skip(),
                gr.skip(),
            )
            return
        chosen = Path(str(path))
        async for step in run(now, work, lambda: workspace.sync(chosen, work)):
            yield step

    def ask_to_delete(selected: list[str] | None) -> tuple[Any, ...]:
        if not selected:
            return gr.update(visible=False), "", [], render_job_error("请先在表格中勾选要删除的文档。")
        return gr.update(visible=True), _warning(workspace, selected), selected, ""

    def do_delete(selected: list[str], now: View) -> tuple[Any, ...]:
        try:
            removed = workspace.remove(selected)
        except XianwenError as error:
            return gr.update(visible=False), [], render_job_error(str(error)), show(now)
        return gr.update(visible=False), [], render_done(f"已删除 {removed} 篇文档。"), show(now)

    def resort(now: View, event: gr.EventData) -> tuple[View, str]:
        if event.sort:
            now = now.sorted_by(str(event.sort))
        elif str(event.page).isdigit():
            now = replace(now, page=int(event.page))
        return now, show(now)

    def look_up(words: str, now: View) -> tuple[View, str]:
        now = replace(now, search=words.strip(), page=0)
        return now, show(now)

    def request_stop(work: Job) -> None:
        work.stop = True

    shown = [outcome, stop, table]
    changes = [
        upload.upload(take_in, [upload, view, job], [*shown, upload], **_WRITING),
        reread.click(reread_folder, [folder, view, job], shown, **_WRITING),
        go.click(do_delete, [doomed, view], [confirm, doomed, outcome, table], **_WRITING),
    ]
    stop.click(request_stop, job, None, **_QUIET)
    delete.click(ask_to_delete, ticked, [confirm, warning, doomed, outcome], js=_SELECTED, **_QUIET)
    keep.click(lambda: gr.update(visible=False), None, confirm, **_QUIET)
    # Not `input`, which Gradio fires on key presses alone: an input method or a paste makes none.
    search.change(look_up, [search, view], [view, table], trigger_mode="always_last", **_QUIET)
    table.select(resort, view, [view, table], **_QUIET)
    tab.select(refresh, view, [table, folder], **_QUIET)
    return changes


def _named_folders(workspace: Workspace) -> list[tuple[str, str]]:
    """The folders that can be read again as (name, path): by their own name where that tells them apart."""
    folders = workspace.folders()
    names = [folder.name for folder in folders]
    return [
        (
            "上传的文件" if folder == workspace.uploads else name if names.count(name) == 1 else str(folder),
            str(folder),
        )
        for folder, name in zip(folders, names, strict=True)
    ]


def _table(workspace: Workspace, view: View) -> str:
    try:
        return render_table(workspace.library.documents(), view)
    except XianwenError as error:
        return render_job_error(str(error))


def _warning(workspace: Workspace, selected: Sequence[str]) -> str:
    """What deleting would do, told apart by where the files lie."""
    uploaded = len(workspace.uploaded_files().keys() & set(selected))
    lines = [f"<p>要从资料库删除这 {len(selected)} 篇文档吗？</p>"]
    if uploaded:
        lines.append(f"<p>其中 {uploaded} 篇是上传的，文件会一并删除，不能恢复。</p>")
    if len(selected) > uploaded:
        lines.append(
            f"<p>{len(selected) - uploaded} 篇来自您自己的文件夹：只从资料库中移出，文件原样保留；"
            "下次重新读取那个文件夹时会再次入库。</p>"
        )
    names = "、".join(escape(doc) for doc in selected[:5]) + ("等" if len(selected) > 5 else "")
    return f'{"".join(lines)}<p class="path">{names}</p>'
