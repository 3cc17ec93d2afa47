"""The library tab: see the documents, add files, remove documents. Readers see it, admins change it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import gradio as gr

from assistant.web.auth.visit import Visit, visit_of
from assistant.web.i18n.gradio_labels import i18n
from assistant.web.i18n.words import Translator
from assistant.web.library.coverage import render_coverage
from assistant.web.library.folders import about_folders, is_watched, named_folders
from assistant.web.library.jobs import (
    Job,
    follow,
    render_done,
    render_job_error,
    render_refresh,
    render_report,
)
from assistant.web.library.last_sync import render_advice, render_last_sync
from assistant.web.library.table import View, render_table
from assistant.web.library.writer_card import render_writer
from assistant.web.workspace import Workspace
from ingest.errors import XianwenError
from ingest.library.removal import Removal
from ingest.sync import last_sync

if TYPE_CHECKING:
    from ingest.sync.model import SyncReport

T = TypeVar("T")
_CLICKS = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-sort], [data-page], [data-retry]');
  if (!button || button.disabled) return;
  if ('retry' in button.dataset) trigger('submit', {retry: button.dataset.retry});
  else trigger('select', {sort: button.dataset.sort || '', page: button.dataset.page || ''});
});
"""
_TAKE_UP = """
element.addEventListener('click', (event) => { if (event.target.closest('[data-refresh]')) trigger('submit', {}); });
"""
# The page's script signals here that files have been uploaded, or that something was published by somebody else.
_INTAKE = """
element.addEventListener('xianwen', (event) => trigger(event.detail.uploaded ? 'submit' : 'change', {}));
xianwen.intake(element);
"""
_SELECTED = "() => [xianwen.selectedDocuments()]"
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
# Changes to the library wait for one another; a second person's upload is not refused, it queues.
_WRITING: dict[str, Any] = {**_QUIET, "concurrency_limit": None}
_ADMINS_ALONE = "只有管理员能改动资料库。"


