"""Word the answer from the rows of a table: a cell, names, a count, a sum, an extreme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answer import reckoning
from assistant.answer.citations import Citations
from assistant.answer.model import AnswerLine, Offsets, Piece, joined, result
from assistant.answer.quote import quoted
from assistant.answer.tables.model import Cell, FoldedTable, Row
from assistant.answer.templates import pieces
from assistant.evidence.model import Evidence
from assistant.question.model import Question
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold, written_in
from ingest.schema import StoredPassage

# Rows of a table that are given in an answer; of more, the first are.
MOST_ROWS = 30
_SCALE_ASKED = re.compile(r"(?:多少|几)个?([万亿]|万亿)(?=[一-鿿])")
_EXCERPT = re.compile(r"摘录|节选|部分|选登")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows of a document's table that an answer is about.

    Attributes:
        question: the question; the answer is in its script.
        best: the sentence or row that ranks first, in the table or outside it.
        passages: all of the document's, in order.
        name: label of the column that names the rows.
        named: (label, form) for each form of a cell's value that occurs in the question.
        rows: the rows that the named values select; all rows where none is named.
        citations: the answer's citations, to which those of the rows are added.
    """

    question: Question
    best: Evidence
    passages: tuple[StoredPassage, ...]
    table: FoldedTable
    name: str
    named: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    citations: Citations

    @property
    def title(self) -> str:
        """Return the document's title, folded."""
        return fold(self.passages[0].title)

    @property
    def is_excerpt(self) -> bool:
        """Return whether the table says that it is an excerpt."""
        return bool(_EXCERPT.search(self.table.caption))

    def evidence(self, start: int, end: int) -> Evidence:
        """Return the evidence for text[start:end] of the document, in the passage in which it begins."""
        passage = next(p for p in reversed(self.passages) if p.start <= start)
        return Evidence(passage, start - passage.start, min(end, passage.end) - passage.start)

    def worded(self, text: str) -> str:
        """Return `text` in the question's script."""
        return written_in(text, self.question.script)

    def quoted(self, cell: Cell) -> Piece:
        """Return a cell's value."""
        return quoted(self.question, self.evidence(cell.start, cell.end))

    def with_label(self, cell: Cell) -> tuple[Piece, ...]:
        """Return a cell as "label：value", with the figure's unit where it stands elsewhere in the table."""
        unit = (Piece(self.worded(cell.unit)),) if cell.unit else ()
        return Piece(f"{self.worded(cell.label)}："), self.quoted(cell), *unit

    def line(self, row: Row, text: Piece) -> AnswerLine:
        """Return the line about a row, with its citation; several rows are items of a list."""
        place = self.evidence(row.start, row.end)
        cited = replace(text, cites=(self.citations.cite(place),))
        return AnswerLine((cited,), form="item" if len(self.rows) > 1 else "paragraph", evidence=(place,))

    def filled(self, name: str, **values: str | Piece) -> tuple[Piece, ...]:
        """Return a template of prompts/ with its variables filled in, in the question's script."""
        return pieces(name, self.question.script, **values)

    def names_of(self, rows: Iterable[Row]) -> Piece:
        """Return the names of rows in one piece."""
        return joined("、", [(self.quoted(row.cell(self.name) or row.cells[0]),) for row in rows])


def names(chosen: Chosen) -> list[AnswerLine]:
    """Return the rows by name."""
    return [
        chosen.line(row, chosen.quoted(cell))
        for row in chosen.rows[:MOST_ROWS]
        if (cell := row.cell(chosen.name))
    ]


def cell_of(chosen: Chosen, row: Row, label: str) -> list[AnswerLine]:
    """Return the cell of `row` under `label`, after the row's name and its other properties in the question, of which the place
    asked about stands before the answer anyway."""
    places = {fold(chosen.question.text[span.start : span.end]) for span in chosen.question.places}
    named = dict.fromkeys(other for other, form in chosen.named if form not in places)
    return cells(replace(chosen, rows=(row,)), *named, label)


def cells(chosen: Chosen, *labels: str) -> list[AnswerLine]:
    """Return the rows by name, each with its cells under `labels`."""
    lines = []
    for row in chosen.rows[:MOST_ROWS]:
        parts: list[tuple[Piece, ...]] = [(chosen.quoted(cell),) for cell in [row.cell(chosen.name)] if cell]
        others = [label for label in labels if label != chosen.name]
        parts += [chosen.with_label(cell) for cell in map(row.cell, others) if cell]
        lines.append(chosen.line(row, joined("，", parts)))
    return lines


