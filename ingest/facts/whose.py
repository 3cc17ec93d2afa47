"""Whose account a budget's text tells of, by offsets: the whole region's, that of the city itself, or a zone's.

What was named last before a sum holds for it, within its section; then the heading above it, then the sections and headings around
that.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from ingest.chinese.years import years_named
from ingest.facts.zones import ZONE, zone_name
from ingest.split.headings import outline

# What stands right behind a word for an account; 从地区看,市本级4亿元 is no account that goes on.
_HOLDS = r"(?=\n?(?:\([^)\n]{0,60}\))?(?:(?:19|20)\d\d年)?(?:代编|地方|实际|累计|全年|年初|实现|预计|预期)*(?:一般公共|公共财政|政府性基金|国有资本|社会保险|社保|财政|预算|收入|支出|收支|完成|可安排|可用|总收入|总支出|政府债|地方政府|一般债|专项债|债务|债券|下达|“?三公|{more}))"
_WHOLE = r"(?P<whole>全[省市县区州旗盟]|我[省市县区州旗盟]|各级|{own})"
_LEVEL = r"(?<!上解)(?<!上缴)(?<!补助)(?P<level>[省市县区州旗盟](?:本级|级|直)|本级)"
_BELOW = r"(?P<below>各?(?:县\([市区、]+\)|县市区|市县|区县|县区|区市|县|区)|下级)(?!财政)"
_OPENS = r"(?:(?:^|(?<=[。;:,、\n]))(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.]|[一二三四五六七八九十]{1,2}是|其中:?|(?:19|20)\d\d年(?:度)?,?)*)"
_IN_HEADING = re.compile(r"(?P<whole>全[省市县区州旗盟])|(?P<level>[省市县区州旗盟](?:本级|级|直)|本级)")
_HEADED_ZONE = re.compile(
    rf"^[(\d一二三四五六七八九十)、.\s]*(?:(?:19|20)\d\d年)?(?P<zone>{ZONE})(?:$|{_HOLDS.replace('{more}', '[:(]')})"
)
_BUDGET = re.compile(
    r"(?<!调入)(?<!调出[至到])(?<!用于)(?:一般公共预算|公共财政预算|政府性基金|国有资本经营|社会保险基金|社保基金)"
)
_OPENING_YEAR = re.compile(
    r"(?:^|(?<=[。;\n]))(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.]|[一二三四五六七八九十]{1,2}是)*(?:截[至止]到?(?=\d{4}年(?:[末底]|12月))|(?=\d{4}年(?![-—–~至到末底初]|以来|\d)))(?P<year>(?:19|20)\d\d)年"
)
_BLANK = re.compile(r"[^ \t　]+")
_ENDED = re.compile("[;。\n]")
# The last words of a section hold for the headings below it.
_NEAR = 400
# A line that was taken for a heading and tells sums itself is none.
_NO_HEADING = re.compile(r"\d[\d,.]*[万亿]元|[;,。]$")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose account; of neither level nor zone: the whole region's.

    Attributes:
        level: the word for the account of the region's own government: 市本级.
        zone: the name of a zone.
    """

    level: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """An account of public money.

    Attributes:
        whose: whose it is.
        budget: which of the four, as the text names it; None where it does not.
        year: the last one that opened a sentence of its section, or that a heading names; None where none did.
    """

    whose: Whose
    budget: str | None = None
    year: int | None = None


_ALL = Whose()
_OF_COUNTIES = "县级"


@dataclass(frozen=True, slots=True)
class _Named:
    """Where a text names whose account it tells of: offsets without blanks, and whether it is named for its clause alone."""

    start: int
    end: int
    whose: Whose
    in_passing: bool


