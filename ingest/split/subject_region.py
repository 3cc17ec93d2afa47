"""Tell which region a part of a document is about, where it is another than the document's: a city's report goes through
its counties, news tell of a visit elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.chinese.division_names import short_name
from ingest.chinese.script import fold
from ingest.schema import CleanText, Description
from ingest.split.headings import OutlinedLine
from ingest.split.rows_of_places import subjects_of_rows
from ingest.split.statement_regions import StatementRegion, statement_regions
from ingest.split.subject_names import Subject, SubjectNames

_OWN_WORD = re.compile(r"(?P<whose>[我全本])(?P<suffix>[县市区旗州盟省])")
_CLAUSE_END = re.compile(r"[。;!?]+[”\"]?")
_SHORTEST_CLAUSE = 16
# Characters of a row that stands in passages of its own.
_LONG_ROW = 300
# So many lines on end, or more, that open each with another region go through them.
LISTED = 2


@dataclass(frozen=True, slots=True)
class SitedLine:
    """A line of a document with the region that it tells of.

    Attributes:
        line: the line, or a part of one.
        subject: the region that it tells of as a whole; None for the document's own.
        statements: the statements in it that tell of others, in order.
    """

    line: OutlinedLine
    subject: Subject | None = None
    statements: tuple[StatementRegion, ...] = ()


def sited_lines(clean: CleanText, lines: Sequence[OutlinedLine], description: Description) -> list[SitedLine]:
    """Return the lines of a document, each with the region that it tells of where that is not the document's own.

    A line tells of the region that the innermost heading above it names first, or of the one with which it opens, if
    no other region opens a clause of it, or if the lines beside it open each with another. A line of clauses that each open with another region ("甲县……；乙县……") is
    returned in parts. What is not clear has no region.
    """
    reader = _Reader(clean, description)
    found: list[SitedLine] = []
    for line in lines:
        if line.is_note:
            found.append(SitedLine(line))
        elif (headed := reader.of_headings(line.headings)) or line.is_heading:
            found.append(SitedLine(line, headed))
        else:
            found += reader.parts(line)
    found = [reader.long_row(each) for each in reader.listed(found)]
    return [
        replace(each, statements=reader.statements(each))
        if not (each.line.is_note or each.line.is_heading)
        else each
        for each in found
    ]


class _Reader:
    """Reads the subjects of the lines of one document."""

    def __init__(self, clean: CleanText, description: Description) -> None:
        self._folded = fold(clean.text)
        self._own = description.region
        self._names = SubjectNames(clean.text, description)
        self._rows = subjects_of_rows(clean, description)
        self._headings: dict[str, Subject | None] = {}

    def of_headings(self, headings: Sequence[str]) -> Subject | None:
        """Return the region that the innermost heading that begins with one is about."""
        for heading in headings[::-1]:
            if heading not in self._headings:
                folded = fold(heading)
                self._headings[heading] = self._opening(folded) or self._names.zone_alone(folded)
            if found := self._headings[heading]:
                return found
        return None

    def statements(self, sited: SitedLine) -> tuple[StatementRegion, ...]:
        """Return the statements of a line that tell of another region than it as a whole."""
        line = sited.line
        folded = self._folded[line.start : line.end]
        told = tuple(statement_regions(folded, line.start, self._names, sited.subject))
        if told or (of_row := self._rows.get(line.start)) is None or of_row == sited.subject:
            return told
        return (StatementRegion(line.start, line.end, of_row),)

    def parts(self, line: OutlinedLine) -> list[SitedLine]:
        """Return a line with its region, in parts where its clauses tell of several."""
        folded = self._folded[line.start : line.end]
        first = self._opening(folded)
        if first is None or " | " in folded or "\t" in folded:
            return [SitedLine(line)]
        starts = [0, *(end for match in _CLAUSE_END.finditer(folded) if (end := match.end()) < len(folded))]
        spans = list(zip(starts, [*starts[1:], len(folded)], strict=True))
        opened = [self._opening(folded[start:end]) for start, end in spans]
        if all(subject in (None, first) for subject in opened):
            return [SitedLine(line, None if self._tells_of_itself(folded, first) else first)]
        if None in opened or any(end - start < _SHORTEST_CLAUSE for start, end in spans):
            return [SitedLine(line)]
        return [
            SitedLine(
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

    def listed(self, found: Sequence[SitedLine]) -> list[SitedLine]:
        """Return the lines of a city's document, with their regions where several lines on end open each with another of its
        counties or zones: each is of its own to its end."""
        if not self._names.is_wide:
            return list(found)
        opened = [self._opening_in_text(each) for each in found]
        listed: list[SitedLine] = []
        at = 0
        while at < len(found):
            end = at
            while end < len(found) and opened[end] and opened[end] not in opened[at:end]:
                end += 1
            run = end - at >= LISTED
            end = max(end, at + 1)
            listed += [
                replace(each, subject=subject) if run else each
                for each, subject in zip(found[at:end], opened[at:end], strict=True)
            ]
            at = end
        return listed

    def long_row(self, sited: SitedLine) -> SitedLine:
        """Return a row of a table that fills a passage or more as one of its place as a whole, so that what is cut off from its
        beginning tells of that place too."""
        line = sited.line
        if sited.subject is not None or line.end - line.start < _LONG_ROW or line.start not in self._rows:
            return sited
        return replace(sited, subject=self._rows[line.start])

    def _opening_in_text(self, sited: SitedLine) -> Subject | None:
        """Return the one region with which a line opens that as a whole tells of no other, its name in full."""
        line = sited.line
        folded = self._folded[line.start : line.end]
        if line.is_note or line.is_heading or " | " in folded or "\t" in folded:
            return None
        if sited.subject is not None:
            return sited.subject
        opening = self._names.opening(folded, alone=False)
        if opening is None or not opening.in_full or "、" in opening.subject.name:
            return None
        return None if self._tells_of_itself(folded, opening.subject) else opening.subject

    def _opening(self, folded: str) -> Subject | None:
        """Return the one region with which folded text opens."""
        opening = self._names.opening(folded)
        return opening.subject if opening and "、" not in opening.subject.name else None

    def _tells_of_itself(self, folded: str, subject: Subject) -> bool:
        """Return whether a line also tells of the document's own region: then it is of neither alone."""
        own_words = list(_OWN_WORD.finditer(folded))
        if self._own is None or self._names.is_wide:
            return any(word["whose"] == "我" and word["suffix"] != subject.name[-1] for word in own_words)
        return fold(short_name(self._own)) in folded or bool(own_words)
