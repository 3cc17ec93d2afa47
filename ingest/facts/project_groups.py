"""Find the words that close a list of projects and tell what its members are: 等3个在建项目, 等3座水库, 等6个乡镇."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ingest.chinese.openers import quick
from ingest.facts.model import ProjectStatus
from ingest.facts.project_status import state_of_group

Anchor = Literal["group", "works", "and so on", "others", "none"]
_GROUP = re.compile(
    r"等(?P<kind>(?:一批|一大批|一系列|\d+(?:多|余)?[个项大件条家座所]|[一二三四五六七八九十百两]+(?:多|余)?[个项大件条家座所]|多[个项家座所]|几[个项])?"
    r"[^,;。、]{0,24}?(?P<work>项目|工程|工地))|等(?=一批|\d+[个项家座所条处]|多[个项家座条])|等(?:$|(?=[,;。]))"
)
_AND_SO_ON = re.compile(r"等(?![级次候待于额值离效压分别])")
# 高等级公路, 同等条件 close no list.
_SO_ON = re.compile(r"(?<![平高相同对中均])等(?!级|候|待|于|额|离|效|压)")
_COUNTED = re.compile(
    r"等(?:[^,;。、]{0,20}的)?(?:[\d一二三四五六七八九十百两]+(?:多|余)?[个项大件条家座所])"
)
# 等3座水库: words for groups of works of one kind.
_WORKS = re.compile(
    r"等(?:一批|一大批|[\d一二三四五六七八九十百两]+(?:多|余)?[个项大条家座所处])?[^,;。、等]{0,8}?"
    r"(?:综合体|电站|电厂|水库|酒店|大桥|桥梁|公路|高速|铁路|道路|学校|医院|场馆|展馆|景区|煤矿|机场|港口|码头|泊位|枢纽|立交|主干道|(?<!多)通道|隧道|快速路|城际|支线|泵站|水厂|变电站|中学|小学|"
    r"幼儿园|公园|游园|小区|片区|数据中心|产业园区?|小镇|博物馆|轨道交通|断头路|街区|管网|污水处理厂)"
)
# 甲水库、乙水库2座大型水库: a count alone closes the list.
_BY_COUNT = quick(
    r"(?<=[一-鿿)])(?<![等第和与及])(?:[2-9]|1\d|[两二三四五六七八九])(?:条|座|个)(?![县乡镇村区旗市])(?:大型|中型|重大|重点|在建|输变电|跨[一-鿿]{1,2})?"
    r"(?:[^,。;、\d]{0,10}?(?:项目|工程(?!”?团队)|公路|大修|栈道|危桥|片区(?!的)|园区(?!的)|产业园|干路|干线)|水库|大桥|[^,。;、\d]{0,4}(?:道路|通道|市场)|连接线|延伸线|高速公路|高速|变电站|电站|煤矿|储能电站|泵站|水厂|快速路|主干道|机场|公园|学校|医院|项目|工程)"
)
# 等6个乡镇的土地整治项目: the members are places or firms, whatever is done there.
_IN_PLACES = re.compile(
    r"等[\d一二三四五六七八九十百]+(?:多|余)?[个家](?:乡(?!村)|镇|村|县(?![级重域市区])|街道|企业|公司|单位|部门|高校|院校)|等(?:一大?批|[\d一二三四五六七八九十]+家)?(?:央|国|民|外)[(国)有资营]*企"
)
# 等重点任务: words for groups of other things.
_NO_WORKS = re.compile(
    r"等[^,。;、]{0,8}?(?:任务|方面|领域|行动|措施|活动|政策|行业|企业|部门|单位|制度|机制|问题|服务|资金|费用|支出|高校|院校|院所|(?:技术|政策|资金)支持|人才|专家)"
)


class Close(NamedTuple):
    """Where a list ends, what closes it, whether its members are counted, the state told of them, where to read on."""

    end: int
    anchor: Anchor
    counted: bool
    state: ProjectStatus | None
    rest: int


def group_of(text: str, start: int, b: int) -> Close | None:
    """Return the word for the group that closes the list which begins at `start`: 等3个项目."""
    first = _SO_ON.search(text, start + 2, b)
    if first is None:
        return _by_count(text, start, b)
    so_on = first.start()
    group = _GROUP.search(text, so_on, b)
    if (places := _IN_PLACES.match(text, so_on, b)) is not None:
        return Close(so_on, "others", False, None, places.end())
    if (works := _WORKS.match(text, so_on, b)) is not None and (group is None or not group["work"]):
        return Close(so_on, "works", _COUNTED.match(works[0]) is not None, None, works.end())
    if (group is None or not group["work"]) and (others := _NO_WORKS.match(text, so_on, b)) is not None:
        return Close(so_on, "others", False, None, others.end())
    if group is not None:
        counted = _COUNTED.match(group[0]) is not None
        state = state_of_group(text, group.start(), group.end())
        return Close(group.start(), "group" if group["work"] else "and so on", counted, state, group.end())
    other = _AND_SO_ON.search(text, so_on, b)
    return Close(other.start(), "and so on", False, None, other.end()) if other is not None else None


def _by_count(text: str, start: int, b: int) -> Close | None:
    """Return what closes a list without 等: 甲、乙2座水库."""
    if text.find("、", start, b) < 0 and text.find("和", start, b) < 0:
        return None
    m = _BY_COUNT.search(text, start + 2, b)
    if m is None or not any(text.find(mark, start, m.start()) >= 0 for mark in "、和"):
        return None
    return Close(m.start(), "works", True, None, m.end())
