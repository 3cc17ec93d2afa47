"""Take a sentence apart where it goes from one region to another, so that a county's figure is never its city's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.chinese.sentences import Span
from ingest.schema import StoredPassage

# What is shorter only leads up to what follows: 其中, 分区县看.
_SHORTEST = 4
_MARKS = " ，,、；;：:|\t\n"
_FULL_STOP = re.compile(r"[。！？!?\n]")
# A lead of this length at most still reads as one sentence with what it introduces.
_LONGEST_LEAD = 60


@dataclass(frozen=True, slots=True)
class Part(Span):
    """A part of a sentence that tells of one region.

    Attributes:
        lead: what its sentence says before it tells of single regions, "造林面积方面，"; None where it says nothing, or
            too much.
    """

    lead: Span | None = None


class Listed(Span):
    """A part of a sentence that lists things of several regions, which tells of what its document does: 甲站、乙站等开工."""


def by_region(passage: StoredPassage, sentence: Span) -> list[Part]:
    """Return the parts of a sentence of a passage, each of one region; the sentence itself where it tells of one alone."""
    edges = {sentence.start, sentence.end}
    for scope in passage.scopes:
        for edge in (scope.start - passage.start, scope.end - passage.start):
            if sentence.start < edge < sentence.end:
                edges.add(edge)
    parts: list[Span] = []
    told = None
    for start, end in pairwise(sorted(edges)):
        region = passage.at(passage.start + start).tells_of
        if parts and region == told:
            parts[-1] = Span(parts[-1].start, end)
        else:
            parts.append(Span(start, end))
        told = region
    stripped = [_stripped(passage.text, part) for part in parts] if len(parts) > 1 else parts
    return [
        Part(part.start, part.end, _lead(passage, part))
        for part in stripped
        if len(parts) == 1 or part.end - part.start >= _SHORTEST
    ]


def with_lists_whole(text: str, parts: Sequence[Part]) -> list[Span]:
    """Return the parts of a sentence, those joined that are items of one list: between them stands nothing but 、."""
    joined: list[Span] = []
    for part in parts:
        if joined and text[joined[-1].end - 1] == "、" and joined[-1].end == part.start:
            joined[-1] = Listed(joined[-1].start, part.end)
        else:
            joined.append(part)
    return joined


def with_brackets_closed(text: str, parts: Sequence[Part]) -> list[Part]:
    """Return the parts of a sentence, those joined that a bracket holds together: 五个县城之一（甲县62%，乙县61%）."""
    joined: list[Part] = []
    for part in parts:
        if joined and _is_open(text[joined[-1].start : joined[-1].end]):
            joined[-1] = Part(joined[-1].start, part.end, joined[-1].lead)
        else:
            joined.append(part)
    return joined


def _is_open(text: str) -> bool:
    """Return whether a bracket opens in a text and does not close."""
    return max(text.rfind("("), text.rfind("（")) > max(text.rfind(")"), text.rfind("）"))


def _lead(passage: StoredPassage, part: Span) -> Span | None:
    """Return what the sentence of a part, up to its full stop, says before it tells of the first of several regions."""
    start = max((m.end() for m in _FULL_STOP.finditer(passage.text, 0, part.start)), default=0)
    whole = passage.at(passage.start + start).tells_of
    if start == part.start or passage.at(passage.start + part.start).tells_of == whole:
        return None
    begun = [
        scope.start - passage.start
        for scope in passage.scopes
        if start < scope.start - passage.start <= part.start and passage.at(scope.start).tells_of != whole
    ]
    # None where it begins with a single region, and then tells of what its passage does.
    return Span(start, min(begun)) if begun and min(begun) - start <= _LONGEST_LEAD else None


def _stripped(text: str, span: Span) -> Span:
    """Return a span without the marks and blanks before it."""
    piece = text[span.start : span.end]
    return Span(span.start + len(piece) - len(piece.lstrip(_MARKS)), span.end)
