"""Markdown → text: what a reader of the rendered page sees, its marks gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.read.html_lines import without_tags

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_\-一-鿿]+)\s*[:：]\s*(.+)$")
# Front matter that a report's own header would give, under the name it would bear there.
_HEADER_NAMES = {
    "date": "时间", "时间": "时间", "日期": "时间", "published": "时间",
    "source": "来源", "来源": "来源", "author": "作者", "作者": "作者",
}  # fmt: skip


def read_markdown(text: str) -> tuple[str, str | None]:
    """The text of a Markdown document and the title its front matter gives.

    Headings stand on lines of their own without their marks, links are their text, images are gone, a table's
    rows are lines ("a | b"), lines that the author broke stay broken.

    Args:
        text: Markdown (CommonMark with tables), line ends "\\n".

    Returns:
        (text, title or None). Date, source and author from the front matter open the text as 时间：…
    """
    from markdown_it import MarkdownIt

    fields, body = _front_matter(text)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
    lines = [f"{name}：{value}" for name, value in fields.items() if name != "title"]
    return "\n".join([*lines, *_lines(tokens)]), fields.get("title")


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


def _lines(tokens: list[Token]) -> list[str]:
    lines: list[str] = []
    row: list[str] | None = None
    mark = ""
    for token in tokens:
        match token.type:
            case "tr_open":
                row = []
            case "tr_close":
                lines.append(" | ".join(row or []).rstrip(" |"))
                row = None
            case "list_item_open":
                # An ordered item's number is part of what is said (第 3 项), a bullet is not.
                mark = f"{token.info}{token.markup} " if token.info else ""
            case "inline":
                said = _inline(token.children or [])
                if row is None:
                    lines += [mark + said] if said or mark else []
                    mark = ""
                else:
                    row.append(said.replace("\n", " "))
            case "fence" | "code_block":
                lines += [line.strip() for line in token.content.split("\n")]
            case "html_block":
                lines += [line.strip() for line in without_tags(token.content).split("\n")]
    return [line for line in lines if line.strip()]


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
