"""Whose figures those of a sentence are, of what time, and whether they were reached: what passages tell and the clause overrules."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.chinese.years import ARABIC_YEAR, find_plans
from ingest.facts.clauses import Clause, Token
from ingest.facts.model import FactStatus, Period
from ingest.facts.pairing import Reading
from ingest.facts.period import TimeWord
from ingest.schema import Description, Outlook, Passage, Region

_YEAR_IN_BASE = re.compile(ARABIC_YEAR)
# What 全市 means in the mouth of a region of this ending.
_OWN = {"市": "市", "县": "县", "区": "区市县", "州": "州", "旗": "旗", "盟": "盟", "省": "省", "疆": "区"}
_PERIODS = (None, "year", "h1", "q1", "q1-3", "month", "five-year")
# Groups whose figures are of works done, which add up over the years, unless the clause says what was reached.
_WORKS = frozenset(("农业", "城建", "交通", "环境", "就业", "脱贫", "投资", "教育"))
_STATE = re.compile(r"达|为|突破|超|有|稳定|保持|控制")


@dataclass(frozen=True, slots=True)
class Told:
    """What the passage tells of the time and region of an offset.

    Attributes:
        year, outlook, period: as of a passage.
        region: whose figures; None where not known.
    """

    year: int | None
    outlook: Outlook | None
    period: tuple[int, int] | None
    region: Region | None


@dataclass(frozen=True, slots=True)
class When:
    """The time of a figure.

    Attributes:
        year, period, month: as of a fact.
        from_year: the first of several years.
    """

    year: int | None
    period: Period
    month: int | None = None
    from_year: int | None = None


class Setting:
    """The times and regions of a document, by offsets."""

    def __init__(self, description: Description, passages: Sequence[Passage]) -> None:
        """Take the passages in the order of the text."""
        self._description = description
        self._passages = passages
        self._starts = [passage.start for passage in passages]

    def told(self, offset: int) -> Told | None:
        """Return what holds at an offset; None where no passage covers it."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or offset >= self._passages[at].end:
            return None
        passage = self._passages[at]
        scope = next((each for each in passage.scopes if each.start <= offset < each.end), None)
        holder = scope or passage
        own = self._description.region
        region: Region | None = None if own is None else (own, self._description.place)
        if holder.about is not None:
            region = (holder.about, holder.about_place)
        return Told(holder.year, holder.outlook, _years(holder.period), region)

    @property
    def given(self) -> int | None:
        """Return the year in which the document was given; None where it is not known."""
        date = self._description.date
        return int(date[:4]) if date else None

    @property
    def reviews(self) -> int | None:
        """Return the year that 去年 means."""
        reviewed = self._description.reviews_year
        return reviewed if reviewed is not None else None if self.given is None else self.given - 1


def _years(period: str | None) -> tuple[int, int] | None:
    if period is None:
        return None
    first, _, last = period.partition("/")
    return int(first), int(last)


def when(told: Told, setting: Setting, clauses: Sequence[Clause], reading: Reading) -> When | None:
    """Return the time of a figure; None where the contract of facts has no value for it."""
    words = _times(clauses, reading)
    year, period, month, from_year = told.year, None, None, None
    named = False
    for word in words:
        if word.year is not None:
            year, period, month, from_year, named = word.year, word.period, None, word.from_year, True
        elif word.relative is not None:
            if setting.given is None:
                return None
            year, period, month, named = setting.given + word.relative, None, None, True
        elif word.period is not None:
            period, month = word.period, word.month
    years = told.period if told.period is not None and not named else None
    if from_year is not None and year is not None:
        years = (from_year, year)
    if years is not None:
        return _of_years(years, period, reading)
    if "年均" in reading.measured.qualifiers or period not in _PERIODS:
        return None
    if year is None or (period == "five-year" and told.period is None):
        return None
    return When(year, period or "year", month)  # type: ignore[arg-type]


def _of_years(years: tuple[int, int], period: str | None, reading: Reading) -> When | None:
    """Return the time of a figure told in a review or plan of several years that names no year itself."""
    first, last = years
    five = last - first == 4
    how = reading.measured
    if "年均" in how.qualifiers or period == "five-year" or _adds_up(reading):
        return When(last, "five-year") if five else None
    if period not in (None, "year"):
        return None
    return When(last, "year")


