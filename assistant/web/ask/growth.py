"""Reveal a quoted answer step by step: ever longer openings of its lines, cut only where a reader may pause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.answer.model import AnswerLine, Piece

_STOP = re.compile(r"[。；！？，]\s*")


def growth(lines: Sequence[AnswerLine], steps: int) -> Iterator[tuple[AnswerLine, ...]]:
    """Yield ever longer openings of an answer, at most `steps` of them.

    A figure is never cut, and a citation stands with the words it belongs to. The last opening is shorter than the
    answer, which follows it.
    """
    places = [
        (i, j, end)
        for i, line in enumerate(lines)
        for j, piece in enumerate(line.pieces)
        for end in _pauses(piece)
    ]
    for index in _spread(len(places) - 1, steps):
        i, j, end = places[index]
        yield (*lines[:i], replace(lines[i], pieces=(*lines[i].pieces[:j], _cut(lines[i].pieces[j], end))))


def _pauses(piece: Piece) -> list[int]:
    """Return the offsets where a piece may be cut: after a stop outside its figures, and at its end."""
    stops = [stop.end() for stop in _STOP.finditer(piece.text)]
    outside = [at for at in stops if not any(start < at < end for start, end in piece.figures)]
    return [*(at for at in outside if at < len(piece.text)), len(piece.text)]


def _cut(piece: Piece, end: int) -> Piece:
    if end == len(piece.text):
        return piece
    return Piece(piece.text[:end], figures=tuple(span for span in piece.figures if span[1] <= end))


def _spread(count: int, most: int) -> Iterable[int]:
    """Return at most `most` indexes below `count`, evenly spread."""
    return range(count) if count <= most else [(i + 1) * count // (most + 1) for i in range(most)]
