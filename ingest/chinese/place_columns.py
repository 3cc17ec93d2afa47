"""Tell whether the names in a row or column of a table are those of places, and which each means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.chinese.divisions import Division, Level, divisions_called, divisions_named

# So many names, and so great a share of all, are those of divisions where a column is one of places.
_LEAST, _SHARE = 3, 0.6
_LEVELS: tuple[Level, ...] = ("province", "city", "county")


def places_meant(names: Sequence[str]) -> list[Division | None]:
    """Return the divisions of today that names side by side mean, full or short; all None where they are no places.

    Beside each other they mean divisions of one level where they can: 南京、徐州、安阳 are cities. A name that several
    divisions of a level bear is the one in the city or province that most of the others lie in, or none.
    """
    candidates = [_bearing(name) for name in names]
    filled = [found for name, found in zip(names, candidates, strict=True) if name.strip()]
    if sum(map(bool, filled)) < max(_LEAST, _SHARE * len(filled)):
        return [None] * len(names)
    counted = Counter(level for found in candidates for level in {each.level for each in found})
    level = max(_LEVELS, key=lambda level: (counted[level], -_LEVELS.index(level)))
    fitting = [[each for each in found if each.level == level] or found for found in candidates]
    parents = Counter(found[0].parents for found in fitting if len(found) == 1)
    around = parents.most_common(1)[0][0] if parents else ()
    return [_one(found, around) for found in fitting]


def _one(found: list[Division], around: tuple[str, ...]) -> Division | None:
    """Return the only one of a name, or the one that lies where the others do, in the same city or at least province."""
    if len(found) == 1:
        return found[0]
    for depth in range(len(around), 0, -1):
        near = [each for each in found if each.parents[:depth] == around[:depth]]
        if near:
            return near[0] if len(near) == 1 else None
    return None


def _bearing(name: str) -> list[Division]:
    text = name.strip()
    found = divisions_named(text) or (divisions_called(text) if len(text) > 1 else ())
    return [each for each in found if each.until is None]
