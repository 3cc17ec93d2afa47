"""Which of several divisions of one name a text means: by the division named right before it, else by others that it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from ingest.chinese.division_names import short_name
from ingest.chinese.divisions import Division
from ingest.chinese.listed_regions import parent_forms
from ingest.chinese.script import fold

# The city that a division lies in tells twice as much as the province; what is named half as often is not meant.
_PROVINCE, _CITY, _TOWN, _CLEAR = 1, 2, 2, 2
NO_TOWNS: Mapping[Division, int] = MappingProxyType({})


def told_before(folded: str, name: str, start: int, found: Sequence[Division]) -> tuple[Division, ...]:
    """Return those of `found` that lie in the division whose name ends at `start` of a folded text.

    Args:
        name: the folded name at `start`.
    """
    before = {
        each for form, held in parent_forms(name).items() if folded.endswith(form, 0, start) for each in held
    }
    return _of_today(each for each in found if each in before)


def told_by_text(
    folded: str,
    found: Sequence[Division],
    around: Counter[str],
    towns: Mapping[Division, int] = NO_TOWNS,
) -> tuple[Division, ...]:
    """Return the one of `found` about whose city and province a folded text tells most, or all that come into question.

    Args:
        around: how often the text names divisions that lie in each city and province, by its name.
        towns: how many of the towns that it names each division has.
    """
    weights = {each: _weight(folded, each, around) + _TOWN * towns.get(each, 0) for each in found}
    best = max(weights.values())
    if best == 0:
        return _of_today(found)
    return _of_today(each for each in found if weights[each] * _CLEAR > best)


def _weight(folded: str, division: Division, around: Counter[str]) -> int:
    """Return how much a text tells about the places in which a division lies."""
    own = short_name(division.name)
    told = 0
    for parent, weight in zip(division.parents, (_PROVINCE, _CITY), strict=False):
        short = short_name(parent)
        # 朝阳 in 朝阳县 tells nothing of 朝阳市.
        named = folded.count(fold(short)) if short != own else 0
        told += weight * (named + around[parent])
    return told


def _of_today(found: Iterable[Division]) -> tuple[Division, ...]:
    """Return the divisions of today, or if there are none, the one that ended last."""
    held = tuple(found)
    today = tuple(each for each in held if each.until is None)
    return today or tuple(sorted(held, key=lambda each: -(each.until or 0))[:1])
