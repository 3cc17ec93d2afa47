"""Normalise the figures and dates of a reply and of its sources, and look up whether a source holds one.

1.2亿元 equals 12000万元, 二〇二一年 equals 2021年.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from ingest.chinese.dates import find_dates
from ingest.chinese.numbers import ARABIC, SPELT, parse_number
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Bound, Quantity
from ingest.chinese.script import fold
from ingest.chinese.units import unit_at
from ingest.chinese.years import ARABIC_YEAR, in_digits

YEAR, MONTH, DAY = "year", "month", "day"
# Kinds of values that say when something was, not how much.
CALENDAR = (YEAR, MONTH, DAY)
# 2019 of 2019—2021年; 2021 in a column of years.
_BARE_YEAR = re.compile(rf"(?<![\d.]){ARABIC_YEAR}(?![\d.])")
_BARE_DAY = re.compile(r"(?<![\d.])(?:3[01]|[12]\d|0?[1-9])(?=[日号])")
_ORDER = re.compile(rf"第({ARABIC}|{SPELT})")
# Digits that are part of no figure, date or name: a telephone number, the score of a match.
_LEFT_OVER = re.compile(r"(?<![a-z\d.])\d+(?:\.\d+)?(?![a-z\d.])")
# A figure marked as rounded may differ from the amount by this share.
_NEAR = Decimal("0.05")
# A number without a unit is rarely met by chance from here on.
_TELLING = 10

Amount = Decimal | tuple[int, int]


@dataclass(frozen=True, slots=True)
class Value:
    """A figure or a date of a text.

    Attributes:
        start, end: its offsets in the text, in characters.
        kind: what is measured, as in units.toml ("" without a unit), or one of CALENDAR.
        amount: in the kind's base unit; a day of a month is (month, day).
        number: as written, before scale and unit; None for dates.
        bound: how exact it is meant to be, as in Quantity.
    """

    start: int
    end: int
    kind: str
    amount: Amount
    number: Decimal | None = None
    bound: Bound = ""


@dataclass
class HeldValues:
    """The values of a source, in which others are looked up.

    Attributes:
        amounts: (kind, amount) of each value.
        bare: the numbers without a unit.
        numbers: all numbers and amounts, whatever their unit.
    """

    amounts: set[tuple[str, Amount]] = field(default_factory=set)
    bare: set[Decimal] = field(default_factory=set)
    numbers: set[Decimal] = field(default_factory=set)

    def add(self, text: str) -> HeldValues:
        """Add all values of `text` and return the object."""
        for value in values(text, loose=True):
            self.amounts.add((value.kind, value.amount))
            if isinstance(value.amount, tuple):
                month, day = value.amount
                self.amounts |= {(MONTH, Decimal(month)), (DAY, Decimal(day))}
            elif value.number is not None:
                self.numbers |= {value.number, value.amount}
                if value.kind == "":
                    self.bare |= {value.number, value.amount}
        return self

    def hold(self, value: Value) -> bool:
        """Return whether the source holds `value`: the same amount of its kind, or its number if one lacks a unit."""
        if (value.kind, value.amount) in self.amounts:
            return True
        if value.number is None or not isinstance(value.amount, Decimal):
            return False
        if value.bound and any(_rounds(value, other) for other in self.amounts):
            return True
        if value.kind == "":
            return value.amount in self.numbers
        # A table's cell has its unit in the heading; 8.8万老人 has none at all. A small number stands bare anywhere.
        telling = value.number >= _TELLING or value.number != int(value.number)
        return telling and (value.number in self.bare or value.amount in self.bare)


def _rounds(value: Value, other: tuple[str, Amount]) -> bool:
    """Return whether `value` is another amount of the same kind, rounded as its wording says."""
    kind, amount = other
    if kind != value.kind or not isinstance(amount, Decimal) or not isinstance(value.amount, Decimal):
        return False
    more = amount - value.amount
    return (
        abs(more) <= _NEAR * value.amount
        and _digits(value.amount) < _digits(amount)
        and not (value.bound == "under" and more > 0)
        and not (value.bound == "over" and more < 0)
    )


def _digits(amount: Decimal) -> int:
    """Return the number of digits of an amount without trailing zeros."""
    return len(amount.normalize().as_tuple().digits)


# A sentence is parsed when it is shown, when it is verified and when a source is sought for it.
@lru_cache(maxsize=4096)
def values(text: str, *, loose: bool = False) -> tuple[Value, ...]:
    """Return the figures and dates of `text`, left to right; a range gives both of its ends.

    Args:
        text: the text, in either script.
        loose: whether to include what is hardly meant as a value, as for a source: numbers in words without a unit, 一个.
    """
    plain = in_digits(fold(text))
    found = [
        value for q in find_quantities(text, loose=loose) if loose or not q.is_article for value in _of(q)
    ]
    found += _dates(plain)
    for m in _ORDER.finditer(plain):
        # 第三产业 orders nothing.
        number = parse_number(m[1]) if m[1].isdigit() or (loose and "." not in m[1]) else None
        if number is not None:
            unit = unit_at(plain, m.end())
            found.append(Value(m.start(1), m.end() + len(unit.name if unit else ""), "order", number))
    for pattern, kind in ((_BARE_YEAR, YEAR), (_BARE_DAY, DAY), (_LEFT_OVER, "")):
        for m in pattern.finditer(plain):
            if not any(m.start() < value.end and value.start < m.end() for value in found):
                number = Decimal(m[0])
                found.append(Value(m.start(), m.end(), kind, number, None if kind else number))
    return tuple(sorted(found, key=lambda value: value.start))


def _of(quantity: Quantity) -> Iterator[Value]:
    # 3元/吨 and 每吨3元 have the same unit.
    """Yield the values of a quantity: one, or the two ends of a range."""
    kind = quantity.unit.kind if quantity.unit else ""
    for number in dict.fromkeys((quantity.lower, quantity.upper)):
        yield Value(
            quantity.start,
            quantity.end,
            kind,
            number * quantity.factor,
            number / quantity.scale,
            quantity.bound,
        )


def _dates(plain: str) -> Iterator[Value]:
    """Yield the years, months and days named in folded text."""
    for mention in find_dates(plain):
        if mention.year is not None:
            yield Value(mention.start, mention.end, YEAR, Decimal(mention.year))
        if mention.month is not None and mention.day is not None:
            yield Value(mention.start, mention.end, DAY, (mention.month, mention.day))
        elif mention.month is not None:
            yield Value(mention.start, mention.end, MONTH, Decimal(mention.month))
