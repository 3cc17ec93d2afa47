"""The figure in a sentence that answers, as a number that can be reckoned with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.evidence.answer_types import figures, fits_unit
from assistant.evidence.term_weights import TermWeights
from assistant.question.model import Question
from ingest.chinese.script import fold

_PARTS = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:余|多)?(万亿|亿|万|千|百(?!分点))?(?:余|多)?([^-~—至].*)?")
_SCALE = {
    "万亿": Decimal(10) ** 12,
    "亿": Decimal(10) ** 8,
    "万": Decimal(10) ** 4,
    "千": Decimal(1000),
    "百": Decimal(100),
}
_RESPECTIVELY = re.compile(r"分别[^\d]{0,8}")
_BETWEEN_SUBJECTS = re.compile(r"[、和与及]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of a text.

    Attributes:
        number: as written, before its scale (2.5 of 2.5亿元).
        scale: "亿", "万" and the like, or "".
        unit: what is counted, "" where nothing is said.
        start, end: its offsets in the text.
    """

    number: Decimal
    scale: str
    unit: str
    start: int
    end: int

    @property
    def value(self) -> Decimal:
        """The number in units of one."""
        return self.number * _SCALE.get(self.scale, Decimal(1))

    def like(self, value: Decimal) -> str:
        """`value` (in units of one) written with this quantity's scale and unit."""
        number = (value / _SCALE.get(self.scale, Decimal(1))).normalize()
        return f"{number:f}{self.scale}{self.unit}"


def answering_quantity(question: Question, weights: TermWeights, text: str) -> Quantity | None:
    """The figure of `text` that tells what `question` asks: of a fitting unit, and next to the words asked about.

    "城乡居民收入分别为a元、b元" gives a or b by the place that the one asked about has among those named.
    """
    folded = fold(text)
    found = [m for m in figures(folded) if fits_unit(question, m.group())]
    if not found:
        return None
    paired = _respective(weights, folded, found)
    if paired is not None:
        return parsed(paired)
    scored = []
    for i, m in enumerate(found):
        before = folded[found[i - 1].end() if i else 0 : m.start()]
        # What follows a figure rarely names it, but "新增12家高新技术企业" does.
        after = re.split(r"[，,；;。、]", folded[m.end() :])[0]
        share = weights.share(weights.matched(re.split(r"[；;。]", before)[-1] + "\n" + after))
        scored.append((share, -i))
    return parsed(found[-max(scored)[1]])


def _respective(weights: TermWeights, text: str, found: list[re.Match[str]]) -> re.Match[str] | None:
    """The figure that 分别 gives to the asked-about one of several subjects, if the text is of that form."""
    for marker in _RESPECTIVELY.finditer(text):
        subjects = _subjects(re.split(r"[，,；;。]", text[: marker.start()])[-1])
        stop = re.search(r"[，,；;。]", text[marker.end() :])
        limit = marker.end() + stop.start() if stop else len(text)
        given = [m for m in found if marker.start() <= m.start() < limit]
        if len(subjects) == len(given) > 1:
            meant = _meant(weights, subjects)
            if meant is not None:
                return given[meant]
    return None


def _subjects(named: str) -> list[str]:
    """What is told of respectively: the parts of 甲、乙和丙, and the two that 城乡 is short for."""
    subjects = _BETWEEN_SUBJECTS.split(named)
    if len(subjects) == 1 and "城乡" in named:
        return [named.replace("城乡", "城镇"), named.replace("城乡", "农村")]
    return subjects


def _meant(weights: TermWeights, subjects: list[str]) -> int | None:
    """Which of the subjects is asked about; None where none is for sure.

    Of 城镇居民和农村居民人均可支配收入 the last one ends in what belongs to all, so another one is meant as soon as it
    holds anything asked about that the last one does not.
    """
    last = weights.matched(subjects[-1])
    matched = [weights.matched(subject) for subject in subjects[:-1]]
    shares = [weights.share({t: w for t, w in found.items() if t not in last}) for found in matched]
    if max(shares) > 0:
        return shares.index(max(shares)) if shares.count(max(shares)) == 1 else None
    known = weights.share(last)
    return len(subjects) - 1 if all(known > weights.share(found) for found in matched) else None


def parsed(m: re.Match[str]) -> Quantity | None:
    """The quantity of a figure; None of a range (5至8亿元), which cannot be reckoned with."""
    parts = _PARTS.fullmatch(m.group())
    if parts is None:
        return None
    return Quantity(Decimal(parts[1].replace(",", "")), parts[2] or "", parts[3] or "", m.start(), m.end())
