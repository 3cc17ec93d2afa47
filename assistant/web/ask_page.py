"""The ask tab: the welcome, the conversation, the question box, and which event runs what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from html import escape
from typing import Any

import gradio as gr

from assistant.web.chat import KEPT_EXCHANGES, Exchange, converse, history_html
from assistant.web.render import render_notice
from assistant.web.workspace import Workspace

# Asking takes some 40 ms, mostly outside Python's lock: thirty people at once need no queue.
ASKING_AT_ONCE = 32
# A click on anything with data-question asks that question.
_ASK_ON_CLICK = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-question]');
  if (button) trigger('select', {question: button.dataset.question});
});
"""
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_ASKING: dict[str, Any] = {**_QUIET, "concurrency_limit": ASKING_AT_ONCE, "concurrency_id": "ask"}
_FAILED = (
    "程序出了意外，这个问题没能答上来；详情已记入日志。请再试一次，或换一种问法。"
    "(Something went wrong; see the log, or try again.)"
)


def ask_tab(workspace: Workspace) -> gr.HTML:
    """Build the tab; returns the welcome, to be filled when the library is open."""
    exchanges = gr.State([])
    with gr.Column(elem_id="chat"):
        welcome = gr.HTML(
            '<div class="welcome waiting">正在打开资料库…</div>',
            js_on_load=_ASK_ON_CLICK,
            elem_id="welcome",
            apply_default_css=False,
        )
        earlier = gr.HTML("", elem_id="earlier", apply_default_css=False)
        newest = gr.HTML("", elem_id="newest", apply_default_css=False)
    with gr.Row(elem_id="composer"):
        question = gr.Textbox(
            label="问题", show_label=False, container=False, lines=1, max_lines=6, scale=1, autofocus=True,
            placeholder="问一个问题……", elem_classes="question-box",
        )  # fmt: skip
        send = gr.Button("提问", variant="primary", elem_id="send", scale=0, min_width=84)
        fresh = gr.Button("新对话", elem_id="fresh", scale=0, min_width=84)

    async def ask(asked: str, so_far: list[Exchange]) -> AsyncIterator[tuple[Any, ...]]:
        opening: tuple[Any, ...] = ("", gr.update(visible=False), history_html(so_far))
        async for html, finished in converse(workspace, asked or "", so_far):
            kept = [*so_far, finished][-KEPT_EXCHANGES:] if finished else gr.skip()
            yield *opening, html, kept
            opening = (gr.skip(), gr.skip(), gr.skip())

    async def ask_example(so_far: list[Exchange], event: gr.EventData) -> AsyncIterator[tuple[Any, ...]]:
        async for step in ask(str(event.question), so_far):
            yield step

    shown = [question, welcome, earlier, newest, exchanges]
    under_way = [
        gr.on([question.submit, send.click], ask, [question, exchanges], shown, **_ASKING),
        welcome.select(ask_example, exchanges, shown, **_ASKING),
    ]
    for asking in under_way:
        asking.failure(lambda: render_notice("", _FAILED), None, newest, **_QUIET)
    fresh.click(
        lambda: ("", gr.update(visible=True), "", "", []),
        None,
        shown,
        js="() => { xianwen.closeSource(); return []; }",
        cancels=under_way,
        **_QUIET,
    )
    return welcome


def render_welcome(workspace: Workspace) -> str:
    """What one sees before the first question: what this is, and questions that the library can answer."""
    if not any(document.state == "ready" for document in workspace.library.documents()):
        return (
            '<section class="welcome"><h2>资料库还是空的</h2>'
            "<p>到上方的“资料库”页上传报告和新闻（txt、md、html、docx、pdf），"
            "或在命令行运行 <code>xianwen ingest 文件夹</code>，然后回到这里提问。</p></section>"
        )
    examples = "".join(
        f'<button type="button" class="example" data-question="{question}">{question}</button>'
        for question in map(escape, workspace.assistant.suggestions())
    )
    return (
        '<section class="welcome"><h2>问县里的事，答案句句有出处</h2>'
        "<p>答案摘自资料库中的文件，点开编号就能看到原文中的那一句。</p>"
        f'<div class="examples">{examples}</div></section>'
    )
