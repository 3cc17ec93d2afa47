"""The page: the masthead above the ask tab, the ledger tab and the library tab."""

from __future__ import annotations

from html import escape
from typing import Any

import gradio as gr

from assistant.web.api import add_api
from assistant.web.ask.render import render_notice
from assistant.web.ask.tab import ASKING_AT_ONCE, ask_tab, render_welcome
from assistant.web.auth.visit import Visit, visit_of
from assistant.web.i18n.gradio_labels import i18n
from assistant.web.i18n.labels import holdings_line
from assistant.web.i18n.words import LANGUAGES
from assistant.web.ledger.tab import ledger_tab
from assistant.web.library.tab import library_tab
from assistant.web.workspace import Workspace
from ingest.errors import XianwenError

# Pages whose state Gradio keeps, some 0.1 MB each and until it is crowded out, also when the page is long closed.
# Whose page is crowded out begins a new conversation with the next question.
SESSIONS = 200


def build_page(workspace: Workspace) -> gr.Blocks:
    """Return the Gradio page over a workspace."""
    # Uploads that were cut off before they reached the library are dropped after an hour.
    page: gr.Blocks = gr.Blocks(
        title="县问", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)
    )
    with page:
        # First: Gradio calls the page's own events after their functions, and the names of the API must be free.
        add_api(workspace)
        masthead = gr.HTML(render_masthead("", None), elem_id="masthead", apply_default_css=False)
        with gr.Tabs(elem_id="pages"):
            with gr.Tab(i18n("问答"), elem_id="ask-page", id="ask"):
                welcome = ask_tab(workspace)
            with gr.Tab(i18n("台账"), elem_id="ledger-page", id="ledger"):
                ledger_tab()
            with gr.Tab(i18n("资料库"), elem_id="library-page", id="library") as tab:
                changes = library_tab(workspace, tab)

        def greet(request: gr.Request) -> tuple[str, str]:
            visit = visit_of(request)
            try:
                held = holdings_line(workspace.library.documents(), visit.words)
                return render_masthead(held, visit), render_welcome(workspace, visit)
            except XianwenError as error:
                return render_masthead("", visit), render_notice(
                    "", visit.words.message(str(error)), visit.words
                )

        greeting: dict[str, Any] = {
            "fn": greet,
            "outputs": [masthead, welcome],
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        page.load(**greeting)
        for change in changes:
            change.then(**greeting)
    page.state_session_capacity = SESSIONS
    page.queue(default_concurrency_limit=ASKING_AT_ONCE)
    return page


def render_masthead(held: str, visit: Visit | None) -> str:
    """Return the masthead: the name, one line on the library's content, and the controls for language and
    sign-out."""
    switches = _switches(visit) if visit else ""
    return (
        '<div class="masthead"><img src="xianwen/seal.svg" alt="" width="36" height="36">'
        f'<h1>县问</h1><p class="held">{escape(held)}</p>{switches}</div>'
    )


def _switches(visit: Visit) -> str:
    words = visit.words
    options = "".join(
        f'<option value="{language}"{" selected" if language == visit.language else ""}>{label}</option>'
        for language, label in LANGUAGES.items()
    )
    out = (
        f'<form method="post" action="xianwen/sign-out"><button type="submit" title="{words("退出登录")}">'
        f"{escape(visit.name)} · {words('退出')}</button></form>"
        if visit.name
        else ""
    )
    return (
        f'<div class="switches"><button type="button" id="show-conversations" aria-expanded="false">{words("对话")}</button>'
        f'<select id="language" aria-label="{words("界面语言")}">{options}</select>{out}</div>'
    )
