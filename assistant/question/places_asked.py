"""The places that a question asks about, and what is left of it without them and its years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.question.held_places import Place
from assistant.question.model import Question
from assistant.question.years import find_years
from ingest.chinese.script import fold


def places_asked(question: Question) -> tuple[Place, ...] | None:
    """Return the places asked about, beside a held one those too of which the library tells nothing; None where none is
    held, or one may be any of several."""
    if any(len(span.places) > 1 for span in question.places):
        return None
    asked = tuple(
        dict.fromkeys(
            span.places[0] if span.places else Place(span.name, names=frozenset((fold(span.name),)))
            for span in question.places
        )
    )
    if asked and not any(place.filed for place in asked):
        return None
    return asked


def years_of_places(question: Question) -> tuple[tuple[int, int], ...]:
    """Return for each place of a question that has a year of its own (which of its places, year): 甲县2022年和乙县2021年; none where
    the years are meant of all places."""
    spans = question.places
    named = sorted(
        [(place.start, i, ()) for i, place in enumerate(spans) if place.start < place.end]
        + [(span.start, -1, span.years) for span in question.year_spans if span.years]
    )
    if named and named[0][1] < 0:
        # 2022年甲县和2021年乙县
        named.reverse()
    runs: list[tuple[list[int], list[int]]] = []
    for _, place, years in named:
        if place < 0 and runs:
            runs[-1][1].extend(years)
        elif place >= 0 and (not runs or runs[-1][1]):
            runs.append(([place], []))
        elif place >= 0:
            runs[-1][0].append(place)
    if len(runs) < 2 or not all(years for _, years in runs):
        return ()
    pairs = [(place, year) for places, years in runs for place in places for year in years]
    return tuple(sorted(pairs, key=lambda pair: spans[pair[0]].start))


def compact(question: Question, start: int = 0, end: int | None = None) -> str:
    """Return the folded question without its places, years and blanks, which part the words of an indicator's name.

    Args:
        question: as it was parsed.
        start, end: the part of its text that is wanted.
    """
    folded = fold(question.text)
    # Which year 今年 is does not matter here.
    taken = [(place.start, place.end) for place in question.places if place.start < place.end]
    taken += [(span.start, span.end) for span in find_years(question.text, now=2000)]
    wanted = range(start, len(folded) if end is None else end)
    kept = [folded[i] for i in wanted if not any(begin <= i < stop for begin, stop in taken)]
    return re.sub(r"\s+", "", "".join(kept))


def without_places(question: Question) -> str:
    """Return the folded question, at the same length, with blanks in place of the places that it names."""
    return _blanked_spans(question.text, tuple((place.start, place.end) for place in question.places))


@lru_cache(64)
def _blanked_spans(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return blanked(fold(text), spans)


def blanked(text: str, taken: Iterable[tuple[int, int]]) -> str:
    """Return `text`, at the same length, with blanks in place of the spans (start, end) in `taken`."""
    kept = list(text)
    for start, end in taken:
        kept[start:end] = " " * (end - start)
    return "".join(kept)
