"""Decide which part of a year a column covers, and whether a question asks for that part."""

from __future__ import annotations

import re
from typing import Literal

from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.chinese.tokens import share_of_bigrams

PeriodKind = Literal["month", "cumulative"]

_DASH = re.compile(r"\s*[—–－~～至-]+\s*(?=\d)")
_MONTHS = re.compile(r"(\d{1,2})-(\d{1,2})月")
_MONTH = re.compile(r"(?<![-\d])(\d{1,2})月(?![底末]|\d{1,2}日)")
_CUMULATIVE = re.compile(r"累计|以来|截至|截止|全年|上半年|前三季度")
# A column that tells of each row which time its figures are of: 收入时期：2026年上半年.
_OWN_TIME = re.compile(r"(?:^|\|)\s*[^|:]{0,6}(?:时期|期间|年度|年份|所属期):\s*((?:19|20)\d\d)年?([^|]*)")
_DATED_LABEL = re.compile(r"(?:^|\|)\s*((?:19|20)\d\d)年[^|:]{0,4}?([^|:()]{2,12})(?:\([^)]*\))?:")
_PART = re.compile(r"上半年|下半年|季度|\d月")
_OF_ONE_MONTH = re.compile(r"[本当单]月")
# A column is asked for where more of its label than this stands in the question.
HALF_OF_LABEL = 0.5


def one_dash(text: str) -> str:
    """Return `text` with one sort of dash between figures."""
    return _DASH.sub("-", text)


def period_kind(text: str) -> PeriodKind | None:
    """Return whether `text` is about one month or the months up to it; None where it shows neither, or both."""
    plain = one_dash(text)
    months = bool(_MONTHS.search(plain) or _CUMULATIVE.search(plain))
    # 10月当月 names its month twice, 10月累计 is of ten.
    month = bool(_OF_ONE_MONTH.search(plain)) or (bool(_MONTH.search(plain)) and not months)
    if month == months:
        return None
    return "month" if month else "cumulative"


def agrees(label: str, asked: str) -> bool | None:
    """Return whether a column's label covers the part of the year that a question asks for.

    Both the kind of period (a month, or the months up to it) and the months must agree. None where either names none.
    """
    own, wanted = period_kind(label), period_kind(asked)
    if own is None or wanted is None:
        return None
    own_months, named = _MONTHS.search(one_dash(label)), _MONTHS.search(one_dash(asked))
    return own == wanted and not (own_months and named and own_months[0] != named[0])


def of_another_time(question: Question, row: str) -> bool:
    """Return whether a row of a table, as it is written out, tells by a cell of its own that its figures are of another year, or
    of a part of the year where the whole of it is asked for.

    A column whose label has a year (2025年末常住人口) is of that year in every row.
    """
    if not question.years or question.vague_year:
        return False
    text = fold(row)
    own = _OWN_TIME.search(text)
    if own is None:
        return False
    dated = [name for year, name in _DATED_LABEL.findall(text) if int(year) in question.years]
    if any(share_of_bigrams(name, question.focus) > HALF_OF_LABEL for name in dated):
        return False
    if int(own[1]) not in question.years:
        return True
    return bool(_PART.search(own[2])) and not _PART.search(question.text)
