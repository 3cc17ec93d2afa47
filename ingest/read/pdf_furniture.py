"""Headers, footers and page numbers of a pdf: what stands at the edges of its pages and is no text."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median

from ingest.read.pdf_line import PdfLine, pitch_of

_DASHES = r"[\s\-—–－―·•|_]*"
_PAGE_NUMBER = re.compile(_DASHES + r"第?\s*\d{1,4}\s*页?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?" + _DASHES)
_DECORATED = re.compile(r"[\-—–－―·•|页/／]")


def without_furniture(pages: list[list[PdfLine]]) -> list[list[PdfLine]]:
    """Return `pages` without running headers, footers and page numbers.

    A line among the two highest or lowest of its page goes if it is a page number marked as one (- 1 -,
    第1页), or if, digits aside, it stands there on two pages in five (left and right pages may differ) and
    at least two, and is set apart from the text by its size or by a gap: text may repeat itself, too.
    """
    lines = [line for page in pages for line in page]
    if not lines:
        return pages
    size, pitch = median(line.size for line in lines), pitch_of(pages)
    seen = Counter(
        key
        for page in pages
        for key in {_without_digits(line) for line in _edge_lines(page)}
        if key.strip("。，、；：")
    )
    repeated = {key for key, times in seen.items() if times >= max(2, 0.4 * len(pages))}

    def furniture(inwards: list[PdfLine]) -> list[PdfLine]:
        """Return those of the lines from an edge of the page inwards that are its header or footer."""
        numbers = [line for line in inwards[:2] if _is_page_number(line)]
        for depth in (2, 1):
            block, rest = inwards[:depth], inwards[depth:]
            if any(line.is_row or _without_digits(line) not in repeated for line in block):
                continue
            gap = _gap(block[-1], rest[0]) if rest else 0.0
            # The end of a sentence alone on the last page is text, though the same words end another page.
            alone = not rest and not any(line.text.endswith(("。", "！", "？", "；")) for line in block)
            if alone or gap > 1.3 * pitch > 0 or max(line.size for line in block) < 0.9 * size:
                return block + numbers
        return numbers

    kept: list[list[PdfLine]] = []
    for page in pages:
        downwards = sorted(page, key=lambda line: -line.base)
        gone = {id(line) for line in furniture(downwards) + furniture(downwards[::-1])}
        kept.append([line for line in page if id(line) not in gone])
    return kept


def _gap(one: PdfLine, other: PdfLine) -> float:
    upper, lower = (one, other) if one.base > other.base else (other, one)
    return upper.floor - lower.base


def _edge_lines(page: list[PdfLine]) -> list[PdfLine]:
    by_height = sorted(page, key=lambda line: -line.base)
    return by_height if len(page) <= 4 else by_height[:2] + by_height[-2:]


def _is_page_number(line: PdfLine) -> bool:
    """Return whether `line` is only a page number that is marked as one."""
    return bool(_PAGE_NUMBER.fullmatch(line.text) and _DECORATED.search(line.text))


def _without_digits(line: PdfLine) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s", "", line.text))
