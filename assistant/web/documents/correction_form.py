"""Render the form in which an admin puts right what is known of a document, with what the program found beside it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant.document_notes import FIELDS, SETTLES, copy_text, warnings_of
from assistant.web.i18n.labels import KIND_WORDS
from assistant.web.i18n.words import SIMPLIFIED, Translator
from ingest.schema import CorrectedField
from ingest.sync.correcting import Known

_EXAMPLES: dict[CorrectedField, str] = {
    "region": "某某县",
    "place": "某某省某某市",
    "date": "2021-02-05",
}


def render_form(told: Known, words: Translator = SIMPLIFIED) -> str:
    """Return the form: what is doubtful, the five fields, and the way back."""
    document, made = told.document, told.made
    fields = "".join(_field(told, field, words) for field in FIELDS)
    undo = (
        f'<button type="button" data-undo>{words("撤销上次更正")}</button>'
        f'<span class="made">{words("更正过 {count} 次，最近 {at}", count=made.count, at=escape((made.at or "")[:16]))}</span>'
        if made.count
        else ""
    )
    file = told.origin.file
    where = (
        escape(str(file)) if told.origin.on_disk() else words("原文件已不在 {file}", file=escape(str(file)))
    )
    return (
        f'<form class="correction" data-doc="{escape(document.doc)}" aria-label="{words("更正")}" novalidate>'
        f"<h3>{words('更正')}</h3>{''.join(_notes(told, words))}"
        f'<div class="fields">{fields}</div><p class="from">{where}</p><p class="told" role="alert" hidden></p>'
        f'<div class="actions"><button type="submit">{words("存下")}</button>'
        f'<button type="button" data-cancel>{words("取消")}</button>{undo}</div></form>'
    )


def _notes(told: Known, words: Translator) -> Iterator[str]:
    """Yield the list of what is doubtful, each with a button that says that the present value is right."""
    document = told.document
    items = []
    for warning, text in warnings_of(document):
        settles = SETTLES.get(warning)
        confirm = (
            f' <button type="button" data-confirm="{settles}">{words("没有错")}</button>'
            if settles and getattr(document, settles)
            else ""
        )
        items.append(f"<li>{escape(words.note(text))}{confirm}</li>")
    if copied := copy_text(document):
        items.append(f"<li>{escape(words.note(copied))}</li>")
    if items:
        yield f'<ul class="notes">{"".join(items)}</ul>'


def _field(told: Known, field: CorrectedField, words: Translator) -> str:
    value = getattr(told.document, field) or ""
    if field == "kind":
        options = "".join(
            f'<option value="{kind}"{" selected" if kind == value else ""}>{words(label)}</option>'
            for kind, label in KIND_WORDS.items()
        )
        control = f'<select name="kind" data-now="{value}">{options}</select>'
    elif field == "title":
        # Long titles are seen whole; the page's script keeps them to one line.
        control = f'<textarea name="title" rows="1" data-now="{escape(value)}" autocomplete="off">{escape(value)}</textarea>'
    else:
        example = f' placeholder="{_EXAMPLES[field]}"' if field in _EXAMPLES else ""
        control = f'<input name="{field}" value="{escape(value)}" data-now="{escape(value)}"{example} autocomplete="off">'
    # A title takes the whole line.
    style = ' class="wide"' if field == "title" else ""
    return f"<label{style}>{words.note(FIELDS[field])}{control}</label>{_found(told, field, words)}"


def _found(told: Known, field: CorrectedField, words: Translator) -> str:
    """Return what the program found, as a button that puts it back where it was put right."""
    if told.automatic is None:
        return "<span></span>"
    found = getattr(told.automatic, field) or ""
    if found == (getattr(told.document, field) or ""):
        return f'<span class="found-same">{words("程序识别如此") if found else ""}</span>'
    shown = words(KIND_WORDS[told.automatic.kind]) if field == "kind" else escape(found) or words("无")
    text = words("程序识别为 {value}", value=shown)
    return f'<button type="button" class="found-other" data-fill="{field}" data-value="{escape(found)}">{text}</button>'
