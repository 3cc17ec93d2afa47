"""Find names of the national table in a text, and tell how surely each stands there as a name and not inside other words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from ingest.chinese.dictionary import HAN, is_word
from ingest.chinese.division_names import short_forms, short_name
from ingest.chinese.divisions import (
    Division,
    current,
    divisions,
    divisions_called,
    divisions_folded_as,
    divisions_named,
    names,
)
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable

_WORDS = WordTable("ingest.chinese", "listed_regions")
COMMON_NOUN = _WORDS.words("common_noun")
_COMMON_TAIL = _WORDS.words("common_tail")
_VERB = _WORDS.words("verb")
_NOT_BEFORE = _WORDS.words("not_before")
BEFORE = _WORDS.words("before", frame="(?:^|[^{han}]|{words})$", han=HAN)
_OPENS = _WORDS.words("opens", frame="(?:^|[^{han}]|{words})$", han=HAN)
_CLAUSE_OPENS = re.compile(rf"(?:^|[^{HAN}])$")
_HAPPENS = _WORDS.words("happens")
OFFICE = _WORDS.words("office")
_YEAR = re.compile(r"(?:19|20)\d\d年")


class Standing(IntEnum):
    """How surely a name stands at a place."""

    POSSIBLE = 1  # only if the text shows elsewhere that it speaks of this division
    PLAIN = 2  # nothing speaks against it
    BOUNDED = 3  # what stands before it ends there
    CERTAIN = 4  # the division that it lies in is named right before it


@dataclass(frozen=True, slots=True)
class Listed:
    """A listed name at folded[start:end]."""

    name: str
    start: int
    end: int
    standing: Standing


def listed_at(folded: str, end: int, floor: int) -> tuple[Listed, ...]:
    """Return the listed names that may stand in a folded text before `end`, the longest first.

    Args:
        floor: where the name before them ended.
    """
    held = _by_ending().get(folded[end - 2 : end])
    if held is None:
        return ()
    found = []
    for name in held:
        start = end - len(name)
        if start >= floor and folded.startswith(name, start) and not folded.startswith(_tails(name), end):
            standing = _standing(folded, name, start, floor)
            if standing is not None:
                found.append(Listed(name, start, end, standing))
    return tuple(found)


def goes_on(folded: str, end: int) -> bool:
    """Return whether a suffix that ends at `end` of a folded text belongs to a longer word: 县级, 市场."""
    return bool(_NOT_BEFORE.match(folded, end)) and not _is_office_after(folded, end)


def crosses(folded: str, end: int) -> bool:
    """Return whether a listed name ends at `end` of a folded text, whatever follows: 台南市 in 台南市区."""
    return any(
        len(name) > 2 and folded.endswith(name, 0, end)
        for name in _by_ending().get(folded[end - 2 : end], ())
    )


def named(written: str) -> tuple[Division, ...]:
    """Return the divisions that a name means, written in full or as 恩施州, in any script.

    大通县, the full name of one that has become 大通回族土族自治县, is that county's short one today.
    """
    found = divisions_named(written)
    if not found or found[0].until is None:
        return found or divisions_called(written)
    # 沙县 is no short name of the district 沙县区 that it has become.
    suffix = fold(written)[-1]
    today = [each for each in divisions_called(written) if each.until is None and each.name[-1] == suffix]
    return (*today, *(former for former in found if set(current(former)).isdisjoint(today)))


def of_rank(name: str, found: Sequence[Division]) -> tuple[Division, ...]:
    """Return those of `found` whose full names end as `name` does; all where none does.

    Where nothing else tells, 巴州 is a 州, 巴音郭楞, and no district whose name lacks its suffix, 巴州区.
    """
    return tuple(each for each in found if each.name[-1] == name[-1]) or tuple(found)


@cache
def parent_forms(name: str) -> dict[str, tuple[Division, ...]]:
    """Return what the divisions that lie around those of a folded name are called, with those that lie in them."""
    forms: dict[str, list[Division]] = defaultdict(list)
    for division in divisions_folded_as(name) or divisions_called(name):
        for parent in division.parents:
            for form in {parent, *short_forms(parent), short_name(parent) + "地区"}:
                forms[fold(form)].append(division)
    return {form: tuple(found) for form, found in forms.items()}


@cache
def _tails(name: str) -> tuple[str, ...]:
    """Return what makes a listed name another, longer one: 沙县 is a part of 沙县区."""
    return tuple(suffix for suffix in ("市", "区") if name + suffix in names())


@cache
def _parent_endings(name: str) -> tuple[str, ...]:
    return tuple(parent_forms(name))


@cache
def _by_ending() -> dict[str, tuple[str, ...]]:
    """Return full names and short ones such as 恩施州, folded, by their last two characters, the longest first."""
    by_ending: dict[str, list[str]] = defaultdict(list)
    forms = {form for each in divisions() for form in short_forms(each.name) if form != short_name(each.name)}
    for name in names() | {fold(form) for form in forms}:
        by_ending[name[-2:]].append(name)
    return {ending: tuple(sorted(held, key=len, reverse=True)) for ending, held in by_ending.items()}


def _standing(folded: str, name: str, start: int, floor: int) -> Standing | None:
    """Return how surely a name of the table stands at `start`; None where it cannot."""
    if folded.endswith(_parent_endings(name), 0, start):
        return Standing.CERTAIN
    before = folded[max(0, start - 2) : start]
    bounded = (start == floor and floor > 0) or bool(BEFORE.search(before))
    if COMMON_NOUN.fullmatch(name):
        return _noun_standing(folded, name, start, bounded)
    if len(name) == 2:
        return _short_standing(folded, name, start, bounded)
    if bounded:
        return Standing.BOUNDED
    return None if _is_astride(folded, name, start) else Standing.PLAIN


def _noun_standing(folded: str, name: str, start: int, bounded: bool) -> Standing | None:
    """Return how surely 西城区 and the like are a name: before their office; 城区 alone, where the text names its city too."""
    if not bounded:
        return None
    end = start + len(name)
    heads = len(name) > 2 and (start == 0 or folded[start - 1] == "\n")
    if heads and _YEAR.match(folded, end):
        return Standing.BOUNDED
    own = len(name) > 2 or any(form in folded for form in parent_forms(name))
    return Standing.BOUNDED if own and OFFICE.match(folded, end) else Standing.POSSIBLE


def _short_standing(folded: str, name: str, start: int, bounded: bool) -> Standing | None:
    """Return how surely a character and a suffix are a name: 易县 where a word ends before it, 和县 where it has an office."""
    if _VERB.fullmatch(name):
        alone = _OPENS.search(folded[max(0, start - 2) : start]) and OFFICE.match(folded, start + 2)
        alone = alone or (
            _CLAUSE_OPENS.search(folded, max(0, start - 1), start) and _HAPPENS.match(folded, start + 2)
        )
        return Standing.BOUNDED if alone else Standing.POSSIBLE if bounded else None
    if bounded:
        return Standing.BOUNDED
    if is_word(folded[start - 1 : start + 1]):
        return Standing.POSSIBLE
    ended = is_word(folded[max(0, start - 2) : start]) or is_word(folded[max(0, start - 3) : start])
    return Standing.PLAIN if ended else Standing.POSSIBLE


def _is_astride(folded: str, name: str, start: int) -> bool:
    """Return whether a word that begins before a name runs into it, and leaves another word: 新增|城市, 更新|和县."""
    if len(name) > 3 or start == 0 or not (_COMMON_TAIL.fullmatch(name, 1) or _VERB.fullmatch(name, 1)):
        return False
    begun = folded[start - 1 : start + 1]
    return bool(divisions_called(begun)) or (
        is_word(begun) and not is_word(folded[max(0, start - 2) : start])
    )


def _is_office_after(folded: str, end: int) -> bool:
    """Return whether "区" repeats as in "某某区区长": then the first one ends a name."""
    return folded[end - 1 : end + 2] in ("区区长", "市市长", "县县长", "区区委", "县县城", "县县委", "市市委")
