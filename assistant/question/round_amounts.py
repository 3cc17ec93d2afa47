"""The other ways of writing the round amounts that a question names: 三千亿 is 3000亿 in most reports."""

from __future__ import annotations

from decimal import Decimal

from ingest.chinese.numbers import SCALES
from ingest.chinese.quantities import find_quantities

_SCALES = {SCALES[name]: name for name in ("万", "亿", "万亿")}
_PLACES = ("", "十", "百", "千")
_DIGITS = "零一二三四五六七八九"


def round_amounts(focus: str) -> dict[str, frozenset[str]]:
    """Return amount as written, without its unit → its other writings, for the whole numbers of 万, 亿 and 万亿 in a text.

    Args:
        focus: folded.
    """
    found = {}
    for quantity in find_quantities(focus):
        scale = _SCALES.get(quantity.scale)
        number = quantity.lower / quantity.scale
        if scale is None or quantity.lower != quantity.upper or number != int(number):
            continue
        written = focus[quantity.start : quantity.end]
        written = written[: written.rfind(scale) + len(scale)]
        others = {f"{int(number)}{scale}", *(spelt + scale for spelt in _spelt(number))} - {written}
        # A shorter writing (千亿) stands in longer ones (三千亿) that tell another amount.
        found[written] = frozenset(other for other in others if other[0] not in _PLACES)
    return found


def _spelt(number: Decimal) -> tuple[str, ...]:
    """Return a number of one digit other than zero, below ten thousand, in words; nothing for any other."""
    digits = str(int(number))
    if len(digits) > len(_PLACES) or digits.strip("0") != digits[0]:
        return ()
    place = _PLACES[len(digits) - 1]
    first = int(digits[0])
    return (f"两{place}", f"二{place}") if first == 2 else (_DIGITS[first] + place,)
