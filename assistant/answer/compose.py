"""Compose the answer: try each strategy in order, and return the lines of the first that succeeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.answer.against_aim import against_aim
from assistant.answer.citations import Citations
from assistant.answer.comparison import compared, reckoning_of
from assistant.answer.counted_terms import members_of_all, tells_members
from assistant.answer.dating import dated
from assistant.answer.figure import asked_figures
from assistant.answer.foremost import asks_for_foremost, tells_foremost
from assistant.answer.from_ledger.answer import answered_from_ledger
from assistant.answer.from_ledger.asked import Asked, asked_of_ledger
from assistant.answer.from_ledger.figures import Figure
from assistant.answer.from_ledger.likeness import facts_in, may_be_asked, names_asked, of_own_account_alone
from assistant.answer.from_ledger.projects import answered_from_projects
from assistant.answer.from_to import risen, risen_between
from assistant.answer.general_text import in_a_row, with_context, with_less_sure
from assistant.answer.lists import items_of
from assistant.answer.model import AnswerLine
from assistant.answer.nearest_held import nearest_held
from assistant.answer.not_found import not_found
from assistant.answer.operands import look_up
from assistant.answer.outline.summary import answered_by_outline
from assistant.answer.parts import other_parts, parts_asked
from assistant.answer.parts_of_thing import are_told, parts_of_thing
from assistant.answer.predicated import predicated_first
from assistant.answer.quote import cited, listed, statements
from assistant.answer.ranking import ranked_thing
from assistant.answer.reasons import best_reason_first, is_named_behind, widened
from assistant.answer.rosters import as_lines, members_listed
from assistant.answer.shared_out import shared_out
from assistant.answer.size_classes import summed_classes
from assistant.answer.speaker import asks_for_speaker, named_speaker, speaker_of, speakers_of
from assistant.answer.tables.match import answered_by_rows
from assistant.answer.tables.periods import of_another_time
from assistant.answer.templates import pieces
from assistant.answer.term_outcome import Reckoning
from assistant.answer.things_compared import reckoning_of_things, told_in_one_way
from assistant.answer.told_change import of_year_told, told_change
from assistant.answer.told_places import of_members, the_one_told_of
from assistant.answer.told_together import reckoned_together
from assistant.answer.topics.answer import FEW_POINTS, answered_by_topic, tells_of
from assistant.answer.topics.around import told_around
from assistant.answer.topics.filling import filled
from assistant.answer.topics.said import told_by_speaker
from assistant.answer.verdict import after_verdict, asks_of_aim, deciding
from assistant.answer.whole_lists import with_whole_list
from assistant.evidence import acceptance
from assistant.evidence.acceptance import acceptable, judged_of
from assistant.evidence.counted_term import Term, counted_terms
from assistant.evidence.finder import Finder
from assistant.evidence.general import is_general
from assistant.evidence.model import Candidate
from assistant.evidence.select import enough, holders_first
from assistant.ledger.view import View
from assistant.question.change_over_years import change_over_years, sides_of_change
from assistant.question.compared_things import compared_things, sides_of_things, summed_things
from assistant.question.decompose import sides_of
from assistant.question.filters import about
from assistant.question.model import Question
from assistant.question.outline_request import outline_request
from assistant.question.topic_request import open_request, topic_request
from assistant.question.understand import outlook_asked
from assistant.search.collection import Holdings
from assistant.search.retriever import Retriever
from ingest.chinese.quantities import find_quantities
from ingest.chinese.script import fold
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
        view: the ledger's view of its figures, where they are from the ledger.
        unsure: where it abstains, what may answer all the same by what is known of it; empty where surely nothing does.
    """

    lines: tuple[AnswerLine, ...]
    abstained: bool
    citations: Citations
    considered: tuple[tuple[StoredPassage, ...], ...]
    view: View | None = None
    unsure: tuple[Candidate, ...] = ()

    @property
    def whole(self) -> bool:
        """Return whether every part of the question is answered."""
        return not self.abstained and all(line.role != "missing" for line in self.lines)


