"""Write out the second of two indicators that a question sets against each other and shortens: 财政支出比收入多多少."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.facts.indicators import find_indicators

# The two sides, up to the word that says what is asked of them.
_AGAINST = re.compile(
    r"(?P<one>[^,;。]+?)(?P<joint>比|和|与|跟|同)(?P<other>[^,;。多少高低差相几]+?)"
    r"(?P<end>的?(?:[多少高低]|相?差|差距|差额))"
)
_MULTIPLE = re.compile(
    r"(?P<one>[^,;。]+?)(?P<joint>是|相当于)(?P<other>[^,;。几多]+?)(?P<end>的?(?:几|多少)倍)"
)


def with_whole_names(text: str) -> str:
    """Return `text` with the whole name of an indicator where the side beside another one is its beginning or end alone:
    城镇居民收入比农村居民多 → 城镇居民收入比农村居民收入多; other texts unchanged.

    Args:
        text: a folded question without places, years and blanks.
    """
    found = _AGAINST.search(text) or _MULTIPLE.search(text)
    if found is None:
        return text
    one, other = found["one"], found["other"]
    if len(named := find_indicators(one)) == 1 and not find_indicators(other):
        whole = one[named[0].name_start : named[0].end]
        if written := _whole(other, whole):
            return text[: found.start("other")] + written + text[found.end("other") :]
    if len(named := find_indicators(other)) == 1 and not find_indicators(one):
        whole = other[named[0].name_start : named[0].end]
        if written := _whole(one, whole):
            return text[: found.start("one")] + written + text[found.end("one") :]
    return text


def _whole(short: str, beside: str) -> str | None:
    """Return the name that a shortened one stands for, made up from the whole one beside it; None where none is known."""
    (other,) = find_indicators(beside)
    for name in _candidates(short.removesuffix("的"), beside):
        named = find_indicators(name)
        if len(named) != 1 or named[0].indicator.name == other.indicator.name or named[0].qualifiers:
            continue
        if (named[0].start, named[0].end) == (0, len(name)):
            return name
    return None


def _candidates(short: str, beside: str) -> Iterator[str]:
    """Yield what a shortened name may be: with as much as may be of the end of the one beside it, else of its beginning."""
    for at in range(1, len(beside)):
        yield short + beside[at:]
    for at in range(len(beside) - 1, 0, -1):
        yield beside[:at] + short
