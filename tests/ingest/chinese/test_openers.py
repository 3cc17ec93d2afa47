"""A quick expression matches what the expression itself matches, only sooner."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chinese.openers import quick
from ingest.facts.clauses import predicate_pattern

_WORDS = predicate_pattern().pattern


def _matches(pattern: re.Pattern[str], text: str) -> list[tuple[tuple[int, int], str | None]]:
    return [(m.span(), m.lastgroup) for m in pattern.finditer(text)]


@pytest.mark.parametrize(
    "expression",
    [
        _WORDS,
        r"(?P<a>(?<=年)增长|[甲乙]丙?)|(?P<b>(?:同比)?下降)|(?P<c>\d+年)",
        r"(?:可有)?可无*",
        r"[^甲]乙|丙",
        r"(甲)\1|乙",
        r"(?>甲|乙)丙|\s丁|[a-f]x",
    ],
)
@given(text=st.text(alphabet="甲乙丙丁年增长同比下降约达到占为0123 aex，可有无累计完成全县高于", max_size=40))
def test_every_match_and_its_group_stay(expression: str, text: str) -> None:
    assert _matches(quick(expression), text) == _matches(re.compile(expression), text)


def test_what_may_begin_with_anything_or_be_empty_is_left_as_it_is() -> None:
    for expression in (r"[^甲]乙|丙", r"甲*", r"(甲)?乙?", r".甲"):
        assert quick(expression).pattern == expression


def test_the_characters_that_a_match_may_begin_with_are_looked_for_first() -> None:
    assert quick(r"甲丁|(?:乙)?丙").pattern == r"(?=[丙乙甲])(?:甲丁|(?:乙)?丙)"