def compose(retriever: Retriever, question: Question) -> Composed:
    """Return the answer to `question` by rule, quoted from the library, or an abstention."""
    library, holdings = retriever.library, retriever.holdings()
    citations = Citations()
    whole = outline_request(question)
    if whole and (lines := answered_by_outline(library, holdings.documents, question, whole, citations)):
        abstained = any(line.role == "not_found" for line in lines)
        return Composed(tuple(lines), abstained, citations, (citations.passages,))
    asked = asked_of_ledger(library, question)
    work = _Work(library, holdings, Finder(retriever), citations, asked)
    if asks_of_aim(question) and (
        lines := _against_aim(work, question) or _decided(work, question, work.evidence(question))
    ):
        # What a document says itself of an aim goes before what figures of two documents come to.
        return Composed(tuple(lines), False, work.citations, tuple(map(tuple, work.finder.considered)))
    if asked and (
        told := answered_from_ledger(library, holdings, question, asked, work.citations, work.evidence)
    ):
        lacks = told.has_gaps or told.abstained
        together = (_told_together(work, question) if told.has_gaps else []) or (
            _told_change(work, question) if lacks else []
        )
        considered = tuple(map(tuple, work.finder.considered))
        if together:
            return Composed(tuple(together), False, work.citations, considered)
        return Composed(told.lines, told.abstained, work.citations, considered, told.view)
    if projects := answered_from_projects(library, question, work.citations):
        return Composed(projects.lines, False, work.citations, (), projects.view)
    terms = counted_terms(question)
    if terms and (members := _members(work, question, terms)):
        return Composed(tuple(members), False, work.citations, tuple(map(tuple, work.finder.considered)))
    broad = topic_request(question)
    if broad and (points := answered_by_topic(library, holdings.documents, question, broad, work.citations)):
        return Composed(tuple(points), False, work.citations, (work.citations.passages,))
    lines = _set_against(work, question) or _beside_each_other(work, question)
    if not lines and len(sides_of(question)) < 2:
        lines = _single(work, question)
    if broad and not tells_of(broad, lines):
        # Sentences that only look like the question are no answer to one on a whole field.
        lines = []
    found = lines or _not_found(work, question, [])
    return Composed(
        lines=tuple(asked_figures(work.library, question, found, work.citations)),
        abstained=any(line.role == "not_found" for line in found),
        citations=work.citations,
        considered=tuple(map(tuple, work.finder.considered)),
        unsure=tuple(work.unsure),
    )


def quoting(retriever: Retriever, question: Question, evidence: Candidate) -> Composed:
    """Return the answer that quotes evidence which a reader of the documents chose, where the rules were not sure of it."""
    work = _Work(retriever.library, retriever.holdings(), Finder(retriever), Citations(), None)
    lines = asked_figures(work.library, question, _quoted(work, question, [evidence]), work.citations)
    return Composed(tuple(lines), False, work.citations, ((evidence.passage,),))


