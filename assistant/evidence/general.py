"""General text: what is told without a time or a place of its own, as in an encyclopaedia, unlike what a place reports of a year.

There names and dates take any form (a king's name, a dynasty's years), what is asked for is told in a few sentences rather than
in one, and no figure of another year or place can be taken for the one asked for.
"""

from __future__ import annotations

from assistant.question.model import Question
from ingest.schema import StoredPassage


def is_general(question: Question, passage: StoredPassage) -> bool:
    """Return whether a passage is general text: it tells of no region, and is no paper of an office; or, where the question names
    neither place nor time, its document is undated and of no known kind."""
    if passage.tells_of is None:
        return passage.kind in ("other", "news")
    return passage.kind == "other" and passage.date is None and not question.is_pinned
