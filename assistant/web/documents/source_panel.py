"""Render the whole document of a citation, with the cited passage marked in place by its stored offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from assistant.document_notes import percentage, recognised_text, warnings_of
from assistant.web.ask.render import fingerprint, provenance
from assistant.web.documents.browser_offsets import BrowserOffsets
from assistant.web.i18n.labels import KIND_WORDS, date_words
from assistant.web.i18n.words import SIMPLIFIED, Translator
from ingest.chinese.script import fold, script_of, to_simplified
from ingest.schema import DocumentText

Offsets = tuple[int, int]
_MOST_FOUND = 1_000
# Characters of a passage that a preview shows, and of them before the sentence that it is about.
PREVIEW, PREVIEW_BEFORE = 320, 80
# Enough of a text to detect its script.
_SCRIPT_SAMPLE = 2_000
# A short line with no stop at its end stands as a heading in these reports.
_HEADING = re.compile(r"(?![-—])[^。；！？，：:;.!?]{2,36}")


def render_source(
    found: DocumentText,
    cited: Offsets | None,
    *,
    exact: Sequence[Offsets] = (),
    check: str = "",
    headings: Sequence[str] = (),
    simplified: bool = False,
    words: Translator = SIMPLIFIED,
) -> str:
    """Return the content of the source panel: the document's metadata, then its text.

    Args:
        found: the document as the library holds it now.
        cited: offsets (start, end) of the cited passage, in characters; None to mark nothing.
        exact: offsets of the sentences inside it that the answer rests on.
        check: `fingerprint` of the passage when it was cited; if the text there has changed since, nothing is
            marked and the reader is informed.
        headings: the headings above the passage, outermost first.
        simplified: whether to show the text in Simplified characters.
        words: translates the page's texts.
    """
    document = found.document
    stale = cited is not None and not _still_there(found.text, cited, check)
    traditional = script_of(found.text[:_SCRIPT_SAMPLE]) == "traditional"
    if simplified:
        found = replace(found, text=in_simplified(found.text))
    shown = None if stale else cited
    notes = []
    if headings and shown:
        path = '<span class="dot"> › </span>'.join(map(escape, headings))
        notes.append(f'<p class="source-path">{path}</p>')
    if stale:
        notes.append(
            f'<p class="source-stale" role="status">{words("文档在回答之后改动过，原来的位置已对不上，请重新提问。")}</p>'
        )
    if told := _told_of_pictures(found, shown, words):
        kind = "source-stale" if "unclear" in document.warnings else "source-path"
        notes.append(f'<p class="{kind}" role="note">{escape(told)}</p>')
    facts = provenance(
        f"{document.place or ''}{document.region or ''}",
        date_words(document.date, words),
        words(KIND_WORDS[document.kind]),
        page_words(found.pages, shown[0], words) if shown else "",
        document.source,
    )
    return (
        f'<header class="source-about" data-traditional="{"yes" if traditional else ""}">'
        f'<h2>{escape(document.title)}</h2><p class="source-facts">{facts}</p>'
        f'<p class="source-file">{escape(document.doc)}</p>{"".join(notes)}</header>'
        f'<div class="source-text" lang="zh">{"".join(_paragraphs(found, shown, exact, words))}</div>'
    )


def _told_of_pictures(found: DocumentText, shown: Offsets | None, words: Translator) -> str:
    """Return that what is shown was read from a picture, and how certain it is; "" where it was not."""
    document = found.document
    if document.recognised and shown and found.pages:
        page = sum(start <= shown[0] for start in found.pages)
        certainty = document.recognised[page - 1] if 0 < page <= len(document.recognised) else None
        if certainty is not None and "unclear" not in document.warnings:
            return words(
                "第 {page} 页的文字是从图片识别的，把握 {certainty}。",
                page=page,
                certainty=percentage(certainty),
            )
    unclear = [text for code, text in warnings_of(document) if code == "unclear"]
    text = next(iter(unclear), None) or (recognised_text(document) if not shown or not found.pages else None)
    return words.note(text) if text else ""


def render_preview(
    found: DocumentText, cited: Offsets, exact: Sequence[Offsets], check: str, words: Translator = SIMPLIFIED
) -> str:
    """Return the cited passage in one paragraph, cut to the part around its first exact sentence if it is long."""
    if not _still_there(found.text, cited, check):
        return render_unavailable(words("文档在回答之后改动过，原来的位置已对不上，请重新提问。"))
    start, end = cited
    inside = sorted((lo, hi) for lo, hi in exact if start <= lo < hi <= end)
    first = max(start, inside[0][0] - PREVIEW_BEFORE) if inside else start
    last = min(end, first + PREVIEW)
    text = "".join(
        f"<b>{escape(found.text[lo:hi])}</b>" if strong else escape(found.text[lo:hi])
        for lo, hi, strong in _split(first, last, inside)
    )
    page = page_words(found.pages, inside[0][0] if inside else start, words)
    facts = provenance(
        f"{found.document.place or ''}{found.document.region or ''}",
        date_words(found.document.date, words),
        page,
    )
    return (
        f'<p class="preview-title">{escape(found.document.title)}</p><p class="preview-facts">{facts}</p>'
        f'<p class="preview-text" lang="zh">{"…" if first > start else ""}{text}{"…" if last < end else ""}</p>'
    )


def render_unavailable(message: str) -> str:
    """Return the content of the source panel where there is no document to show, as after its deletion."""
    return f'<p class="source-stale" role="status">{escape(message)}</p>'


def _still_there(text: str, cited: Offsets, check: str) -> bool:
    """Return whether the text at `cited` is the one that was cited."""
    start, end = cited
    return 0 <= start < end <= len(text) and (not check or fingerprint(text[start:end]) == check)


def in_simplified(text: str) -> str:
    """Return `text` in Simplified characters, at the same length, so that every offset into it stays valid."""
    lines = ((line, to_simplified(line)) for line in text.split("\n"))
    return "\n".join(whole if len(whole) == len(line) else _by_character(line) for line, whole in lines)


def _by_character(line: str) -> str:
    converted = ((char, to_simplified(char)) for char in line)
    return "".join(simple if len(simple) == 1 else char for char, simple in converted)


def find_in(text: str, words: str) -> list[Offsets]:
    """Return where `words` occur in `text`, in either script and any case, at most 1,000 places.

    Offsets are in UTF-16 code units, as a browser counts them.
    """
    wanted, folded = fold(" ".join(words.split())), fold(text)
    found: list[Offsets] = []
    at = folded.find(wanted) if wanted else -1
    offsets = BrowserOffsets(text)
    while at >= 0 and len(found) < _MOST_FOUND:
        found.append((offsets.of(at), offsets.of(at + len(wanted))))
        at = folded.find(wanted, at + len(wanted))
    return found


def page_words(pages: Sequence[int], offset: int, words: Translator = SIMPLIFIED) -> str:
    """Return the page that contains `offset`, in words; "" for a document without pages."""
    number = sum(start <= offset for start in pages)
    return words("第 {page} 页（共 {pages} 页）", page=number, pages=len(pages)) if number else ""


def _paragraphs(
    found: DocumentText, cited: Offsets | None, exact: Sequence[Offsets], words: Translator
) -> Iterator[str]:
    """Yield the text's paragraphs as HTML; those that the passage touches form one block, and so one `mark`."""
    text = found.text
    before, after = len(text), len(text)
    if cited:
        before = text.rfind("\n", 0, cited[0]) + 1
        after = text.find("\n", cited[1])
        after = len(text) if after < 0 else after
    yield from _plain(found, 0, before, words)
    if cited:
        start, end = cited
        inner = "".join(
            f'<b class="exact">{_run(found, lo, hi, words)}</b>' if strong else _run(found, lo, hi, words)
            for lo, hi, strong in _split(start, end, exact)
        )
        yield (
            f'<div class="cited-block">{_run(found, before, start, words)}<mark class="cited">{inner}</mark>'
            f"{_run(found, end, after, words)}</div>"
        )
        yield from _plain(found, after, len(text), words)