def _adds_up(reading: Reading) -> bool:
    """Return whether a figure told of several years is the sum over them and not the state at their end."""
    subject, how = reading.subject, reading.measured
    if subject.indicator.kind == "share" or how.measure == "growth":
        return False
    if any("累计" in word.text for word in reading.words) or "累计" in subject.qualifiers:
        return True
    if how.measure == "change":
        return how.base is None
    reached = any(word.kind in ("reach", "reach_to") and _STATE.search(word.text) for word in reading.words)
    return how.measure == "level" and subject.indicator.group in _WORKS and not reached


def _times(clauses: Sequence[Clause], reading: Reading) -> list[TimeWord]:
    """Return the times named before a figure: those of its clause's part before it, else of the last clause that names some."""
    found: list[TimeWord] = []
    for i in range(reading.clause, -1, -1):
        clause = clauses[i]
        tokens = clause.tokens[: reading.at] if i == reading.clause else clause.tokens
        words = [token.time for token in tokens if token.time is not None]
        found = words + found
        if words and any(word.year is not None or word.relative is not None for word in words):
            break
    return _latest(found)


def _latest(words: Sequence[TimeWord]) -> list[TimeWord]:
    """Return the last year named and what part of it was named with it or after."""
    last = max(
        (i for i, word in enumerate(words) if word.year is not None or word.relative is not None), default=0
    )
    return list(words[last:])


def status(told: Told, clauses: Sequence[Clause], reading: Reading) -> FactStatus:
    """Return whether a figure was reached, is expected to have been, or is wanted."""
    marks = _marks(clauses, reading)
    planned = any(word.kind == "planned" for word in reading.words)
    if planned and reading.measured.measure == "level":
        return "target"
    if told.outlook == "plan" or "aim" in marks:
        return "target"
    if "estimate" in marks:
        return "estimate"
    return "result"


def _marks(clauses: Sequence[Clause], reading: Reading) -> set[str]:
    """Return the words of expectation that govern a figure: of its clause, of its subject's, and at the sentence's head."""
    found: set[str] = set()
    for i in {reading.clause, reading.subject.clause}:
        tokens = clauses[i].tokens[: reading.at] if i == reading.clause else clauses[i].tokens
        compared = next((k for k, token in enumerate(tokens) if token.kind == "compare"), len(tokens))
        found |= {token.kind for token in tokens[:compared] if token.kind in ("estimate", "aim")}
    for token in _head(clauses):
        if token.kind in ("estimate", "aim"):
            found.add(token.kind)
    return found


def _head(clauses: Sequence[Clause]) -> tuple[Token, ...]:
    """Return the tokens of a sentence before its first indicator."""
    head: list[Token] = []
    for clause in clauses:
        for token in clause.tokens:
            if token.kind in ("indicator", "figure"):
                return tuple(head)
            head.append(token)
    return tuple(head)


def region(told: Told, reading: Reading) -> Region | str | None:
    """Return whose figure it is; "other" where the clause names another region than the passage tells of."""
    own = told.region
    for token in reading.subject.regions:
        if token.kind == "region":
            return "other" if own is None or token.text not in own[0] else own
        if token.text[0] == "全" and own is not None and token.text[1:] not in _fitting(own[0]):
            return "other"
    return own


def _fitting(name: str) -> tuple[str, ...]:
    """Return what may stand behind 全 for a region: 县, 市."""
    fits = {
        "市": ("市", "域"), "县": ("县", "域"), "区": ("区", "域", "新区"), "州": ("州", "域"), "旗": ("旗", "域"),
        "盟": ("盟", "域"), "省": ("省", "域"),
    }  # fmt: skip
    own = fits.get(name[-1:], ("域",))
    if name.endswith(("自治区",)):
        return ("区", "疆", "自治区")
    if name.endswith("自治县"):
        return ("县", "自治县", "域")
    if name.endswith("地区"):
        return ("地区", "域", "区")
    return own


def since(base: str | None) -> int | None:
    """Return the year that a base names: 2005 of 比“十五”末, or of 比2005年."""
    if base is None:
        return None
    if m := _YEAR_IN_BASE.search(base):
        return int(m[0])
    plans = find_plans(base)
    return (plans[0].last if "末" in base else plans[0].first) if plans else None
