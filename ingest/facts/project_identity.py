"""Know a project again in another document or another year: by its name, cut down to what stays, and its region."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ingest.chinese.division_names import short_name
from ingest.chinese.numbers import parse_number
from ingest.chinese.script import fold
from ingest.facts.model import Project
from ingest.facts.project_judge import is_proper

_MARKS = re.compile(r"[\s“”\"'‘’「」『』《》〈〉·•・,.、。()\[\]【】_-]+")
_PHASE = re.compile(r"第?(?P<number>[一二三四五六七八九十]{1,2}|\d{1,2}|i{1,3}|iv)期(?:工程|项目)?")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# What one report says and the next leaves out.
_ENDING = re.compile(
    r"(?:(?:建设|施工|新建|续建)?(?:项目|工程)(?:建设)?|新建道路|(?:开发|投资|新建|续建)建设|(?<![开房])建设|ppp)$"
)
_LINK = re.compile(r"^(?:年产|的)|的(?=.{2})")
_AMOUNT = re.compile(r"^\d+(?:\.\d+)?(?:亿|万|千|百)*(?:元|吨|台|套|件|平方米|亩|公里|千瓦|kw|mw|gw)?(?:的)?")
# 区疾控中心综合楼 of one report is 疾控中心综合楼 of the next.
_LEVEL = re.compile(r"^(?:县|市|区|州|旗)(?=[^县市区州旗].{4})")
# 甲乙城际(R1线), 国道112线.
_CODE = re.compile(r"[(][a-z]{0,2}\d+[a-z]?(?:号?线)?[)]|(?<=[道gs]\d{3})线")
# A shorter name that is the end of a longer one is the same work only where it is long enough to be no mere kind of work.
_DISTINCT = 5
_PLACES = re.compile(r".+?(?:自治[区州县旗]|特别行政区|[省市州盟县区旗])(?!区)")


class ProjectKey(NamedTuple):
    """What tells a project from others.

    Attributes:
        region: whose it is, full name; None where that is not known.
        name: folded, without marks, without the region's name before it and without 项目, 工程, 建设 behind it.
        phase: 2 of 二期; 0 where none is told.
    """

    region: str | None
    name: str
    phase: int


def project_key(project: Project) -> ProjectKey:
    """Return the key by which a project is known again; mentions of one project mostly share it.

    A phase is a work by itself: the first and the second have different keys.
    """
    return _key(project.name, project.region, project.place)


def same_project(a: Project, b: Project) -> bool:
    """Return whether two mentions are of one project, also where one document gives the name in full, the other without
    its builder or town, or where a city's report tells of a county's project."""
    first, second = project_key(a), project_key(b)
    if first.phase != second.phase or not _one_region(a, b):
        return False
    # 污水处理厂 of a city and of its county are two: the words are those of a kind.
    if a.region != b.region and not (is_proper(first.name) and is_proper(second.name)):
        return False
    if first.name == second.name:
        return True
    # A county's own 县医院新病房楼 and that of its city are two.
    if a.region == b.region and _LEVEL.sub("", first.name) == _LEVEL.sub("", second.name):
        return True
    (short, _), (long, fuller) = sorted(((first.name, a), (second.name, b)), key=lambda each: len(each[0]))
    if len(short) < _DISTINCT or not long.endswith(short):
        return False
    before = long[: -len(short)]
    told = [
        fuller.region,
        fuller.site,
        fuller.builder,
        a.region,
        a.site,
        a.builder,
        b.region,
        b.site,
        b.builder,
    ]
    return any(name and _begins(fold(name), before) for name in told)


def _begins(told: str, before: str) -> bool:
    """Return whether the words `before` a name are those of a region, site or builder, in full or shortened."""
    return before in (told, short_name(told)) or (len(before) >= 2 and told.startswith(before))


def _one_region(a: Project, b: Project) -> bool:
    """Return whether the regions are the same, or one lies in the other."""
    if a.region is None or b.region is None:
        return False
    if a.region == b.region:
        return a.place is None or b.place is None or a.place == b.place or _within(a.place, b.place)
    return a.region in _parts(b.place) or b.region in _parts(a.place)


def _within(a: str, b: str) -> bool:
    """Return whether one of two places is told more closely than the other: 某市 and 某省某市."""
    return a.endswith(b) or b.endswith(a)


@lru_cache(maxsize=4096)
def _parts(place: str | None) -> tuple[str, ...]:
    """Return the names in a place, the widest first: 某省, 某市."""
    return tuple(_PLACES.findall(place)) if place else ()


@lru_cache(maxsize=8192)
def _key(name: str, region: str | None, place: str | None) -> ProjectKey:
    plain = _MARKS.sub("", _CODE.sub("", fold(name))).replace("改扩建", "改建")
    phase = 0
    if (m := _PHASE.search(plain)) is not None:
        phase = _number(m["number"])
        plain = plain[: m.start()] + plain[m.end() :]
    plain = _LINK.sub("", plain)
    for told in (*_parts(place), *((region,) if region else ())):
        for form in (fold(told), fold(short_name(told))):
            # 国道112线某某段绕城.
            if len(form) > 1:
                plain = plain.replace(f"{form}段", "") or plain
            # What is left must still be a name: of 易县大桥 only 大桥 would stay.
            if len(form) > 1 and plain.startswith(form) and len(plain) - len(form) >= 4:
                plain = plain[len(form) :]
                break
    rest = _AMOUNT.sub("", plain)
    if len(rest) >= 4:
        plain = rest
    while len(rest := _ENDING.sub("", plain)) >= 2 and rest != plain:
        plain = rest
    return ProjectKey(region, plain or fold(name), phase)


def _number(written: str) -> int:
    if written in _ROMAN:
        return _ROMAN[written]
    number = parse_number(written)
    return int(number) if number is not None else 0
