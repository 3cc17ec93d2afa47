"""Divide what one place of a text tells of a thing by what it counts of it: 7000人 in 200个班级 are 35人 in each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answer import reckoning
from assistant.answer.citations import Citations
from assistant.answer.figure_of_thing import is_called, names_thing, own_figures, surroundings
from assistant.answer.model import AnswerLine
from assistant.answer.named_figures import NamedFigure
from assistant.answer.quote import statements
from assistant.answer.templates import in_script
from assistant.answer.term_outcome import worked_out
from assistant.evidence.answer_types import fits_unit
from assistant.evidence.model import Candidate, Evidence
from assistant.question.model import Question
from assistant.question.per_unit import PerUnit, per_unit
from assistant.search.scope_match import LEAST_AGREEMENT
from ingest.chinese.quantity import Quantity, write_amount
from ingest.chinese.script import fold
from ingest.chinese.tokens import telling_bigrams
from ingest.library.library import Library

MOST_LOOKED_AT = 5
# So much of what a question is about must stand in the place or its headings.
LEAST_OF_SUBJECT = 0.5
# Units that say nothing of what is counted.
_PLAIN = ("个", "名", "位", "人")
_TOLD = re.compile(r"平均|人均|户均|亩均|每[个名位户人亩栋间张套家村班所座头只株棵]")
_PART = re.compile(r"其中|包括|含")
_MONEY = re.compile(r"投资|投入|资金|经费|耗资|斥资|造价|花")
_BESIDE = re.compile("[共计合,、]{0,2}")
_SCALES = (Decimal(10) ** 8, Decimal(10) ** 4, Decimal(1))
_CENTS = Decimal("0.01")


def shared_out(
    library: Library, question: Question, found: Sequence[Candidate], citations: Citations
) -> list[AnswerLine]:
    """Return how much comes to each of what a place of a text counts of a thing, and the place; nothing where a question asks
    for no such mean, a text tells it itself, or none tells both figures and only these.

    Args:
        library: holds the documents of the candidates.
        found: candidates, best first.
        citations: of the answer.
    """
    asked = per_unit(question)
    if asked is None:
        return []
    near = [each for each in found[:MOST_LOOKED_AT] if _is_about(library, question, asked, each)]
    if any(_TOLD.search(fold(each.text)) for each in near):
        return []
    for evidence in near:
        terms = _terms(question, asked, evidence)
        if terms is None:
            continue
        amount, count = terms
        inputs = f"{reckoning.as_given(amount.quantity)}÷{_counted(count)}"
        each = "每" + (asked.unit if asked.unit not in _PLAIN else f"{asked.unit}{_name(asked, count)}")
        mean = _mean(amount.quantity, count.quantity)
        if mean and amount.quantity.unit is None:
            mean += question.units[0]
        said = worked_out(f"平均{each} ", mean, "相除", inputs)
        if said:
            line = AnswerLine(in_script(said, question.script), "computed", evidence=(evidence,))
            return [line, *statements(question, [evidence], citations)]
    return []


def _is_about(library: Library, question: Question, asked: PerUnit, evidence: Candidate) -> bool:
    """Return whether some evidence is of the place, the year and the thing that a question asks about."""
    if evidence.value("place") < LEAST_AGREEMENT:
        return False
    if question.strict_year and evidence.value("agreement") < LEAST_AGREEMENT:
        return False
    told = fold(evidence.text)
    if len(asked.subject) > 1 and (
        names_thing(asked.subject, told)
        or any(names_thing(asked.subject, each) for each in surroundings(library, evidence))
    ):
        return True
    pairs = telling_bigrams(asked.subject)
    return bool(pairs) and sum(pair in told for pair in pairs) >= LEAST_OF_SUBJECT * len(pairs)


def _terms(question: Question, asked: PerUnit, evidence: Evidence) -> tuple[NamedFigure, NamedFigure] | None:
    """Return what is shared out and the number among which it is; None where a place does not surely tell both."""
    folded = fold(evidence.text)
    figures = [
        each
        for each in own_figures(evidence)
        if reckoning.amount(each.quantity) > 0 and reckoning.is_near(each.quantity)
    ]
    counts = [each for each in figures if _counts(asked, each)]
    if len(counts) != 1:
        return None
    count = counts[0]
    measure = asked.measure(_name(asked, count))
    amounts = [
        each
        for each in figures
        if each is not count
        and _is_amount(question, measure, each)
        and _differ(each.quantity, count.quantity)
    ]
    beside = [each for each in amounts if _adjoin(folded, each.quantity, count.quantity)]
    if len(amounts) > 1 and len(beside) == 1:
        # 48万平方米共17栋
        amounts = beside
    if len(amounts) != 1:
        return None
    first, last = sorted((count.quantity, amounts[0].quantity), key=lambda q: q.start)
    if _PART.search(folded, first.end, last.start) or ";" in folded[first.end : last.start]:
        return None
    return amounts[0], count


def _differ(amount: Quantity, count: Quantity) -> bool:
    """Return whether an amount is in another unit than a count; 个 tells nothing of what is counted."""
    return amount.unit != count.unit or amount.unit_name == "个"


def _adjoin(folded: str, one: Quantity, other: Quantity) -> bool:
    first, last = sorted((one, other), key=lambda q: q.start)
    return _BESIDE.fullmatch(folded, first.end, last.start) is not None


def _counts(asked: PerUnit, figure: NamedFigure) -> bool:
    """Return whether a figure counts what the amount is shared among."""
    unit = figure.quantity.unit.name if figure.quantity.unit else ""
    if asked.unit not in _PLAIN:
        return unit == asked.unit
    if asked.unit == "人" and not asked.rest[:1].strip("的"):
        return unit == "人"
    return bool(_name(asked, figure))


def _name(asked: PerUnit, figure: NamedFigure) -> str:
    """Return what the question calls what a figure counts, where it stands behind the figure or is its unit: 班 of 30班 and
    200个班级; "" where it is none of it."""
    unit = figure.quantity.unit.name if figure.quantity.unit else ""
    behind = figure.after if unit in (*_PLAIN, "") else unit
    length = 0
    while length < min(len(behind), len(asked.rest)) and behind[length] == asked.rest[length]:
        length += 1
    return asked.rest[:length]


def _counted(count: NamedFigure) -> str:
    name = re.match(r"[一-鿿]{1,3}", count.after) if (count.quantity.unit_name in (*_PLAIN, "")) else None
    return reckoning.as_given(count.quantity) + (name.group() if name else "")


def _is_amount(question: Question, measure: str, figure: NamedFigure) -> bool:
    """Return whether a figure is what is shared out: in the unit asked for, and called what the question calls it."""
    quantity = figure.quantity
    if (
        not question.units
        or not fits_unit(question, quantity)
        or quantity.kind.startswith(reckoning.OF_A_WHOLE)
    ):
        return False
    if quantity.unit is None or quantity.unit.name == "个":
        # 学位 of 多少个学位 says which of all that is counted so.
        named = fold(question.text).rstrip("?。 ")[-2:]
        return named in figure.name + figure.after
    if measure:
        return is_called(measure, figure.name)
    return quantity.kind != "money" or _MONEY.search(figure.name) is not None


def _mean(amount: Quantity, count: Quantity) -> str | None:
    """Return an amount divided by a count, with two decimals at the scale in which it is read; None where there is none."""
    if amount.value is None or not count.value:
        return None
    each = amount.value / count.value / amount.factor
    scale = next((one for one in _SCALES if each >= one), Decimal(1))
    rounded = (each / scale).quantize(_CENTS) * scale
    if not rounded:
        return None
    exact = rounded == each and not amount.approximate and not count.approximate
    like = replace(amount, scale=scale)
    return ("" if exact else "约") + write_amount(rounded * amount.factor, [like])
