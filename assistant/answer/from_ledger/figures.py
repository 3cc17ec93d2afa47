"""Figures of facts and of sentences: as quantities to reckon with, and as they are written in an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from assistant.answer import reckoning
from assistant.evidence.model import Evidence
from ingest.chinese.numbers import SCALES
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.chinese.units import UNITS, Unit, without_scale
from ingest.facts.model import Fact

_CLAUSE = re.compile(r"[,，;；。:：\n|]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence.

    Attributes:
        evidence: the sentence.
        quantity: the figure, with offsets into `evidence.text`.
    """

    evidence: Evidence
    quantity: Quantity

    @property
    def offset(self) -> int:
        """Return where it begins in its document; -1 where it stands in what introduces the sentence."""
        at = self.quantity.start - len(self.evidence.introduction)
        return -1 if at < 0 else self.evidence.in_document.start + at

    @property
    def before(self) -> str:
        """Return the folded words of its clause before it."""
        return _CLAUSE.split(fold(self.evidence.text[: self.quantity.start]))[-1]


def quantity_of(fact: Fact) -> Quantity:
    """Return the figure of a fact, with its sign, as a quantity."""
    name = without_scale(fact.unit)
    scale = prod((SCALES.get(c, Decimal(1)) for c in fact.unit.removesuffix(name)), start=Decimal(1))
    # Of 2.3个亿 the amount alone tells how much it is.
    known = name in UNITS or not name
    number = abs(Decimal(repr(fact.value))) * scale if known else Decimal(f"{abs(fact.amount):.12g}")
    return Quantity(
        start=0,
        end=0,
        written=written(fact),
        lower=-number if fact.amount < 0 else number,
        upper=-number if fact.amount < 0 else number,
        scale=scale,
        unit=_unit(name if known else fact.base_unit),
        bound=fact.bound,
    )


def written(fact: Fact) -> str:
    """Return the number as the text gives it, with its sign and unit, without what says how exact it is: -6.7%."""
    number = Decimal(repr(fact.value)).normalize()
    sign = "-" if fact.amount < 0 <= number else ""
    return f"{sign}{number:f}{fact.unit}"


def shown(fact: Fact) -> str:
    """Return the figure as an answer gives it: 超过10亿元, 8.94亿元（预计）."""
    return reckoning.as_given(quantity_of(fact))


def _unit(name: str) -> Unit | None:
    """Return the unit of a name; one that is not listed counts only what has the same name."""
    if not name:
        return None
    return UNITS.get(name) or Unit(name, "count", Decimal(1), (name,), True, (), "")
