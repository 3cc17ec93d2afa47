"""Reckon how much something rose or fell where one clause tells from what to what: 工厂由12家增至30家."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answer import reckoning
from assistant.answer.citations import Citations
from assistant.answer.model import AnswerLine
from assistant.answer.quote import statements
from assistant.answer.templates import in_script
from assistant.answer.term_outcome import worked_out
from assistant.evidence.answer_types import fits_unit
from assistant.evidence.finder import Find
from assistant.evidence.model import Candidate
from assistant.question.model import Question
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.chinese.tokens import share_of_bigrams
from ingest.chinese.units import SHARES
from ingest.chinese.years import years_named
from ingest.facts.indicators import find_indicators

# A clause of which less stands in the question tells of something else.
LEAST_NAMED = 0.5
# Evidence further down tells of something else more often than not.
MOST_LOOKED_AT = 3
# Characters that name what is measured, at the end of what a clause tells of.
_TAIL = 3
# What stands before the first figure in its clause, and between the two.
_FROM = re.compile(r"(?:^|[,。;:、])(?P<thing>[^,。;:、]*)(?:从|由)[^,。;:、从由]{0,12}$")
_TO = re.compile(
    r"[^,。;:]{0,8}?(?:增|增加|增长|提高|提升|上升|升|扩大|扩展|拓展|跃升|发展|延长|减|减少|下降|降|降低|缩小|缩短|压减|压缩|精简)[至到为](?:(?:19|20)\d\d年(?:度|[末底])?的?)?[^,。;:\d]{0,8}"
)
# What has become less or more: 砍掉了多少项, 大了多少平方公里.
_CHANGED = re.compile(r"(?:砍掉|减掉|减少|压减|压缩|精简|缩短|扩大|[大长短小](?=了))了?(?:多少|几)")
# 全市行政审批事项 is called 行政审批事项 in questions.
_ALL_OF = re.compile(r"^全[省市州县区旗](?=[一-鿿]{3})|(?<=[一-鿿]{4})事项$")
# 38户茶企整合为18户: what becomes fewer by being put together.
_INTO = re.compile(
    r"(?P<of>[^,。;:、\d]{1,12}?)(?:重组|整合|合并|归并|兼并|压减|压缩|精简|撤并|优化){1,4}(?:成为|为|成|到|至)"
)


def risen(question: Question, found: Sequence[Candidate], citations: Citations) -> list[AnswerLine]:
    """Return by how much what a question asks after rose or fell, and the sentence that tells from what to what.

    Return nothing where the question asks for a rate or no difference, or where it is not clear which figures are meant.

    Args:
        found: acceptable evidence, best first.
    """
    if question.kind != "figure" or not (question.difference or _asks_change(question)) or not found:
        return []
    if question.units and set(SHARES).issuperset(question.units):
        return []
    if len(question.years) > 2:
        return []
    told = ((each, pair) for each in found[:MOST_LOOKED_AT] if (pair := _pair(question, each)) is not None)
    evidence, (first, second) = next(told, (found[0], (None, None)))
    if first is None or second is None:
        return []
    larger, smaller = sorted((first, second), key=reckoning.amount, reverse=True)
    way = "增加" if larger is second else "减少"
    inputs = f"{reckoning.as_given(larger)}－{reckoning.as_given(smaller)}"
    said = worked_out(f"{way} ", reckoning.difference(larger, smaller), "相减", inputs)
    if not said or first.value == second.value:
        return []
    line = AnswerLine(in_script(said, question.script), "computed", evidence=(evidence,))
    return [line, *statements(question, [evidence], citations)]


def _asks_change(question: Question) -> bool:
    """Return whether a question asks how much smaller or larger something has become, in no unit of rates."""
    return _CHANGED.search(fold(question.text)) is not None


def is_of_another(question: Question, thing: str) -> bool:
    """Return whether what a figure is told of names listed indicators, and none that a question names: 人均生产总值 for 生产总值."""
    asked = {mention.indicator for mention in find_indicators(fold(question.focus))}
    told = {mention.indicator for mention in find_indicators(fold(thing))}
    return bool(asked) and bool(told) and asked.isdisjoint(told)


def _pair(question: Question, evidence: Candidate) -> tuple[Quantity, Quantity] | None:
    """Return from what to what the thing that a question asks about rose or fell; None where evidence does not surely tell it."""
    pairs = [each for each in _pairs(question, evidence.text) if not is_of_another(question, each[0])]
    pairs.sort(key=lambda pair: -_named(question, pair[0]))
    named = [_named(question, thing) for thing, _, _ in pairs]
    if not pairs or named[0] < LEAST_NAMED or named[1:2] == named[:1]:
        return None
    _, first, second = pairs[0]
    return first, second


def risen_between(question: Question, find: Find, citations: Citations) -> list[AnswerLine]:
    """Return by how much something rose or fell between two years that one clause sets side by side; nothing where none does.

    Args:
        find: returns the acceptable evidence for a look-up, best first.
    """
    if len(question.years) < 2 or len(question.places) > 1 or not question.difference:
        return []
    # 从2013年到2017年 names the years between as well.
    question = replace(question, years=(min(question.years), max(question.years)))
    return risen(question, find(replace(question, years=(max(question.years),))), citations)


def _pairs(question: Question, text: str) -> Iterator[tuple[str, Quantity, Quantity]]:
    """Yield what each clause that tells from what to what tells of, folded, with the two figures."""
    folded = fold(text)
    figures = [q for q in find_quantities(text) if fits_unit(question, q)]
    for first, second in zip(figures, figures[1:], strict=False):
        before = _FROM.search(folded[: first.start])
        if (
            before
            and _of_years(question, folded, before, first, second)
            and _TO.fullmatch(folded, first.end, second.start)
            and reckoning.comparable((first, second))
        ):
            yield before["thing"], first, second
        elif len(question.years) < 2 and reckoning.comparable((first, second)):
            into = _INTO.fullmatch(folded, first.end, second.start)
            if into and reckoning.amount(first) > reckoning.amount(second):
                yield into["of"], first, second


def _of_years(
    question: Question, folded: str, before: re.Match[str], first: Quantity, second: Quantity
) -> bool:
    """Return whether a clause tells of the two years that a question names; of any where it does not name two."""
    if len(question.years) < 2:
        return True
    told = [
        years_named(folded[before.end("thing") : first.start]),
        years_named(folded[first.end : second.start]),
    ]
    return [list(years) for years in told] == [[year] for year in sorted(question.years)]


def _named(question: Question, thing: str) -> float:
    """Return which share of the character pairs of what a clause tells of stand in the question, 0 to 1."""
    if len(question.years) == 2 and thing[-_TAIL:] in question.focus:
        # Both years are the question's; 我们合作社年销量 ends in what rose.
        return 1.0
    return share_of_bigrams(_ALL_OF.sub("", re.sub(r"\s", "", thing)), question.focus)
