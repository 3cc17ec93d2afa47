"""Render questions and answers as HTML. Everything but the markup written here is escaped: documents are hostile."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from zlib import crc32

from assistant.answer.citations import Amendment, Citation
from assistant.answer.model import AnswerLine
from assistant.markup import beyond_headings, by_document, runs
from assistant.schema import Answer, Mode, Wording
from assistant.web.i18n.labels import KIND_WORDS, date_words
from assistant.web.i18n.words import SIMPLIFIED, Translator, translator

_SNIPPET = 160


def fingerprint(text: str) -> str:
    """Return a short checksum of a cited text, to notice that its document has changed since it was cited."""
    return f"{crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def source_attributes(citation: Citation, answer_id: str) -> str:
    """Return the attributes of a link with which the page opens a citation in its document."""
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
    """Return title, region, date and the like in one line, escaped; missing parts are left out."""
    return '<span class="dot"> · </span>'.join(escape(part) for part in parts if part)


def render_lines(
    lines: Iterable[AnswerLine],
    citations: Sequence[Citation] = (),
    answer_id: str = "",
    words: Translator = SIMPLIFIED,
) -> str:
    """Return the lines of an answer as HTML: paragraphs, lists and tables, figures strong, a link for each citation."""
    blocks = []
    for form, same in groupby(lines, lambda line: line.form):
        together = list(same)
        if form == "row":
            rows = [
                [_inline(AnswerLine((cell,)), citations, answer_id, words) for cell in line.pieces]
                for line in together
            ]
            blocks.append(_table(rows))
            continue
        shown = [_inline(line, citations, answer_id, words) for line in together]
        if form == "item":
            blocks.append("<ul>" + "".join(f"<li>{line}</li>" for line in shown) + "</ul>")
        else:
            blocks += [f"<p>{line}</p>" for line in shown]
    return "".join(blocks)


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of cells in HTML as a table: the labels of the columns first, in each row its own label first."""
    labels = "".join(f'<th scope="col">{cell}</th>' for cell in rows[0])
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>' + "".join(f"<td>{cell}</td>" for cell in row[1:]) + "</tr>"
        for row in rows[1:]
    )
    return f'<div class="answer-table"><table><thead><tr>{labels}</tr></thead><tbody>{body}</tbody></table></div>'


def _inline(line: AnswerLine, citations: Sequence[Citation], answer_id: str, words: Translator) -> str:
    by_number = {citation.n: citation for citation in citations}
    out = []
    for text, figure, number in runs(line):
        shown = escape(text).replace("\n", "<br>")
        if number is not None and number in by_number:
            shown = _link(by_number[number], answer_id, words)
        out.append(f"<strong>{shown}</strong>" if figure else shown)
    return "".join(out)


def _link(citation: Citation, answer_id: str, words: Translator) -> str:
    label = escape(words("来源 {n}：{about}", n=citation.n, about=provenance_text(citation, words)))
    return (
        f'<a class="citation" {source_attributes(citation, answer_id)} aria-label="{label}">'
        f"<i>[</i>{citation.n}<i>]</i></a>"
    )


def provenance_text(citation: Citation, words: Translator = SIMPLIFIED) -> str:
    """Return title, region and date of a citation in plain text, for screen readers."""
    parts = (citation.title, citation.shown_region, date_words(citation.date, words))
    return " · ".join(part for part in parts if part)


def snippet(citation: Citation) -> str:
    """Return the sentences a citation rests on, or else the opening of its passage; at most 160 characters."""
    sentences = [
        citation.quote[start - citation.start : end - citation.start] for start, end in citation.exact
    ]
    text = " … ".join(" ".join(sentence.split()) for sentence in sentences if sentence.strip())
    text = text or " ".join(citation.quote.split())
    return text if len(text) <= _SNIPPET else text[: _SNIPPET - 1].rstrip() + "…"


def render_card(citation: Citation, answer_id: str, words: Translator = SIMPLIFIED) -> str:
    """Return one source below an answer (number, title, region, date, cited sentence), which opens its document."""
    return (
        f'<a class="source-card" {source_attributes(citation, answer_id)}>'
        f'<span class="source-head"><span class="source-number">{citation.n}</span>'
        f'<span class="source-title">{escape(citation.title)}</span></span>'
        f'<span class="source-meta">{provenance(citation.shown_region, date_words(citation.date, words))}</span>'
        f"{''.join(_amendment(each, words) for each in citation.amended)}"
        f'<span class="source-quote">{escape(snippet(citation))}</span></a>'
    )


def _cards(citations: Sequence[Citation], answer_id: str, words: Translator) -> Iterator[str]:
    """Yield the sources below an answer as cards, those from one document together below its title."""
    for several, groups in groupby(by_document(citations), key=lambda group: len(group) > 1):
        for together in groups if several else [[each for group in groups for each in group]]:
            cards = "".join(render_card(citation, answer_id, words) for citation in together)
            title = f'<p class="group-title">{escape(together[0].title)}</p>{_about(together[0], words)}'
            yield (
                f'<div class="source-group">{title}<div class="cards">{cards}</div></div>'
                if several
                else f'<div class="cards">{cards}</div>'
            )


