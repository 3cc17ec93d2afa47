"""Compile long alternations so that a search passes over the places where none of them can begin.

A search tries every branch at every character, unless each of them begins with a plain character. The characters with
which any branch may begin, put before them as a look-ahead, change no match and make most places cheap.
"""

from __future__ import annotations

import re

# The parser of the standard library, which has no public name since Python 3.11.
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from typing import Any

_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_CATEGORIES = {codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_SPACE: r"\s", codes.CATEGORY_WORD: r"\w"}
_Opening = tuple[frozenset[str], bool]


def quick(expression: str) -> re.Pattern[str]:
    """Compile an expression, with the characters it may begin with looked for first where they can be told.

    Args:
        expression: a regular expression; its matches and groups stay as they are.
    """
    opening = _opening(parser.parse(expression))
    if opening is None or opening[1] or not opening[0]:
        return re.compile(expression)
    return re.compile(f"(?=[{''.join(sorted(opening[0]))}])(?:{expression})")


def _opening(parsed: Iterable[Any]) -> _Opening | None:
    """Return the characters, as parts of a class, that a parsed sequence may begin with, and whether it may be empty;
    None where that cannot be told."""
    found: frozenset[str] = frozenset()
    for code, value in parsed:
        if code in (codes.ASSERT, codes.ASSERT_NOT, codes.AT):
            continue
        each = _of_item(code, value)
        if each is None:
            return None
        found |= each[0]
        if not each[1]:
            return found, False
    return found, True


def _of_item(code: Any, value: Any) -> _Opening | None:
    if code is codes.LITERAL:
        return frozenset((re.escape(chr(value)),)), False
    if code is codes.IN:
        return _of_class(value)
    if code is codes.SUBPATTERN:
        return _opening(value[3])
    if code is codes.ATOMIC_GROUP:
        return _opening(value)
    if code in _REPEATS:
        inner = _opening(value[2])
        return inner and (inner[0], inner[1] or value[0] == 0)
    if code is codes.BRANCH:
        branches = [_opening(branch) for branch in value[1]]
        told = [branch for branch in branches if branch is not None]
        if len(told) < len(branches):
            return None
        return frozenset().union(*(chars for chars, _ in told)), any(empty for _, empty in told)
    return None


def _of_class(items: Iterable[Any]) -> _Opening | None:
    parts = []
    for code, value in items:
        if code is codes.LITERAL:
            parts.append(re.escape(chr(value)))
        elif code is codes.RANGE:
            parts.append("-".join(re.escape(chr(end)) for end in value))
        elif code is codes.CATEGORY and value in _CATEGORIES:
            parts.append(_CATEGORIES[value])
        else:
            return None
    return frozenset(parts), False
