"""The units and measure words that reports count in, from data/units.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any

_DATA: dict[str, list[dict[str, Any]]] = tomllib.loads(
    files("ingest.chinese").joinpath("data/units.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or measure word.

    Attributes:
        name: as written, folded.
        kind: what is measured; "count" for things, whichever their measure word is.
        factor: how many of the kind's base unit one of these is.
        alike: measure words that count the same things, itself among them.
        spelt: whether it is one after a number in words.
        not_before: what must not follow.
        example: a text in which it is read.
    """

    name: str
    kind: str
    factor: Decimal
    alike: tuple[str, ...]
    spelt: bool
    not_before: tuple[str, ...]
    example: str

    @property
    def dimension(self) -> str:
        """Return its kind without the currency: 美元 are money."""
        return self.kind.partition("-")[0]

    def counts_like(self, other: Unit) -> bool:
        """Return whether amounts in this and in the `other` unit can be compared and added up."""
        if self.kind != "count" or self.name == other.name:
            return self.kind == other.kind
        return other.name in self.alike or self.name in other.alike


def _unit(row: dict[str, Any]) -> Unit:
    return Unit(
        name=row["name"],
        kind=row["kind"],
        factor=Decimal(row["factor"]),
        alike=tuple(row.get("alike", [row["name"]])),
        spelt=row.get("spelt", True),
        not_before=tuple(row.get("not_before", [])),
        example=row["example"],
    )


UNITS: dict[str, Unit] = {row["name"]: _unit(row) for row in _DATA["unit"]}
# What is measured → units of an amount of it, for questions that say neither unit nor measure word.
_MEASURED = [(re.compile(row["words"]), tuple(row["units"])) for row in _DATA["measured"]]
MEASURED_EXAMPLES = [(row["example"], tuple(row["units"])) for row in _DATA["measured"]]
# Of a whole, not of things that add up.
SHARES = ("%", "‰", "百分点")
_LONGEST = max(map(len, UNITS))
# Scales that begin a unit: the 千 of 220千伏 and of 5千米.
_STARTS = {c: [name for name in UNITS if name[0] == c and len(name) > 1] for c in "十百千万亿"}


def unit_at(text: str, at: int, *, spelt: bool = False) -> Unit | None:
    """Return the longest unit that begins at `at` in folded `text`, if any.

    Args:
        spelt: the number before it is written in words.
    """
    for length in range(min(_LONGEST, len(text) - at), 0, -1):
        unit = UNITS.get(text[at : at + length])
        if (
            unit is not None
            and (unit.spelt or not spelt)
            and not text.startswith(unit.not_before, at + length)
            and not (unit.name.isascii() and unit.name.isalpha() and _is_letter(text, at + length))
        ):
            return unit
    return None


def _is_letter(text: str, at: int) -> bool:
    return at < len(text) and text[at].isascii() and text[at].isalpha()


def _pattern(unit: Unit) -> str:
    not_before = "|".join(map(re.escape, unit.not_before))
    return re.escape(unit.name) + (f"(?!{not_before})" if not_before else "")


# A unit, with the scale before it if there is one, for use in patterns over folded text.
UNIT = "(?:[百千]?万亿|[百千]?[万亿]|千)?(?:{})".format(
    "|".join(_pattern(unit) for unit in sorted(UNITS.values(), key=lambda unit: -len(unit.name)))
)
# 千 and 百 stand here for a scale, not for the beginning of a unit.
NO_UNIT = {c: "(?!{})".format("|".join(n[1:] for n in names)) for c, names in _STARTS.items() if names}


def without_scale(unit: str) -> str:
    """Return `unit` without the 万 or 千 that only scales its number: 万元 → 元, but 千瓦 → 千瓦."""
    while unit and unit not in UNITS and unit[0] in "十百千万亿":
        unit = unit[1:]
    return unit


def alike(unit: str) -> tuple[str, ...]:
    """Return the units in which an amount asked for in `unit` may be given."""
    known = UNITS.get(unit)
    return known.alike if known else (unit,)


# 吨数, at the end of what is asked for: a measure word by itself. 床位数 counts beds.
_NUMBER_OF = re.compile(rf"(?:^|[\s的])({UNIT})数量?$")


def measured_units(focus: str) -> tuple[str, ...]:
    """Return the units in which an indicator named in folded `focus` is given; empty where it does not say.

    The last word that names something measured decides: 财政收入增长率 is a share, not money.
    """
    best: tuple[int, tuple[str, ...]] = (-1, ())
    # 提升到 asks for what was reached, 提升 for how much more it is.
    named = focus if focus.rstrip().endswith("到") else focus.rstrip(" 是有的为达到完成实现")
    if counted := _NUMBER_OF.search(named):
        return alike(without_scale(counted[1]))
    for pattern, units in _MEASURED:
        for m in pattern.finditer(named):
            if m.end() > best[0]:
                best = (m.end(), units)
    return best[1]
