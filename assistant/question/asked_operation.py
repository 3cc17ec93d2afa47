"""What a question asks to be reckoned of figures, and the words that say so, which are taken out of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.question.model import Question
from ingest.chinese.units import UNIT
from ingest.chinese.word_table import Words, WordTable

# What is reckoned of the figures: nothing; their difference, sum, mean; how many times, or what part of it, the first is of
# the second; which is the largest or smallest; whether the first exceeds the second; whether a figure rose, or which way
# it went, over the year before; whether each exceeds the one before; how they went; the result as a share of the target.
Operation = Literal[
    "value", "difference", "total", "average", "ratio", "share", "extreme", "whether", "rose", "way", "always",
    "trend", "completion",
]  # fmt: skip
# The figures of so many years show how they went.
_SEVERAL = 3
_ADJECTIVE = re.compile("最?[多少高低大小快慢长短]")
_WORDS = WordTable("assistant.question", "asked_operation")
_COMPLETION = _WORDS.words("completion")
_ALWAYS = _WORDS.words("always")
_WAY = _WORDS.words("way")
_ROSE = _WORDS.words("rose")
_WHETHER = _WORDS.words("whether")
TOTAL = _WORDS.words("total")
_AVERAGE = _WORDS.words("average")
_SHARE = _WORDS.words("share")
_RATIO = _WORDS.words("ratio")
_DIFFERENCE = _WORDS.words("difference", unit=UNIT)
GREW = _WORDS.words("grew", unit=UNIT)
GREW_ALONE = _WORDS.words("grew_alone")
_LAST_YEAR = _WORDS.words("last_year")
_EXTREME = _WORDS.words("extreme")
WHICH = _WORDS.words("which")
_TREND = _WORDS.words("trend")
_FALLS = _WORDS.words("falls")


class Rest:
    """The words of a question that are not yet understood."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, words: Words) -> re.Match[str] | None:
        """Take out all places where any of `words` stands; return the first."""
        first = words.search(self.text)
        if first is not None:
            self.text = words.sub(" ", self.text)
        return first


@dataclass(frozen=True, slots=True)
class AskedOperation:
    """What a question asks to be reckoned; see `LedgerRequest`. None as the operation: several things at once."""

    operation: Operation | None
    years: tuple[int, ...]
    falling: bool = False
    adjective: str = ""


def asked_operation(
    rest: Rest, question: Question, *, sides: int, indicators: int, places: int, over_years: bool
) -> AskedOperation:
    """Take out the words that say what is reckoned; return it with the years that it needs.

    Args:
        rest: the words behind places, years and indicators.
        question: as it was parsed.
        sides: how many figures of each indicator are asked for.
        indicators, places: how many are asked about.
        over_years: whether all years between two are meant.
    """
    years = question.years
    if rest.take(_COMPLETION):
        return AskedOperation("completion", years)
    if found := rest.take(_ALWAYS):
        return AskedOperation("always", years, falls(found.group()))
    if sides == 1 and indicators == 1 and (asked := _over_year_before(rest, years)):
        return asked
    if found := rest.take(_WHETHER):
        against = _with_year_before(rest, years)
        compared = sides * indicators == 2 or len(against) == 2 or (places == 2 and not years)
        return AskedOperation(
            "whether" if compared else None, against, falls(found.group()), _adjective(found)
        )
    for operation, words in (("share", _SHARE), ("ratio", _RATIO)):
        if (sides * indicators == 2 or (places == 2 and not years)) and rest.take(words):
            return AskedOperation("share" if operation == "share" else "ratio", years)
    return _among_sides(rest, years, sides, alone=places == 1, over_years=over_years)


def _over_year_before(rest: Rest, years: tuple[int, ...]) -> AskedOperation | None:
    """Take out the words that ask whether a figure rose over the year before, or which way it went; None where none do."""
    if rest.take(_WAY):
        rest.take(_LAST_YEAR)
        return AskedOperation("way", years)
    found = rest.take(_ROSE)
    if found is None and _LAST_YEAR.search(rest.text):
        found = rest.take(_WHETHER)
    if found is None:
        return None
    rest.take(_LAST_YEAR)
    return AskedOperation("rose", years, falls(found.group()), _adjective(found))


def _among_sides(
    rest: Rest, years: tuple[int, ...], sides: int, *, alone: bool, over_years: bool
) -> AskedOperation:
    """Take out the words that ask for the most, a sum, a mean, a difference or a trend; return what is asked for.

    Args:
        rest: as for `asked_operation`.
        years: that the question names.
        sides: how many pairs of a place and a year it names.
        alone: whether it names one place.
        over_years: whether all years between two are meant.
    """
    operations: list[Operation] = []
    falling, adjective = False, ""
    if found := rest.take(_EXTREME):
        operations, falling, adjective = ["extreme"], falls(found.group()), _adjective(found)
        rest.take(WHICH)
    if rest.take(TOTAL):
        operations.append("total")
    if rest.take(_AVERAGE):
        operations.append("average")
    against = years if sides == 1 and GREW.search(rest.text) else _with_year_before(rest, years)
    if sides > 1 and not _DIFFERENCE.search(rest.text) and GREW.search(rest.text):
        # 从2021年到2022年增长了多少: the later year has more.
        against = tuple(sorted(against, reverse=True))
    grew_alone = sides == 1 and not _LAST_YEAR.search(rest.text) and GREW_ALONE.search(rest.text)
    if grew_alone:
        pass
    elif found := rest.take(_DIFFERENCE) or (rest.take(GREW) if sides > 1 else None):
        # 哪个县高，高多少: the difference names the one that is more, too.
        operations = ["difference", *(each for each in operations if each != "extreme")]
        years, adjective = against, adjective or _adjective(found)
    elif len(against) > len(years):
        operations.append("difference")
        years = against
    if rest.take(_TREND):
        operations = operations or ["trend"]
    rest.take(_LAST_YEAR)
    if len(operations) > 1:
        return AskedOperation(None, years)
    if not operations and alone and (over_years or len(years) >= _SEVERAL):
        operations = ["trend"]
    return AskedOperation(operations[0] if operations else "value", years, falling, adjective)


def falls(said: str) -> bool:
    """Return whether words for an operation go downwards: 哪个县最低, 下降了吗."""
    return _FALLS.search(said) is not None


def _adjective(found: re.Match[str]) -> str:
    """Return the word that sets the sides against each other: 高 of 高出多少, 多 of 哪个县多, 最高 of 哪个县最高."""
    words = _ADJECTIVE.findall(re.sub("多少|增长", "", found.group()))
    return words[-1] if words else ""


def _with_year_before(rest: Rest, years: tuple[int, ...]) -> tuple[int, ...]:
    """Return `years`, and the year before where a single one is set against it."""
    if len(years) == 1 and rest.take(_LAST_YEAR):
        return (years[0], years[0] - 1)
    return years
