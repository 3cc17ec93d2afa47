"""A quantity of a text, and amounts written back in a readable form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ingest.chinese.numbers import in_scale
from ingest.chinese.units import Unit

# More digits come of a division that does not come out even; so many decimals of it are kept.
_EXACT, _DECIMALS = 20, 4
Bound = Literal["", "about", "under", "over"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity of a text.

    Attributes:
        start, end: its offsets.
        written: as it stands there, folded, without separators of thousands.
        lower, upper: the number, in units of `unit`; two of a range (5至8亿元, 三五年, 几十家), else the same.
        scale: the largest factor of the number as written: 10^8 of 1亿2000万.
        unit: what it is counted in; None where nothing says.
        per: the unit after a slash: 吨 of 元/吨.
        bound: "about" (约, 左右), "under" (近, 不到, 以内) or "over" (超过, 余, 以上); "" where it is given as it is.
        spelt: its number is in words.
    """

    start: int
    end: int
    written: str
    lower: Decimal
    upper: Decimal
    scale: Decimal
    unit: Unit | None
    per: str = ""
    bound: Bound = ""
    spelt: bool = False

    @property
    def value(self) -> Decimal | None:
        """Return the amount in the base unit of its kind; None for a range."""
        return self.lower * self.factor if self.lower == self.upper else None

    @property
    def factor(self) -> Decimal:
        """Return its unit in base units of the kind."""
        return self.unit.factor if self.unit else Decimal(1)

    @property
    def kind(self) -> str:
        """Return what is measured, as in units.toml; for a rate with its divisor (money/吨); "" without a unit."""
        kind = self.unit.kind if self.unit else ""
        return f"{kind}/{self.per}" if self.per else kind

    @property
    def unit_name(self) -> str:
        """Return its unit as written, without scale; "" where there is none."""
        name = self.unit.name if self.unit else ""
        return f"{name}/{self.per}" if self.per else name

    @property
    def number(self) -> Decimal:
        """Return the number at its largest scale: 2.5 of 2.5亿元, 1.2 of 1亿2000万元."""
        return self.lower / self.scale

    @property
    def approximate(self) -> bool:
        """Return whether the actual amount may differ from the one written."""
        return self.bound != "" or self.lower != self.upper

    @property
    def is_bare(self) -> bool:
        """Return whether it is digits and nothing else, as in a table's cell."""
        return self.unit is None and self.scale == 1 and not self.spelt

    @property
    def is_article(self) -> bool:
        """Return whether it is 一个 or the like, which is seldom a count."""
        counted = self.unit is not None and self.unit.kind in ("count", "people")
        return self.spelt and counted and self.lower == self.upper == 1

    def comparable(self, other: Quantity) -> bool:
        """Return whether both are of the same kind, so that they may be added up or set against each other."""
        if self.per != other.per or (self.unit is None) != (other.unit is None):
            return False
        return self.unit is None or other.unit is None or self.unit.counts_like(other.unit)


def write_amount(value: Decimal, like: Iterable[Quantity]) -> str:
    """Return `value`, in base units, in the unit and about the scale of the quantities it was reckoned from: 2.15亿元.

    Args:
        like: comparable quantities, at least one; the unit is that of the largest, the scale the largest of them.
    """
    quantities = list(like)
    largest = max(quantities, key=lambda quantity: quantity.lower * quantity.factor)
    scale = max(quantity.scale for quantity in quantities)
    amount = value / largest.factor
    if len(amount.as_tuple().digits) > _EXACT:
        amount = round(amount, _DECIMALS)
    return in_scale(amount, scale) + largest.unit_name
