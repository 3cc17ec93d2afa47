"""Tell what each row of a table is about: by its own name, as a part of the row above, or by what the prose tells of its
amount."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ingest.facts.indicators import indicators
from ingest.facts.model import Fact
from ingest.facts.table_caption import Caption
from ingest.facts.table_columns import Columns
from ingest.facts.table_figures import Figure
from ingest.facts.table_outline import (
    KIND,
    NO_TOTAL,
    NOUNS,
    TOTAL,
    RowName,
    Subject,
    explained,
    is_telling,
    part_of,
    subject_of,
    unlisted,
)

_NEW = re.compile(r"新增|净增|新登记|新设|新开工")
# Fewer digits stand for several things in one text.
_FEWEST_DIGITS = 4
# The sum of rounded parts may be a little more than the whole.
_ROUNDING = 1.000001


@dataclass(frozen=True, slots=True)
class Above:
    """The row that the next rows may be parts of: its number, what it is of, its amounts by column, their unit, and the year
    that its name opens with."""

    row: int
    subject: Subject
    amounts: Mapping[int, float]
    unit: str
    year: int | None = None


def subjects_by_amount(told: Iterable[Fact]) -> dict[tuple[float, str], Subject]:
    """Return amount and unit → what it is of, for exact amounts of many digits that are told of one indicator alone."""
    found: dict[tuple[float, str], Subject | None] = {}
    listed = indicators()
    for fact in told:
        digits = f"{abs(fact.value):.6f}".replace(".", "").strip("0")
        is_exact = fact.measure == "level" and fact.status != "target" and not fact.bound
        if is_exact and fact.indicator and len(digits) >= _FEWEST_DIGITS:
            subject = Subject(listed[fact.indicator], fact.name, fact.qualifiers)
            key = fact.amount, fact.base_unit
            same = found.setdefault(key, subject)
            if same and (same.indicator, same.qualifiers) != (subject.indicator, subject.qualifiers):
                found[key] = None
    return {key: subject for key, subject in found.items() if subject}


class Subjects:
    """Tells what the rows of one table are about.

    Args:
        columns, caption: of the table.
        prose: see `subjects_by_amount`.
    """

    def __init__(
        self, columns: Columns, caption: Caption, prose: Mapping[tuple[float, str], Subject]
    ) -> None:
        self._columns, self._caption, self._prose = columns, caption, prose

    def of_row(
        self, name: RowName, figures: Mapping[int, Figure], before: Above | None, *, is_part: bool
    ) -> Subject | None:
        """Return what a row is about; one without an indicator for what is not listed, None where that is not clear.

        Args:
            name: of the row.
            figures: by column.
            before: the last row that it may be a part of.
            is_part: whether it is one, as far as marks, kinds and sums tell.
        """
        above, nouns = before if is_part else None, self._nouns(before)
        if TOTAL.fullmatch(name.name):
            return self._total(name.name)
        if NO_TOTAL.search(name.name) and not explained(name.name):
            return None
        unit = None
        if not name.is_growth:
            unit = next((f.unit for i, f in figures.items() if f.unit and self._columns.is_level(i)), None)
        own = self._by_name(name, unit, nouns, above)
        if own is not None:
            return own if self._may_be(own, above) else None
        has_own_name = is_telling(name.name) and not name.is_part and not KIND.fullmatch(name.name)
        if above is not None and not has_own_name:
            amounts = self.amounts(figures)
            return part_of(above.subject, name.name, unit) if _fits_into(amounts, above, unit) else None
        return None if name.is_part else self._unlisted(name.name, figures, nouns, above)

    def next_above(
        self,
        row: int,
        subject: Subject | None,
        figures: Mapping[int, Figure],
        above: Above | None,
        year: int | None,
    ) -> Above | None:
        """Return the row that the row after this one may be a part of.

        Args:
            row: number of this one.
            above: the row that it is a part of itself, if it is one.
            year: that its name opens with.
        """
        if above is not None:
            return above
        if subject is None or subject.indicator is None:
            return None
        unit = next((f.unit for i, f in figures.items() if self._is_amount(i, f)), "")
        return Above(row, subject, self.amounts(figures), unit, year)

    def amounts(self, figures: Mapping[int, Figure]) -> dict[int, float]:
        """Return column → amount, shares left out."""
        return {i: figure.amount for i, figure in figures.items() if self._is_amount(i, figure)}

    def _is_amount(self, column: int, figure: Figure) -> bool:
        return self._columns.is_level(column) and figure.unit != "%"

    def _total(self, name: str) -> Subject | None:
        """Return what a row that adds up the others is of: what the caption names, and no sum with transfers."""
        whole, total = self._caption.whole, TOTAL.fullmatch(name)
        side = total["side"] if total else None
        if whole is None or (side and (name.endswith("总计") or not whole.name.endswith(side))):
            return None
        return whole

    def _by_name(
        self, name: RowName, unit: str | None, nouns: tuple[str, ...], above: Above | None
    ) -> Subject | None:
        whole = self._caption.whole
        within = whole.indicator if whole else None
        own = subject_of(name.name, nouns, unit, within)
        if own is None and unit == "%" and above is None:
            # A goal of growth is given in percent under a neutral label.
            own = subject_of(name.name, nouns, None, within)
        if own is None or above is None:
            return own
        is_same = own.indicator == above.subject.indicator and not own.qualifiers
        is_stock = _is_new(above.subject) and not _is_new(own)
        return None if is_same or is_stock else replace(own, whole=above.subject.name)

    def _may_be(self, subject: Subject, above: Above | None) -> bool:
        """Return whether a row of this table can be of what its name names.

        A row of one account may bear the name of another, 国有资本经营收入 among the non-tax incomes; below what was newly
        added stands no stock.
        """
        whole = self._caption.whole.indicator if self._caption.whole else None
        named = subject.indicator
        if whole and named and named != whole and "预算" in whole.name and "预算" in named.name:
            return False
        return above is not None or _is_new(subject) or not _NEW.search(self._caption.title)

    def _unlisted(
        self, name: str, figures: Mapping[int, Figure], nouns: tuple[str, ...], above: Above | None
    ) -> Subject | None:
        """Return what the prose tells of the row's amount, or a subject by the row's own name."""
        amounts = [f for i, f in figures.items() if self._is_amount(i, f)]
        if above is None and len(amounts) == 1:
            told = self._prose.get((amounts[0].amount, amounts[0].base_unit))
            if told is not None:
                return replace(told, name=name)
        return unlisted(name, nouns[0] if nouns else "")

    def _nouns(self, before: Above | None) -> tuple[str, ...]:
        """Return what may stand behind the name of a row: the noun of a column, of the row above, or of the title."""
        labels = self._columns.labels.values()
        columns = [
            label.rest
            for label in labels
            if label.rest and not label.mentions and not KIND.fullmatch(label.rest)
        ]
        parts = _nouns_of(before.subject) if before else ()
        return tuple(dict.fromkeys((*columns, *parts, *self._caption.nouns)))


def _fits_into(amounts: Mapping[int, float], above: Above, unit: str | None) -> bool:
    """Return whether a row's amounts can be parts of those of the row above: in its unit, and none larger."""
    shared = [i for i in amounts if i in above.amounts]
    smaller = all(abs(amounts[i]) <= abs(above.amounts[i]) * _ROUNDING for i in shared)
    return not shared or (unit == above.unit and smaller)


def _is_new(subject: Subject) -> bool:
    name = subject.indicator.name if subject.indicator else subject.name
    return _NEW.search(name + "".join(subject.qualifiers)) is not None


def _nouns_of(subject: Subject) -> tuple[str, ...]:
    """Return the noun that the parts of what a row is of bear: 支出 of 一般公共预算支出."""
    name = subject.indicator.name if subject.indicator else subject.name
    return ("增加值",) if name == "地区生产总值" else tuple(noun for noun in NOUNS if name.endswith(noun))
