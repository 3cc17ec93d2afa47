"""Turn the lines of a paged document into paragraphs and tables: drop furniture, rejoin wrapped lines."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ingest.read.pdf_continued import breaks_in, continued
from ingest.read.pdf_line import PdfLine, pitch_of, steps_of
from ingest.read.pdf_tables import LinePiece, below_header, table_of_rows
from ingest.read.table_rows import table_blocks
from ingest.schema import PAGE_BREAK, Block

_SENTENCE_END = tuple("。！？；：.!?;:…”）")
_STARTS_PARAGRAPH = re.compile(
    r"第[一二三四五六七八九十百零〇\d]{1,4}[章节節条條编編篇部]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]"
)
_MAY_START_PARAGRAPH = re.compile(r"\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|[●•■◆▪★]|——")
# No line of a paragraph begins so much further right than the one before, in sizes of a character.
_FAR_RIGHT = 3.3
# A row stands no further below the header that it belongs to, in sizes of a character.
_NEAR = 3.0
# A line of a table of contents, and the number of a table that stands above it.
_CONTENTS = re.compile(r".*[.…·]{3,}\s*[(（]?\d{1,4}[)）]?")
_TABLE_NUMBER = re.compile(r"附?表\s*[\d一二三四五六七八九十]+(?:[-—–]\d+)?[\s:：][^。]*$")
_UNBROKEN = re.compile(r"[“‘（《【(\[]*(?:[!-~]{1,30}|.)[，。、；：！？）”’》】％%…]*")


def rejoined(pages: list[list[PdfLine]]) -> tuple[Block, ...]:
    """Return the paragraphs and tables of `pages`; PAGE_BREAK between pages, also inside a paragraph."""
    pages = continued([_tables_joined(_rows_joined(page)) for page in pages])
    flow = [(number, line) for number, page in enumerate(pages) for line in page]
    if not flow:
        return (Block("paragraph", PAGE_BREAK * max(len(pages) - 1, 0)),)
    shape = _Shape.of(pages)
    blocks: list[Block] = []
    text = PAGE_BREAK * (flow[0][0] - breaks_in(flow[0][1])) + flow[0][1].text
    for i, ((page, line), (next_page, following)) in enumerate(pairwise(flow)):
        breaks = PAGE_BREAK * (next_page - page - breaks_in(following))
        if _ends_paragraph(shape, flow, i):
            blocks += _blocks(text, line)
            text = breaks + following.text
        else:
            dropped, between = _joint(line.text, following.text)
            text = text[: len(text) - dropped] + between + breaks + following.text
    last = PAGE_BREAK * (len(pages) - 1 - flow[-1][0])
    *others, final = _blocks(text, flow[-1][1])
    if final.grid is None:
        return (*blocks, *others, replace(final, text=final.text + last))
    return (*blocks, *others, final, *([Block("paragraph", last)] if last else []))


def _blocks(text: str, line: PdfLine) -> list[Block]:
    """Return the block of a paragraph, or of the table in `line`, after the page breaks before it."""
    if line.grid is None:
        return [Block("paragraph", text)]
    breaks = [Block("paragraph", text)] if text else []
    return [*breaks, *table_blocks(line.grid)]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a document sets its text.

    Attributes:
        width: of its text area, in points.
        lefts: where most lines of each page begin, in points.
        indented: whether it marks paragraphs by indenting their first line.
        spaced: whether it marks paragraphs by a little space between them.
        pitch: usual distance between two lines, in points.
    """

    width: float
    lefts: tuple[float, ...]
    indented: bool
    spaced: bool
    pitch: float

    @classmethod
    def of(cls, pages: list[list[PdfLine]]) -> _Shape:
        pages = [[line for line in page if line.grid is None] for page in pages]
        lines = [line for page in pages for line in page]
        if not lines:
            return cls(0.0, (0.0,) * len(pages), False, False, 0.0)
        lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
        width = rights[int(0.95 * (len(rights) - 1))] - lefts[int(0.05 * (len(lefts) - 1))]
        usual = _usual_left(lines)
        page_lefts = tuple(_usual_left(page, usual) for page in pages)
        first_lines = sum(
            _is_indented(line, left) for page, left in zip(pages, page_lefts, strict=True) for line in page
        )
        pitch, enough = pitch_of(pages), max(2, 0.05 * len(lines))
        wide = sum(1.2 * pitch < step < 2.5 * pitch for step in steps_of(pages))
        return cls(width, page_lefts, first_lines >= enough, wide >= enough, pitch)


