"""Read what the labels of a table say of the figures under them: measure, status, year, and what is left as a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.chinese.years import in_digits
from ingest.facts.indicators import IndicatorMention, find_indicators
from ingest.facts.model import FactStatus, Measure, Period

WORDS = WordTable("ingest.facts", "table_labels")
# In the order in which they are taken out of a label; what is longer and says more comes first.
_LISTS = {
    name: WORDS.words(name)
    for name in (
        "completion", "chain", "yearly", "change", "growth", "share", "estimate", "target_adjusted", "target", "result",
    )
}  # fmt: skip
_BEFORE = WORDS.words("year_before")
_NEUTRAL = WORDS.words("neutral")
_KIND = WORDS.words("kind")
SCOPE = WORDS.words("scope")
_MEASURES: dict[str, Measure] = {
    "completion": "share", "chain": "growth", "yearly": "growth", "change": "change", "growth": "growth",
    "share": "share",
}  # fmt: skip
_STATUSES: dict[str, FactStatus] = {
    "estimate": "estimate", "target_adjusted": "target", "target": "target", "result": "result",
}  # fmt: skip
# Without 年 only as the whole of a label: 2000 is no year in 2000万元以上工业.
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年(?:度|末|底)?|$(?<=^....))")
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)年?[-—–~至到]+((?:19|20)\d\d)年?(?!\d)")
# 2025年执行数比2024年决算数增长% is growth over the year before.
_ANOTHER_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d)年(?P<between>[^\d]*)(?P<by>[比较])(?P<before>(?:19|20)\d\d)年(?=\D)"
)
# A comparison of which the part below tells the measure: 快报数比2024年决算数 over 增减额; one that stands below what it compares:
# 2026年预算 over 比2025年执行数增减.
_COMPARED = re.compile(r"[比较](?:上年|去年|(?:19|20)\d\d年)[^比较\d]{0,6}(?:[数算报]|增减|增长)$")
_COMPARES = re.compile(r"[比较](?:上年|去年|(?:19|20)\d\d年)")
_TOTAL = re.compile(r"[合小总共]计")
_PERIODS: tuple[tuple[re.Pattern[str], Period | None], ...] = (
    (re.compile(r"1月?[-—–~至]+12月份?|全年|(?<!上)(?<!去)年[末底终]"), "year"),
    (re.compile(r"1月?[-—–~至]+6月份?|上半年"), "h1"),
    (re.compile(r"1月?[-—–~至]+3月份?|第?[一1]季度"), "q1"),
    (re.compile(r"1月?[-—–~至]+9月份?|前[三3]季度"), "q1-3"),
    (re.compile(r"\d+月?[-—–~至]+\d+月份?|下半年|第?[二三四234]季度"), None),
)
_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月份?(?!底|末|\d)")
_BASES = (
    ("上年预算", "上年预算"), ("上年年初预算", "上年预算"), ("上年调整预算", "上年预算"),
    ("上年同期", "上年同期"), ("去年同期", "上年同期"), ("年初", "年初"),
)  # fmt: skip
_MARKS = re.compile(r"[\s()\[\]〔〕【】:;,、/·|\-—±+]+")
# A part of a whole of something else: 占一般公共预算收入比重 is no income.
_OF = re.compile(r"占(?!用|地)")


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says.

    Attributes:
        measure, status, year, period, month: as of a fact; None where it does not say.
        base: of a completion, what was to be reached: 年初预算.
        qualifiers: 市本级, 调整预算, 年均.
        from_year: of a growth over several years.
        years_before: how many years before that of the table, of a column of the year before.
        percent: whether it counts in percent.
        mentions: the indicators that it names.
        rest: what is left of it: a noun (产量), the name of something, or nothing.
    """

    measure: Measure | None = None
    status: FactStatus | None = None
    year: int | None = None
    period: Period | None = None
    month: int | None = None
    base: str | None = None
    qualifiers: tuple[str, ...] = ()
    from_year: int | None = None
    years_before: int = 0
    percent: bool = False
    is_completion: bool = False
    mentions: tuple[IndicatorMention, ...] = ()
    rest: str = ""


def plain(text: str) -> str:
    """Return a cell's or a label's text folded, without blanks."""
    return "".join(fold(text).split())


def read_label(parts: Sequence[str]) -> Label | None:
    """Return what a label says; None where it says two things at once, or one that facts are not kept of.

    Args:
        parts: from the outermost to the innermost, without units.
    """
    found = Label()
    for part in _whole_parts(parts):
        read = _part(part)
        if read is None or (merged := merged_labels(found, read)) is None:
            return None
        found = merged
    if found.mentions and _TOTAL.fullmatch(found.rest):
        return replace(found, rest="")
    return found


def bare_label(text: str) -> Label | None:
    """Return what the name of a row says where it is a time, a measure or a status and nothing else: 2021年, 比上年增长%;
    None for a row that is named for something."""
    label = read_label((text,))
    if label is None or label.rest or label.mentions:
        return None
    says = label.year or label.period or label.measure or label.status
    return label if says else None


def is_torn(parts: Sequence[str]) -> bool:
    """Return whether one part of a label holds what two columns are called, 年初预算数调整预算数: its header is damaged."""
    for part in _whole_parts(parts):
        left, count = _with_year_before(part), 0
        # What a figure is measured against is no name of another column: 预算数比上年执行数增长%.
        for name in ("completion", "change", "growth"):
            left = _LISTS[name].sub("", left)
        for name in ("target_adjusted", "target", "result", "estimate"):
            while (m := _LISTS[name].search(left)) and m[0].endswith(("数", "值", "额")):
                left, count = _cut(left, m), count + 1
        if count > 1:
            return True
    return False


