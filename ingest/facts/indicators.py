"""The indicators that facts are kept of, and where folded text names them; from data/indicators.tsv."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from ingest.chinese.script import fold
from ingest.chinese.units import UNITS, Unit, without_scale
from ingest.chinese.word_table import WordTable

# An amount; a part of a whole, in percent; a number of things.
Kind = Literal["level", "share", "count"]
_WORDS = WordTable("ingest.facts", "indicators")
# Words right before a name that make another indicator of it, or another account: 市本级, 民营, 入统.
_QUALIFIER = _WORDS.words("qualifier", frame="(?:{words})$")
# Words right before and right behind a name with which it names something else: 人均, 单位 before, 能耗, 缺口 behind.
_OTHER_BEFORE = _WORDS.words("other_before", frame="(?:{words})$")
_OTHER_BEHIND = _WORDS.words("other_behind")
_QUOTES = "“”\"'‘’「」『』"
_STRAIGHT = str.maketrans("“”‘’「」『』", '"' * 2 + "'" * 2 + '"' * 4)
_OPENING_QUOTES = tuple("“\"'‘「『")
_OPENING = 2
_LONGEST_QUALIFIER, _LONGEST_BEFORE = 8, 6


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator.

    Attributes:
        name: the canonical one.
        tier: 1 for those that most reports give, else 2; 0 for one that is not listed.
        group: what it belongs to: 综合, 工业, 财政 …
        kind: see `Kind`.
        units: what its level is given in, with usual scales; "" for a bare number, A:B:C for a structure.
        measured: kinds of these units, as in units.toml; "" for a bare number.
    """

    name: str
    tier: int
    group: str
    kind: Kind
    units: tuple[str, ...]
    measured: frozenset[str]

    @property
    def is_listed(self) -> bool:
        """Return whether it is one of data/indicators.tsv."""
        return self.tier > 0

    def fits(self, unit: Unit | None) -> bool:
        """Return whether an amount in `unit` can be its level: money for incomes, things for counts."""
        kind = unit.kind if unit else ""
        if kind in self.measured:
            return kind != "count" or any(
                unit is not None and unit.counts_like(each) for each in self._counted
            )
        return kind.partition("-")[0] in self.measured and kind != ""

    @property
    def _counted(self) -> list[Unit]:
        return [UNITS[name] for unit in self.units if (name := without_scale(unit)) in UNITS]


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an indicator.

    Attributes:
        indicator: that it names.
        qualifiers: what the name itself says besides: 城镇 of 城镇固定资产投资.
        is_ambiguous: it names the indicator only with the right unit or verb beside it: 出口, 第三产业.
        joint: the indicators that it names together where two figures follow: 城乡居民人均可支配收入.
    """

    indicator: Indicator
    qualifiers: tuple[str, ...] = ()
    is_ambiguous: bool = False
    joint: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorMention:
    """Where folded text names an indicator.

    Attributes:
        start, end: offsets of the name with the qualifiers right before it.
        name_start: offset of the listed name.
        name: which name it is.
        qualifiers: of the name, and those before it, in the order of the text.
    """

    start: int
    end: int
    name_start: int
    name: Name
    qualifiers: tuple[str, ...]

    @property
    def indicator(self) -> Indicator:
        """Return the indicator that is named."""
        return self.name.indicator


@cache
def indicators() -> dict[str, Indicator]:
    """Return the indicators by canonical name."""
    return {row["indicator"]: _indicator(row) for row in _rows()}


@cache
def groups() -> tuple[str, ...]:
    """Return the groups that indicators belong to, in the order of the list."""
    return tuple(dict.fromkeys(each.group for each in indicators().values()))


@cache
def names() -> dict[str, Name]:
    """Return all names, folded and without quotation marks, canonical ones among them."""
    found: dict[str, Name] = {}
    listed = indicators()
    for row in _rows():
        indicator = listed[row["indicator"]]
        ambiguous = {plain(name) for name in _list(row["ambiguous_names"])}
        qualified = _pairs(row["qualified_names"])
        joint = _pairs(row["joint_names"])
        for name in map(plain, (indicator.name, *_list(row["other_names"]))):
            words = qualified.get(name, "")
            together = joint.get(name, joint.get("*", ""))
            found[name] = Name(
                indicator,
                tuple(words.split(",")) if words else (),
                name in ambiguous,
                tuple(listed[part] for part in together.split("+")) if together else (),
            )
    return found


def plain(name: str) -> str:
    """Return a name as it stands in `names`: folded and without quotation marks."""
    return "".join(c for c in fold(name) if c not in _QUOTES)


def find_indicators(folded: str) -> list[IndicatorMention]:
    """Return where folded text names indicators, the longest name at each place, in order, without overlap."""
    found: list[IndicatorMention] = []
    opening, floor, over = _by_opening(), 0, 0
    for m in _first_characters().finditer(folded):
        start = m.start()
        if start < over or (written := opening.get(folded[start : start + _OPENING])) is None:
            continue
        for length in written.lengths:
            if folded[start : start + length] in written.names:
                # At the end of the text a longer slice holds the same name.
                over = min(start + length, len(folded))
                if not _is_other(folded, start, over, floor):
                    found.append(_mention(folded, start, over, floor))
                    floor = over
                break
    return found


def _mention(folded: str, start: int, end: int, floor: int) -> IndicatorMention:
    name = names()[plain(folded[start:end])]
    if folded[start - 1 : start] in _OPENING_QUOTES and not set(folded[start:end]).isdisjoint(_QUOTES):
        start -= 1
    begin, words = _qualified(folded, start, floor)
    return IndicatorMention(begin, end, start, name, (*words, *name.qualifiers))


def _is_other(folded: str, start: int, end: int, floor: int) -> bool:
    """Return whether words around folded[start:end] make it the name of something else."""
    return (
        _OTHER_BEHIND.match(folded, end) is not None
        or _OTHER_BEFORE.search(folded[max(floor, start - _LONGEST_BEFORE) : start]) is not None
    )


def _qualified(folded: str, start: int, floor: int) -> tuple[int, list[str]]:
    """Return where the qualifiers right before folded[start] begin, and which they are."""
    words: list[str] = []
    while m := _QUALIFIER.search(folded[max(floor, start - _LONGEST_QUALIFIER) : start]):
        words.insert(0, m[0].strip(_QUOTES))
        start -= len(m[0])
    return start, words


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files("ingest.facts").joinpath("data/indicators.tsv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def _indicator(row: dict[str, str]) -> Indicator:
    units = tuple(row["units"].split("|"))
    kind: Kind = "share" if row["kind"] == "share" else "count" if row["kind"] == "count" else "level"
    return Indicator(row["indicator"], int(row["tier"]), row["group"], kind, units, frozenset(_kinds(units)))


def _kinds(units: Iterable[str]) -> Iterator[str]:
    for unit in units:
        name = without_scale(unit.partition("/")[0])
        if name in UNITS:
            yield UNITS[name].kind
        elif not unit:
            yield ""


def _list(column: str) -> list[str]:
    return column.split("|") if column else []


def _pairs(column: str) -> dict[str, str]:
    """Return what stands behind = for each name of a column, for "*" as such."""
    pairs = (pair.split("=") for pair in _list(column))
    return {name if name == "*" else plain(name): value for name, value in pairs}


@dataclass(frozen=True, slots=True)
class _Written:
    """Names as they may be written in folded text that begin alike; their lengths, longest first."""

    names: frozenset[str]
    lengths: tuple[int, ...]


@cache
def _by_opening() -> dict[str, _Written]:
    """Return all names as they may be written in folded text, by their first two characters."""
    found: dict[str, set[str]] = {}
    for row in _rows():
        for name in (row["indicator"], *_list(row["other_names"])):
            for written in _writings(fold(name)):
                found.setdefault(written[:_OPENING], set()).add(written)
    return {
        opening: _Written(frozenset(names), tuple(sorted({len(name) for name in names}, reverse=True)))
        for opening, names in found.items()
    }


@cache
def _first_characters() -> re.Pattern[str]:
    return re.compile("[" + re.escape("".join(sorted({opening[0] for opening in _by_opening()}))) + "]")


def _writings(name: str) -> set[str]:
    """Return a name with its quotation marks, with straight ones, and without."""
    inner = name.lstrip(_QUOTES)
    return {inner, inner.translate(_STRAIGHT), "".join(c for c in inner if c not in _QUOTES)}
