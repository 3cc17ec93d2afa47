"""People confirm and correct cells; it holds until it is taken back, whatever becomes of the documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ledger.cells import Cell, cells
from assistant.ledger.corrections import (
    as_text,
    confirm,
    correct,
    corrections,
    figure_in,
    history,
    key_in,
    undo,
    written_in_form,
)
from ingest.errors import CorrectionError
from ingest.facts.model import Ledger
from ingest.library.library import Library
from ingest.library.upkeep import remove
from tests.assistant.ledger.invented import told
from tests.ingest.ledgers import GRAIN, LEDGER, fact, publish
from tests.ingest.shelf import opened


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """One document that tells 粮食产量 12.5万吨 and its growth."""
    made = opened(tmp_path)
    clause = "全县粮食总产量达到12.5万吨"
    grain = fact(GRAIN, clause, 12.5, amount=125_000.0)
    publish(made, tmp_path / "files", "岚岭.txt", GRAIN, Ledger((grain, LEDGER.facts[1])))
    return made


def shown(library: Library) -> Cell:
    """The cell of the grain."""
    return cells(library.facts(), corrections(library))[0]


def test_a_corrected_figure_is_shown_with_who_said_so_and_the_source_stays(library: Library) -> None:
    correct(library, shown(library), "13万吨", note="统计局核定", who="陈默")
    cell = shown(library)
    assert (cell.state, cell.preferred.fact.value, cell.preferred.fact.amount) == (
        "corrected",
        13.0,
        130_000.0,
    )
    assert cell.correction is not None
    assert (cell.correction.by, cell.correction.note) == ("陈默", "统计局核定")
    assert cell.preferred.source.quote == "全县粮食总产量达到12.5万吨"
    assert cells(library.facts(), corrections(library))[1].state == "single"


def test_a_confirmed_figure_stays_and_a_later_correction_wins(library: Library) -> None:
    confirm(library, shown(library))
    assert (shown(library).state, shown(library).preferred.fact.value) == ("confirmed", 12.5)
    correct(library, shown(library), "12.6")
    assert (shown(library).state, shown(library).preferred.fact.unit) == ("corrected", "万吨")


def test_undoing_brings_back_what_was_said_before_and_nothing_is_forgotten(library: Library) -> None:
    key = shown(library).key
    confirm(library, shown(library), who="陈默")
    correct(library, shown(library), "13万吨", who="苏禾")
    undo(library, key, who="陈默")
    assert shown(library).state == "confirmed"
    undo(library, key)
    assert shown(library).state == "single"
    assert [(change.value, change.who, change.undone_by) for change in history(library, key)] == [
        (12.5, "陈默", ""),
        (13.0, "苏禾", "陈默"),
    ]
    with pytest.raises(CorrectionError, match="没有可以撤销"):
        undo(library, key)


def test_a_correction_outlives_a_new_ingest_and_the_documents_removal(
    library: Library, tmp_path: Path
) -> None:
    correct(library, shown(library), "13万吨")
    ledger = Ledger(tuple(stored.fact for stored in library.facts()))
    remove(library, ["岚岭.txt"])
    assert library.facts() == []
    publish(library, tmp_path / "files", "岚岭.txt", GRAIN, ledger)
    assert (shown(library).state, shown(library).preferred.fact.value) == ("corrected", 13.0)


def test_other_processes_see_it_at_once(library: Library) -> None:
    other = Library.open(library.settings)
    before = other.generation
    correct(library, shown(library), "13万吨")
    assert other.generation > before
    assert shown(other).state == "corrected"


@pytest.mark.parametrize(
    ("written", "like", "read"),
    [
        ("12.5亿元", told(11.0), (12.5, "亿元", 12.5e8)),
        ("12.5", told(11.0), (12.5, "亿元", 12.5e8)),
        ("１２５,０００万元", told(11.0), (125_000.0, "万元", 12.5e8)),
        ("-3.2%", told(4.0, "%", measure="growth"), (-3.2, "%", -3.2)),
        ("0", told(11.0), (0.0, "亿元", 0.0)),
        ("38.6万人", told(386000.0, "人"), (38.6, "万人", 386_000.0)),
    ],
)
def test_a_figure_is_read_as_people_write_it(written: str, like, read: tuple[float, str, float]) -> None:
    assert figure_in(written, like.fact) == pytest.approx(read)


@pytest.mark.parametrize(
    ("value", "unit", "read"),
    [
        ("105.5", "亿元", 105.5e8),
        ("105.5亿元", "亿元", 105.5e8),
        (" 10550万元 ", "亿元", 1.055e8),
        ("１０５.５ 亿元", "亿元", 105.5e8),
        ("105.5", "", 105.5e8),
    ],
)
def test_a_number_may_be_typed_with_its_unit_though_the_form_has_a_field_for_it(
    value: str, unit: str, read: float
) -> None:
    assert figure_in(written_in_form(value, unit), told(11.0).fact)[2] == pytest.approx(read)


@pytest.mark.parametrize("written", ["", "很多", "12亩", "12%", "12.5亿元左右 13亿元", "1.2.3亿元"])
def test_what_is_no_figure_of_the_cells_kind_is_refused(library: Library, written: str) -> None:
    with pytest.raises(CorrectionError):
        figure_in(written, told(11.0).fact)
    with pytest.raises(CorrectionError):
        correct(library, shown(library), written)
    assert corrections(library) == {}


def test_a_key_comes_back_from_its_text_and_nothing_else_is_one(library: Library) -> None:
    key = shown(library).key
    assert key_in(as_text(key)) == key
    for text in ("", "{}", "[1]", '{"qualifiers": []}'):
        with pytest.raises(CorrectionError):
            key_in(text)
