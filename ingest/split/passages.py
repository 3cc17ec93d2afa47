"""Split: a clean text as passages, each small enough to cite and whole enough to answer from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from ingest.schema import CleanText, Description, Passage
from ingest.split.headings import OutlinedLine, outline
from ingest.split.scopes import Whole, scopes
from ingest.split.statement_regions import StatementRegion
from ingest.split.subject_names import Subject
from ingest.split.subject_region import sited_lines
from ingest.split.table_captions import TableCaptions
from ingest.split.timeframe import Timeline

# A report's paragraph holds one topic in 150 to 400 characters: shorter ones lose what their figures are
# about, longer ones blur the retrieval and make a citation that nobody checks.
SHORT, IDEAL, LONG = 150, 270, 400
_CELL, _SCRAP = 16, 8

_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)\"]*|\n")
_CLAUSE_END = re.compile(r"[；;]+[”’」』）)]*")
# A row of a table is cut between its cells.
_CELL_END = re.compile(r" \|(?= )")
_PHRASE_END = re.compile(r"[，,、：:]|\s(?=\S)")
_ITEM = re.compile(r"(?:[一二三四五六七八九十]{1,3}(?:是|要)|第[一二三四五六七八九十]{1,2}[，,是])")
_FIRST_ITEM = re.compile(r"一(?:是|要)|第一[，,是]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a block that is not cut further: offsets into the text."""

    start: int
    end: int


def split(clean: CleanText, description: Description) -> list[Passage]:
    """Return the passages of a document.

    A paragraph is the unit: short neighbours under one heading share a passage, a long one is cut between
    sentences, and only a sentence over the maximum is cut inside, at a semicolon or comma. A heading line
    stands in the passage of what it heads; table rows and footnotes are never cut but for their length.

    Args:
        clean: the document's stored text.
        description: what is known of it; tells the years that "last year" and "this year" mean.

    Returns:
        Passages in order, without overlap, that together hold every character of the text but blanks.
    """
    lines = outline(clean.text)
    timeline = Timeline(clean.text, lines, description)
    passages: list[Passage] = []
    turns = timeline.turns()
    sited = sited_lines(clean, lines, description)
    subjects = {each.line.start: each.subject for each in sited}
    told = [statement for each in sited for statement in each.statements]
    captions = TableCaptions(clean)
    own = Subject(description.region, description.place) if description.region else None
    for group in _groups([each.line for each in sited], subjects, set(turns)):
        headings = _shared(group)
        start, end = group[0].start, group[-1].end
        stops = [start, *(at for at in turns if start < at < end), end]
        for piece in (p for part in zip(stops, stops[1:], strict=False) for p in _cut(clean.text, *part)):
            path = _path(headings, group, piece)
            if (caption := captions.above(piece.start)) is not None and caption not in path:
                path = (*path, caption)
            frame = timeline.of(piece.start, piece.end)
            about = subjects[group[-1].start]
            passages.append(
                Passage(
                    piece.start,
                    piece.end,
                    path,
                    frame.year,
                    frame.outlook,
                    frame.period,
                    frame.certainty,
                    about=about.name if about else None,
                    about_place=about.place if about else None,
                    scopes=scopes(
                        timeline,
                        _overlapping(told, piece),
                        Whole(piece.start, piece.end, frame, about),
                        own,
                    ),
                )
            )
    return passages


def _overlapping(told: Sequence[StatementRegion], piece: _Piece) -> Sequence[StatementRegion]:
    """Return those statements, in order, that a piece holds in whole or in part."""
    first = bisect_right(told, piece.start, key=lambda each: each.end)
    return told[first : bisect_left(told, piece.end, lo=first, key=lambda each: each.start)]


def _shared(group: list[OutlinedLine]) -> tuple[str, ...]:
    """Return the headings that all paragraphs of a group stand under; a greeting before its first heading aside."""
    last = max((at for at, block in enumerate(group) if block.is_heading), default=-1)
    paths = [block.headings for block in group[last + 1 :]] or [group[-1].headings]
    shared: list[str] = []
    for titles in zip(*paths, strict=False):
        if len(set(titles)) > 1:
            break
        shared.append(titles[0])
    return tuple(shared)


def _path(headings: tuple[str, ...], group: list[OutlinedLine], piece: _Piece) -> tuple[str, ...]:
    """Return `headings` for one piece of a group: with the run-in heading of the paragraph whose later part it is,
    without the one that it opens with itself."""
    for block in group:
        if block.run_in is None:
            continue
        if piece.start <= block.start < piece.end and headings[-1:] == (block.run_in,):
            return headings[:-1]
        if block.start < piece.start < block.end and block.run_in not in headings:
            return (*headings, block.run_in)
    return headings


def _groups(
    blocks: list[OutlinedLine], subjects: Mapping[int, Subject | None], turns: Set[int]
) -> Iterator[list[OutlinedLine]]:
    """Yield groups of blocks that share a passage (or, for one long paragraph, a run of passages).

    Args:
        subjects: the region that each block tells of, by its start; what tells of another stands apart.
        turns: the offsets at which the text turns from what was done to what is planned, or back.
    """
    group: list[OutlinedLine] = []
    size = 0
    for block in blocks:
        length = block.end - block.start
        other = block.start in turns or (group and subjects[block.start] != subjects[group[-1].start])
        apart = group and not group[-1].is_heading and other
        if group and (apart or not _fits(group, size, block, length)):
            yield group
            group, size = [], 0
        group.append(block)
        size += length + 1
    if group:
        yield group


