"""What of an HTML tree a browser shows, as lines: a block a line, a table row a line."""

from __future__ import annotations

import html
import re
from typing import Any

NEVER_SHOWN = frozenset({
    "script", "style", "noscript", "template", "head", "select", "option", "button", "textarea",
    "input", "iframe", "object", "embed", "svg", "canvas", "video", "audio", "map",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "details", "table", "tbody", "thead", "tfoot", "caption", "tr", "ul",
})  # fmt: skip
# Characters; a table of figures seldom has a longer cell, a column of a page's layout always has.
_LONGEST_CELL = 200
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_HIDDEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6]|tr)>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]>\s*(?=<t[dh])", re.IGNORECASE)


def visible_lines(tree: Any) -> list[str]:
    """All text of `tree` that a browser shows, a block a line, a table row a line."""
    parts: list[str] = []
    _render(tree, parts)
    lines = (" ".join(line.split()).rstrip(" |") for line in "".join(parts).split("\n"))
    return [line for line in lines if line]


def _render(element: Any, parts: list[str]) -> None:
    """Depth first without recursion: damaged pages nest thousands deep."""
    waiting: list[Any] = [element]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
            continue
        if not isinstance(item.tag, str) or item.tag in NEVER_SHOWN:
            continue
        edge = "\n" if item.tag in _BLOCKS and not _in_row(item) else ""
        ends = " | " if item.tag in ("td", "th") else edge
        parts += [edge, _flat(item.text)]
        waiting.append(ends)
        for child in reversed(item):
            waiting += [_flat(child.tail), child]


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _in_row(element: Any) -> bool:
    """Whether a block stands in a table's cell, where it ends no line."""
    return element.tag not in ("tr", "table") and next(element.iterancestors("td", "th"), None) is not None


def unframe(tree: Any) -> None:
    """Make plain blocks of tables that only lay out the page: a cell holds a table, or paragraphs of text."""
    for table in list(tree.iter("table")):
        parts = [
            part for part in table.iter("tbody", "thead", "tfoot", "tr", "td", "th") if _owner(part) is table
        ]
        cells = [part for part in parts if part.tag in ("td", "th")]
        if any(cell.find(".//table") is not None or len(text_of(cell)) > _LONGEST_CELL for cell in cells):
            for part in [table, *parts]:
                part.tag = "div"
        else:
            _fill_spans([part for part in parts if part.tag == "tr"])


def _fill_spans(rows: list[Any]) -> None:
    """Put an empty cell wherever a cell from a row above reaches down, so that columns stay in line."""
    reaching: dict[int, int] = {}
    for row in rows:
        column = 0
        for cell in [child for child in row if child.tag in ("td", "th")]:
            while reaching.get(column, 0) > 0:
                reaching[column] -= 1
                cell.addprevious(row.makeelement("td"))
                column += 1
            span = cell.get("rowspan", "1").strip()
            reaching[column] = min(int(span), len(rows)) - 1 if span.isdecimal() else 0
            column += 1


def _owner(part: Any) -> Any:
    return next(part.iterancestors("table"), None)


def text_of(element: Any) -> str:
    """The text of `element`, runs of white space as one space."""
    return " ".join("".join(element.itertext()).split())


def without_tags(markup: str) -> str:
    """The text of `markup` by its tags alone, for pieces of HTML and for pages nested too deep to parse."""
    markup = _CELL_END.sub(" | ", _BREAK.sub("\n", _HIDDEN.sub("", markup)))
    return html.unescape(_TAG.sub("", markup))
