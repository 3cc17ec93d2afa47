"""Answer by how much one cell of a table is more than another of its row or its column: 城镇比农村多多少."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import reckoning
from assistant.answer.model import AnswerLine
from assistant.answer.tables import wording
from assistant.answer.tables.columns import asked_column, unexplained
from assistant.answer.tables.model import Cell, Row
from assistant.answer.tables.render import Chosen, cells, gap
from assistant.question.model import Question
from ingest.chinese.script import fold

# 比重 and 同比 compare nothing with each other here, nor does 比上年.
_THAN = re.compile(r"(?<![同环占])比(?![重例较]|上年|去年|上月|往年)")
_BY_HOW_MUCH = re.compile(r"(?:要|还)?(?:[多少高低大小贵]出?|相差|差)(?:了)?(?=多少|几)")
# Characters of the question that neither side accounts for.
MOST_UNEXPLAINED = 2
_Pair = tuple[tuple[Row, Cell], tuple[Row, Cell]]


def sets_against(question: Question) -> bool:
    """Return whether a question asks by how much one thing is more than another."""
    return question.difference and _THAN.search(fold(question.text)) is not None


def difference(chosen: Chosen) -> list[AnswerLine]:
    """Return the two cells that the question sets against each other, and by how much they differ; nothing where it does not
    surely name two."""
    asked = fold(chosen.question.text)
    than = _THAN.search(asked)
    if than is None or not chosen.rows:
        return []
    sides = _side(chosen.question, 0, than.start()), _side(chosen.question, than.end(), len(asked))
    plain = replace(chosen.question, focus=_BY_HOW_MUCH.sub(" ", chosen.question.focus.replace("比", " ")))
    if unexplained(plain, chosen.table, chosen.named, chosen.title) > MOST_UNEXPLAINED:
        return []
    pair = _of_extremes(chosen, sides) or _of_a_column(chosen, sides) or _of_a_row(chosen, sides)
    if pair is None:
        return []
    (one, its), (other, others) = pair
    rows = (one,) if one == other else (one, other)
    labels = dict.fromkeys((its.label, others.label))
    computed = gap(chosen, its, others)
    return [*cells(replace(chosen, rows=rows), *labels), *computed] if computed else []


def _side(question: Question, start: int, end: int) -> Question:
    """Return the question with nothing but one side of it, and how much it asks for."""
    text = question.text[start:end]
    return replace(question, text=text, places=())


def _of_extremes(chosen: Chosen, sides: tuple[Question, Question]) -> _Pair | None:
    """Return the largest and the smallest figure of a column: 最高的比最低的多多少."""
    texts = [fold(side.text) for side in sides]
    whole = "".join(texts)
    if not (wording.MOST.search(whole) and wording.LEAST.search(whole)):
        return None
    label = asked_column(chosen.question, chosen.table, chosen.rows, chosen.named, measure=True)
    filled = [
        (quantity, (row, cell))
        for row in chosen.rows
        if label and (cell := row.cell(label)) and (quantity := cell.quantity)
    ]
    if len(filled) < len(sides) or not reckoning.comparable([quantity for quantity, _ in filled]):
        return None
    in_order = sorted(filled, key=lambda each: reckoning.amount(each[0]))
    return in_order[-1][1], in_order[0][1]


def _of_a_column(chosen: Chosen, sides: tuple[Question, Question]) -> _Pair | None:
    """Return the cells of two rows, one named on each side, in the column that the question asks for."""
    named = [_named_on(chosen, side) for side in sides]
    if any(len(rows) != 1 for rows in named) or named[0] == named[1]:
        return None
    label = asked_column(chosen.question, chosen.table, chosen.rows, chosen.named, measure=True)
    one, other = (row for rows in named for row in rows)
    return _pair(one, label, other, label)


def _of_a_row(chosen: Chosen, sides: tuple[Question, Question]) -> _Pair | None:
    """Return two cells of the only row that the question names, one named on each side."""
    if len(chosen.rows) != 1 or not chosen.named:
        return None
    labels = [asked_column(side, chosen.table, chosen.rows, chosen.named, measure=True) for side in sides]
    return _pair(chosen.rows[0], labels[0], chosen.rows[0], labels[1]) if labels[0] != labels[1] else None


def _pair(one: Row, label: str | None, other: Row, others: str | None) -> _Pair | None:
    cell, its = one.cell(label or ""), other.cell(others or "")
    return ((one, cell), (other, its)) if cell and its else None


def _named_on(chosen: Chosen, side: Question) -> Sequence[Row]:
    """Return the rows that one side of the question names."""
    text = fold(side.text)
    forms = {form for label, form in chosen.named if label == chosen.name and form in text}
    return [
        row
        for row in chosen.rows
        if (cell := row.cell(chosen.name)) and any(form in fold(cell.value) for form in forms)
    ]
