"""Write numbers as words, for tests that read them back."""

from __future__ import annotations

_ONE_TO_NINE = "一二三四五六七八九"


def spell(number: int) -> str:
    """Return `number`, from 0 to below 10^16, in words: 一百二十三, 一万零五."""
    if number == 0:
        return "零"
    words, left = "", number
    groups = []
    while left:
        left, group = divmod(left, 10_000)
        groups.append(group)
    for scale, group in reversed(list(zip(("", "万", "亿", "万亿"), groups, strict=False))):
        if group == 0:
            continue
        gap = words and (group < 1000 or _skips(groups, scale))
        # 三万亿五千亿 says its 亿 twice.
        words += ("零" if gap else "") + _spell_group(group) + scale
    return words.removeprefix("一") if words.startswith("一十") else words


def _skips(groups: list[int], scale: str) -> bool:
    """Return whether the group just above the one of `scale` is empty."""
    above = ("", "万", "亿", "万亿").index(scale) + 1
    return above < len(groups) and groups[above] == 0


def _spell_group(group: int) -> str:
    words, zero = "", False
    for name, place in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = group // place % 10
        if digit:
            words += ("零" if zero and words else "") + ("零" + _ONE_TO_NINE)[digit] + name
            zero = False
        else:
            zero = True
    return words


def spell_digits(number: int) -> str:
    """Return the digits of `number` one by one: 二〇二一."""
    return "".join(("〇" + _ONE_TO_NINE)[int(digit)] for digit in str(number))
