"""The words around figures, by what they say of them: growth, completion, comparison, expectation; see data/predicates.toml."""

from __future__ import annotations

import re
from functools import cache

from ingest.chinese.word_table import WordTable
from ingest.chinese.years import ARABIC_YEAR

_WORDS = WordTable("ingest.facts", "predicates")
# In the order in which they are tried at a place.
_LISTS = {
    name: _WORDS.words(name)
    for name in (
        "denied", "compare", "pull", "comparable", "reach_from", "reach_to", "average",
        "respectively", "among", "total", "added", "planned", "follower", "level", "estimate", "aim", "rank", "tail_up", "up", "down", "rate", "fall_rate",
        "share", "reach", "both", "tail", "per", "neutral",
    )
}  # fmt: skip
# Wordings that hold years, amounts or names of indicators: they are found before these.
_LEADING = {
    name: _WORDS.words(name, year=ARABIC_YEAR)
    for name in ("completion", "base", "multiple", "lasting", "unchanged")
}


@cache
def leading_pattern() -> re.Pattern[str]:
    """Return the expression that finds the wordings to look for first, in groups named as their lists."""
    return re.compile("|".join(f"(?P<{name}>{words.expression})" for name, words in _LEADING.items()))


@cache
def predicate_pattern() -> re.Pattern[str]:
    """Return the expression that finds a word of any list; the name of its group is that of the list."""
    return re.compile("|".join(f"(?P<{name}>{words.expression})" for name, words in _LISTS.items()))
