"""What people say of cells of the ledger, kept in the catalogue apart from all documents.

Nothing is ever deleted: what was undone stays on record with who undid it. A cell is known by its key alone, so that what
was said of it holds when documents are read anew, go and come back.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from ingest.library.catalog import Catalog
from ingest.library.catalog_writer import bump_generation

_COLUMNS = "cell, value, unit, amount, note, who, made_at, undone_by, undone_at"


@dataclass(frozen=True, slots=True)
class CellChange:
    """What a person said of a cell.

    Attributes:
        cell: the cell's key as JSON.
        value, unit: the figure as they wrote it, also where they found it right as it was.
        amount: the same with its sign, in the cell's base unit.
        note: why, in their words; may be empty.
        who: their name; "" where nobody signs in.
        made_at: when, ISO, local time.
        undone_by, undone_at: who took it back and when; None where it stands.
    """

    cell: str
    value: float
    unit: str
    amount: float
    note: str
    who: str
    made_at: str
    undone_by: str | None = None
    undone_at: str | None = None


def add(
    catalog: Catalog, cell: str, value: float, unit: str, amount: float, *, note: str = "", who: str = ""
) -> None:
    """Say of a cell what counts from now on; the arguments are those of `CellChange`."""
    with catalog.transaction() as tx:
        tx.execute(
            "INSERT INTO cell_correction (cell, value, unit, amount, note, who, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (cell, value, unit, amount, note, who, _now()),
        )
        bump_generation(tx)


def undo(catalog: Catalog, cell: str, *, who: str = "") -> bool:
    """Take back what was last said of a cell, so that what was said before counts again; False if nothing was."""
    with catalog.transaction() as tx:
        undone = tx.execute(
            "UPDATE cell_correction SET undone_by = ?, undone_at = ? WHERE id = "
            "(SELECT max(id) FROM cell_correction WHERE cell = ? AND undone_at IS NULL)",
            (who, _now(), cell),
        ).rowcount
        if undone:
            bump_generation(tx)
    return undone > 0


def standing(catalog: Catalog) -> list[CellChange]:
    """Return what counts of each cell of which something was said."""
    query = (
        f"SELECT {_COLUMNS} FROM cell_correction WHERE id IN "
        "(SELECT max(id) FROM cell_correction WHERE undone_at IS NULL GROUP BY cell) ORDER BY id"
    )
    with catalog.reading() as connection:
        return [_change(row) for row in connection.execute(query)]


def history(catalog: Catalog, cell: str) -> list[CellChange]:
    """Return everything that was ever said of a cell, the first thing first."""
    query = f"SELECT {_COLUMNS} FROM cell_correction WHERE cell = ? ORDER BY id"
    with catalog.reading() as connection:
        return [_change(row) for row in connection.execute(query, (cell,))]


def _change(row: sqlite3.Row) -> CellChange:
    return CellChange(*row)


def _now() -> str:
    return datetime.now().isoformat(sep=" ", timespec="seconds")