@dataclass(frozen=True, slots=True)
class _Work:
    """The shared inputs of all strategies."""

    library: Library
    holdings: Holdings
    finder: Finder
    citations: Citations
    asked: Asked | None
    unsure: list[Candidate] = field(default_factory=list)

    def acceptable(self, question: Question, candidates: list[Candidate]) -> list[Candidate]:
        """Return those of `candidates` that are good enough to answer with and speak of what is asked of the ledger, none of
        them known to tell another figure."""
        return self._of_what_is_asked(question, acceptable(question, _of_time(question, candidates)))

    def maybe(self, question: Question, candidates: list[Candidate]) -> list[Candidate]:
        """Return those of `candidates` of which it is not sure that none answers, and which speak of what is asked."""
        return self._of_what_is_asked(question, acceptance.unsure(question, _of_time(question, candidates)))

    def _of_what_is_asked(self, question: Question, good: list[Candidate]) -> list[Candidate]:
        if self.asked is None:
            return good
        # Whether a figure rose is told where it is named by its whole name alone.
        exactly = question.kind == "yesno"
        named = [e for e in good if names_asked(self.asked.request, fold(e.text), exactly=exactly)]
        return (
            [each for each in named if not self._tells_another(question, each)]
            if question.kind == "figure"
            else named
        )

    def _tells_another(self, question: Question, evidence: Candidate) -> bool:
        """Return whether no figure of some evidence may be the one asked for."""
        if self.asked is None:
            return False
        request = self.asked.request
        if question.vague_year:
            # 今年 is that of whoever tells.
            request = replace(request, years=())
        if of_own_account_alone(request, fold(evidence.text)):
            return True
        figures = [
            Figure(evidence, quantity)
            for quantity in find_quantities(evidence.text)
            if quantity.start >= len(evidence.introduction) and not quantity.is_article
        ]
        facts = facts_in(self.library, evidence) if figures else []
        return not any(may_be_asked(facts, request, figure) for figure in figures)

    def evidence(self, question: Question) -> list[Candidate]:
        """Return the evidence for one look-up, best first."""
        return self.acceptable(question, self.finder.candidates(question))


def _of_time(question: Question, candidates: list[Candidate]) -> list[Candidate]:
    return [each for each in candidates if not of_another_time(question, each.text)]


def _members(work: _Work, question: Question, terms: Sequence[Term]) -> list[AnswerLine]:
    """Return the members of the terms that a question asks for; see `members_of_all`."""
    work.finder.candidates(question)
    members = members_of_all(work.library, question, terms, work.finder.considered[-1])
    return _dated_by_first(work, question, listed(question, members, work.citations)) if members else []


def _set_against(work: _Work, question: Question) -> list[AnswerLine]:
    """Return what comes of setting two years of one thing, or several things, against one another; nothing where a question
    asks for neither."""
    now, gazetteer = work.holdings.this_year, work.holdings.gazetteer
    if change := change_over_years(question):
        # One clause may tell from what to what something rose between the two years.
        rise = replace(question, difference=True)
        if lines := risen_between(rise, work.evidence, work.citations):
            return lines
        asked = Reckoning("change", measure=change.measure, subject=change.thing)
        ends = replace(rise, years=(change.first, change.last))
        if not change.thing:
            return _told_change(work, ends) or _of_sides(work, question, sides_of(ends), asked)
        return _of_sides(work, question, sides_of_change(question, change, gazetteer, now=now), asked)
    things = compared_things(question) or summed_things(question)
    if things is None:
        return []
    beside = _told_together(work, question) or _by_rows(work, question)
    beside = beside or told_in_one_way(question, things, work.evidence(question), work.citations)
    if beside or not things.measure:
        return beside
    sides = sides_of_things(question, things, gazetteer, now=now)
    return _of_sides(work, question, sides, reckoning_of_things(things))


def _beside_each_other(work: _Work, question: Question) -> list[AnswerLine]:
    """Return the sides of a comparison, and what comes of setting them against one another; nothing where a question has one
    side, or nothing tells of any."""
    sides = sides_of(question)
    if len(sides) < 2:
        return []
    # Things side by side may stand in one sentence, or be rows of one table.
    beside = _told_together(work, question) or _by_rows(work, question) if sides[0].thing else []
    return (
        beside
        or speakers_of(work.library, work.holdings, question, sides, work.citations)
        or risen_between(question, work.evidence, work.citations)
        or (_told_change(work, question) if question.difference and len(question.years) > 1 else [])
        or _of_sides(work, question, sides, None)
        or _with_partner(work, question)
    )


def _of_sides(
    work: _Work, question: Question, sides: Sequence[Question], asked: Reckoning | None
) -> list[AnswerLine]:
    """Return the sides one by one and what is computed from them; nothing where none of them is found.

    Args:
        asked: what is to be computed; None to tell by the question.
    """
    found = look_up(work.library, sides, work.finder, work.evidence)
    if all(each.evidence is None for each in found):
        return []
    # What the ledger was asked for and does not surely hold is not reckoned from whatever sentences come near it.
    listed = work.asked is not None and all(each.is_listed for each in work.asked.request.indicators)
    asked = asked or reckoning_of(question, found)
    return compared(work.library, question, asked, found, work.citations, listed=listed)


