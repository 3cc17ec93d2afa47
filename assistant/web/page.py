"""The page: the masthead above the ask tab and the library tab."""

from __future__ import annotations

from html import escape
from typing import Any

import gradio as gr

from assistant.web.ask_page import ASKING_AT_ONCE, ask_tab, render_welcome
from assistant.web.labels import holdings
from assistant.web.library_page import library_tab
from assistant.web.render import render_notice
from assistant.web.workspace import Workspace
from ingest.errors import XianwenError


def build_page(workspace: Workspace) -> gr.Blocks:
    """The Gradio page over a workspace."""
    # Uploads that were cut off before they reached the library are dropped after an hour.
    page: gr.Blocks = gr.Blocks(
        title="县问", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)
    )
    with page:
        masthead = gr.HTML(render_masthead(""), elem_id="masthead", apply_default_css=False)
        with gr.Tabs(elem_id="pages"):
            with gr.Tab("问答", elem_id="ask-page", id="ask"):
                welcome = ask_tab(workspace)
            with gr.Tab("资料库", elem_id="library-page", id="library") as tab:
                changes = library_tab(workspace, tab)

        def greet() -> tuple[str, str]:
            try:
                return render_masthead(holdings(workspace.library.documents())), render_welcome(workspace)
            except XianwenError as error:
                return render_masthead(""), render_notice("", str(error))

        greeting: dict[str, Any] = {
            "fn": greet,
            "outputs": [masthead, welcome],
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        page.load(**greeting)
        for change in changes:
            change.then(**greeting)
    page.queue(default_concurrency_limit=ASKING_AT_ONCE)
    return page


def render_masthead(held: str) -> str:
    """Name and one line on what the library holds."""
    return (
        '<div class="masthead"><img src="xianwen/seal.svg" alt="" width="36" height="36">'
        f'<h1>县问</h1><p class="held">{escape(held)}</p></div>'
    )
