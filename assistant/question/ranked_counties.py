"""Which counties or cities a question ranks: all of them or those of a place, in order, or the first so many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.question.held_places import Place
from assistant.question.model import Question
from ingest.chinese.quantities import find_quantities
from ingest.chinese.word_table import Words, WordTable

# Counties, cities, or whichever of them the ledger tells more of; "" where places are named.
Ranked = Literal["county", "city", "any", ""]
_WORDS = WordTable("assistant.question", "ranked_counties")
COUNTY = _WORDS.words("county")
# Which of two words for a region stands in a question; of what is ranked anywhere the level is left open.
_RANKED: dict[Ranked, Words] = {
    "county": COUNTY,
    "city": _WORDS.words("city"),
    "any": _WORDS.words("anywhere"),
}
ORDER = _WORDS.words("order")
_TOP = _WORDS.words("top")
_COUNTIES = _WORDS.words("counties")


@dataclass(frozen=True, slots=True)
class Top:
    """The first so many for which a question asks.

    Attributes:
        count: how many.
        said: the words that say so, of which some ask for the least ones: 最低的三个.
    """

    count: int
    said: str


def without_top(text: str) -> tuple[str, Top | None]:
    """Return a question without its words for the first so many counties, and what they say: 产量前三名的县 → 各县产量."""
    found = _TOP.search(text)
    if found is None:
        return text, None
    (number,) = find_quantities(found.group(), loose=True)[-1:] or (None,)
    if number is None or number.value is None:
        return text, None
    rest = text[: found.start()] + text[found.end() :]
    if COUNTY.search(rest) is None:
        # What it asks for is said in words of its own: 前三名的县.
        own = _COUNTIES.match(rest, found.start())
        rest = "各县" + (rest[: own.start()] + rest[own.end() :] if own else rest)
    return rest, Top(int(number.value), found.group())


def ranked_regions(text: str, question: Question) -> tuple[Ranked, Words | None]:
    """Return what a question ranks, with the words that say so; "" and None where it names its places itself.

    Args:
        text: the question without its places and years, folded.
        question: as it was parsed.
    """
    for ranked, words in _RANKED.items():
        if words.search(text) is not None and len(question.places) <= (0 if ranked == "any" else 1):
            return ranked, words
    return "", None


def place_of_counties(question: Question) -> tuple[Place, ...] | None:
    """Return the one place whose counties a question asks about, if it names one; None where nothing lies in it."""
    if any(len(span.places) != 1 or not span.places[0].inner for span in question.places):
        return None
    return tuple(span.places[0] for span in question.places)
