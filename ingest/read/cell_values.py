"""The value of a spreadsheet's cell as people see it: rounded, as a percentage, as a date."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

# Digits that a cell of no particular format shows (ECMA-376 part 1, 18.8.31: General).
_GENERAL_DIGITS = 11
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_DECIMALS = re.compile(r"[0#?][0#?,]*(?:\.([0?#]+))?")
_YEAR, _DAY = re.compile(r"y", re.I), re.compile(r"d", re.I)


def shown(value: Any, form: str = "General") -> str:
    """Return the text that a cell shows, with the line breaks in it.

    Args:
        value: what the cell holds: None, text, a number, a truth value, a date or a time.
        form: its number format, as spreadsheets write it: 0.0%, #,##0.00, yyyy"年"m"月".
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, form)
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, int | float):
        return _number(float(value), form)
    return str(value).replace("\r\n", "\n").strip()


def _number(value: float, form: str) -> str:
    section = form.split(";")[0]
    behind = "".join(m[1] or m[2] or "" for m in _LITERAL.finditer(section))
    pattern = _LITERAL.sub("", section)
    found = _DECIMALS.search(pattern)
    if found is None or "E" in pattern or "/" in pattern or value != value or value in (1e308, -1e308):
        return _general(value)
    percent = "%" in pattern
    decimals = len(found[1] or "")
    rounded = _rounded(value * 100 if percent else value, decimals)
    if found[1] and "#" in found[1] and "." in rounded:
        rounded = rounded.rstrip("0").rstrip(".")
    if "," in pattern:
        whole, dot, rest = rounded.partition(".")
        rounded = f"{int(whole):,}{dot}{rest}" if whole.lstrip("-").isdigit() else rounded
    return rounded + ("%" if percent else "") + behind


def _rounded(value: float, decimals: int) -> str:
    # As decimals: a spreadsheet rounds 2.675 as it is written, up.
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{exact:f}"


def _general(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{Decimal(f'{value:.{_GENERAL_DIGITS - 1}g}').normalize():f}"


def _date(value: datetime.datetime | datetime.date, form: str) -> str:
    if isinstance(value, datetime.datetime) and (value.hour or value.minute):
        return value.strftime("%Y-%m-%d %H:%M")
    pattern = re.sub(r"\[[^\]]*\]", "", form)
    if "年" in pattern or "月" in pattern:
        year = f"{value.year}年" if _YEAR.search(pattern) else ""
        return f"{year}{value.month}月" + (f"{value.day}日" if _DAY.search(pattern) else "")
    if form != "General" and not _DAY.search(pattern) and _YEAR.search(pattern):
        return f"{value.year}年{value.month}月" if "m" in pattern.lower() else f"{value.year}年"
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
