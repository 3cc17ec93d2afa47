"""Chinese and Arabic numerals: from any written form to a number, and back.

All functions but the writing ones take folded text (script.fold): half-width and Simplified.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.chinese.units import NO_UNIT

SCALES = {
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10) ** 4,
    "亿": Decimal(10) ** 8,
    "万亿": Decimal(10) ** 12,
}
# Nobody writes a longer numeral; a longer run of digits is something else.
LONGEST = 40
PARTS_OF = {"百": Decimal("0.01"), "千": Decimal("0.001"), "万": Decimal("0.0001")}
_ONE_TO_NINE = "一二三四五六七八九"
_DIGITS = {c: i for i, c in enumerate("零" + _ONE_TO_NINE)} | {"〇": 0, "○": 0, "两": 2}
_ZEROS = "零〇○"
_PLACES = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": 20, "卅": 30}
# Numerals as contracts write them, so that nobody can turn one into another.
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")

DIGIT = f"[{_ZEROS}两{_ONE_TO_NINE}]"
ARABIC = r"(?:\d{1,3}(?:,\d{3})++(?!\d)(?:\.\d+)?|\d++(?:\.\d++)?)"
_SOME = r"(?:数(?=[十百千])|几(?=[十百千])|(?<=十)几)"
# A capital by itself is a surname (陆家, 伍家); before a place or a scale it is a numeral.
_CAPITAL = r"(?:[壹贰叁肆伍陆柒捌玖拾佰仟]{2,}+|[壹贰叁肆伍陆柒捌玖](?=[万亿]))"
# 百 and 千 that begin 百分之, 百分点 or 千伏 are none of the number before them.
_HUNDREDS = rf"(?:[百千](?!分之)(?:(?<=百){NO_UNIT['百']}|(?<=千){NO_UNIT['千']}))"
# A number in words up to 万.
SPELT = rf"(?:(?:{DIGIT}|{_SOME}|[十廿卅]|{_HUNDREDS})++(?:点{DIGIT}++(?![十百千]))?|{_CAPITAL})"
ABOUT = r"(?:[余多几]|来(?=[万亿个家人户亩元名位天年]))"
SCALE = rf"(?:[十百千]?万亿|[十百千]?[万亿]|十|{_HUNDREDS})"
_TERM = re.compile(
    rf"零?(?P<head>{ARABIC}|{SPELT})(?P<about>{ABOUT}?)(?:个(?=万?亿))?(?P<scale>{SCALE}?)(?P<also>{ABOUT}?)"
)
_FRACTION = re.compile(rf"(?P<whole>[百千万]|{ARABIC}|{SPELT})分之(?P<part>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Number:
    """The value of a numeral, or the two numbers that bound it (三五, 几十).

    Attributes:
        lower, upper: the same where the numeral gives one number.
        scale: its largest factor: 10^8 of 1亿2000万.
        more: whether slightly more is meant than is written: 3000余, 十多.
    """

    lower: Decimal
    upper: Decimal
    scale: Decimal = Decimal(1)
    more: bool = False


def parse_number(written: str) -> Decimal | None:
    """Return the number that `written` stands for; None where it stands for none, or for more than one.

    A part is a number below one: 百分之八 is 0.08.
    """
    number = read_number(written)
    return number.lower if number is not None and number.lower == number.upper else None


def read_number(written: str) -> Number | None:
    """Return what the whole of `written` stands for; None where its characters make no number (十四五, 一百千)."""
    if len(written) > LONGEST:
        return None
    if "分之" in written:
        return _part(written)
    if written[:1] in SCALES and written[0] in "万亿":
        # 万余 is one such, and some.
        written = "一" + written
    terms = []
    at = 0
    while at < len(written):
        m = _TERM.match(written, at)
        if m is None or m.end() == at:
            return None
        terms.append(m)
        at = m.end()
    return _sum_of(terms) if terms else None


def _part(written: str) -> Number | None:
    m = _FRACTION.fullmatch(written)
    if m is None:
        return None
    part = read_number(m["part"])
    if part is None:
        return None
    if m["whole"] in PARTS_OF:
        share = PARTS_OF[m["whole"]]
    else:
        whole = parse_number(m["whole"])
        if not whole:
            return None
        # Divided at the end: a third of three is one.
        return Number(part.lower / whole, part.upper / whole)
    return Number(part.lower * share, part.upper * share, more=part.more)


def _sum_of(terms: list[re.Match[str]]) -> Number | None:
    """Return the sum of the parts of 1亿2000万: each but the first of a smaller scale than the one before."""
    lower = upper = Decimal(0)
    last: Decimal | None = None
    largest = Decimal(1)
    for i, m in enumerate(terms):
        head = _head(m["head"])
        if head is None:
            return None
        factor = _factor(m["scale"])
        if i == 0:
            largest = factor
        elif last is None or last == 1 or factor >= last:
            return None
        elif factor == 1:
            if _is_short(m):
                # 三万五 is 35,000.
                factor = last / 10
            elif head[1] >= last or (head[1] * 1000 < last and m[0][0] != "零"):
                return None
        lower, upper = lower + head[0] * factor, upper + head[1] * factor
        last = factor
    more = any(m["about"] or m["also"] for m in terms)
    return Number(lower, upper, largest, more)


def _is_short(term: re.Match[str]) -> bool:
    """Return whether a last part is a single digit in words, which then counts in the place below: 一亿二, 三万五."""
    return len(term["head"]) == 1 and term[0] == term["head"] and term["head"] in _ONE_TO_NINE


def _factor(scale: str) -> Decimal:
    factor = Decimal(1)
    for part in re.findall("万亿|.", scale):
        factor *= SCALES[part]
    return factor


def _head(head: str) -> tuple[Decimal, Decimal] | None:
    if head[0].isdigit():
        number = Decimal(head.replace(",", ""))
        return number, number
    whole, _, decimals = head.translate(_CAPITALS).partition("点")
    found = _by_digits(whole) or _by_place(whole)
    if found is None or (decimals and found[0] != found[1]):
        return None
    below = Decimal("0." + "".join(str(_DIGITS[c]) for c in decimals)) if decimals else Decimal(0)
    return found[0] + below, found[1] + below


def _by_digits(whole: str) -> tuple[int, int] | None:
    """Return the value of 二〇二一, digit by digit; None where there are place words or hardly more than one digit."""
    if len(whole) < 2 or not all(c in _DIGITS for c in whole):
        return None
    if len(whole) == 2 and not set(whole) & set(_ZEROS):
        return None
    number = int("".join(str(_DIGITS[c]) for c in whole))
    return number, number


def _by_place(whole: str) -> tuple[int, int] | None:
    """Return the value of 一百二十三, 两千三 (2,300), 廿五; 三五, 十五六 and 几十 as the two numbers that bound them."""
    lower = upper = 0
    digits: list[int] = []
    some = zero = False
    last = 10_000
    for i, c in enumerate(whole):
        if c in _DIGITS:
            if c in _ZEROS:
                if digits:
                    return None
                zero = True
            digits += [] if c in _ZEROS and len(whole) > 1 else [_DIGITS[c]]
            if len(digits) > 2 or some:
                return None
        elif c in "几数":
            if digits:
                return None
            some = True
        elif c in _TENS:
            if digits or some or last <= 10:
                return None
            lower, upper, last = lower + _TENS[c], upper + _TENS[c], 10
        else:
            place = _PLACES[c]
            if place >= last or (i and not digits and not some and not zero):
                return None
            low, high = _between(digits, some, last) or (0, -1)
            if high < low:
                return None
            lower, upper = lower + (low or 1) * place, upper + (high or 1) * place
            digits, some, zero, last = [], False, False, place
    low, high = _between(digits, some, last) or (0, -1)
    if high < low:
        return None
    # 两千三 leaves out its last place; 两千零三 does not.
    short = len(digits) == 1 and not zero and 100 <= last < 10_000
    unit = last // 10 if short else 1
    return lower + low * unit, upper + high * unit


def _between(digits: list[int], some: bool, last: int) -> tuple[int, int] | None:
    """Return the digit, or the two that bound 三五, 两三 and 几; None where two digits do not go together."""
    if some:
        return (1, 9) if last == 10 else (2, 9)
    if len(digits) < 2:
        return (digits[0], digits[0]) if digits else (0, 0)
    first, second = digits
    # 十四五 is a plan; 三五 alone skips a number.
    together = (second == first + 1 and (last != 10 or second != 5)) or (
        (first, second) == (3, 5) and last == 10_000
    )
    return (first, second) if together else None


# A number this many times above the next scale, or below its own, is written in another one, whatever its digits.
_FAR = 10
# Digits behind the point with which amounts are written.
_DECIMALS = 2


def in_scale(number: Decimal, scale: Decimal) -> str:
    """Return `number` written with 万 or 亿 as one would read it: 2.15亿.

    Args:
        scale: of the figures that it was reckoned from (1, 10^4, 10^8, 10^12); kept unless the number is far from it.
    """
    named = [Decimal(1), *(SCALES[name] for name in ("万", "亿", "万亿"))]
    at = max(i for i, one in enumerate(named) if one <= max(scale, Decimal(1)))
    if at == 0 and abs(number) >= SCALES["亿"]:
        at = 2
    while 0 < at < len(named) - 1 and _is_written_in(abs(number), named[at + 1]):
        at += 1
    while at and number and abs(number) < named[at] / _FAR:
        at -= 1
    return f"{(number / named[at]).normalize():f}" + ("", "万", "亿", "万亿")[at]


def _is_written_in(number: Decimal, scale: Decimal) -> bool:
    """Return whether a number is written in a larger scale: 2.15亿 for 21500万, but 10707.92亿 for 1.070792万亿."""
    told = number / scale
    return told >= _FAR or (told >= 1 and round(told, _DECIMALS) == told)
