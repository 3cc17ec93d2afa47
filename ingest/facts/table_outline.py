"""What the rows of a table are about: their names without numbers and marks, and which of them are parts of another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.chinese.division_names import short_name
from ingest.chinese.units import UNIT, UNITS, without_scale
from ingest.facts.indicators import Indicator, IndicatorMention, find_indicators
from ingest.facts.table_labels import WORDS, plain

_AROUND = WORDS.words("around", frame="(?:{words})*")
KIND = WORDS.words("kind")
TOTAL = WORDS.words("total", frame="^(?:{words})$")
NO_TOTAL = WORDS.words("no_total")
_TELLING = WORDS.words("telling")
_GENERIC = WORDS.words("generic", frame="^(?:{words})$")
_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d+(?:\.\d+)*[.、)]+|[①-⑳])+"
)
_PART = re.compile(r"(?:其中|[内含](?=:)|#|\*|☆|[-—]{1,2})[:,]?")
_UNIT = re.compile(rf"\((?:单位:)?({UNIT}|[万亿][一-鿿/]{{1,6}})\)$")
# What the parts of an indicator bear behind their names: 教育 of 一般公共预算支出 is 教育支出.
NOUNS = ("支出", "收入", "投资", "产量", "增加值", "产值", "零售额", "利润总额", "参保人数", "余额", "总额")
_WHEN = re.compile(r"年末|期末|当年|本年|全年")
_SUM = re.compile(r"(?:总[量数额]|数量)$")
_BRACKETS = re.compile(r"\([^()]*\)")
_OWN_YEAR = re.compile(r"((?:19|20)\d\d)年(?:度|末|底|(初))?(?=[一-鿿]{2})")
# The name of the next row, numbered, ran together with this one's: 其他税收收入二、非税收入; only a sum has its figures for sure.
_NEXT_ROW = re.compile(
    r"(?<=收入|支出|合计|总计|小计|余额|结余|结转)[一二三四五六七八九十]{1,2}、[一-鿿]{2,}"
)
_SURE = ("合计", "总计", "小计")
_FOOTNOTE = re.compile(r"\[\d+\]$|\(注\d*\)$")
_GROWTH = re.compile(r"(?:年均)?(?:增长(?:率|速度)?|增速|增幅)(?:\(%\)|%)?$")


@dataclass(frozen=True, slots=True)
class RowName:
    """What a row is called.

    Attributes:
        name: without number, mark and unit.
        is_part: whether a mark says that it is a part of the row before: 其中, #.
        unit: that its name gives in brackets.
        is_growth: whether the name itself says that its figures are growth.
        year: that it opens with: 2024年末债务余额; None where it opens with none.
    """

    name: str
    is_part: bool
    unit: str
    is_growth: bool
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is of.

    Attributes:
        indicator: None for one that is not listed.
        name: as written.
        qualifiers: see `Fact`.
        whole: the name of what it is a part of, if it is one.
    """

    indicator: Indicator | None
    name: str
    qualifiers: tuple[str, ...] = ()
    whole: str | None = None


def row_name(text: str) -> RowName:
    """Return what a row is called; `text` is its naming cell."""
    name = _alone(_FOOTNOTE.sub("", plain(text)))
    name = _NUMBER.sub("", name, count=1) if _NUMBER.match(name) else name
    part = _PART.match(name)
    if part:
        name = name[part.end() :]
        name = _NUMBER.sub("", name, count=1) if _NUMBER.match(name) else name
    unit = _UNIT.search(name)
    if unit:
        name = name[: unit.start()]
    year = _OWN_YEAR.match(name)
    if year:
        name = name[year.end() :]
    growth = None if explained(name) else _GROWTH.search(name)
    if growth:
        name = name[: growth.start()]
    # What stood at the beginning of a year stood at the end of the one before.
    own_year = int(year[1]) - (year[2] is not None) if year else None
    return RowName(name, part is not None, unit[1] if unit else "", growth is not None, own_year)


def _alone(name: str) -> str:
    """Return a row's name without that of the next row that ran together with it; "" where it is not sure whose figures they are."""
    m = _NEXT_ROW.search(name)
    if m is None:
        return name
    return name[: m.start()] if name[: m.start()].endswith(_SURE) else ""


@lru_cache(maxsize=8192)
def explained(name: str) -> IndicatorMention | None:
    """Return the one indicator that a name is nothing more than a name of; None where it says more, or names several."""
    mentions = find_indicators(name)
    if len(mentions) != 1:
        return None
    mention = mentions[0]
    before, behind = name[: mention.start], name[mention.end :]
    return mention if _AROUND.fullmatch(before) and _AROUND.fullmatch(behind) else None


