"""Read from a question the condition that it puts on a figure of each row: 总投资60亿元以上的项目, 人口不到1万的乡镇."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answer import reckoning
from assistant.answer.tables.model import FoldedTable, Row
from assistant.question.model import Question
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold

_Compares = Callable[[Decimal, Decimal], bool]
# What stands before the sum, and what behind it. 60亿元以上 takes in 60亿元 itself, 超过60亿元 does not.
_BEFORE: tuple[tuple[re.Pattern[str], _Compares], ...] = (
    (re.compile(r"(?:不低于|不少于|不小于|至少|达到|达)(?:了|有)?$"), operator.ge),
    (re.compile(r"(?:不超过|不高于|不多于|不大于|至多|最多)(?:了)?$"), operator.le),
    (re.compile(r"(?:超过|高于|多于|大于|超|突破)(?:了)?$"), operator.gt),
    (re.compile(r"(?:不到|不足|低于|少于|小于|不满|没到|未到)(?:了)?$"), operator.lt),
)
_BEHIND: tuple[tuple[re.Pattern[str], _Compares], ...] = (
    (re.compile(r"(?:\(含[^()]*\))?(?:及|或|和)?以上(?:\(含[^()]*\))?"), operator.ge),
    (re.compile(r"(?:\(含[^()]*\))?(?:(?:及|或|和)?以下|以内|之内)(?:\(含[^()]*\))?"), operator.le),
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on a figure.

    Attributes:
        start, end: where the question puts it, its sum included.
        quantity: the sum.
        holds: whether an amount, the first, is as it should be beside that of the sum, the second.
    """

    start: int
    end: int
    quantity: Quantity
    holds: _Compares

    def met_by(self, row: Row, label: str) -> bool:
        """Return whether a row has a figure under `label` that is as it should be."""
        cell = row.cell(label)
        found = cell.quantity if cell else None
        if found is None or not self.measures(found):
            return False
        return self.holds(reckoning.amount(found), self.quantity.lower * self.quantity.factor)

    def measures(self, quantity: Quantity) -> bool:
        """Return whether a quantity can be set beside the sum: one without a unit (不到1万) beside that of any column."""
        return quantity.value is not None and (
            self.quantity.unit is None or quantity.comparable(self.quantity)
        )

    def columns(self, table: FoldedTable) -> list[str]:
        """Return the labels of the columns that it may be put on."""
        return [
            label
            for label in table.labels
            if any(
                (found := cell.quantity) is not None and self.measures(found) for cell in table.values(label)
            )
        ]


def condition_in(question: Question) -> Condition | None:
    """Return the only condition that a question puts on a figure; None where it puts none, or several."""
    asked = fold(question.text)
    found = [each for quantity in find_quantities(asked) if (each := _condition(asked, quantity)) is not None]
    return found[0] if len(found) == 1 else None


def without(question: Question, condition: Condition) -> Question:
    """Return the question without the words of a condition; the offsets of all others stay."""
    asked = fold(question.text)
    words = asked[condition.start : condition.end]
    blank = " " * len(words)
    text = question.text[: condition.start] + blank + question.text[condition.end :]
    return replace(question, text=text, focus=_cut(question.focus, words))


def meeting(rows: Sequence[Row], condition: Condition, label: str) -> tuple[Row, ...]:
    """Return the rows whose figure under `label` meets a condition."""
    return tuple(row for row in rows if condition.met_by(row, label))


def _condition(asked: str, quantity: Quantity) -> Condition | None:
    if quantity.lower != quantity.upper:
        return None
    for pattern, holds in _BEHIND:
        if m := pattern.match(asked, quantity.end):
            return Condition(quantity.start, m.end(), quantity, holds)
    for pattern, holds in _BEFORE:
        if m := pattern.search(asked[: quantity.start]):
            return Condition(m.start(), quantity.end, quantity, holds)
    return None


def _cut(focus: str, words: str) -> str:
    """Return the focus of a question without some of its words, of which years and places may be gone already."""
    for part in sorted(re.findall(r"[^\s(),、]+", words), key=len, reverse=True):
        focus = focus.replace(part, " ")
    return focus
