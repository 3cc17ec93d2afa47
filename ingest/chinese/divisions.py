"""The provinces, cities and counties of the country: what each is called, where it lies, what became of it.

The table is data/divisions.tsv, made by `training.divisions` from public tables (data/divisions.md tells which): today's
divisions, and those whose name has ended since 1980.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from ingest.chinese.division_names import nicknames, short_forms
from ingest.chinese.script import fold

Level = Literal["province", "city", "county"]
_LEVELS: dict[str, Level] = {"province": "province", "city": "city", "county": "county"}


@dataclass(frozen=True, slots=True)
class Division:
    """A division of the country.

    Attributes:
        code: GB/T 2260, the last that it had; ISO 3166-2 for Taiwan's cities and counties. Codes of former divisions may
            have gone over to others.
        name: its full name in Simplified, as it is written: 乾县.
        level: "city" is of prefecture level; a county-level city is a "county".
        parents: names of the divisions that it lies in, the province first; for a former one, when its name ended.
        until: the year in which this name ended; None for a division of today.
        successors: codes of today's divisions that stand in the place of a former one.
    """

    code: str
    name: str
    level: Level
    parents: tuple[str, ...] = ()
    until: int | None = None
    successors: tuple[str, ...] = ()


@cache
def divisions() -> tuple[Division, ...]:
    """Return all divisions, those of today first, by their codes."""
    return tuple(_read())


def _read() -> Iterator[Division]:
    table = files("ingest.chinese").joinpath("data/divisions.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        code, name, level, province, city, until, successors = line.split("\t")
        yield Division(
            code,
            name,
            _LEVELS[level],
            tuple(filter(None, (province, city))),
            int(until) if until else None,
            tuple(successors.split()),
        )


@cache
def _by_code() -> dict[str, Division]:
    return {division.code: division for division in divisions() if division.until is None}


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    by_name: dict[str, list[Division]] = defaultdict(list)
    for division in divisions():
        by_name[fold(division.name)].append(division)
    return {name: tuple(found) for name, found in by_name.items()}


@cache
def _by_short_form() -> dict[str, tuple[Division, ...]]:
    by_form: dict[str, list[Division]] = defaultdict(list)
    for division in divisions():
        for form in short_forms(division.name):
            by_form[fold(form)].append(division)
    return {form: tuple(found) for form, found in by_form.items()}


@cache
def names() -> frozenset[str]:
    """Return the full names of all divisions, former ones included, folded."""
    return frozenset(_by_name())


def division(code: str) -> Division | None:
    """Return the division of today that bears a code."""
    return _by_code().get(code)


def divisions_named(name: str) -> tuple[Division, ...]:
    """Return the divisions that bear a full name, those of today first.

    Args:
        name: in any script; 干县 is no way to write 乾县.
    """
    return tuple(each for each in _by_name().get(fold(name), ()) if is_written(each.name, name))


def divisions_folded_as(name: str) -> tuple[Division, ...]:
    """Return the divisions whose full name folds as `name`, which is folded."""
    return _by_name().get(name, ())


def is_written(name: str, text: str) -> bool:
    """Return whether `text`, which folds as the name of a division does, writes that name: 干县 does not write 乾县."""
    return all(fold(char) == char or written == char for char, written in zip(name, text, strict=True))


def divisions_called(short: str) -> tuple[Division, ...]:
    """Return the divisions that are called by a short form: 河北, 恩施 and 恩施州, but not 恩施土家族苗族自治州.

    Those of today come first; a name of one character and a suffix, 易县, has no short form.
    """
    return _by_short_form().get(fold(short), ())


def divisions_nicknamed(name: str) -> tuple[Division, ...]:
    """Return the cities that are called by a by-name, 冰城; what a text means by it is for the caller to tell."""
    return divisions_named(nicknames().get(fold(name), ""))


def current(division: Division) -> tuple[Division, ...]:
    """Return what stands today in the place of a division: itself, or its successors, if any are known."""
    if division.until is None:
        return (division,)
    return tuple(_by_code()[code] for code in division.successors)


def level_of_name(name: str) -> Level | None:
    """Return the level that the end of a name which is not listed tells of; None for a short name. 市 may be a county's."""
    if name.endswith(("省", "自治区", "特别行政区")):
        return "province"
    if name.endswith(("自治县", "自治旗", "县", "区", "旗")) and not name.endswith("地区"):
        return "county"
    return "city" if name.endswith(("市", "州", "盟", "地区")) else None


def place_of(division: Division) -> str | None:
    """Return where a division lies, "河北省保定市"; None for a province."""
    return "".join(division.parents) or None
