"""Parse the quantities of a text: number, unit, exactness and position.

This is the one parser of figures, for questions, answers, tables and the verification of a model's reply. Dates and
years are found by dates.py; a number that is part of a name (G112, PM2.5, 5A级, 十四五) or of an order (第三) is no
quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from ingest.chinese.dates import find_dates
from ingest.chinese.numbers import ABOUT, ARABIC, SCALE, SPELT, Number, read_number
from ingest.chinese.quantity import Bound, Quantity
from ingest.chinese.script import fold
from ingest.chinese.units import UNITS, Unit, unit_at
from ingest.chinese.years import ARABIC_YEAR

_HEAD = rf"(?:{ARABIC}|{SPELT})"
_SCALED = rf"{_HEAD}{ABOUT}?(?:个(?=万?亿))?{SCALE}{ABOUT}?零?"
_NUMBER = rf"(?:(?:{_SCALED})++(?P<tail>{_HEAD}{ABOUT}?)?+|{_HEAD}{ABOUT}?)"
_PART = rf"(?:[百千万]|{_HEAD})分之(?P<part>{_HEAD}{ABOUT}?)"
# 近万亩, 万余人; 半年, but not 上半年 or 过半.
_BARE_SCALE = r"(?:(?:(?<=[近逾超])|(?<=(?<!签)约)|(?<=(?<!以)上))[万亿]|[万亿](?=[余多]))[余多]?"
_HALF = r"(?<![上下前后大小多过一两深])半(?=年|天|个月|个?小时)"
_FIGURE = re.compile(rf"(?P<share>{_PART})|(?P<number>{_NUMBER})|(?P<bare>{_BARE_SCALE})|(?P<half>{_HALF})")
# Where a figure may begin, for the search to be quick.
_BEGINS = re.compile(r"[\d零〇○一二两三四五六七八九十廿卅百千几数壹贰叁肆伍陆柒捌玖拾佰仟万亿半]")
_RANGE = re.compile(rf"\s?(?:[-~—–―]{{1,2}}|[至到])\s?(?P<upper>(?:{_SCALED})*+(?:{_HEAD}{ABOUT}?)?+)")
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
_YEAR = re.compile(ARABIC_YEAR)
# A Chinese comma between ordinary digits separates no thousands (2018，2019), unless three digits with what they count follow
# one to three (8，241名); ① is no digit.
_IN_THOUSANDS = (
    r"(?!(?:(?<=(?<![\d.．第率在])\d)|(?<=(?<![\d.．第率在])\d\d)|(?<=(?<![\d.．第率在])\d{3}))"
    r"，\d{3}(?:，\d{3})*(?:[.．]\d+)?[一-鿿%％])"
)
_NO_NUMBER = re.compile(rf"{_IN_THOUSANDS}(?:(?<![０-９])，|，(?![０-９]))|[①-⒛㈠-㈩]")
_BEFORE = re.compile(
    r"(?P<under>(?<![最附远临邻靠])近|不到|不足|不满|接近|将近|(?<!不)(?:低于|少于|小于))$"
    r"|(?P<over>超过?了?|突破了?|逾|高于|多于|大于|不(?:低于|少于|小于)|至少)$|(?P<about>大约|大概|大致|(?<![签预节制集契条公合违解特])约)$"
)
_AFTER = re.compile(
    r"(?P<over>以上|有余|余|多(?![少个种次于样元项方数]))|(?P<about>左右|上下)|(?P<under>以内|以下|之内)"
)
# 近百家, 上千人: without the word before it 百 is no number.
_BEFORE_BARE = re.compile(r"(?:(?P<under>将近|接近|近)|(?P<about>大约|(?<!签)约)|(?P<over>上|逾|超|成))$")
_CHANGE = re.compile(r"[从由自][^，,。；;]{0,8}$")
_HALF_MORE = re.compile(r"半(?![数载夜山途路价径年天壁])")
_HALF_OF = re.compile(r"个半(?P<unit>月|小时)")
# 22亿资金: what is only counted in money, right behind a number of 万 or 亿.
_MONEY_BEHIND = re.compile(
    r"的?(?:财政|专项|社会|民间|自筹|上级|扶贫|私募|配套)*"
    r"(?:资金|投资(?![者人方户商])|贷款(?![者人户企])|融资(?!企)|信贷|授信|补助|补贴|债券|债(?![务权主户])|票据)"
)
# What bears a number as its name: 12号, 283厂, 863计划.
_NUMBERED = re.compile(r"月|号|线|路|厂|(?:部|大|支)队|医院|[国省县]道|工程|计划|高地|热线|电话")
# 零件 and 零起点 count nothing.
_COUNTED_ZERO = frozenset("例起宗人元个家")
_SPANS_OF_TIME = ("years", "months", "days")
_LETTER = re.compile(r"[a-z]")
_LONGEST_MONTH = 31
_TEN_THOUSAND = 10**4
# Longer texts are read once.
_LONGEST_KEPT = 1000
# So many letters before a number are a word (GDP138亿元), fewer a code (G112).
_WORD = 3
_LONGEST_PER = re.compile(r"(?:m[23³²]?|[a-z]{1,2})(?![a-z0-9])")


def find_quantities(text: str, *, loose: bool = False) -> tuple[Quantity, ...]:
    """Return the quantities of `text`, in either script, left to right, none overlapping.

    Args:
        loose: also numbers in words without a unit, which hardly are meant as amounts (三农, 一体).
    """
    return (_kept if len(text) <= _LONGEST_KEPT else _found)(text, loose)


def _found(text: str, loose: bool) -> tuple[Quantity, ...]:
    return tuple(_scan(fold(_NO_NUMBER.sub("、", text)), loose))


# A sentence is looked at when it is weighed, when it is shown, and by each of its clauses.
_kept = lru_cache(maxsize=16384)(_found)


def _scan(plain: str, loose: bool) -> Iterator[Quantity]:
    taken = _calendar(plain)
    at = i = 0
    while (begin := _BEGINS.search(plain, at)) is not None:
        while i < len(taken) and taken[i][1] <= begin.start():
            i += 1
        if i < len(taken) and taken[i][0] <= begin.start():
            at = taken[i][1]
            continue
        m = _FIGURE.match(plain, begin.start())
        if m is None:
            at = begin.end()
            continue
        at, found = _read(plain, m, loose)
        if found is not None:
            yield found


def _calendar(plain: str) -> list[tuple[int, int]]:
    """Return where dates and times of the day stand."""
    dates = [(mention.start, mention.end) for mention in find_dates(plain)]
    times = [m.span() for m in _CLOCK.finditer(plain)] if ":" in plain else []
    return sorted(dates + times) if times else dates


def _read(plain: str, m: re.Match[str], loose: bool) -> tuple[int, Quantity | None]:
    """Return where to go on, and the quantity that begins at the match, if it is one."""
    written = m[0]
    spelt = not written[0].isdigit()
    if m["half"]:
        number: Number | None = Number(Decimal("0.5"), Decimal("0.5"))
    else:
        if spelt and not loose and not m["share"] and len(written) == 1 and not _goes_on(plain, m.end()):
            return m.end(), None
        number = read_number(written)
    if number is None and m["tail"]:
        # 5000万3个: two numbers.
        written = written[: m.start("tail") - m.start()]
        number = read_number(written)
    end = m.start() + len(written)
    if number is None or _is_name(plain, m.start(), end):
        return end, None
    if m["share"]:
        hundred = Decimal(100)
        number = replace(number, lower=number.lower * hundred, upper=number.upper * hundred)
        return end, _quantity(plain, m.start(), end, end, number, UNITS["%"], spelt)
    unit = unit_at(plain, end, spelt=spelt)
    if unit is None and "个" in written:
        # 2.3个亿 is money: nothing else is counted so.
        return end, _quantity(plain, m.start(), end, end, number, UNITS["元"], spelt)
    if unit is None and number.scale >= _TEN_THOUSAND and _MONEY_BEHIND.match(plain, end):
        return end, _quantity(plain, m.start(), end, end, number, UNITS["元"], spelt)
    if (found := _range(plain, m.start(), end, number, unit)) is not None:
        return found.end, None if _is_calendar(plain, found) else found
    if half := _HALF_OF.match(plain, end):
        whole = replace(number, lower=number.lower + Decimal("0.5"), upper=number.upper + Decimal("0.5"))
        return half.end(), _quantity(
            plain, m.start(), end, half.end(), whole, UNITS["个" + half["unit"]], spelt
        )
    stop = end + (len(unit.name) if unit else 0)
    if not _counts(plain, m, written, number, unit, spelt, loose):
        return stop, None
    found = _quantity(plain, m.start(), end, stop, number, unit, spelt)
    return found.end, None if _is_calendar(plain, found) else found


def _goes_on(plain: str, at: int) -> bool:
    """Return whether what may be a unit stands at `at`: most numerals of one character are part of a word."""
    return unit_at(plain, at, spelt=True) is not None or plain.startswith(
        ("个半", "至", "到", "-", "~", "—"), at
    )


def _counts(
    plain: str,
    m: re.Match[str],
    written: str,
    number: Number,
    unit: Unit | None,
    spelt: bool,
    loose: bool,
) -> bool:
    """Return whether a number is meant as an amount."""
    if not spelt:
        return unit is not None or not _YEAR.fullmatch(written)
    if loose or m["bare"] or m["half"]:
        return True
    if unit is None and number.scale == 1:
        return False
    if written in ("百", "千"):
        return _BEFORE_BARE.search(plain[max(0, m.start() - 2) : m.start()]) is not None
    return written not in ("零", "〇", "○") or (unit is not None and unit.name in _COUNTED_ZERO)


def _quantity(
    plain: str, start: int, number_end: int, end: int, number: Number, unit: Unit | None, spelt: bool
) -> Quantity:
    per = ""
    if unit is not None and plain.startswith("/", end):
        other = unit_at(plain, end + 1)
        latin = _LONGEST_PER.match(plain, end + 1)
        per = other.name if other else latin[0] if latin else ""
        end += len(per) + 1 if per else 0
    if unit is not None and unit.kind in ("years", "days", "ratio") and _HALF_MORE.match(plain, end):
        half = Decimal("0.5")
        number, end = replace(number, lower=number.lower + half, upper=number.upper + half), end + 1
    before = _BEFORE.search(plain[max(0, start - 4) : start])
    after = _AFTER.match(plain, end)
    bound: Bound = "over" if number.more else ""
    if before and not (before[0] == "近" and unit is not None and unit.kind in _SPANS_OF_TIME):
        bound = _bound(before)
    elif after and not bound:
        bound = _bound(after)
    if after and after[0] in ("余", "多") and unit is not None:
        end = after.end()
    if plain[start:number_end] in ("百", "千", "万", "亿") and (
        lead := _BEFORE_BARE.search(plain[max(0, start - 2) : start])
    ):
        start, bound = start - len(lead[0]), _bound(lead)
    written = plain[start:end].replace(",", "")
    return Quantity(start, end, written, number.lower, number.upper, number.scale, unit, per, bound, spelt)


def _bound(m: re.Match[str]) -> Bound:
    return "under" if m["under"] else "over" if m["over"] else "about"


def _range(plain: str, start: int, end: int, lower: Number, unit: Unit | None) -> Quantity | None:
    """Return the range that begins with the number plain[start:end], if one does: 5至8亿元, 5亿元—8亿元, 3-5年."""
    m = _RANGE.match(plain, end + (len(unit.name) if unit else 0))
    if m is None or not m["upper"] or _CHANGE.search(plain[max(0, start - 10) : start]):
        return None
    upper = read_number(m["upper"])
    spelt = not m["upper"][0].isdigit()
    other = unit_at(plain, m.end(), spelt=spelt)
    if upper is None or (unit is not None and other != unit) or (spelt and other is None):
        return None
    if unit is None and lower.scale == 1:
        # The scale after the second number is that of both.
        lower = replace(lower, lower=lower.lower * upper.scale, upper=lower.upper * upper.scale)
    if not lower.upper < upper.lower:
        return None
    found = _quantity(
        plain, m.start("upper"), m.end(), m.end() + len(other.name if other else ""), upper, other, spelt
    )
    before = _BEFORE.search(plain[max(0, start - 4) : start])
    return replace(
        found,
        start=start,
        written=plain[start : found.end].replace(",", ""),
        lower=lower.lower,
        bound=found.bound or (_bound(before) if before else ""),
    )


def _is_calendar(plain: str, found: Quantity) -> bool:
    """Return whether a number is of a day, a month or a line rather than an amount: 5日, 1-10月, 12号, 2019-2021."""
    if found.unit is None:
        # 1-10 without a unit is of months, scores or telephone numbers.
        bare = found.scale == 1 and found.lower < found.upper
        return bare or (found.scale == 1 and _NUMBERED.match(plain, found.end) is not None)
    if found.unit.name == "年":
        return _YEAR.match(found.written) is not None and found.scale == 1
    if found.unit.name == "个月":
        # 前三个月 are a part of the year.
        return plain[found.start - 1 : found.start] in tuple("前头")
    whole = found.lower == int(found.lower) and found.upper <= _LONGEST_MONTH
    return found.unit.name == "日" and whole and not found.bound


def _is_name(plain: str, start: int, end: int) -> bool:
    """Return whether a numeral is part of a name or of an order: G112, PM2.5, 5A级, COVID-19, 3.2.1, 第三."""
    before = plain[max(0, start - 1) : start]
    if before == "第":
        return True
    if before == "." and plain[max(0, start - 2) : start - 1].isdigit():
        return True
    if plain[end : end + 1] == "." and plain[end + 1 : end + 2].isdigit():
        return True
    unit = unit_at(plain, end)
    scaled = plain[end - 1] in "十百千万亿"
    if unit is None and not scaled and _LETTER.match(plain, end):
        return True
    if before == "-" and _LETTER.match(plain[max(0, start - 2) : start - 1]) and unit is None:
        return True
    if not _LETTER.match(before):
        return False
    word = re.search(r"[a-z]+$", plain[max(0, start - _WORD) : start])
    return word is None or len(word[0]) < _WORD or (unit is None and not scaled)
