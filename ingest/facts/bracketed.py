"""Parts of a sum of public money in brackets behind it, and the sum of the year before that a growth is counted from:
债务余额68亿元(一般债务19亿元、专项债务49亿元), 比上年执行数26亿元增长1%; and a growth in brackets on the same basis as the year before: 增长3%(同口径增长5%)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.chinese.quantities import find_quantities
from ingest.facts.assignment import Reading
from ingest.facts.clauses import Clause, clauses
from ingest.facts.figure_units import written_unit
from ingest.facts.indicators import find_indicators
from ingest.facts.model import Fact
from ingest.facts.pairing import pair
from ingest.facts.sentences import Sentence

_GROUP = "财政"
_OF_BUDGETS = ("收入", "支出")
# What is left out of a sum, or in it besides what it names, is no part of it that the bracket tells alone.
_NO_PARTS = re.compile(r"不含|含|剔除|扣除|比|较|增长|下降|下同")
_LEAD = re.compile(r"^其中[:,]?")
_ACCOUNT = re.compile(r"本级|[省市县区州旗盟][级直]$|^政府性基金$|^国有资本经营$|^社会保险基金$|含")
_YEAR_BEFORE = re.compile(r"上年|去年")
_BUDGETED = "预算"
# Of the share or growth, not of the sum that it is measured against.
_OF_MEASURE = ("完成率", "可比")
# Rounded parts may add up to a little more than the whole.
_ROUNDING = 1.001
_COMPARABLE = re.compile(
    r"(?:按)?(?:可比|同)口径(?:计算|比|同比)?,?(?P<move>增长|下降)(?P<figure>\d+(?:\.\d+)?)%"
)
_QUALIFIER = "可比"


def bracketed(sentence: Sentence, parts: Sequence[Clause], reading: Reading, fact: Fact) -> Iterator[Fact]:
    """Yield the facts of the parts of a sum that stand in brackets right behind it.

    Args:
        sentence, parts: that tell the sum.
        reading, fact: of the sum.
    """
    indicator = reading.subject.indicator
    is_public = indicator.group == _GROUP or (
        not indicator.is_listed and indicator.name.endswith(_OF_BUDGETS)
    )
    if not is_public or fact.measure != "level" or fact.base_unit != "元":
        return
    for start, note in _notes_behind(sentence, parts, reading):
        if _NO_PARTS.search(note):
            continue
        text = _LEAD.sub("", note)
        for part in pair(clauses(text, find_indicators(text)), [reading.subject]):
            if part.subject.indicator.group == _GROUP and part.measured.measure == "level":
                found = _part(sentence, start + len(note) - len(text), part, fact)
                if found.amount <= fact.amount * _ROUNDING and found.base_unit == fact.base_unit:
                    yield found


def _notes_behind(sentence: Sentence, parts: Sequence[Clause], reading: Reading) -> Iterator[tuple[int, str]]:
    """Yield the texts in brackets right behind a figure, each with where it begins in the sentence."""
    for at, note in parts[reading.clause].notes:
        if at == reading.at + 1 and (opened := sentence.text.find(f"({note})", reading.figure.end)) >= 0:
            yield opened + 1, note


def _part(sentence: Sentence, start: int, part: Reading, fact: Fact) -> Fact:
    """Return the fact of a part, whose offsets count from `start`."""
    is_same = part.subject.indicator.name == fact.indicator
    kept = fact.qualifiers if is_same else tuple(word for word in fact.qualifiers if _ACCOUNT.search(word))
    figure = part.figure
    return replace(
        fact,
        start=sentence.offset(start + min(part.subject.mention.start, figure.start)),
        end=sentence.after(start + figure.end),
        figure_start=sentence.offset(start + figure.start),
        figure_end=sentence.after(start + figure.end),
        indicator=part.subject.indicator.name,
        name=part.subject.mention.name.indicator.name,
        value=float(figure.number),
        unit=written_unit(figure),
        amount=float(figure.lower),
        base_unit=figure.unit_name,
        qualifiers=tuple(dict.fromkeys((*kept, *part.subject.qualifiers))),
        bound=figure.bound,
    )


def on_the_same_basis(
    sentence: Sentence, parts: Sequence[Clause], reading: Reading, fact: Fact
) -> Iterator[Fact]:
    """Yield the growth that stands in brackets right behind another one and is counted on the basis of the year before.

    Args:
        sentence, parts: that tell the growth.
        reading, fact: of the growth.
    """
    if fact.measure != "growth":
        return
    for start, note in _notes_behind(sentence, parts, reading):
        if (m := _COMPARABLE.fullmatch(note)) is None:
            continue
        value = float(m["figure"])
        yield replace(
            fact,
            end=sentence.after(start + m.end()),
            figure_start=sentence.offset(start + m.start("figure")),
            figure_end=sentence.after(start + m.end()),
            value=value,
            unit="%",
            amount=-value if m["move"] == "下降" else value,
            base_unit="%",
            qualifiers=tuple(dict.fromkeys((*fact.qualifiers, _QUALIFIER))),
            bound="",
        )


def before(sentence: Sentence, reading: Reading, fact: Fact) -> Iterator[Fact]:
    """Yield the facts of the sums that a figure is measured against, where its words name them.

    The sum of the year before is a level of that year (比上年执行数26亿元增长1%), the one that was planned a target of the
    same year (完成预算数3亿元的95%).
    """
    if fact.measure == "level" or fact.year is None:
        return
    for word in reading.words:
        is_of_plan = word.kind == "completion"
        if not is_of_plan and not (word.kind == "base" and _YEAR_BEFORE.search(word.text)):
            continue
        for figure in find_quantities(word.text):
            if figure.unit is not None and reading.subject.indicator.fits(figure.unit):
                yield replace(
                    fact,
                    figure_start=sentence.offset(word.start + figure.start),
                    figure_end=sentence.after(word.start + figure.end),
                    year=fact.year if is_of_plan else fact.year - 1,
                    measure="level",
                    value=float(figure.number),
                    unit=written_unit(figure),
                    amount=float(figure.lower),
                    base_unit=figure.unit_name,
                    status="target" if is_of_plan or _BUDGETED in word.text else "result",
                    qualifiers=tuple(each for each in fact.qualifiers if each not in _OF_MEASURE),
                    base=None,
                    from_year=None,
                    bound=figure.bound,
                )
