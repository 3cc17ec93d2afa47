"""Compose a title for a document that has lost its own, from what its opening says it is."""

from __future__ import annotations

import re

from ingest.chinese.script import fold
from ingest.describe.title_block import Opening
from ingest.schema import Kind

# What a government lays before a congress for its approval: a budget, the results of a plan.
_LAID_BEFORE = re.compile(
    r"受[^,。;]{2,20}委托,?(?:现将|现就|现提出|现把|(?:我)?(?:现在)?向[^,。;]{0,12}?(?:大会|会议|常委会|各位代表)(?:报告|提出|作))"
    r"(?:关于)?(?:[我全本][省市县区州旗])?(?P<what>[^,。;]{6,60}?(?:情况|草案|计划|决算|\)))(?:的?报告)?(?=提请|,?请|报告如下|汇报如下|,|。)"
)
# What the sentence lays before the congress is a budget, not the work of the government.
_ON_BUDGET = re.compile(r"(?:委托|报告|提请)[^。;]{0,40}(?:预算|决算)")
_CHAIR = re.compile(r"(?P<meeting>[^,。;:]{6,40}(?:大会|会议)),?现在(?:开幕|开会|开始)")
_GIVES_REPORT = re.compile(r"代表[^,。;]{2,30}(?:向大会)?作(?:工作)?报告")
_STATISTICS = re.compile(r"统计局$")
_ACCOUNTS = re.compile(r"初步(?:核算|统计),?(?:(?P<year>(?:19|20)\d\d)年|全年)")
_LEAD, _FIRST_PART = 400, 2000


def composed_title(opening: Opening, kind: Kind, region: str | None, date: str | None) -> str | None:
    """Return a title composed of what is known, None where that is too little.

    Args:
        opening: the head and the body.
        kind: what the document is.
        region: its region, in full.
        date: ISO, as far as it is known.
    """
    body = fold(opening.body[:_FIRST_PART])
    if kind in ("speech", "work-report") and (chaired := _CHAIR.search(body[:_LEAD])):
        meeting = opening.body[chaired.start("meeting") : chaired.end("meeting")]
        return f"在{meeting}上的报告" if _GIVES_REPORT.search(body) else None
    if region is None:
        return None
    laid = _LAID_BEFORE.search(body[:_LEAD])
    if laid and kind in ("work-report", "other"):
        what = opening.body[laid.start("what") : laid.end("what")]
        return f"关于{'' if region in what else region}{what}的报告"
    if kind == "work-report" and not _ON_BUDGET.search(body[:_LEAD]):
        return f"{region}{date[:4]}年政府工作报告" if date else f"{region}政府工作报告"
    return _communique(opening, body, region, date)


def _communique(opening: Opening, body: str, region: str, date: str | None) -> str | None:
    """Return the title of a yearly communiqué: a statistical office issues it, and it opens with the accounts of a year."""
    if not any(line.role == "issuer" and _STATISTICS.search(fold(line.text)) for line in opening.lines):
        return None
    accounts = _ACCOUNTS.search(body)
    if accounts is None or not (accounts["year"] or date):
        return None
    year = int(accounts["year"]) if accounts["year"] else int((date or "")[:4]) - 1
    return f"{region}{year}年国民经济和社会发展统计公报"
