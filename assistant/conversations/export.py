"""Export a conversation as Markdown or docx: every answer with its sources listed below it."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.answer.citations import Citation
from assistant.answer.model import AnswerLine
from assistant.conversations.store import Exchange
from assistant.markup import escaped, runs

if TYPE_CHECKING:
    # Imported when a docx is written: it takes as long as all else.
    from docx.document import Document
    from docx.text.paragraph import Paragraph

# What XML, and so docx, cannot hold.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def source_line(citation: Citation) -> str:
    """Return a source in one line: its number, title, region, date and file."""
    return f"[{citation.n}] {_described(citation)}"


def _described(citation: Citation) -> str:
    """Return a source's title, region and date, and its file in brackets."""
    known = [f"《{citation.title}》", citation.shown_region, citation.date]
    return f"{'，'.join(part for part in known if part)}（{citation.doc}）"


def sentences_of(citation: Citation) -> str:
    """Return the sentences that the answer rests on, or else the whole cited passage, in one line."""
    spans = citation.exact or ((citation.start, citation.end),)
    texts = [citation.quote[start - citation.start : end - citation.start] for start, end in spans]
    return "……".join(" ".join(text.split()) for text in texts)


def to_markdown(title: str, exchanges: Sequence[Exchange]) -> str:
    """Return a conversation as Markdown."""
    lines = [f"# {_one_line(title)}", ""]
    for exchange in exchanges:
        answer = exchange.answer
        lines += [f"## {_one_line(answer.question)}", ""]
        if answer.resolved:
            lines += [f"（理解为：{_one_line(answer.resolved)}）", ""]
        lines += [answer.text, ""]
        if answer.citations:
            lines += ["来源：", ""]
            for citation in answer.citations:
                lines += [
                    f"- [{citation.n}] {escaped(_described(citation))}",
                    f"  > {escaped(sentences_of(citation))}",
                ]
            lines.append("")
    return "\n".join(lines)


def to_docx(title: str, exchanges: Sequence[Exchange]) -> bytes:
    """Return a conversation as the bytes of a docx file."""
    from docx import Document as new_document
    from docx.shared import Pt

    document = new_document()
    document.core_properties.title = _xml(title)[:255]
    document.core_properties.author = "县问"
    document.add_heading(_xml(title), 0)
    for exchange in exchanges:
        answer = exchange.answer
        document.add_heading(_xml(answer.question), 1)
        if answer.resolved:
            document.add_paragraph(_xml(f"（理解为：{answer.resolved}）"))
        for form, together in groupby(answer.lines, lambda line: line.form):
            if form == "row":
                _add_table(document, list(together))
                continue
            for line in together:
                style = "List Bullet" if form == "item" else None
                _write(document.add_paragraph(style=style), line)
        for citation in answer.citations:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.left_indent = Pt(18)
            paragraph.add_run(_xml(source_line(citation))).font.size = Pt(9)
            quoted = paragraph.add_run(_xml(f"\n{sentences_of(citation)}"))
            quoted.font.size, quoted.italic = Pt(9), True
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add_table(document: Document, rows: Sequence[AnswerLine]) -> None:
    """Add rows of cells, the labels of the columns first."""
    table = document.add_table(rows=len(rows), cols=max(len(line.pieces) for line in rows))
    table.style = "Table Grid"
    for line, row in zip(rows, table.rows, strict=True):
        for piece, cell in zip(line.pieces, row.cells, strict=False):
            _write(cell.paragraphs[0], AnswerLine((piece,)))


def _write(paragraph: Paragraph, line: AnswerLine) -> None:
    """Write a line into a paragraph, figures bold, citations raised."""
    for text, figure, number in runs(line):
        run = paragraph.add_run(_xml(text))
        run.bold, run.font.superscript = figure or None, number is not None or None


def _one_line(text: str) -> str:
    return escaped(" ".join(text.split()))


def _xml(text: str) -> str:
    return _NO_XML.sub("", text)
