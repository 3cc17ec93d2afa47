"""Find the years of which a question asks what was aimed at, and those of which it asks beside it what came about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable

_WORDS = WordTable("assistant.question", "outlooks")
AIM = _WORDS.words("aim")
CAME_ABOUT = _WORDS.words("came_about")
_AGAINST = _WORDS.words("against")
_HOW = _WORDS.words("how")
_ASKS = _WORDS.words("asks_result")
_KINDS = ("figure", "yesno", "text")
_SET_AGAINST = re.compile("[比较跟与和同].*(?:[多少高低快慢大小]|差)")
# Between years of which one thing is asked: 2021年和2022年的目标.
_JOINING = re.compile(r"[和与跟同及、,到至\-—~\s]*")


@dataclass(frozen=True, slots=True)
class Outlooks:
    """What was aimed at beside what came about.

    Attributes:
        aimed: the years whose aims are asked for, in the order of the question.
        reached: those whose results are.
        aim_first: whether the question names the aim before the result.
    """

    aimed: tuple[int, ...]
    reached: tuple[int, ...]
    aim_first: bool

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Return the year of each result with that of the aim beside it; none where they are not as many."""
        return (
            tuple(zip(self.reached, self.aimed, strict=True)) if len(self.reached) == len(self.aimed) else ()
        )


def outlooks(question: Question) -> Outlooks | None:
    """Return of which years a question asks what was aimed at and of which what came about; None where it asks for one alone."""
    text = fold(question.text)
    aims = [m.start() for m in AIM.finditer(text)]
    if question.kind not in _KINDS or not aims:
        return None
    results = [m.start() for m in CAME_ABOUT.finditer(text)]
    groups = _groups(question, text)
    if not results and len(groups) < 2 and _AGAINST.search(text):
        # By how much a result exceeds an aim names it in no words.
        results = aims
    if not results and len(groups) > 1:
        results = [end for end, until in _spans(groups, text) if _asks_result(text[end:until])]
    if (
        not results
        and len(groups) > 1
        and (question.difference or question.extreme or _SET_AGAINST.search(text))
    ):
        # 2022年的目标比2021年多多少: what is set against an aim by its year alone is what came about.
        results = [end for end, until in _spans(groups, text) if AIM.search(text[end:until]) is None]
    if not results:
        return None
    return Outlooks(_years_at(groups, aims), _years_at(groups, results), aims[0] < results[0])


def without_outlooks(text: str) -> str:
    """Return folded text without the words that say whether what was aimed at or what came about is asked for."""
    return _HOW.sub(" ", CAME_ABOUT.sub(" ", AIM.sub(" ", text)))


def _spans(groups: Sequence[tuple[int, tuple[int, ...]]], text: str) -> list[tuple[int, int]]:
    """Return where what is said of each group of years begins and ends."""
    ends = [end for end, _ in groups]
    return list(zip(ends, [*ends[1:], len(text)], strict=True))


def _asks_result(said: str) -> bool:
    """Return whether what is said of some years asks how much came about: 2021年修了几座,2022年计划几座."""
    return _ASKS.search(said) is not None and AIM.search(said) is None


def _groups(question: Question, text: str) -> list[tuple[int, tuple[int, ...]]]:
    """Return where each run of years ends that is named without anything between them, with its years."""
    groups: list[tuple[int, tuple[int, ...]]] = []
    for span in question.year_spans:
        if groups and _JOINING.fullmatch(text, groups[-1][0], span.start):
            groups[-1] = (span.end, (*groups[-1][1], *span.years))
        else:
            groups.append((span.end, span.years))
    return groups or [(0, question.years)]


def _years_at(groups: Sequence[tuple[int, tuple[int, ...]]], offsets: Sequence[int]) -> tuple[int, ...]:
    """Return the years of the groups that stand before each of some offsets, or of the first one."""
    told = [next((years for end, years in reversed(groups) if end <= at), groups[0][1]) for at in offsets]
    return tuple(dict.fromkeys(year for years in told for year in years))
