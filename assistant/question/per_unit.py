"""Find a mean that a question asks for of one thing: how much comes to each of what it counts (平均每个班多少人)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.question.model import Question
from assistant.question.places_asked import without_places
from ingest.chinese.script import fold
from ingest.chinese.units import UNIT, UNITS
from ingest.chinese.years import ARABIC_YEAR

_EACH = re.compile(
    rf"(?P<mean>平均)?(?:到|下来|算下来)?每(?:一)?(?P<unit>{UNIT})(?P<rest>[^,。多少几]*)(?:多少|几)[^,]*$"
    rf"|(?P<head>[人户亩])均(?P<said>[^,。多少几]*)(?:多少|几)[^,]*$"
)
_TIMES = frozenset(("years", "months", "days", "hours", "minutes"))
# Verbs that say nothing of which figure is shared out.
_FREE = re.compile(
    r"平均|大概|大约|需要|可以|能够|能|可|要|得|是|有|约|了|会|的|容纳|住|坐|带|花费?|投入?|分摊?到?|摊|合|装|接待|服务|负责|管理?|建设?|配备?"
)
# 每户补助多少 is set by a rule, and is no mean of what was paid.
_BY_RULE = re.compile(r"补|奖|罚|收费|标准|价")
_YEAR = re.compile(rf"{ARABIC_YEAR}年")


@dataclass(frozen=True, slots=True)
class PerUnit:
    """What is shared out, and among what.

    Attributes:
        subject: what the question says before it, folded, without places and years: whose figures they are.
        unit: of what it is shared among: 个, 户.
        rest: what stands behind the unit: the name of what is counted, and what is measured: 班容纳.
    """

    subject: str
    unit: str
    rest: str

    def measure(self, counted: str) -> str:
        """Return what is measured, without the name of what is counted; "" where only the unit of the answer says so."""
        return _FREE.sub("", self.rest.removeprefix(counted)).strip()


def per_unit(question: Question) -> PerUnit | None:
    """Return what a question wants shared out; None where it wants nothing of that kind."""
    if question.kind != "figure" or len(question.years) > 1 or len(question.places) > 1:
        return None
    text = fold(question.text).rstrip("?。 ")
    found = _EACH.search(text)
    if found is None:
        return None
    unit = found["unit"] or found["head"]
    if not (found["mean"] or found["head"]) and _BY_RULE.search(found.group()):
        return None
    if unit in UNITS and UNITS[unit].kind in _TIMES:
        return None
    own = without_places(question)[: found.start()]
    subject = re.sub(r"\s+", "", _YEAR.sub(" ", own)).strip("的,")
    return PerUnit(subject, unit, found["rest"] or found["said"] or "")
