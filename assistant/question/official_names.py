"""The names that reports may give to what a question asks about: synonyms of its words, and what its everyday wordings mean."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache

from assistant.question.asked_indicators import everyday_mentions
from assistant.question.everyday_terms import everyday_terms
from assistant.question.model import Question
from assistant.question.places_asked import compact
from assistant.question.round_amounts import round_amounts
from assistant.question.synonyms import Synonyms, synonyms
from ingest.chinese.script import fold
from ingest.facts.indicators import find_indicators, indicators, names

# Shorter names of an indicator turn up inside others.
_SHORTEST = 3


@lru_cache(1024)
def official_names(question: Question) -> dict[str, Synonyms]:
    """Return word or wording → names, for those of a question that have any."""
    text = compact(question)
    wordings = everyday_terms(text)
    # What a wording means as a whole is meant by no word of it alone.
    found = {
        word: replace(others, loose=frozenset()) if any(word in said for said in wordings) else others
        for word, others in synonyms(question.focus).items()
    }
    for said, meant in (*wordings.items(), *_indicators(text).items()):
        known = found.get(said, Synonyms(frozenset(), frozenset()))
        found[said] = Synonyms(known.same, known.loose, known.meant | meant)
    for said, same in round_amounts(fold(question.focus)).items():
        found[said] = Synonyms(same, frozenset())
    return found


def _indicators(text: str) -> dict[str, frozenset[str]]:
    """Return wording → the names of the indicator that it means, in a compact text that names none."""
    if find_indicators(text):
        return {}
    return {text[start:end]: _names(name) for start, end, name in everyday_mentions(text)}


@cache
def _names(indicator: str) -> frozenset[str]:
    """Return the names of a listed indicator that mean no other, folded."""
    listed = indicators().get(indicator)
    return frozenset(
        written
        for written, name in names().items()
        if name.indicator == listed and not name.is_ambiguous and not name.joint and len(written) >= _SHORTEST
    )
