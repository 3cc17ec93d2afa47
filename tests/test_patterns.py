"""No pattern can take exponential time: a file or a question must never hang the program."""

from __future__ import annotations

import importlib
import pkgutil
import re

# The parser of the standard library, which has no public name since Python 3.11.
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import time
from collections.abc import Iterable
from typing import Any

import pytest

import assistant
import ingest
from ingest.chinese.word_table import Words
from ingest.schema import CleanText, Description
from ingest.split.passages import split

_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)
_ZERO_WIDTH = (codes.ASSERT, codes.ASSERT_NOT, codes.AT)
# A repeat of at most this many is no danger within another.
MANY = 20


def _is_long(bounds: Any) -> bool:
    return bool(bounds[1] is codes.MAXREPEAT or bounds[1] >= MANY)


def _may_be_empty(parsed: Iterable[Any]) -> bool:
    return all(
        code in _ZERO_WIDTH
        or (code in (*_REPEATS, codes.POSSESSIVE_REPEAT) and (value[0] == 0 or _may_be_empty(value[2])))
        or (code is codes.SUBPATTERN and _may_be_empty(value[3]))
        or (code is codes.BRANCH and any(map(_may_be_empty, value[1])))
        for code, value in parsed
    )


def _may_be_one_repeat(parsed: Iterable[Any]) -> bool:
    """Whether a sequence can match by nothing but a long repeat, all else in it empty."""
    items = list(parsed)
    for i, (code, value) in enumerate(items):
        if not _may_be_empty(items[:i] + items[i + 1 :]):
            continue
        if code in _REPEATS and (_is_long(value) or _may_be_one_repeat(value[2])):
            return True
        if code is codes.SUBPATTERN and _may_be_one_repeat(value[3]):
            return True
        if code is codes.BRANCH and any(map(_may_be_one_repeat, value[1])):
            return True
    return False


def _repeats_a_repeat(parsed: Iterable[Any]) -> bool:
    """Whether a long repeat holds what can be a long repeat alone, as in (a+)*: 2^n ways to match n characters."""
    for code, value in parsed:
        if code in _REPEATS:
            if (_is_long(value) and _may_be_one_repeat(value[2])) or _repeats_a_repeat(value[2]):
                return True
        elif (
            (code is codes.SUBPATTERN and _repeats_a_repeat(value[3]))
            or (code is codes.BRANCH and any(map(_repeats_a_repeat, value[1])))
            or (code in (codes.ASSERT, codes.ASSERT_NOT) and _repeats_a_repeat(value[1]))
        ):
            return True
    return False


def _expressions() -> dict[str, str]:
    """The patterns and lists of words of all modules: where each stands → its expression."""
    found: dict[str, str] = {}
    for package in (ingest, assistant):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if module.name.endswith("__main__"):
                continue
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, Words):
                    found[f"{module.name}.{name}"] = value.expression
                elif isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    found[f"{module.name}.{name}"] = value.pattern
    return found


@pytest.mark.parametrize(
    ("expression", "dangerous"),
    [
        (r"(?:a+)*b", True),
        (r"(?:x|(?:\d年)+(?:底)?,?)*[㐀-鿿]", True),
        (r"(?:\d{1,3}年)*b", False),
        (r"(?:a+b)*c", False),
        (r"(?:a++)*b", False),
    ],
)
def test_the_check_knows_a_repeat_within_a_repeat(expression: str, dangerous: bool) -> None:
    assert _repeats_a_repeat(parser.parse(expression)) is dangerous


def test_no_pattern_repeats_a_repeat() -> None:
    expressions = _expressions()
    assert len(expressions) > 800
    assert [where for where, text in expressions.items() if _repeats_a_repeat(parser.parse(text))] == []


def test_a_paragraph_of_nothing_but_years_is_split_at_once() -> None:
    text = "青棠县志编纂年份。" + "".join(f"{1950 + i % 70}年" for i in range(400)) + "X"
    began = time.perf_counter()
    assert split(CleanText(text), Description("青棠县志", region="青棠县", kind="other"))
    assert time.perf_counter() - began < 2.0
