"""The list of documents as a table: filtered, sorted, paged, rendered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal, get_args

from assistant.web.labels import KIND_WORDS, date_words
from ingest.records import StoredDocument
from ingest.script import fold

PAGE_SIZE = 50
Column = Literal["title", "region", "date", "kind", "passages", "state"]
COLUMNS: dict[Column, str] = {
    "title": "标题",
    "region": "地区",
    "date": "日期",
    "kind": "类型",
    "passages": "段落",
    "state": "状态",
}


@dataclass(frozen=True, slots=True)
class View:
    """Which part of the table is shown: what is searched for, sorted by which column, which page (from 0)."""

    search: str = ""
    column: Column = "date"
    descending: bool = True
    page: int = 0

    def sorted_by(self, column: str) -> View:
        """The view after a click on a column's head: a second click turns the order round."""
        if column not in get_args(Column):
            return self
        chosen: Column = next(name for name in COLUMNS if name == column)
        descending = not self.descending if chosen == self.column else chosen in ("date", "passages")
        return replace(self, column=chosen, descending=descending, page=0)


def matching(documents: Iterable[StoredDocument], search: str) -> list[StoredDocument]:
    """The documents in whose title, path, region, kind or date all words of `search` occur, in any script."""
    words = fold(search).split()
    if not words:
        return list(documents)
    return [document for document in documents if all(word in _haystack(document) for word in words)]


def arranged(documents: Sequence[StoredDocument], view: View) -> list[StoredDocument]:
    """Documents in the view's order; those without the value come last, whichever the direction."""
    with_value = [document for document in documents if _value(document, view.column) is not None]
    without = [document for document in documents if _value(document, view.column) is None]
    # Two stable passes: by path first, so that equal values keep an order that does not change.
    with_value.sort(key=lambda document: document.doc)
    with_value.sort(key=lambda document: _key(document, view.column), reverse=view.descending)
    return with_value + sorted(without, key=lambda document: document.doc)


def render_table(documents: Sequence[StoredDocument], view: View) -> str:
    """The page of the table that `view` asks for."""
    if not documents:
        return '<div class="table-scroll"><p class="empty">资料库还是空的。把文件拖到上面的框里。</p></div>'
    found = matching(documents, view.search)
    if not found:
        return f'<div class="table-scroll"><p class="empty">没有符合“{escape(view.search)}”的文档。</p></div>'
    pages = -(-len(found) // PAGE_SIZE)
    page = min(view.page, pages - 1)
    rows = "".join(
        _row(document) for document in arranged(found, view)[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    )
    heads = "".join(_head(column, words, view) for column, words in COLUMNS.items())
    return (
        '<div class="table-scroll"><table><thead><tr><th class="tick">'
        f'<input type="checkbox" class="select-all" aria-label="全选本页"></th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{_pager(len(found), page, pages)}"
    )


def _row(document: StoredDocument) -> str:
    doc, title = escape(document.doc), escape(document.title)
    name = (
        f'<a class="open-document" href="#document" data-doc="{doc}">{title}</a>'
        if document.characters
        else title
    )
    state = (
        '<span class="state-ready">可用</span>'
        if document.state == "ready"
        else '<span class="state-failed">未能读取</span>'
    )
    reason = f'<span class="reason">{escape(document.reason)}</span>' if document.reason else ""
    cells = (
        ("region", "nowrap", escape(document.region or "")),
        ("date", "nowrap", date_words(document.date)),
        ("kind", "nowrap", KIND_WORDS[document.kind] if document.state == "ready" else ""),
        ("passages", "number", str(document.passages) if document.state == "ready" else ""),
        ("state", "", state + reason),
    )
    return (
        f'<tr><td class="tick"><input type="checkbox" data-select="{doc}" aria-label="选择 {title}"></td>'
        f'<td class="title">{name}<span class="path">{doc}</span></td>'
        + "".join(
            f'<td class="{style}" data-label="{words}">{content}</td>'
            for (column, style, content), words in zip(cells, list(COLUMNS.values())[1:], strict=True)
        )
        + "</tr>"
    )


def _head(column: Column, words: str, view: View) -> str:
    arrow, order = "", ""
    if column == view.column:
        arrow = " ↓" if view.descending else " ↑"
        order = f' aria-sort="{"descending" if view.descending else "ascending"}"'
    style = ' class="number"' if column == "passages" else ""
    return f'<th{style}{order}><button type="button" data-sort="{column}">{words}{arrow}</button></th>'


def _pager(count: int, page: int, pages: int) -> str:
    if pages == 1:
        return f'<div class="pager"><span>共 {count} 篇</span></div>'
    back, on = "disabled" if page == 0 else "", "disabled" if page == pages - 1 else ""
    return (
        f'<div class="pager"><span>共 {count} 篇，第 {page + 1} / {pages} 页</span><span>'
        f'<button type="button" data-page="{page - 1}" {back}>上一页</button> '
        f'<button type="button" data-page="{page + 1}" {on}>下一页</button></span></div>'
    )


def _haystack(document: StoredDocument) -> str:
    parts = (
        document.title,
        document.doc,
        document.region,
        document.place,
        document.date,
        KIND_WORDS[document.kind],
    )
    return fold(" ".join(part for part in parts if part))


def _value(document: StoredDocument, column: Column) -> str | int | None:
    return getattr(document, column)  # type: ignore[no-any-return]


def _key(document: StoredDocument, column: Column) -> tuple[int, str]:
    value = _value(document, column)
    return (value, "") if isinstance(value, int) else (0, value or "")
