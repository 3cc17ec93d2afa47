"""Answer questions over the rows of a table: how many, which, their sum, the largest, or a single cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answer.citations import Citations
from assistant.answer.model import AnswerLine
from assistant.answer.tables import wording
from assistant.answer.tables.columns import (
    asked_column,
    asked_columns,
    columns_of_clauses,
    is_time,
    unexplained,
)
from assistant.answer.tables.conditions import Condition, condition_in, meeting, without
from assistant.answer.tables.differences import difference, sets_against
from assistant.answer.tables.model import FoldedTable, Row
from assistant.answer.tables.render import Chosen, cell_of, cells, count, extreme, names, total
from assistant.answer.tables.selection import MOST_UNEXPLAINED, stands_in, tables_meant
from assistant.evidence.answer_types import asked_count, numeral
from assistant.evidence.model import Candidate, Evidence
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.chinese.tokens import share_of_bigrams
from ingest.library.library import Library
from ingest.read.table_rows import BELOW
from ingest.schema import StoredPassage

# A row is meant when this share of its name's bigrams stands in the question, and more than of any other row.
LEAST_OF_NAME = 0.5
# Of what neither the table nor the form of the question accounts for, where a row is surely meant.
MOST_UNEXPLAINED_OF_ROW = 3
SHARED_WITH_CAPTION = 4
# Where row and column bear the very names that the question uses, more of it may be of what the document is.
MOST_UNEXPLAINED_OF_CELL = 6

_WHICH = re.compile(r"哪[一几些]*[个项家座条处所]?([一-鿿]{2})|([一-鿿]{2})(?:都?有哪|一共有几|有几)")
_COUNT = re.compile(r"(?:多少|(?<!哪)几)([个项家处座件条所])|多少(?:项目|工程|企业)")
_STATED = re.compile(r"(\d+|[两二三四五六七八九十])[个项家处座件条]")


def answered_by_rows(
    library: Library,
    question: Question,
    passages: Sequence[StoredPassage],
    found: list[Candidate],
    good: list[Candidate],
    citations: Citations,
) -> list[AnswerLine]:
    """Return the answer that the rows of a table give; nothing where the question refers to no rows.

    Args:
        passages: retrieved, best first; a table is considered as a whole if a part of it is among them.
        found: all candidate answers, best first.
        good: those of them that are acceptable.
    """
    best = (good or found)[:1]
    if not best or not question.answer_type.in_tables:
        return []
    condition = condition_in(question)
    if condition is not None:
        words = fold(question.text)[condition.start : condition.end]
        rest = without(question, condition)
        tables = tables_meant(library, rest, passages, best[0], citations)
        if not any(_names(chosen, words) for chosen in tables):
            return _first_told(_under_condition(chosen, condition) for chosen in tables)
    tables_asked = tables_meant(library, question, passages, best[0], citations)
    return _first_told(_asked_of(chosen, bool(good)) for chosen in tables_asked)


def _first_told(answers: Iterable[list[AnswerLine]]) -> list[AnswerLine]:
    """Return the first of some answers that rests on evidence; nothing where none does."""
    return next((lines for lines in answers if any(line.evidence for line in lines)), [])


def _asked_of(chosen: Chosen, good: bool) -> list[AnswerLine]:
    """Return what is asked of a table without a condition."""
    if sets_against(chosen.question):
        return difference(chosen)
    return _cell(chosen, good) or _over_rows(chosen)


def _names(chosen: Chosen, words: str) -> bool:
    """Return whether words of the question are part of a row's, a column's or the table's name: 65岁及以上 of an age is no
    condition."""
    values = (cell.value for label in chosen.table.labels for cell in chosen.table.values(label))
    return any(words in fold(name) for name in (chosen.table.caption, *chosen.table.labels, *values))


def _cell(chosen: Chosen, good: bool) -> list[AnswerLine]:
    """Return the cell asked for of the row that the question names, or of several rows named side by side."""
    question = chosen.question
    if question.total and (_number_stated(question) or 1) > 1:
        return []
    row = _row_named(chosen)
    which = question.answer_type.several and wording.LIST.search(fold(question.text))
    if row is None or (which and not _by_name(chosen)):
        return []
    label = asked_column(question, chosen.table, [row], chosen.named)
    context = chosen.title + " ".join(fold(cell.value) for cell in row.cells)
    sure = good or (question.kind == "figure" and _by_name(chosen))
    allowed = MOST_UNEXPLAINED_OF_ROW if sure else MOST_UNEXPLAINED
    if (
        label is not None
        and good
        and _is_called(chosen, row)
        and label.split(BELOW)[-1] in fold(question.text)
    ):
        allowed = MOST_UNEXPLAINED_OF_CELL
    if unexplained(question, chosen.table, chosen.named, context) > allowed:
        return []
    # Columns of years do not tell what is measured: another column's label (R&D/GDP) accounts for none of them.
    if (
        label is not None
        and is_time(label)
        and unexplained(question, chosen.table, chosen.named, context, by_labels=False) > MOST_UNEXPLAINED
    ):
        return []
    given = [label for label, _ in chosen.named]
    several = asked_columns(question, chosen.table, row, given) if label is None else []
    several = several or columns_of_clauses(question, row, {*given, chosen.name})
    if len(several) > 1:
        return cells(replace(chosen, rows=(row,)), *several)
    return cell_of(chosen, row, label) if label is not None else []


def _is_called(chosen: Chosen, row: Row) -> bool:
    """Return whether the question names a row by its whole name."""
    cell = row.cell(chosen.name)
    return cell is not None and (chosen.name, fold(cell.value).strip()) in chosen.named


def _by_name(chosen: Chosen) -> bool:
    return any(label == chosen.name for label, _ in chosen.named)


def _row_named(chosen: Chosen) -> Row | None:
    """Return the only row that holds what the question names, or the best evidence's row if it nearly does."""
    if chosen.named and len(chosen.rows) == 1:
        return chosen.rows[0]
    if not _is_of(chosen.best, chosen):
        return None
    start = chosen.best.in_document.start
    asked = fold(chosen.question.text)
    shares = {
        r.start: share_of_bigrams(cell.value, asked) for r in chosen.rows if (cell := r.cell(chosen.name))
    }
    row = next((r for r in chosen.rows if r.start <= start < r.end and r.start in shares), None)
    if row is None:
        return None
    mine = shares.pop(row.start)
    if mine <= max(shares.values(), default=0.0):
        return None
    return row if mine >= LEAST_OF_NAME or _short_for(chosen, row) else None