def _told_together(work: _Work, question: Question, good: list[Candidate] | None = None) -> list[AnswerLine]:
    """Return what is reckoned of things that a question names, after its place and year; see `reckoned_together`."""
    lines = reckoned_together(question, good, work.finder, work.citations)
    return _dated_by_first(work, question, lines) if lines else []


def _told_change(work: _Work, question: Question) -> list[AnswerLine]:
    """Return what one sentence tells of a change and its figure, where the figure of one of the years is lacking."""
    if question.kind != "figure" or not question.years:
        return []
    # The ledger's request is for the year that is lacking, so that only its names count here.
    found = work.finder.evidence(of_year_told(question))
    if work.asked is not None:
        found = [each for each in found if names_asked(work.asked.request, fold(each.text), exactly=True)]
    return told_change(question, found, work.citations)


def _single(work: _Work, question: Question) -> list[AnswerLine]:
    """Return the answer to a question that is one look-up."""
    candidates = work.finder.candidates(question)
    if candidates and asks_for_speaker(question):
        named = speaker_of(work.library, work.holdings, question) or named_speaker(candidates)
        if named is not None:
            return statements(question, [named], work.citations)
    good = work.acceptable(question, candidates)
    if reckoned := _told_together(work, question, good) or shared_out(
        work.library, question, candidates, work.citations
    ):
        return reckoned
    lines = _in_rows(work, question, candidates, good) or ranked_thing(
        work.library, question, candidates, work.citations
    )
    if (
        not lines
        and question.kind != "person"
        and (members := members_listed(work.library, question, work.finder.considered[-1]))
    ):
        lines = as_lines(question, listed(question, members, work.citations))
    if lines:
        return _dated_by_first(work, question, lines)
    terms = counted_terms(question)
    if asks_for_foremost(question):
        # What is not said to be the largest may be any.
        good = [each for each in good if tells_foremost(each)]
    parts = parts_asked(question, work.holdings.gazetteer, now=work.holdings.this_year)
    if not good:
        told = (
            parts_of_thing(work.library, question, parts, candidates, work.citations)
            if len(parts) > 1
            else []
        )
        if not told and work.asked is not None and len(question.years) == 1:
            told = _told_change(work, question)
        return told or _not_found(work, question, candidates)
    if reckoned := (
        summed_classes(question, good, work.citations)
        or risen(question, good, work.citations)
        or told_change(question, good, work.citations)
    ):
        return reckoned
    if acceptance.asks_year(question) and (of_year := _of_a_year(work, question, good[0])):
        return of_year
    if decided := _decided(work, question, good):
        return decided
    if work.asked is None and is_general(question, good[0].passage):
        good = with_less_sure(question, good, judged_of(question, candidates))
    in_order = (
        best_reason_first(question, good, judged_of(question, candidates))
        if question.kind == "reason"
        else predicated_first(question, holders_first(question, good))
    )
    lines = _told_openly(work, question, in_order) or _quoted(work, question, in_order)
    if not all(tells_members(term, lines) for term in terms):
        # A heading or caption that only names the term tells none of its members.
        return _not_found(work, question, candidates)
    others = other_parts(question, parts, lines, work.evidence, work.citations)
    if len(parts) > 1 and not others and not are_told(parts, lines):
        together = Citations()
        told = parts_of_thing(work.library, question, parts, candidates, together)
        if told and all(line.role != "missing" for line in told):
            work.citations.take(together)
            return told
    return [*lines, *others]


