"""What a question asks of the projects of the ledger: what one of them costs, or which reached a state in a year."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from assistant.question.ledger_request import compact, places_held
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.chinese.units import UNIT
from ingest.chinese.word_table import Words, WordTable
from ingest.facts.model import ProjectStatus

_WORDS = WordTable("assistant.question", "project_request")
_INVESTMENT = _WORDS.words("investment")
_HOW_MUCH = _WORDS.words("how_much", unit=UNIT)
_WHICH = _WORDS.words("which")
_FILLER = _WORDS.words("filler")
# In the order in which they are looked for: 竣工投产 is in production.
_STATES: dict[ProjectStatus, Words] = {
    "in production": _WORDS.words("in_production"),
    "completed": _WORDS.words("completed"),
    "under construction": _WORDS.words("under_construction"),
    "signed": _WORDS.words("signed"),
    "started": _WORDS.words("started"),
}
# Shorter names are words of any text.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class InvestmentRequest:
    """A question that asks what a project costs.

    Attributes:
        name: the project's name as the ledger has it.
    """

    name: str


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A question that asks which projects reached a state.

    Attributes:
        status: the state.
        year: in which year.
    """

    status: ProjectStatus
    year: int


def investment_request(question: Question, names: Collection[str]) -> InvestmentRequest | None:
    """Return which project's cost `question` asks for; None where it asks for anything else, or more.

    Args:
        question: as it was parsed.
        names: those of the projects that the ledger has of its places.
    """
    if question.kind != "figure" or places_held(question) is None:
        return None
    text = fold(question.text)
    if not _INVESTMENT.search(text):
        return None
    named = [name for name in names if len(name) >= _SHORTEST and fold(name) in text]
    for name in sorted(named, key=len, reverse=True):
        # A place that a name begins with (石棠湖 in 石棠县) is part of the name.
        at = text.index(fold(name))
        before, behind = compact(question, 0, at), compact(question, at + len(name))
        rest = _INVESTMENT.sub(" ", behind)
        if rest != behind and not _FILLER.sub("", before + _HOW_MUCH.sub(" ", rest)).strip():
            return InvestmentRequest(name)
    return None


def list_request(question: Question) -> ListRequest | None:
    """Return which list of projects `question` asks for; None where it asks for anything else, or more."""
    if len(question.years) != 1 or not places_held(question) or question.outlook == "plan":
        return None
    text = compact(question)
    rest = _WHICH.sub(" ", text)
    if rest == text:
        return None
    for status, words in _STATES.items():
        if words.search(rest):
            left = _FILLER.sub("", words.sub(" ", rest)).strip()
            return None if left else ListRequest(status, question.years[0])
    return None
