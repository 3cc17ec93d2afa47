"""Decide which candidates are good enough to answer with, and when to abstain.

What is known decides first: place, year, the form of what is asked for. How much of the question a candidate must hold
is learned (`gate`)."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from itertools import islice

from assistant.evidence.features import NEAR
from assistant.evidence.gate import gate
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
# A candidate further down hardly ever adds to an answer.
JUDGED = 12
# Evidence that agrees less is of another year, or tells of another place.
LEAST_AGREEMENT = 0.5
LEAST_PLACE = 0.5
# 市委书记 is not 县委书记: so much of what is asked for must stand in the evidence.
LEAST_OF_OFFICE = 0.5
LEAST_ASKED = 0.15
LEAST_BESIDE_FIGURE = 0.12
# 第七个, 第2届; a question about one is not answered by another.
_NUMBERED = re.compile(r"第([一二三四五六七八九十百\d]+)[届轮次批期个]")
# 1—5月 is not 1—7月.
_MONTHS = re.compile(r"(\d{1,2})月?[-—–~至到](\d{1,2})月")
_MATCHED = ("own", "near", "context", "asked")
# Shorter words have too many meanings to be asked for by name, unless they are short for a name as long as
# 固定资产投资 (固投).
LONG_NAME = 3
FULL_NAME = 6
_MARKS = " ,:;、"
# What is offered as the nearest thing must hold this much of the question.
LEAST_OF_NEAREST = 0.3


def acceptable(question: Question, found: list[Candidate], *, strict_year: bool) -> list[Candidate]:
    """Return those of `found` that are good enough to be given as the answer.

    Args:
        question: what is asked.
        found: all candidates, best first.
        strict_year: whether the evidence must agree with the year asked about.
    """
    learned = gate()
    fit = judged_of(question, found, strict_year=strict_year)
    probable = learned.probabilities(question, fit, found)
    accepted = [
        each
        for each, probability in zip(fit, probable, strict=True)
        # What holds just as many items as asked for need not repeat the question.
        if probability >= learned.threshold or each.value("count") == 1.0
    ]
    log.info("accepted %d of %d candidates", len(accepted), len(found))
    if log.isEnabledFor(logging.DEBUG):
        for each, probability in zip(fit, probable, strict=True):
            verdict = "accepted" if each in accepted else "too improbable"
            log.debug("candidate %.2f %s %s: %r", probability, verdict, each.passage.doc, each.text)
        for each in [each for each in found[:JUDGED] if each not in fit]:
            refusal = _unfit(question, each, strict_year=strict_year)
            log.debug("candidate refused: %s %s: %r", refusal, each.passage.doc, each.text)
    return accepted


def judged_of(question: Question, found: list[Candidate], *, strict_year: bool) -> list[Candidate]:
    """Return the first JUDGED of `found` that can answer by what is known of them; arguments as for `acceptable`."""
    fit = (each for each in found if not _unfit(question, each, strict_year=strict_year))
    return list(islice(fit, JUDGED))


def _unfit(question: Question, evidence: Candidate, *, strict_year: bool) -> str:
    """Return why evidence cannot answer, whatever it holds of the question; "" where it can."""
    if not of_place_and_year(evidence, strict_year=strict_year):
        place, year = evidence.value("place"), evidence.value("agreement")
        return f"of another place or year (place {place:.2f}, year {year:.2f})"
    if not _of_kind(question, evidence):
        return "does not hold what is asked for"
    if question.focus and not any(evidence.value(name) for name in _MATCHED):
        return "holds nothing of the question"
    if not _of_months(question, evidence):
        return "of other months"
    if (
        question.kind == "person"
        and OFFICE.search(question.asked)
        and evidence.value("asked") < LEAST_OF_OFFICE
    ):
        return "of another office"
    if question.kind == "figure" and _of_something_else(evidence):
        return "its figure is of something else"
    if question.kind == "figure" and not (
        _introduced_as_asked(question, evidence) and _of_indicator(question, evidence)
    ):
        return "of another indicator"
    if question.answer_type.numbered and not _of_number(question, evidence):
        return "of another number"
    return ""


def _of_kind(question: Question, evidence: Candidate) -> bool:
    """Return whether evidence holds a figure, a name or a date where only one answers."""
    if question.kind != "figure" and not question.answer_type.named:
        return True
    if asks_year(question) and evidence.statement.year is not None:
        return True
    return evidence.value(f"fit_{question.kind}") == 1.0


def of_place_and_year(evidence: Candidate, *, strict_year: bool = True) -> bool:
    """Return whether `evidence` is about the place, and where `strict_year` the year, that is asked about."""
    return evidence.value("place") >= LEAST_PLACE and (
        not strict_year or evidence.value("agreement") >= LEAST_AGREEMENT
    )


def _introduced_as_asked(question: Question, evidence: Candidate) -> bool:
    """Return whether what introduces a list of figures lets one answer: 增加值增速，甲县8.3%、乙县7% gives no amount."""
    rates = measured_units(fold(evidence.introduction).rstrip(_MARKS))
    asked = measured_units(question.focus)
    return not set(SHARES).issuperset(rates) or not rates or bool(set(SHARES).intersection(asked))


def _of_something_else(evidence: Candidate) -> bool:
    """Return whether neither what is asked for nor much of the question stands in a clause with a fitting figure:
    新开工77个 is no figure of 竣工."""
    beside = evidence.value("clause") >= LEAST_BESIDE_FIGURE * evidence.value("own")
    return not beside and evidence.value("asked") < LEAST_ASKED


def _of_months(question: Question, evidence: Candidate) -> bool:
    """Return whether evidence tells of the months that a question names, 1—5月, or names none."""
    asked = set(_MONTHS.findall(fold(question.text)))
    told = set(_MONTHS.findall(fold(evidence.text))) if asked else set()
    return not told or bool(asked & told)


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
