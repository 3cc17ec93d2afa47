"""Render a model's draft while it is being written: the Markdown that models write, as HTML. All else is escaped."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby

# A character behind a backslash is meant as it stands.
_ESCAPE = re.compile(r"\\([*_`\\\[\]#|~]|&lt;|&gt;)")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_LIST_ITEM = re.compile(r"[-•] +(.*)")
_TABLE_ROW = re.compile(r"\|.*\|")
_TABLE_RULE = re.compile(r"\|[\s:|-]*-[\s:|-]*\|")
_CELL_END = re.compile(r"(?<!\\)\|")


def render_draft(text: str) -> str:
    """Return light Markdown (paragraphs, "- " lists, tables, bold) as HTML; marks `[n]` stay plain text."""
    blocks: list[str] = []
    for kind, lines in groupby(filter(None, map(str.strip, text.split("\n"))), _block):
        if kind == "list":
            items = (_LIST_ITEM.match(line) for line in lines)
            blocks.append(
                "<ul>" + "".join(f"<li>{_inline(item[1])}</li>" for item in items if item) + "</ul>"
            )
        elif kind == "table":
            blocks.append(_table([_cells(line) for line in lines if not _TABLE_RULE.fullmatch(line)]))
        else:
            blocks += [f"<p>{_inline(line)}</p>" for line in lines]
    return "".join(blocks)


def _inline(line: str) -> str:
    return _ESCAPE.sub(r"\1", _BOLD.sub(r"<strong>\1</strong>", escape(line)))


def _block(line: str) -> str:
    return "list" if _LIST_ITEM.match(line) else "table" if _TABLE_ROW.fullmatch(line) else "paragraph"


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _CELL_END.split(row.strip("|"))]


def _table(rows: list[list[str]]) -> str:
    head = "".join(f"<th>{_inline(cell)}</th>" for cell in rows[0]) if rows else ""
    body = "".join(
        "<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:]
    )
    return (
        f'<div class="answer-table"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )
