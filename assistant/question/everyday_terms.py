"""Find what a question says of things for which reports have names of their own: 上岁数的人吃饭的地方 is a 老年食堂.

data/everyday_terms.txt, whose head describes it, puts such wordings together of classes of words: people, what they do, things."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.chinese.script import fold
from ingest.chinese.tokens import edges

# Words of a wording stand within so many characters.
REACH = 20
# What goes on from a word for people or a thing and says no more: 上岁数的人.
_GOES_ON = re.compile(r"的?(?:人家|[人们家户])(?![民力口均])")
_CLASS = "@"
_LONGEST_PART = 8


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of the table.

    Attributes:
        parts: the classes of which a word each is said.
        names: what reports call it, folded.
        example: a text that holds it.
    """

    parts: tuple[str, ...]
    names: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class EverydayTable:
    """The table, parsed.

    Attributes:
        classes: word → the classes that it is in; a word that stands in wordings by itself is in a class of its own name.
        people: the classes of words for some people and not others.
        deeds: the classes of words for what is done somewhere.
        sites: the classes of words for any place.
        wordings: in the order of the file.
    """

    classes: dict[str, frozenset[str]]
    people: frozenset[str]
    deeds: frozenset[str]
    sites: frozenset[str]
    wordings: tuple[Wording, ...]


@cache
def everyday_table() -> EverydayTable:
    """Read the table.

    Raises:
        ValueError: a line is neither a class nor a wording.
    """
    path = "data/everyday_terms.txt"
    text = files("assistant.question").joinpath(path).read_text(encoding="utf-8")
    members: dict[str, set[str]] = {}
    kinds: dict[str, set[str]] = {"who": set(), "do": set(), "at": set(), "": set()}
    wordings: list[Wording] = []
    for number, line in enumerate(fold(text).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(_CLASS):
            name, *words = line[1:].split()
            kind, _, name = name.rpartition(":")
            kinds[kind].add(name)
            for word in words:
                # A class that is part of this one stands above it.
                inner = members[word[1:]] if word.startswith(_CLASS) else {word}
                members.setdefault(name, set()).update(inner)
            continue
        wordings.append(_wording(line, f"{path}, line {number}"))
    for part in {part for wording in wordings for part in wording.parts}:
        members.setdefault(part, {part})
    classes: dict[str, set[str]] = {}
    for name, inside in members.items():
        for word in inside:
            classes.setdefault(word, set()).add(name)
    return EverydayTable(
        {word: frozenset(found) for word, found in classes.items()},
        frozenset(kinds["who"]),
        frozenset(kinds["do"]),
        frozenset(kinds["at"]),
        tuple(wordings),
    )


def _wording(line: str, place: str) -> Wording:
    said, arrow, told = line.partition(">")
    names, bar, example = told.partition("|")
    if not (said.strip() and arrow and names.strip() and bar and example.strip()):
        raise ValueError(f"{place}: no class of words, and no wording > names | example")
    return Wording(tuple(said.split()), frozenset(names.split()), example.strip())


@cache
def _by_part() -> dict[str, tuple[Wording, ...]]:
    """Return class → the wordings whose first part it is."""
    found: dict[str, list[Wording]] = {}
    for wording in everyday_table().wordings:
        found.setdefault(wording.parts[0], []).append(wording)
    return {part: tuple(wordings) for part, wordings in found.items()}


@dataclass(frozen=True, slots=True)
class _Said:
    """A word of a class in a text."""

    start: int
    end: int


def everyday_terms(text: str) -> dict[str, frozenset[str]]:
    """Return word → what reports call what is said with it, for the words of everyday wordings in folded `text`."""
    said = _said(text)
    found = [
        (wording, words)
        for part in said
        for wording in _by_part().get(part, ())
        if said.keys() >= set(wording.parts) and (words := _together(said, wording.parts))
    ]
    names: dict[str, frozenset[str]] = {}
    for wording, words in found:
        if _leaves_deed(said, wording, words) or _says_less(wording, words, found):
            continue
        for word in words:
            goes_on = _GOES_ON.match(text, word.end)
            whole = text[word.start : goes_on.end() if goes_on else word.end]
            names[whole] = names.get(whole, frozenset()) | wording.names
    return names


def _leaves_deed(said: dict[str, list[_Said]], wording: Wording, words: tuple[_Said, ...]) -> bool:
    """Return whether a wording for people says nothing of what the question says is done: 小娃娃的地方 in 小娃娃吃饭的地方."""
    table = everyday_table()
    parts = frozenset(wording.parts)
    if not (parts & table.people and parts & table.sites) or parts & table.deeds:
        return False
    return any(
        all(word.end <= other.start or other.end <= word.start for other in words)
        for deed in table.deeds & said.keys()
        for word in said[deed]
    )


def _says_less(
    wording: Wording, words: tuple[_Said, ...], found: list[tuple[Wording, tuple[_Said, ...]]]
) -> bool:
    """Return whether another wording says more: with the same words and others, or for the people named with one of
    them: 岗位 for 当过兵的人 is not any 岗位."""
    people = everyday_table().people
    anybody = people.isdisjoint(wording.parts)
    return any(
        set(words) < set(others)
        or (
            anybody
            and not people.isdisjoint(other.parts)
            and len(others) > 1
            and not set(words).isdisjoint(others)
        )
        for other, others in found
    )


def _said(text: str) -> dict[str, list[_Said]]:
    """Return class → its words in `text`, longer ones first."""
    classes = everyday_table().classes
    cuts = edges(text)
    found: dict[str, list[_Said]] = {}
    for length in range(min(_LONGEST_PART, len(text)), 0, -1):
        for start in range(len(text) - length + 1):
            names = classes.get(text[start : start + length])
            if names and _is_word(text, start, start + length, cuts):
                for name in names:
                    found.setdefault(name, []).append(_Said(start, start + length))
    return found


def _is_word(text: str, start: int, end: int, cuts: frozenset[int]) -> bool:
    """Return whether text[start:end] is a word of the question: 活 is none in 生活, 栽 is one in 栽了."""
    if end - start > 1:
        return start in cuts or end in cuts
    return start in cuts and (end in cuts or (text.startswith("了", end) and end + 1 in cuts))


def _together(said: dict[str, list[_Said]], parts: tuple[str, ...]) -> tuple[_Said, ...]:
    """Return a word of each of `parts`, close together and none in another; none where there are no such words."""
    chosen: tuple[_Said, ...] = ()

    def complete(taken: tuple[_Said, ...]) -> bool:
        nonlocal chosen
        if len(taken) == len(parts):
            chosen = taken
            return True
        return any(complete((*taken, word)) for word in said[parts[len(taken)]] if _fits_beside(word, taken))

    complete(())
    return chosen


def _fits_beside(word: _Said, taken: tuple[_Said, ...]) -> bool:
    near = all(abs(word.start - other.start) <= REACH for other in taken)
    return near and all(word.end <= other.start or other.end <= word.start for other in taken)
