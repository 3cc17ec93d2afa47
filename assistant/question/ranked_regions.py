"""Questions that ask among regions without naming them (哪个县最高, 各县的排名), and what they ask of each one."""

from __future__ import annotations

from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.chinese.word_table import Words, WordTable

_TABLE = WordTable("assistant.question", "ranked_regions")
_WHICH = _TABLE.words("which")
_ORDER = _TABLE.words("order")


def asks_among_regions(text: str) -> bool:
    """Return whether a question asks among regions that it does not name: which county, each of the counties."""
    return _WHICH.search(fold(text)) is not None


def goes_through_members(question: Question) -> bool:
    """Return whether a question names one place in which regions lie, among which it may ask."""
    return len(question.places) == 1 and any(place.inner for place in question.meant)


def of_one_region(text: str) -> str:
    """Return the topic of a question that asks among regions, as it is asked of one alone: 哪个县2021年产量最高 →
    2021年产量; unchanged where it does not ask among regions."""
    if not asks_among_regions(text):
        return text
    return _without(_ORDER, _without(_WHICH, text)).rstrip("？?。")


def _without(words: Words, text: str) -> str:
    kept, at = "", 0
    for found in words.finditer(fold(text)):
        kept, at = kept + text[at : found.start()], found.end()
    return kept + text[at:]
