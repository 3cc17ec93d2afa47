"""Put tables that are found among the lines of plain paragraphs in the place of those lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.read.table_grid import place
from ingest.read.table_rows import table_blocks
from ingest.schema import Block, GridCell


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table among lines.

    Attributes:
        start, end: indices of its first line and of the line behind its last.
        rows: the texts of its cells, row by row.
    """

    start: int
    end: int
    rows: tuple[tuple[str, ...], ...]


def with_tables(
    blocks: Sequence[Block], find: Callable[[Sequence[str]], Sequence[FoundTable]]
) -> tuple[Block, ...]:
    """Return `blocks` with the tables that `find` tells of among the lines of paragraphs that follow each other.

    Args:
        find: the tables among some lines, in order, none within another.
    """
    done: list[Block] = []
    for is_plain, group in groupby(
        blocks, key=lambda block: block.grid is None and block.kind == "paragraph"
    ):
        run = list(group)
        done += _expanded(run, find) if is_plain else run
    return tuple(done)


def _expanded(
    blocks: Sequence[Block], find: Callable[[Sequence[str]], Sequence[FoundTable]]
) -> Iterator[Block]:
    """Yield the blocks of paragraphs; those that hold a part of a table as the lines around it and the table."""
    lines = [line for block in blocks for line in block.text.split("\n")]
    tables = find(lines)
    if not tables:
        yield from blocks
        return
    at = 0
    left = list(tables)
    rest: list[str] = []
    for block in blocks:
        own = block.text.split("\n")
        start, at = at, at + len(own)
        if not any(table.start < at and table.end > start for table in tables):
            yield block
            continue
        for index, line in enumerate(own, start):
            if left and index == left[0].start:
                yield from _paragraph(rest)
                rest = []
                yield from table_blocks(
                    place([GridCell(cell, 0, 0) for cell in row] for row in left.pop(0).rows)
                )
            if not any(table.start <= index < table.end for table in tables):
                rest.append(line)
        yield from _paragraph(rest)
        rest = []


def _paragraph(lines: Sequence[str]) -> Iterator[Block]:
    if any(line.strip() for line in lines):
        yield Block("paragraph", "\n".join(lines))
