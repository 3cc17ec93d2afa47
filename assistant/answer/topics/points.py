"""What a statement tells of what is asked, and the clauses of it that do."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.answer.topics.blocks import Statement
from assistant.answer.topics.telling import WORDS, tells_figure
from assistant.evidence.model import Evidence
from ingest.chinese.sentences import Span

_ADDRESS = WORDS.words("address")
_LEAD = WORDS.words("wanting_lead")
_FAILED = WORDS.words("failed")
_TAKEN_BACK = WORDS.words("taken_back")
SHORTEST_POINT = 8
# Out of its list an item's number says nothing.
_NUMBER = re.compile(r"\s*(?:\d{1,2}[.．、](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳])\s*")


@dataclass(frozen=True, slots=True)
class Point:
    """What a statement tells of what is asked.

    Attributes:
        statement: the one it is of.
        span: what of its text belongs to the answer.
        score: how surely that is of what is asked, above 0.
        section: what it stands in beside other points.
    """

    statement: Statement
    span: Span
    score: float
    section: str

    @property
    def text(self) -> str:
        """Return its words, folded."""
        return self.statement.text[self.span.start : self.span.end]

    @property
    def evidence(self) -> Evidence:
        """Return the place that it quotes, without the dashes, marks and number that it opens with."""
        number = _NUMBER.match(self.text)
        opening = number.end() if number and len(self.text) - number.end() >= SHORTEST_POINT else 0
        opening += len(self.text[opening:]) - len(self.text[opening:].lstrip("—-–*· "))
        evidence = self.statement.evidence
        start = evidence.start + self.span.start + opening
        return replace(evidence, start=start, end=evidence.start + self.span.end)

    def cut(self, span: Span) -> Point:
        """Return it with another span of its statement."""
        return replace(self, span=span)


def is_address(statement: str) -> bool:
    """Return whether a folded statement speaks to those present or praises, and tells nothing."""
    return _ADDRESS.search(statement) is not None and not tells_figure(statement)


def is_failure(statement: str) -> bool:
    """Return whether a folded statement tells what was not reached."""
    return _FAILED.search(statement) is not None


def is_taken_back(statement: str) -> bool:
    """Return whether a folded statement tells a result only to say what is still wanting in it."""
    return _TAKEN_BACK.search(statement) is not None


def without_lead(text: str) -> Span:
    """Return what a folded statement says is wanting, after what only leads up to it."""
    lead = _LEAD.match(text)
    return Span(lead.end() if lead and len(text) - lead.end() >= SHORTEST_POINT else 0, len(text))
