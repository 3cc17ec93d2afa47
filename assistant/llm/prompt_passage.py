"""A numbered passage of the prompt: what the model reads of it, and what it supports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.llm.held_values import YEAR, HeldValues, values
from assistant.llm.reading_matter import Extent, read_of
from assistant.llm.sanitize import as_data, without_orders
from ingest.chinese.script import fold
from ingest.chinese.sentences import sentences
from ingest.chinese.years import RELATIVE_YEARS
from ingest.schema import StoredPassage

# Between region, date, title and headings above a passage.
APART = " · "
# Between parts of a passage that are read, for what stands between them.
LEFT_OUT = "\n……\n"
_THIS_YEAR = re.compile(r"今年|本年|年内|年底|截至目前")


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence of a passage.

    Attributes:
        text: its text.
        start, end: its offsets in the passage's text, in characters.
        chosen: whether the rules chose it, or part of it, to answer with.
    """

    text: str
    start: int
    end: int
    chosen: bool

    @cached_property
    def values(self) -> HeldValues:
        """Its figures and dates."""
        return HeldValues().add(self.text)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Return every two adjacent characters of it."""
        return pairs(self.text)


@dataclass(frozen=True)
class PromptPassage:
    """A numbered passage of the prompt: one stored passage, or neighbours joined.

    Attributes:
        n: its number in the prompt, from 1.
        stored: the stored passages it consists of, in reading order.
        text: the document's text from the start of the first to the end of the last.
        chosen: offsets (start, end) in `text` of what the rules chose to answer with.
        extent: how much of it the model reads; of a document that contains a prompt injection only what was chosen.
    """

    n: int
    stored: tuple[StoredPassage, ...]
    text: str
    chosen: tuple[tuple[int, int], ...] = ()
    extent: Extent = "whole"

    @property
    def first(self) -> StoredPassage:
        """Return the first stored passage."""
        return self.stored[0]

    @property
    def start(self) -> int:
        """Return the offset in the document at which it starts."""
        return self.stored[0].start

    @property
    def end(self) -> int:
        """Return the offset in the document at which it ends."""
        return self.stored[-1].end

    @cached_property
    def read(self) -> str:
        """Return the text that the model may read."""
        parts = read_of(self.text, self.chosen, self.extent)
        return LEFT_OUT.join(self.text[start:end] for start, end in parts)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences of the text."""
        return tuple(
            Sentence(
                self.text[s.start : s.end],
                s.start,
                s.end,
                any(s.start < end and start < s.end for start, end in self.chosen),
            )
            for s in sentences(self.text)
        )

    @cached_property
    def about(self) -> str:
        """Return region, date, title and headings, as shown above the passage."""
        p = self.first
        title = f"《{p.title}》"
        region = "".join(filter(None, reversed(p.tells_of))) if p.tells_of else None
        year = f"讲的是{p.year}年" if p.year and (p.date or "")[:4] != str(p.year) else None
        others = sorted(name for name, _ in p.regions - {p.tells_of})
        also = f"其中有的句子讲的是{'、'.join(others)}" if others else None
        return APART.join(filter(None, [region, p.date, title, " > ".join(p.headings) or None, year, also]))

    @cached_property
    def support(self) -> str:
        """Return everything that may support a statement: the passage without prompt injections, and its metadata."""
        p = self.first
        given = int(p.date[:4]) if p.date else None
        years = [f"{y}年" for y in {p.year, p.reviews_year, given, *self._relative_years()} if y]
        return without_orders("\n".join([self.read, self.about, p.place or "", *years]))

    def _relative_years(self) -> set[int]:
        if not self.first.date:
            return set()
        given = int(self.first.date[:4])
        text = fold(self.text)
        return {given + years for word, years in RELATIVE_YEARS.items() if years and word in text}

    @cached_property
    def values(self) -> HeldValues:
        """The figures and dates of `support`."""
        return HeldValues().add(self.support)

    @cached_property
    def years(self) -> frozenset[int]:
        """Return the years that it is about.

        The year of its title or date need not be one of them: a report of 2022 gives the results of 2021.
        """
        p = self.first
        dated_text = "\n".join([self.read, *p.headings])
        found = {
            int(v.amount) for v in values(dated_text) if v.kind == YEAR and not isinstance(v.amount, tuple)
        }
        if p.year is None:
            found |= {int(y) for y in re.findall(r"(?:19|20)\d\d", fold(self.about))}
        if p.date and (p.year in (None, int(p.date[:4])) or _THIS_YEAR.search(fold(self.text))):
            found.add(int(p.date[:4]))
        return frozenset(found | self._relative_years() | ({p.year} if p.year else set()))

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Return every two adjacent characters of `support`, folded, without blanks."""
        return pairs(self.support)

    def shown(self) -> str:
        """Return the passage as it stands in the prompt."""
        return f"[{self.n}] {one_line(as_data(self.about))}\n{as_data(self.read).strip()}"


def pairs(text: str) -> frozenset[str]:
    """Return every two adjacent Han characters, letters or digits of `text`, folded."""
    plain = re.sub(r"[^\w]+", "", fold(text))
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def one_line(text: str) -> str:
    """Return `text` with each run of white space replaced by a blank."""
    return re.sub(r"\s+", " ", text).strip()
