"""Whether evidence tells of another member of a series than the one asked about: unit 1 for unit 2, nine months for a year."""

from __future__ import annotations

import re

from assistant.evidence.model import Evidence
from assistant.question.model import Question
from ingest.chinese.script import fold

_NUMBER = r"(?<![\d月第.])(\d{1,2}|[一二三四五六七八九十]{1,2})"
# 2号机组, 二期工程, 3标段; 9月2号举行 is a day, 一期间 no stage.
_MEMBER = re.compile(rf"{_NUMBER}#?(号[一-鿿](?<!文)|期(?!间|望|限|待|[刊货])|标段)")
_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_WHOLE_YEAR = re.compile("全年")
# 1-9月, 前三季度, 上半年: what they tell is no year's.
_PART_OF_YEAR = re.compile(
    r"(?<!\d)1月?[-—–~至到](?:[2-9]|1[01])月|[一二三]季度|上半年|前[一二三四五六七八九十]+个月"
)


def other_in_series(question: Question, evidence: Evidence) -> bool:
    """Return whether evidence names members of the series of which a question names one, and not that one."""
    asked = _members(fold(question.text))
    if not asked:
        return False
    told = _members(fold(evidence.text))
    return any(told.get(kind) and not numbers & told[kind] for kind, numbers in asked.items())


def part_of_year(question: Question, evidence: Evidence) -> bool:
    """Return whether evidence tells of part of a year alone where a question asks for the whole of it (全年)."""
    if not _WHOLE_YEAR.search(fold(question.text)):
        return False
    text = fold(evidence.text)
    return _PART_OF_YEAR.search(text) is not None and not _WHOLE_YEAR.search(text)


def _members(text: str) -> dict[str, set[str]]:
    """Return the numbers named of each series in folded `text`."""
    found: dict[str, set[str]] = {}
    for number, kind in _MEMBER.findall(text):
        found.setdefault(kind, set()).add(number.translate(_DIGITS))
    return found
