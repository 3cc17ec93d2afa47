"""Which place a name means: old and new names of one place together, namesakes apart by the places around them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache

from ingest.chinese.division_names import short_forms, short_name
from ingest.chinese.divisions import (
    Division,
    current,
    divisions,
    divisions_called,
    divisions_named,
    divisions_nicknamed,
)
from ingest.chinese.script import fold

# 杭州市 and 沧州地区 are no 州.
_PART = re.compile(r".+?(?:省|自治区|特别行政区|市|地区|盟|州(?!市|地区))")


def parts_of(place: str | None) -> tuple[str, ...]:
    """Return the names in a description of wider places: "某某省某某市" → ("某某省", "某某市")."""
    return tuple(_PART.findall(place or ""))


@cache
def lasting(division: Division) -> Division:
    """Return the division of today that `division` is the earlier name of; itself where it was dissolved or merged."""
    if division.until is None:
        return division
    successors = current(division)
    if len(successors) != 1:
        return division
    today = successors[0]
    old, new = short_name(division.name), short_name(today.name)
    # A county of one character got a second one when it became a city or a district: 通县, 通州区.
    lengthened = len(division.name) == 2 and today.name[0] == division.name[0]
    # 嘉兴县 is not the city that grew around it.
    alike = (old == new or lengthened) and (division.level == "county") == (today.level == "county")
    return today if today.code == division.code or alike else division


@cache
def _names() -> dict[Division, frozenset[str]]:
    names: dict[Division, set[str]] = defaultdict(set)
    for division in divisions():
        names[lasting(division)].update(map(fold, (division.name, *short_forms(division.name))))
    return {division: frozenset(found) for division, found in names.items()}


def names_of(division: Division) -> frozenset[str]:
    """Return the full and short names of a division, former ones included, folded."""
    return _names()[division]


@cache
def around(division: Division) -> tuple[Division, ...]:
    """Return the divisions that `division` lies in, the province first."""
    found = []
    for i, parent in enumerate(division.parents):
        # A prefecture that has become a city lies where it lay.
        fitting = [d for d in divisions_named(parent) if d.parents[:1] == division.parents[: min(i, 1)]]
        found += [lasting(d) for d in fitting[:1]]
    return tuple(dict.fromkeys(found))


@cache
def _names_around() -> dict[Division, frozenset[str]]:
    names: dict[Division, set[str]] = defaultdict(set)
    for division in divisions():
        # Where it lay under a former name too: 四川省涪陵县.
        for wider in around(division):
            names[lasting(division)] |= names_of(wider)
        for parent in division.parents:
            names[lasting(division)].update(map(fold, (parent, *short_forms(parent))))
    return {division: frozenset(found) for division, found in names.items()}


def names_around(division: Division) -> frozenset[str]:
    """Return the full and short names of the divisions that a division lies in, or lay in, folded."""
    return _names_around().get(division, frozenset())


@lru_cache(4096)
def divisions_meant(name: str, wider: Sequence[str] = ()) -> tuple[Division, ...]:
    """Return the divisions that a full or short name may mean; those of today where there are any.

    Args:
        name: in any script; the short name of a province means the province, a by-name its city.
        wider: full or short names of places that it lies in, folded.
    """
    named = divisions_named(name) or divisions_called(name) or divisions_nicknamed(name)
    found = tuple(dict.fromkeys(lasting(d) for d in named))
    if wider:
        found = tuple(d for d in found if all(lies_in(d, part) for part in wider))
    found = tuple(d for d in found if d.until is None) or found
    return tuple(d for d in found if d.level == "province") or found


def lies_in(division: Division, wider: str) -> bool:
    """Return whether `division` lies in a place with the full or short name `wider`, folded."""
    return wider in names_around(division)


@lru_cache(16384)
def division_of(region: str, place: str | None) -> Division | None:
    """Return the division that a document's region is; None where it is not listed, or where namesakes stay in doubt."""
    wider = tuple(part for part in map(fold, parts_of(place)) if divisions_meant(part))
    meant = divisions_meant(region, wider)
    return meant[0] if len(meant) == 1 and divisions_named(region) else None
