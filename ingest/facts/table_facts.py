"""Facts of the cells of tables: what a row names, what its column says, and what the table is of as a whole.

What the labels leave open is left out: a cell becomes a fact only where its indicator or name, unit, year, measure and status
are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.facts.doubtful import is_of_an_office
from ingest.facts.model import Fact, FactStatus, Period
from ingest.facts.setting import Setting, Told
from ingest.facts.table_agreement import consistent
from ingest.facts.table_caption import is_spent, read_caption
from ingest.facts.table_cells import base_of, is_bare, is_plain, measure_of, of_column, of_named_column
from ingest.facts.table_columns import Columns, read_columns
from ingest.facts.table_figures import Figure, RowUnits, cell_figure, row_figures
from ingest.facts.table_labels import Label, bare_label, merged_labels
from ingest.facts.table_levels import of_level, parts_levels
from ingest.facts.table_outline import KIND, RowName, Subject, is_called, row_name, sums
from ingest.facts.table_regions import region_of_row, region_of_table
from ingest.facts.table_sides import sides
from ingest.facts.table_subjects import Above, Subjects, subjects_by_amount
from ingest.schema import CleanText, Description, Passage, Region, Table, TableCell, TableRow

_DECIMALS = re.compile(r"\.(\d+)")
_RATE = re.compile(r"(?:率|占比|比重|比例)(?:\([^()]*\))?$")
_OUTPUT = "产量"
_NO_NAME = RowName("", False, "", False)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table with what it is named for.

    Attributes:
        row: the row.
        name: what it is called; "" for one that is named for a place, a time or a measure.
        subject: what it is about; None where its columns tell.
        region: whose figures it holds; None where not known.
        labels: what each column says, together with what the row is named for.
        figures: by column.
    """

    row: TableRow
    name: RowName
    subject: Subject | None
    region: Region | None
    labels: Mapping[int, Label]
    figures: Mapping[int, Figure]


def facts_of_tables(
    text: CleanText, description: Description, passages: Sequence[Passage], told: Iterable[Fact] = ()
) -> list[Fact]:
    """Return the facts of all tables of a document, in the order of the text.

    Args:
        text: as it is stored, with its tables.
        description: of the document.
        passages: in order, with the time and region of each statement.
        told: the facts of its sentences: the same amount in a table is of the same indicator, where the row's name alone
            leaves that open.
    """
    if not text.tables:
        return []
    own: Region | None = None if description.region is None else (description.region, description.place)
    setting, prose = Setting(description, passages), subjects_by_amount(told)
    # The parts of a table on several pages have one title.
    found: dict[str, list[Fact]] = {}
    for table in (side for whole in text.tables for side in sides(whole)):
        if (columns := read_columns(text.text, table)) is not None:
            reader = _Reader(text.text, table, columns, setting, own, prose)
            found.setdefault(reader.title or str(table.start), []).extend(reader.facts())
    return [fact for facts in found.values() for fact in consistent(facts)]


