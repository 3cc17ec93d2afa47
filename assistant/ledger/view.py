"""Views of the ledger as addresses, so that an answer, a person or a bookmark can lead to one.

An answer links to its view by `View(indicator="地区生产总值", measure="growth", regions=("岚屏县",), first=2019,
last=2022).address()`, which is

    ?ledger=indicator&indicator=地区生产总值&measure=growth&region=岚屏县&from=2019&to=2022

(percent-encoded) after the page's own address "/". `ledger=region&region=岚屏县` shows all indicators of a region,
`ledger=projects&region=岚屏县&year=2021&state=started` its projects. What an address leaves out is chosen by what the
library holds; what it names and the library does not hold shows as nothing found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urlencode

from ingest.facts.model import Period, ProjectStatus

Page = Literal["indicator", "region", "projects"]
Chart = Literal["line", "bar"]
# Of projects: by the latest year told of, those with a sum before others; else by what it names, "-" for the other way.
Sort = Literal["", "-year", "sum", "-sum", "state", "-state"]


@dataclass(frozen=True, slots=True)
class View:
    """What to show of the ledger; what is empty or None is left open.

    Attributes:
        page: one indicator over regions, one region over indicators, or projects.
        indicator: canonical name or name as written, with qualifiers in brackets after it where it has any.
        measure: of one indicator, "level", "growth", "share" or "change", or a `Series.variant`; of a region, a measure.
        period: the part of the year.
        regions: full names, or place and name where several regions have the name; of a region's page, the first counts.
        first, last: the years between which to show.
        target: show targets instead of results.
        chart: which chart.
        states: of projects, the states that they have reached.
        year: of projects, a year in which they are told of.
        industry: of projects.
        least: of projects, the least investment in 元.
        words: of projects, a part of their name, site or builder.
        sort: of projects, their order.
    """

    page: Page = "indicator"
    indicator: str = ""
    measure: str = ""
    period: Period = "year"
    regions: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None
    target: bool = False
    chart: Chart = "line"
    states: tuple[ProjectStatus, ...] = ()
    year: int | None = None
    industry: str = ""
    least: float | None = None
    words: str = ""
    sort: Sort = ""

    def query(self) -> list[tuple[str, str]]:
        """Return the view as the names and values of an address's query, without what is left open."""
        pairs: list[tuple[str, str]] = [
            ("ledger", self.page),
            ("indicator", self.indicator),
            ("measure", self.measure),
            ("period", "" if self.period == "year" else self.period),
            *(("region", region) for region in self.regions),
            ("from", _written(self.first)),
            ("to", _written(self.last)),
            ("status", "target" if self.target else ""),
            ("chart", "" if self.chart == "line" else self.chart),
            *(("state", state) for state in self.states),
            ("year", _written(self.year)),
            ("industry", self.industry),
            ("least", "" if self.least is None else f"{self.least:.0f}"),
            ("words", self.words),
            ("sort", self.sort),
        ]
        return [(name, value) for name, value in pairs if value]

    def address(self) -> str:
        """Return the view's address, relative to the page: ?ledger=indicator&indicator=…"""
        return f"?{urlencode(self.query())}"


def view_of(query: Iterable[tuple[str, str]]) -> View:
    """Return the view that the query of an address means; values that cannot be meant are left open."""
    given: dict[str, list[str]] = {}
    for name, value in query:
        given.setdefault(name, []).append(value.strip())

    def one(name: str) -> str:
        return next(iter(given.get(name, ())), "")

    least = one("least")
    return View(
        page=next((page for page in get_args(Page) if page == one("ledger")), "indicator"),
        indicator=one("indicator"),
        measure=one("measure"),
        period=next((period for period in get_args(Period) if period == one("period")), "year"),
        regions=tuple(dict.fromkeys(filter(None, given.get("region", ())))),
        first=_year(one("from")),
        last=_year(one("to")),
        target=one("status") == "target",
        chart="bar" if one("chart") == "bar" else "line",
        states=tuple(state for state in get_args(ProjectStatus) if state in given.get("state", ())),
        year=_year(one("year")),
        industry=one("industry"),
        least=float(least) if least.isdecimal() else None,
        words=one("words"),
        sort=next((sort for sort in get_args(Sort) if sort == one("sort")), ""),
    )


def _written(number: int | None) -> str:
    return "" if number is None else str(number)


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isascii() and text.isdecimal() else None
