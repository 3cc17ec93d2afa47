"""The places of a library that come nearest to a name which none of them bears, to offer instead of it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from assistant.question.held_places import Place
from assistant.question.places import Gazetteer
from assistant.question.region_identity import divisions_meant, names_around
from ingest.chinese.script import fold

MOST_OFFERED = 5
# Two names of three characters that share two: 岚屏县 and 岚岭县. Of those of two, which may share their suffix alone, like
# 易县 and 唐县, those that begin alike.
_LEAST_LIKE, _BEGINS_ALIKE = 0.6, 0.1


def nearest_places(name: str, gazetteer: Gazetteer) -> list[Place]:
    """Return the places that `name` is likeliest to have meant, at most five: those written like it first, then, where it is a
    division of the country, those around it and those in the same city or province."""
    text = fold(name)
    around = {wider for division in divisions_meant(name) for wider in names_around(division)}
    likeness = {place: _likeness(text, place) for place in gazetteer.places}
    alike = [place for place, like in likeness.items() if like >= _LEAST_LIKE]
    beside = [place for place in likeness if place.filed and around & (place.names | place.around)]
    alike.sort(key=lambda place: -likeness[place])
    beside.sort(key=lambda place: (-len(around & (place.names | place.around)), -len(place.filed)))
    return list(dict.fromkeys((*alike, *beside)))[:MOST_OFFERED]


def _likeness(text: str, place: Place) -> float:
    return max(_ratio(text, other) for other in _written(place))


def _written(place: Place) -> Iterable[str]:
    return (*place.names, fold(place.qualified), fold(place.shown))


def _ratio(text: str, other: str) -> float:
    return SequenceMatcher(None, text, other, autojunk=False).ratio() + _BEGINS_ALIKE * (
        text[:1] == other[:1]
    )
