"""Page numbers and running heads of paged documents."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.clean.lines import Line, without

_PAGE_NUMBER = re.compile(
    r"[-—–－\s·]*(?:第\s*)?\d{1,4}(?:\s*[页頁])?(?:\s*[/／共]\s*\d{1,4}\s*[页頁]?)?[-—–－\s·]*"
)
_HEAD_LENGTH = 40
# What browsers print round a page: the day and the title above it, the address and "1/3" below.
_PRINT_FOOT = re.compile(r"(?:https?://|www\.|file:)\S+\s+\d{1,3}\s*/\s*\d{1,3}")
_PRINT_HEAD = re.compile(
    r"(?:\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4})[,，]?\s*(?:上午|下午|[AP]M)?\s*\d{1,2}:\d\d(?::\d\d)?\s*(?:[AP]M)?(?:\s.*)?"
)
_CAPTION = re.compile(r"表\s*\d|表$|[表况]\s*[（(]|单位[:：]|(?:情况|决算|草案)$")
# A page's number within a line that is otherwise the same on every page.
_COUNT = re.compile(r"\d{1,4}\s*[/／]\s*\d{1,4}|第\s*\d{1,4}\s*[页頁]")


def strip_pages(lines: list[Line]) -> list[Line]:
    """Return `lines` without page numbers and running heads, where the document has pages."""
    if not any(line.pages for line in lines):
        return lines
    texts = [line.text.strip() for line in lines]
    starts = sorted({0, len(lines), *(at for at, line in enumerate(lines) if line.pages)})
    edges = _edges(texts, starts)
    heads = _running_heads(texts, edges, len(starts) - 1)
    printed = any(_PRINT_FOOT.fullmatch(texts[at]) for at in edges)
    dropped = {
        at
        for at, text in enumerate(texts)
        if lines[at].row is None
        and (_unnumbered(text) in heads or (at in edges and _is_edge(text, printed=printed)))
    }
    return without(lines, dropped - _captions(lines, dropped, heads))


def _captions(lines: list[Line], dropped: set[int], heads: set[str]) -> set[int]:
    """Return the first of each running head that is the caption of a table or gives its unit: of one that goes on over
    pages with both above it on each."""
    first: dict[str, int] = {}
    for at in sorted(dropped):
        head = _unnumbered(lines[at].text.strip())
        if head in heads and _CAPTION.search(head) and head not in first:
            first[head] = at
    return {at for at in first.values() if _stands_above_table(lines, at)}


def _stands_above_table(lines: list[Line], at: int) -> bool:
    """Return whether a table begins right below a line, or below the one with its unit."""
    below = [line for line in lines[at + 1 : at + 6] if line.text.strip()][:2]
    if len(below) == 2 and below[0].row is None and "单位" in below[0].text:
        below = below[1:]
    return bool(below) and below[0].row is not None


def _is_edge(text: str, *, printed: bool) -> bool:
    """Return whether a page's first or last line is its number, or what a browser prints there."""
    return bool(
        _PAGE_NUMBER.fullmatch(text)
        or _PRINT_FOOT.fullmatch(text)
        or (printed and _PRINT_HEAD.fullmatch(text))
    )


def _edges(texts: list[str], starts: list[int]) -> set[int]:
    """Return the positions of the first and last non-blank line of each page."""
    edges: set[int] = set()
    for start, end in pairwise(starts):
        page = [at for at in range(start, end) if texts[at]]
        edges |= {*page[:1], *page[-1:]}
    return edges


def _running_heads(texts: list[str], edges: set[int], pages: int) -> set[str]:
    """Return lines, without page numbers, that stand at the top or bottom of most pages."""
    counts: dict[str, int] = {}
    for at in edges:
        line = _unnumbered(texts[at])
        counts[line] = counts.get(line, 0) + 1
    return {text for text, n in counts.items() if n >= max(3, pages * 0.5) and len(text) <= _HEAD_LENGTH}


def _unnumbered(text: str) -> str:
    return _COUNT.sub("#", text)
