"""Decide which part of a year a column covers, and whether a question asks for that part."""

from __future__ import annotations

import re
from typing import Literal

PeriodKind = Literal["month", "cumulative"]

_DASH = re.compile(r"\s*[—–－~～至-]+\s*(?=\d)")
_MONTHS = re.compile(r"(\d{1,2})-(\d{1,2})月")
_MONTH = re.compile(r"(?<![-\d])(\d{1,2})月(?![底末]|\d{1,2}日)")
_CUMULATIVE = re.compile(r"累计|以来|截至|截止|全年|上半年|前三季度")
_OF_ONE_MONTH = re.compile(r"[本当单]月")


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
