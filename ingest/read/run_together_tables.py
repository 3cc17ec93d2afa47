"""Find tables of figures that ran together into one line of text: a caption, labels, then names and bare figures in turn.

Figures side by side without units or words between them are no prose; that each name is followed by as many of them as
there are labels proves the columns. Where that cannot be shown the text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.chinese.script import fold
from ingest.read.run_together_rows import Row, Span, rows_from
from ingest.read.table_grid import grid_of, layout
from ingest.read.table_rows import table_blocks
from ingest.schema import Block, Grid

_SIDE_BY_SIDE = re.compile(r"\d [-−－]?\d")
_PAIR = re.compile(r"(?<=[一-鿿) ])[-−]?\d[\d,]*(?:\.\d+)? [-−]?\d[\d.]* ?[一-鿿#(]")
# The label of the names; those of figures, which tell by themselves where they end.
_NAMING = re.compile(r"指 ?标(?: ?名 ?称)?|产 ?品 ?名 ?称|项 ?目|品 ?名|科 ?目|类 ?别|年 ?份")
_UNIT_LABEL = re.compile(r" ?(单 ?位)")
_BRACKET = r" ?\( ?[^() ]{1,10} ?(?:\)|(?<=%)|(?<=% ))"
_LABEL = re.compile(
    r" ?("
    r"(?:[比较](?:上年|去年)(?:同期|末)?|同比|[比较]年初)(?:增长|增减|涨跌|升降|±)?(?:速度|幅度|率|额)?"
    rf"(?:{_BRACKET}|%)?"
    rf"|(?:增长|增减|增速|增幅|涨跌|涨幅)(?:速度|幅度|率|额)?(?:{_BRACKET}|%)?"
    r"|(?:绝对[量数值额]|数值|[年期]末[数值]|[一-鿿]{0,4}?(?:产[量值]|指数|数|总额|面积|余额|增加值))"
    rf"(?:{_BRACKET})?"
    rf"|(?:(?![比较][上去]年|同比)[一-鿿ⅠⅡⅢⅣⅤ~]){{1,10}}{_BRACKET}"
    r")"
)
_CAPTION = re.compile(
    r"(?:表 ?\d+ ?:? ?)?(?:19|20)\d\d ?年[^。;!?,:]{3,40}(?:情况(?:表)?|速度|幅度|产量(?:表)?|指数|一览表|表)"
    r"(?: ?\(单位:[^()]{1,8}\))? ?$"
)
_CAPTION_END = re.compile(r"(?:情况|速度|幅度|产量|指数|表)\)? ?(?=[一-鿿]{1,6} ?\()")
_SENTENCE_END = re.compile(r"[。!?;]")
_LEAST_ROWS, _MOST_COLUMNS, _SHORTEST = 3, 10, 60
# Caption, labels and the first name.
_LONGEST_HEADER = 400


@dataclass(frozen=True, slots=True)
class _Header:
    """The labels of a table.

    Attributes:
        caption, start, end: where its caption, its labels and its first row begin in the line.
        labels: where each stands; an empty span for names that have no label.
        has_unit: whether the second is that of units.
    """

    caption: int
    start: int
    end: int
    labels: tuple[Span, ...]
    has_unit: bool


def with_run_together_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return `blocks` with the tables in the lines of paragraphs set apart."""
    done: list[Block] = []
    for block in blocks:
        is_line = block.kind == "paragraph" and block.grid is None and len(block.text) >= _SHORTEST
        if is_line and _SIDE_BY_SIDE.search(block.text) and _PAIR.search(folded := fold(block.text)):
            done += _expanded(block, folded)
        else:
            done.append(block)
    return tuple(done)


def _expanded(block: Block, folded: str) -> Iterator[Block]:
    """Yield a paragraph as the text around its tables, and these with their captions."""
    written = 0
    for header, grid, end in _tables(block.text, folded):
        for text in (block.text[written : header.caption], block.text[header.caption : header.start]):
            if text.strip():
                yield Block("paragraph", text.strip())
        yield from table_blocks(grid)
        written = end
    if not written:
        yield block
    elif block.text[written:].strip():
        yield Block("paragraph", block.text[written:].strip())


def _tables(text: str, folded: str) -> Iterator[tuple[_Header, Grid, int]]:
    at = 0
    while (pair := _PAIR.search(folded, at)) is not None:
        at = pair.end() - 1
        header = _header(folded, pair.start())
        rows = rows_from(folded, header.end, len(header.labels) - 1 - header.has_unit) if header else []
        if header is None or (grid := _grid(text, folded, header, rows)) is None:
            continue
        at = rows[-1].figures[-1][1]
        yield header, grid, at


def _grid(text: str, folded: str, header: _Header, rows: Sequence[Row]) -> Grid | None:
    """Return the table; None where it has too few rows, or some without a unit or with the name of another."""
    spans = [row.cells(folded, has_unit=header.has_unit) for row in rows]
    names = {folded[each[0][0] : each[0][1]] for each in spans if each}
    if not len(names) == len(rows) >= _LEAST_ROWS:
        return None
    grid = grid_of([text[start:end].strip() for start, end in each] for each in (header.labels, *spans))
    return grid if layout(grid).labels else None


def _header(folded: str, figure: int) -> _Header | None:
    """Return what must be the labels of a table whose first figure is at `figure`; None where they are not told.

    They begin with that of the names; where all bear a unit in brackets, right behind a caption.
    """
    floor = max(0, figure - _LONGEST_HEADER)
    sentence = max((m.end() for m in _SENTENCE_END.finditer(folded, floor, figure)), default=floor)
    named = list(_NAMING.finditer(folded, sentence, figure))
    if named:
        unit = _UNIT_LABEL.match(folded, named[-1].end())
        first = [named[-1].span(), *([unit.span(1)] if unit else [])]
        labels = _labels(folded, first[-1][1], figure)
        start = named[-1].start()
    else:
        ends = [m.end() for m in _CAPTION_END.finditer(folded, sentence, figure)]
        start = next((at for at in ends if _CAPTION.search(folded, sentence, at)), figure)
        first, unit = [(start, start)], None
        labels = _labels(folded, start, figure)
        if not all("(" in folded[a:b] for a, b in labels):
            return None
    if len(labels) < 2:
        return None
    caption = _CAPTION.search(folded, sentence, start)
    return _Header(
        caption.start() if caption else start, start, labels[-1][1], (*first, *labels), unit is not None
    )


def _labels(folded: str, start: int, end: int) -> list[Span]:
    """Return the labels of figures that follow each other from `start`, as far as something is left for a name."""
    labels: list[Span] = []
    while len(labels) < _MOST_COLUMNS and (m := _LABEL.match(folded, start, end)) and m.end() < end - 1:
        labels.append(m.span(1))
        start = m.end()
    return labels
