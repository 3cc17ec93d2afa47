"""Compute sums, differences and extremes of figures; nothing where they are not comparable."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ingest.chinese.quantity import Quantity, write_amount
from ingest.chinese.units import UNITS

# Of a whole each: three counties' shares make no share together, a growth rate added to another no growth rate.
_OF_A_WHOLE = ("share", "points", "ratio")
_ABOUT = {"": "", "about": "约", "over": "超过", "under": "不到"}
_SAYS_MORE = tuple("余多近上逾超约")


def comparable(quantities: Sequence[Quantity]) -> bool:
    """Return whether the quantities can be compared: one number each, all of one kind."""
    return all(q.value is not None and q.comparable(quantities[0]) for q in quantities)


def amount(quantity: Quantity) -> Decimal:
    """Return the amount in base units of a quantity that is comparable, and so no range.

    Raises:
        ValueError: it is a range.
    """
    if quantity.value is None:
        raise ValueError(f"{quantity.written} is a range")
    return quantity.value


def total(quantities: Sequence[Quantity]) -> str | None:
    """Return the sum as text, with 约 before it where a part is approximate; None where they cannot be added."""
    if not comparable(quantities) or quantities[0].kind.startswith(_OF_A_WHOLE) or quantities[0].per:
        return None
    return _about(quantities) + write_amount(sum(map(amount, quantities), start=Decimal(0)), quantities)


def difference(larger: Quantity, smaller: Quantity) -> str | None:
    """Return by how much the first is larger; between shares, in percentage points. None where they are unlike."""
    if not comparable((larger, smaller)):
        return None
    gap = amount(larger) - amount(smaller)
    if larger.kind == "share":
        return _about((larger, smaller)) + f"{gap.normalize():f}" + UNITS["个百分点"].name
    return _about((larger, smaller)) + write_amount(gap, (larger, smaller))


def as_given(quantity: Quantity) -> str:
    """Return a quantity as the text gives it, including how exact it is."""
    says_more = any(word in quantity.written for word in _SAYS_MORE)
    return ("" if says_more else _ABOUT[quantity.bound]) + quantity.written


def _about(quantities: Sequence[Quantity]) -> str:
    return "约" if any(quantity.approximate for quantity in quantities) else ""