def _short_for(chosen: Chosen, row: Row) -> bool:
    """Return whether all that the table leaves unexplained of the question is part of the row's name."""
    name = row.cell(chosen.name)
    bare = unexplained(chosen.question, chosen.table, chosen.named, chosen.title)
    context = f"{chosen.title}\n{fold(name.value) if name else ''}"
    return bare > MOST_UNEXPLAINED and not unexplained(chosen.question, chosen.table, chosen.named, context)


def _is_of(evidence: Evidence, chosen: Chosen) -> bool:
    return stands_in(evidence, chosen.table, chosen.passages[0].doc)


def _under_condition(chosen: Chosen, condition: Condition) -> list[AnswerLine]:
    """Return the rows whose figure meets a condition, or how many they are; nothing where no column surely holds that figure."""
    question, asked = chosen.question, fold(chosen.question.text)
    columns = condition.columns(chosen.table)
    label = asked_column(question, chosen.table, chosen.rows, chosen.named, measure=True)
    if len(columns) == 1 and condition.quantity.unit is not None:
        label = columns[0]
    if label not in columns or not _points_to_rows(chosen, reckons=True, of_each=True):
        return []
    rows = meeting(chosen.rows, condition, label)
    if not rows:
        return []
    met = replace(chosen, rows=rows)
    if counted := _COUNT.search(asked):
        return count(met, counted[1] or "个", None)
    return cells(met, label) if wording.LIST.search(asked) or question.answer_type.several else []


