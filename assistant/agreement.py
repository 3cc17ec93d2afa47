"""How well a passage's time agrees with the time that a question asks about."""

from __future__ import annotations

import re

from assistant.question import Question
from ingest.records import StoredPassage
from ingest.script import fold

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")


def year_agreement(question: Question, passage: StoredPassage, year: int | None, text: str | None = None) -> float:
    """How sure it is, from 0 to 1, that what `text` says is said of `year`.

    A yearly report of Y tells the results of Y-1 and the targets for Y, so one document speaks of several years:
    a year named in the sentence itself rules, then the year of the section, then that of the document.

    Args:
        question: tells whether a result or a target is asked.
        passage: the passage that `text` is of.
        year: the year asked about; None asks about no year in particular.
        text: the sentence to judge; the whole passage by default.
    """
    given = int(passage.date[:4]) if passage.date else None
    if question.report_year is not None and given is not None:
        return 1.0 if given == question.report_year else 0.2
    if year is None:
        return 1.0
    body = passage.text if text is None else text
    named = {int(y) for y in _YEAR.findall(fold(body))}
    outlook = _outlook_agreement(question, passage)
    if year in named:
        return 0.95 if passage.year in (year, None) else 0.8
    if named and text is not None:
        return 0.1
    if passage.year == year:
        return outlook
    if passage.year is None:
        if passage.reviews_year == year:
            return 0.6
        if given == year:
            return 0.6 if passage.kind != "work-report" else 0.45
    return 0.0


def _outlook_agreement(question: Question, passage: StoredPassage) -> float:
    if passage.outlook is None:
        return 0.85
    if question.outlook is None:
        return 1.0 if passage.outlook == "review" else 0.75
    return 1.0 if question.outlook == passage.outlook else 0.35
