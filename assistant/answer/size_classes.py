"""Add up the classes of one sentence that a question names together: 亿元以上12个，5000万元16个 of 5000万元以上的合计."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import reckoning
from assistant.answer.citations import Citations
from assistant.answer.model import AnswerLine
from assistant.answer.quote import statements
from assistant.answer.templates import in_script
from assistant.answer.term_outcome import worked_out
from assistant.evidence.answer_types import fits_unit
from assistant.evidence.model import Candidate
from assistant.question.model import Question
from ingest.chinese.numbers import SCALES
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold

# A class by its lower bound in money: 3000万元, 亿元.
_CLASS = re.compile(r"(?P<number>\d+(?:\.\d+)?)?(?P<scale>[万亿])元")
_BETWEEN = re.compile(r"[^,，、;；。]{0,8}")


def summed_classes(question: Question, found: Sequence[Candidate], citations: Citations) -> list[AnswerLine]:
    """Return the sentence that counts things by classes of size, and the sum of the classes that a question names.

    Return nothing where it names fewer than two, or the sentence lacks one of them.

    Args:
        found: acceptable evidence, best first.
    """
    asked = _bounds(fold(question.text))
    if not question.total or question.kind != "figure" or len(asked) < 2 or not found:
        return []
    evidence = found[0]
    counted = _counted(question, evidence.text)
    if not asked <= counted.keys():
        return []
    parts = [counted[bound] for bound in sorted(asked, reverse=True)]
    said = worked_out("合计 ", reckoning.total(parts), "相加", "＋".join(map(reckoning.as_given, parts)))
    if not said:
        return []
    quoted = statements(question, [evidence], citations)
    return [AnswerLine(in_script(said, question.script), "computed", evidence=(evidence,)), *quoted]


def _bounds(folded: str) -> frozenset[float]:
    """Return the lower bounds, in 元, of the classes that folded text names."""
    return frozenset(float(m["number"] or 1) * float(SCALES[m["scale"]]) for m in _CLASS.finditer(folded))


def _counted(question: Question, text: str) -> dict[float, Quantity]:
    """Return lower bound → the count that stands right behind it in a sentence."""
    folded = fold(text)
    counts: dict[float, Quantity] = {}
    figures = [q for q in find_quantities(text) if q.kind != "money" and fits_unit(question, q)]
    for m in _CLASS.finditer(folded):
        behind = next((q for q in figures if q.start >= m.end()), None)
        if behind is not None and _BETWEEN.fullmatch(folded, m.end(), behind.start):
            counts.setdefault(float(m["number"] or 1) * float(SCALES[m["scale"]]), behind)
    return counts