def _fits(group: list[OutlinedLine], size: int, block: OutlinedLine, length: int) -> bool:
    last = group[-1]
    if last.is_heading:
        return True
    if block.is_heading:
        # A greeting or a title is too little to stand alone.
        return size < 30 and size + length < SHORT
    if block.is_note != last.is_note:
        return False
    same = (
        block.headings == last.headings
        or _above(block) == _above(last)
        or (not last.headings and size < SHORT)
    )
    # Cells of a table that lost its rows belong together as far as they fit.
    enough = LONG if max(length, last.end - last.start) <= _CELL else SHORT
    return same and size < enough and size + length <= LONG


def _above(block: OutlinedLine) -> tuple[str, ...]:
    """Return the headings above `block`, less the one it opens with itself."""
    own = block.run_in is not None and block.headings[-1:] == (block.run_in,)
    return block.headings[:-1] if own else block.headings


def _cut(text: str, start: int, end: int) -> list[_Piece]:
    """Return text[start:end] in pieces of at most LONG characters, near IDEAL, each of whole sentences."""
    if end - start <= LONG:
        return _trim(text, [_Piece(start, end)])
    return _trim(text, _balance(text, _sentences(text, start, end)))


def _trim(text: str, pieces: list[_Piece]) -> list[_Piece]:
    trimmed: list[_Piece] = []
    for piece in pieces:
        part = text[piece.start : piece.end]
        start = piece.start + len(part) - len(part.lstrip())
        if part.strip():
            trimmed.append(_Piece(start, start + len(part.strip())))
    return trimmed


def _sentences(text: str, start: int, end: int) -> list[_Piece]:
    """Return the sentences of text[start:end]; one over LONG comes in clauses, a clause over LONG in phrases."""
    result: list[_Piece] = []
    for sentence in _between(text, start, end, _SENTENCE_END):
        if sentence.end - sentence.start <= LONG:
            result.append(sentence)
            continue
        for clause in _between(text, sentence.start, sentence.end, _CLAUSE_END):
            if clause.end - clause.start <= LONG:
                result.append(clause)
                continue
            is_row = _CELL_END.search(text, clause.start, clause.end) is not None
            for phrase in _between(text, clause.start, clause.end, _CELL_END if is_row else _PHRASE_END):
                size = phrase.end - phrase.start
                result += [
                    _Piece(phrase.start + at, min(phrase.start + at + LONG, phrase.end))
                    for at in range(0, size, LONG)
                ]
    return _without_crumbs(result)


def _without_crumbs(sentences: list[_Piece]) -> list[_Piece]:
    """Return `sentences` with scraps of a few characters joined to what precedes them: nobody cuts there, and the
    search for the best cuts stays short."""
    joined: list[_Piece] = []
    for piece in sentences:
        last = joined[-1] if joined else None
        if last and piece.end - piece.start < _SCRAP and piece.end - last.start <= 4 * _SCRAP:
            joined[-1] = _Piece(last.start, piece.end)
        else:
            joined.append(piece)
    return joined


def _between(text: str, start: int, end: int, mark: re.Pattern[str]) -> list[_Piece]:
    pieces: list[_Piece] = []
    at = start
    for match in mark.finditer(text, start, end):
        if match.end() > at:
            pieces.append(_Piece(at, match.end()))
            at = match.end()
    if at < end:
        pieces.append(_Piece(at, end))
    return pieces


def _balance(text: str, sentences: list[_Piece]) -> list[_Piece]:
    """Join `sentences` into pieces so that the sum of their costs is least (dynamic programming)."""
    count = len(sentences)
    best = [0.0] + [float("inf")] * count
    previous = [0] * (count + 1)
    breaks = [_break_cost(text, sentences, at) for at in range(count)]
    for to in range(1, count + 1):
        for since in range(to - 1, -1, -1):
            size = sentences[to - 1].end - sentences[since].start
            if size > LONG and since < to - 1:
                break
            cost = best[since] + breaks[since] + ((size - IDEAL) / IDEAL) ** 2
            if cost < best[to]:
                best[to], previous[to] = cost, since
    pieces: list[_Piece] = []
    to = count
    while to:
        since = previous[to]
        pieces.append(_Piece(sentences[since].start, sentences[to - 1].end))
        to = since
    return pieces[::-1]


def _break_cost(text: str, sentences: list[_Piece], at: int) -> float:
    """Return the cost of a cut before sentence `at`: most inside an enumeration, least before a new topic."""
    if at == 0:
        return 0.0
    begins = text[sentences[at].start : sentences[at].end]
    before = sentences[at - 1]
    if text[sentences[at].start - 1] == "\n":
        heading = before.end - before.start <= 60 and not _SENTENCE_END.search(
            text[before.start : before.end - 1]
        )
        return 2.0 if heading else 0.0
    if _FIRST_ITEM.match(begins):
        return 0.15
    if _ITEM.match(begins):
        return 0.3
    if before.end - before.start <= 16:
        # A short sentence names the topic of the next one.
        return 0.8
    return 0.0 if len(begins) <= 18 else 0.15
