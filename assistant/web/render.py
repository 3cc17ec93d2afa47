"""Questions and answers as HTML. All that is not markup written here is escaped: documents are hostile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from zlib import crc32

from assistant.records import Answer, Citation
from assistant.web.labels import date_words

# What the answer escapes so that no document's text is read as Markdown.
_ESCAPED = re.compile(r"\\([*_`\\\[\]#|~]|&lt;|&gt;)")
_MARK = re.compile(r"\[(\d{1,3})\]")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_LIST_ITEM = re.compile(r"[-•] +(.*)")
# Where a growing answer may be cut: after a line, a stop or a citation mark, never inside **bold** or [n].
_RESTING_PLACE = re.compile(r"\n+|[。；！？](?:\s*\[\d{1,3}\])*\s*|，|(?:\[\d{1,3}\])+")
_SNIPPET = 160


def fingerprint(text: str) -> str:
    """A short check of a cited text, to notice that its document has changed since it was cited."""
    return f"{crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def source_attributes(citation: Citation, answer_id: str) -> str:
    """The attributes of a link by which the page opens a citation in its document."""
    exact = ",".join(f"{start}-{end}" for start, end in citation.exact)
    values = {
        "href": f"#source-{answer_id}-{citation.n}",
        "data-n": citation.n,
        "data-doc": citation.doc,
        "data-start": citation.start,
        "data-end": citation.end,
        "data-exact": exact,
        "data-check": fingerprint(citation.quote),
    }
    return " ".join(f'{name}="{escape(str(value))}"' for name, value in values.items())


def provenance(*parts: str | None) -> str:
    """Title, region, date and the like in one line, those that are missing left out; escaped."""
    return '<span class="dot"> · </span>'.join(escape(part) for part in parts if part)


def render_inline(text: str, citations: Sequence[Citation] = (), answer_id: str = "") -> str:
    """One line of an answer: **bold** and `[n]`; an `[n]` without a citation stays plain text."""
    by_number = {citation.n: citation for citation in citations}

    def mark(match: re.Match[str]) -> str:
        citation = by_number.get(int(match[1]))
        if citation is None:
            return match[0]
        label = escape(provenance_text(citation))
        return (
            f'<a class="citation" {source_attributes(citation, answer_id)} '
            f'title="{label}" aria-label="来源 {citation.n}：{label}">'
            f"<i>[</i>{citation.n}<i>]</i></a>"
        )

    html = _MARK.sub(mark, _BOLD.sub(r"<strong>\1</strong>", escape(text)))
    return _ESCAPED.sub(r"\1", html)


def provenance_text(citation: Citation) -> str:
    """Title, region and date of a citation in plain text, for tooltips and screen readers."""
    return " · ".join(part for part in (citation.title, citation.region, date_words(citation.date)) if part)


def render_markdown(text: str, citations: Sequence[Citation] = (), answer_id: str = "") -> str:
    """The light Markdown of answers (paragraphs, "- " lists, bold, `[n]`) as HTML."""
    blocks: list[str] = []
    items: list[str] = []

    def close_list() -> None:
        if items:
            blocks.append("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
            items.clear()

    for line in text.split("\n"):
        item = _LIST_ITEM.match(line.strip())
        if item:
            items.append(render_inline(item[1], citations, answer_id))
        elif line.strip():
            close_list()
            blocks.append(f"<p>{render_inline(line.strip(), citations, answer_id)}</p>")
    close_list()
    return "".join(blocks)


def snippet(citation: Citation) -> str:
    """The sentence a citation rests on, or else the opening of its passage; at most 160 characters."""
    sentences = [
        citation.quote[start - citation.start : end - citation.start] for start, end in citation.exact
    ]
    text = " … ".join(" ".join(sentence.split()) for sentence in sentences if sentence.strip())
    text = text or " ".join(citation.quote.split())
    return text if len(text) <= _SNIPPET else text[: _SNIPPET - 1].rstrip() + "…"


def render_card(citation: Citation, answer_id: str) -> str:
    """One source under an answer: number, title, region, date and the cited sentence; opens its document."""
    return (
        f'<a class="source-card" {source_attributes(citation, answer_id)}>'
        f'<span class="source-head"><span class="source-number">{citation.n}</span>'
        f'<span class="source-title">{escape(citation.title)}</span></span>'
        f'<span class="source-meta">{provenance(citation.region, date_words(citation.date))}</span>'
        f'<span class="source-quote">{escape(snippet(citation))}</span></a>'
    )


def render_question(question: str) -> str:
    """The reader's own words, as they typed them."""
    return f'<div class="asked"><p>{escape(question)}</p></div>'


def render_answer(answer: Answer) -> str:
    """A question with its finished answer, its sources, and how it came about."""
    kind = "answer abstained" if answer.abstained else "answer"
    resolved = (
        f'<p class="resolved">理解为：{escape(answer.resolved)}</p>'
        if answer.resolved and answer.resolved != answer.question
        else ""
    )
    cards = "".join(render_card(citation, answer.id) for citation in answer.citations)
    heading = "最接近的资料" if answer.abstained else "来源"
    sources = (
        f'<section class="sources"><h3>{heading}</h3><div class="cards">{cards}</div></section>'
        if cards
        else ""
    )
    mode = "逐字摘自原文" if answer.mode == "extractive" else "由语言模型撰写"
    label = "资料库中没有" if answer.abstained else mode
    return (
        f'<div class="exchange">{render_question(answer.question)}'
        f'<article class="{kind}" data-answer="{escape(answer.id)}">{resolved}'
        f'<div class="answer-text">{render_markdown(answer.text, answer.citations, answer.id)}</div>{sources}'
        f'<footer class="answer-foot">{label}<span class="dot"> · </span>用时 {_seconds(answer.seconds)}'
        "</footer></article></div>"
    )


def render_growing(answer: Answer, so_far: str) -> str:
    """A question with as much of its answer as has been shown yet, `so_far`."""
    return (
        f'<div class="exchange">{render_question(answer.question)}<article class="answer growing">'
        f'<div class="answer-text">{render_markdown(so_far, answer.citations, answer.id)}</div>'
        "</article></div>"
    )


def render_waiting(question: str) -> str:
    """A question that is being looked up."""
    return (
        f'<div class="exchange">{render_question(question)}<article class="answer waiting" aria-busy="true">'
        f'<span class="pulse"></span>正在查阅资料…</article></div>'
    )


def render_notice(question: str, message: str) -> str:
    """A question that cannot be answered as it stands, with a friendly reason."""
    shown = question if len(question) <= 300 else question[:300] + f"……（共 {len(question)} 字）"
    asked = render_question(shown) if shown.strip() else ""
    return (
        f'<div class="exchange">{asked}<article class="answer notice" role="status"><p>{escape(message)}</p>'
        "</article></div>"
    )


def growth(text: str, steps: int) -> Iterator[str]:
    """Ever longer openings of an answer, at most `steps` of them, cut only where its markup is whole.

    The last one is shorter than `text`: the finished answer follows it.
    """
    bold = [match.span() for match in _BOLD.finditer(text)]
    places = [
        end
        for end in (match.end() for match in _RESTING_PLACE.finditer(text))
        if end < len(text) and not any(start < end < stop for start, stop in bold)
    ]
    for index in _spread(len(places), steps):
        yield text[: places[index]]


def _spread(count: int, most: int) -> Iterable[int]:
    """At most `most` indexes below `count`, evenly spread."""
    return range(count) if count <= most else [(i + 1) * count // (most + 1) for i in range(most)]


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} 毫秒" if seconds < 1 else f"{seconds:.1f} 秒"
