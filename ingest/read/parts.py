"""A text longer than any one document is (a year's files in one, a whole library's): parts, each a document of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath

from ingest.read.members import Member, Several, name_of
from ingest.read.text import has_words
from ingest.schema import Block, SourceText

# Characters. A county's yearbook has a million and a half; cleaning and extraction take a minute and 300 MB for three.
_LONGEST = 2_000_000
_PART = 1_000_000
# Where a block that is too long itself is cut, at best.
_END = re.compile(r"\n|[。！？；]")


def is_too_long(source: SourceText) -> bool:
    """Return whether a text is to be taken in in parts."""
    return sum(len(block.text) for block in source.blocks) > _LONGEST


def in_parts(source: SourceText, name: str) -> Several:
    """Return the parts of a text, each of up to a million characters, beginning with a heading where one is near.

    Args:
        source: the text.
        name: of its file.
    """
    stem = PurePath(name).stem
    members: list[Member] = []
    for blocks in _divided(source.blocks):
        part = replace(source, blocks=blocks)
        if any(has_words(block.text) for block in blocks):
            members.append(Member(name_of(f"{stem}（第{len(members) + 1}部分）"), part))
    return Several(tuple(members))


def _divided(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    part: list[Block] = []
    size = 0
    for block in blocks:
        for piece in _pieces(block):
            is_full = size + len(piece.text) > _PART
            if part and (is_full or (piece.kind == "heading" and size > _PART // 2)):
                yield tuple(part)
                part, size = [], 0
            part.append(piece)
            size += len(piece.text)
    if part:
        yield tuple(part)


def _pieces(block: Block) -> Iterator[Block]:
    """Yield a block, or what it is cut into where it is longer than a part."""
    if block.grid is not None or len(block.text) <= _PART:
        yield block
        return
    start = 0
    while start < len(block.text):
        end = start + _PART
        if end < len(block.text):
            ends = [match.end() for match in _END.finditer(block.text, end - _PART // 10, end)]
            end = ends[-1] if ends else end
        yield replace(block, text=block.text[start:end])
        start = end
