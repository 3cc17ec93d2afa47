"""Tell which statements inside a line tell of another region than the line as a whole: "全市……，其中甲县3个、乙县5个"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.chinese.word_table import WordTable
from ingest.split.subject_names import Opening, Subject, SubjectNames, lead_in_end

_WORDS = WordTable("ingest.split", "statement_regions")
_OUTSIDER = _WORDS.words("outsider")
_HELPS = _WORDS.words("helps")
_PLACE_LABEL = _WORDS.words("place_label", frame=r"(?:^|[·\s])(?:{words})$")
_CELL = " | "
_LABEL = re.compile(r"[^:|]{1,40}?:")
_HAN = re.compile(r"[㐀-鿿]")
# Where a statement may begin, with the mark before it; an item of a list only behind a region's.
_BOUNDARY = re.compile(r"[。!?]+[”\"]?|[;,:、]")
_SENTENCE_END = re.compile(r"[。!?]+[”\"]?|(?<=[㐀-鿿])\.(?=[㐀-鿿])")
_ANYWHERE = "、,:"
_SAME = re.compile(r"该[县市区旗州盟]")
_EVERY_COUNTY = re.compile(
    r"(?:各|(?:[\d一二三四五六七八九十]+|[其另]他|其余)个?)[(]?[地县市区旗州盟]|中央|全国|国家"
)
_CONTINUES = _WORDS.words("continues")
_EACH = re.compile("分别|依次")


@dataclass(frozen=True, slots=True)
class StatementRegion:
    """A statement, text[start:end], and the region that it tells of; None for the document's own."""

    start: int
    end: int
    subject: Subject | None


def statement_regions(
    folded: str, offset: int, names: SubjectNames, whole: Subject | None
) -> Iterator[StatementRegion]:
    """Yield the statements of a line that tell of another region than the whole line, in order; neighbours may tell of
    the same one.

    Args:
        folded: the line, folded.
        offset: of the line in its document's text.
        names: reads the regions that its document names.
        whole: the region of the line as a whole; None for the document's own.
    """
    reading = _row(folded, names) if _CELL in folded else _prose(folded, names, whole)
    for start, end, subject in reading:
        if subject != whole:
            yield StatementRegion(start + offset, end + offset, subject)


def _row(folded: str, names: SubjectNames) -> Iterator[tuple[int, int, Subject | None]]:
    """Yield a row of a table, if its first cell or the one for its place names a region; else the cells under names of
    regions."""
    cells: list[tuple[int, int, int]] = []
    at = 0
    for cell in folded.split(_CELL):
        label = _LABEL.match(cell)
        cells.append((at, at + (label.end() if label else 0), at + len(cell)))
        at += len(cell) + len(_CELL)
    worded = [cell for cell in cells if _HAN.search(folded, cell[1], cell[2])]
    placed = [cell for cell in cells if _PLACE_LABEL.search(folded[cell[0] : max(cell[0], cell[1] - 1)])]
    for _, value, end in (*worded[:1], *placed):
        if opening := names.opening(folded[value:end], alone=False):
            yield 0, len(folded), opening.subject
            return
    for start, value, end in cells:
        if value > start and (opening := names.opening(folded[start : value - 1])):
            yield start, end, opening.subject


def _prose(
    folded: str, names: SubjectNames, whole: Subject | None
) -> Iterator[tuple[int, int, Subject | None]]:
    """Yield the statements of prose with what each tells of, in order."""
    fronts = names.fronts(folded)
    if not fronts and whole is None:
        return
    start, before = 0, whole
    for stop in (*(match.end() for match in _SENTENCE_END.finditer(folded)), len(folded)):
        if stop > start:
            # 该县 goes on with the county of the sentence before.
            current = before if _SAME.match(folded, start) else whole
            for statement in _sentence(folded, start, stop, names, fronts, whole, current):
                before = statement[2]
                yield statement
        start = stop


def _sentence(
    folded: str,
    start: int,
    stop: int,
    names: SubjectNames,
    fronts: Mapping[int, int],
    whole: Subject | None,
    current: Subject | None,
) -> Iterator[tuple[int, int, Subject | None]]:
    """Yield the clauses of a sentence: each tells of the region that it opens with, or goes on with the one before.

    Behind a semicolon it goes on only with what has no subject of its own, and so it does behind several names, and behind a
    short one, which often belongs to something called after the place.

    Args:
        folded: the line.
        start, stop: of the sentence in it.
        names: reads the regions that its document names.
        fronts: where clauses begin that may open with a name, and where the name does.
        whole: the region of the line.
        current: what its sentence goes on with.
    """
    if current == whole is None and not any(start <= front < stop for front in fronts):
        return
    runs_on, named_to, mark = _ANYWHERE, start, ""
    of_others = names.is_wide or not _of_its_own(folded[start:stop], names)
    told: set[Subject] = set()
    ends = [(match.end(), match.group()) for match in _BOUNDARY.finditer(folded, start, stop)]
    for end, next_mark in (*ends, (stop, "")):
        if end <= max(start, named_to):
            # A mark between the names of several.
            continue
        name_at = fronts.get(start)
        opening = wider = None
        if name_at is not None and (mark != "、" or current != whole):
            opening = names.opening(folded, name_at, alone=False) if of_others else None
            wider = None if opening or names.is_wide else names.wider(folded, name_at)
        if opening is not None:
            current, named_to, runs_on = opening.subject, opening.end, _runs_on(opening)
            told.add(current)
        elif len(told) > 1 and _EACH.search(folded, start, end):
            # 甲县3个、乙县5个,分别增长8%和9%: of all, not of the last.
            current = whole
        elif wider is not None:
            current, runs_on = wider, ""
        elif (current is not None) and _tells_of_all(folded, start, names):
            current = None
        elif current != whole and not (mark in runs_on or _CONTINUES.match(folded, start)):
            current = whole
        if end > named_to:
            yield start, end, current
            start, mark = end, next_mark


def _runs_on(opening: Opening) -> str:
    """Return the marks behind which a clause with a subject of its own still tells of the region opened with."""
    if "、" in opening.subject.name:
        return "、"
    return _ANYWHERE if opening.in_full else ""


def _tells_of_all(folded: str, start: int, names: SubjectNames) -> bool:
    """Return whether a clause opens with what its document calls its own region, or with all that lie in it."""
    at = lead_in_end(folded, start)
    return bool(names.own_words.match(folded, at) or _EVERY_COUNTY.match(folded, at))


def _of_its_own(sentence: str, names: SubjectNames) -> bool:
    """Return whether a sentence of a county's document also tells of the county, or of those who help it."""
    return bool(names.own_words.search(sentence) or _HELPS.search(sentence) or _OUTSIDER.search(sentence))
