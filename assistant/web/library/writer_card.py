"""The card on the model that writes the answers: which it is, and how fast."""

from __future__ import annotations

from html import escape

from assistant.llm.model_speed import measured_for, patience
from assistant.llm.providers import name_of
from assistant.web.i18n.words import Translator
from ingest.settings import Settings


def render_writer(settings: Settings, words: Translator) -> str:
    """Return the card; "" where no model is configured."""
    if not settings.llm:
        return ""
    measured = measured_for(settings)
    fast = (
        words(
            "每秒读 {reads} token，写 {writes} token（{day} 测得）。",
            reads=f"{measured.reads:.0f}", writes=f"{measured.writes:.1f}", day=measured.on,
        )
        if measured
        else words("它有多快还不知道：运行 xianwen check-model。")
    )  # fmt: skip
    waited = words("它 {seconds} 秒没有动静，就用摘录的答案。", seconds=f"{patience(settings):.0f}")
    return (
        f'<section class="last-sync"><h3>{words("谁来写答案")}</h3>'
        f'<p class="about">{escape(words("大模型 {model}", model=name_of(settings)))}</p>'
        f"<p>{escape(fast)}{escape(waited)}</p></section>"
    )
