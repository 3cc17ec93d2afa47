"""The records of the ledger: facts, which are figures of indicators, and projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.chinese.quantity import Bound
from ingest.schema import Kind, Region

# Of a year; of its first half, first quarter, first three quarters, one month; of the five years up to it.
Period = Literal["year", "h1", "q1", "q1-3", "month", "five-year"]
# An amount, a count or a rate that is an indicator by itself; a growth in percent or in 倍; a part of a whole; a
# difference in units or in percentage points, and what was newly added to a stock.
Measure = Literal["level", "growth", "share", "change"]
# Qualifier of a growth that is told as how many times the base it is: 是2015年的2.3倍 is a growth by 130%.
MULTIPLE = "倍数"
# What was reached; what is expected to have been reached (预计); what is wanted.
FactStatus = Literal["result", "estimate", "target"]
# In the order in which a project passes through them.
ProjectStatus = Literal["planned", "signed", "started", "under construction", "completed", "in production"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of an indicator, as one clause or one cell of a table tells it.

    Attributes:
        start, end: character offsets into the stored text of the clause that tells it, or of the table's row; what is
            quoted.
        figure_start, figure_end: offsets of the number with its unit, within or after the clause's beginning.
        region, place: whose figure it is, full name in Simplified, and its wider places; None where not known.
        year: the year it is of; of five years the last. None where nothing tells.
        period: the part of the year, or the five years.
        month: of a month's figure, 1 to 12; else None.
        indicator: the canonical name (ingest/facts/data/indicators.tsv); None for an indicator that is not listed.
        name: the indicator as written.
        qualifiers: what makes another indicator of it (人均, 农村, 规上, 可比 …), in order; two facts compare only where
            these agree.
        measure, status: see the types.
        value: the number as written, without the sign that a word carries (下降6.7% is 6.7).
        unit: as written, with its scale: 亿元, %, 个百分点; "" where there is none.
        amount: the number with its sign, in `base_unit`: -6.7.
        base_unit: the unit without its scale: 元, %, 百分点, 人.
        bound: "about" (约, 左右), "over" (超过, 以上), "under" (近, 以内); "" for an exact figure.
        base: what a growth, change or share is measured against, as written (上年, 2005年, 年初预算); None for a level.
        from_year: the year that a growth over several years, or a sum, begins with; None for a single year.
    """

    start: int
    end: int
    figure_start: int
    figure_end: int
    region: str | None
    place: str | None
    year: int | None
    period: Period
    indicator: str | None
    name: str
    measure: Measure
    value: float
    unit: str
    amount: float
    base_unit: str
    status: FactStatus
    qualifiers: tuple[str, ...] = ()
    month: int | None = None
    bound: Bound = ""
    base: str | None = None
    from_year: int | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A work with a name of its own, as one clause or one row of a table tells of it.

    Attributes:
        start, end: character offsets into the stored text of the clause or row; what is quoted.
        name_start, name_end: offsets of the name.
        name: as written.
        region, place: of whom it is told, full name in Simplified, and its wider places; None where not known.
        status: the state that it has reached by the time of the report.
        wanted: of an outlook, the state that it is to reach; else None.
        year: the year it is told of; None where nothing tells.
        date: ISO date of the event that the clause tells (signing, start), as precise as it is; None where it tells none.
        site: the town, park or street where it stands, as written.
        builder: the firm or office that builds it, as written.
        industry: as written or as the name shows; see data/industries.toml.
        investment, unit: the sum invested as written, 10 and 亿元; None and "" where none is told for this project alone.
        amount: the sum in 元.
        bound: of the sum, as in `Fact`.
        capacity: area or capacity as written, with its unit.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    name: str
    region: str | None
    place: str | None
    status: ProjectStatus | None
    wanted: ProjectStatus | None = None
    year: int | None = None
    date: str | None = None
    site: str | None = None
    builder: str | None = None
    industry: str | None = None
    investment: float | None = None
    unit: str = ""
    amount: float | None = None
    bound: Bound = ""
    capacity: str | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The facts and projects of a document, each in the order of its text."""

    facts: tuple[Fact, ...] = ()
    projects: tuple[Project, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where the ledger has an entry from.

    Attributes:
        doc, title, date, kind: of the document.
        region, place: of whoever speaks in it; None where not known.
        quote: the clause or row that tells it, as it stands in the stored text.
    """

    doc: str
    title: str
    date: str | None
    kind: Kind
    region: str | None
    place: str | None
    quote: str

    @property
    def speaks(self) -> Region | None:
        """Return the region that speaks; None where it is not known."""
        return None if self.region is None else (self.region, self.place)


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A published fact with its source."""

    id: int
    fact: Fact
    source: Source


@dataclass(frozen=True, slots=True)
class StoredProject:
    """A published mention of a project with its source."""

    id: int
    project: Project
    source: Source
