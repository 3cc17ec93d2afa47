"""The words of an answer from the rows of a table: a cell, names, a number, a sum, the largest."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.answer import reckoning
from assistant.answer.quote import quoted
from assistant.answer.tables.parse import Cell, Row, Table
from assistant.answer.templates import load
from assistant.evidence.model import Evidence
from assistant.question.model import Question
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold, written_in
from ingest.schema import StoredPassage

# Rows of a table that are given in an answer; of more, the first are.
MOST_ROWS = 30
LEAST_SUMMED = 2
_EXCERPT = re.compile(r"摘录|节选|部分|选登")

# Lines of an answer, each with its evidence; what is reckoned from the others has none.
Lines = list[tuple[str, Evidence | None]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows of a document's table, to be told of.

    Attributes:
        question: in whose script they are told.
        best: the sentence or row that ranks first, in the table or outside it.
        passages: all of the document's, in order.
        name: label of the column that names the rows.
        named: (label, form) for each form of a cell's value that stands in the question.
        rows: those of the table that the named values single out; all of them where none is named.
    """

    question: Question
    best: Evidence
    passages: tuple[StoredPassage, ...]
    table: Table
    name: str
    named: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        """The document's title, folded."""
        return fold(self.passages[0].title)

    @property
    def is_excerpt(self) -> bool:
        """Whether the table says that it does not list everything."""
        return bool(_EXCERPT.search(self.table.caption))

    def evidence(self, start: int, end: int) -> Evidence:
        """text[start:end] of the document, of the passage in which it begins."""
        passage = next(p for p in reversed(self.passages) if p.start <= start)
        return Evidence(passage, start - passage.start, min(end, passage.end) - passage.start)

    def worded(self, text: str) -> str:
        """`text` in the question's script."""
        return written_in(text, self.question.script)

    def quoted(self, cell: Cell) -> str:
        """A cell's value."""
        return quoted(self.question, self.evidence(cell.start, cell.end))

    def with_label(self, cell: Cell) -> str:
        """A cell as "label：value"; a unit that stands elsewhere in the table goes with the label."""
        unit = f"（{cell.unit}）" if cell.unit else ""
        return f"{self.worded(cell.label + unit)}：{self.quoted(cell)}"


def names(chosen: Chosen) -> Lines:
    """The rows by name."""
    mark = "- " if len(chosen.rows) > 1 else ""
    return [
        (mark + chosen.quoted(cell), chosen.evidence(row.start, row.end))
        for row in chosen.rows[:MOST_ROWS]
        if (cell := row.cell(chosen.name))
    ]


def cell_of(chosen: Chosen, row: Row, label: str) -> Lines:
    """The cell of `row` under `label`, after the row's name and what else the question knows the row by."""
    return cells(replace(chosen, rows=(row,)), *dict.fromkeys(other for other, _ in chosen.named), label)


def cells(chosen: Chosen, *labels: str) -> Lines:
    """The rows by name, each with its cells under `labels`."""
    mark = "- " if len(chosen.rows) > 1 else ""
    lines: Lines = []
    for row in chosen.rows[:MOST_ROWS]:
        said = [chosen.quoted(cell) for cell in [row.cell(chosen.name)] if cell]
        others = [label for label in labels if label != chosen.name]
        said += [chosen.with_label(cell) for cell in map(row.cell, others) if cell]
        lines.append((mark + "，".join(said), chosen.evidence(row.start, row.end)))
    return lines


def count(chosen: Chosen, measure: str, label: str | None) -> Lines:
    """How many rows there are, in the measure word asked for, and their names; with the sum under `label` if asked."""
    said = load("table_count").substitute(count=f"{len(chosen.rows)}{measure}", rows=len(chosen.table.rows))
    head: Lines = [(chosen.worded(said) + "\n", None)]
    if label and (summed := total(chosen, label)):
        return head + summed
    note: Lines = [("\n" + chosen.worded(_excerpt(chosen)), None)] if chosen.is_excerpt else []
    return [*head, *names(chosen), *note]


def total(chosen: Chosen, label: str) -> Lines:
    """The rows with their figures under `label`, and the sum; nothing where they cannot be added up."""
    known = _quantities(chosen, label)
    if len(known) < LEAST_SUMMED or (summed := reckoning.total(list(known.values()))) is None:
        return []
    inputs = "＋".join(map(reckoning.as_given, known.values()))
    said = load("table_total").substitute(total=summed, inputs=inputs)
    said += _lacking(chosen, label, known) + _excerpt(chosen)
    return [*cells(chosen, label), ("\n" + chosen.worded(said), None)]


def extreme(chosen: Chosen, label: str, *, lowest: bool, among: bool) -> Lines:
    """The row, or rows, with the largest or smallest figure under `label`; nothing where they cannot be compared.

    Args:
        among: the question names the rows: all are told, and which it is.
    """
    known = _quantities(chosen, label)
    if len(known) < LEAST_SUMMED:
        return []
    wanted = (min if lowest else max)(map(reckoning.amount, known.values()))
    rows = tuple(r for r in chosen.rows if r.start in known and known[r.start].value == wanted)
    which = "最低" if lowest else "最高"
    if among:
        named = "、".join(chosen.quoted(row.cell(chosen.name) or row.cells[0]) for row in rows)
        said = load("table_among").substitute(names=named, which=which) + _lacking(chosen, label, known)
        return [*cells(chosen, label), ("\n" + chosen.worded(said), None)]
    said = load("table_compared").substitute(rows=len(known), label=label, which=which)
    said += _lacking(chosen, label, known) + _excerpt(chosen)
    return [*cells(replace(chosen, rows=rows), label), ("\n" + chosen.worded(said), None)]


def _quantities(chosen: Chosen, label: str) -> dict[int, Quantity]:
    """Start of a row → its figure under `label`, of the rows that have one; empty where their units differ."""
    filled = {row.start: cell for row in chosen.rows if (cell := row.cell(label))}
    known = {start: quantity for start, cell in filled.items() if (quantity := cell.quantity)}
    return known if known and reckoning.comparable(list(known.values())) else {}


def _lacking(chosen: Chosen, label: str, known: dict[int, Quantity]) -> str:
    """Which rows could not be reckoned with, if any."""
    rows = [row for row in chosen.rows if row.start not in known]
    if not rows:
        return ""
    named = "、".join(chosen.quoted(row.cell(chosen.name) or row.cells[0]) for row in rows)
    return load("table_lacking").substitute(names=named, label=label)


def _excerpt(chosen: Chosen) -> str:
    return load("table_excerpt").substitute() if chosen.is_excerpt else ""