def _plain(found: DocumentText, start: int, end: int, words: Translator) -> Iterator[str]:
    """Yield the uncited paragraphs of text[start:end]; line ends are kept, so that a copy keeps them."""
    while start < end:
        stop = found.text.find("\n", start, end)
        stop = end if stop < 0 else stop
        line = found.text[start:stop]
        if line.strip():
            kind = ' class="heading"' if _HEADING.fullmatch(line.strip()) else ""
            yield f"<p{kind}>{_run(found, start, stop, words)}</p>"
        else:
            yield escape(line)
        if stop < end:
            yield "\n"
        start = stop + 1


def _run(found: DocumentText, start: int, end: int, words: Translator) -> str:
    """Return text[start:end] escaped, line ends as breaks that keep the character, page starts marked."""
    pieces: list[str] = []
    cuts = [page for page in found.pages if start < page < end]
    for lo, hi in zip([start, *cuts], [*cuts, end], strict=True):
        if lo < hi and lo in found.pages:
            number = found.pages.index(lo) + 1
            label = words("第 {page} 页", page=number)
            pieces.append(f'<span class="page-start" data-page="{label}"></span>')
        pieces.append(escape(found.text[lo:hi]).replace("\n", '<span class="break">\n</span>'))
    return "".join(pieces)


def _split(start: int, end: int, exact: Sequence[Offsets]) -> Iterator[tuple[int, int, bool]]:
    """Yield the runs (start, end, is exact) of [start, end), whatever the order or overlap of `exact`."""
    at = start
    for lo, hi in sorted(exact):
        lo, hi = max(lo, at), min(hi, end)
        if lo >= hi:
            continue
        if at < lo:
            yield at, lo, False
        yield lo, hi, True
        at = hi
    if at < end:
        yield at, end, False
