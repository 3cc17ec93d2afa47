"""The facts and projects of documents are kept beside their passages: they come, change and go with the version."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.facts.model import Fact, Ledger, Project
from ingest.library.catalog_schema import FORMAT, SCHEMA
from ingest.library.ledger import FactFilter, ProjectFilter
from ingest.library.library import Library
from ingest.library.stored_ledger import add_ledger, ledger_of_version
from ingest.library.upkeep import remove
from ingest.sync.refresh import refresh
from ingest.sync.versions import from_file
from tests.ingest.ledgers import GRAIN, LEDGER, publish
from tests.ingest.shelf import counting, counts, ingest, opened, put


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """One document with two facts and a project."""
    made = opened(tmp_path)
    publish(made, tmp_path / "files", "岚岭.txt", GRAIN, LEDGER)
    return made


def rows(library: Library, table: str) -> int:
    with library.catalog.reading() as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_each_fact_and_project_is_told_with_its_document_and_its_clause(library: Library) -> None:
    facts, projects = library.facts(), library.projects()
    assert tuple(each.fact for each in facts) == LEDGER.facts
    assert [each.source.quote for each in facts] == ["全县粮食总产量达到12.5万吨", "同比增长3.1%"]
    assert {each.source.doc for each in facts} == {"岚岭.txt"}
    assert tuple(each.project for each in projects) == LEDGER.projects
    assert projects[0].source.title == "岚岭县2021年工作总结"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (FactFilter(indicators=frozenset({"粮食产量"})), 2),
        (FactFilter(indicators=frozenset({"粮食总产量"})), 2),
        (FactFilter(indicators=frozenset({"粮食"})), 0),
        (FactFilter(measures=frozenset({"growth"})), 1),
        (FactFilter(regions=frozenset({"岚岭县", "泊舟县"}), years=frozenset({2021})), 2),
        (FactFilter(years=frozenset({2020})), 0),
        (FactFilter(periods=frozenset({"h1"})), 0),
        (FactFilter(statuses=frozenset({"result", "target"})), 2),
    ],
)
def test_a_filter_leaves_the_facts_that_it_names(library: Library, wanted: FactFilter, found: int) -> None:
    assert len(library.facts(wanted)) == found


def test_projects_are_filtered_by_region_year_and_status(library: Library) -> None:
    assert library.projects(ProjectFilter(statuses=frozenset({"started"}), years=frozenset({2021})))
    assert not library.projects(ProjectFilter(statuses=frozenset({"completed"})))
    assert not library.projects(ProjectFilter(regions=frozenset({"泊舟县"})))


def test_the_ledger_changes_and_goes_with_its_document(library: Library, tmp_path: Path) -> None:
    less = Ledger(LEDGER.facts[:1])
    publish(library, tmp_path / "files", "岚岭.txt", GRAIN, less)
    assert (tuple(each.fact for each in library.facts()), library.projects()) == (less.facts, [])
    assert (rows(library, "fact"), rows(library, "project")) == (1, 0)
    remove(library, ["岚岭.txt"])
    assert library.facts() == []
    assert rows(library, "fact") == 0


def test_what_another_process_publishes_is_seen(library: Library, tmp_path: Path) -> None:
    other = Library.open(library.settings)
    assert len(other.facts()) == 2
    publish(library, tmp_path / "files", "岚岭.txt", GRAIN, Ledger(LEDGER.facts[:1]))
    assert len(other.facts()) == 1


def test_many_threads_ask_for_many_things_at_once(library: Library) -> None:
    def ask(year: int) -> int:
        return len(library.facts(FactFilter(years=frozenset({2021, year}))))

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(3000, 5500))) == {2}


def test_a_copy_of_a_document_tells_nothing_twice_until_the_other_goes(
    library: Library, tmp_path: Path
) -> None:
    publish(library, tmp_path / "files", "转载.txt", GRAIN, LEDGER)
    assert [d.doc for d in library.documents() if d.copy_of] == ["转载.txt"]
    assert [each.source.doc for each in library.facts()] == ["岚岭.txt"] * 2
    assert [each.source.doc for each in library.projects()] == ["岚岭.txt"]
    remove(library, ["岚岭.txt"])
    assert [each.source.doc for each in library.facts()] == ["转载.txt"] * 2


def test_another_extractor_is_taken_up_without_embedding_anew(library: Library) -> None:
    fresh = from_file(GRAIN.encode(), doc="岚岭.txt", correction={}).ledger
    with library.catalog.transaction() as tx:
        tx.execute("UPDATE fact SET name = '某个旧名'")
        tx.execute("UPDATE version SET reading = 0")
    assert library.catalog.outdated() == 1
    embedder = counting(library)
    report = refresh(library)
    assert (report.changed, report.encoded, embedder.texts) == (1, 0, 0)
    assert tuple(each.fact for each in library.facts()) == fresh.facts
    assert library.catalog.outdated() == 0
    assert refresh(library).looked_at == 0


def test_a_library_of_the_format_before_opens_and_is_completed_by_the_next_ingest(tmp_path: Path) -> None:
    library = opened(tmp_path)
    put(tmp_path / "files", "岚岭.txt", GRAIN)
    ingest(library, tmp_path / "files")
    told = [each.fact for each in library.facts()]
    library.close()
    with sqlite3.connect(tmp_path / "library" / "catalog.sqlite3") as connection:
        for table in ("fact", "project", "cell_correction"):
            connection.execute(f"DROP TABLE {table}")
        for column in ("pictures_unread", "recognised"):
            connection.execute(f"ALTER TABLE version DROP COLUMN {column}")
        connection.execute("UPDATE version SET reading = 4")
        connection.execute("PRAGMA user_version = 6")
    library = Library.open(library.settings)
    assert (library.facts(), library.projects()) == ([], [])
    assert library.catalog.outdated() == 1
    assert counts(ingest(library, tmp_path / "files"))[3:] == (0, 0)
    assert [each.fact for each in library.facts()] == told
    with library.catalog.reading() as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == FORMAT


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
NUMBER = st.integers(0, 10**6)
VALUE = st.floats(allow_nan=False, allow_infinity=False)
FACT = st.builds(
    Fact,
    *(NUMBER,) * 4,
    region=st.none() | TEXT,
    place=st.none() | TEXT,
    year=st.none() | st.integers(1949, 2050),
    indicator=st.none() | TEXT,
    name=TEXT,
    value=VALUE,
    unit=TEXT,
    amount=VALUE,
    base_unit=TEXT,
    qualifiers=st.lists(TEXT, max_size=3).map(tuple),
    month=st.none() | st.integers(1, 12),
    base=st.none() | TEXT,
    from_year=st.none() | st.integers(1949, 2050),
)
PROJECT = st.builds(
    Project,
    *(NUMBER,) * 4,
    name=TEXT,
    region=st.none() | TEXT,
    place=st.none() | TEXT,
    date=st.none() | TEXT,
    builder=st.none() | TEXT,
    investment=st.none() | VALUE,
    unit=TEXT,
    amount=st.none() | VALUE,
    capacity=st.none() | TEXT,
)


@given(st.builds(Ledger, st.lists(FACT, max_size=3).map(tuple), st.lists(PROJECT, max_size=3).map(tuple)))
@settings(deadline=None)
def test_a_ledger_comes_back_from_the_catalogue_as_it_went_in(ledger: Ledger) -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.executescript(SCHEMA)
        add_ledger(connection, 7, ledger)
        assert ledger_of_version(connection, 7) == ledger


def test_facts_come_by_document_and_offset_however_they_were_found(library: Library, tmp_path: Path) -> None:
    publish(library, tmp_path / "files", "岚岭.txt", GRAIN, Ledger(LEDGER.facts[::-1]))
    assert [each.fact.value for each in library.facts()] == [12.5, 3.1]
