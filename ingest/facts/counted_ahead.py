"""Figures before what they count: of things newly added (新增15家以上高新技术企业), of works and of people helped (改造12个老旧小区)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.chinese.units import UNITS
from ingest.facts.assignment import Reading
from ingest.facts.clauses import Token
from ingest.facts.figure_groups import Group
from ingest.facts.indicators import IndicatorMention, indicators
from ingest.facts.measures import Measured
from ingest.facts.subjects import Subject

_KNOWN = frozenset(("reach", "neutral", "time", "whole", "aim", "estimate", "among"))
_NEW = "新增"
# Indicators whose figure is how much was done in a time.
_DONE = frozenset(
    ("老旧小区改造数", "棚户区改造套数", "农村危房改造户数", "户厕改造数", "高标准农田面积", "脱贫村数", "脱贫人数", "易地搬迁人数",
     "就业困难人员就业", "失业人员再就业", "农村劳动力转移就业", "城镇新增就业", "职业技能培训人次", "清洁取暖改造户数", "造林面积",
     "水土流失治理面积", "重点项目数", "新增学位", "新改建公路里程", "签约项目数", "新开工项目数", "竣工项目数")
)  # fmt: skip
# Of these it is how many there are, so that how many were built is told with the verb.
_BUILT = frozenset(
    ("学校数", "5G基站数", "充电桩数", "停车位数", "村卫生室数", "公交车数", "城镇道路长度", "管网长度", "美丽乡村数", "养老床位数")
)  # fmt: skip
_BUILDING = "新建|改建|改扩建|新改建|新改扩建|改造提升|改造|建成|建设|新增|优化|更新|购置|投放"
_VERB_OF_BUILDING = re.compile(_BUILDING)
_WORK = re.compile(
    f"(?:{_BUILDING}|开工建设|新开工|开工|启动|实施|谋划|推进|完成|实现|整治|打造|创建|解决|帮助|促进|帮扶|培训|组织|安置|引进|提供)$"
)
_OF_POOR, _OUT = "贫困人口", re.compile("脱贫|摘帽|退出")
# 12个重点项目开工 are projects begun, another indicator.
_OF_PROJECTS, _BEGUN = "重点项目数", re.compile("开工|竣工|投产|投用|建成")
# Words of the name or behind it that tell what became of what is counted: 26个贫困村出列.
_TOLD = re.compile("出列|退出|脱贫|摘帽|改造|就业|搬迁|竣工|开工|签约|培训|建成")
# 3.5万贫困人口: 人 is left out.
_OF_PEOPLE, _MANY = ("脱贫人数", "易地搬迁人数"), 10_000
# Works that are named before their number: 甲、乙等36个项目竣工.
_AND_OTHERS = "等"
# What may stand behind the name: how it was done, or that it is a task.
_GOES_ON = frozenset(("tail", "neutral", "and", "reach", "both"))
_ENDS = re.compile(r"(?:任务|工程|项目|全部|竣工|投用|投入使用|出列|摘帽|退出|脱贫|建设|改造|工作|目标)+")


def newly_added(group: Group, clause: int, *, is_ahead: bool) -> Subject | None:
    """Return what a figure of a list that begins with 新增 counts, where its name stands behind it; None where none does.

    Args:
        group: the figure.
        clause: index of its clause.
        is_ahead: the figure before in the list stands before its name too.
    """
    mention = _counted(group, is_ahead=is_ahead)
    if mention is None or mention.indicator.kind != "count" or mention.indicator.group == "就业":
        return None
    indicator = mention.indicator
    # 新增规上工业企业 is an indicator by itself.
    own = indicators().get(_NEW + indicator.name.removesuffix("数").removesuffix("总"))
    if own is not None:
        return Subject(own, mention.qualifiers, mention, clause)
    return Subject(indicator, (_NEW, *mention.qualifiers), mention, clause)


def worked_on(group: Group, clause: int, tokens: Sequence[Token], *, is_ahead: bool) -> Subject | None:
    """Return what a figure counts that a verb of works stands before and its name behind: 改造12个老旧小区; None where none does.

    Args:
        group: the figure.
        clause: index of its clause.
        tokens: of the clause.
        is_ahead: the figure before in the list stands before its name too.
    """
    mention = _counted(group, is_ahead=is_ahead)
    if mention is None or not _ends(tokens, mention):
        return None
    indicator = mention.indicator
    verb = next((token.text for token in reversed(group.before) if token.kind in ("neutral", "reach")), "")
    if indicator.name in _DONE:
        behind = "".join(token.text for token in tokens if token.start >= mention.name_start)
        if _OF_POOR in mention.qualifiers:
            # How many are poor no more, not how many are poor.
            is_out = _OUT.search(behind) is not None
            return Subject(indicator, (), mention, clause) if is_out else None
        if indicator.name == _OF_PROJECTS and _BEGUN.search(behind):
            return None
        is_worked = is_ahead or _WORK.search(verb) is not None or _TOLD.search(behind) is not None
        return Subject(indicator, mention.qualifiers, mention, clause) if is_worked else None
    built = _VERB_OF_BUILDING.search(verb)
    if indicator.name not in _BUILT or built is None:
        return None
    return Subject(indicator, (built[0], *mention.qualifiers), mention, clause)


def of_counted(subject: Subject, group: Group, clause: int) -> Reading:
    """Return the reading of a figure that `subject` follows."""
    at, figure = group.figures[0]
    if figure.unit is None:
        figure = replace(figure, unit=UNITS["人"])
    measured = Measured("change" if _NEW in subject.qualifiers else "level")
    return Reading(subject, figure, measured, clause, at, 0, words=group.before)


def _counted(group: Group, *, is_ahead: bool) -> IndicatorMention | None:
    """Return the name that stands right behind a figure that begins its clause or goes on with a list of such; None for others."""
    mention = group.after.mention if group.after is not None else None
    if mention is None or len(group.figures) != 1:
        return None
    kinds = [token.kind for token in group.before]
    listed = is_ahead and kinds[-1:] == ["and"]
    named = bool(group.before) and group.before[-1].text.endswith(_AND_OTHERS)
    if not listed and not (group.first and (named or set(kinds) <= _KNOWN)):
        return None
    figure = group.figures[0][1]
    of_people = figure.unit is None and figure.scale >= _MANY and mention.indicator.name in _OF_PEOPLE
    return mention if of_people or mention.indicator.fits(figure.unit) else None


def _ends(tokens: Sequence[Token], mention: IndicatorMention) -> bool:
    """Return whether nothing but what was done stands behind a name, up to the next figure of the clause."""
    for token in tokens:
        if token.start < mention.end:
            continue
        if token.kind == "and":
            return True
        if token.kind not in _GOES_ON and not (token.kind == "other" and _ENDS.fullmatch(token.text)):
            return token.mention is not None and token.mention.indicator == mention.indicator
    return True
