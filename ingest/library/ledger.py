"""The ledger of a library: the published facts and projects, each with its source."""

from __future__ import annotations

import gc
import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ingest.facts.model import (
    FactStatus,
    Measure,
    Period,
    Project,
    ProjectStatus,
    Source,
    StoredFact,
    StoredProject,
)
from ingest.library.catalog import Catalog
from ingest.library.published import Kept
from ingest.library.stored_ledger import FACT_FIELDS, PROJECT_FIELDS, columns, fact_of
from ingest.library.stored_texts import Span, texts_at
from ingest.schema import Region

# Facts and projects that are kept once read, until something is published: some 1 kB each with their quotes.
_KEPT = 60_000
# Filters whose results are kept, also where nothing was found.
_MOST_FILTERS = 1_000
# Rows that are read at a time, so that they need not all be held beside what is made of them.
_ROWS = 1_000
_AMONG = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class FactFilter:
    """Which facts are wanted; what is empty allows all.

    Attributes:
        regions: full names of those whose figures they are, in Simplified.
        years: the years they are of.
        indicators: canonical names, or names as written.
        measures, periods, statuses: see the types.
        docs: names of the documents that tell them.
    """

    regions: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    indicators: frozenset[str] = frozenset()
    measures: frozenset[Measure] = frozenset()
    periods: frozenset[Period] = frozenset()
    statuses: frozenset[FactStatus] = frozenset()
    docs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """Which projects are wanted; what is empty allows all.

    Attributes:
        regions: full names of those of whom they are told, in Simplified.
        years: the years they are told of.
        statuses: the states that they have reached.
    """

    regions: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    statuses: frozenset[ProjectStatus] = frozenset()


ALL_FACTS, ALL_PROJECTS = FactFilter(), ProjectFilter()


class KeptLedger:
    """Reads the ledger of a library, and keeps what was read until something is published."""

    def __init__(self, catalog: Catalog) -> None:
        """Read from `catalog`."""
        self._catalog = catalog
        self._regions = Kept(catalog, self._read_regions)
        self._held: tuple[int, dict[FactFilter | ProjectFilter, Sequence[Any]]] = (-1, {})

    def regions(self) -> frozenset[Region]:
        """Return the regions whose figures and projects are published."""
        return self._regions.value

    def _read_regions(self) -> frozenset[Region]:
        with self._catalog.reading() as connection:
            return frozenset(
                (row["region"], row["place"])
                for table in ("fact", "project")
                for row in connection.execute(
                    f"SELECT DISTINCT e.region, e.place FROM document d JOIN {table} e ON e.version = d.version "
                    "WHERE e.region IS NOT NULL"
                )
            )

    def counts(self) -> tuple[int, int]:
        """Return how many facts and projects are published, those of copies among them."""
        with self._catalog.reading() as connection:
            facts, projects = (
                int(
                    connection.execute(
                        f"SELECT count(*) FROM document d JOIN {table} e ON e.version = d.version"
                    ).fetchone()[0]
                )
                for table in ("fact", "project")
            )
        return facts, projects

    def facts(self, wanted: FactFilter) -> list[StoredFact]:
        """Return the published facts that `wanted` allows, by document name and offset."""
        return list(self._kept(wanted, lambda connection: _facts(connection, wanted)))

    def projects(self, wanted: ProjectFilter) -> list[StoredProject]:
        """Return the published projects that `wanted` allows, by document name and offset."""
        return list(self._kept(wanted, lambda connection: _projects(connection, wanted)))

    def _kept(
        self, wanted: FactFilter | ProjectFilter, read: Callable[[sqlite3.Connection], Sequence[Any]]
    ) -> Sequence[Any]:
        # Before what is read: what is published between the two shows at the next look.
        generation = self._catalog.generation()
        held = self._held
        if held[0] != generation:
            held = self._held = (generation, {})
        if wanted not in held[1]:
            with self._catalog.snapshot() as connection, _uncollected():
                found = read(connection)
            # Other threads add to it meanwhile: what is counted is a copy.
            sizes = [len(each) for each in list(held[1].values())]
            if sum(sizes) + len(found) > _KEPT or len(sizes) >= _MOST_FILTERS:
                held = self._held = (generation, {})
            held[1][wanted] = found
        return held[1][wanted]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the garbage collector while the block runs: it would walk again and again through what is read, all of which
    is kept, for a third of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _facts(connection: sqlite3.Connection, wanted: FactFilter) -> list[StoredFact]:
    conditions = {
        "e.region IN {0}": wanted.regions,
        "e.year IN {0}": wanted.years,
        "(e.indicator IN {0} OR e.name IN {0})": wanted.indicators,
        "e.measure IN {0}": wanted.measures,
        "e.period IN {0}": wanted.periods,
        "e.status IN {0}": wanted.statuses,
        "d.doc IN {0}": wanted.docs,
    }
    rows = _entries(connection, "fact", FACT_FIELDS, conditions)
    return [StoredFact(id_, fact_of(values), source) for id_, values, source in rows]


