"""The figures and dates of a text, in a form in which equal ones are equal: 1.2亿元 is 12000万元, 二〇二一年 is 2021年."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from ingest.chinese.script import fold

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万亿": 10**12, "亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
# Unit → (what it measures, how many of its base unit). Counts of things share "件", so that 28个 is 28项; people do not.
_UNITS: dict[str, tuple[str, Fraction]] = {
    **{u: ("元", Fraction(1)) for u in ("元", "块钱", "人民币")},
    **{u: ("美元", Fraction(1)) for u in ("美元", "美金")},
    "港元": ("港元", Fraction(1)),
    "欧元": ("欧元", Fraction(1)),
    **{u: ("平方米", Fraction(1)) for u in ("平方米", "平米", "㎡")},
    **{u: ("平方米", Fraction(10**6)) for u in ("平方公里", "平方千米")},
    "公顷": ("平方米", Fraction(10**4)),
    "亩": ("平方米", Fraction(2000, 3)),
    **{u: ("立方米", Fraction(1)) for u in ("立方米", "方")},
    "吨": ("千克", Fraction(1000)),
    **{u: ("千克", Fraction(1)) for u in ("公斤", "千克")},
    "斤": ("千克", Fraction(1, 2)),
    **{u: ("米", Fraction(1000)) for u in ("公里", "千米", "km")},
    "米": ("米", Fraction(1)),
    "千瓦时": ("度", Fraction(1)),
    "度": ("度", Fraction(1)),
    "兆瓦": ("千瓦", Fraction(1000)),
    "千瓦": ("千瓦", Fraction(1)),
    "%": ("%", Fraction(1)),
    "‰": ("‰", Fraction(1)),
    "个百分点": ("百分点", Fraction(1)),
    "百分点": ("百分点", Fraction(1)),
    **{u: ("人", Fraction(1)) for u in ("人", "名", "位", "人口")},
    **{u: ("人次", Fraction(1)) for u in ("人次", "人(次)")},
    **{u: ("天", Fraction(1)) for u in ("天", "日")},
    "小时": ("分钟", Fraction(60)),
    "分钟": ("分钟", Fraction(1)),
    **{u: (u, Fraction(1)) for u in ("倍", "岁", "微克", "毫克", "级", "成")},
    **{
        u: ("件", Fraction(1))
        for u in "个 家 户 项 条 所 处 座 件 台 辆 艘 栋 间 村 乡 镇 次 场 届 期 张 套 只 株 棵 头 本 册 部 支 批 类 种 宗 起 例 幢 床 班 棒 枚 份 片 群 对 组 道 轮 门 名单 企业 项目".split()
    },
}
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_ABOUT = "(?:余|多|几)?"
# 千 and 百 begin units of their own: 5千米, 3百分点.
_SCALE = r"(?:[十百千]?万亿|[十百千]?亿|[十百千]?万|千(?![米瓦克])|百(?!分)|十)?"
_SPELT = r"[零〇○一二两三四五六七八九十百千]+(?:点[零一二三四五六七八九]+)?"
_FIGURE = re.compile(
    rf"(?P<lead>百分之|千分之)?(?P<high>(?:(?:\d+|[零〇一二两三四五六七八九十百千]+)(?:万亿|[亿万]))+(?=[\d零〇一二两三四五六七八九十]))?"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|{_SPELT})"
    rf"{_ABOUT}(?P<scale>{_SCALE}){_ABOUT}(?P<unit>{_UNIT})?"
)
_SPELT_YEAR = re.compile(r"(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2}(?=年)")
_SPELT_DAY = re.compile(
    r"(?<![一二三四五六七八九十百千万第几数])[一二三]?十?[一二三四五六七八九十](?=月份?(?!以)|[日号])"
)
_Y, _M, _D = r"(?:19|20)\d\d", r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
_DATE = re.compile(
    rf"(?<![\d.])(?P<y1>{_Y})(?P<gap>[-./])(?P<m1>{_M})(?P=gap)(?P<d1>{_D})(?![\d.])"
    rf"|(?<![\d.])(?P<y2>{_Y})-(?P<m2>{_M})(?![\d.%-])"
    rf"|(?<![\d.])(?P<y3>{_Y})年(?: *(?P<m3>{_M})月(?: *(?P<d3>{_D})[日号])?)?"
    rf"|(?<![\d.])(?P<y4>{_Y})(?=年?[-—–~至到、和及]{_Y}(?!\d))"
    rf"|(?<![\d.])(?P<m5>{_M})月(?: *(?P<d5>{_D})(?:[日号]|(?![\d.])))?"
)
# A lone 一个 or 一批 counts nothing.
_ARTICLE = Fraction(1)
# A figure said to be rounded may be this far from the amount itself.
_NEAR = Fraction(1, 20)
_NEARLY = re.compile("(?:近|接近|不到|不足|不满)$")
_OVER = re.compile("(?:超|超过|逾|突破|高于|多于)$")
_SOME = re.compile("(?:约|大约|大概)$")
_AND_MORE, _OR_SO = ("以上", "有余"), ("左右", "上下")
# From here on a number without a unit is not met by chance.
_TELLING = 10


@dataclass(frozen=True, slots=True)
class Value:
    """A figure or a date as a text has it.

    Attributes:
        start, end: its offsets in the text.
        kind: what is measured ("元", "平方米", "件"…; "" where no unit says), or "年", "月", "日" of a date.
        amount: in the kind's base unit; a day is (month, day).
        written: the number as written, before scale and unit; None for dates.
        spelt: written in Chinese numerals.
        rounded: said to be about so much: "<" where the amount itself is less (近30亿元), ">" where it is more
            (超过30亿元), "~" where it is either; "" where it is said to be just so.
    """

    start: int
    end: int
    kind: str
    amount: Fraction | tuple[int, int]
    written: Fraction | None = None
    spelt: bool = False
    rounded: str = ""


@dataclass
class Holdings:
    """The values of a source, to look others up in."""

    amounts: set[tuple[str, Fraction | tuple[int, int]]] = field(default_factory=set)
    bare: set[Fraction] = field(default_factory=set)
    written: set[Fraction] = field(default_factory=set)

    def add(self, text: str) -> Holdings:
        """Take in all values of `text`."""
        for value in values(text, every=True):
            self.amounts.add((value.kind, value.amount))
            if isinstance(value.amount, tuple):
                self.amounts.add(("月", Fraction(value.amount[0])))
            if isinstance(value.amount, Fraction) and value.written is not None:
                self.written |= {value.written, value.amount}
                if value.kind == "":
                    self.bare |= {value.written, value.amount}
        return self

    def hold(self, value: Value) -> bool:
        """Whether `value` stands here: the same amount of the same; where one side tells no unit, the number alone."""
        if (value.kind, value.amount) in self.amounts:
            return True
        if value.written is None or not isinstance(value.amount, Fraction):
            return False
        if value.rounded and any(self._rounds(value, other) for other in self.amounts):
            return True
        if value.kind == "":
            return value.amount in self.written
        # A table's cell has its unit in the heading; 8.8万老人 has none at all. A small number stands bare anywhere.
        telling = value.written >= _TELLING or value.written.denominator > 1
        return telling and (value.written in self.bare or value.amount in self.bare)

    @staticmethod
    def _rounds(value: Value, other: tuple[str, Fraction | tuple[int, int]]) -> bool:
        """Whether `value` is another amount of the same, rounded as it says."""
        kind, amount = other
        if kind != value.kind or not isinstance(amount, Fraction) or not isinstance(value.amount, Fraction):
            return False
        more = amount - value.amount
        return (
            abs(more) <= _NEAR * value.amount
            and _digits(value.amount) < _digits(amount)
            and not (value.rounded == "<" and more > 0)
            and not (value.rounded == ">" and more < 0)
        )


def _digits(amount: Fraction) -> int:
    """How many digits of an amount are not the zeros at its end."""
    shown = f"{float(amount):.10g}"
    return (
        len(shown.replace(".", "").strip("0"))
        if "e" not in shown
        else len(shown.split("e")[0].replace(".", ""))
    )


# A sentence is looked at when it is shown, when it is checked and when a source is sought for it.
@lru_cache(maxsize=4096)
def values(text: str, *, every: bool = False) -> tuple[Value, ...]:
    """The figures and dates of `text`, left to right.

    Args:
        every: also those that hardly are meant as such, as a source may hold: numbers in words without a unit.
    """
    plain = _plain(text)
    found = _dates(plain)
    taken = [(v.start, v.end) for v in found]
    for m in _FIGURE.finditer(plain):
        if any(m.start() < end and start < m.end() for start, end in taken):
            continue
        value = _figure(plain, m, every)
        if value is not None:
            found.append(value)
    return tuple(sorted(found, key=lambda v: v.start))


def _plain(text: str) -> str:
    """Folded, of the same length, years in digits; a Chinese comma separates no thousands."""
    folded = fold(text.replace("，", "、"))
    return _SPELT_YEAR.sub(lambda m: "".join(str(_DIGITS[c]) for c in m.group()), folded)


def _dates(plain: str) -> list[Value]:
    digits, at = _days_in_digits(plain)
    found: list[Value] = []
    for m in _DATE.finditer(digits):
        year, month, day = (
            next((int(v) for k, v in m.groupdict().items() if k[0] == part and v), None) for part in "ymd"
        )
        start, end = at[m.start()], at[m.end()]
        if year is not None:
            found.append(Value(start, end, "年", Fraction(year)))
        if month is not None and day is not None:
            found.append(Value(start, end, "日", (month, day)))
        elif month is not None:
            found.append(Value(start, end, "月", Fraction(month)))
    return found


def _days_in_digits(plain: str) -> tuple[str, list[int]]:
    """`plain` with months and days in words turned into digits, and for each offset in it the one in `plain`."""
    out: list[str] = []
    at: list[int] = []
    last = 0
    for m in _SPELT_DAY.finditer(plain):
        number = str(int(_spelt(m.group()) or 0))
        out += [plain[last : m.start()], number]
        at += [*range(last, m.start()), *([m.start()] * len(number))]
        last = m.end()
    return "".join([*out, plain[last:]]), [*at, *range(last, len(plain) + 1)]


def _figure(plain: str, m: re.Match[str], every: bool) -> Value | None:
    raw, unit, scale = m["number"], m["unit"] or "", m["scale"] or ""
    spelt = not raw[0].isdigit()
    number = _spelt(raw) if spelt else Fraction(raw.replace(",", ""))
    if number is None or (_named(plain, m) if not spelt else not every and _idle(plain, m, number)):
        return None
    if not (spelt or unit or scale) and re.fullmatch(_Y, raw):
        return Value(m.start(), m.end(), "年", number)
    factor = Fraction(1)
    for part in re.findall("万亿|[亿万千百十]", scale):
        factor *= _SCALES[part]
    if m["lead"]:
        unit = "%" if m["lead"] == "百分之" else "‰"
    above = _high(m["high"] or "")
    kind, base = ("%", Fraction(10)) if unit == "成" else _UNITS.get(unit, ("", Fraction(1)))
    amount = above + number * factor
    return Value(
        m.start(), m.end(), kind, amount * base, amount if above else number, spelt, _rounded(plain, m)
    )


def _rounded(plain: str, m: re.Match[str]) -> str:
    """In which way a figure is said to be rounded, as Value has it."""
    before, after = plain[max(0, m.start() - 3) : m.start()], plain[m.end() : m.end() + 2]
    if _NEARLY.search(before):
        return "<"
    if _OVER.search(before) or after in _AND_MORE or re.search("[余多]", m.group()):
        return ">"
    return "~" if _SOME.search(before) or after in _OR_SO else ""


def _high(text: str) -> Fraction:
    """What stands before the last part of a number in parts: 1亿2000万, 七百八十九万三千."""
    total = Fraction(0)
    for m in re.finditer(r"(\d+|[^亿万]+)(万亿|[亿万])", text):
        part = Fraction(m[1]) if m[1][0].isdigit() else _spelt(m[1])
        total += (part or 0) * _SCALES[m[2]]
    return total


def _named(plain: str, m: re.Match[str]) -> bool:
    """Whether digits are part of a name: 5G, PM2.5, A4."""
    after = "" if m["unit"] else plain[m.end("number") : m.end("number") + 1]
    return bool(re.match(r"[a-z]", plain[m.start() - 1 : m.start()] + after))


def _idle(plain: str, m: re.Match[str], number: Fraction) -> bool:
    """Whether a number in words tells no amount: 一体, 三农, 第三; only with a unit or scale does it, and 一个 never."""
    if m["lead"]:
        return False
    bare = not (m["unit"] or m["scale"] or m["high"])
    return bare or plain[m.start() - 1 : m.start()] == "第" or (number == _ARTICLE and not m["scale"])


def _spelt(text: str) -> Fraction | None:
    """一百二十三 or 三点五 as a number; None where the characters make none (十四五, 三五)."""
    whole, _, decimals = text.partition("点")
    if all(c in _DIGITS for c in whole):
        total = int("".join(str(_DIGITS[c]) for c in whole)) if len(whole) != 2 else None
    else:
        total = _by_place(whole)
    if total is None:
        return None
    part = int("".join(str(_DIGITS[c]) for c in decimals)) if decimals else 0
    return total + Fraction(part, 10 ** len(decimals))


def _by_place(whole: str) -> int | None:
    total = digit = 0
    last = 10_000
    for i, c in enumerate(whole):
        if c in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[c]
            continue
        if _TENS[c] >= last or (i and not digit):
            return None
        total += (digit or 1) * _TENS[c]
        digit, last = 0, _TENS[c]
    return total + digit