def count(chosen: Chosen, measure: str, label: str | None) -> list[AnswerLine]:
    """Return the number of rows, in the measure word asked for, and their names; with the sum under `label`, if
    asked."""
    counted = result(chosen.worded(f"{len(chosen.rows)}{measure}"))
    wording = chosen.filled("table_count", count=counted, rows=str(len(chosen.table.rows)))
    head = AnswerLine(wording, "computed", asked=_span_of(wording, counted))
    if label and (summed := total(chosen, label)):
        return [head, *summed]
    note = [AnswerLine(chosen.filled("table_excerpt"), "note")] if chosen.is_excerpt else []
    return [head, *names(chosen), *note]


def total(chosen: Chosen, label: str) -> list[AnswerLine]:
    """Return the rows with their figures under `label`, and the sum; nothing where they cannot be added."""
    known = _quantities(chosen, label)
    if len(known) < 2 or (written := reckoning.total(list(known.values()))) is None:
        return []
    whole = sum(map(reckoning.amount, known.values()), start=Decimal(0))
    written = _in_scale_asked(chosen.question, whole, list(known.values())) or written
    inputs = "＋".join(map(reckoning.as_given, known.values()))
    summed = result(chosen.worded(written))
    wording = chosen.filled("table_total", total=summed, inputs=inputs)
    rest = (*_lacking(chosen, label, known), *_excerpt(chosen))
    lines = cells(chosen, label)
    return [*lines, AnswerLine((*wording, *rest), "computed", asked=_span_of(wording, summed))]


def gap(chosen: Chosen, cell: Cell, other: Cell) -> list[AnswerLine]:
    """Return by how much two cells differ; nothing where they cannot be compared."""
    quantities = [quantity for each in (cell, other) if (quantity := each.quantity)]
    if len(quantities) < 2 or not reckoning.comparable(quantities):
        return []
    larger, smaller = sorted(quantities, key=reckoning.amount, reverse=True)
    if (written := reckoning.difference(larger, smaller)) is None:
        return []
    apart = reckoning.amount(larger) - reckoning.amount(smaller)
    found = result(chosen.worded(_in_scale_asked(chosen.question, apart, [larger, smaller]) or written))
    given = {"larger": reckoning.as_given(larger), "smaller": reckoning.as_given(smaller)}
    wording = chosen.filled("table_difference", gap=found, **given)
    return [AnswerLine(wording, "computed", asked=_span_of(wording, found))]


def extreme(chosen: Chosen, label: str, *, lowest: bool, among: bool) -> list[AnswerLine]:
    """Return the row or rows with the largest or smallest figure under `label`; nothing where they cannot be
    compared.

    Args:
        among: whether the question names the rows: then all are given, with the one that leads.
    """
    known = _quantities(chosen, label)
    if len(known) < 2:
        return []
    wanted = (min if lowest else max)(map(reckoning.amount, known.values()))
    rows = tuple(r for r in chosen.rows if r.start in known and known[r.start].value == wanted)
    which = "最低" if lowest else "最高"
    lacking = _lacking(chosen, label, known)
    if among:
        wording = chosen.filled("table_among", names=chosen.names_of(rows), which=which)
        return [*cells(chosen, label), AnswerLine((*wording, *lacking), "verdict")]
    wording = chosen.filled("table_compared", rows=str(len(known)), label=label, which=which)
    verdict = AnswerLine((*wording, *lacking, *_excerpt(chosen)), "verdict")
    return [*cells(replace(chosen, rows=rows), label), verdict]


def _span_of(parts: Sequence[Piece], wanted: Piece) -> Offsets:
    """Return where one of the pieces of a line stands in its text."""
    start = sum(len(part.text) for part in parts[: list(parts).index(wanted)])
    return start, start + len(wanted.text)


def _in_scale_asked(question: Question, value: Decimal, like: Sequence[Quantity]) -> str | None:
    """Return an amount at the scale that the question asks for, where the figures are given at it: 多少万元."""
    m = _SCALE_ASKED.search(fold(question.text))
    return reckoning.in_scale_asked(value, like, m[1]) if m else None


def _quantities(chosen: Chosen, label: str) -> dict[int, Quantity]:
    """Return start of a row → its figure under `label`, where it has one; empty where the units differ."""
    filled = {row.start: cell for row in chosen.rows if (cell := row.cell(label))}
    known = {start: quantity for start, cell in filled.items() if (quantity := cell.quantity)}
    return known if known and reckoning.comparable(list(known.values())) else {}


def _lacking(chosen: Chosen, label: str, known: dict[int, Quantity]) -> tuple[Piece, ...]:
    """Return which rows could not be computed with, if any."""
    rows = [row for row in chosen.rows if row.start not in known]
    return chosen.filled("table_lacking", names=chosen.names_of(rows), label=label) if rows else ()


def _excerpt(chosen: Chosen) -> tuple[Piece, ...]:
    return chosen.filled("table_excerpt") if chosen.is_excerpt else ()
