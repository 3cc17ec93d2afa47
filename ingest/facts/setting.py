"""What the passages of a document tell of the time and region of an offset, and whose figures a clause makes of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ingest.chinese.script import fold
from ingest.chinese.years import years_named
from ingest.facts.assignment import Reading
from ingest.facts.clauses import Token
from ingest.facts.period import find_times, is_part_of_a_year, part_up_to
from ingest.schema import Description, Outlook, Passage, Region

# Month by month a budget's execution is told from the beginning of the year.
_EXECUTION = re.compile("(?:财政|一般公共)?预算执行|财政(?:收支|运行)")
_DRAFT = re.compile("草案|安排|编制|预算公开")
# Kinds that tell of several years together.
_OVER_YEARS = ("work-report", "plan", "speech")
# Characters of an autonomous region's name without its peoples: 酉阳县.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Told:
    """What the passage tells of the time and region of an offset.

    Attributes:
        year, outlook, period: as of a passage.
        region: whose figures; None where not known.
        certainty: of year and outlook; None where nothing judged them.
    """

    year: int | None
    outlook: Outlook | None
    period: tuple[int, int] | None
    region: Region | None
    certainty: float | None = None


class Setting:
    """The times and regions of a document, by offsets."""

    def __init__(self, description: Description, passages: Sequence[Passage]) -> None:
        """Take the passages in the order of the text."""
        self.description = description
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
        own = self.description.region
        region: Region | None = None if own is None else (own, self.description.place)
        if holder.about is not None:
            region = (holder.about, holder.about_place)
        # Elsewhere the years of a heading are those of a chart.
        of_years = self.description.kind in _OVER_YEARS
        period = _years(holder.period) if of_years else None
        return Told(holder.year, holder.outlook, period, region, holder.certainty)

    def headings(self, offset: int) -> tuple[str, ...]:
        """Return the headings that an offset stands under."""
        at = bisect_right(self._starts, offset) - 1
        return self._passages[at].headings if at >= 0 else ()

    def of_year(self, told: Told, year: int) -> Told:
        """Return what is told where a budget's sentences before name the year: that of its draft is planned."""
        if year == told.year or told.period is not None or self._drafted is None:
            return told
        return replace(told, year=year, outlook="plan" if year >= self._drafted else "review")

    @cached_property
    def _drafted(self) -> int | None:
        """The year whose budget is drafted: the last one that the title names with a draft, else that of the document."""
        title = fold(self.description.title)
        named = years_named(title) if _DRAFT.search(title) else ()
        return max(named) if named else self.given

    def zone(self, name: str) -> Region:
        """Return a zone of the document's region as a region."""
        return name, f"{self.description.place or ''}{self.description.region or ''}" or None

    @property
    def follows_text(self) -> bool:
        """Return whether a year that a text names holds for what follows: in news and accounts, not in reports."""
        return self.description.kind not in _OVER_YEARS

    @property
    def is_news(self) -> bool:
        """Return whether the document is an item of news."""
        return self.description.kind == "news"

    @cached_property
    def published_later(self) -> int | None:
        """Return the year that the title of an account names that was published the year after; else None."""
        if self.description.kind in _OVER_YEARS or self.given is None:
            return None
        named = years_named(fold(self.description.title))
        return named[0] if named and named[0] < self.given else None

    @cached_property
    def part(self) -> str | None:
        """Return the part of a year that the title tells of, None for a whole one: 上半年; 6月 of a budget's execution."""
        title = fold(self.description.title)
        if self.description.kind in _OVER_YEARS and len(years_named(title)) != 1:
            # Of the year before and of the first half of this one.
            return None
        words = [word for word in find_times(title) if word.period is not None]
        if len(words) != 1:
            return None
        word = words[0]
        if word.month is not None:
            return part_up_to(word.month) if _EXECUTION.match(title, word.end) else None
        return word.period if is_part_of_a_year(word) else None

    @cached_property
    def titled(self) -> int | None:
        """Return the year that the title of a document on a part of a year names; None where it names none or several."""
        named = years_named(fold(self.description.title)) if self.part is not None else ()
        return named[0] if len(named) == 1 else None

    @cached_property
    def given(self) -> int | None:
        """Return the year in which the document was given; None where it is not known."""
        date = self.description.date
        return int(date[:4]) if date else None

    @property
    def reviews(self) -> int | None:
        """Return the year that 去年 means."""
        reviewed = self.description.reviews_year
        return reviewed if reviewed is not None else None if self.given is None else self.given - 1


def _years(period: str | None) -> tuple[int, int] | None:
    if period is None:
        return None
    first, _, last = period.partition("/")
    return int(first), int(last)


def region(told: Told, reading: Reading) -> Region | str | None:
    """Return whose figure it is; None where the clause names another region than the passage tells of, or none is known."""
    own = told.region
    if own is None:
        return None
    if named_before_whole(reading.subject.regions, own[0]) is not None:
        return None
    for token in reading.subject.regions[-1:]:
        if token.kind == "region" and token.text not in own[0] and not _is_short_for(token.text, own[0]):
            return None
        if (
            token.kind == "whole"
            and token.text[0] in _WHOSE
            and token.text[1:] not in (*_fitting(own[0]), *_ANY)
        ):
            return None
    return own


def named_before_whole(tokens: Sequence[Token], own: str | None) -> str | None:
    """Return the other region of which the last of some tokens of places says 全: 苏州市上半年全市; None where it says it of
    the region `own`."""
    named, whole = tokens[-2:-1], tokens[-1:]
    if not named or named[0].kind != "region" or whole[0].kind != "whole":
        return None
    called = named[0].text
    alike = whole[0].text == f"全{called[-1]}"
    return called if alike and called not in (own or "") and not _is_short_for(called, own or "") else None


def _is_short_for(called: str, name: str) -> bool:
    """Return whether an autonomous region's name is told without its peoples: 酉阳县 of 酉阳土家族苗族自治县."""
    return name.endswith(f"自治{called[-1:]}") and name.startswith(called[:-1]) and len(called) >= _SHORTEST


# 全县, 我县, 该镇; 本地 may be any.
_WHOSE, _ANY = "全我本该", ("地", "地区")
_FITTING = {
    "市": ("市", "域"), "县": ("县", "域"), "区": ("区", "域", "新区"), "州": ("州", "域"), "旗": ("旗", "域"),
    "盟": ("盟", "域"), "省": ("省", "域"),
}  # fmt: skip


def _fitting(name: str) -> tuple[str, ...]:
    """Return what may stand behind 全 for a region: 县, 市."""
    if name.endswith(("自治区",)):
        return ("区", "疆", "自治区")
    if name.endswith("自治县"):
        return ("县", "自治县", "域")
    if name.endswith("地区"):
        return ("地区", "域", "区")
    return _FITTING.get(name[-1:], ("域",))
