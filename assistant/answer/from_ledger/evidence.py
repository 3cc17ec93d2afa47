"""The place in a text that tells a fact, as evidence to quote and to cite."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.citations import Citations
from assistant.answer.dating import year_source
from assistant.answer.model import Piece
from assistant.answer.quote import LONG_SENTENCE, quoted
from assistant.evidence.model import Evidence
from assistant.evidence.statement_spans import by_region
from assistant.question.model import Question
from ingest.chinese.script import written_in
from ingest.chinese.sentences import Span, sentences
from ingest.facts.model import StoredFact, StoredProject
from ingest.library.library import Library
from ingest.schema import StoredPassage

# A sentence that is read at a glance, with the place and the year before it.
SHORT_SENTENCE = 50


def clause_of(library: Library, fact: StoredFact) -> Evidence | None:
    """Return the clause that tells a fact; None where its passage is no longer published."""
    told = fact.fact
    return _clause(library, fact.source.doc, told.figure_start, told.start, max(told.end, told.figure_end))


def clause_of_project(library: Library, mention: StoredProject) -> Evidence | None:
    """Return the clause that tells of a project; None where its passage is no longer published."""
    told = mention.project
    return _clause(library, mention.source.doc, told.name_start, told.start, told.end)


def _clause(library: Library, doc: str, at: int, start: int, end: int) -> Evidence | None:
    """Return a clause, as far as it lies in the passage of what it tells; None where that is no longer published.

    Args:
        library: holds the passages.
        doc: the document.
        at: where in it the figure or the name stands that the clause tells.
        start, end: the clause's offsets in the document.
    """
    passage = library.passage_at(doc, at)
    if passage is None:
        return None
    return Evidence(passage, max(0, start - passage.start), min(len(passage.text), end - passage.start))


def is_row(evidence: Evidence) -> bool:
    """Return whether evidence is a row of a table, of which an answer gives the cell asked for."""
    return re.search(r"[|｜\t]", evidence.passage.text[evidence.start : evidence.end]) is not None


def sentence_of(library: Library, facts: Sequence[StoredFact]) -> Evidence | None:
    """Return the sentence that tells all of `facts`, or where it is no short one the clauses of it; None where no single
    one does.

    A sentence that goes through several regions is cut to the part of the fact's own.
    """
    clauses = [clause_of(library, fact) for fact in facts]
    told = [clause for clause in clauses if clause is not None]
    if len(told) < len(facts) or len({clause.passage.id for clause in told}) != 1:
        return None
    passage = told[0].passage
    figures = [fact.fact.figure_start - passage.start for fact in facts]
    part = next(
        (part for part in _parts(passage) if all(part.start <= at < part.end for at in figures)), None
    )
    start, end = min(clause.start for clause in told), max(clause.end for clause in told)
    if part is not None and part.end - part.start <= SHORT_SENTENCE:
        return Evidence(passage, min(part.start, start), max(part.end, end))
    return Evidence(passage, start, end) if end - start <= LONG_SENTENCE else None


def _parts(passage: StoredPassage) -> list[Span]:
    return [part for sentence in sentences(passage.text) for part in by_region(passage, sentence)]


def sources_of(library: Library, question: Question, evidence: Evidence, year: int) -> tuple[Evidence, ...]:
    """Return some evidence and, where its passage does not name the year, the place that does."""
    dating = year_source(library, replace(question, years=(year,)), evidence)
    return (evidence,) if dating is None else (evidence, dating)


def quotation(
    library: Library, question: Question, sources: Sequence[Evidence], fact: StoredFact, citations: Citations
) -> Piece:
    """Return the quoted first of `sources` with the citations of all, only the figure of the fact emphasised."""
    evidence, start = sources[0], sources[0].in_document.start
    span = (fact.fact.figure_start - start, fact.fact.figure_end - start)
    piece = quotation_of(question, evidence, [span], citations)
    return replace(piece, cites=tuple(dict.fromkeys(citations.cite(source) for source in sources)))


def quotation_of(
    question: Question, evidence: Evidence, spans: Sequence[tuple[int, int]], citations: Citations
) -> Piece:
    """Return the quoted evidence with its citation, only the figures of `spans` emphasised.

    Args:
        spans: their offsets in the evidence, without what introduces it.
    """
    piece = quoted(question, evidence)
    own = evidence.passage.text[evidence.start : evidence.end]
    figures = []
    for start, end in spans:
        figure = written_in(own[start:end].strip(), question.script)
        # What is quoted may lack blanks or have other characters; the n-th such figure stays the n-th.
        at = -1
        for _ in range(written_in(own[:start], question.script).count(figure) + 1 if figure else 0):
            at = piece.text.find(figure, at + 1)
        if figure and at >= 0:
            figures.append((at, at + len(figure)))
    return replace(piece, cites=(citations.cite(evidence),), figures=tuple(figures))
