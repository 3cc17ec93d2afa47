"""Decide which candidates are good enough to answer with, and when to abstain.

What is known without doubt decides first: another place, year, months, office or indicator, another form than what is asked for.
All else is learned (`gate`)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import islice

from assistant.evidence.gate import gate
from assistant.evidence.general import is_general
from assistant.evidence.measured_noun import measured_told
from assistant.evidence.model import Candidate, Evidence
from assistant.evidence.other_member import other_in_series, part_of_year
from assistant.evidence.same_thing import (
    same_indicator,
    same_kind,
    same_mark,
    same_months,
    same_office,
    same_town,
)
from assistant.evidence.total_of_many import total_of_many
from assistant.question.model import Question
from assistant.question.patterns import WHICH_YEAR
from assistant.search.scope_match import LEAST_AGREEMENT, outlook_of
from ingest.chinese.script import fold

log = logging.getLogger(__name__)
# A candidate further down hardly ever adds to an answer.
JUDGED = 12
# Evidence that agrees less is of another year or place without doubt; in between the gate judges.
OTHER_YEAR = 0.36
OTHER_PLACE = 0.4
# What is less probable is surely no answer.
LEAST_PROBABLE = 0.1
_MATCHED = ("own", "near", "context", "asked")
# What is offered as the nearest thing must hold this much of the question.
LEAST_OF_NEAREST = 0.3


def acceptable(question: Question, found: list[Candidate]) -> list[Candidate]:
    """Return those of `found` that are good enough to be given as the answer.

    Args:
        question: what is asked.
        found: all candidates, best first.
    """
    learned = gate()
    fit = judged_of(question, found)
    probable = learned.probabilities(question, fit, found)
    accepted = [
        each for each, probability in zip(fit, probable, strict=True) if probability >= learned.threshold
    ]
    log.info("accepted %d of %d candidates", len(accepted), len(found))
    if log.isEnabledFor(logging.DEBUG):
        for each, probability in zip(fit, probable, strict=True):
            verdict = "accepted" if each in accepted else "too improbable"
            log.debug("candidate %.2f %s %s: %r", probability, verdict, each.passage.doc, each.text)
        for each in [each for each in found[:JUDGED] if each not in fit]:
            refusal = _unfit(question, each)
            log.debug("candidate refused: %s %s: %r", refusal, each.passage.doc, each.text)
    return accepted


def unsure(question: Question, found: list[Candidate]) -> list[Candidate]:
    """Return those of `found` that can answer by what is known of them, where the gate lets none answer but does not surely
    refuse the best; nothing where it does. Arguments as for `acceptable`.
    """
    learned = gate()
    fit = judged_of(question, found)
    probable = learned.probabilities(question, fit, found)
    if not len(probable) or not LEAST_PROBABLE <= probable.max() < learned.threshold:
        return []
    return [each for each in found if not _unfit(question, each)]


def judged_of(question: Question, found: list[Candidate]) -> list[Candidate]:
    """Return the first JUDGED of `found` that can answer by what is known of them; arguments as for `acceptable`."""
    fit = (each for each in found if not _unfit(question, each))
    return list(islice(fit, JUDGED))


def _unfit(question: Question, evidence: Candidate) -> str:
    """Return why evidence cannot answer, whatever it holds of the question; "" where it can."""
    place, year = evidence.value("place"), evidence.value("agreement")
    if place < OTHER_PLACE or (question.strict_year and year < OTHER_YEAR):
        return f"of another place or year (place {place:.2f}, year {year:.2f})"
    if not _of_kind(question, evidence):
        return "does not hold what is asked for"
    if question.focus and not any(evidence.value(name) for name in _MATCHED):
        return "holds nothing of the question"
    if not same_town(question, evidence):
        return "of another town"
    if not same_months(question, evidence):
        return "of other months"
    if part_of_year(question, evidence):
        return "of part of the year"
    if other_in_series(question, evidence):
        return "of another one of a series"
    if not same_office(question, evidence):
        return "of another office"
    if not same_indicator(question, evidence):
        return "of another indicator"
    if not same_mark(question, evidence):
        return "of another mark"
    if not same_kind(question, evidence):
        return "of another kind"
    if not measured_told(question, evidence):
        return "does not name what is measured"
    if total_of_many(question, evidence):
        return "tells the total of many"
    return ""


def _of_kind(question: Question, evidence: Candidate) -> bool:
    """Return whether evidence holds a figure, a name or a date where only one answers; of general text the gate judges which."""
    if question.kind != "figure" and not question.answer_type.named:
        return True
    if asks_year(question) and evidence.statement.year is not None and _happened(question, evidence):
        return True
    fit = evidence.value(f"fit_{question.kind}")
    if is_general(question, evidence.passage):
        return question.kind != "figure" or fit > 0
    return fit == 1.0


def _happened(question: Question, evidence: Candidate) -> bool:
    """Return whether evidence tells what was done, or what is planned is asked for: the year of a plan dates nothing else."""
    return question.outlook == "plan" or outlook_of(evidence.statement, fold(evidence.text)) != "plan"


def of_place_and_year(evidence: Candidate) -> bool:
    """Return whether `evidence` is about the place and the year asked about."""
    return min(evidence.value("place"), evidence.value("agreement")) >= LEAST_AGREEMENT


def asks_year(question: Question) -> bool:
    """Return whether a question asks for a year, which a report's section gives for each of its sentences."""
    return (
        question.kind == "date" and not question.years and WHICH_YEAR.search(fold(question.text)) is not None
    )


def only_planned(question: Question, chosen: Sequence[Evidence]) -> bool:
    """Return whether a figure of one year, for which no target is asked, is given only as a target."""
    if question.kind != "figure" or question.outlook == "plan" or len(question.years) > 1:
        return False
    return all(outlook_of(e.statement, fold(e.text)) == "plan" for e in chosen)


def nearest(found: list[Candidate]) -> Candidate | None:
    """Return the candidate of the right place that comes nearest to an answer, or None."""
    best = found[0] if found else None
    near = (
        best is not None and best.value("place") >= LEAST_AGREEMENT and best.value("own") >= LEAST_OF_NEAREST
    )
    return best if near else None