def subject_of(name: str, nouns: Sequence[str], unit: str | None, within: Indicator | None) -> Subject | None:
    """Return what a row is about by its own name, with what the column or the caption adds to it; None where it does
    not name a listed indicator.

    Args:
        name: of the row.
        nouns: what may stand behind it, the likeliest first: 产量 over the column.
        unit: of its amounts; None where they are unknown.
        within: what the table as a whole is of, if that is an indicator; only then an ambiguous name means that one.
    """
    bare = _WHEN.sub("", name)
    for whole in dict.fromkeys((*(_joined(bare, noun) for noun in nouns), bare, name, _SUM.sub("", bare))):
        mention = explained(whole)
        if mention is None or (unit is not None and not fits(mention.indicator, unit)):
            continue
        if mention.name.is_ambiguous and within != mention.indicator:
            continue
        return Subject(mention.indicator, whole, mention.qualifiers)
    return None


def fits(indicator: Indicator, unit: str) -> bool:
    """Return whether an amount in `unit`, as written, can be a level of the indicator."""
    if not unit:
        return "" in indicator.units
    return unit in indicator.units or indicator.fits(UNITS.get(without_scale(unit)))


def unlisted(name: str, noun: str) -> Subject | None:
    """Return a subject that no list holds; None where its name does not tell by itself what is counted.

    Args:
        name: of the row.
        noun: what the column, the row above or the title adds to it; "" where none does.
    """
    if is_telling(name):
        return None if _GENERIC.search(name) else Subject(None, name)
    return Subject(None, _joined(name, noun)) if noun else None


def is_telling(name: str) -> bool:
    """Return whether a name tells by itself what is counted: 资源税, 自来水生产量."""
    return _TELLING.search(name) is not None


def _joined(name: str, noun: str) -> str:
    """Return a name with its noun, which it may end with already, or whose first character it may end with."""
    if name.endswith(noun):
        return name
    return name + (noun[1:] if noun[0] == name[-1] else noun)


def part_of(whole: Subject, name: str, unit: str | None) -> Subject | None:
    """Return a part of what the row above is about: 城镇 of 常住人口; None where no indicator is known of that."""
    if whole.indicator is None:
        return None
    bare = _BRACKETS.sub("", name) or name
    # 火力 of 火力发电量.
    kind = bare.removesuffix(whole.indicator.name) or bare
    mention = explained(kind + whole.indicator.name)
    if (
        mention is not None
        and mention.indicator != whole.indicator
        and (unit is None or fits(mention.indicator, unit))
    ):
        qualifiers = tuple(dict.fromkeys((*mention.qualifiers, *whole.qualifiers)))
        return Subject(mention.indicator, kind + whole.indicator.name, qualifiers, whole.name)
    if unit is not None and not fits(whole.indicator, unit):
        return None
    return Subject(whole.indicator, name, (*whole.qualifiers, *as_part(whole.indicator, kind)), whole.name)


def as_part(whole: Indicator, kind: str) -> tuple[str, ...]:
    """Return the qualifiers of a part of an indicator; those of its own name where it has one, which the kind and the
    indicator's name may share a word of: 一般债务 of 债务余额 is 一般债务余额."""
    for start in range(len(kind) - 1):
        shared = kind[start:]
        if (at := whole.name.find(shared)) >= 0:
            mention = explained(kind + whole.name[at + len(shared) :])
            if mention is not None and mention.indicator == whole and mention.qualifiers:
                return mention.qualifiers
    return (kind,)


def sums(amounts: Sequence[float | None], decimals: int) -> dict[int, int]:
    """Return row → the row above it of which it is a part, for rows that together make up the one above them.

    Args:
        amounts: of the rows in one column; None for a row without one.
        decimals: that they are rounded to; the sum may differ by what rounding does.
    """
    found: dict[int, int] = {}
    for i, whole in enumerate(amounts):
        total, count = 0.0, 0
        for j in range(i + 1, len(amounts)):
            part = amounts[j]
            if whole is None or part is None or part < 0 or total > whole:
                break
            total, count = total + part, count + 1
            if count > 1 and abs(total - whole) <= (count + 1) * 0.5 * 10**-decimals + 1e-9:
                found |= dict.fromkeys(range(i + 1, j + 1), i)
                break
    return found


def is_called(name: str, region: str) -> bool:
    """Return whether a row is called by a region's name, in full or in short."""
    return (
        name == region
        or (len(name) > 1 and name in (short_name(region), region[: len(name)]))
        or (len(name) > 2 and name[-1] in "县区市旗州" and region.startswith(name[:-1]))
    )
