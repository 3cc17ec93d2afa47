"""Decide which candidates are good enough to answer with, and when to abstain."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

from assistant.evidence.features import NEAR
from assistant.evidence.model import Candidate, Evidence
from assistant.question.answer_type import OFFICE
from assistant.question.model import Question
from assistant.question.patterns import WHICH_YEAR
from assistant.question.synonyms import synonyms
from assistant.search.scope_match import outlook_of
from ingest.chinese.script import fold
from ingest.chinese.tokens import bigrams
from ingest.chinese.units import SHARES, measured_units

log = logging.getLogger(__name__)
# Candidates that are shown with -vv.
SHOWN = 12
# Below these an answer is more often wrong than right (measured on questions with and without an answer).
LEAST_AGREEMENT = 0.5
LEAST_PLACE = 0.5
LEAST_ASKED = 0.15
LEAST_OF_FIGURE = 0.1
# 市委书记 is not 县委书记.
LEAST_OF_OFFICE = 0.5
LEAST_ASKED_OF_NAMED = 0.25
LEAST_BESIDE_FIGURE = 0.12
ENOUGH_WITHOUT_FORM = 0.6
# 第七个, 第2届; a question about one is not answered by another.
_NUMBERED = re.compile(r"第([一二三四五六七八九十百\d]+)[届轮次批期个]")
# Shorter words have too many meanings to be asked for by name, unless they are short for a name as long as
# 固定资产投资 (固投).
LONG_NAME = 3
FULL_NAME = 6
_MARKS = " ,:;、"
_COSTS = frozenset(("元", "亩", "公顷"))
CLEARLY_ASKED = 0.5
CLEARLY_BEST = 0.6
# A candidate this far (in log odds) below the best one is about something else.
FARTHEST = 3.0
# So is one that holds less than this share of what the fullest candidate holds of the question.
LEAST_OF_BEST = 0.4
# What is offered as the nearest thing must hold this much of the question.
LEAST_OF_NEAREST = 0.3


def acceptable(question: Question, found: list[Candidate], *, strict_year: bool) -> list[Candidate]:
    """Return those of `found` that are good enough to be given as the answer.

    Args:
        question: what is asked.
        found: all candidates, best first.
        strict_year: whether the evidence must agree with the year asked about.
    """
    placed = [e for e in found if of_place_and_year(e, strict_year=strict_year)]
    near = _near_the_best(question, found, placed, strict_year=strict_year)
    # What is of another place or year is no answer, but shows how much of the question a sentence can hold.
    beside = [e for e in found if e.score >= found[0].score - FARTHEST] if near else []
    fullest = max((_matched(e) for e in [*near, *beside]), default=0.0)
    if near and question.answer_type.named and not placed[0].value(f"fit_{question.kind}"):
        # The sentence that names who or when may be another than the one that says the most of the question.
        near += [e for e in placed if e not in near and _tells(question, e, placed[0])][:1]
    accepted = [
        e
        for e in near
        # What holds just as many items as asked for need not repeat the question.
        if (_matched(e) >= LEAST_OF_BEST * fullest or e.value("count") == 1.0) and _answers(question, e)
    ]
    log.info("accepted %d of %d candidates", len(accepted), len(found))
    for e in found[:SHOWN] if log.isEnabledFor(logging.DEBUG) else ():
        verdict = "accepted" if e in accepted else f"refused: {_refusal(question, e, placed, near)}"
        log.debug("candidate %.2f %s %s: %r", e.score, verdict, e.passage.doc, e.text)
    return accepted


def _near_the_best(
    question: Question, found: list[Candidate], placed: list[Candidate], *, strict_year: bool
) -> list[Candidate]:
    """Those of `placed`, of the right place and year, that are not far below the best of `found`."""
    if not placed:
        return []
    # A list may be less complete for the year asked about than for another; a figure or a name may not.
    best = (
        placed[0]
        if question.kind == "list"
        else next((e for e in found if _competes(question, e, strict_year)), found[0])
    )
    return [e for e in placed if e.score >= best.score - FARTHEST]


def _refusal(question: Question, evidence: Candidate, placed: list[Candidate], near: list[Candidate]) -> str:
    """Return why a candidate was not accepted, for the log."""
    if evidence not in placed:
        place, year = evidence.value("place"), evidence.value("agreement")
        return f"of another place or year (place {place:.2f}, year {year:.2f})"
    if evidence not in near:
        return "far below the best"
    return (
        "holds too little of the question" if _answers(question, evidence) else "does not give what is asked"
    )


def _competes(question: Question, evidence: Candidate, strict_year: bool) -> bool:
    """Return whether evidence ranked above the best acceptable one speaks against it.

    Evidence of the right place and year that lacks the figure asked for does not.
    """
    formless = question.kind == "figure" and evidence.value("fit_figure") < 1.0
    return not (formless and of_place_and_year(evidence, strict_year=strict_year))


def of_place_and_year(evidence: Candidate, *, strict_year: bool = True) -> bool:
    """Return whether `evidence` is about the place, and where `strict_year` the year, that is asked about."""
    return evidence.value("place") >= LEAST_PLACE and (
        not strict_year or evidence.value("agreement") >= LEAST_AGREEMENT
    )


def _plain(question: Question, covered: float) -> bool:
    """Return whether evidence without the form looked for is acceptable all the same.

    It is where the question names neither place nor year and nearly all of its words stand in the evidence.

    Args:
        covered: the share of the question that the evidence holds, 0 to 1.
    """
    return not question.places and not question.years and covered >= ENOUGH_WITHOUT_FORM


def _tells(question: Question, evidence: Candidate, best: Candidate) -> bool:
    """Return whether evidence gives the name or date asked for, near `best` in the same passage."""
    return (
        evidence.value(f"fit_{question.kind}") == 1.0
        and evidence.passage.id == best.passage.id
        and evidence.score >= best.score - 2 * FARTHEST
        and evidence.value("asked") >= LEAST_ASKED_OF_NAMED
    )


def _matched(evidence: Candidate) -> float:
    """Return the share of the question that stands in the evidence or right beside it, 0 to 1."""
    return evidence.value("own") + evidence.value("near")


def _answers(question: Question, evidence: Candidate) -> bool:
    """Return whether evidence holds enough of the question, and the form that its answer type needs."""
    wanted = question.answer_type
    if wanted.numbered and not _of_number(question, evidence):
        return False
    covered = _matched(evidence) + 0.6 * evidence.value("context")
    if question.kind == "figure":
        figure = _gives_figure(question, evidence, covered) and _introduced_as_asked(question, evidence)
        return figure and _of_indicator(question, evidence)
    if covered < wanted.least_coverage:
        return False
    if not wanted.named:
        return True
    fit = evidence.value(f"fit_{question.kind}") == 1.0
    names = fit or (asks_year(question) and evidence.statement.year is not None)
    if question.kind == "person" and OFFICE.search(question.asked):
        return names and evidence.value("asked") >= LEAST_OF_OFFICE
    asked = evidence.value("asked") >= wanted.least_asked
    return (names and asked) or (wanted.plain and _plain(question, covered))


def _gives_figure(question: Question, evidence: Candidate, covered: float) -> bool:
    """Return whether the figure in `evidence` is of the very thing asked about: 新开工77个 is no figure of 竣工.

    Args:
        covered: the share of the question that the evidence holds, 0 to 1.
    """
    beside = evidence.value("clause") >= LEAST_BESIDE_FIGURE * evidence.value("own")
    # A long name of a project stands in another clause than what it costs.
    costs = _COSTS.intersection(question.units)
    sure = evidence.value("asked") >= CLEARLY_ASKED and evidence.probability >= CLEARLY_BEST
    beside = beside or bool(costs and sure)
    plain = not question.units and _plain(question, covered)
    relevant = _matched(evidence) >= LEAST_OF_FIGURE and evidence.value("asked") >= LEAST_ASKED
    return (evidence.value("fit_figure") == 1.0 and beside and relevant) or plain


def _introduced_as_asked(question: Question, evidence: Candidate) -> bool:
    """Return whether what introduces a list of figures lets one answer: 增加值增速，甲县8.3%、乙县7% gives no amount."""
    rates = measured_units(fold(evidence.introduction).rstrip(_MARKS))
    asked = measured_units(question.focus)
    return not set(SHARES).issuperset(rates) or not rates or bool(set(SHARES).intersection(asked))


def asks_year(question: Question) -> bool:
    """Return whether a question asks for a year, which a report's section gives for each of its sentences."""
    return (
        question.kind == "date" and not question.years and WHICH_YEAR.search(fold(question.text)) is not None
    )


