"""Divide a document by its headings, in two ranks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.answer.outline.facts import WORDS
from ingest.chinese.script import fold
from ingest.schema import Table
from ingest.split.headings import OutlinedLine, outline

# Characters below a heading without which it heads nothing: an entry of a table of contents, who signs, part of a title.
LEAST_BODY = 16
# As many characters parts must have on average: less is a list of items, each a heading only by its number.
LEAST_PART = 30
# A heading this long that holds a comma is a sentence that bears a number.
LONGEST_HEADING = 60
_LEAD, LEAST_CLOSE = 60, 60
_NONE = WORDS.words("no_heading")
_MARK = re.compile(r"^#+\s*")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text under a heading.

    Attributes:
        heading: as written; "" for what stands before the first one.
        start, end: offsets into the text.
        parts: those of the next rank.
    """

    heading: str
    start: int
    end: int
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class _Head:
    depth: int
    start: int
    title: str
    # Where what it heads begins.
    body: int


def headed(text: str, tables: Sequence[Table]) -> list[Part]:
    """Return the parts that the headings of a stored text make, two ranks of them, what stands before the first one
    included where it is more than a greeting; empty where the text has fewer than two.

    Explanations of terms at its end are left out, and rows of its tables head nothing.
    """
    lines = [each for each in outline(text) if not any(t.start < each.start < t.end for t in tables)]
    stop = next((line.start for line in lines if line.is_note and line.start > len(text) // 2), len(text))
    heads = _heads([line for line in lines if line.start < stop])
    outer = _outermost(heads, stop)
    if len(outer) < 2:
        return []
    parts = [
        Part(head.title, head.start, end, tuple(_inner(text, heads, head, end)))
        for head, end in _with_ends(outer, stop)
    ]
    lead = text[: parts[0].start]
    if sum(len(line) for line in lead.split("\n") if len(line) >= _LEAD) >= _LEAD:
        parts.insert(0, Part("", 0, parts[0].start))
    return parts


def _heads(lines: Sequence[OutlinedLine]) -> list[_Head]:
    heads = []
    for line in lines:
        runs_in = line.run_in is not None and line.headings[-1:] == (line.run_in,)
        if not line.headings or not (line.is_heading or runs_in) or line.is_note:
            continue
        title = _MARK.sub("", line.headings[-1]).strip()
        if len(title) <= LONGEST_HEADING and not _NONE.search(fold(title)):
            body = line.end if line.is_heading else line.start + len(line.headings[-1])
            heads.append(_Head(len(line.headings), line.start, title, body))
    return heads


def _outermost(heads: Sequence[_Head], stop: int) -> list[_Head]:
    """Return the heads of the outermost rank that divides the text: a title above all others divides nothing."""
    for depth in sorted({head.depth for head in heads}):
        rank = _telling([head for head in heads if head.depth == depth], heads, stop)
        if len(rank) > 1:
            return rank
    return []


def _inner(text: str, heads: Sequence[_Head], above: _Head, end: int) -> list[Part]:
    """Return the parts of the next rank under a head; empty where these are only items of a list."""
    within = [head for head in heads if above.start < head.start < end and head.depth > above.depth]
    if not within:
        return []
    depth = min(head.depth for head in within)
    rank = _telling([head for head in within if head.depth == depth], within, end)
    parts = [Part(head.title, head.start, stop) for head, stop in _with_ends(rank, end)]
    length = sum(part.end - part.start - len(part.heading) for part in parts)
    return _without_close(text, parts) if len(parts) > 1 and length >= LEAST_PART * len(parts) else []


def _without_close(text: str, parts: list[Part]) -> list[Part]:
    """Return parts with what stands below the paragraph of the last one by itself, where all others are a paragraph each."""
    *others, last = parts
    breaks = text.find("\n", last.start, last.end)
    if breaks < 0 or any("\n" in text[part.start : part.end].strip() for part in others):
        return parts
    if len(text[breaks : last.end].strip()) < LEAST_CLOSE:
        return parts
    return [*others, Part(last.heading, last.start, breaks), Part("", breaks + 1, last.end)]


def _telling(rank: Sequence[_Head], heads: Sequence[_Head], stop: int) -> list[_Head]:
    """Return the heads of a rank under which something stands, other than the next of the same name again."""
    starts = sorted({head.start for head in rank} | {stop})
    kept = []
    for head in rank:
        following = next(start for start in starts if start > head.start)
        if following - head.body >= LEAST_BODY or any(
            head.start < inner.start < following and inner.depth > head.depth for inner in heads
        ):
            kept.append(head)
    return [a for a, b in pairwise([*kept, None]) if a and not (b and fold(a.title) == fold(b.title))]


def _with_ends(rank: Sequence[_Head], stop: int) -> list[tuple[_Head, int]]:
    return [
        (head, following.start if following else stop) for head, following in pairwise([*rank, None]) if head
    ]
