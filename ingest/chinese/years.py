"""The years of a text: named (2021年, 二〇二一年), of five-year plans (十四五), and by words that count from now (去年).

All functions take folded text (script.fold).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.chinese.numbers import parse_number

_ONES = "一二三四五六七八九"
_DIGITS = str.maketrans("〇○零" + _ONES, "000123456789")
ARABIC_YEAR = r"(?:19|20)\d\d"
_SPELT_YEAR = r"[二一][〇○零九][〇○零一二三四五六七八九]{2}"
# A year in digits or in words, one group, with 年 behind it.
YEAR = rf"({ARABIC_YEAR}|{_SPELT_YEAR})年"
_IN_WORDS = re.compile(rf"{_SPELT_YEAR}(?=年)")
_NAMED = re.compile(rf"(?<!\d){ARABIC_YEAR}(?=年)")
_NAMED_OR_LISTED = re.compile(rf"(?<!\d){ARABIC_YEAR}(?=年|[-—–~、至到])")
_PLAN = re.compile(
    r"[“\"「『‘]?(?P<number>十[一二三四五六])五[”\"」』’]?(?:期间|时期|以来|规划|(?P<end>末|收官|期末))?"
)
# The plans before the eleventh have names that mean other things too (“六五”环境日, “八五”普法, 十五): what follows tells.
_EARLIER_PLAN = re.compile(
    r"(?<![一二三四五六七八九十第])[“\"「『‘]?(?P<number>[六七八九十])五[”\"」』’]?(?:计划|规划|期间|时期|以来|(?P<end>末|期末))"
)
_NUMBERED_PLAN = re.compile(r"第(?P<number>十[一二三四五六]?|[六七八九])个五年")
# Words for years → how many years from that of the text.
RELATIVE_YEARS = {
    "大前年": -3, "前年": -2, "去年": -1, "上年": -1, "上一年": -1,
    "今年": 0, "本年": 0, "明年": 1, "下一年": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """A five-year plan that a text names.

    Attributes:
        start, end: offsets of the mention.
        first, last: its years.
        at_end: its end is meant: 十四五末.
    """

    start: int
    end: int
    first: int
    last: int
    at_end: bool


def year_number(written: str) -> int | None:
    """Return the year written as 2021 or 二〇二一; None where `written` is no year."""
    digits = written.translate(_DIGITS)
    return int(digits) if len(digits) == 4 and digits.isdigit() else None


def in_digits(text: str) -> str:
    """Return `text`, of the same length, with years in words written in digits: 二〇二一年 → 2021年."""
    return _IN_WORDS.sub(lambda m: m[0].translate(_DIGITS), text) if "年" in text else text


def years_named(text: str, *, listed: bool = False) -> list[int]:
    """Return the years that `text` names with 年, in order.

    Args:
        listed: also those that another one or its 年 follows after a mark: 2019—2021年, 2019、2020年.
    """
    if not listed and "年" not in text:
        return []
    pattern = _NAMED_OR_LISTED if listed else _NAMED
    return [int(year) for year in pattern.findall(in_digits(text))]


def plan_years(number: str) -> tuple[int, int]:
    """Return the first and the last year of a five-year plan; `number` is its numeral from 六 to 十六."""
    # The tenth plan ran from 2001 to 2005; those from the sixth on follow one another without a gap.
    first = 2001 + 5 * (int(parse_number(number) or 0) - 10)
    return first, first + 4


def numbered_plans(text: str) -> list[Plan]:
    """Return the five-year plans that `text` names by their number in full, in order: 第十四个五年规划."""
    return [
        Plan(m.start(), m.end(), *plan_years(m["number"]), at_end=False)
        for m in (_NUMBERED_PLAN.finditer(text) if "个五年" in text else ())
    ]


def find_plans(text: str) -> list[Plan]:
    """Return the five-year plans that `text` names, in order."""
    if "五" not in text:
        return []
    found = (m for pattern in (_PLAN, _EARLIER_PLAN) for m in pattern.finditer(text))
    return [
        Plan(m.start(), m.end(), *plan_years(m["number"]), at_end=m["end"] is not None)
        for m in sorted(found, key=re.Match.start)
    ]
