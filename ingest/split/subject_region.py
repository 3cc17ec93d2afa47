"""Tell which region a part of a document is about, where it is another than the document's: a city's report goes through
its counties, news tell of a visit elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from ingest.chinese.division_names import short_name
from ingest.chinese.divisions import Division, divisions, divisions_named, place_of
from ingest.chinese.regions import find_regions
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.schema import Description
from ingest.split.headings import OutlinedLine

_WORDS = WordTable("ingest.split", "subject_region")
_LEAD_IN = _WORDS.words("lead_in", frame="(?:{words})*")
_NOT_ALONE = _WORDS.words("not_alone")
_OWN_WORD = re.compile(r"(?P<whose>[我全本])(?P<suffix>[县市区旗州盟省])")
_CLAUSE_END = re.compile(r"[。;!?]+[”\"]?")
# A name in full within as many characters; hardly one is longer.
_NAMED = re.compile(r"[㐀-鿿]{1,14}?[县市区旗州盟]")
_AFTER_SHORT = re.compile(r"\s*(?:[::,]|$)")
_OPENING, _SHORTEST_CLAUSE = 40, 16


@dataclass(frozen=True, slots=True)
class Subject:
    """The region that a part of a document tells of.

    Attributes:
        name: full name in Simplified.
        place: the wider places that it lies in, where known.
    """

    name: str
    place: str | None


def with_subjects(
    text: str, lines: Sequence[OutlinedLine], description: Description
) -> list[tuple[OutlinedLine, Subject | None]]:
    """Return the lines of a document, each with the region that it tells of where that is not the document's own.

    A line tells of the region that the innermost heading above it names first, or of the one with which it opens, if
    no other region opens a clause of it. A line of clauses that each open with another region ("甲县……；乙县……") is
    returned in parts. What is not clear has no region.
    """
    reader = _Reader(text, description)
    found: list[tuple[OutlinedLine, Subject | None]] = []
    for line in lines:
        if line.is_note:
            found.append((line, None))
        elif (headed := reader.of_headings(line.headings)) or line.is_heading:
            found.append((line, headed))
        else:
            found += reader.parts(line)
    return found


class _Reader:
    """Reads the subjects of the lines of one document."""

    def __init__(self, text: str, description: Description) -> None:
        self._text = text
        self._own = description.region
        self._around = description.place or ""
        self._headings: dict[str, Subject | None] = {}

    @cached_property
    def _is_wide(self) -> bool:
        """Whether the document is of a province or a city, which has counties in it."""
        return any(each.level != "county" for each in divisions_named(self._own or ""))

    def of_headings(self, headings: Sequence[str]) -> Subject | None:
        """Return the region that the innermost heading that begins with one is about."""
        for heading in headings[::-1]:
            if heading not in self._headings:
                self._headings[heading] = self._opening(fold(heading))
            if found := self._headings[heading]:
                return found
        return None

    def parts(self, line: OutlinedLine) -> list[tuple[OutlinedLine, Subject | None]]:
        """Return a line with its region, in parts where its clauses tell of several."""
        folded = fold(self._text[line.start : line.end])
        first = self._opening(folded)
        if first is None or "\t" in folded:
            return [(line, None)]
        starts = [0, *(end for match in _CLAUSE_END.finditer(folded) if (end := match.end()) < len(folded))]
        spans = list(zip(starts, [*starts[1:], len(folded)], strict=True))
        opened = [self._opening(folded[start:end]) for start, end in spans]
        if all(subject in (None, first) for subject in opened):
            return [(line, None if self._tells_of_itself(folded, first) else first)]
        if None in opened or any(end - start < _SHORTEST_CLAUSE for start, end in spans):
            return [(line, None)]
        return [
            (
                replace(
                    line,
                    start=line.start + start,
                    end=line.start + end,
                    run_in=None if start else line.run_in,
                ),
                each,
            )
            for (start, end), each in zip(spans, opened, strict=True)
        ]

    def _opening(self, folded: str) -> Subject | None:
        """Return the region whose name opens a folded clause, wider places before it included, if it stands alone."""
        lead = _LEAD_IN.match(folded)
        start = lead.end() if lead else 0
        name, place, end = (
            self._in_full(folded, start) or self._in_short(folded, start) or (None, None, start)
        )
        if name is None or _NOT_ALONE.match(folded, end):
            return None
        return self._subject(name, place)

    def _in_full(self, folded: str, start: int) -> tuple[str, str | None, int] | None:
        if not _NAMED.match(folded, start):
            return None
        last, at = None, start
        for mention in find_regions(folded[: start + _OPENING]):
            if mention.start == at:
                last, at = mention, mention.end
        if last is None or last.level == "province":
            return None
        return last.name, last.place, last.end

    def _in_short(self, folded: str, start: int) -> tuple[str, str | None, int] | None:
        """Return a county of the document's city that stands before a colon by its short name: "栾川：……"."""
        if not self._is_wide:
            return None
        for form, division in _within(self._own or "").items():
            if folded.startswith(form, start) and _AFTER_SHORT.match(folded, start + len(form)):
                return division.name, place_of(division), start + len(form)
        return None

    def _subject(self, name: str, place: str | None) -> Subject | None:
        """Return a region as a subject of its own: not the document's region, nor what that lies in."""
        if self._own and short_name(name) == short_name(self._own):
            return None
        bearers = [each for each in divisions_named(name) if each.until is None] or list(
            divisions_named(name)
        )
        inside = [each for each in bearers if self._own in each.parents]
        around = [each.parents for each in divisions_named(self._own or "")]
        if name in self._around or any(name in parents for parents in around):
            return None
        if self._is_wide and bearers and not inside and not place:
            # A homonym that the city does not have is more often a misread word.
            return None
        held = inside or [each for each in bearers if place and place_of(each) == place] or bearers
        return Subject(name, place_of(held[0]) if len(held) == 1 else place)

    def _tells_of_itself(self, folded: str, subject: Subject) -> bool:
        """Return whether a line also tells of the document's own region: then it is of neither alone."""
        own_words = list(_OWN_WORD.finditer(folded))
        if self._own is None or self._is_wide:
            return any(word["whose"] == "我" and word["suffix"] != subject.name[-1] for word in own_words)
        return fold(short_name(self._own)) in folded or bool(own_words)


@cache
def _within(name: str) -> dict[str, Division]:
    """Return the divisions of today that lie in a city or province, by their folded short names."""
    return {
        form: division
        for division in divisions()
        if division.until is None
        and name in division.parents
        and len(form := fold(short_name(division.name))) >= 2
    }
