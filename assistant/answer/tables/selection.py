"""Choose the tables, and the rows of them, that a question may be about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer.citations import Citations
from assistant.answer.tables import wording
from assistant.answer.tables.columns import unexplained
from assistant.answer.tables.model import FoldedTable, Row, table_of
from assistant.answer.tables.naming import Called, Named, called_in, meets, named_in, named_in_part
from assistant.answer.tables.periods import of_another_time
from assistant.answer.tables.render import Chosen
from assistant.evidence.model import Candidate, Evidence
from assistant.question.model import Question
from assistant.search.scope_match import LEAST_AGREEMENT, place_agreement, year_agreement
from ingest.chinese.script import fold
from ingest.library.library import Library
from ingest.schema import StoredPassage, Table

# Characters of the question that neither the table nor the form of the question accounts for: with more, it asks for
# something that the table does not tell.
MOST_UNEXPLAINED = 1
# A run of so many characters names a table of which nothing was retrieved.
NAMES_CAPTION = 6
_ISSUED = re.compile(r"(?:19|20)\d\d(?:年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2})")


def tables_meant(
    library: Library,
    question: Question,
    passages: Sequence[StoredPassage],
    best: Candidate,
    citations: Citations,
) -> list[Chosen]:
    """Return the tables of the place and year asked about of which any line was retrieved, best first."""
    found: list[Chosen] = []
    stored = library.tables([p.doc for p in passages])
    asked, called = fold(question.text), called_in(question)
    over_rows = question.extreme or question.difference or bool(wording.LIST.search(asked))
    for doc in dict.fromkeys(p.doc for p in passages if p.doc in stored):
        text = library.document(doc).text
        whole = tuple(library.passages_of(doc))
        for each in _near(stored[doc], [p for p in passages if p.doc == doc], asked if over_rows else ""):
            table = table_of(each, text)
            of_table = [p for p in whole if p.start < table.end and p.end > table.start]
            if table.name is None or not _agrees(question, table, of_table, called):
                continue
            named = named_in(question, table, called) or _total_named(question, table, table.name)
            if (
                stands_in(best, table, doc)
                and not any(label == table.name for label, _ in named)
                and unexplained(question, table, named, fold(whole[0].title)) > MOST_UNEXPLAINED
            ):
                named = (*named, *named_in_part(question, table, named))
            rows = tuple(
                row
                for row in _eligible_rows(table, named, called)
                if meets(row, named, called) and not of_another_time(question, text[row.start : row.end])
            )
            found.append(Chosen(question, best, whole, table, table.name, named, rows, citations))
    return found


def _near(tables: Sequence[Table], hits: Sequence[StoredPassage], asked: str) -> Iterator[Table]:
    """Yield the tables of which a part was retrieved, then those whose caption a question over all rows names at length."""
    hit = [table for table in tables if any(p.start < table.end and p.end > table.start for p in hits)]
    yield from hit
    runs = {asked[i : i + NAMES_CAPTION] for i in range(len(asked) - NAMES_CAPTION + 1)}
    for table in tables:
        if table not in hit and any(run in fold(table.caption) for run in runs):
            yield table


def _agrees(
    question: Question, table: FoldedTable, passages: Sequence[StoredPassage], called: Called
) -> bool:
    """Return whether a table is of the place and the year asked about, by its rows and labels or by one of its passages."""
    year = question.years[0] if len(question.years) == 1 else None
    # The day of issue, on which the passage or the lines above the table end, is not what the rows tell of.
    caption = _ISSUED.sub("", table.caption)
    dated = (
        year is None
        or question.vague_year
        or f"{year}年" in caption + "".join(table.labels)
        # The label of a column may be no more than the year: 2023.
        or str(year) in table.labels
    )
    placed = _has_rows(question, table, called)
    return any(
        (placed or place_agreement(question, passage, passage.text) >= LEAST_AGREEMENT)
        and (dated or year_agreement(question, passage, year, caption) >= LEAST_AGREEMENT)
        for passage in passages
    )


def _has_rows(question: Question, table: FoldedTable, called: Called) -> bool:
    """Return whether a table has a row for each place that a question names, none of which has a namesake."""
    if not called or any(span.namesake for span in question.places):
        return False
    return all(not names.isdisjoint(table.names) for names in called.values())


def _total_named(question: Question, table: FoldedTable, name: str) -> Named:
    """Return the name of a row that adds up others, if the question has it: 全县, 合计."""
    names = [fold(cell.value).strip() for row in table.totals if (cell := row.cell(name))]
    return tuple((name, value) for value in names if value in fold(question.text))[:1]


def _eligible_rows(table: FoldedTable, named: Named, called: Called) -> tuple[Row, ...]:
    """Return the rows that an answer may be about; totals are included only where one of them is named."""
    totals = tuple(row for row in table.totals if named and meets(row, named, called))
    return totals or table.rows


def stands_in(evidence: Evidence, table: FoldedTable, doc: str) -> bool:
    """Return whether some evidence stands in a table of a document."""
    span = evidence.in_document
    return evidence.passage.doc == doc and span.start < table.end and span.end > table.start
