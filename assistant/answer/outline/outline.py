"""Make the outline of a document: its sections, by headings or else by what their paragraphs tell of, with their main facts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile

from assistant.answer.outline.facts import MOST, main_facts
from assistant.answer.outline.headed import Part, headed
from assistant.answer.outline.model import Outline, Section
from assistant.answer.outline.unheaded import Group, by_outlook, by_paragraph, by_topic
from assistant.answer.topics.blocks import Statement, statements_of
from ingest.facts.model import Fact
from ingest.library.ledger import FactFilter
from ingest.library.library import Library
from ingest.schema import Kind, Table

# A section from this many characters on that no headings divide is divided by its paragraphs.
LONG_SECTION = 700
# Facts of a section that has parts with facts of their own, and of a part.
OF_PART = 2
# What is done and what is planned are apart in these; news mixes them.
_BY_OUTLOOK: frozenset[Kind] = frozenset(("work-report", "plan"))


def outline_of(library: Library, doc: str) -> Outline:
    """Return the outline of a document.

    Raises:
        LibraryError: there is no such document, or it could not be read.
    """
    found = library.document(doc)
    tables = library.tables([doc]).get(doc, ())
    told = [each for each in statements_of(library.passages_of(doc)) if each.text.strip()]
    statements = [each for each in told if not _is_row(each, tables)] or told
    facts = [stored.fact for stored in library.facts(FactFilter(docs=frozenset((doc,))))]
    reading = _Reading(statements, facts, found.document.kind)
    parts = headed(found.text, tables)
    sections = [reading.of_part(part) for part in parts] if parts else reading.whole()
    return Outline(found.document, tuple(each for each in sections if each.heading or each.facts))


def _is_row(statement: Statement, tables: Sequence[Table]) -> bool:
    """Return whether a statement is a row of a table, which its figures alone tell little of."""
    at = statement.evidence.in_document.start
    return " | " in statement.text or any(table.start <= at < table.end for table in tables)


class _Reading:
    """The statements and facts of one document, from which sections are made."""

    def __init__(self, statements: Sequence[Statement], facts: Sequence[Fact], kind: Kind) -> None:
        self.statements, self.facts, self.kind = statements, facts, kind
        self.has_topics = kind in _BY_OUTLOOK
        self._starts = [each.evidence.in_document.start for each in statements]

    def within(self, start: int, end: int) -> Sequence[Statement]:
        """Return the statements that begin in [start, end) of the stored text."""
        return self.statements[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def of_part(self, part: Part) -> Section:
        """Return the section of a part under a heading."""
        told = self.within(part.start + len(part.heading), part.end)
        section = Section(part.heading, bool(part.heading), part.start, part.end)
        if part.parts:
            first = part.parts[0].start
            inner = tuple(self._leaf(each) for each in part.parts)
            opening = main_facts(self.within(part.start + len(part.heading), first), self.facts, OF_PART)
            return replace(section, facts=tuple(opening), parts=inner)
        divided = self.kind != "news" and part.end - part.start >= LONG_SECTION
        if divided and len(groups := by_topic(told, self.facts, topics=self.has_topics)) > 1:
            return replace(section, parts=self._of_groups(groups))
        return replace(section, facts=tuple(main_facts(told, self.facts)))

    def whole(self) -> list[Section]:
        """Return the sections of a document without headings: of a report by outlook where it has several, else by topic."""
        # The title stands above, and who gave it when.
        told = list(dropwhile(lambda each: each.is_heading, self.statements))
        runs = [run for run in by_outlook(told) if run.name] if self.kind in _BY_OUTLOOK else []
        if len(runs) < 2:
            news = self.kind == "news"
            groups = by_paragraph(told) if news else by_topic(told, self.facts, topics=self.has_topics)
            sections = [self._of_group(group, OF_PART if news else MOST) for group in groups]
            if news and groups:
                lead = main_facts(groups[0].statements, self.facts, OF_PART, leads=True)
                sections[0] = replace(sections[0], facts=tuple(lead))
            return sections
        sections = []
        for run in runs:
            section = self._of_group(run, MOST)
            groups = by_topic(run.statements, self.facts, topics=True)
            if section.end - section.start >= LONG_SECTION and len(groups) > 1:
                section = replace(section, facts=(), parts=self._of_groups(groups))
            sections.append(section)
        return sections

    def _leaf(self, part: Part) -> Section:
        told = main_facts(self.within(part.start + len(part.heading), part.end), self.facts, OF_PART)
        return Section(part.heading, bool(part.heading), part.start, part.end, tuple(told))

    def _of_groups(self, groups: Sequence[Group]) -> tuple[Section, ...]:
        """Return the sections of groups that tell anything."""
        return tuple(each for each in map(self._of_group, groups) if each.facts)

    def _of_group(self, group: Group, most: int = OF_PART) -> Section:
        first, last = group.statements[0].evidence, group.statements[-1].evidence
        return Section(
            group.name,
            group.is_written,
            first.in_document.start,
            last.in_document.end,
            tuple(main_facts(group.statements, self.facts, most)),
        )