def _of_number(question: Question, evidence: Candidate) -> bool:
    """Return whether evidence is about the same member of a numbered series as the question: 第二届, 第七轮."""
    passage = evidence.passage
    wide = passage.text[max(0, evidence.start - NEAR) : evidence.end] + "\n".join(
        (*passage.headings, passage.title)
    )
    numbers = set(_NUMBERED.findall(fold(wide)))
    return not numbers or all(number in numbers for number in _NUMBERED.findall(fold(question.text)))


def _of_indicator(question: Question, evidence: Candidate) -> bool:
    """Return whether the indicator asked about, if it has a name of its own (固定资产投资), stands beside the figure."""
    passage = evidence.passage
    own = fold("\n".join((evidence.text, *passage.headings)))
    beside = fold(passage.text[max(0, evidence.start - NEAR) : evidence.start]) + own
    named = {
        word: (word, *others.same, *others.loose)
        for word, others in synonyms(question.focus).items()
        if others.same and (len(word) >= LONG_NAME or max(map(len, others.same)) >= FULL_NAME)
    }
    # An amount that only another sentence names is given there: 收入增长6%。发放补助2.4亿元。 Of several, one will do.
    amounts = [names for word, names in named.items() if measured_units(word)]
    things = [names for word, names in named.items() if not measured_units(word)]
    return (not amounts or any(_named(name, own) for names in amounts for name in names)) and all(
        any(_named(name, beside) for name in names) for names in things
    )


def _named(name: str, text: str) -> bool:
    """Return whether `text` names `name`: half of its character pairs occur in it (粮食……总产 names 粮食总产量)."""
    pairs = bigrams(name)
    if name in text or len(pairs) < 2:
        return name in text
    # The end of a name says what it is: 一般公共预算支出 is no 收入.
    return (pairs[-1] in text or pairs[-2] in text) and 2 * sum(p in text for p in pairs) >= len(pairs)


def only_planned(question: Question, chosen: Sequence[Evidence]) -> bool:
    """Return whether a figure of one year, for which no target is asked, is given only as a target."""
    if question.kind != "figure" or question.outlook == "plan" or len(question.years) > 1:
        return False
    return all(outlook_of(e.statement, fold(e.text)) == "plan" for e in chosen)


def nearest(found: list[Candidate]) -> Candidate | None:
    """Return the candidate of the right place that comes nearest to an answer, or None."""
    best = found[0] if found else None
    near = best is not None and best.value("place") >= LEAST_PLACE and best.value("own") >= LEAST_OF_NEAREST
    return best if near else None
