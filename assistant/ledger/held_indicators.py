"""The indicators that a ledger has figures of, and those nearest to a name of which it has none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.chinese.script import fold
from ingest.facts.indicators import names
from ingest.facts.model import Fact, StoredFact

MOST_OFFERED = 5
# Of names of which neither is a part of the other: two of six characters share four, 工业总产值 and 农业总产值.
_LEAST_LIKE = 0.6


@dataclass(frozen=True, slots=True)
class HeldIndicator:
    """An indicator that a ledger has figures of.

    Attributes:
        name: the canonical one, or the name as written of one that is not listed.
        facts: how many figures.
        first, last: the years that they are of; None where none tells its year.
    """

    name: str
    facts: int
    first: int | None
    last: int | None


def held_indicators(facts: Iterable[StoredFact]) -> list[HeldIndicator]:
    """Return the indicators that facts are of, those with the most facts first."""
    by_name: dict[str, list[Fact]] = defaultdict(list)
    for stored in facts:
        by_name[stored.fact.indicator or stored.fact.name].append(stored.fact)
    held = [_held(name, found) for name, found in by_name.items()]
    return sorted(held, key=lambda each: (-each.facts, each.name))


def _held(name: str, facts: Sequence[Fact]) -> HeldIndicator:
    years = [fact.year for fact in facts if fact.year is not None]
    return HeldIndicator(name, len(facts), min(years, default=None), max(years, default=None))


def nearest_indicators(name: str, held: Sequence[HeldIndicator]) -> list[str]:
    """Return the indicators that `name` is likeliest to have meant, at most five.

    Those with a name of which it is a part, or that is a part of it, come before those written like it.

    Args:
        name: of which there is no figure, in any script.
        held: those with the most facts first, which of two alike comes first.
    """
    text = fold(name).strip()
    if not text:
        return []
    called: dict[str, set[str]] = defaultdict(set)
    for other, meant in names().items():
        called[meant.indicator.name].add(other)
    likeness = {
        each.name: max(_likeness(text, n) for n in {fold(each.name), *called[each.name]}) for each in held
    }
    near = [each for each, like in likeness.items() if like >= _LEAST_LIKE]
    return sorted(near, key=lambda each: -likeness[each])[:MOST_OFFERED]


def _likeness(text: str, other: str) -> float:
    """Return how alike two names are: from 0 to 1, which is for a name within the other."""
    shorter, longer = sorted((text.lower(), other.lower()), key=len)
    # One character is in many names that have nothing to do with one another.
    if len(shorter) > 1 and shorter in longer:
        return 1.0
    return SequenceMatcher(None, shorter, longer, autojunk=False).ratio()
