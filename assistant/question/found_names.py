"""Names of listed places in questions that the library does not hold: where a name can be nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ingest.chinese.dictionary import is_common_word, is_word
from ingest.chinese.division_names import short_name
from ingest.chinese.divisions import divisions_called, divisions_named, divisions_nicknamed
from ingest.chinese.regions import RegionMention

DATED = re.compile(r"(?:19|20)\d\d年|[去今前]年")
# The short name of a place of which nothing is held is believed where a clause begins with it, and a year or the like
# follows.
_CLAUSE = re.compile(r"(?:^|[,，。;；:：?？!！、和与跟及同比])(?:请问|那么?|问一下)?")
_FOLLOWS = re.compile(rf"{DATED.pattern}|的|有[哪几多没]|哪|各[县市区]|全[省市州盟区]|[、和与跟及同比]")
# The whole country, where it is asked about like a place: not 全国先进, nor 在全国排第几.
_COUNTRY = re.compile(rf"{_CLAUSE.pattern}(?:{DATED.pattern})?(?P<name>全国|我国)(?={DATED.pattern}|的)")


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in a question, before it is known which place it means.

    Attributes:
        start, end: its offsets in the question, in characters.
        name: the name, folded.
    """

    start: int
    end: int
    name: str


def overlaps(start: int, end: int, found: Iterable[FoundName]) -> bool:
    """Return whether text[start:end] shares characters with one of the names."""
    return any(start < name.end and name.start < end for name in found)


def short_names(text: str) -> list[FoundName]:
    """Return the short names of listed places that begin a clause of folded `text` and can be nothing else there."""
    found = []
    for clause in _CLAUSE.finditer(text):
        at, name = clause.end(), None
        while lengths := [n for n in range(5, 1, -1) if _is_listed(text[at : at + n])]:
            name = FoundName(at, at + lengths[0], text[at : at + lengths[0]])
            at = name.end
        if name is not None and _stands(text, name):
            found.append(name)
    return found


def country_names(text: str) -> list[FoundName]:
    """Return where folded `text` asks about the whole country, of which a library of counties tells in passing at most."""
    return [FoundName(*m.span("name"), m["name"]) for m in _COUNTRY.finditer(text)]


def chains(text: str) -> list[FoundName]:
    """Return the short names in folded `text` that stand right behind that of the province or city in which they lie, 海城 in
    辽宁海城: no name begins in the one and ends in the other."""
    found: list[FoundName] = []
    at = 0
    while at < len(text) - 3:
        inner = max(
            (
                FoundName(middle, middle + length, text[middle : middle + length])
                for middle in range(at + 2, min(at + 6, len(text)))
                if _is_wide(text[at:middle])
                for length in range(5, 1, -1)
                if _lies_in(text[middle : middle + length], text[at:middle])
            ),
            key=lambda name: name.end,
            default=None,
        )
        if inner is None:
            at += 1
        else:
            found.append(inner)
            at = inner.start
    return found


@lru_cache(8192)
def _is_wide(name: str) -> bool:
    return any(division.level != "county" for division in divisions_called(name))


@lru_cache(8192)
def _lies_in(name: str, wider: str) -> bool:
    """Return whether a short name that is no other word is that of a division of today in one called `wider`."""
    if is_common_word(name):
        return False
    around = {division.name for division in divisions_called(wider) if division.level != "county"}
    return any(
        division.until is None and not around.isdisjoint(division.parents)
        for division in divisions_called(name)
    )


def begins_name(text: str, start: int) -> bool:
    """Return whether the name of a listed place begins at `start` of folded text."""
    return any(_is_listed(text[start : start + n]) for n in range(2, 6))


@lru_cache(8192)
def _is_listed(name: str) -> bool:
    return len(name) > 1 and bool(
        divisions_called(name) or divisions_named(name) or divisions_nicknamed(name)
    )


def _stands(text: str, name: FoundName) -> bool:
    """Return whether what follows the short name of a listed place shows that it is one."""
    called = divisions_called(name.name) or divisions_nicknamed(name.name)
    counties = all(division.level == "county" for division in called)
    # 白银的价格 is that of silver.
    if counties or is_common_word(name.name):
        return DATED.match(text, name.end) is not None and not (counties and is_common_word(name.name))
    return _FOLLOWS.match(text, name.end) is not None


def is_trusted(text: str, mention: RegionMention) -> bool:
    """Return whether a name that the library does not hold is surely a place: a wrong guess means abstaining."""
    if divisions_named(mention.name):
        return len(mention.name) > 2 or text[mention.end : mention.end + 1] not in tuple("直级域里")
    stem = short_name(mention.name)
    # 河北省有哪些县
    if not set("哪几些").isdisjoint(stem):
        return False
    dated = mention.start == 0 and DATED.match(text, mention.end) is not None
    return mention.name[-1] != "旗" and len(stem) >= 2 and (dated or not is_word(stem))
