"""Rewrite follow-ups and decompose comparisons with the model, checked against the rules' reading of the question.

The model may add no place and no year.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.llm.errors import ModelFailure
from assistant.llm.held_values import YEAR, values
from assistant.llm.prompts import messages
from assistant.llm.sanitize import visible
from assistant.question.model import Question

if TYPE_CHECKING:
    from assistant.llm.writer import Writer

log = logging.getLogger(__name__)
LONGEST_QUESTION = 200
MOST_LOOKUPS = 4
_NUMBERING = re.compile(r"^\s*(?:[-*•]|\d+[.、)）]|问题\d*[：:])\s*")
_QUOTES = "“”\"'「」 "
_PUNCTUATION = re.compile(r"[\s，,。？?！!、；;：:“”\"]+")


def rewritten(
    writer: Writer,
    turns: Sequence[str],
    question: str,
    by_rule: str,
    understand: Callable[[str], Question],
    stopped: Callable[[], bool] = lambda: False,
) -> str:
    """Return the follow-up as a standalone question: the model's where it keeps places and years, else the rules'.

    Args:
        writer: the model and its prompts.
        turns: the earlier questions, oldest first.
        question: the follow-up.
        by_rule: the follow-up as completed by the rules.
        understand: parses a standalone question.
        stopped: called now and then; True ends the request.
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
    known_text = "\n".join([*turns, question, by_rule])
    same = _scope(understand(lines[0])) == _scope(understand(by_rule))
    return lines[0] if same and _adds_no_value(lines[0], known_text) else by_rule


def lookups(
    writer: Writer,
    question: Question,
    understand: Callable[[str], Question],
    stopped: Callable[[], bool] = lambda: False,
) -> list[Question]:
    """Return the look-ups of a comparison; empty where the question is one look-up, or the model does not help."""
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
    lines = (_NUMBERING.sub("", line).strip(_QUOTES) for line in visible(reply).split("\n"))
    return [line for line in lines if _PUNCTUATION.sub("", line)]


def _scope(question: Question) -> tuple[frozenset[str], frozenset[int], frozenset[str]]:
    """Return the regions, years and unknown places that a question asks about."""
    return (
        frozenset(question.regions),
        frozenset((*question.years, *((question.report_year,) if question.report_year else ()))),
        frozenset(question.unknown_places),
    )


def _within(part: Question, whole: Question) -> bool:
    """Return whether the scope of `part` lies within that of `whole`."""
    (regions, years, unknown), (all_regions, all_years, all_unknown) = _scope(part), _scope(whole)
    first, last = whole.period or (0, 0)
    return (
        regions <= all_regions
        and unknown <= all_unknown
        and all(y in all_years or first <= y <= last for y in years)
    )


def _adds_no_value(text: str, known_text: str) -> bool:
    """Return whether every figure in `text` occurs in `known_text`; years are compared as part of the scope."""
    known = {(v.kind, v.amount) for v in values(known_text)}
    return all(v.kind == YEAR or (v.kind, v.amount) in known for v in values(text))
