"""The number and unit of a figure as facts hold them: as written, 1.2 and 亿元 of 1亿2000万元, and without its scale."""

from __future__ import annotations

import re
from decimal import Decimal

from ingest.chinese.quantity import Quantity

_TENTH = "成"
# 亿多元 is 亿元.
_SOME = re.compile(r"(?<=[万亿千百])[多余]|[多余]$|^[多余近约上超逾]")
# 1亿2000万元 is told in 亿元.
_LOWER = re.compile(r"(?<=[万亿])[\d.]+[万千百]*(?=\D)")
_NUMERAL = re.compile(
    r"^[\d.,+-]+|^[零一二两三四五六七八九十百千几数]+(?=[万亿])|^[零一二两三四五六七八九十百几数]+(?=\D)"
)


def numbers(figure: Quantity) -> tuple[Decimal, Decimal]:
    """Return the number as written, at its scale, and without its scale; 八成 is 80%."""
    if figure.unit_name == _TENTH:
        return figure.lower * 10, figure.lower * 10
    return figure.number, figure.lower


def written_unit(figure: Quantity) -> str:
    """Return the unit as written, with its scale."""
    return (
        "%" if figure.unit_name == _TENTH else _SOME.sub("", _LOWER.sub("", _NUMERAL.sub("", figure.written)))
    )


def base_unit(figure: Quantity) -> str:
    """Return the unit without its scale."""
    if figure.kind == "points":
        return "百分点"
    return "%" if figure.unit_name == _TENTH else figure.unit_name
