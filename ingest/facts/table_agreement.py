"""Keep of the facts of a table those that agree with one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.facts.model import Fact


def consistent(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the facts of a table but those that say another than one before them of the same thing.

    What is not listed is told by its name alone: where several rows bear it with different figures, as 行政运行 does
    below each office, it names none of them.
    """
    said: dict[tuple[object, ...], list[float]] = {}
    for fact in facts:
        said.setdefault(_told_of(fact), []).append(fact.amount)
    for fact in facts:
        amounts = said[_told_of(fact)]
        if fact.amount == amounts[0] and (fact.indicator is not None or len(set(amounts)) == 1):
            yield fact


def _told_of(fact: Fact) -> tuple[object, ...]:
    return (fact.indicator or fact.name, fact.qualifiers, fact.region, fact.year, fact.period, fact.month, fact.measure,
            fact.status, fact.base, fact.base_unit)  # fmt: skip