def _whole_parts(parts: Sequence[str]) -> list[str]:
    """Return the parts of a label, plain; one that says what is compared, 快报数比上年决算数, together with the part below,
    which says how: 增减额."""
    whole: list[str] = []
    for part in map(plain, parts):
        if whole and (_COMPARED.search(whole[-1]) or _COMPARES.match(part)):
            whole[-1] += part
        else:
            whole.append(part)
    return whole


@lru_cache(maxsize=8192)
def _part(text: str) -> Label | None:
    timed = read_time(text)
    if timed is None:
        return None
    label, text = timed
    # 一般债务 below 债务限额 is a part of it, not the 一般债 that it begins with.
    mentions = () if _KIND.fullmatch(text) else tuple(find_indicators(text))
    percent = "%" in text
    rest = list(text)
    for mention in mentions:
        rest[mention.start : mention.end] = ["|"] * (mention.end - mention.start)
    left = "".join(rest)
    if mentions and _OF.search(left):
        return None
    label = replace(label, mentions=mentions, percent=percent)
    if level := SCOPE.search(left):
        label = replace(label, qualifiers=(level[0],))
        left = _cut(left, level)
    if before := _BEFORE.match(left):
        label, left = replace(label, years_before=1), _cut(left, before)
    for name, words in _LISTS.items():
        if (m := words.search(left)) and m[0]:
            read = _worded(name, m)
            merged = merged_labels(label, read)
            if merged is None:
                return None
            label, left = merged, _cut(left, m)
    pieces = (_MARKS.sub("", piece).replace("%", "") for piece in left.split("|"))
    return replace(label, rest="".join(piece for piece in pieces if not _NEUTRAL.fullmatch(piece)))


def _cut(text: str, m: re.Match[str]) -> str:
    return text[: m.start()] + "|" + text[m.end() :]


def _worded(name: str, m: re.Match[str]) -> Label:
    label = Label(measure=_MEASURES.get(name), status=_STATUSES.get(name))
    if name == "completion":
        return replace(
            label, is_completion=True, base=m["budget"] or m["budget2"] or "计划", qualifiers=("完成率",)
        )
    if name == "yearly":
        return replace(label, qualifiers=("年均",), period="five-year")
    if name == "target_adjusted":
        return replace(label, qualifiers=("调整预算",))
    if name == "chain":
        return replace(label, base="上月")
    if name in ("growth", "change"):
        other = "上年" if name == "growth" else None
        return replace(label, base=next((base for words, base in _BASES if words in m[0]), other))
    return label


def read_time(text: str) -> tuple[Label, str] | None:
    """Return the time that a folded label names, and the label without it; None where facts are kept of no such time."""
    label, text = Label(), _with_year_before(text)
    if span := _SPAN.search(text):
        label = replace(label, from_year=int(span[1]), year=int(span[2]), period="five-year")
        text = _cut(text, span)
    elif years := list(_YEARS.finditer(text)):
        if len({m[1] for m in years}) > 1:
            return None
        label = replace(label, year=int(years[0][1]))
        text = _YEARS.sub("|", text)
    part = part_of_year(text)
    if part is None:
        return label, text
    m, period, month = part
    return None if period is None else (replace(label, period=period, month=month), _cut(text, m))


def _with_year_before(text: str) -> str:
    """Return a label with its years in digits, and with 上年 in place of the year before that it compares with."""
    return _ANOTHER_YEAR.sub(_year_before, in_digits(text))


def _year_before(m: re.Match[str]) -> str:
    """Return a comparison of two years with the earlier one called 上年, where it is the year before."""
    if int(m["year"]) - int(m["before"]) != 1:
        return m[0]
    return f"{m['year']}年{m['between']}{m['by']}上年"


def part_of_year(text: str) -> tuple[re.Match[str], Period | None, int | None] | None:
    """Return where folded text names a part of a year, which one, and of a month its number; the part is None where facts
    are kept of no such one (1-8月)."""
    for pattern, period in _PERIODS:
        if m := pattern.search(text):
            return m, period, None
    month = _MONTH.search(text)
    return (month, "month", int(month[1])) if month else None


def merged_labels(one: Label, other: Label) -> Label | None:
    """Return what two labels, or two parts of one, say together; None where they contradict each other."""
    # A growth that is wanted, a completion of what was wanted: the word beside says which figure it is.
    for name in ("measure", "status", "year", "period", "month", "base"):
        a, b = getattr(one, name), getattr(other, name)
        if a is not None and b is not None and a != b:
            return None
    return Label(
        measure=one.measure or other.measure,
        status=one.status or other.status,
        year=one.year or other.year,
        period=one.period or other.period,
        month=one.month or other.month,
        base=one.base or other.base,
        qualifiers=(*one.qualifiers, *(q for q in other.qualifiers if q not in one.qualifiers)),
        from_year=one.from_year or other.from_year,
        years_before=one.years_before or other.years_before,
        percent=one.percent or other.percent,
        is_completion=one.is_completion or other.is_completion,
        mentions=_mentions(one.mentions, other.mentions),
        rest=one.rest + other.rest,
    )


def _mentions(
    one: tuple[IndicatorMention, ...], other: tuple[IndicatorMention, ...]
) -> tuple[IndicatorMention, ...]:
    """Return what both name; an indicator and a part of it are the part: 一般债务限额 below 债务限额."""
    if len(one) == len(other) == 1 and one[0].indicator == other[0].indicator and not one[0].qualifiers:
        return other
    return (*one, *other)
