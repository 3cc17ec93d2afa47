"""What headings and titles say of what stands below them: that it was done, is to be done, or neither.

They decide nothing by themselves: how much each counts is learned (training/train_timeframe.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.chinese.years import find_plans, years_named
from ingest.schema import Outlook
from ingest.split.time_mentions import LAST_YEAR, THIS_YEAR

_WORDS = WordTable("ingest.split", "outlook")
_REVIEW = _WORDS.words("review")
_PLAN = _WORDS.words("plan")
_TITLES = {name: _WORDS.words(f"title_{name}") for name in ("both", "review", "plan", "rules")}
_BUDGETS = {name: _WORDS.words(f"budget_{name}") for name in ("execution", "draft")}
# An article, not a mention of one (第二十条第(一)项).
_ARTICLES = re.compile(r"(?:^|\n)[^\S\n]*+第[一二三四五六七八九十百]{1,4}条(?!\s*[第规款项])(?=.{8})")
# Articles from which on a text is one of rules.
_RULES = 3


def title_feature(title: str, text: str) -> str:
    """Return the feature of a document by its title, or by its articles (第一条), where it has them; both folded."""
    if len(_ARTICLES.findall(text)) >= _RULES:
        return "=title:rules"
    return f"=title:{next((name for name, words in _TITLES.items() if words.search(title)), 'none')}"


# The sorts of features that headings have.
HEADING_MARKS = ("top", "near", "dated", "budget")


@lru_cache(256)
def heading_marks(headings: tuple[str, ...], given: int | None) -> tuple[str, ...]:
    """Return the features of the headings above a statement; all statements of a section share them."""
    outlooks = [heading_outlook(heading, given) for heading in headings]
    inward = headings[::-1]
    return (
        f"=top:{_first(outlooks)}",
        f"=near:{_first(outlooks[::-1])}",
        f"=dated:{_first(dated_outlook(heading, given) for heading in inward)}",
        f"=budget:{_first(budget_part(heading) for heading in inward)}",
    )


@lru_cache(4096)
def heading_outlook(heading: str, given: int | None) -> Outlook | None:
    """Return what the words and years of a heading say: "review", "plan", or None for nothing or both."""
    heading = fold(heading)
    years = [*years_named(heading), *(five.last for five in find_plans(heading))]
    review, plan = bool(_REVIEW.search(heading)), bool(_PLAN.search(heading))
    if review and plan:
        # 重点工作完成情况: what stands last says what the others are parts of, unless two times are named.
        return "review" if len(set(years)) < 2 and _ends_with_review(heading) else None
    if review or plan:
        return "review" if review else "plan"
    if years and given is not None:
        return "review" if years[-1] < given else "plan"
    if LAST_YEAR.search(heading):
        return "review"
    if THIS_YEAR.search(heading) or "明年" in heading:
        return "plan"
    return None


def _ends_with_review(heading: str) -> bool:
    return any(m.end() == len(heading) for m in _REVIEW.finditer(heading))


@lru_cache(4096)
def dated_outlook(heading: str, given: int | None) -> Outlook | None:
    """Return what a heading says that names a time (2026年工作安排), None for one that names none."""
    folded = fold(heading)
    named = years_named(folded) or find_plans(folded) or LAST_YEAR.search(folded) or THIS_YEAR.search(folded)
    return heading_outlook(heading, given) if named else None


@lru_cache(4096)
def budget_part(heading: str) -> str | None:
    """Return the part of a budget report that a heading names: how the last one was carried out, or the draft of the next."""
    folded = fold(heading)
    names = [name for name, words in _BUDGETS.items() if words.search(folded)]
    return names[0] if len(names) == 1 else None


def _first(verdicts: Iterable[str | None]) -> str:
    return next(filter(None, verdicts), "")
