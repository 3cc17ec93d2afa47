"""How characters are read, so that a name written in Latin letters is known: Laishui is 涞水.

The table is data/readings.tsv, made by `training.readings` (its docstring tells from what).
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import islice, product

# Of a name of many characters with several readings each, all ways to read it are more than anyone writes.
MOST_WAYS = 64
_NO_LETTER = re.compile(r"[^a-z]+")


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """Return character → its readings without tones, the commonest first."""
    table = files("ingest.chinese").joinpath("data/readings.tsv").read_text(encoding="utf-8")
    return {
        char: tuple(told.split()) for char, _, told in (line.partition("\t") for line in table.splitlines())
    }


@cache
def romanised(name: str) -> frozenset[str]:
    """Return the ways in which a name in Simplified is written in Latin letters, as `plain_letters` returns them; none where a
    character is not in the table."""
    ways = [readings().get(char, ()) for char in name]
    return frozenset(plain_letters("".join(way)) for way in islice(product(*ways), MOST_WAYS))


def plain_letters(text: str) -> str:
    """Return Latin letters as readings are compared: in lower case, nothing between them, ü and its makeshifts as u."""
    lower = text.lower().replace("ü", "u")
    return re.sub(r"(?<=[ln])yu|v", "u", _NO_LETTER.sub("", lower))


def spelt(name: str) -> str:
    """Return a name in Simplified in Latin letters, by the commonest readings, its first letter a capital; the name itself
    where a character is not in the table."""
    ways = [readings().get(char) for char in name]
    if not name or not all(ways):
        return name
    text = ""
    for way in ways:
        reading = way[0] if way else ""
        # Xi'an is not xian.
        text += ("'" if text and reading[0] in "aoe" else "") + reading
    return text.capitalize()
