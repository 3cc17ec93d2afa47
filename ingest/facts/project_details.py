"""Read what a clause tells of a project beside its state: the sum invested, site, size, date, industry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.chinese.dates import find_dates
from ingest.chinese.divisions import divisions_folded_as, place_of
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Bound, Quantity
from ingest.chinese.word_table import WordTable
from ingest.schema import Region

_TABLE = WordTable("ingest.facts", "industries")
_INDUSTRIES = {
    name: _TABLE.words(name)
    for name in (
        "新能源 电力 水利 环保 卫生 教育 交通 文旅 体育 食品 农业 医药 汽车 电子信息 数据 化工 冶金 建材 纺织 造纸 物流 "
        "装备制造 新材料 商贸 城建"
    ).split()
}
_INVESTED = re.compile(
    r"(?:总|共|计划|预计|概算|估算|固定资产)投资(?:额|规模)?(?:约|达到?|近|超过?|为|逾|高达|:|\s)*(?=\d)|^(?:计划|预计|概)?投资(?:约|达|近|超|超过|为)*(?=\d)|投资(?:总额|额|规模|估算)(?:约|达|为|近|超)*(?=\d)|由[^,。;、]{2,24}?投资(?:约|近|超)?(?=\d)|^(?:计划|预计|概算)(?:总)?投入(?:约|近|超)?(?=\d)"
)
_SITE = re.compile(
    r"(?:位于|坐落于?|落户|选址)(?:在|于)?(?P<name>[^,。;、的]{2,16}?(?:[镇乡区园县市村路]|街道|新城|新区))(?=[,。;的、]|$)"
)
_TOWN = re.compile(
    r"^(?P<name>[一-鿿]{2,8}?(?:镇|乡(?!村)|街道|经济开发区|开发区|经开区|高新区|工业园区|工业区|产业园区))(?=.{3})"
)
_SIZE = re.compile(
    r"(?:占地|用地|建筑|规划|建设)(?:总)?(?:面积|用地)?(?:约|达|近|为)?(?=\d)|总装机(?:容量|规模)?(?:约|达|为)?(?=\d)|全长(?:约)?(?=\d)|线路全长(?=\d)"
)
# The next sentence goes on with the same project.
_NEXT = re.compile(
    r"[。;!]\s*(?:该|此|整个)?(?:项目|工程)[^。;!\n]{0,60}?(?<!完成)(?<!累计)投资(?:额|规模)?(?:约|达|近|超|超过|为|逾)*(?=\d)"
)
_DATED = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:[上下]午)?,$")
_DATE = 20
_COUNTY = re.compile(r"(?P<name>[一-鿿]{1,12}?(?:自治县|自治旗|[县市区旗]))(?=[^、和与及至到—~-].)")
_MONEY = "money"
_NO_SIZE = frozenset(("money", "count", "people", "years", "months", "days", "share", "", "percent"))


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum invested: as written, in 元, and how exact it is."""

    number: float
    unit: str
    amount: float
    bound: Bound


def sum_in(text: str) -> Sum | None:
    """Return the first sum of money in `text`; None where there is none or it is a range."""
    for found in find_quantities(text):
        if found.unit is not None and found.unit.dimension == _MONEY and found.value is not None:
            return _sum(found)
    return None


def _sum(found: Quantity) -> Sum:
    scale = {100_000_000: "亿", 10_000: "万", 1: ""}.get(int(found.scale))
    value = float(found.lower * found.factor)
    if scale is None:
        return Sum(float(found.lower), found.unit_name, value, found.bound)
    return Sum(float(found.number), scale + found.unit_name, value, found.bound)


def sum_after(text: str, start: int, end: int) -> Sum | None:
    """Return the sum that text[start:end], right behind a project's name, tells as invested in it in all."""
    m = _INVESTED.search(text[start:end])
    return sum_in(text[start + m.start() : min(end, start + m.end() + 20)]) if m is not None else None


def site_of(name: str, told: str) -> str | None:
    """Return where a project stands, as what is `told` of it or its name says."""
    m = _SITE.search(told) or _TOWN.match(name)
    return m["name"] if m is not None else None


def sum_of_next(text: str, end: int) -> Sum | None:
    """Return the sum that the sentence after text[:end] tells of the same project: 某厂投产。该项目总投资3亿元."""
    m = _NEXT.match(text, end)
    return sum_in(text[m.end() : m.end() + 20]) if m is not None else None


def size_of(name: str, told: str) -> str | None:
    """Return a project's area or capacity as written: 200万吨 of 年产200万吨铝板项目."""
    for found in find_quantities(name):
        if found.unit is not None and found.unit.dimension not in _NO_SIZE:
            return name[found.start : found.end]
    m = _SIZE.search(told)
    if m is None:
        return None
    rest = told[m.end() : m.end() + 20]
    size = next(iter(find_quantities(rest)), None)
    return rest[size.start : size.end] if size is not None and size.start <= 1 else None


def date_of(told: str, year: int | None) -> str | None:
    """Return the ISO date of the last day or month that `told` names; None where it names no month.

    Args:
        year: of what names a month alone, 3月22日.
    """
    dates = [each for each in find_dates(told) if each.month is not None and (each.year or year) is not None]
    return (dates[-1].in_year(year) if year else dates[-1]).iso if dates else None


def dated(text: str, begin: int) -> str:
    """Return the date that stands alone before the clause that begins at `begin`: 2018年9月, 某高速建成通车."""
    m = _DATED.search(text, max(0, begin - _DATE), begin)
    return m[0] if m is not None else ""


def county_of(name: str, told: Region | None) -> tuple[str | None, str | None]:
    """Return whose a project is, and where that lies: the county in the region told of that its name begins with, or that region."""
    if told is None:
        return None, None
    m = _COUNTY.match(name)
    for division in divisions_folded_as(m["name"]) if m is not None else ():
        if division.level == "county" and division.until is None and told[0] in division.parents:
            return division.name, place_of(division)
    return told


def industry_of(name: str) -> str | None:
    """Return the industry that a project's folded name shows; None where it shows none."""
    return next((industry for industry, words in _INDUSTRIES.items() if words.search(name)), None)