def _about(citation: Citation, words: Translator) -> str:
    about = provenance(citation.shown_region, date_words(citation.date, words))
    return f'<p class="group-meta">{about}</p>'


def _amendment(said: Amendment, words: Translator) -> str:
    """Return that a person put a figure right, who, when and why, to stand above the sentence as it was written."""
    by = " · ".join(filter(None, (said.by, said.at[:16].replace("T", " "))))
    note = words("理由：{note}", note=said.note) if said.note else words("没有写理由")
    told = " · ".join(filter(None, (by, note)))
    figure = words("人工更正为 {figure}", figure=said.figure)
    return f'<span class="source-amended"><b>{escape(figure)}</b> {escape(told)}<br>{words("原文：")}</span>'


def render_question(question: str) -> str:
    """Return the reader's question as typed."""
    return f'<div class="asked"><p>{escape(question)}</p></div>'


def render_scope(answer: Answer, words: Translator = SIMPLIFIED) -> str:
    """Return the regions, years and kinds that an answer kept to, as chips; a click on one asks again without it."""
    scope = answer.scope
    chips = [
        *(("regions", region, region) for region in scope.regions or ()),
        *(("years", str(year), words("{years} 年", years=year)) for year in scope.years or ()),
        *(("kinds", kind, words(KIND_WORDS[kind])) for kind in scope.kinds),
    ]
    if not chips:
        return ""
    shown = "".join(
        f'<button type="button" class="chip" data-drop="{name}" data-value="{escape(value)}" '
        f'aria-label="{escape(words("不限{what}再问", what=label))}">{escape(label)}</button>'
        for name, value, label in chips
    )
    scope_json = escape(json.dumps(scope.as_json(), ensure_ascii=False))
    asked = escape(answer.resolved or answer.question)
    return (
        f'<div class="scope" data-scope="{scope_json}" data-asked="{asked}">'
        f'<span class="scope-label">{words("范围")}</span>{shown}</div>'
    )


def render_answer(
    answer: Answer,
    words: Translator = SIMPLIFIED,
    *,
    conversation: str = "",
    verdict: int | None = None,
    comment: str = "",
) -> str:
    """Return a question with its finished answer, its sources, its mode, and the actions on it.

    Args:
        answer: the answer.
        words: translates the page's texts.
        conversation: id of the conversation that it is stored in, for the page's script.
        verdict: the reader's verdict, 1 or -1; None without one.
        comment: the reader's comment on the verdict.
    """
    # What frames an answer is in the language of the question.
    words = translator("en") if answer.in_english else words
    kinds = ["answer", *(["abstained"] if answer.abstained else []), *(["writing"] if answer.pending else [])]
    # What is quoted stands first, whichever is shown: the page keeps its elements when the other one comes.
    in_order = sorted(answer.wordings, key=lambda wording: wording.mode)
    wordings = "".join(_wording(answer, wording, words) for wording in in_order)
    made = "".join(_made(answer, wording, words) for wording in in_order)
    tools = _tools(verdict, comment, words, judged=not answer.pending)
    return (
        f'<div class="exchange" data-conversation="{escape(conversation)}">{render_question(answer.question)}'
        f'<article class="{" ".join(kinds)}" data-answer="{escape(answer.id)}">{_understood(answer, words)}'
        f'{_voice(answer, words)}{wordings}<footer class="answer-foot">{made}{tools}</footer></article></div>'
    )


def _wording(answer: Answer, wording: Wording, words: Translator) -> str:
    """Return one wording of an answer with its sources; hidden where the other one stands."""
    told = [line for line in wording.lines if line.role != "fell_back"]
    lines, citations = beyond_headings(told, wording.citations)
    cards = "".join(_cards(citations, answer.id, words))
    heading = words("最接近的资料") if wording.abstained else words("来源")
    sources = f'<section class="sources"><h3>{heading}</h3>{cards}</section>' if cards else ""
    kind = "wording abstained" if wording.abstained else "wording"
    return (
        f'<div class="{kind}" {_in_mode(answer, wording)}>'
        f'<div class="answer-text">{render_lines(lines, citations, answer.id, words)}</div>'
        f"{_to_ledger(answer, words)}{sources}</div>"
    )


def _made(answer: Answer, wording: Wording, words: Translator) -> str:
    """Return how a wording came about, and how long the answer took if it stands."""
    label = words("逐字摘自原文") if wording.mode == "extractive" else words("由语言模型撰写")
    if wording.mode == "llm" and any(other.abstained for other in answer.wordings):
        # It only points out what the program quotes.
        label = words("由语言模型找出，逐字摘自原文")
    if any(citation.amended for citation in wording.citations):
        label = words("有数字经人工更正，其余逐字摘自原文")
    if answer.about_library:
        label = words("资料库概况")
    if wording.abstained:
        label = words("资料库中没有")
    stands = wording.mode == answer.mode
    took = words("用时 {time}", time=_seconds(answer.seconds, words))
    timed = f'<span class="dot"> · </span>{took}' if stands else ""
    return f'<span class="made" {_in_mode(answer, wording)}>{label}{timed}</span>'


