"""Confirm and correct cells of the ledger, and take that back; everything that was said of a cell stays on record."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from decimal import Decimal

from assistant.ledger.cells import Cell, CellCorrection, CellKey
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.errors import CorrectionError
from ingest.facts.model import Fact
from ingest.library import cell_corrections
from ingest.library.cell_corrections import CellChange
from ingest.library.library import Library

_FIGURE = re.compile(r"(?P<number>[-−]?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[^\d\s]*)")
_LONGEST_NOTE = 1000


def corrections(library: Library) -> dict[CellKey, CellCorrection]:
    """Return what counts of each cell of which people said something, for `cells`."""
    return {
        key_in(change.cell): CellCorrection(
            change.value, change.unit, change.amount, change.note, change.who, change.made_at
        )
        for change in cell_corrections.standing(library.catalog)
    }


def correct(library: Library, cell: Cell, written: str, *, note: str = "", who: str = "") -> None:
    """Put another figure in a cell.

    Args:
        cell: as it is shown.
        written: the figure with its unit, 12.5亿元; without one it is in the unit that is shown.
        note: why.
        who: the name of the person; "" where nobody signs in.

    Raises:
        CorrectionError: the figure cannot be read, or its unit measures something else; nothing is changed.
    """
    _say(library, cell, *figure_in(written, cell.preferred.fact), note, who)


def confirm(library: Library, cell: Cell, *, note: str = "", who: str = "") -> None:
    """Say that the figure of a cell is right as it is shown; the arguments and errors are those of `correct`."""
    fact = cell.preferred.fact
    _say(library, cell, fact.value, fact.unit, fact.amount, note, who)


def undo(library: Library, key: CellKey, *, who: str = "") -> None:
    """Take back what was last said of a cell.

    Raises:
        CorrectionError: nothing was said of it.
    """
    if not cell_corrections.undo(library.catalog, as_text(key), who=who):
        raise CorrectionError("这一格没有可以撤销的更正。(There is no correction of this cell to undo.)")


def history(library: Library, key: CellKey) -> list[CellChange]:
    """Return everything that was ever said of a cell, the first thing first."""
    return cell_corrections.history(library.catalog, as_text(key))


def as_text(key: CellKey) -> str:
    """Return a key as JSON."""
    return json.dumps(asdict(key), ensure_ascii=False, sort_keys=True)


def key_in(text: str) -> CellKey:
    """Return the key that `as_text` wrote.

    Raises:
        CorrectionError: the text is no key.
    """
    try:
        fields = json.loads(text)
        return CellKey(**fields | {"qualifiers": tuple(fields["qualifiers"])})
    except (ValueError, TypeError, KeyError) as error:
        raise CorrectionError("没有这样的一格。(There is no such cell.)") from error


def written_in_form(value: str, unit: str) -> str:
    """Return a figure of which a form has the number and the unit apart: a unit behind the number counts, not the other."""
    has_unit = bool(value.strip()) and not fold(value).strip()[-1].isdigit()
    return value if has_unit else f"{value}{unit}"


def figure_in(written: str, like: Fact) -> tuple[float, str, float]:
    """Return (value, unit, amount in the base unit of `like`) of a figure that a person wrote.

    Raises:
        CorrectionError: it cannot be read, or its unit measures something else than that of `like`.
    """
    match = _FIGURE.fullmatch(fold(written).strip())
    if match is None:
        raise CorrectionError(
            f"数值看不懂：“{written[:50]}”。请写数字和单位，如 12.5亿元、-3.2%。(Write a number and its unit.)"
        )
    number = Decimal(match["number"].replace(",", "").replace("−", "-"))
    unit = match["unit"] or like.unit
    return float(number), unit, float(number * _factor(unit, like))


def _factor(unit: str, like: Fact) -> Decimal:
    """Return how many base units of `like` one `unit` is."""
    if unit == like.base_unit:
        return Decimal(1)
    if unit == like.unit and like.value:
        return abs(Decimal(f"{like.amount:.12g}") / Decimal(f"{like.value:.12g}"))
    given, base = _one(unit), _one(like.base_unit)
    if given is None or base is None or not given.comparable(base) or not given.value or not base.value:
        raise CorrectionError(
            f"单位不合：这里以“{like.unit or '个数'}”计，不能写“{unit}”。(The unit measures something else.)"
        )
    return given.value / base.value


def _one(unit: str) -> Quantity | None:
    """Return one of a unit; None where it is none."""
    text = f"1{unit}"
    found = find_quantities(text)
    return found[0] if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) else None


def _say(library: Library, cell: Cell, value: float, unit: str, amount: float, note: str, who: str) -> None:
    if len(note) > _LONGEST_NOTE:
        raise CorrectionError(f"说明太长，最多 {_LONGEST_NOTE} 字。(The note is too long.)")
    cell_corrections.add(library.catalog, as_text(cell.key), value, unit, amount, note=note, who=who)
