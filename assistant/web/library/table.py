"""The table of documents: filtered, sorted, paged, rendered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from typing import Literal, get_args

from assistant.document_notes import STATES, notes_of, state_of
from assistant.question.region_identity import parts_of
from assistant.web.i18n.labels import KIND_WORDS, date_words
from assistant.web.i18n.words import SIMPLIFIED, Translator
from ingest.chinese.script import fold
from ingest.schema import CorrectedField, StoredDocument

PAGE_SIZE = 50
Column = Literal["title", "region", "date", "kind", "passages", "state", "ingested_at"]
COLUMNS: dict[Column, str] = {
    "title": "标题",
    "region": "地区",
    "date": "日期",
    "kind": "类型",
    "passages": "段落",
    "state": "状态",
    "ingested_at": "入库",
}


@dataclass(frozen=True, slots=True)
class View:
    """The part of the table that is shown.

    Attributes:
        search: the words searched for.
        column, descending: the sort order.
        page: the page, from 0.
        warned: whether only documents of which something is doubtful are shown.
    """

    search: str = ""
    column: Column = "date"
    descending: bool = True
    page: int = 0
    warned: bool = False

    def sorted_by(self, column: str) -> View:
        """Return the view after a click on a column's header: a second click reverses the order."""
        if column not in get_args(Column):
            return self
        chosen: Column = next(name for name in COLUMNS if name == column)
        descending = (
            not self.descending if chosen == self.column else chosen in ("date", "passages", "ingested_at")
        )
        return replace(self, column=chosen, descending=descending, page=0)


def matching(documents: Iterable[StoredDocument], search: str) -> list[StoredDocument]:
    """Return the documents whose title, path, region, kind or date contain all words of `search`, in any script."""
    words = fold(search).split()
    if not words:
        return list(documents)
    return [document for document in documents if all(word in _haystack(document) for word in words)]


def arranged(documents: Sequence[StoredDocument], view: View) -> list[StoredDocument]:
    """Return the documents in the view's order; those without a value come last in either direction."""
    with_value = [document for document in documents if _value(document, view.column) is not None]
    without = [document for document in documents if _value(document, view.column) is None]
    # Two stable passes: by path first, so that equal values keep an order that does not change.
    with_value.sort(key=lambda document: document.doc)
    with_value.sort(key=lambda document: _key(document, view.column), reverse=view.descending)
    return with_value + sorted(without, key=lambda document: document.doc)


