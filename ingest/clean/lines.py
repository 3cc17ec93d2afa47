"""The lines of a document while it is cleaned, each with the pages that start at it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document.

    Attributes:
        pages: how many pages start at it.
        row: of a table's line, the index of the table and of the line in it: its text is whole and settled.
    """

    text: str
    pages: int = 0
    row: tuple[int, int] | None = None


def without(lines: list[Line], dropped: Collection[int]) -> list[Line]:
    """Return `lines` without those at the positions `dropped`; a page that began at one begins at the next."""
    kept: list[Line] = []
    pages = 0
    for at, line in enumerate(lines):
        pages += line.pages
        if at not in dropped:
            kept.append(line if line.pages == pages else replace(line, pages=pages))
            pages = 0
    return [*kept, Line("", pages)] if pages else kept