class _Reader:
    """Reads one table.

    Args:
        text: the stored text.
        columns: of the table.
        setting: the times and regions of the document.
        own: its own region.
        prose: see `subjects_by_amount`.
    """

    def __init__(
        self,
        text: str,
        table: Table,
        columns: Columns,
        setting: Setting,
        own: Region | None,
        prose: Mapping[tuple[float, str], Subject],
    ) -> None:
        self._text, self._table, self._columns = text, table, columns
        self._setting = setting
        self._caption = read_caption(table, setting.description.title)
        self._own = region_of_table(self._caption, setting, own)
        self._subjects = Subjects(columns, self._caption, prose)

    @property
    def title(self) -> str:
        """Return the title above the table, "" where there is none."""
        return self._caption.title

    def facts(self) -> Iterator[Fact]:
        """Yield the facts of the table, row by row; none of one that is of a part of the region."""
        if self._caption.is_of_a_part:
            return
        for row in self._rows():
            for cell in row.row.cells:
                if cell.column in row.figures and (fact := self._fact(row, cell)) is not None:
                    yield fact

    def _rows(self) -> Iterator[_Row]:
        above: Above | None = None
        last: Subject | None = None
        namings = [_in_column(row, self._columns.naming) for row in self._table.rows]
        names = [row_name(self._written(cell)) for cell in namings]
        parts, levels = self._parts_by_sum(), parts_levels(name.name for name in names)
        for number, (row, naming, name) in enumerate(zip(self._table.rows, namings, names, strict=True)):
            if naming is None:
                above = last = None
                continue
            named = bare_label(self._written(naming))
            if named is not None:
                yield self._row(row, _NO_NAME, last, self._own, self._labels(named))
                continue
            told = self._setting.told(naming.start)
            region = region_of_row(
                name.name, told.region if told else None, self._own, is_place=self._columns.is_place
            )
            if region is not None:
                yield self._row(row, _NO_NAME, None, region, self._columns.labels)
                continue
            if self._columns.is_place or not name.name:
                continue
            is_part = above is not None and (
                name.is_part or KIND.fullmatch(name.name) is not None or parts.get(number) == above.row
            )
            whole = above if is_part else None
            if whole is not None and name.year is None:
                name = replace(name, year=whole.year)
            figures = self._figures(row, name, whole.unit if whole else "", self._columns.labels)
            last = self._subjects.of_row(name, figures, above, is_part=is_part)
            if levels:
                last = of_level(last, name.name, whole.subject if whole else None)
            yield _Row(row, name, last, self._own, self._columns.labels, figures)
            above = self._subjects.next_above(number, last, figures, whole, name.year)

    def _written(self, cell: TableCell | None) -> str:
        return self._text[cell.start : cell.end] if cell is not None else ""

    def _row(
        self,
        row: TableRow,
        name: RowName,
        subject: Subject | None,
        region: Region | None,
        labels: Mapping[int, Label],
    ) -> _Row:
        return _Row(row, name, subject, region, labels, self._figures(row, name, "", labels))

    def _labels(self, named: Label) -> dict[int, Label]:
        """Return what the columns say in a row that is named for a time, a measure or a status."""
        both = {i: merged_labels(label, named) for i, label in self._columns.labels.items()}
        return {i: label for i, label in both.items() if label is not None}

    def _parts_by_sum(self) -> dict[int, int]:
        """Return row → the row above it that it and its neighbours make up, by the first column of amounts."""
        column = next((i for i in sorted(self._columns.labels) if self._columns.is_level(i)), None)
        amounts: list[float | None] = []
        decimals = 0
        for row in self._table.rows:
            cell = _in_column(row, column)
            figure = cell_figure(self._text[cell.start : cell.end], cell.unit) if cell else None
            amounts.append(figure.value if figure else None)
            if cell and (behind_point := _DECIMALS.search(self._text[cell.start : cell.end])):
                decimals = max(decimals, len(behind_point[1]))
        return sums(amounts, decimals)

    def _figures(
        self, row: TableRow, name: RowName, unit_above: str, labels: Mapping[int, Label]
    ) -> dict[int, Figure]:
        # Of a table in 亿元 and % the shares and rates are those in percent.
        counted = "%" if self._caption.unit and _RATE.search(name.name) else self._caption.unit
        units = RowUnits(name.unit or counted, unit_above, is_growth=name.is_growth)
        return row_figures(self._text, row, labels, units)

    def _fact(self, row: _Row, cell: TableCell) -> Fact | None:
        """Return the fact of a cell; None where something that it needs is not told."""
        label, caption, region = row.labels[cell.column], self._caption, row.region
        figure, told = row.figures[cell.column], self._setting.told(cell.start)
        if label.rest and told and told.region and is_called(label.rest, told.region[0]):
            label, region = replace(label, rest=""), told.region
        subject = self._subject(row, label)
        if not row.name.name and row.subject is None and label.rest:
            named = self._named_column(cell.column, figure)
            subject, label = (named, replace(label, rest="")) if named else (subject, label)
        if subject is None or not (subject.indicator or is_plain(label, subject.name)):
            return None
        if self._is_of_an_office(subject, figure) or (caption.is_of_transfers and is_spent(subject)):
            return None
        measure = measure_of(label, figure, subject, is_growth=row.name.is_growth)
        period = label.period or ("year" if label.status == "target" else caption.period) or "year"
        if period == "other":
            return None
        if row.name.year and label.year not in (None, row.name.year):
            return None
        year = (
            row.name.year
            or label.year
            or caption.year
            or (told.year if told and caption.names_one_year else None)
        )
        if year is not None and label.year is None and row.name.year is None:
            year -= label.years_before
        status = label.status or self._status(year, period, told)
        if (
            region is None
            or measure is None
            or year is None
            or status is None
            or not (figure.unit or is_bare(subject))
        ):
            return None
        account = caption.account_of(subject)
        qualifiers = tuple(
            dict.fromkeys((*caption.qualifiers, *account, *subject.qualifiers, *label.qualifiers))
        )
        return Fact(
            start=row.row.start,
            end=row.row.end,
            figure_start=cell.start,
            figure_end=cell.end,
            region=region[0],
            place=region[1],
            year=year,
            period=period,
            indicator=subject.indicator.name if subject.indicator else None,
            name=subject.name,
            measure=measure,
            value=figure.value,
            unit=figure.unit,
            amount=figure.amount,
            base_unit=figure.base_unit,
            status=status,
            qualifiers=qualifiers,
            month=label.month or caption.month,
            bound=figure.bound,
            base=label.base or base_of(measure, subject, qualifiers),
            from_year=label.from_year,
        )

    def _is_of_an_office(self, subject: Subject, figure: Figure) -> bool:
        """Return whether a figure may be of one office's money and not of the region's."""
        group = subject.indicator.group if subject.indicator else "财政" if figure.base_unit == "元" else ""
        return is_of_an_office(self._setting.description, group)

    def _subject(self, row: _Row, label: Label) -> Subject | None:
        """Return what a cell is of, by its row and its column; None where a part of the column's label stays open."""
        if label.mentions:
            if row.name.name and self._columns.is_of_works:
                return None
            return of_column(label, row.name.name, row.subject)
        subject = row.subject if row.name.name or row.subject else self._caption.whole
        if subject is None or not label.rest:
            return subject
        if self._columns.is_of_works and subject.indicator is None:
            return None
        listed = subject.indicator.name if subject.indicator else ""
        # 发电量 and 生猪出栏 stand in a column of 产量 under their own names.
        if label.rest == _OUTPUT or subject.name.endswith(label.rest) or listed.endswith(label.rest):
            return subject
        if KIND.fullmatch(label.rest):
            return replace(subject, qualifiers=(*subject.qualifiers, label.rest))
        return None

    def _named_column(self, column: int, figure: Figure) -> Subject | None:
        """Return what a column is of by its own name, where its rows are named for times or places: 营业税 beside 年度."""
        label = self._columns.labels[column]
        if label.measure or label.status or label.year or self._columns.is_of_works:
            return None
        whole = self._caption.whole.indicator if self._caption.whole else None
        return of_named_column(self._table.labels[column], figure.unit, whole)

    def _status(self, year: int | None, period: Period, told: Told | None) -> FactStatus | None:
        """Return the status that follows from the year; None where nothing tells."""
        given, outlook = self._setting.given, told.outlook if told else None
        if year is None or (given is None and outlook == "plan" and not self._caption.is_account):
            return None
        if given is None or year < given:
            return "result"
        if year > given:
            return "target"
        # Of the year in which the document was given only a part can be over, or all in its last days.
        is_over = outlook == "review" or (period != "year" and outlook != "plan")
        return "result" if is_over else None


def _in_column(row: TableRow, column: int | None) -> TableCell | None:
    return next((cell for cell in row.cells if cell.column == column), None)
