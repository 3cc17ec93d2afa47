"""The ask tab: the welcome, the conversation, the question box, and its events."""

from __future__ import annotations

from collections.abc import AsyncIterator
from html import escape
from typing import Any
from weakref import WeakValueDictionary

import gradio as gr

from assistant.question.filters import Filters
from assistant.web.ask.chat import SHOWN_EXCHANGES, converse, history_html
from assistant.web.ask.render import render_notice
from assistant.web.ask.streaming import Stop
from assistant.web.auth.visit import Visit, visit_of
from assistant.web.i18n.gradio_labels import i18n
from assistant.web.i18n.labels import named_holdings_line
from assistant.web.i18n.words import Translator
from assistant.web.workspace import Workspace
from ingest.errors import XianwenError

# Questions wait for their turn in the workspace, not in Gradio's queue, which would show each its position.
ASKING_AT_ONCE = 32
# The page's script asks for things through this element: {ask, how} for an answer, {open, number} for a conversation.
# `how` is what `xianwen.how()` gives: {conversation, number, filters}. The page alone says which conversation is gone on
# with and which of its questions is stopped: what the server remembers of them may be behind what the reader sees.
_BRIDGE = """
element.addEventListener('xianwen', (event) => trigger(event.detail.open ? 'click' : 'select', event.detail));
xianwen.ready(element);
"""
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
# Text and JSON need no processing by Gradio, which hands each value of each step to a thread for it.
_AS_IS: dict[str, Any] = {**_QUIET, "preprocess": False, "postprocess": False}
# Also while a model is writing.
_ASKING: dict[str, Any] = {
    **_AS_IS, "concurrency_limit": ASKING_AT_ONCE, "concurrency_id": "ask", "trigger_mode": "multiple",
}  # fmt: skip
_FAILED = (
    "程序出了意外，这个问题没能答上来；详情已记入日志。请再试一次，或换一种问法。"
    "(Something went wrong; see the log, or try again.)"
)


