"""Compose the answer: try each strategy in order, and return the lines of the first that succeeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.answer.citations import Citations
from assistant.answer.comparison import compared, look_up
from assistant.answer.dating import dated, year_source
from assistant.answer.figure import asked_figures
from assistant.answer.lists import items_of
from assistant.answer.model import AnswerLine, Piece
from assistant.answer.not_found import not_found
from assistant.answer.quote import cited, listed, statements
from assistant.answer.ranking import ranked_thing
from assistant.answer.reasons import best_reason_first, widened
from assistant.answer.speaker import asks_for_speaker, named_speaker, speaker_of
from assistant.answer.tables.match import answered_by_rows
from assistant.answer.templates import pieces
from assistant.evidence import acceptance
from assistant.evidence.finder import Finder, acceptable_candidates
from assistant.evidence.model import Candidate
from assistant.evidence.select import enough
from assistant.question.decompose import sides_of
from assistant.question.model import Question
from assistant.search.collection import Holdings
from assistant.search.retriever import Retriever
from ingest.chinese.script import written_in
from ingest.library.library import Library
from ingest.schema import StoredPassage


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer by rule.

    Attributes:
        lines: the answer.
        abstained: whether nothing answers, and the lines say so.
        citations: the citations of the lines; copy them before adding to them.
        considered: the passages of each look-up, best first.
    """

    lines: tuple[AnswerLine, ...]
    abstained: bool
    citations: Citations
    considered: tuple[tuple[StoredPassage, ...], ...]

    @property
    def whole(self) -> bool:
        """Return whether every part of the question is answered."""
        return not self.abstained and all(line.role != "missing" for line in self.lines)


def compose(retriever: Retriever, question: Question) -> Composed:
    """Return the answer to `question` by rule, quoted from the library, or an abstention."""
    work = _Work(retriever.library, retriever.holdings(), Finder(retriever), Citations())
    sides = sides_of(question)
    if len(sides) > 1:
        # Things side by side may be rows of one table.
        lines = (_by_rows(work, question) if sides[0].thing else []) or _compared(work, question, sides)
    else:
        lines = _single(work, question)
    found = lines or _not_found(work, question, [])
    return Composed(
        lines=tuple(asked_figures(work.library, question, found)),
        abstained=any(line.role == "not_found" for line in found),
        citations=work.citations,
        considered=tuple(map(tuple, work.finder.considered)),
    )


@dataclass(frozen=True, slots=True)
class _Work:
    """The shared inputs of all strategies."""

    library: Library
    holdings: Holdings
    finder: Finder
    citations: Citations


def _single(work: _Work, question: Question) -> list[AnswerLine]:
    """Return the answer to a question that is one look-up."""
    candidates = work.finder.candidates(question)
    if candidates and asks_for_speaker(question):
        named = speaker_of(work.library, work.holdings, question) or named_speaker(candidates)
        if named is not None:
            return statements(question, [named], work.citations)
    good = acceptable_candidates(question, candidates)
    lines = _in_rows(work, question, candidates, good) or ranked_thing(
        work.library, question, candidates, work.citations
    )
    if lines:
        return _dated_by_first(work, question, lines)
    if not good:
        return _not_found(work, question, candidates)
    if acceptance.asks_year(question) and (of_year := _of_a_year(work, question, good[0])):
        return of_year
    return _quoted(work, question, best_reason_first(good) if question.kind == "reason" else good)


def _by_rows(work: _Work, question: Question) -> list[AnswerLine]:
    """Return the rows of a table that a question over several things names; nothing where it names none."""
    candidates = work.finder.candidates(question)
    lines = _in_rows(work, question, candidates, acceptable_candidates(question, candidates))
    return _dated_by_first(work, question, lines) if lines else []


def _dated_by_first(work: _Work, question: Question, lines: list[AnswerLine]) -> list[AnswerLine]:
    """Return `lines` after the place and year of their first evidence."""
    first = next(evidence for line in lines for evidence in line.evidence)
    return dated(work.library, question, first, lines, work.citations)


def _in_rows(
    work: _Work, question: Question, candidates: list[Candidate], good: list[Candidate]
) -> list[AnswerLine]:
    considered = work.finder.considered[-1]
    return answered_by_rows(work.library, question, considered, candidates, good, work.citations)


def _quoted(work: _Work, question: Question, good: list[Candidate]) -> list[AnswerLine]:
    """Return the sentences or items that answer, after the place and year that they are about."""
    items = items_of(work.library, question, good[0], good)
    chosen = items or widened(question, enough(good, question))
    lines = (listed if items else statements)(question, chosen, work.citations)
    lines = _of_members(work, question, lines)
    if acceptance.only_planned(question, chosen):
        lines.append(AnswerLine(pieces("planned", question.script), "plan"))
    return dated(work.library, question, good[0], lines, work.citations)


def _of_members(work: _Work, question: Question, lines: list[AnswerLine]) -> list[AnswerLine]:
    """Return `lines`, those that tell of what lies in the place asked about after its name.

    So are all where a filter admits several places and the question names none.
    """
    among_several = question.within is not None and not question.places
    named, last = [], None
    for line in lines:
        told = line.evidence[0].tells_of if line.evidence else None
        member = None if question.asks_about(told) else work.holdings.gazetteer.place(told)
        if member is not None and (among_several or question.takes(told)) and member != last:
            line = replace(
                line, pieces=(Piece(written_in(f"{member.label}：", question.script)), *line.pieces)
            )
        named.append(line)
        last = member
    return named


def _of_a_year(work: _Work, question: Question, evidence: Candidate) -> list[AnswerLine]:
    """Return the evidence after the year of its section; nothing where it names one itself or the section has none."""
    year = evidence.passage.year
    if year is None or evidence.value("fit_date"):
        return []
    lines = statements(question, [evidence], work.citations)
    return dated(work.library, replace(question, years=(year,)), evidence, lines, work.citations)


def _compared(work: _Work, question: Question, sides: Sequence[Question]) -> list[AnswerLine]:
    """Return the sides one by one and what is computed from them; nothing where none of them is found."""
    year_evidence = partial(year_source, work.library)
    found = [look_up(work.library, side, work.finder.evidence, year_evidence) for side in sides]
    if all(side.evidence is None for side in found):
        return []
    return compared(question, found, work.citations)


def _not_found(work: _Work, question: Question, candidates: list[Candidate]) -> list[AnswerLine]:
    best = candidates[0] if candidates else None
    lines = not_found(question, work.holdings, best)
    near = acceptance.nearest(candidates)
    if near is None:
        return lines
    offered = pieces("nearest", question.script, text=cited(question, near, work.citations))
    return [*lines, AnswerLine(offered, "nearest", evidence=(near,))]
