"""The towns, townships and streets of the country, by which a text that names no county shows what county it tells of."""

from __future__ import annotations

import lzma
from collections import defaultdict
from functools import cache
from importlib.resources import files

from ingest.chinese.divisions import Division, division
from ingest.chinese.script import fold


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    """Return the codes of the counties that have a town of a name, by the folded name."""
    packed = files("ingest.chinese").joinpath("data/towns.txt.xz").read_bytes()
    codes: dict[str, list[str]] = defaultdict(list)
    for line in fold(lzma.decompress(packed).decode()).splitlines():
        code, *towns = line.split()
        for town in towns:
            codes[town].append(code)
    return {town: tuple(found) for town, found in codes.items()}


def counties_with(town: str) -> tuple[Division, ...]:
    """Return the counties, districts or cities without them that have a town, township or street of a full name."""
    return tuple(found for code in _codes().get(fold(town), ()) if (found := division(code)))
