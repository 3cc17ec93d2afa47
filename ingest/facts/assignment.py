"""Assign figures to subjects: which of several belongs to which, and how each is measured."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from ingest.chinese.quantity import Quantity
from ingest.chinese.units import UNITS
from ingest.facts.clauses import Token
from ingest.facts.figure_groups import Group
from ingest.facts.measures import Measured, measured, named_share, whole_named
from ingest.facts.subjects import Subject, in_all

# An earlier figure's indicator is meant.
OF_BEFORE = 2
_SUM = 10**8
_MANY, _POPULATION = 10**4, "人口"
_WHOLE = Decimal(100)
_CONTRIBUTION = "对经济增长的贡献率"
_INDUSTRIES = ("第一产业", "第二产业", "第三产业")
_PASSED = re.compile("跨|迈|站上|越过|冲破|突破")
_TOTAL = re.compile("达|总数|总量|总计|突破|超")


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure with its indicator.

    Attributes:
        subject: what it is of.
        figure: the figure.
        measured: how it is measured.
        clause: index of its clause.
        at: index of the figure's token in its clause.
        carried: 0 where its clause names the indicator before it, 1 where the clause before does, 2 where an earlier figure's
            indicator is meant.
        negative: a minus stands before the figure.
        earlier: it is where a change came from (由40%提高到57%).
        words: the words between the indicator and the figure.
    """

    subject: Subject
    figure: Quantity
    measured: Measured
    clause: int
    at: int
    carried: int
    negative: bool = False
    earlier: bool = False
    words: tuple[Token, ...] = ()

    @property
    def part(self) -> tuple[str, ...]:
        """Return 占… of a part of a whole."""
        return tuple(word for word in self.measured.qualifiers if word.startswith("占")) or ("占比",)


@dataclass(frozen=True, slots=True)
class Place:
    """Where figures stand and how they come to their subjects.

    Attributes:
        clause: index of the clause.
        carried: as of a `Reading`.
        part: 占… of the figure before, where that was a part of a whole.
    """

    clause: int
    carried: int
    part: tuple[str, ...] = ()


def is_passed(reading: Reading) -> bool:
    """Return whether a figure is a mark that was passed: 跨越千亿元大关."""
    return any(word.kind == "reach" and _PASSED.search(word.text) for word in reading.words)


def assign(subjects: Sequence[Subject], group: Group, words: Sequence[Token], place: Place) -> list[Reading]:
    """Return the readings of a group of figures; none where one of them is not sure.

    Args:
        subjects: that they may be of.
        group: the figures.
        words: between the subjects and the figures.
        place: where they stand.
    """
    found = [
        _reading(subject, at, figure, group, words, place)
        for subject, (at, figure) in _pairs(subjects, group, words)
    ]
    return [reading for reading in found if reading is not None] if None not in found else []


def assign_each(
    subjects: Sequence[Subject | None], group: Group, words: Sequence[Token], place: Place
) -> list[Reading]:
    """Return the readings of figures that belong to as many names in their order; None is a name that is not known.

    One figure is of all names, where it is a rate.
    """
    figures = group.figures * len(subjects) if len(group.figures) == 1 else group.figures
    if figures is not group.figures and not _for_all(figures[0][1]):
        return []
    found = [
        _reading(subject, at, figure, group, words, place)
        for subject, (at, figure) in zip(subjects, figures, strict=True)
        if subject is not None
    ]
    return [reading for reading in found if reading is not None]


def _pairs(
    subjects: Sequence[Subject], group: Group, words: Sequence[Token]
) -> list[tuple[Subject, tuple[int, Quantity]]]:
    """Return which figure is of which subject; nothing where that is not sure."""
    figures = group.figures
    first = subjects[0]
    joint = first.mention.name.joint
    if len(subjects) == len(figures) == 1 and joint:
        if _is_their_sum(first):
            return []
        if first.indicator in joint or _of_each(words):
            # A joint name that is none of its own: 城乡低保标准.
            return [(part, figures[0]) for part in first.parts()]
    if len(subjects) == len(figures):
        return list(zip(subjects, figures, strict=True))
    if len(subjects) > 1 and _of_each(words):
        # 地区生产总值、城乡居民人均可支配收入 are three.
        parts = [part for subject in subjects for part in subject.parts()]
        if len(parts) == len(figures):
            return list(zip(parts, figures, strict=True))
    if len(figures) == 1 and (_for_all(figures[0][1]) or any(word.kind == "both" for word in words)):
        return [(subject, figures[0]) for subject in subjects]
    if len(subjects) == 1:
        if len(joint) == len(figures) or _is_of_industries(first, figures, words):
            return list(zip(_parts(first), figures, strict=True))
        fitting = [each for each in figures if first.indicator.fits(each[1].unit)]
        if len(fitting) == 1 or (len(fitting) == len(figures) and _count_apart(figures)):
            # 107个、6044户: only what its level is given in is sure to be of it.
            return [(first, figure) for figure in fitting]
    return []


