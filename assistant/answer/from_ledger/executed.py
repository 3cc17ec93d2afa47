"""Of public money what came in or was spent, apart from what was budgeted for it: both are told of one year in one report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.chinese.script import fold
from ingest.facts.indicators import indicators
from ingest.facts.model import StoredFact

_BUDGET = re.compile(r"预算(?:数|安排)?[为是]?$")
# Right before a figure: it is what came about.
_DONE = re.compile(r"(?:完成|实现|执行数?|决算数?|实际)[^,，;；。\d]{0,3}$")
_MONEY = "财政"


def without_budgets(facts: Sequence[StoredFact]) -> list[StoredFact]:
    """Return facts without those that are a budget though they are kept as results.

    A clause may call it one: 收入预算250亿元，实际完成……; or it says 收入为250亿元 where the same document says that another
    sum was 完成.
    """
    done: defaultdict[tuple[object, ...], set[float]] = defaultdict(set)
    for stored in facts:
        if _is_result_of_money(stored) and _DONE.search(_before(stored)):
            done[_thing(stored)].add(stored.fact.amount)
    return [stored for stored in facts if not _is_budget(stored, done.get(_thing(stored), set()))]


def _is_budget(stored: StoredFact, done: set[float]) -> bool:
    """Return whether a fact is a budget.

    Args:
        stored: the fact.
        done: the amounts that its document says were done of the same thing.
    """
    before = _before(stored)
    if stored.fact.status == "result" and _BUDGET.search(before):
        return True
    several = len(done) == 1 and stored.fact.amount not in done
    return several and _is_result_of_money(stored) and before.endswith(("为", "是"))


def _is_result_of_money(stored: StoredFact) -> bool:
    fact = stored.fact
    listed = indicators().get(fact.indicator or "")
    return (
        fact.status == "result" and fact.measure == "level" and listed is not None and listed.group == _MONEY
    )


def _thing(stored: StoredFact) -> tuple[object, ...]:
    fact = stored.fact
    return (
        stored.source.doc,
        fact.region,
        fact.place,
        fact.year,
        fact.period,
        fact.indicator,
        fact.qualifiers,
    )


def _before(stored: StoredFact) -> str:
    """Return the folded words of the clause before the figure."""
    return fold(stored.source.quote[: stored.fact.figure_start - stored.fact.start])
