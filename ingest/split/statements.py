"""Take a text apart into statements: sentences with the headings above them and where they begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ingest.split.headings import OutlinedLine

Boundary = Literal["sentence", "line", "heading"]
# Folded text: the marks are half width.
# A call to those present (各位代表!) is no statement by itself.
_CALL = 8
_FULL_STOP = re.compile(r"[。!?]+[”’\"」』)]*")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a text, or a line that is none.

    Attributes:
        start, end: offsets into the stored text.
        text: the statement, folded.
        boundary: what stands between it and the one before: nothing ("sentence"), a new line, or a new line that is a
            heading itself.
        headings: the headings above it, outermost first, its own included where it is or opens with one.
        is_note: whether it explains a term or is a footnote.
    """

    start: int
    end: int
    text: str
    boundary: Boundary
    headings: tuple[str, ...]
    is_note: bool

    @property
    def is_heading(self) -> bool:
        """Return whether it is nothing but a heading."""
        return self.boundary == "heading"


def statements(folded: str, lines: list[OutlinedLine]) -> list[Statement]:
    """Return the statements of a document in order.

    Args:
        folded: its text, folded.
        lines: its outlined lines.
    """
    found: list[Statement] = []
    for line in lines:
        if line.is_heading or line.is_note:
            boundary: Boundary = "heading" if line.is_heading else "line"
            found.append(
                Statement(
                    line.start,
                    line.end,
                    folded[line.start : line.end],
                    boundary,
                    line.headings,
                    line.is_note,
                )
            )
            continue
        start = line.start
        ends = [m.end() for m in _FULL_STOP.finditer(folded, line.start + _CALL, line.end)]
        for end in (*ends, line.end):
            if end > start:
                boundary = "line" if start == line.start else "sentence"
                found.append(Statement(start, end, folded[start:end], boundary, line.headings, False))
                start = end
    return found
