"""Readings that look like facts and are not sure to be: a figure of something else under the same name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.facts.assignment import Reading
from ingest.facts.clauses import Clause
from ingest.schema import Description

# Until then reports mostly say 工业增加值 of that of industry above designated size.
_LAST_YEAR_OF_OLD_WORDING = 2011
# Budgets and accounts of one office, and plans of one trade: their sums are not the region's.
_OFFICE = re.compile(
    r"(?:部门|单位)(?:收支)?(?:预算|决算)|(?:局|委员会|办公室|中心|学校|医院|法院|检察院|办事处|协会)[^市县区]{0,8}(?:预算|决算)"
)
_TRADE = re.compile(
    r"(?:林业|交通|水利|教育|卫生|旅游|能源|科技|农业|工业|体育|养老|住房|城镇体系|土地|环保|环境)[^市县区]{0,8}规划"
)
_OF_HEALTH, _OF_CARE = re.compile("卫生|医疗|医院"), re.compile("养老|福利|民政|救助|宾馆|酒店|托育|学生")
_PARTS_OF_A_WHOLE = ("增加值", "投资")
_PAID = ("提供", "上缴", "缴纳", "创造", "贡献")
TOTAL_INVESTMENT = "项目总投资"


def is_doubtful(clauses: Sequence[Clause], reading: Reading, year: int | None) -> bool:
    """Return whether a reading of a sentence's clauses may well be of something else."""
    subject = reading.subject
    name = subject.indicator.name
    if name == TOTAL_INVESTMENT:
        return project_group(clauses, reading) is None
    how = reading.measured
    if how.measure == "share" and how.base is None and reading.carried == 0:
        # A part of what? Of an industry it is that of all industry, of an investment of all investment.
        return subject.indicator.kind != "share" and not subject.indicator.name.endswith(_PARTS_OF_A_WHOLE)
    if name == "全部工业增加值" and year is not None and year <= _LAST_YEAR_OF_OLD_WORDING:
        return subject.mention.end - subject.mention.name_start == len("工业增加值")
    if name == "医疗床位数" and subject.mention.end - subject.mention.name_start == len("床位"):
        told = "".join(token.text for clause in clauses[: subject.clause + 1] for token in clause.tokens)
        return _OF_HEALTH.search(told) is None or _OF_CARE.search(told) is not None
    if name == "行政区域面积":
        # 总面积 is of anything but where it is as large as a region.
        is_short = subject.mention.end - subject.mention.name_start == len("总面积")
        is_large = reading.figure.unit_name in ("平方公里", "平方千米")
        return not is_large or (is_short and not subject.regions)
    if name == "脱贫人数" and "贫困人口" in subject.qualifiers:
        # How many are poor, not how many are so no more.
        return True
    if name == "预算稳定调节基金" and not subject.qualifiers:
        return True
    if subject.indicator.group == "财政" and how.measure == "level" and reading.carried == 0:
        # 减少税收5亿元 is not what the taxes came to, 提供税收5亿元 what one trade paid of them.
        before = [t for t in clauses[subject.clause].tokens if t.end <= subject.mention.start]
        if before and (before[-1].kind in ("up", "down") or before[-1].text in _PAID):
            return True
    return name == "税收收入" and "占财政总收入" in reading.measured.qualifiers


def is_of_an_office(description: Description, indicator_group: str) -> bool:
    """Return whether a document tells of one office's money or of one trade alone, so that an indicator of this group may be its."""
    if indicator_group == "财政":
        return _names(_OFFICE, description.title)
    return (
        indicator_group in ("投资", "综合")
        and description.kind == "plan"
        and _names(_TRADE, description.title)
    )


@lru_cache(maxsize=64)
def _names(what: re.Pattern[str], title: str) -> bool:
    """Return whether a title names an office or a trade; it is asked for each figure of its document."""
    return what.search(title) is not None


def project_group(clauses: Sequence[Clause], reading: Reading) -> str | None:
    """Return the projects whose number is told just before a sum that is invested: the sum is that of those; None for others."""
    before = [
        t for t in clauses[reading.clause].tokens[: reading.at] if t.end <= reading.subject.mention.start
    ]
    if not any(token.kind == "figure" for token in before) and reading.clause > 0:
        before = [*clauses[reading.clause - 1].tokens, *before]
    at = next((k for k in range(len(before) - 1, -1, -1) if before[k].figure is not None), None)
    if at is None:
        return None
    counted = before[at].figure
    is_number = counted is not None and counted.unit_name in ("个", "项") and not counted.is_article
    if not is_number or not any(token.text.endswith("项目") for token in before[max(0, at - 3) : at]):
        return None
    start = max((k for k in range(at) if before[k].kind in ("figure", "and")), default=-1) + 1
    return "".join(t.text for t in before[start:at] if t.kind in ("other", "indicator")) or None
