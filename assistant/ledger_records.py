"""Facts and projects as records for programs: the fields of `xianwen facts` and `xianwen projects`, which are a contract.

They are for tables: `pandas.DataFrame(xianwen.facts(library, regions=["霁川县"]))`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from assistant.ledger.cells import cells
from assistant.ledger.corrections import corrections
from assistant.ledger.held_indicators import held_indicators, nearest_indicators
from assistant.ledger.wording import FACT_STATES, MEASURES, PERIODS, PROJECT_STATES, Code, code_of, words_for
from assistant.question.filters import Filters, checked
from assistant.question.held_places import distinct_names
from assistant.question.places import Gazetteer
from ingest.errors import QuestionError
from ingest.facts.indicators import names, plain
from ingest.facts.model import (
    Fact,
    Project,
    Source,
    StoredFact,
    StoredProject,
)
from ingest.library.ledger import FactFilter, ProjectFilter
from ingest.library.library import Library
from ingest.schema import Region

# The fields of the records, those of the contract first.
FACT_FIELDS = (
    "doc", "region", "year", "period", "indicator", "name", "value", "unit", "measure", "status", "start", "end", "quote",
    "title", "date", "place", "month", "qualifiers", "amount", "base_unit", "bound", "base", "from_year", "correction", "region_today",
)  # fmt: skip
PROJECT_FIELDS = (
    "doc", "name", "region", "status", "investment", "unit", "year", "start", "end", "quote",
    "title", "date", "place", "wanted", "event_date", "site", "builder", "industry", "amount", "bound", "capacity", "region_today",
)  # fmt: skip


def facts(
    library: Library,
    *,
    regions: Collection[str] | None = None,
    years: Collection[int] | None = None,
    indicators: Collection[str] | None = None,
    measures: Collection[str] | None = None,
    periods: Collection[str] | None = None,
    statuses: Collection[str] | None = None,
) -> list[dict[str, Any]]:
    """Return the facts of a library as records, by document name and offset; what is None or empty allows all.

    Args:
        library: the library.
        regions: names of places, after those around them where they have namesakes; a province or a city also gives
            what lies in it.
        years: the years that the figures are of.
        indicators: names of indicators, as listed, as written or another of their names (GDP).
        measures, periods, statuses: see `ingest.facts.model`; in the Chinese of `assistant.ledger.wording` too.

    Returns:
        Records with the fields `FACT_FIELDS`: region and place are of whoever the figure is of; doc, title and date of the
        document, start and end the offsets of the quote in its text; correction is what a person said of the figure
        (value, unit, amount, note, by, at), None where nobody did. A region has the name that it had in its time, and in
        region_today the one that all figures of the place share.

    Raises:
        QuestionError: the library tells nothing of a region, or a measure, period or status is not one.
    """
    found = facts_wanted(
        library,
        regions=regions,
        years=years,
        indicators=indicators,
        measures=measures,
        periods=periods,
        statuses=statuses,
    )
    said, today = _corrections(library), distinct_names(library.ledger.regions())
    return [_fact_record(stored, said.get(stored.id), today) for stored in found]


def projects(
    library: Library,
    *,
    regions: Collection[str] | None = None,
    years: Collection[int] | None = None,
    statuses: Collection[str] | None = None,
) -> list[dict[str, Any]]:
    """Return the projects that a library tells of as records, by document name and offset.

    The arguments and errors are those of `facts`. A project that several documents tell of has a record for each.

    Returns:
        Records with the fields `PROJECT_FIELDS`: date is of the document, event_date of what it tells.
    """
    given = _one_of("statuses", PROJECT_STATES, statuses)
    admitted = _regions(library, regions)
    wanted = ProjectFilter(_names(admitted), frozenset(years or ()), given)
    today = distinct_names(library.ledger.regions())
    return [
        _project_record(stored, today)
        for stored in library.projects(wanted)
        if _is_admitted(stored.project.region, stored.project.place, admitted)
    ]


def unheld_note(
    library: Library,
    indicators: Collection[str] | None,
    found: Collection[Mapping[str, Any]],
    *,
    listed_by: str = "",
) -> str | None:
    """Return what to tell of the indicators asked for of which a library has no figure; None where it has of all.

    Args:
        library: the library.
        indicators: names, as for `facts`.
        found: the records that `facts` returned for them; a name that one of these bears is not looked up again.
        listed_by: the command that lists all indicators, where there is one to name.

    Returns:
        A line in Chinese, with English in brackets: which they are, and the nearest that there are.
    """
    shown = {(record["name"], record["indicator"], tuple(record["qualifiers"])) for record in found}
    called = {name: _Called.of(name) for name in indicators or ()}
    missing = [
        name
        for name, each in called.items()
        if not any(each.takes(*one) for one in shown) and not facts_wanted(library, indicators=[name])
    ]
    if not missing:
        return None
    held = held_indicators(library.facts())
    near = dict.fromkeys(each for name in missing for each in nearest_indicators(name, held))
    named = "、".join(f"“{name[:50]}”" for name in missing)
    offered = f"，相近的有：{'、'.join(near)}" if near else ""
    listing = f"；全部指标见 {listed_by}" if listed_by else ""
    missed = ", ".join(name[:50] for name in missing)
    return f"资料里没有{named}的数{offered}{listing}。(No figures of {missed}.)"


def facts_wanted(
    library: Library,
    *,
    regions: Collection[str] | None = None,
    years: Collection[int] | None = None,
    indicators: Collection[str] | None = None,
    measures: Collection[str] | None = None,
    periods: Collection[str] | None = None,
    statuses: Collection[str] | None = None,
) -> list[StoredFact]:
    """Return the facts that `facts` makes records of; arguments and errors are the same."""
    admitted = _regions(library, regions)
    called = [_Called.of(name) for name in indicators or ()]
    wanted = FactFilter(
        _names(admitted),
        frozenset(years or ()),
        frozenset(name for each in called for name in (each.name, each.indicator) if name),
        _one_of("measures", MEASURES, measures),
        _one_of("periods", PERIODS, periods),
        _one_of("statuses", FACT_STATES, statuses),
    )
    return [
        stored
        for stored in library.facts(wanted)
        if _is_admitted(stored.fact.region, stored.fact.place, admitted)
        and (not called or _is_called(stored.fact, called))
    ]


def facts_of(library: Library, regions: Collection[str | None]) -> list[StoredFact]:
    """Return all facts that may share a cell with a fact of regions of these names, None for a region that is not known."""
    if not regions:
        return []
    return library.facts(FactFilter(frozenset(filter(None, regions)))) if all(regions) else library.facts()


def _regions(library: Library, regions: Collection[str] | None) -> frozenset[Region] | None:
    """Return the regions of the library that names mean, or that lie in what they mean; None for no names.

    Raises:
        QuestionError: the library tells nothing of one of them.
    """
    if not regions:
        return None
    own = {document.tells_of for document in library.documents() if document.tells_of is not None}
    gazetteer = Gazetteer(own.union(library.ledger.regions(), *library.regions_told_of().values()))
    chosen = checked(Filters(regions=tuple(regions)), gazetteer).regions or ()
    return frozenset(
        region
        for name in chosen
        for place in gazetteer.named(name)
        for region in (*place.filed, *place.inner)
    )


def _names(regions: frozenset[Region] | None) -> frozenset[str]:
    return frozenset(name for name, _ in regions or ())


def _is_admitted(region: str | None, place: str | None, admitted: frozenset[Region] | None) -> bool:
    """Return whether a region is one of those admitted: a namesake elsewhere is not."""
    return admitted is None or (region is not None and (region, place) in admitted)


@dataclass(frozen=True, slots=True)
class _Called:
    """What a name of an indicator asks for: that name, and what it is a name of with the qualifiers that it says."""

    name: str
    indicator: str | None = None
    qualifiers: frozenset[str] = frozenset()

    @classmethod
    def of(cls, written: str) -> _Called:
        """Return what `written` asks for."""
        listed = names().get(plain(written))
        return cls(written, listed.indicator.name, frozenset(listed.qualifiers)) if listed else cls(written)

    def takes(self, name: str, indicator: str | None, qualifiers: Collection[str]) -> bool:
        """Return whether a fact of this name, indicator and qualifiers is of what is asked for."""
        if self.name in (name, indicator):
            return True
        return indicator == self.indicator is not None and self.qualifiers <= set(qualifiers)


def _is_called(fact: Fact, called: Collection[_Called]) -> bool:
    return any(each.takes(fact.name, fact.indicator, fact.qualifiers) for each in called)


def _one_of(what: str, allowed: Mapping[Code, str], given: Collection[str] | None) -> frozenset[Code]:
    """Return the codes that the words given mean, which must be among those allowed.

    Raises:
        QuestionError: one is not.
    """
    meant = {word: code_of(allowed, word) for word in given or ()}
    unknown = sorted(word for word, code in meant.items() if code is None)
    if unknown:
        raise QuestionError(
            f"{what} 只能是 {words_for(allowed)}，不能是“{unknown[0][:50]}”。"
            f"({what} must be among these, not {unknown[0][:50]}.)"
        )
    return frozenset(code for code in meant.values() if code is not None)


def _corrections(library: Library) -> dict[int, dict[str, Any]]:
    """Return id of a fact → what a person said of its cell."""
    said = corrections(library)
    if not said:
        return {}
    return {
        stored.id: asdict(cell.correction)
        for cell in cells(facts_of(library, {key.region for key in said}), said)
        if cell.correction is not None
        for stored in cell.tellings
    }


def _fact_record(
    stored: StoredFact, correction: dict[str, Any] | None, today: Mapping[Region, str]
) -> dict[str, Any]:
    values = _values(stored.fact, stored.source, today) | {"correction": correction}
    values["qualifiers"] = list(stored.fact.qualifiers)
    return {name: values[name] for name in FACT_FIELDS}


def _project_record(stored: StoredProject, today: Mapping[Region, str]) -> dict[str, Any]:
    values = _values(stored.project, stored.source, today) | {"event_date": stored.project.date}
    return {name: values[name] for name in PROJECT_FIELDS}


def _values(entry: Fact | Project, source: Source, today: Mapping[Region, str]) -> dict[str, Any]:
    """Return the fields of an entry and its source by name; numbers that are whole are written so."""
    told = {field.name: _number(getattr(entry, field.name)) for field in fields(entry)}
    return told | {
        "doc": source.doc,
        "title": source.title,
        "date": source.date,
        "quote": source.quote,
        "region_today": today.get((entry.region, entry.place)) if entry.region else None,
    }


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
