"""The features by which a statement shows whether it tells what was done, what is to be done, or neither.

Wordings that used to decide by themselves (headings, openings, titles) are features among others: how much each counts
is learned (training/train_timeframe.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.chinese.years import find_plans, years_named
from ingest.schema import Outlook
from ingest.split.section_year import LAST_YEAR, THIS_YEAR
from ingest.split.statements import Statement

_WORDS = WordTable("ingest.split", "outlook")
_REVIEW = _WORDS.words("review")
_PLAN = _WORDS.words("plan")
_OPENS_REVIEW = _WORDS.words("opens_review")
_OPENS_PLAN = _WORDS.words("opens_plan")
_AIMS = _WORDS.words("aims")
_RESULTS = _WORDS.words("results")
_TITLES = {name: _WORDS.words(f"title_{name}") for name in ("both", "review", "plan", "rules")}
_BUDGETS = {name: _WORDS.words(f"budget_{name}") for name in ("execution", "draft")}
_THANKS = _WORDS.words("thanks")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
# An article, not a mention of one (第二十条第(一)项).
_ARTICLES = re.compile(r"(?:^|\n)\s*第[一二三四五六七八九十百]{1,4}条(?!\s*[第规款项])(?=.{8})")
# Articles from which on a text is one of rules.
_RULES = 3
_BLANK = re.compile(r"\s+")
# What lies before a statement (`step`).
STEPS = ("sentence", "line", "heading", "opens plan", "opens review")
# Characters of a statement inside a paragraph from which on its opening counts.
_OPENING = 8
# Characters of a statement that are looked at: what it is about comes later.
_LOOKED_AT = 120


def title_feature(title: str, text: str) -> str:
    """Return the feature of a document by its title, or by its articles (第一条), where it has them; both folded."""
    if len(_ARTICLES.findall(text)) >= _RULES:
        return "=title:rules"
    return f"=title:{next((name for name, words in _TITLES.items() if words.search(title)), 'none')}"


def features(statement: Statement, given: int | None, title: str) -> Iterator[str]:
    """Yield the features of a statement: pairs of characters, digits alike, and others that begin with "=".

    Args:
        statement: the statement.
        given: the year in which its document was given, if known.
        title: the feature of the document's title.
    """
    text = plain(statement.text)
    yield from (text[at : at + 2] for at in range(len(text) - 1))
    yield from marks(statement, step(statement), given, title)


def step(statement: Statement) -> str:
    """Return what lies between a statement and the one before it: its boundary, or that it opens with another time."""
    if statement.boundary != "sentence" or len(statement.text) > _OPENING:
        if _OPENS_PLAN.match(statement.text):
            return "opens plan"
        if _OPENS_REVIEW.match(statement.text):
            return "opens review"
    return statement.boundary


def plain(text: str) -> str:
    """Return folded `text` without blanks, each number as one 0, cut to what is looked at."""
    return _DIGITS.sub("0", _BLANK.sub("", text[: _LOOKED_AT * 2]))[:_LOOKED_AT]


def marks(statement: Statement, taken: str, given: int | None, title: str) -> list[str]:
    """Return the features of a statement that are no pairs of characters.

    Args:
        statement: the statement.
        taken: its `step`.
        given: the year in which its document was given, if known.
        title: the feature of the document's title.
    """
    found = [title, f"=is:{taken}", *heading_marks(statement.headings, given)]
    text = statement.text
    if _THANKS.search(text):
        found.append("=thanks")
    aims, results = _AIMS.search(text) is not None, _RESULTS.search(text) is not None
    found.append(f"=tells:{'aims' if aims else ''}{'results' if results else ''}")
    if given is not None and "年" in text:
        years = years_named(text)
        if years:
            latest = max(years)
            found.append(f"=year:{'later' if latest > given else 'given' if latest == given else 'before'}")
    return found


@lru_cache(256)
def heading_marks(headings: tuple[str, ...], given: int | None) -> tuple[str, ...]:
    """Return the features of the headings above a statement; all statements of a section share them."""
    verdicts = [verdict for heading in headings if (verdict := heading_outlook(heading, given))]
    return (
        f"=top:{verdicts[0] if verdicts else ''}",
        f"=near:{verdicts[-1] if verdicts else ''}",
        f"=dated:{_last(dated_outlook, headings, given)}",
        f"=budget:{_last(budget_part, headings, given)}",
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
def budget_part(heading: str, given: int | None) -> str | None:
    """Return the part of a budget report that a heading names: how the last one was carried out, or the draft of the next."""
    folded = fold(heading)
    names = [name for name, words in _BUDGETS.items() if words.search(folded)]
    return names[0] if len(names) == 1 else None


def _last(judge: Callable[[str, int | None], str | None], headings: Sequence[str], given: int | None) -> str:
    """Return the verdict of the innermost heading that has one."""
    return next((verdict for heading in headings[::-1] if (verdict := judge(heading, given))), "")
