"""Find the places that a question in English names: by their names in Latin letters, and by what the library holds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from assistant.question.held_places import Place
from assistant.question.places import Gazetteer
from ingest.chinese.division_names import short_name
from ingest.chinese.divisions import Division, divisions
from ingest.chinese.readings import plain_letters, romanised

_WORD = re.compile(r"[A-Za-zÀ-ÿü][A-Za-zÀ-ÿü'’\-]*")
_MOST_WORDS = 4
# A shorter one in lower case, without a rank behind it, is a word: man, yi.
_LEAST_LETTERS = 6
_RANKS = {
    "county": ("县", "旗"), "counties": ("县", "旗"), "banner": ("旗",), "district": ("区",), "districts": ("区",),
    "city": ("市",), "cities": ("市",), "municipality": ("市",), "province": ("省", "自治区"), "region": ("自治区",),
    "prefecture": ("州", "地区", "盟"), "league": ("盟",), "town": ("镇",), "township": ("乡",), "area": ("区",),
}  # fmt: skip
_BEFORE_RANK = ("autonomous", "new")


@dataclass(frozen=True, slots=True)
class EnglishPlace:
    """A place that a question names.

    Attributes:
        start, end: its offsets in the question, in characters, with its rank.
        written: as the question writes it.
        names: the names in Chinese that it may mean: one where it is clear, those of the library where it holds any, none
            where nothing is called like it.
        around: of each of `names` the names of the places around it.
        held: whether the library tells of it.
    """

    start: int
    end: int
    written: str
    names: tuple[str, ...]
    around: tuple[frozenset[str], ...]
    held: bool


def asked_about(found: list[EnglishPlace]) -> list[EnglishPlace]:
    """Return the places that are asked about, each with the names that those around it leave: Hebei only tells which Tang
    County is meant."""

    every = {name for place in found for name in place.names}
    clear = []
    for place in found:
        told = [i for i, around in enumerate(place.around) if around & (every - set(place.names))]
        kept = told or range(len(place.names))
        names, around = tuple(place.names[i] for i in kept), tuple(place.around[i] for i in kept)
        clear.append(EnglishPlace(place.start, place.end, place.written, names, around, place.held))
    wider = {name for place in clear if len(place.names) == 1 for name in place.around[0]}
    narrow = [place for place in clear if not (place.names and set(place.names) <= wider)]
    return narrow or clear


def find_places(text: str, gazetteer: Gazetteer) -> Iterator[EnglishPlace]:
    """Yield the places named in `text`, left to right.

    Args:
        text: the question, with blanks in place of what is no name.
        gazetteer: the places of the library.
    """
    words = list(_WORD.finditer(text))
    i = 0
    while i < len(words):
        for n in range(min(_MOST_WORDS, len(words) - i), 0, -1):
            if found := _at(text, words[i : i + n], words[i + n :], gazetteer):
                place, taken = found
                yield place
                i += n + taken
                break
        else:
            i += 1


def _at(
    text: str, words: list[re.Match[str]], after: list[re.Match[str]], gazetteer: Gazetteer
) -> tuple[EnglishPlace, int] | None:
    """Return the place that `words` name with the number of words of its rank behind them; None where they name none."""
    start, end = words[0].start(), words[-1].end()
    if re.search(r"[,.;?!]", text[start:end]):
        return None
    behind = [word.group().lower() for word in after[:2]]
    taken = 0
    if behind[:1] and behind[0] in _BEFORE_RANK and behind[1:] and behind[1] in _RANKS:
        taken = 2
    elif behind[:1] and behind[0] in _RANKS and not re.search(r"[,.;?!]", text[end : after[0].start()]):
        taken = 1
    ranks = _RANKS[behind[taken - 1]] if taken else ()
    letters = plain_letters(re.sub(r"['’]s$", "", text[start:end]))
    capital = all(word.group()[0].isupper() for word in words)
    if not letters or not (capital or taken or len(letters) >= _LEAST_LETTERS):
        return None
    until = after[taken - 1].end() if taken else end
    held = _fitting(_held(gazetteer).get(letters, ()), ranks)
    if held:
        names = tuple(place.label for place in held)
        return EnglishPlace(
            start, until, text[start:until], names, tuple(frozenset(place.parents) for place in held), True
        ), taken
    listed = [each for each in _listed().get(letters, ()) if not ranks or each.name.endswith(ranks)]
    if listed and (capital or taken):
        around = tuple(frozenset(each.parents) for each in listed)
        return EnglishPlace(
            start, until, text[start:until], tuple(each.name for each in listed), around, False
        ), taken
    if taken and capital:
        return EnglishPlace(start, until, text[start:until], (), (), False), taken
    return None


def _fitting(places: tuple[Place, ...], ranks: tuple[str, ...]) -> list[Place]:
    """Return the places of a rank; without one those of which there are documents before those around them."""
    fitting = [place for place in places if not ranks or place.name.endswith(ranks)]
    return [place for place in fitting if place.filed] or fitting


@lru_cache(8)
def _held(gazetteer: Gazetteer) -> dict[str, tuple[Place, ...]]:
    """Return how a name is written in Latin letters → the places of the library that bear it."""
    by_letters: dict[str, dict[Place, None]] = defaultdict(dict)
    for place in gazetteer.places:
        for name in (place.name, *place.regions):
            for letters in _written(name):
                by_letters[letters][place] = None
    return {letters: tuple(places) for letters, places in by_letters.items()}


@cache
def _listed() -> dict[str, list[Division]]:
    """Return how a name is written in Latin letters → the divisions of today that bear it."""
    by_letters: dict[str, list[Division]] = defaultdict(list)
    for each in divisions():
        if each.until is None:
            for letters in _written(each.name):
                by_letters[letters].append(each)
    return by_letters


def _written(name: str) -> set[str]:
    """Return the ways to write a name in Latin letters: with its rank (Lixian), without (Li), and as it is known abroad."""
    short = short_name(name)
    known = {plain_letters(english) for english, chinese in known_abroad() if chinese == name}
    # 蠡县 has no short name in Chinese; it is Li County in English.
    bare = name[:-1] if len(name) == len("蠡县") else short
    return {*romanised(name), *romanised(short), *romanised(bare), *known}


@cache
def known_abroad() -> tuple[tuple[str, str], ...]:
    """Return (name in English, name in Chinese) of places whose names are not written as they are read."""
    table = files("assistant.question.english").joinpath("data/places.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    return tuple((english, chinese) for english, chinese in rows)
