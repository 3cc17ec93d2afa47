"""What of an HTML tree a browser shows, as blocks: headings, paragraphs, list items and tables."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

from ingest.read.table_grid import place
from ingest.read.table_rows import SEPARATOR, table_blocks
from ingest.schema import Block, BlockKind, Grid, GridCell

NEVER_SHOWN = frozenset({
    "script", "style", "noscript", "template", "head", "title", "select", "option", "button", "textarea",
    "input", "iframe", "object", "embed", "svg", "canvas", "video", "audio", "map",
})  # fmt: skip
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "details", "table", "tbody", "thead", "tfoot", "caption", "tr", "ul",
})  # fmt: skip
_MARKED: dict[str, tuple[BlockKind, int]] = {
    "li": ("list item", 0), **{f"h{level}": ("heading", level) for level in range(1, 7)}
}  # fmt: skip
_TABLE_PARTS = frozenset({"caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"})
# Characters; a table of figures seldom has a longer cell, a column of a page's layout always has.
_LONGEST_CELL = 200
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_HIDDEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6]|tr)>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]>\s*(?=<t[dh])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _End:
    """The end of an element that is a block; `is_marked` if it says what its lines are."""

    is_marked: bool


def visible_blocks(tree: Any) -> list[Block]:
    """Return all text of `tree` that a browser shows, as blocks of one line each, and its tables."""
    blocks: list[Block] = []
    parts: list[str] = []
    within: list[tuple[BlockKind, int]] = [("paragraph", 0)]

    def end_line() -> None:
        text = " ".join("".join(parts).split()).rstrip(" |")
        if text:
            kind, level = within[-1]
            blocks.append(Block(kind, text, level))
        parts.clear()

    # Depth first without recursion: damaged pages nest thousands deep.
    waiting: list[Any] = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
        elif isinstance(item, _End):
            end_line()
            if item.is_marked:
                within.pop()
        elif item.tag == "table" and item is not tree:
            end_line()
            blocks += _of_table(item)
        elif isinstance(item.tag, str) and item.tag not in NEVER_SHOWN:
            mark = _MARKED.get(item.tag)
            if item.tag in BLOCKS:
                end_line()
                waiting.append(_End(mark is not None))
            elif item.tag in ("td", "th"):
                waiting.append(SEPARATOR)
            if mark:
                within.append(mark)
            parts.append(_flat(item.text))
            for child in reversed(item):
                waiting += [_flat(child.tail), child]
    end_line()
    return blocks


def _of_table(table: Any) -> list[Block]:
    """Return the blocks of a table, after text outside its cells. A table of one column is a frame round
    paragraphs."""
    rows = [row for row in table.iter("tr") if _owner(row) is table]
    grid = place(
        [
            GridCell(text_of(cell), 0, 0, _span(cell, "rowspan"), _span(cell, "colspan"), _is_label(cell))
            for cell in row
            if cell.tag in ("td", "th")
        ]
        for row in rows
    )
    caption = table.find("caption")
    grid = Grid(grid.cells, text_of(caption) if caption is not None else "")
    blocks = [Block("paragraph", text) for text in _outside_cells(table)]
    if all(cell.column == 0 for cell in grid.cells):
        texts = [grid.caption, *(cell.text for cell in grid.cells)]
        return blocks + [Block("paragraph", text) for text in texts if text]
    return [*blocks, *table_blocks(grid)]


def _outside_cells(table: Any) -> list[str]:
    """Return what damaged markup has in a table outside its cells, which browsers show above it."""
    parts = [part for part in table.iter("table", "thead", "tbody", "tfoot", "tr") if _of_this(part, table)]
    texts = [part.text or "" for part in parts]
    for part in parts:
        for child in part:
            texts.append(child.tail or "")
            if child.tag not in _TABLE_PARTS and isinstance(child.tag, str) and child.tag not in NEVER_SHOWN:
                texts.append(text_of(child))
    return [" ".join(text.split()) for text in texts if text.strip()]


def _of_this(part: Any, table: Any) -> bool:
    return part is table or _owner(part) is table


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return int(value) if value.isdecimal() and len(value) < 5 else 1


def _is_label(cell: Any) -> bool:
    return bool(cell.tag == "th" or next(cell.iterancestors("thead", "table")).tag == "thead")


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def unframe(tree: Any) -> None:
    """Make plain blocks of tables that only lay out the page.

    A cell of them holds a table or paragraphs of text, or they hold a table outside any cell.
    """
    for table in list(tree.iter("table")):
        parts = [
            part for part in table.iter("tbody", "thead", "tfoot", "tr", "td", "th") if _owner(part) is table
        ]
        cells = [part for part in parts if part.tag in ("td", "th")]
        within = any(part.find("table") is not None for part in [table, *parts] if part not in cells)
        if within or any(
            cell.find(".//table") is not None or len(text_of(cell)) > _LONGEST_CELL for cell in cells
        ):
            for part in [table, *parts]:
                part.tag = "div"


def _owner(part: Any) -> Any:
    return next(part.iterancestors("table"), None)


def text_of(element: Any) -> str:
    """Return the text of `element`, runs of white space as one space."""
    return " ".join("".join(element.itertext()).split())


def without_tags(markup: str) -> str:
    """Return the text of `markup` by its tags alone, for pieces of HTML and for pages nested too deep to parse."""
    markup = _CELL_END.sub(" | ", _BREAK.sub("\n", _HIDDEN.sub("", markup)))
    return html.unescape(_TAG.sub("", markup))