def _is_their_sum(subject: Subject) -> bool:
    """Return whether one figure of a name that joins industries is of them together: 二三产业比重达到89%."""
    return any(each.name.startswith(_INDUSTRIES) for each in subject.mention.name.joint)


def _count_apart(figures: Sequence[tuple[int, Quantity]]) -> bool:
    """Return whether figures are counted in units that differ: 107个、6044户, but not 3家、5户."""
    return not any(a.comparable(b) for (_, a), (_, b) in combinations(figures, 2))


def _parts(subject: Subject) -> list[Subject]:
    """Return the subjects that a name joins; where it joins one indicator of all three industries, each with its own."""
    joint = subject.mention.name.joint
    if not joint or (len(joint) == len(_INDUSTRIES) and len(set(joint)) == 1):
        return [replace(subject, qualifiers=(each, *subject.qualifiers)) for each in _INDUSTRIES]
    return subject.parts()


def _is_of_industries(
    subject: Subject, figures: Sequence[tuple[int, Quantity]], words: Sequence[Token]
) -> bool:
    """Return whether figures are the contributions of the three industries, which make up the growth."""
    is_contribution = subject.indicator.name == _CONTRIBUTION and not subject.qualifiers
    if not is_contribution or len(figures) != len(_INDUSTRIES) or not _of_each(words):
        return False
    return abs(sum((figure.lower for _, figure in figures), -_WHOLE)) <= 1


def _of_each(words: Sequence[Token]) -> bool:
    """Return whether one figure is told of each of several: 城乡居民人均可支配收入分别增长7.5%."""
    return any(word.kind in ("respectively", "both") for word in words)


def _for_all(figure: Quantity) -> bool:
    """Return whether a figure told of several subjects is that of each: 甲、乙增长20%, but not a sum of money."""
    return figure.unit is not None and figure.unit.kind in ("share", "ratio", "points")


def _reading(
    subject: Subject, at: int, figure: Quantity, group: Group, words: Sequence[Token], place: Place
) -> Reading | None:
    """Return the reading of one figure; None where it may be no fact of the subject."""
    if figure.unit is None and figure.scale >= _SUM and "money" in subject.indicator.measured:
        # 突破千亿: 元 is left out.
        figure = replace(figure, unit=UNITS["元"])
    is_large = figure.scale >= _MANY or (figure.is_bare and figure.lower >= _MANY)
    if figure.unit is None and is_large and subject.indicator.group == _POPULATION:
        # 总人口26.2万, 常住人口766579: 人 is left out.
        figure = replace(figure, unit=UNITS["人"])
    if place.carried == OF_BEFORE and any(_TOTAL.search(word.text) for word in words if word.kind == "reach"):
        # 新增高新技术企业12家,累计达到252家.
        subject = in_all(subject)
    how = measured(words, group.after, figure, subject.indicator, subject.qualifiers)
    if how is None:
        return None
    kinds = {word.kind for word in words}
    earlier = "reach_from" in kinds and group.after is not None and group.after.kind == "reach_to"
    if (
        place.carried == OF_BEFORE
        and how.measure == "level"
        and not (earlier or kinds & {"reach", "reach_to"})
    ):
        return None
    if place.carried == OF_BEFORE and figure.kind == "points" and how.measure == "change":
        how = replace(how, qualifiers=(*place.part, *how.qualifiers))
    if how.measure == "change" and figure.kind == "points" and (whole := whole_named(words)) is not None:
        # 第三产业占生产总值的比重提高2个百分点.
        named = named_share(subject.indicator, whole)
        how = replace(how, qualifiers=(f"占{whole}", *how.qualifiers)) if named is None else how
        subject = subject if named is None else subject.part(named)
    if how.measure == "share":
        named = named_share(subject.indicator, how.base)
        if named is not None:
            # It is an indicator by itself, so that what follows (提高2个百分点) is of it.
            kept = tuple(word for word in how.qualifiers if not word.startswith("占"))
            subject, how = subject.part(named), Measured("level", how.sign, kept, None)
    return Reading(
        subject, figure, how, place.clause, at, place.carried, group.negative(at), earlier, tuple(words)
    )