class Accounts:
    """Tells whose account the sums of one budget are of.

    Args:
        folded: its text.
        region: whose budget it is.
    """

    def __init__(self, folded: str, region: str | None) -> None:
        self._folded, self._own = folded, region or ""
        self._sections = list(_sections(folded))
        self._starts = [start for start, _ in self._sections]

    @cached_property
    def _bare(self) -> tuple[str, list[int]]:
        """The text without blanks, which pages leave inside words, and the offset of each of its characters."""
        pieces = list(_BLANK.finditer(self._folded))
        return "".join(m[0] for m in pieces), [at for m in pieces for at in range(*m.span())]

    @cached_property
    def _named(self) -> list[_Named]:
        text, _ = self._bare
        own = re.escape(self._own) or "(?!)"
        pattern = re.compile(
            rf"{_OPENS}(?:{_WHOLE.replace('{own}', own)}|(?:{_BELOW}|(?P<zone>{ZONE})){_HOLDS.replace('{more}', '(?!)')})|(?P<more>{_WHOLE.replace('whole', 'inner').replace('{own}', own)}|{_LEVEL}){_HOLDS.replace('{more}', '决算')}"
        )
        found = (self._read(m) for m in pattern.finditer(text))
        return [each for each in found if each is not None]

    def _read(self, m: re.Match[str]) -> _Named | None:
        if m["below"] is not None:
            return _Named(m.start(), m.end(), Whose(level=_OF_COUNTIES), in_passing=False)
        passing = m.string[max(0, m.start() - 1) : m.start()] in (",", "、")
        if m["zone"] is not None:
            zone = zone_name(m["zone"])
            if zone is None:
                return None
            whose = _ALL if zone == self._own else Whose(zone=zone)
            return _Named(m.start(), m.end(), whose, passing)
        if m["level"] is not None and m["level"][0] not in ("本", self._own[-1:] or m["level"][0]):
            # 省级 in a city's budget is who gives.
            return None
        return _Named(m.start(), m.end(), Whose(level=m["level"]), in_passing=False)

    def at(self, offset: int) -> Account:
        """Return the account that the sum is of whose name begins at `offset`."""
        return Account(
            self._around(offset, self._last, _of_heading) or _ALL,
            self._around(offset, self._last_budget, _budget_of_heading),
            self._around(offset, self._last_year, _year_of_heading),
        )

    def _around(
        self,
        offset: int,
        last: Callable[[int, int], T | None],
        of_heading: Callable[[Sequence[str]], T | None],
    ) -> T | None:
        """Return what is told last in the section of an offset, by its heading, or around it; None where nothing is.

        Args:
            last: of what is told between two offsets.
            of_heading: of what the innermost heading tells.
        """
        i = bisect_right(self._starts, offset) - 1
        if i < 0:
            return None
        start, headings = self._sections[i]
        found = last(start, offset) or of_heading(headings)
        while found is None and headings and i > 0:
            i -= 1
            above = self._sections[i][1]
            if len(above) < len(headings) and headings[: len(above)] == above:
                end = self._starts[i + 1]
                found = of_heading(above) or last(max(self._starts[i], end - _NEAR), end)
                headings = above
        return found

    def _last(self, start: int, end: int) -> Whose | None:
        """Return whose account is told last between two offsets."""
        text, places = self._bare
        first, last = bisect_left(places, start), bisect_left(places, end)
        told = self._named
        until, since = (bisect_left(told, at, key=lambda each: each.start) for at in (last, first))
        for named in reversed(told[since:until]):
            if not (named.in_passing and _ENDED.search(text, named.end, last)):
                return named.whose
        return None

    def _last_year(self, start: int, end: int) -> int | None:
        """Return the last year that opened a sentence between two offsets."""
        return self._last_of(self._years, start, end)

    def _last_budget(self, start: int, end: int) -> str | None:
        """Return which budget is named last between two offsets."""
        return self._last_of(self._budgets, start, end)

    def _last_of(self, told: Sequence[tuple[int, T]], start: int, end: int) -> T | None:
        """Return what is told last between two offsets.

        Args:
            told: what is told and where, by offsets into the text without blanks.
        """
        _, places = self._bare
        k = bisect_left(told, bisect_left(places, end), key=lambda each: each[0]) - 1
        return told[k][1] if k >= 0 and told[k][0] >= bisect_left(places, start) else None

    @cached_property
    def _budgets(self) -> list[tuple[int, str]]:
        return [(m.start(), m[0]) for m in _BUDGET.finditer(self._bare[0])]

    @cached_property
    def _years(self) -> list[tuple[int, int]]:
        return [(m.start(), int(m["year"])) for m in _OPENING_YEAR.finditer(self._bare[0])]


def _of_heading(headings: Sequence[str]) -> Whose | None:
    """Return whose account the innermost heading tells of; None where it does not say."""
    text = "".join(headings[-1].split()) if headings else ""
    m = _HEADED_ZONE.match(text)
    if m is not None and (zone := zone_name(m["zone"])) is not None:
        return Whose(zone=zone)
    named = list(_IN_HEADING.finditer(text))
    if any(each["whole"] for each in named):
        return _ALL
    return Whose(level=named[0]["level"]) if len(named) == 1 else None


def _budget_of_heading(headings: Sequence[str]) -> str | None:
    named = _BUDGET.findall("".join(headings[-1].split())) if headings else []
    return named[0] if len(named) == 1 else None


def _sections(folded: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield where the headings that a text stands under change, and to which."""
    last: tuple[str, ...] | None = None
    for line in outline(folded):
        headings = tuple(heading for heading in line.headings if not _NO_HEADING.search(heading))
        if headings != last:
            yield line.start, headings
            last = headings


def _year_of_heading(headings: Sequence[str]) -> int | None:
    """Return the year that the innermost heading names; None where it names none or several."""
    named = years_named(headings[-1]) if headings else ()
    return named[0] if len(named) == 1 else None
