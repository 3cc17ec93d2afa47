"""Whether a reply says at least what the answer by rule says: a model must not put less in the place of more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.model import AnswerLine
from assistant.llm.clause_words import pairs_of
from assistant.llm.held_values import CALENDAR, HeldValues, Value, values
from assistant.llm.prompt_context import Context
from assistant.llm.prompt_passage import pairs
from ingest.chinese.script import fold

# From so many points on an answer by rule is a list of them, of which a reply must tell half.
LEAST_POINTS = 3
# A point is told where so many characters of it stand in a row, or a figure of it.
TOLD_RUN = 4
# How much longer than the answer by rule, or than what was asked for, a reply may be.
MOST_LONGER = 1.25
_HAN = re.compile(r"[一-鿿]+")
_NUMBER = re.compile(r"[\d.,百千万亿约超近余多\s]+")
_QUOTED_ROLES = ("statement", "plan")


def lost(lines: Sequence[AnswerLine], context: Context) -> str | None:
    """Return what a reply lacks that the answer by rule has, in a few words of Chinese; None where it lacks nothing.

    Args:
        lines: the reply as it would be shown.
        context: the question, the answer by rule and the passages.
    """
    text = "\n".join(line.text for line in lines)
    told = [line for line in context.offline if line.role in _QUOTED_ROLES]
    if not told:
        return None
    length = sum(len(line.text) for line in context.offline)
    if len(text) > MOST_LONGER * max(length, context.question.answer_type.length):
        return "模型的答复太长"
    if not _gives_figure(text, told):
        return "模型的答复没有给出所问的数"
    points = [line for line in told if len(line.text) > TOLD_RUN]
    if len(points) >= LEAST_POINTS:
        held = HeldValues().add(text)
        if 2 * sum(_tells(text, held, line, context) for line in points) < len(points):
            return "模型的答复漏了多半的要点"
    if context.question.kind != "yesno" and not _says_anything_new(text, context):
        return "模型的答复没有说出什么"
    return None


def _gives_figure(text: str, told: Sequence[AnswerLine]) -> bool:
    """Return whether a reply gives a figure where one is asked for: one that the answer by rule holds, or another in the
    same unit, for the rules may have taken the neighbour's."""
    asked = [line.text[slice(*line.asked)] for line in told if line.asked is not None]
    units = {_unit(figure, value) for figure in asked for value in _figures(figure)}
    if not units:
        return True
    held = HeldValues()
    for line in told:
        held.add(line.text)
    return any(held.hold(value) or _unit(text, value) in units for value in _figures(text))


def _figures(text: str) -> list[Value]:
    return [value for value in values(text) if value.kind not in CALENDAR]


def _unit(text: str, value: Value) -> str:
    """Return the unit of a figure as it is written, without its scale."""
    return _NUMBER.sub("", text[value.start : value.end])


def _tells(text: str, held: HeldValues, point: AnswerLine, context: Context) -> bool:
    """Return whether a reply, which holds these values, tells something of a point that the question does not say."""
    if any(held.hold(value) for value in _figures(point.text)):
        return True
    said, asked = fold(text), fold(context.question.text)
    return any(
        (part := run[i : i + TOLD_RUN]) in said and part not in asked
        for run in _HAN.findall(fold(point.text))
        for i in range(len(run) - TOLD_RUN + 1)
    )


def _says_anything_new(text: str, context: Context) -> bool:
    """Return whether a reply holds a figure, or words of a passage, that neither the question nor the lines above the
    passages hold."""
    if _figures(text):
        return True
    known = pairs(context.question.text).union(*(pairs(passage.about) for passage in context.passages))
    told = frozenset[str]().union(*(passage.pairs for passage in context.passages))
    return bool((pairs_of(fold(text)) & told) - known)
