"""Sentences and clauses of a passage, by offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"[。！？!?；;]+[”’」』）)]*|\n+")
_CLAUSE_END = re.compile(r"[，,、：:]|(?<=[。！？!?；;])")
_ITEM = re.compile(r"(?:[一二三四五六七八九十]{1,2}是|[一二三四五六七八九十]{1,2}要|第[一二三四五六七八九十]{1,2}[，,、]|其[一二三四五六][，,])")

# Characters that a table's cell has at most, where it became a line of its own.
CELL = 30


@dataclass(frozen=True, slots=True)
class Span:
    """text[start:end] of the passage it was cut from."""

    start: int
    end: int


def sentences(text: str) -> list[Span]:
    """The sentences of `text`, semicolons ending one too, outer blanks and empty ones left out."""
    return _pieces(text, _SENTENCE_END)


def clauses(text: str, span: Span) -> list[Span]:
    """The stretches between commas of one sentence."""
    return [Span(span.start + s.start, span.start + s.end) for s in _pieces(text[span.start : span.end], _CLAUSE_END)]


def enumerations(text: str, parts: list[Span]) -> list[Span]:
    """Runs of sentences that make one enumeration (一是…；二是…；三是…), from its lead-in to its last item."""
    found: list[Span] = []
    i = 0
    while i < len(parts):
        if not _ITEM.search(text, parts[i].start, parts[i].end):
            i += 1
            continue
        last = i
        while last + 1 < len(parts) and _ITEM.match(text, parts[last + 1].start):
            last += 1
        first = i if not _ITEM.match(text, parts[i].start) or i == 0 else i - 1
        if last > first:
            found.append(Span(parts[first].start, parts[last].end))
        i = last + 1
    return found


def records(text: str, parts: list[Span]) -> list[Span]:
    """Runs of short lines without a full stop: what is left of a table's rows when its cells became lines."""
    found: list[Span] = []
    run: list[Span] = []
    for part in [*parts, Span(len(text), len(text))]:
        piece = text[part.start : part.end]
        if piece and len(piece) <= CELL and piece[-1] not in "。！？!?；;":
            run.append(part)
            continue
        # The sentence that a run leads up to or follows belongs to the same row.
        if len(run) > 1:
            found.append(Span(run[0].start, run[-1].end))
        run = []
    return found


def _pieces(text: str, end: re.Pattern[str]) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for stop in [m.end() for m in end.finditer(text)] + [len(text)]:
        piece = text[start:stop]
        stripped = piece.strip()
        if stripped:
            lead = len(piece) - len(piece.lstrip())
            spans.append(Span(start + lead, start + lead + len(stripped)))
        start = stop
    return spans
