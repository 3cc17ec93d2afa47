"""The lines of an answer as light Markdown or plain text, and back: **figures**, "- " items, tables, `[n]` marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, zip_longest
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from assistant.answer.model import CELLS_APART, AnswerLine, Piece

if TYPE_CHECKING:
    # The command line needs nothing of how evidence is measured at every start.
    from assistant.answer.citations import Citation

# What Markdown gives a meaning.
_MARKUP = re.compile(r"([*_`\\<>\[\]#|~])")
_ESCAPED = re.compile(r"\\" + _MARKUP.pattern)
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
# A character behind a backslash, which begins no mark, or marks.
_MARKS = re.compile(r"\\.|(?P<marks>(?:\[\d{1,3}\])+)")
_ITEM = re.compile(r"[-•] +(.*)")
_ROW = re.compile(r"\|(.*)\|")
_BELOW_LABELS = re.compile(r"\|(?:-+\|)+")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")
# Characters of an excerpt.
EXCERPT = 120


def to_markdown(lines: Sequence[AnswerLine]) -> str:
    """Return an answer's lines as light Markdown, in which all that documents say is escaped."""
    return _joined(lines, _markdown_of, _markdown_table)


def to_plain(lines: Sequence[AnswerLine], *, marks: bool = True) -> str:
    """Return an answer's lines as they read, without markup.

    Args:
        marks: keep the citation marks `[n]`.
    """
    return _joined(lines, _plain_of if marks else lambda piece: piece.text, _plain_table)


def from_markdown(text: str) -> tuple[AnswerLine, ...]:
    """Return the lines of light Markdown that `to_markdown` wrote, with the forms, figures and citations they had.

    For answers that are only kept as text; their roles are lost.
    """
    lines = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        if row := _ROW.fullmatch(line):
            cells = map(str.strip, _BETWEEN_CELLS.split(row[1]))
            if not _BELOW_LABELS.fullmatch(line):
                lines.append(AnswerLine(tuple(map(_cell, cells)), form="row"))
            continue
        item = _ITEM.match(line)
        pieces = tuple(_pieces(item[1] if item else line))
        lines.append(AnswerLine(pieces, form="item" if item else "paragraph"))
    return tuple(lines)


def runs(line: AnswerLine) -> Iterator[tuple[str, bool, int | None]]:
    """Yield a line in runs of one look: (text, whether it is a figure, None), and (mark, False, number) for a citation."""
    for piece in line.pieces:
        cuts = [0, *(at for span in piece.figures for at in span), len(piece.text)]
        for start, end in pairwise(cuts):
            if start < end:
                yield piece.text[start:end], (start, end) in piece.figures, None
        for n in piece.cites:
            yield f"[{n}]", False, n


def beyond_headings(
    lines: Sequence[AnswerLine], citations: Sequence[Citation]
) -> tuple[tuple[AnswerLine, ...], tuple[Citation, ...]]:
    """Return an answer's lines and sources as they are read: without the sources, and the marks of them, that give a heading
    alone where another is from the same document.

    Such a source says which year a sentence is of; the sentence and the document's title are enough for a reader.
    """
    telling = {c.doc for c in citations if not _is_heading(c)}
    kept = tuple(c for c in citations if c.doc not in telling or not _is_heading(c))
    numbers = {c.n for c in kept}
    return tuple(_citing(line, numbers) for line in lines), kept


def _is_heading(citation: Citation) -> bool:
    """Return whether all that an answer takes from a source is headings above it, or its title."""
    quoted = [citation.quote[start - citation.start : end - citation.start] for start, end in citation.exact]
    above = (*citation.headings, citation.title)
    return bool(quoted) and all(each.strip() in above for each in quoted)


def _citing(line: AnswerLine, numbers: Collection[int]) -> AnswerLine:
    """Return a line with the marks of these sources alone."""
    pieces = (replace(piece, cites=tuple(n for n in piece.cites if n in numbers)) for piece in line.pieces)
    return replace(line, pieces=tuple(pieces))


def by_document(citations: Iterable[Citation]) -> list[list[Citation]]:
    """Return sources in groups of one document and place told of, in the order of their first numbers."""
    groups: dict[tuple[str, str | None], list[Citation]] = {}
    for citation in citations:
        groups.setdefault((citation.doc, citation.shown_region), []).append(citation)
    return list(groups.values())


def escaped(text: str) -> str:
    """Return `text` as Markdown that reads as it stands: a document's words are no mark, link or image."""
    return _MARKUP.sub(r"\\\1", text)


def unescaped(text: str) -> str:
    """Return what `escaped` made this of."""
    return _ESCAPED.sub(r"\1", text)


def excerpt(text: str) -> str:
    """Return `text` on one line, cut after 120 characters."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[:EXCERPT] + "……"


def _joined(
    lines: Sequence[AnswerLine],
    piece_text: Callable[[Piece], str],
    table: Callable[[list[list[str]]], str],
) -> str:
    """Return the lines as text.

    Args:
        piece_text: writes a piece.
        table: writes the cells of rows that stand together, the labels of the columns first.
    """
    blocks = []
    for form, together in groupby(lines, lambda line: line.form):
        written = [list(map(piece_text, line.pieces)) for line in together]
        if form == "row":
            blocks.append(table(written))
        elif form == "item":
            blocks.append("\n".join("- " + "".join(pieces) for pieces in written))
        else:
            blocks.append("\n\n".join(map("".join, written)))
    return "\n\n".join(blocks)


def _markdown_table(rows: list[list[str]]) -> str:
    labels, *others = (f"| {' | '.join(cells)} |" for cells in rows)
    return "\n".join((labels, "|" + "---|" * len(rows[0]), *others))


def _plain_table(rows: list[list[str]]) -> str:
    """Return the rows with their columns aligned, as far as characters have one width or two."""
    widths = [max(map(_width, column)) for column in zip_longest(*rows, fillvalue="")]
    return "\n".join(
        CELLS_APART.join(
            cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=False)
        ).rstrip()
        for cells in rows
    )


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def _markdown_of(piece: Piece) -> str:
    words = (
        f"**{escaped(text)}**" if figure else text if number else escaped(text)
        for text, figure, number in runs(AnswerLine((piece,)))
    )
    return "".join(words)


def _plain_of(piece: Piece) -> str:
    return piece.text + "".join(f"[{n}]" for n in piece.cites)


def _pieces(line: str) -> Iterable[Piece]:
    """Yield the pieces of one line of light Markdown."""
    at = 0
    for found in _MARKS.finditer(line):
        if found["marks"]:
            yield _piece(line[at : found.start()], tuple(map(int, re.findall(r"\d+", found["marks"]))))
            at = found.end()
    if at < len(line):
        yield _piece(line[at:], ())


def _cell(text: str) -> Piece:
    """Return a cell of a row, whose citations stand at its end."""
    return next(iter(_pieces(text)), Piece(""))


def _piece(words: str, cites: tuple[int, ...]) -> Piece:
    text, figures, at = "", [], 0
    for bold in _BOLD.finditer(words):
        text += unescaped(words[at : bold.start()])
        start = len(text)
        text += unescaped(bold[1])
        figures.append((start, len(text)))
        at = bold.end()
    return Piece(text + unescaped(words[at:]), cites, tuple(figures))