def library_tab(workspace: Workspace, tab: gr.Tab) -> list[Any]:
    """Build the tab.

    Returns:
        The events after which the library's content may have changed.
    """
    view, job, doomed, removed = gr.State(View()), gr.State(Job()), gr.State([]), gr.State(None)
    ticked = gr.JSON(visible=False)
    with gr.Column(elem_classes="library-column"):
        with gr.Row(elem_id="library-intake", elem_classes="admins"):
            with gr.Column(scale=3, min_width=300):
                # The script puts the box for files in: Gradio's own takes no folders.
                intake = gr.HTML('<div id="upload"></div>', js_on_load=_INTAKE, apply_default_css=False)
            with gr.Column(elem_classes="folder-box", scale=2, min_width=280):
                about = gr.HTML("", apply_default_css=False)
                folder = gr.Dropdown(
                    label=i18n("文件夹"), choices=[], show_label=False, container=False, elem_id="folder"
                )
                watching = gr.Checkbox(
                    label=i18n("留意这个文件夹，有变动就自动入库"), container=False, elem_id="watch"
                )
                reread = gr.Button(i18n("重新读取"), elem_id="reread", size="md")
        advice = gr.HTML("", elem_id="advice", js_on_load=_TAKE_UP, apply_default_css=False)
        outcome = gr.HTML("", elem_id="job", apply_default_css=False)
        stop = gr.Button(i18n("停止"), elem_id="stop", size="sm", visible=False)
        undo = gr.Button(i18n("撤销删除"), elem_id="undo", size="sm", visible=False)
        with gr.Row(elem_id="library-overview"):
            last = gr.HTML("", elem_id="last-sync", js_on_load=_CLICKS, apply_default_css=False)
            picture = gr.HTML("", elem_id="coverage", apply_default_css=False)
        with gr.Row(elem_id="library-tools"):
            search = gr.Textbox(
                label=i18n("查找文档"), placeholder=i18n("按标题、地区、类型、日期查找"), show_label=False,
                container=False, elem_id="library-search", scale=4,
            )  # fmt: skip
            warned = gr.Checkbox(
                label=i18n("只看有提醒的"), container=False, elem_id="warned-only", scale=0, min_width=150
            )
            delete = gr.Button(
                i18n("删除所选"), elem_id="delete", elem_classes="admins", size="md", scale=0, min_width=110
            )
        with gr.Column(visible=False, elem_id="confirm-delete") as confirm:
            warning = gr.HTML("", apply_default_css=False)
            with gr.Row():
                go = gr.Button(
                    i18n("确定删除"),
                    variant="stop",
                    elem_id="delete-confirmed",
                    size="sm",
                    scale=0,
                    min_width=120,
                )
                keep = gr.Button(i18n("不删"), elem_id="delete-cancelled", size="sm", scale=0, min_width=120)
        table = gr.HTML("", elem_id="library-table", js_on_load=_CLICKS, apply_default_css=False)

    def contents(now: View, visit: Visit) -> tuple[str, ...]:
        return _table(workspace, now, visit.words), *_overview(workspace, visit)

    def refresh(now: View, request: gr.Request) -> tuple[Any, ...]:
        visit = visit_of(request)
        choices = named_folders(workspace, visit.words)
        first = choices[0][1] if choices else None
        return (
            *contents(now, visit),
            about_folders(visit.words),
            gr.update(choices=choices, value=first, interactive=bool(choices)),
            gr.update(value=is_watched(workspace, first), interactive=bool(choices)),
        )

    def look_again(now: View, request: gr.Request) -> tuple[Any, ...]:
        return contents(now, visit_of(request))

    async def run(
        now: View, work: Job, visit: Visit, change: Callable[[], T], render: Callable[[T, Translator], str]
    ) -> AsyncIterator[tuple[Any, ...]]:
        """Follow `change`, then show the library's new content."""
        skipped = (gr.skip(),) * len(held)
        if not visit.admin:
            yield render_job_error(visit.words(_ADMINS_ALONE)), gr.skip(), gr.skip(), *skipped
            return
        yield gr.skip(), gr.update(visible=True), gr.update(visible=False), *skipped
        async for html in follow(work, change, visit.words, render):
            yield html, gr.skip(), gr.skip(), *skipped
        yield gr.skip(), gr.update(visible=False), gr.skip(), *await asyncio.to_thread(contents, now, visit)

    async def take_in(now: View, work: Job, request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        def change() -> SyncReport:
            return workspace.sync(workspace.uploads, work)

        async for step in run(now, work, visit_of(request), change, render_report):
            yield step

    async def take_up(now: View, work: Job, request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        async for step in run(now, work, visit_of(request), lambda: workspace.refresh(work), render_refresh):
            yield step

    async def reread_folder(
        path: str | None, now: View, work: Job, request: gr.Request
    ) -> AsyncIterator[tuple[Any, ...]]:
        visit = visit_of(request)
        # Only folders that were ingested before: the page must not be a way to read any file of this machine.
        if path not in [str(known) for known in await asyncio.to_thread(workspace.folders)]:
            message = visit.words("请先选择一个入过库的文件夹；新的文件夹用命令行 xianwen ingest 加入。")
            yield render_job_error(message), *(gr.skip(),) * (2 + len(held))
            return
        chosen = Path(str(path))
        async for step in run(now, work, visit, lambda: workspace.sync(chosen, work), render_report):
            yield step

    async def retry(
        now: View, work: Job, request: gr.Request, event: gr.EventData
    ) -> AsyncIterator[tuple[Any, ...]]:
        docs = [str(event.retry)] if event.retry else None
        async for step in run(
            now, work, visit_of(request), lambda: workspace.retry(docs, work), render_report
        ):
            yield step

    async def bring_back(
        gone: Removal | None, now: View, work: Job, request: gr.Request
    ) -> AsyncIterator[tuple[Any, ...]]:
        if gone is None:
            return
        async for step in run(
            now, work, visit_of(request), lambda: workspace.undo(gone, work), render_report
        ):
            yield step

    def ask_to_delete(selected: list[str] | None, request: gr.Request) -> tuple[Any, ...]:
        words = visit_of(request).words
        if not selected:
            status = render_job_error(words("请先在表格中勾选要删除的文档。"))
            return gr.update(visible=False), "", [], status
        return gr.update(visible=True), _warning(workspace, selected, words), selected, ""

    def do_delete(selected: list[str], now: View, request: gr.Request) -> tuple[Any, ...]:
        visit = visit_of(request)
        hidden = gr.update(visible=False)
        try:
            if not visit.admin:
                raise XianwenError(visit.words(_ADMINS_ALONE))
            gone = workspace.remove(selected)
        except XianwenError as error:
            status = render_job_error(visit.words.message(str(error)))
            return hidden, [], None, status, hidden, *contents(now, visit)
        status = render_done(visit.words("已删除 {count} 篇文档。", count=gone.count))
        return hidden, [], gone, status, gr.update(visible=True), *contents(now, visit)

    def set_watching(path: str | None, on: bool, request: gr.Request) -> Any:
        if visit_of(request).admin and path in [str(known) for known in workspace.folders()]:
            workspace.set_watched(Path(path), on)
        return is_watched(workspace, path)

    def resort(now: View, request: gr.Request, event: gr.EventData) -> tuple[View, str]:
        if event.sort:
            now = now.sorted_by(str(event.sort))
        elif str(event.page).isdigit():
            now = replace(now, page=int(event.page))
        return now, _table(workspace, now, visit_of(request).words)

    def look_up(typed: str, now: View, request: gr.Request) -> tuple[View, str]:
        now = replace(now, search=typed.strip(), page=0)
        return now, _table(workspace, now, visit_of(request).words)

    def filter_warned(on: bool, now: View, request: gr.Request) -> tuple[View, str]:
        now = replace(now, warned=on, page=0)
        return now, _table(workspace, now, visit_of(request).words)

    def request_stop(work: Job) -> None:
        work.stop = True

    held = [table, last, picture, advice]
    shown = [outcome, stop, undo, *held]
    published = [
        intake.submit(take_in, [view, job], shown, **_WRITING),
        advice.submit(take_up, [view, job], shown, **_WRITING),
        reread.click(reread_folder, [folder, view, job], shown, **_WRITING),
        table.submit(retry, [view, job], shown, **_WRITING),
        last.submit(retry, [view, job], shown, **_WRITING),
        undo.click(bring_back, [removed, view, job], shown, **_WRITING),
        go.click(do_delete, [doomed, view], [confirm, doomed, removed, outcome, undo, *held], **_WRITING),
        intake.change(look_again, view, held, **_QUIET),
    ]
    stop.click(request_stop, job, None, **_QUIET)
    delete.click(ask_to_delete, ticked, [confirm, warning, doomed, outcome], js=_SELECTED, **_QUIET)
    keep.click(lambda: gr.update(visible=False), None, confirm, **_QUIET)
    watching.input(set_watching, [folder, watching], watching, **_WRITING)
    folder.input(lambda path: is_watched(workspace, path), folder, watching, **_QUIET)
    # Not `input`, which Gradio fires on key presses alone: an input method or a paste makes none.
    search.change(look_up, [search, view], [view, table], trigger_mode="always_last", **_QUIET)
    warned.input(filter_warned, [warned, view], [view, table], **_QUIET)
    table.select(resort, view, [view, table], **_QUIET)
    tab.select(refresh, view, [*held, about, folder, watching], **_QUIET)
    return published


def _table(workspace: Workspace, view: View, words: Translator) -> str:
    """Return the part of the table that `view` selects, or why the library cannot be read."""
    try:
        # Before the documents: what is published between the two shows at the next look.
        generation = workspace.library.generation
        shown = render_table(workspace.library.documents(), view, words)
    except XianwenError as error:
        return render_job_error(words.message(str(error)))
    return f'<div data-generation="{generation}">{shown}</div>'


def _overview(workspace: Workspace, visit: Visit) -> tuple[str, str, str]:
    """Return the card on the last ingest, the coverage chart, and advice on documents of an older program."""
    words = visit.words
    try:
        picture = render_coverage(workspace.library.documents(), words)
        changed = last_sync.last(workspace.library.catalog)
        outdated = workspace.library.catalog.outdated()
    except XianwenError:
        return "", "", ""  # the table's place says why
    problem = workspace.watcher.problem if workspace.watcher else ""
    card = render_last_sync(changed, problem, visit.admin, workspace.uploads, words)
    card += render_writer(workspace.settings, words)
    return card, picture, render_advice(outdated, words)


def _warning(workspace: Workspace, selected: Sequence[str], words: Translator) -> str:
    """Return the warning before a deletion: what happens to uploaded files and to files in other folders."""
    files = workspace.files_of(selected)
    uploaded = sum(file.is_relative_to(workspace.uploads) for file in files.values())
    lines = [f"<p>{words('要从资料库删除这 {count} 篇文档吗？', count=len(selected))}</p>"]
    if uploaded:
        lines.append(
            f"<p>{words('其中 {count} 篇是上传的，文件会一并删除；七天之内可以撤销。', count=uploaded)}</p>"
        )
    if len(selected) > uploaded:
        text = words(
            "{count} 篇来自您自己的文件夹：只从资料库中移出，文件原样保留；重新读取那个文件夹时会再次入库。",
            count=len(selected) - uploaded,
        )
        lines.append(f"<p>{text}</p>")
    names = "、".join(escape(doc) for doc in selected[:5]) + ("…" if len(selected) > 5 else "")
    return f'{"".join(lines)}<p class="path">{names}</p>'