def _usual_left(lines: list[PdfLine], otherwise: float | None = None) -> float:
    """Return the offset at which most of `lines` begin; `otherwise` where no two begin alike."""
    counts = Counter(round(line.left / 3) for line in lines)
    place, times = max(counts.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    if otherwise is not None and times < 2:
        return otherwise
    return min((line.left for line in lines if round(line.left / 3) == place), default=0.0)


def _is_indented(line: PdfLine, left: float) -> bool:
    """Return whether `line` begins two characters right of `left`, as a Chinese paragraph's first line does."""
    return 1.3 * line.size <= line.left - left <= 3.2 * line.size


def _ends_paragraph(shape: _Shape, flow: list[tuple[int, PdfLine]], i: int) -> bool:
    """Return whether a paragraph ends between flow[i] and flow[i + 1]."""
    (page, line), (next_page, following) = flow[i], flow[i + 1]
    if (
        next_page > page + 1
        or line.is_row
        or following.is_row
        or not 0.85 < line.size / following.size < 1.18
        or _CONTENTS.fullmatch(line.text)
        or _TABLE_NUMBER.match(following.text)
    ):
        return True
    below = page == next_page and line.base - following.base > 0.5 * line.size
    if below and following.left > line.left + _FAR_RIGHT * line.size:
        return True
    wide = (1.2 if shape.spaced else 1.6) * shape.pitch
    if page == next_page and line.base - following.base > wide > 0:
        return True
    if not _is_full(shape, flow, i) or _STARTS_PARAGRAPH.match(following.text):
        return True
    ends_sentence = line.text.endswith(_SENTENCE_END)
    if ends_sentence and _MAY_START_PARAGRAPH.match(following.text):
        return True
    if shape.indented:
        return _is_indented(following, shape.lefts[next_page])
    if shape.spaced and page == next_page:
        return False
    return line.text.endswith(("。", "！", "？", "：", "!", "?"))


def _is_full(shape: _Shape, flow: list[tuple[int, PdfLine]], i: int) -> bool:
    """Return whether flow[i] reaches as far right as the nearby lines that begin where it does (its column)."""
    line = flow[i][1]
    if line.right - line.left < 0.4 * shape.width:
        return False
    near = [
        other for _, other in flow[max(i - 6, 0) : i + 7] if abs(other.left - line.left) < 3.3 * line.size
    ]
    # What the next line begins with did not fit any more: a character with its marks, a word, a number.
    word = _UNBROKEN.match(flow[i + 1][1].text)
    wanting = sum(0.6 if char.isascii() else 1.0 for char in (word[0] if word else ""))
    return line.right + (wanting + 1.3) * line.size >= max(other.right for other in near)


def _joint(first: str, second: str) -> tuple[int, str]:
    """Return how two lines of a paragraph join: characters to drop from the first, and what to put between."""
    if re.search(r"[A-Za-z]-$", first) and second[0].islower():
        return 1, ""
    if not (first[-1].isascii() and second[0].isascii()):
        return 0, ""
    # A number or a percentage that the margin broke; words are set apart.
    broken_number = first[-1] in "0123456789.," and second[0] in "0123456789.,%"
    return 0, "" if broken_number else " "


def _rows_joined(page: list[PdfLine]) -> list[PdfLine]:
    """Return `page` with pieces that stand side by side on one line joined by " | "."""
    joined: list[PdfLine] = []
    for line in page:
        before = joined[-1] if joined else None
        if before is None or not _side_by_side(before, line):
            joined.append(line)
            continue
        joined[-1] = replace(
            before,
            text=f"{before.text} | {line.text}",
            right=line.right,
            size=max(before.size, line.size),
            pieces=_pieces(before) + _pieces(line),
        )
    return joined


def _pieces(line: PdfLine) -> tuple[LinePiece, ...]:
    return line.pieces or (LinePiece(line.text, line.left, line.right),)


def _tables_joined(page: list[PdfLine]) -> list[PdfLine]:
    """Return `page` with one line for each table on it in place of the table's lines."""
    joined: list[PdfLine] = []
    for is_row, group in groupby(_names_joined(page), key=lambda line: bool(line.pieces)):
        lines = list(group)
        rows = [line.pieces for line in lines] if is_row else []
        above = joined[-1] if joined else None
        if is_row and above is not None and above.grid is not None and _is_near(above, lines[0]):
            whole = below_header(above.grid, above.edges, rows)
            if whole is not None:
                joined[-1] = replace(above, grid=whole, bottom=lines[-1].base)
                continue
        grid = table_of_rows(rows) if is_row else None
        joined += lines if grid is None else [replace(lines[0], text="", grid=grid)]
    return joined


def _is_near(above: PdfLine, line: PdfLine) -> bool:
    return 0 < above.floor - line.base < _NEAR * line.size


def _names_joined(page: list[PdfLine]) -> list[PdfLine]:
    """Return `page` with the name of a row in one where its first half stands alone above the row of its cells."""
    joined: list[PdfLine] = []
    held: PdfLine | None = None
    for at, line in enumerate(page):
        if held is not None:
            first, *others = line.pieces
            name = LinePiece(held.text + first.text, min(held.left, first.left), max(held.right, first.right))
            joined.append(replace(line, text=f"{held.text}{line.text}", pieces=(name, *others)))
            held = None
        elif 0 < at < len(page) - 1 and _begins_name(page[at - 1], line, page[at + 1]):
            held = line
        else:
            joined.append(line)
    return joined


def _begins_name(before: PdfLine, line: PdfLine, below: PdfLine) -> bool:
    """Return whether a line between two rows is the first half of the name of the second: nearer to it than to the first."""
    if not (before.pieces and below.pieces) or line.pieces or line.grid is not None:
        return False
    up, down = before.base - line.base, line.base - below.base
    return (
        0 < down < 0.9 * up
        and len(before.pieces) == len(below.pieces)
        and abs(line.left - below.left) < 1
        and line.right < below.pieces[1].left
        and below.pieces[0].right < line.right
    )


def _side_by_side(first: PdfLine, second: PdfLine) -> bool:
    if first.grid is not None or second.grid is not None:
        return False
    size = min(first.size, second.size)
    return abs(first.base - second.base) < 0.4 * size and second.left >= first.right - 0.5 * size
