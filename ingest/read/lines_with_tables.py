"""Put tables that are found among the lines of plain paragraphs in the place of those lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.read.table_rows import table_blocks
from ingest.schema import Block, Grid


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table among lines.

    Attributes:
        start, end: indices of its first line and of the line behind its last.
        grid: its cells.
    """

    start: int
    end: int
    grid: Grid


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
    tables = {table.start: table for table in find(lines)}
    taken = {at for table in tables.values() for at in range(table.start, table.end)}
    end = 0
    for block in blocks:
        own = range(end, end + block.text.count("\n") + 1)
        end = own.stop
        if taken.isdisjoint(own):
            yield block
            continue
        rest: list[str] = []
        for at in own:
            if at in tables:
                yield from _paragraph(rest)
                rest = []
                yield from table_blocks(tables[at].grid)
            if at not in taken:
                rest.append(lines[at])
        yield from _paragraph(rest)


def _paragraph(lines: Sequence[str]) -> Iterator[Block]:
    if any(line.strip() for line in lines):
        yield Block("paragraph", "\n".join(lines))
