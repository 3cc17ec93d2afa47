"""Follow-up questions made whole by the model, and comparisons broken into look-ups; both checked against what the
rules make of the question, so that the model adds no place and no year."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.llm.errors import ModelFailure
from assistant.llm.held_values import YEAR, values
from assistant.llm.prompts import messages
from assistant.llm.sanitize import printable
from assistant.question.model import Question

if TYPE_CHECKING:
    from assistant.llm.writer import Writer

log = logging.getLogger(__name__)
LONGEST_QUESTION = 200
MOST_LOOKUPS = 4
_NUMBERING = re.compile(r"^\s*(?:[-*•]|\d+[.、)）]|问题\d*[：:])\s*")
_QUOTES = "“”\"'「」 "
_CHANGED_NOTHING = re.compile(r"[\s，,。？?！!、；;：:“”\"]+")


def rewritten(
    writer: Writer,
    turns: Sequence[str],
    question: str,
    by_rule: str,
    understand: Callable[[str], Question],
    stopped: Callable[[], bool] = lambda: False,
) -> str:
    """The follow-up made whole: the model's wording where it asks of the same places and years, else the rules'.

    Args:
        turns: the earlier questions, oldest first.
        by_rule: the follow-up as the rules complete it.
        understand: what a standalone question asks.
    """
    asked = messages("rewrite", writer.prompts, turns="\n".join(turns), question=question)
    try:
        reply = writer.model.complete(asked, stopped)
    except ModelFailure as failure:
        log.info("follow-up by rule: %s", failure)
        return by_rule
    lines = _lines(reply)
    if len(lines) != 1 or len(lines[0]) > LONGEST_QUESTION:
        return by_rule
    said = "\n".join([*turns, question, by_rule])
    same = _scope(understand(lines[0])) == _scope(understand(by_rule))
    return lines[0] if same and _adds_no_value(lines[0], said) else by_rule


def lookups(
    writer: Writer,
    question: Question,
    understand: Callable[[str], Question],
    stopped: Callable[[], bool] = lambda: False,
) -> list[Question]:
    """The look-ups that a comparison consists of; empty where it is one, or the model does not help."""
    try:
        reply = writer.model.complete(messages("decompose", writer.prompts, question=question.text), stopped)
    except ModelFailure as failure:
        log.info("comparison not broken up: %s", failure)
        return []
    found = []
    for line in _lines(reply)[:MOST_LOOKUPS]:
        part = understand(line) if len(line) <= LONGEST_QUESTION else None
        if part and _within(part, question) and _adds_no_value(line, question.text):
            found.append(part)
    return found if len(found) > 1 else []


def _lines(reply: str) -> list[str]:
    lines = (_NUMBERING.sub("", line).strip(_QUOTES) for line in printable(reply).split("\n"))
    return [line for line in lines if _CHANGED_NOTHING.sub("", line)]


def _scope(question: Question) -> tuple[frozenset[str], frozenset[int], frozenset[str]]:
    """The places and years that a question asks about."""
    return (
        frozenset(question.regions),
        frozenset((*question.years, *((question.report_year,) if question.report_year else ()))),
        frozenset(question.unknown_places),
    )


def _within(part: Question, whole: Question) -> bool:
    (regions, years, unknown), (all_regions, all_years, all_unknown) = _scope(part), _scope(whole)
    first, last = whole.period or (0, 0)
    return (
        regions <= all_regions
        and unknown <= all_unknown
        and all(y in all_years or first <= y <= last for y in years)
    )


def _adds_no_value(text: str, said: str) -> bool:
    """Whether every figure in `text` was said before; years are compared as part of what is asked."""
    known = {(v.kind, v.amount) for v in values(said)}
    return all(v.kind == YEAR or (v.kind, v.amount) in known for v in values(text))
