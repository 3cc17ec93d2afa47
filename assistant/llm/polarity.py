"""Hold what a reply says to be so against what its source denies, plans, or has done in part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.llm.clause_words import DENIED, DONE, NO, WANTED, YES, bare, holds, pairs_of
from assistant.llm.held_values import CALENDAR, values
from assistant.llm.tellings import Telling
from assistant.llm.told_clauses import LEAST_TOLD, QUESTION_FORM, Misrelated, Sources, Told
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.chinese.tokens import telling_bigrams

# What can be done in part, and how many percent are all of it.
_COMPLETED = re.compile(r"完成|达到?(?:目标|任务|计划)")
WHOLE = Decimal(100)


def done_for_planned(said: str, own: Told) -> bool:
    """Return whether a clause says of something still to come that it has come about."""
    return own.planned and DONE.search(said) is not None and WANTED.search(said) is None


def against(said: Telling, clauses: Sequence[Told], sources: Sources) -> Misrelated | None:
    """Return how a clause of a reply denies what is told, or tells what is denied, or has done what is planned."""
    text = said.clause.strip()
    if sources.question.kind == "yesno" and (YES.search(text) or NO.search(text)):
        text = _as_stated(text, sources.question)
    denial = DENIED.search(text)
    told_of = pairs_of(text)
    if denial:
        scope = frozenset(pair for pair in pairs_of(bare(text[denial.end() :])) if pair in sources.weights)
        ends = [pair for pair in telling_bigrams(text) if pair in scope][-1:]
        held = [t for t in clauses if ends and holds(t.telling.own, scope) and set(ends) <= t.telling.own]
        if held and not any(
            DENIED.search(t.telling.clause) or t.planned or _is_partial(t.telling.clause) for t in held
        ):
            return Misrelated(text, held[0].telling.clause.strip())
        return None
    for told in clauses:
        no = DENIED.search(told.telling.clause)
        if no is None:
            continue
        scope = pairs_of(bare(told.telling.clause[no.end() :]))
        if holds(told_of, scope) and not any(
            holds(t.telling.own, scope) and DENIED.search(t.telling.clause) is None for t in clauses
        ):
            return Misrelated(text, told.telling.clause.strip())
    best = max(clauses, key=lambda t: sources.fit(dict.fromkeys(told_of, 1.0), t), default=None)
    if (
        best is not None
        and done_for_planned(text, best)
        and sources.fit(dict.fromkeys(told_of, 1.0), best) >= LEAST_TOLD
    ):
        return Misrelated(text, best.telling.clause.strip())
    return None


def of_part(said: Telling, text: str, sources: Sources) -> Misrelated | None:
    """Return how a clause of a reply has wholly done what its source says is done in part: 完成任务 for 完成任务的67%."""
    if not _COMPLETED.search(said.clause) or DENIED.search(said.clause) or WANTED.search(said.clause):
        return None
    if any(value.kind not in CALENDAR for value in values(text)):
        return None
    words = dict.fromkeys(pairs_of(said.clause), 1.0)
    for told in sources.told:
        if _is_partial(told.telling.clause) and sources.fit(words, told) >= LEAST_TOLD:
            return Misrelated(said.clause.strip(), told.telling.clause.strip())
    return None


def _is_partial(clause: str) -> bool:
    """Return whether a clause tells that less than all of something is done."""
    return _COMPLETED.search(clause) is not None and any(
        value.kind == "share" and isinstance(value.amount, Decimal) and value.amount < WHOLE
        for value in values(clause)
    )


def _as_stated(text: str, question: Question) -> str:
    """Return what a clause says that answers with yes or no: 没有 to 有没有人员伤亡 is 没有人员伤亡."""
    opening = NO.search(text) or YES.search(text)
    assert opening is not None
    rest = text[opening.end() :]
    if re.search(r"[一-鿿]{2}", rest):
        return text
    asked = QUESTION_FORM.sub("", fold(question.focus))
    return ("没有" if NO.search(text) else "") + asked
