"""The ledger tab: a place that the page's script fills from the ledger's routes."""

from __future__ import annotations

import gradio as gr


def ledger_tab() -> None:
    """Build the tab."""
    gr.HTML('<div id="ledger"></div>', elem_id="ledger-column", apply_default_css=False)
