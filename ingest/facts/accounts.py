"""Of which account of public money a sum is told: whose, the whole region's or that of the city itself, and which of the four budgets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.facts.subjects import Subject
from ingest.facts.whose import Account, Whose

_GROUP = "财政"
_OWN = re.compile(r"本级|^[省市县区州旗盟][级直]$")
_HEADING = re.compile(r"(?<!和)(?:[省市县区州旗盟]本?级|本级)")
_WHOLE_HEADING = re.compile(r"全[省市县区州旗盟]")
# 市级 is of an account only before what accounts hold; 从地区看,市本级4亿元 is no account that goes on.
_WHOSE = re.compile(
    r"(?P<whole>全[省市县区州旗盟])|(?P<level>[省市县区州旗盟](?:本级|级|直)|本级)"
    r"(?=(?:\([^)]*\))?(?:代编|地方|实际|累计)?(?:一般公共|公共财政|政府性基金|国有资本|社会保险|社保|财政|预算|收入|支出|收支|完成|可安排|可用|总收入|总支出))"
)
_BUDGET = re.compile(r"一般公共预算|公共财政预算|政府性基金|国有资本经营|社会保险基金|社保基金")
# Sums that each of the four budgets has; those of the general one need no word.
_IN_EACH = ("上级补助收入", "地方政府债券收入", "预算稳定调节基金")
_BONDS, _FUNDS = "地方政府债券收入", "政府性基金"
_GENERAL = ("一般公共预算", "公共财政预算")
# What no list holds and the balance of each account does: 调出资金, 结转下年支出.
_BALANCE = re.compile(
    r"结余|结转|总计|合计|总量|总收入|总支出|总来源|总财力|调[入出]|上解|补助下级|转移|债[务券]|还本|收入|支出"
)


def is_of_accounts(subject: Subject, unit: str) -> bool:
    """Return whether a figure in `unit` is of an account of public money, listed or not."""
    if subject.indicator.is_listed:
        return subject.indicator.group == _GROUP
    return unit == "元" and _BALANCE.search(subject.indicator.name) is not None


def told_in(headings: Sequence[str], before: str) -> Account:
    """Return the account that the text of a document other than a budget tells of last.

    Args:
        headings: that its paragraph stands under.
        before: the folded paragraph up to the indicator's name.
    """
    budgets = _BUDGET.findall(before)
    return Account(Whose(_level(headings, before)), budgets[-1] if budgets else None)


def account_qualifiers(subject: Subject, account: Account) -> list[str]:
    """Return the qualifiers that tell of which account a sum is: 市本级, 政府性基金."""
    found: list[str] = []
    level, budget = account.whose.level, account.budget
    if level and not any(_OWN.search(word) for word in subject.qualifiers):
        found.append(level)
    if (subject.indicator.name in _IN_EACH or not subject.indicator.is_listed) and budget:
        found += [budget] if _is_of(budget, subject) else []
    return found


def _is_of(budget: str, subject: Subject) -> bool:
    """Return whether a budget is to be named for a sum: bonds are of none but the general one and that of the funds."""
    if budget in subject.indicator.name:
        return False
    is_of_bonds = subject.indicator.name == _BONDS
    return budget == _FUNDS if is_of_bonds else budget not in _GENERAL


def _level(headings: Sequence[str], before: str) -> str | None:
    """Return whose account is told of last, None for the whole region's."""
    told = list(_WHOSE.finditer(before))
    if told:
        return told[-1]["level"]
    heading = headings[-1] if headings else ""
    m = _HEADING.search(heading)
    return m[0] if m is not None and not _WHOLE_HEADING.search(heading) else None
