"""Whether two figures of one thing agree: equal beyond rounding, and within what 超过, 近 and 约 say."""

from __future__ import annotations

from decimal import Decimal

from ingest.facts.model import Fact

# An amount said to be about another differs from it by 5% at most.
_ABOUT = Decimal("0.05")


def agree(one: Fact, other: Fact) -> bool:
    """Return whether two figures in the same base unit can both be right.

    Each was rounded at its last digit as written: 11.7亿元 and 11.68亿元 agree, 11.6亿元 and 11.68亿元 do not. An amount
    over 10亿元 agrees with all that are larger, one under it with all that are smaller.
    """
    first, second = _amount(one), _amount(other)
    slack = max(_step(one), _step(other)) / 2
    if "about" in (one.bound, other.bound):
        slack = max(slack, _ABOUT * max(abs(first), abs(second)))
    if abs(first - second) <= slack:
        return True
    low, high = (one, other) if first < second else (other, one)
    return low.bound == "over" or high.bound == "under"


def _amount(fact: Fact) -> Decimal:
    """Return the amount, free of what binary fractions do to it."""
    return Decimal(f"{fact.amount:.12g}")


def _step(fact: Fact) -> Decimal:
    """Return what one more at the last digit as written is worth, in base units."""
    value = Decimal(repr(fact.value)).normalize()
    exponent = value.as_tuple().exponent
    decimals = min(exponent, 0) if isinstance(exponent, int) else 0
    scale = abs(_amount(fact) / value) if value else Decimal(1)
    return scale * Decimal(10) ** decimals
