"""Tell whether the title of a document names the very thing that a question is about: a campus, a project, a firm."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.question.model import Question
from assistant.question.places_asked import without_places
from ingest.chinese.dictionary import is_common_word
from ingest.chinese.script import fold

# Characters that a name has at least, and how many of them no word of the dictionary makes: 霁云湖 of 霁云湖校区.
LEAST_SHARED, LEAST_PROPER = 4, 3
_LONGEST_WORD = 3
_HAN = re.compile("[一-鿿]")


def titled_thing(question: Question, title: str) -> bool:
    """Return whether a title shares a name with a question, apart from the places that the question names."""
    return _shares_name(without_places(question), title)


@lru_cache(4096)
def _shares_name(asked: str, title: str) -> bool:
    return any(_is_proper(asked[start:end]) for start, end in _shared(asked, fold(title)))


def _shared(asked: str, title: str) -> list[tuple[int, int]]:
    """Return where the runs of characters stand in `asked` that `title` has too, the longest at each place."""
    found: list[tuple[int, int]] = []
    start = 0
    while start + LEAST_SHARED <= len(asked):
        end = start
        while end < len(asked) and _HAN.match(asked[end]) and asked[start : end + 1] in title:
            end += 1
        if end - start >= LEAST_SHARED:
            found.append((start, end))
            start = end
        else:
            start += 1
    return found


def _is_proper(run: str) -> bool:
    """Return whether a run of characters is more than words of the language: 抽水蓄能电站 is any."""
    at = uncovered = 0
    while at < len(run):
        word = next((n for n in range(_LONGEST_WORD, 1, -1) if is_common_word(run[at : at + n])), 0)
        uncovered += not word
        at += word or 1
    return uncovered >= LEAST_PROPER