def _projects(connection: sqlite3.Connection, wanted: ProjectFilter) -> list[StoredProject]:
    conditions = {
        "e.region IN {0}": wanted.regions,
        "e.year IN {0}": wanted.years,
        "e.status IN {0}": wanted.statuses,
    }
    rows = _entries(connection, "project", PROJECT_FIELDS, conditions)
    return [StoredProject(id_, Project(*values), source) for id_, values, source in rows]


def _entries(
    connection: sqlite3.Connection,
    table: str,
    names: Sequence[str],
    conditions: Mapping[str, Collection[object]],
) -> Iterator[tuple[int, tuple[Any, ...], Source]]:
    """Yield (id, values of its fields, source) of the published entries of a table, by document name and offset.

    Args:
        connection: with a view of the catalogue that does not change meanwhile.
        table: "fact" or "project".
        names: its fields, the first three "start", "end" and where its figure or name begins.
        conditions: in SQL, {0} for the values allowed → these; none allow all.
    """
    where, arguments = ["TRUE"], []
    for condition, allowed in conditions.items():
        if allowed:
            arguments.append(json.dumps(sorted(allowed, key=str)))
            where.append(condition.format(f"(SELECT value FROM json_each(?{len(arguments)}))"))
    cursor = connection.cursor()
    cursor.row_factory = None  # plain tuples: they are many
    cursor.execute(
        f"SELECT e.version, e.id, {columns(names)} FROM document d JOIN {table} e ON e.version = d.version "
        f"WHERE {' AND '.join(where)} ORDER BY d.doc, e.start, e.{names[2]}, e.id",
        arguments,
    )
    while rows := cursor.fetchmany(_ROWS):
        rows = _without_copies(connection, rows)
        sources = _sources(connection, {(row[0], row[2], row[3]) for row in rows})
        for row in rows:
            yield row[1], row[2:], sources[row[0], row[2], row[3]]


def _without_copies(connection: sqlite3.Connection, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the rows but for those from a passage in whose place another document answers."""
    repeated: dict[int, list[tuple[int, int]]] = {}
    query = f'SELECT version, start, "end" FROM passage WHERE repeated IS NOT NULL AND version {_AMONG}'
    for version, start, end in connection.execute(query, (json.dumps(sorted({row[0] for row in rows})),)):
        repeated.setdefault(version, []).append((start, end))
    if not repeated:
        return rows
    return [row for row in rows if not any(start <= row[2] < end for start, end in repeated.get(row[0], ()))]


def _sources(connection: sqlite3.Connection, spans: Collection[Span]) -> dict[Span, Source]:
    """Return span → where what stands there is from; entries of one clause share it."""
    about = {
        row["id"]: tuple(row)[1:]
        for row in connection.execute(
            "SELECT v.id, d.doc, v.title, v.date, v.kind, v.region, v.place FROM version v "
            f"JOIN document d ON d.version = v.id WHERE v.id {_AMONG}",
            (json.dumps(sorted({version for version, _, _ in spans})),),
        )
    }
    return {span: Source(*(*about[span[0]], quote)) for span, quote in texts_at(connection, spans).items()}
