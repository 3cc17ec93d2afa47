"""Markdown → blocks: the text of the rendered page, without marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.read.html_blocks import unframe, visible_blocks, without_tags
from ingest.read.table_grid import grid_of, place
from ingest.read.table_rows import table_blocks
from ingest.read.table_text import bars, cells_between, is_pipe_table
from ingest.schema import Block, BlockKind, GridCell, SourceText

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HTML_TABLE = re.compile(r"<t[dh]\b", re.IGNORECASE)
_PARAGRAPH: BlockKind = "paragraph"
_FIELD = re.compile(r"^([A-Za-z_\-一-鿿]+)\s*[:：]\s*(.+)$")
# Front matter that a report's own header would give, under the name it would bear there.
_HEADER_NAMES = {
    "date": "时间", "时间": "时间", "日期": "时间", "published": "时间",
    "source": "来源", "来源": "来源", "author": "作者", "作者": "作者",
}  # fmt: skip


def read_markdown(text: str) -> SourceText:
    r"""Return the blocks of a Markdown document, and what its front matter declares: title, date, source, author.

    Headings lose their marks, links are their text, images are gone, lines that the author broke stay broken.

    Args:
        text: Markdown (CommonMark with tables; also tables without a rule), line ends "\n".
    """
    from markdown_it import MarkdownIt

    fields, body = _front_matter(text)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
    title = fields.pop("title", None)
    return SourceText(tuple(_blocks(tokens)), "md", title, fields)


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    match = _FRONT_MATTER.match(text)
    found = [_FIELD.match(line.strip()) for line in match[1].split("\n")] if match else []
    if match is None or not any(found):
        return {}, text
    fields: dict[str, str] = {}
    for field in found:
        if field is None:
            continue
        key, value = field[1].lower(), field[2].strip().strip("\"'")
        name = "title" if key in ("title", "标题") else _HEADER_NAMES.get(key)
        if name and value:
            fields.setdefault(name, value)
    return fields, text[match.end() :]


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    rows: list[list[GridCell]] | None = None
    kind, level, mark = _PARAGRAPH, 0, ""
    for token in tokens:
        match token.type:
            case "table_open":
                rows = []
            case "table_close":
                yield from table_blocks(place(rows or []))
                rows = None
            case "tr_open" if rows is not None:
                rows.append([])
            case "heading_open":
                kind, level = "heading", int(token.tag[1:])
            case "heading_close":
                kind, level = _PARAGRAPH, 0
            case "list_item_open":
                # An ordered item's number is part of the text (第 3 项), a bullet is not.
                kind, mark = "list item", f"{token.info}{token.markup} " if token.info else ""
            case "list_item_close":
                kind = _PARAGRAPH
            case "inline" if rows:
                text = " ".join(_inline(token.children or []).split())
                rows[-1].append(GridCell(text, 0, 0, is_label=len(rows) == 1))
            case "inline":
                text = _inline(token.children or [])
                if text or mark:
                    yield from _with_tables(kind, level, mark + text)
                mark = ""
            case "fence" | "code_block":
                yield from _paragraphs(token.content)
            case "html_block":
                yield from _of_html(token.content)


def _with_tables(kind: BlockKind, level: int, text: str) -> Iterator[Block]:
    """Yield the blocks of a paragraph; lines with bars in it are a table that lacks the rule below its labels."""
    for _, group in groupby(text.split("\n"), key=bars):
        lines = list(group)
        if is_pipe_table(lines):
            yield from table_blocks(grid_of(cells_between(line) for line in lines))
        else:
            yield from (Block(kind, line, level) for line in lines if line.strip())


def _of_html(markup: str) -> Iterator[Block]:
    """Yield the blocks of a piece of HTML."""
    if not _HTML_TABLE.search(markup):
        yield from _paragraphs(without_tags(markup))
        return
    from lxml import html

    tree = html.document_fromstring(markup)
    unframe(tree)
    yield from visible_blocks(tree)


def _paragraphs(text: str) -> Iterator[Block]:
    yield from (Block(_PARAGRAPH, line.strip()) for line in text.split("\n") if line.strip())


def _inline(tokens: list[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        match token.type:
            case "text" | "code_inline" | "text_special":
                parts.append(token.content)
            case "softbreak" | "hardbreak":
                parts.append("\n")
            case "html_inline":
                parts.append(without_tags(token.content))
    return "".join(parts).strip()
