"""What a question asks of the projects of the ledger: what one of them costs, or which reached a state in a year."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.question.model import Question
from assistant.question.places_asked import compact, places_asked
from ingest.chinese.quantities import find_quantities
from ingest.chinese.script import fold
from ingest.chinese.units import UNIT
from ingest.chinese.word_table import Words, WordTable
from ingest.facts.model import ProjectStatus

_WORDS = WordTable("assistant.question", "project_request")
_INVESTMENT = _WORDS.words("investment")
_HOW_MUCH = _WORDS.words("how_much", unit=UNIT)
_PROGRESS = _WORDS.words("progress")
_LEAST = _WORDS.words("least")
_WHICH = _WORDS.words("which")
_THINGS = _WORDS.words("things")
_FILLER = _WORDS.words("filler")
_LARGEST = _WORDS.words("largest")
_PLANNED = _WORDS.words("planned")
# What is asked for by a trade: industries as the ledger has them.
_TRADES: dict[Words, frozenset[str]] = {
    _WORDS.words("transport"): frozenset(("交通",)),
    _WORDS.words("water"): frozenset(("水利",)),
    _WORDS.words("tourism"): frozenset(("文旅",)),
    _WORDS.words("schools"): frozenset(("教育",)),
    _WORDS.words("health"): frozenset(("卫生",)),
    _WORDS.words("energy"): frozenset(("新能源", "电力")),
    _WORDS.words("logistics"): frozenset(("物流",)),
}
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
class ProjectRequest:
    """A question about one project.

    Attributes:
        name: the project's name as the ledger has it.
        asks: whether for what it costs, or for how far it has come.
    """

    name: str
    asks: Literal["cost", "progress"]


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A question that asks for a list of projects.

    Attributes:
        status: the state that they are in, or reached in `year`; None for any.
        year: in which they are told of; None for any.
        least: the least sum invested, in 元; None for any.
        largest: whether those with the largest sums are asked for.
        industries: of which trades; empty for any.
        wanted: whether the state is what was planned, not what was reached.
    """

    status: ProjectStatus | None
    year: int | None
    least: Decimal | None
    largest: bool = False
    industries: frozenset[str] = frozenset()
    wanted: bool = False


def project_request(question: Question, names: Collection[str]) -> ProjectRequest | None:
    """Return which project's cost or progress `question` asks for; None where it asks for anything else, or more.

    Args:
        question: as it was parsed.
        names: those of the projects that the ledger has of its places.
    """
    if places_asked(question) is None:
        return None
    text = fold(question.text)
    of_cost, of_progress = _INVESTMENT.search(text), _PROGRESS.search(text)
    if not (of_cost and question.kind == "figure") and not of_progress:
        return None
    named = [name for name in names if len(name) >= _SHORTEST and fold(name) in text]
    for name in sorted(named, key=len, reverse=True):
        # A place that a name begins with (石棠湖 in 石棠县) is part of the name.
        at = text.index(fold(name))
        before, behind = compact(question, 0, at), compact(question, at + len(name))
        if of_progress and not _FILLER.sub("", before + _PROGRESS.sub(" ", behind)).strip():
            return ProjectRequest(name, "progress")
        rest = _INVESTMENT.sub(" ", behind)
        if rest != behind and not _FILLER.sub("", before + _HOW_MUCH.sub(" ", rest)).strip():
            return ProjectRequest(name, "cost")
    return None


def list_request(question: Question) -> ListRequest | None:
    """Return which list of projects `question` asks for; None where it asks for anything else, or more."""
    if len(question.years) > 1 or not places_asked(question) or question.report_year:
        return None
    text = compact(question)
    largest = _LARGEST.search(text) is not None
    # 青棠县2023年开工项目: what is to be listed, and nothing asked of it.
    named = any(m.end() == len(text.rstrip("?？。")) for m in _THINGS.finditer(text))
    if not ((largest or named or _WHICH.search(text)) and _THINGS.search(text)):
        return None
    rest = _THINGS.sub(" ", _WHICH.sub(" ", _LARGEST.sub(" ", text)))
    least = None
    if (threshold := _LEAST.search(rest)) is not None:
        quantity = next(iter(find_quantities(threshold.group())), None)
        if quantity is None or quantity.kind != "money":
            return None
        least, rest = quantity.lower, _LEAST.sub(" ", rest)
    found = next(((status, words) for status, words in _STATES.items() if words.search(rest)), None)
    if found is not None:
        rest = found[1].sub(" ", rest)
    wanted = question.outlook == "plan"
    if wanted:
        rest = _PLANNED.sub(" ", rest)
    trade = next((words for words in _TRADES if words.search(rest)), None)
    if trade is not None:
        rest = trade.sub(" ", rest)
    asked = found is not None or least is not None or largest or trade is not None
    if _FILLER.sub("", rest).strip() or not asked or (wanted and found is None):
        return None
    return ListRequest(
        found[0] if found else None,
        question.years[0] if question.years else None,
        least,
        largest,
        _TRADES[trade] if trade is not None else frozenset(),
        wanted,
    )