def _over_rows(chosen: Chosen) -> list[AnswerLine]:
    """Return the answer about several rows: their number, names, sum or extreme, or a cell of each."""
    question, asked = chosen.question, fold(chosen.question.text)
    lowest = bool(wording.LEAST.search(asked))
    compares = lowest or bool(wording.MOST.search(asked))
    reckons = compares or question.total
    if not _points_to_rows(chosen, reckons=reckons, of_each=compares):
        return []
    label = asked_column(question, chosen.table, chosen.rows, chosen.named, measure=reckons)
    measure = label if label and chosen.table.is_measure(label) else None
    if compares:
        return extreme(chosen, measure, lowest=lowest, among=_by_name(chosen)) if measure else []
    counted = _COUNT.search(asked)
    if counted and not _by_name(chosen):
        return count(chosen, counted[1] or "个", measure)
    if measure and (question.total or (question.kind == "figure" and len(chosen.rows) > 1)):
        return total(chosen, measure) or (cells(chosen, measure) if _by_name(chosen) else [])
    if label and chosen.named and question.answer_type.one_a_row:
        return cells(chosen, label)
    return names(chosen) if wording.LIST.search(asked) and not _by_name(chosen) else []


def _points_to_rows(chosen: Chosen, *, reckons: bool, of_each: bool) -> bool:
    """Return whether the question names rows, or the table, and nothing that the table does not contain.

    Args:
        reckons: whether figures of several rows are to be set against each other or added up.
        of_each: whether each row is to be held to a figure: to a condition, or to those of the others.
    """
    question, asked = chosen.question, fold(chosen.question.text)
    explicit = bool(wording.TABLE.search(asked))
    kind = _kind_asked_for(chosen, asked)
    points = bool(kind) or _names_caption(asked, chosen.table)
    whole = explicit or (reckons and not chosen.is_excerpt and points)
    # What is asked of all rows of a kind, no sentence of the place as a whole tells.
    of_all = of_each and bool(kind) and not chosen.is_excerpt
    if not chosen.rows or not (chosen.named or whole):
        return False
    # What is not marked as standing in a table may as well be given in prose, and more fully there.
    if not (explicit or of_all) and not _is_of(chosen.best, chosen) and not _speaks_past(chosen):
        return False
    # Rows that the question names one by one are surely meant.
    by_name = sum(label == chosen.name for label, _ in chosen.named) > 1
    by_unit = of_all and question.units
    allowed = MOST_UNEXPLAINED_OF_ROW if by_name or by_unit else MOST_UNEXPLAINED
    left = unexplained(chosen.question, chosen.table, chosen.named, f"{chosen.title}\n{kind}")
    if wording.CONDITION.search(asked) or left > allowed:
        return False
    return _number_stated(question) in (None, len(chosen.rows))


def _number_stated(question: Question) -> int | None:
    """Return how many rows the question says that there are: 两个项目; None where it does not say."""
    stated = _STATED.search(fold(question.text))
    return numeral(stated[1]) if stated else asked_count(question)


def _kind_asked_for(chosen: Chosen, asked: str) -> str:
    """Return the word by which the question asks for one of the rows; "" where there is none.

    It is the kind of the rows: 哪个乡镇 over the names of towns and townships, 哪项指标 under the label 指标名称.
    """
    names = chosen.table.names
    for m in _WHICH.finditer(asked):
        kind = m[1] or m[2]
        alike = bool(names) and all(name[-1:] in kind for name in names)
        if alike or kind in chosen.name:
            return kind
    # 三个区县里, 各乡镇中: the rows under the name that their column bears.
    label = chosen.name.removesuffix("名称")
    return label if len(label) > 1 and label in asked else ""


def _speaks_past(chosen: Chosen) -> bool:
    """Return whether the best evidence, outside the table, holds nothing of what the question names in it."""
    text = fold(chosen.best.passage.text)
    return bool(chosen.named) and not any(form in text for _, form in chosen.named)


def _names_caption(asked: str, table: FoldedTable) -> bool:
    """Return whether the question names the table by a run of its caption."""
    n = SHARED_WITH_CAPTION
    return any(asked[i : i + n] in table.caption for i in range(len(asked) - n + 1))
