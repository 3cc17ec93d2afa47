"""Whether a figure was reached, is expected to have been, or is wanted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.facts.assignment import Reading
from ingest.facts.clauses import Clause, sentence_head
from ingest.facts.model import FactStatus
from ingest.facts.setting import Told

# What was approved is what was to be, until words of what was done follow; sums of approved budgets follow in the next sentence.
_APPROVED = re.compile(r"批准(?!前)(?P<between>[^。]*(?:。(?:经)?汇总[^。]*)?)$")
_DONE = re.compile("完成|执行|实现|实际|决算|达到?|增长|下降|报告")
NEAR = 200
# What a budget is of: 收入调整为29亿元 is what is to be taken in, 最低工资调整为2000元 is what holds.
_BUDGETED, _SET_TO = ("收入", "支出"), "调整为"


def status(
    told: Told, year: int | None, given: int | None, clauses: Sequence[Clause], reading: Reading
) -> FactStatus:
    """Return whether a figure was reached, is expected to have been, or is wanted.

    Args:
        year: that the figure is of.
        given: the year of the document; nothing is wanted of a year before.
    """
    marks = _marks(clauses, reading)
    budgeted = reading.subject.indicator.name.endswith(_BUDGETED)
    planned = any(
        word.kind == "planned" or (budgeted and word.text.endswith(_SET_TO)) for word in reading.words
    )
    if planned and reading.measured.measure == "level":
        return "target"
    past = year is not None and given is not None and year < given
    if not past and (told.outlook == "plan" or "aim" in marks):
        return "target"
    if "estimate" in marks:
        return "estimate"
    return "result"


def is_approved(before: str, reading: Reading) -> bool:
    """Return whether a sum of public money is that of a budget that was approved.

    Args:
        before: the folded text before the figure, of its sentence and of those before it.
        reading: of the figure.
    """
    if not reading.subject.indicator.name.endswith(_BUDGETED) or reading.measured.measure != "level":
        return False
    m = _APPROVED.search(before[-NEAR:])
    return m is not None and _DONE.search(m["between"]) is None


def _marks(clauses: Sequence[Clause], reading: Reading) -> set[str]:
    """Return the words of expectation that govern a figure: of its clause, of its subject's, and at the sentence's head."""
    found: set[str] = set()
    for i in {reading.clause, reading.subject.clause}:
        tokens = clauses[i].tokens[: reading.at] if i == reading.clause else clauses[i].tokens
        compared = next((k for k, token in enumerate(tokens) if token.kind == "compare"), len(tokens))
        found |= {token.kind for token in tokens[:compared] if token.kind in ("estimate", "aim")}
    for token in sentence_head(clauses):
        if token.kind in ("estimate", "aim"):
            found.add(token.kind)
    return found