def _in_mode(answer: Answer, wording: Wording) -> str:
    """Return the attributes by which the page shows one wording or the other."""
    return f'data-mode="{wording.mode}"' + ("" if wording.mode == answer.mode else " hidden")


_VOICES: dict[Mode, str] = {"llm": "模型答复", "extractive": "原文摘录"}


def _voice(answer: Answer, words: Translator) -> str:
    """Return the line above an answer that says whose words it has; "" where no model was asked.

    It is one line high whatever it says, so that nothing below it moves when the model is done.
    """
    if answer.pending:
        return (
            f'<p class="voice"><span class="pulse"></span><span role="status">{words("模型正在读资料" if answer.abstained else "以下摘自原文，模型正在写答复")}</span>'
            f'<span class="since" aria-hidden="true"></span>'
            f'<button type="button" data-halt="model">{words("停下")}</button></p>'
        )
    if answer.other:
        buttons = "".join(
            f'<button type="button" data-show="{wording.mode}" '
            f'aria-pressed="{"true" if wording.mode == answer.mode else "false"}">'
            f"{words('没有找到') if wording.abstained else words(_VOICES[wording.mode])}</button>"
            for wording in sorted(answer.wordings, key=lambda wording: wording.mode, reverse=True)
        )
        return f'<p class="voice" role="group" aria-label="{words("看哪一种答案")}">{buttons}</p>'
    reason = next((line.text.strip("（）") for line in answer.lines if line.role == "fell_back"), "")
    return f'<p class="voice"><span role="status">{escape(reason)}</span></p>' if reason else ""


def _to_ledger(answer: Answer, words: Translator) -> str:
    """Return the link to the ledger's view of an answer's figures; "" where they are not from the ledger."""
    if answer.ledger is None or not answer.ledger.startswith("?ledger="):
        return ""
    return f'<p class="to-ledger"><a href="{escape(answer.ledger)}">{words("在台账中看")}</a></p>'


def _understood(answer: Answer, words: Translator) -> str:
    resolved = (
        f'<p class="resolved">{words("理解为：{question}", question=escape(answer.resolved))}</p>'
        if answer.resolved and answer.resolved != answer.question
        else ""
    )
    return resolved + render_scope(answer, words)


def _tools(verdict: int | None, comment: str, words: Translator, *, judged: bool) -> str:
    """Return the actions on an answer: to copy it and, where it is `judged`, the reader's verdict."""
    verdicts = "".join(
        f'<button type="button" data-verdict="{value}" aria-pressed="{"true" if verdict == value else "false"}">'
        f"{words(label)}</button>"
        for value, label in (((1, "有用"), (-1, "不对")) if judged else ())
    )
    noted = f' data-comment="{escape(comment)}"' if comment else ""
    return (
        f'<span class="answer-tools"{noted}><button type="button" data-copy="answer">{words("复制")}</button>'
        f"{verdicts}</span>"
    )


def render_growing(answer: Answer, so_far: Sequence[AnswerLine], words: Translator = SIMPLIFIED) -> str:
    """Return a question with the part of its answer revealed so far, `so_far`."""
    words = translator("en") if answer.in_english else words
    lines, citations = beyond_headings(so_far, answer.citations)
    shown = render_lines(lines, citations, answer.id, words)
    return (
        f'<div class="exchange">{render_question(answer.question)}<article class="answer growing">'
        f'{_understood(answer, words)}<div class="answer-text">{shown}</div></article></div>'
    )


def render_stopped(question: str, words: Translator = SIMPLIFIED) -> str:
    """Return a question that the reader stopped before there was anything to show."""
    return (
        f'<div class="exchange">{render_question(question)}<article class="answer stopped">'
        f'<footer class="answer-foot"><span class="made" role="status">{words("已停止。")}</span>'
        f'<span class="answer-tools"><button type="button" data-question="{escape(question)}">{words("再问一次")}'
        "</button></span></footer></article></div>"
    )


def render_notice(question: str, message: str, words: Translator = SIMPLIFIED) -> str:
    """Return a question that cannot be answered as it stands, with a friendly reason."""
    shown = question
    if len(question) > 300:
        shown = question[:300] + words("……（共 {count} 字）", count=len(question))
    asked = render_question(shown) if shown.strip() else ""
    return (
        f'<div class="exchange">{asked}<article class="answer notice" role="status"><p>{escape(message)}</p>'
        "</article></div>"
    )


def _seconds(seconds: float, words: Translator) -> str:
    if seconds < 1:
        return words("{count} 毫秒", count=max(1, round(seconds * 1000)))
    return words("{count} 秒", count=f"{seconds:.1f}")