def ask_tab(workspace: Workspace) -> gr.HTML:
    """Build the tab and return the welcome component, to be filled when the library is open."""
    # By page and by the number of its question; a stop is there for as long as its answer is being written.
    stops: WeakValueDictionary[tuple[str, int], Stop] = WeakValueDictionary()
    how_asked = gr.JSON(visible=False)
    with gr.Column(elem_id="chat"):
        welcome = gr.HTML('<div class="welcome waiting"></div>', elem_id="welcome", apply_default_css=False)
        earlier = gr.HTML("", elem_id="earlier", apply_default_css=False)
        newest = gr.HTML("", elem_id="newest", apply_default_css=False)
        bridge = gr.HTML("", js_on_load=_BRIDGE, elem_id="bridge", apply_default_css=False)
    with gr.Column(elem_id="composer"):
        gr.HTML('<div id="filters"></div>', apply_default_css=False)
        with gr.Row(elem_id="composer-row"):
            question = gr.Textbox(
                label=i18n("问题"), show_label=False, container=False, lines=1, max_lines=6, scale=1,
                autofocus=True, placeholder=i18n("问一个问题……"), elem_classes="question-box",
            )  # fmt: skip
            send = gr.Button(i18n("提问"), variant="primary", elem_id="send", scale=0, min_width=84)
            halt = gr.Button(i18n("停止"), elem_id="halt", scale=0, min_width=84)
            fresh = gr.Button(i18n("新对话"), elem_id="fresh", scale=0, min_width=84)

    async def ask(question: str, how: dict[str, Any], request: gr.Request) -> AsyncIterator[Any]:
        visit = visit_of(request)
        try:
            filters = Filters.from_json(how.get("filters") or {})
        except XianwenError as error:
            yield render_notice(question, visit.words.message(str(error)), visit.words)
            return
        page, number = _asked_by(request, how.get("number"))
        for (asked_by, earlier), writing in list(stops.items()):
            # Who asks on does not wait for the model's words on the question before.
            if asked_by == page and earlier < number:
                writing.leave()
        stop = stops[page, number] = Stop()
        current = str(how.get("conversation") or "") or None
        async for html in converse(workspace, visit, question or "", current, filters, stop):
            if stop.left:
                break
            yield html
        # Gradio sends the last step once more at the end, over what may be another conversation by now.
        yield gr.skip()

    async def ask_for(request: gr.Request, event: gr.EventData) -> AsyncIterator[Any]:
        async for step in ask(str(event.ask), event.how, request):
            yield step

    def stop_writing(number: int | None, request: gr.Request) -> None:
        if stop := stops.get(_asked_by(request, number)):
            stop.set()

    def leave(number: int | None, request: gr.Request) -> Any:
        stop = stops.get(_asked_by(request, number))
        if stop is None:
            return gr.skip()
        stop.leave()
        # What was written until it stopped may have come after the page was cleared.
        return ""

    def open_again(request: gr.Request, event: gr.EventData) -> tuple[Any, Any]:
        visit, wanted = visit_of(request), str(event.open)
        kept = workspace.conversations.exchanges(visit.owner, wanted, SHOWN_EXCHANGES)
        return history_html(kept, wanted, visit.words), leave(event.number, request)

    # Not the welcome: the style sheet hides it beside an exchange. To update a component costs Gradio more than
    # the whole search. Nor the question: the page's script empties the box at once, and what is typed into it before
    # the server replies is the next question.
    under_way = [
        gr.on(
            [question.submit, send.click],
            ask,
            [question, how_asked],
            newest,
            js="(question) => { xianwen.asked(question); return [question, xianwen.how()]; }",
            **_ASKING,
        ),
        bridge.select(ask_for, None, newest, **_ASKING),
    ]
    for asking in under_way:
        asking.failure(lambda: render_notice("", _FAILED), None, newest, **_QUIET)
    bridge.click(open_again, None, [earlier, newest], **_QUIET)
    halt.click(
        stop_writing,
        how_asked,
        None,
        js="() => { xianwen.halted(); return [xianwen.number()]; }",
        queue=False,
        **_AS_IS,
    )
    # The page begins anew without the server, which is told only to write no more of what was asked last.
    fresh.click(None, None, [earlier, newest], js="() => { xianwen.begin(); return ['', '']; }", **_QUIET)
    fresh.click(leave, how_asked, newest, js="() => [xianwen.number()]", queue=False, **_AS_IS)
    return welcome


def _asked_by(request: gr.Request, number: Any) -> tuple[str, int]:
    """Return the key of the stop of a page's question: the page, and which of its questions it is."""
    return str(request.session_hash), number if isinstance(number, int) else 0


def render_welcome(workspace: Workspace, visit: Visit) -> str:
    """Return what is shown before the first question: the library's content, and questions that it can answer."""
    words = visit.words
    documents = workspace.library.documents()
    if not any(document.state == "ready" for document in documents):
        return f'<section class="welcome"><h2>{words("资料库还是空的")}</h2><p>{_how_to_fill(visit)}</p></section>'
    examples = "".join(
        f'<button type="button" class="example" data-question="{question}">{question}</button>'
        for question in map(escape, workspace.assistant.suggestions())
    )
    return (
        f'<section class="welcome"><h2>{words("问县里的事，答案句句有出处")}</h2>'
        f"<p>{escape(named_holdings_line(documents, words))}<br>"
        f"{words('答案摘自资料库中的文件，点开编号就能看到原文中的那一句。')}</p>"
        f'<div class="examples">{examples}</div></section>'
    )


def _how_to_fill(visit: Visit) -> str:
    words: Translator = visit.words
    if not visit.admin:
        return words("请管理员收入报告和新闻之后，再来提问。")
    return words(
        "到上方的“资料库”页上传报告和新闻（txt、md、html、docx、pdf、xlsx、csv、pptx、json、zip 等），"
        "或在命令行运行 <code>xianwen ingest 文件夹</code>，然后回到这里提问。"
    )
