"""Answer questions over the rows of a table: how many, which, their sum, the largest, or a single cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.citations import Citations
from assistant.answer.model import AnswerLine
from assistant.answer.tables import wording
from assistant.answer.tables.columns import asked_column, asked_columns, unexplained
from assistant.answer.tables.model import Cell, FoldedTable, Row, table_of
from assistant.answer.tables.render import Chosen, cell_of, cells, count, extreme, names, total
from assistant.evidence.acceptance import LEAST_AGREEMENT
from assistant.evidence.answer_types import asked_count, numeral
from assistant.evidence.model import Candidate, Evidence
from assistant.question.model import Question
from assistant.search.scope_match import place_agreement, year_agreement
from ingest.chinese.script import fold
from ingest.chinese.tokens import bigrams
from ingest.library.library import Library
from ingest.schema import StoredPassage

# A row is meant when this share of its name's bigrams stands in the question, and more than of any other row.
LEAST_OF_NAME = 0.5
# Characters of the question that neither the table nor the form of the question accounts for: with more, it asks for
# something that the table does not tell.
MOST_UNEXPLAINED = 1
MOST_UNEXPLAINED_OF_ROW = 3
SHARED_WITH_CAPTION = 4

_WHICH = re.compile(r"哪一?[个项家座条处所]?([一-鿿]{2})")
_COUNT = re.compile(r"(?:多少|(?<!哪)几)([个项家处座件条所])|多少(?:项目|工程|企业)")
_STATED = re.compile(r"(\d+|[两二三四五六七八九十])[个项家处座件条]")
_PARTS = re.compile(r"[、，,；;/\s]+")
_DAY = re.compile(r"\d{1,2}月(?:底|初|中旬|\d{1,2}日)")
_ISSUED = re.compile(r"(?:19|20)\d\d(?:年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2})")
# What the name of a work ends in, which a question leaves out of a long one.
_BARE = re.compile(r"(?:建设)?(?:项目|工程)$")
LONG_NAME = 8
_EVERYWHERE = frozenset(("全县", "全市", "全区", "项目", "工程", "企业"))


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
    for chosen in _tables(library, question, passages, best[0], citations):
        lines = _cell(chosen, bool(good)) or _over_rows(chosen)
        if any(line.evidence for line in lines):
            return lines
    return []


def _tables(
    library: Library,
    question: Question,
    passages: Sequence[StoredPassage],
    best: Candidate,
    citations: Citations,
) -> list[Chosen]:
    """Return the tables of the place and year asked about of which any line was retrieved, best first."""
    found: list[Chosen] = []
    stored = library.tables([p.doc for p in passages])
    for doc in dict.fromkeys(p.doc for p in passages if p.doc in stored):
        text = library.document(doc).text
        for table in (table_of(table, text) for table in stored[doc]):
            hits = [p for p in passages if p.doc == doc and p.start < table.end and p.end > table.start]
            if not hits or table.name is None or not _agrees(question, table, hits[0]):
                continue
            named = _named(question, table) or _total_named(question, table, table.name)
            rows = tuple(row for row in _eligible_rows(table, named) if _meets(row, named))
            whole = tuple(library.passages_of(doc))
            found.append(Chosen(question, best, whole, table, table.name, named, rows, citations))
    return found


def _agrees(question: Question, table: FoldedTable, passage: StoredPassage) -> bool:
    year = question.years[0] if len(question.years) == 1 else None
    place = place_agreement(question, passage, passage.text)
    # The day of issue, on which the passage or the lines above the table end, is not what the rows tell of.
    caption = _ISSUED.sub("", table.caption)
    dated = year is None or question.vague_year or f"{year}年" in caption + "".join(table.labels)
    return place >= LEAST_AGREEMENT and (
        dated or year_agreement(question, passage, year, caption) >= LEAST_AGREEMENT
    )


def _named(question: Question, table: FoldedTable) -> tuple[tuple[str, str], ...]:
    """Return the values that occur in the question, each with its label; none that is only part of a longer one."""
    asked = fold(question.text)
    labels = [label for label in table.labels if not table.is_measure(label)]
    places = tuple(name for place in question.meant for name in place.names)
    forms = {
        (label, form)
        for label in labels
        for cell in table.values(label)
        for form in (_names(cell, places) if label == table.name else _forms(cell))
        if form in asked and form not in _EVERYWHERE
    }
    kept = {f for f in forms if not any(f[1] != o and f[1] in o for _, o in forms)}
    # 霁川市云杉县 is one place, the city only says where it lies.
    wider = {f for f in kept if any(re.search(f"{re.escape(f[1])}的?{re.escape(o)}", asked) for _, o in kept)}
    return tuple(sorted(kept - wider))


def _total_named(question: Question, table: FoldedTable, name: str) -> tuple[tuple[str, str], ...]:
    """Return the name of a row that adds up others, if the question has it: 全县, 合计."""
    names = [fold(cell.value).strip() for row in table.totals if (cell := row.cell(name))]
    return tuple((name, value) for value in names if value in fold(question.text))[:1]


def _eligible_rows(table: FoldedTable, named: tuple[tuple[str, str], ...]) -> tuple[Row, ...]:
    """Return the rows that an answer may be about; totals are included only where one of them is named."""
    totals = tuple(row for row in table.totals if named and _meets(row, named))
    return totals or table.rows


def _names(cell: Cell, places: tuple[str, ...]) -> list[str]:
    """Return the ways in which a question may name a row: by its name, without brackets, without the place."""
    value = fold(cell.value).strip()
    names = {value, re.sub(r"\([^()]*\)", "", value), _unbracketed(value)}
    names |= {_BARE.sub("", name) for name in names if len(name) >= LONG_NAME}
    names |= {name.removeprefix(place) for name in names for place in places}
    return _telling(sorted(names))


def _forms(cell: Cell) -> list[str]:
    """Return the forms in which a question may name a cell's value.

    They are the value as it is, one of several in it, 交通局 for 县交通局, and 11月底 without its year.
    """
    value = fold(cell.value).strip()
    parts = [value, *_PARTS.split(value), *_DAY.findall(value)]
    return _telling([*parts, *(part[1:] for part in parts if len(part) > 3 and part[0] in "县区市镇")])


def _telling(forms: list[str]) -> list[str]:
    return [form for form in forms if 2 <= len(form) <= 24 and re.search(r"[一-鿿a-z]", form)]


def _unbracketed(value: str) -> str:
    return re.sub("[()]", "", value)


def _meets(row: Row, named: tuple[tuple[str, str], ...]) -> bool:
    """Return whether a row holds, under each label with a named value, one of those values."""
    return all(
        (cell := row.cell(label)) is not None
        and any(
            form in fold(cell.value) or form in _unbracketed(fold(cell.value))
            for other, form in named
            if other == label
        )
        for label, _ in named
    )


def _cell(chosen: Chosen, good: bool) -> list[AnswerLine]:
    """Return the cell asked for of the row that the question names, or of several rows named side by side."""
    question = chosen.question
    row = _row_named(chosen)
    which = question.answer_type.several and wording.LIST.search(fold(question.text))
    if row is None or (which and not _by_name(chosen)):
        return []
    label = asked_column(question, chosen.table, [row], chosen.named)
    context = chosen.title + " ".join(fold(cell.value) for cell in row.cells)
    sure = good or (question.kind == "figure" and _by_name(chosen))
    allowed = MOST_UNEXPLAINED_OF_ROW if sure else MOST_UNEXPLAINED
    if unexplained(question, chosen.table, chosen.named, context) > allowed:
        return []
    if label is not None:
        return cell_of(chosen, row, label)
    several = asked_columns(question, chosen.table, row, [label for label, _ in chosen.named])
    return cells(replace(chosen, rows=(row,)), *several) if len(several) > 1 else []


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
    shares = {r.start: _share(cell.value, asked) for r in chosen.rows if (cell := r.cell(chosen.name))}
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


def _share(name: str, asked: str) -> float:
    pairs = bigrams(name)
    return sum(pair in asked for pair in pairs) / len(pairs) if pairs else 0.0


def _is_of(evidence: Evidence, chosen: Chosen) -> bool:
    span, table = evidence.in_document, chosen.table
    same = evidence.passage.doc == chosen.passages[0].doc
    return same and span.start < table.end and span.end > table.start


def _over_rows(chosen: Chosen) -> list[AnswerLine]:
    """Return the answer about several rows: their number, names, sum or extreme, or a cell of each."""
    question, asked = chosen.question, fold(chosen.question.text)
    lowest = bool(wording.LEAST.search(asked))
    compares = lowest or bool(wording.MOST.search(asked))
    reckons = compares or question.total
    if not _points_to_rows(chosen, reckons=reckons):
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


def _points_to_rows(chosen: Chosen, *, reckons: bool) -> bool:
    """Return whether the question names rows, or the table, and nothing that the table does not contain."""
    asked = fold(chosen.question.text)
    explicit = bool(wording.TABLE.search(asked))
    kind = _kind_asked_for(chosen, asked)
    points = bool(kind) or _names_caption(asked, chosen.table)
    whole = explicit or (reckons and not chosen.is_excerpt and points)
    if not chosen.rows or not (chosen.named or whole):
        return False
    # What is not marked as standing in a table may as well be given in prose, and more fully there.
    if not explicit and not _is_of(chosen.best, chosen) and not _speaks_past(chosen):
        return False
    if (
        wording.CONDITION.search(asked)
        or unexplained(chosen.question, chosen.table, chosen.named, f"{chosen.title}\n{kind}")
        > MOST_UNEXPLAINED
    ):
        return False
    stated = _STATED.search(asked)
    number = numeral(stated[1]) if stated else asked_count(chosen.question)
    return number in (None, len(chosen.rows))


def _kind_asked_for(chosen: Chosen, asked: str) -> str:
    """Return the word by which the question asks for one of the rows; "" where there is none.

    It is the kind of the rows: 哪个乡镇 over the names of towns and townships, 哪项指标 under the label 指标名称.
    """
    m = _WHICH.search(asked)
    if m is None:
        return ""
    names = [fold(cell.value).strip() for cell in chosen.table.values(chosen.name)]
    alike = bool(names) and all(name[-1:] in m[1] for name in names)
    return m[1] if alike or m[1] in chosen.name else ""


def _speaks_past(chosen: Chosen) -> bool:
    """Return whether the best evidence, outside the table, holds nothing of what the question names in it."""
    text = fold(chosen.best.passage.text)
    return bool(chosen.named) and not any(form in text for _, form in chosen.named)


def _names_caption(asked: str, table: FoldedTable) -> bool:
    """Return whether the question names the table by a run of its caption."""
    n = SHARED_WITH_CAPTION
    return any(asked[i : i + n] in table.caption for i in range(len(asked) - n + 1))