def render_table(documents: Sequence[StoredDocument], view: View, words: Translator = SIMPLIFIED) -> str:
    """Return the page of the table that `view` selects."""
    if not documents:
        return _empty(words("资料库还是空的。"))
    found = matching(documents, view.search)
    if view.warned:
        found = [document for document in found if document.warnings]
        if not found:
            return _empty(words("没有要提醒的文档。"))
    if not found:
        return _empty(words("没有符合“{search}”的文档。", search=escape(view.search)))
    pages = -(-len(found) // PAGE_SIZE)
    page = min(view.page, pages - 1)
    shown = arranged(found, view)[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    rows = "".join(_row(document, words) for document in shown)
    heads = "".join(_head(column, label, view, words) for column, label in COLUMNS.items())
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{words("文档")}"><table><thead><tr><th class="tick">'
        f'<input type="checkbox" class="select-all" aria-label="{words("全选本页")}"></th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{_pager(len(found), page, pages, words)}"
    )


def _empty(message: str) -> str:
    return f'<div class="table-scroll"><p class="empty">{message}</p></div>'


def _row(document: StoredDocument, words: Translator) -> str:
    doc, title = escape(document.doc), escape(document.title)
    ready = document.state == "ready"
    name = (
        f'<a class="open-document" href="#document" data-doc="{doc}">{title}</a>'
        if document.characters
        else title
    )
    cells: tuple[tuple[Column, str, str], ...] = (
        ("region", "nowrap", _region(document, words)),
        ("date", "nowrap", _marked(document, "date", date_words(document.date, words), words)),
        (
            "kind",
            "nowrap",
            _marked(document, "kind", words(KIND_WORDS[document.kind]) if ready else "", words),
        ),
        ("passages", "number", _counted(document.passages, words) if ready else ""),
        ("state", "state", _state(document, words)),
        ("ingested_at", "when", _when(document.ingested_at)),
    )
    picked = words("选择 {title}", title=title)
    return (
        f'<tr><td class="tick"><input type="checkbox" data-select="{doc}" aria-label="{picked}"></td>'
        f'<td class="title">{_marked(document, "title", name, words)}<span class="path">{doc}</span></td>'
        + "".join(
            f'<td class="{style}" data-label="{words(COLUMNS[column])}">{content}</td>'
            for column, style, content in cells
        )
        + "</tr>"
    )


def _region(document: StoredDocument, words: Translator) -> str:
    """Return the region with the places around it below, marked where a person put either right."""
    wider = " › ".join(parts_of(document.place)) or document.place
    below = _marked(document, "place", escape(wider), words) if wider else ""
    below = f'<span class="path">{below}</span>' if below else ""
    return f"{_marked(document, 'region', escape(document.region or ''), words)}{below}"


def _counted(passages: int, words: Translator) -> str:
    """Return a number of passages, with the unit that a phone, which shows no heads of columns, needs."""
    return f'{passages}<span class="unit"> {words("段")}</span>'


def _when(instant: str) -> str:
    """Return an ISO date and time to the minute; a line may end between them alone."""
    day, _, time = escape(instant[:16]).partition(" ")
    return f'<span class="day">{day}</span> {time}' if time else day


def _marked(document: StoredDocument, field: CorrectedField, shown: str, words: Translator) -> str:
    """Return a value, marked where a person put it right."""
    if field not in document.corrected:
        return shown
    label = words("已更正")
    return f'{shown}<span class="corrected" role="img" aria-label="{label}" title="{label}">✎</span>'


def _state(document: StoredDocument, words: Translator) -> str:
    """Return how far a document can be used, what is doubtful about it, and what can be done about that."""
    doc, state = escape(document.doc), state_of(document)
    shown = f'<span class="state-{state}">{words.note(STATES[state])}</span>'
    if document.reason:
        shown += f'<span class="reason">{escape(words.message(document.reason))}</span>'
        shown += f'<button type="button" class="retry" data-retry="{doc}">{words("重试")}</button>'
    if notes := notes_of(document):
        items = "".join(f"<li>{escape(words.note(note))}</li>" for note in notes)
        shown += f'<ul class="notes">{items}</ul>'
    if document.warnings and document.characters:
        shown += f'<button type="button" class="correct-document" data-doc="{doc}">{words("更正")}</button>'
    return shown


def _head(column: Column, label: str, view: View, words: Translator) -> str:
    arrow, order = "", ""
    if column == view.column:
        arrow = " ↓" if view.descending else " ↑"
        order = f' aria-sort="{"descending" if view.descending else "ascending"}"'
    style = ' class="number"' if column == "passages" else ""
    return f'<th{style}{order}><button type="button" data-sort="{column}">{words(label)}{arrow}</button></th>'


def _pager(count: int, page: int, pages: int, words: Translator) -> str:
    if pages == 1:
        return f'<div class="pager"><span>{words("共 {count} 篇", count=count)}</span></div>'
    back, on = "disabled" if page == 0 else "", "disabled" if page == pages - 1 else ""
    position = words("共 {count} 篇，第 {page} / {pages} 页", count=count, page=page + 1, pages=pages)
    return (
        f'<div class="pager"><span>{position}</span><span>'
        f'<button type="button" data-page="0" {back}>{words("首页")}</button> '
        f'<button type="button" data-page="{page - 1}" {back}>{words("上一页")}</button> '
        f'<button type="button" data-page="{page + 1}" {on}>{words("下一页")}</button> '
        f'<button type="button" data-page="{pages - 1}" {on}>{words("末页")}</button></span></div>'
    )


@lru_cache(maxsize=20_000)
def _haystack(document: StoredDocument) -> str:
    parts = (
        document.title,
        document.doc,
        f"{document.place or ''}{document.region or ''}",
        document.date,
        KIND_WORDS[document.kind],
    )
    return fold(" ".join(part for part in parts if part))


def _value(document: StoredDocument, column: Column) -> str | int | None:
    return getattr(document, column)  # type: ignore[no-any-return]


def _key(document: StoredDocument, column: Column) -> tuple[int, str]:
    value = _value(document, column)
    return (value, "") if isinstance(value, int) else (0, value or "")
