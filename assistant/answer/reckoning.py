"""Compute sums, differences and extremes of figures; nothing where they are not comparable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.chinese.numbers import SCALES
from ingest.chinese.quantity import Quantity, write_amount
from ingest.chinese.units import UNITS

# Of a whole each: three counties' shares make no share together, a growth rate added to another no growth rate.
OF_A_WHOLE = ("share", "points", "ratio")
# Amounts said to be about so much may lie this far from it.
_NEAR = Decimal("0.05")
# Of an average, at the scale of what it is of, and of a multiple.
_DECIMALS = Decimal("0.01")
_ABOUT = {"": "", "about": "约", "over": "超过", "under": "不到"}
_LITTLE_MORE = ("余", "多")
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
    """Return the sum as text, with 约 before it where a part is approximate, 超过 where one is a lower bound and none is an upper
    one; None where they cannot be added."""
    if not comparable(quantities) or quantities[0].kind.startswith(OF_A_WHOLE) or quantities[0].per:
        return None
    bounds = {quantity.bound for quantity in quantities if not is_near(quantity)}
    lead = _ABOUT["over"] if bounds == {"over"} else _about(quantities)
    return lead + write_amount(sum(map(amount, quantities), start=Decimal(0)), quantities)


def difference(larger: Quantity, smaller: Quantity) -> str | None:
    """Return by how much the first is larger; between shares, in percentage points. None where they are unlike."""
    if not comparable((larger, smaller)):
        return None
    gap = amount(larger) - amount(smaller)
    if larger.kind == "share":
        return _about((larger, smaller)) + f"{gap.normalize():f}" + UNITS["个百分点"].name
    return _about((larger, smaller)) + write_amount(gap, (larger, smaller))


def in_scale_asked(value: Decimal, like: Sequence[Quantity], scale: str) -> str | None:
    """Return an amount in base units at the scale that a question names (万 of 多少万元), in the unit of the quantities that it
    was reckoned from; None where none of these is written at that scale.

    Args:
        like: the quantities, comparable.
    """
    factor = SCALES.get(scale)
    if factor is None or not any(quantity.scale == factor for quantity in like):
        return None
    number = value / like[0].factor / factor
    return _about(like) + f"{number.normalize():f}{scale}{like[0].unit_name}"


def mean(quantities: Sequence[Quantity]) -> str | None:
    """Return the average as text, with 约 before it where a part is approximate or it does not come out even; None where
    they are unlike, or rates, which have no plain average."""
    if not comparable(quantities) or quantities[0].kind.startswith(OF_A_WHOLE):
        return None
    average = sum(map(amount, quantities), start=Decimal(0)) / len(quantities)
    largest = max(quantities, key=amount)
    step = largest.scale * largest.factor * _DECIMALS
    rounded = (average / step).quantize(Decimal(1)) * step
    about = "约" if rounded != average else _about(quantities)
    return about + write_amount(rounded, quantities)


def percentage(part: Quantity, whole: Quantity) -> str | None:
    """Return `part` as a percentage of `whole`, with one decimal; None where they are unlike or there is no whole."""
    if not comparable((part, whole)) or amount(whole) <= 0:
        return None
    share = (100 * amount(part) / amount(whole)).quantize(Decimal("0.1"))
    return _about((part, whole)) + f"{share.normalize():f}%"


def times(one: Quantity, other: Quantity) -> str | None:
    """Return how many times the second quantity the first one is, with at most two decimals; None where they are unlike,
    or rates, or only bounds are told."""
    unlike = not comparable((one, other)) or one.kind.startswith(OF_A_WHOLE)
    if unlike or amount(other) <= 0 or {one.bound, other.bound} & {"over", "under"}:
        return None
    multiple = amount(one) / amount(other)
    rounded = multiple.quantize(_DECIMALS)
    about = "约" if rounded != multiple else _about((one, other))
    return f"{about}{rounded.normalize():f}倍"


def exceeds(one: Quantity, other: Quantity) -> bool | None:
    """Return whether the first is the larger one, as far as their bounds tell; None where they leave it open.

    What is over 10亿元 exceeds 9亿元, but may or may not exceed 11亿元.
    """
    if amount(one) == amount(other):
        return None if one.bound or other.bound else False
    high, low = (one, other) if amount(one) > amount(other) else (other, one)
    if low.bound == "over" or high.bound == "under":
        return None
    near = "about" in (one.bound, other.bound)
    if near and abs(amount(high) - amount(low)) <= _NEAR * abs(amount(high)):
        return None
    return high is one


def reaches(done: Quantity, goal: Quantity) -> bool | None:
    """Return whether a result reaches what was aimed at: 10%以上 is reached by 10%, and what is to be kept under something by what is
    no more. None where they are unlike, or bounds leave it open."""
    if not comparable((done, goal)):
        return None
    if done.value == goal.value:
        return None if done.bound else True
    more = exceeds(done, replace(goal, bound=""))
    return more if more is None or goal.bound != "under" else not more


def is_near(quantity: Quantity) -> bool:
    """Return whether the amount is about what is written: 450余万元 is, but what is over or under 450万元 may be far from it."""
    return quantity.bound not in ("over", "under") or any(word in quantity.written for word in _LITTLE_MORE)


def as_given(quantity: Quantity) -> str:
    """Return a quantity as the text gives it, including how exact it is."""
    says_more = any(word in quantity.written for word in _SAYS_MORE)
    return ("" if says_more else _ABOUT[quantity.bound]) + quantity.written


def _about(quantities: Sequence[Quantity]) -> str:
    return "约" if any(quantity.approximate for quantity in quantities) else ""
