"""Render the outline of a document, each section and main fact a button that leads to its place in the source panel."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from assistant.answer.outline.model import MainFact, Outline, Section
from assistant.web.documents.browser_offsets import BrowserOffsets
from assistant.web.i18n.words import SIMPLIFIED, Translator
from ingest.chinese.script import to_simplified


def render_outline(
    outline: Outline, text: str, *, simplified: bool = False, words: Translator = SIMPLIFIED
) -> str:
    """Return the outline as nested lists of buttons.

    Args:
        outline: of the document.
        text: its stored text, into which the outline's offsets point.
        simplified: whether to show it in Simplified characters.
        words: translates the page's texts.
    """
    if not outline.sections:
        return f'<p class="outline-none">{words("这份资料没有可列的提纲。")}</p>'
    return f'<ol lang="zh">{"".join(_Rendering(text, simplified).sections(outline.sections))}</ol>'


class _Rendering:
    """Writes sections of one document, with offsets as a browser counts them."""

    def __init__(self, text: str, simplified: bool) -> None:
        self._offsets = BrowserOffsets(text)
        self._simplified = simplified

    def sections(self, sections: Iterable[Section]) -> list[str]:
        """Return each section as an item: its heading, its main facts, its parts."""
        return [self._section(section) for section in sections]

    def _section(self, section: Section) -> str:
        heading = self._button("outline-heading", section.heading, section.start, section.start + 1)
        facts = "".join(f"<li>{self._fact(fact)}</li>" for fact in section.facts)
        parts = "".join(self.sections(section.parts))
        return (
            f"<li>{heading if section.heading else ''}"
            f"{f'<ul>{facts}</ul>' if facts else ''}{f'<ol>{parts}</ol>' if parts else ''}</li>"
        )

    def _fact(self, fact: MainFact) -> str:
        return self._button("outline-fact", fact.evidence.text, fact.start, fact.end)

    def _button(self, style: str, text: str, start: int, end: int) -> str:
        shown = " ".join(text.split())
        shown = to_simplified(shown) if self._simplified else shown
        at = f'data-start="{self._offsets.of(start)}" data-end="{self._offsets.of(end)}"'
        return f'<button type="button" class="{style}" {at}>{escape(shown)}</button>'
