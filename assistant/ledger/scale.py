"""One unit for the figures of a row or a table: the one that they are mostly written in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ingest.facts.model import Fact

# Digits after the point that a converted figure keeps.
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Scale:
    """A unit with its scale.

    Attributes:
        unit: as written, 亿元; "" for a bare number.
        factor: how many base units one of it is, 10^8.
    """

    unit: str
    factor: Decimal = Decimal(1)

    def number(self, fact: Fact) -> Decimal:
        """Return the figure of a fact in this unit, with its sign: 11.68 of 116800万元."""
        value = Decimal(f"{fact.amount:.12g}") / self.factor
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and exponent < -_DECIMALS:
            value = round(value, _DECIMALS)
        return value.normalize() + 0


def common_scale(facts: Iterable[Fact]) -> Scale:
    """Return the scale that most of `facts`, all of one base unit, are written in; that of the larger unit in a tie."""
    written: Counter[Scale] = Counter()
    base = ""
    for fact in facts:
        base = fact.base_unit
        if fact.value and fact.amount:
            factor = Decimal(f"{abs(fact.amount / fact.value):.6g}").normalize()
            written[Scale(fact.unit, factor)] += 1
    if not written:
        return Scale(base)
    return max(written, key=lambda scale: (written[scale], scale.factor, scale.unit))


def digits(number: Decimal) -> str:
    """Return a number in digits, thousands separated, with a true minus: 1,234.5."""
    return f"{number:,f}".replace("-", "−")
