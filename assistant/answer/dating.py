"""Name the place and year of an answer, and find where a document gives the year of a passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.citations import Citations
from assistant.answer.model import AnswerLine, Piece
from assistant.evidence.model import Evidence
from assistant.question.model import Question
from assistant.search.scope_match import LEAST_AGREEMENT, year_agreement
from ingest.chinese.script import fold, written_in
from ingest.library.library import Library


def year_source(library: Library, question: Question, evidence: Evidence) -> Evidence | None:
    """Return the nearest words before the evidence that name its year; None where its passage does, or nothing does.

    A report's heading "一、2021年工作回顾" stands pages above the sentence that it dates. What merely speaks of the year
    further down dates nothing above it.
    """
    if not question.years:
        return None
    year_text = f"{question.years[0]}年"
    if year_text in fold(evidence.passage.text):
        return None
    passages = library.passages_of(evidence.passage.doc)
    here = next((i for i, p in enumerate(passages) if p.id == evidence.passage.id), 0)
    for passage in reversed(passages[:here]):
        text = fold(passage.text)
        at = text.find(year_text)
        if at >= 0:
            start = max(text.rfind(mark, 0, at) for mark in "\n。；") + 1
            ends = [i for i in (text.find(mark, at) for mark in "\n。；，") if i >= 0]
            return Evidence(passage, start, min(ends, default=len(text)))
    return None


def label_of(question: Question) -> str:
    """Return the place and year, or the thing, that a question is about, as it names them; of namesakes the one meant."""
    if question.thing:
        return question.thing + question.facet
    places = "".join(
        written_in(span.label, question.script) if span.label else question.text[span.start : span.end]
        for span in question.places
    )
    return places + "".join(f"{y}年" for y in question.years) + question.facet


def _years_of(question: Question, evidence: Evidence) -> tuple[int, ...]:
    """Return the year that `evidence` is of, where the question names one as 今年 or 去年: the one meant, or else that of
    the statement or the document; none where that is not clear."""
    passage = evidence.statement
    given = int(passage.date[:4]) if passage.date else None
    for year in (*question.years, passage.year, given):
        if year is not None and year_agreement(question, passage, year, evidence.text) >= LEAST_AGREEMENT:
            return (year,)
    return ()


def _is_of(evidence: Evidence, year: int) -> bool:
    """Return whether evidence tells of a year, in words of its passage or by where it stands in its document."""
    return f"{year}年" in fold(evidence.passage.text) or evidence.statement.year == year


def dated(
    library: Library,
    question: Question,
    evidence: Evidence,
    lines: Sequence[AnswerLine],
    citations: Citations,
) -> list[AnswerLine]:
    """Return `lines` after their place and year, without which a figure or a plan is ambiguous.

    The year has a source of its own where the passage of `evidence`, which is cited first, does not name it.
    """
    if len(question.years) != 1:
        return list(lines)
    if question.vague_year:
        question = replace(question, years=_years_of(question, evidence))
    year = year_source(library, question, evidence)
    if not question.years or not (year or _is_of(evidence, question.years[0])):
        return list(lines)
    label = label_of(question)
    cites = (citations.cite(year),) if year else ()
    places = (year,) if year else ()
    if lines[0].form == "item":
        return [AnswerLine((Piece(label, cites), Piece("：")), evidence=places), *lines]
    first, *rest = lines
    headed = replace(first, pieces=(Piece(f"{label}："), *first.pieces))
    first_cited = min(n for line in lines for n in line.cites)
    at, citing = next((i, line) for i, line in enumerate([headed, *rest]) if first_cited in line.cites)
    marked = tuple(
        replace(p, cites=(*p.cites, *cites)) if first_cited in p.cites else p for p in citing.pieces
    )
    dated_lines = [headed, *rest]
    dated_lines[at] = replace(citing, pieces=marked, evidence=(*citing.evidence, *places))
    return dated_lines
