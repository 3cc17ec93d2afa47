"""Page numbers and running heads of paged documents."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.clean.lines import Line, without

_PAGE_NUMBER = re.compile(
    r"[-—–－\s·]*(?:第\s*)?\d{1,4}(?:\s*[页頁])?(?:\s*[/／共]\s*\d{1,4}\s*[页頁]?)?[-—–－\s·]*"
)
_HEAD_LENGTH = 40


def strip_pages(lines: list[Line]) -> list[Line]:
    """Return `lines` without page numbers and running heads, where the document has pages."""
    if not any(line.pages for line in lines):
        return lines
    texts = [line.text.strip() for line in lines]
    starts = sorted({0, len(lines), *(at for at, line in enumerate(lines) if line.pages)})
    edges = _edges(texts, starts)
    heads = _running_heads(texts, edges, len(starts) - 1)
    dropped = {
        at
        for at, text in enumerate(texts)
        if lines[at].row is None and (text in heads or (at in edges and _PAGE_NUMBER.fullmatch(text)))
    }
    return without(lines, dropped)


def _edges(texts: list[str], starts: list[int]) -> set[int]:
    """Return the positions of the first and last non-blank line of each page."""
    edges: set[int] = set()
    for start, end in pairwise(starts):
        page = [at for at in range(start, end) if texts[at]]
        edges |= {*page[:1], *page[-1:]}
    return edges


def _running_heads(texts: list[str], edges: set[int], pages: int) -> set[str]:
    """Return lines that stand at the top or bottom of most pages."""
    counts: dict[str, int] = {}
    for at in edges:
        counts[texts[at]] = counts.get(texts[at], 0) + 1
    return {text for text, n in counts.items() if n >= max(3, pages * 0.5) and len(text) <= _HEAD_LENGTH}