def _told_openly(work: _Work, question: Question, good: list[Candidate]) -> list[AnswerLine]:
    """Return all that the document of the best evidence tells of what an open question is about, as much as there is room for;
    nothing where it tells hardly more than that."""
    request = open_request(question)
    if request is None or counted_terms(question):
        return []
    points = told_by_speaker(work.library, request, good) if request.aspect == "said" else []
    if not points and not is_general(question, good[0].passage):
        points = told_around(work.library, question, request, good)
    points = filled(points, request.aspect or "done")
    if len(points) < FEW_POINTS:
        return []
    lines = listed(question, [point.evidence for point in points], work.citations)
    if request.aspect is None and question.years and points[0].statement.evidence.statement.outlook == "plan":
        lines.append(AnswerLine(pieces("planned", question.script), "plan"))
    return dated(work.library, question, points[0].evidence, lines, work.citations)


def _decided(work: _Work, question: Question, good: list[Candidate]) -> list[AnswerLine]:
    """Return the verdict on a question whether something is so, with the sentence that tells it; nothing where none surely does."""
    decided = deciding(question, good)
    if decided is None:
        return []
    evidence, verdict = decided
    return after_verdict(question, verdict, _quoted(work, question, [evidence]))


def _against_aim(work: _Work, question: Question) -> list[AnswerLine]:
    """Return the result beside the target that a question states, after their place and year and whether it was reached."""
    lines, verdict = against_aim(question, work.evidence, work.citations)
    told = _dated_by_first(work, question, lines) if lines else []
    return told if verdict is None else after_verdict(question, verdict, told)


def _by_rows(work: _Work, question: Question) -> list[AnswerLine]:
    """Return the rows of a table that a question over several things names; nothing where it names none."""
    candidates = work.finder.candidates(question)
    lines = _in_rows(work, question, candidates, work.acceptable(question, candidates))
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
    explained = question.kind == "reason" and is_named_behind(good[0])
    general = is_general(question, good[0].passage)
    items = [] if explained or general else items_of(work.library, question, good[0], good)
    chosen = items or with_whole_list(question, widened(question, enough(good, question)))
    if general and question.kind != "figure":
        chosen = in_a_row(with_context(chosen))
    lines = (listed if items else statements)(question, chosen, work.citations)
    if acceptance.only_planned(question, chosen):
        lines.append(AnswerLine(pieces("planned", question.script), "plan"))
    if (place := the_one_told_of(work.holdings.gazetteer, question, lines)) is not None:
        of_place = dated(work.library, about(question, place.shown, (place,)), good[0], lines, work.citations)
        return of_place if of_place != lines else of_members(work.holdings.gazetteer, question, lines)
    return dated(
        work.library, question, good[0], of_members(work.holdings.gazetteer, question, lines), work.citations
    )


def _of_a_year(work: _Work, question: Question, evidence: Candidate) -> list[AnswerLine]:
    """Return the evidence after the year that it tells of; nothing where it names one itself or none is known."""
    year = evidence.statement.year
    if year is None or evidence.value("fit_date"):
        return []
    lines = statements(question, [evidence], work.citations)
    return dated(work.library, replace(question, years=(year,)), evidence, lines, work.citations)


def _with_partner(work: _Work, question: Question) -> list[AnswerLine]:
    """Return what tells of several places together, which a question names beside each other and does not compare."""
    if question.kind == "figure" or question.extreme or not work.evidence(question):
        return []
    return _single(work, question)


def _not_found(work: _Work, question: Question, candidates: list[Candidate]) -> list[AnswerLine]:
    work.unsure[:] = work.maybe(question, candidates)
    if question.outlook is None and outlook_asked(fold(question.text)) == "plan":
        # 打算怎么做 may be answered by a result too, but the report that would tell it is that of the plan.
        question = replace(question, outlook="plan")
    best = candidates[0] if candidates else None
    lines = not_found(question, work.holdings, nearest_held(work.library, work.holdings, question), best)
    near = acceptance.nearest(candidates)
    if near is None:
        return lines
    offered = pieces("nearest", question.script, text=cited(question, near, work.citations))
    return [*lines, AnswerLine(offered, "nearest", evidence=(near,))]
