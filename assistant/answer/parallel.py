"""Find the figures that clauses of one build tell of several subjects: 甲厂引进项目24个，完成投资2亿元；乙厂引进12个，完成投资1亿元."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.named_figures import NamedFigure
from ingest.chinese.script import fold

_SEGMENT = re.compile(r"[^;。\n]+")
# What a name in the question says behind its subject.
_BEHIND = re.compile(r"[在的各中]|对[^,]{1,12}的|实施|完成|投入|引进|新增|实现|建设")
# 工程总投资 of a road is its 总投资.
_OF_WORK = re.compile(r"^(?:该|其)?(?:项目|工程)?")


def in_parallel(
    names: Sequence[str], text: str, figures: Sequence[NamedFigure]
) -> tuple[tuple[str, ...], tuple[NamedFigure, ...]] | None:
    """Return the subjects and their figures; None where not each subject has a segment of its own, or what is said of them in
    it is not the same of all.

    Args:
        names: as a question gives them, folded.
        text: the place of a text.
        figures: those of it that can answer.
    """
    folded = fold(text)
    segments = [(m.start(), m.end()) for m in _SEGMENT.finditer(folded)]
    subjects = tuple(_BEHIND.split(name)[0].strip() for name in names)
    if len(segments) < 2 or len(set(subjects)) < len(subjects) or min(map(len, subjects), default=0) < 2:
        return None
    chosen: list[tuple[str, NamedFigure]] = []
    called: list[str] = []
    for subject in subjects:
        own = [span for span in segments if subject in folded[span[0] : span[1]]]
        told = [f for f in figures if len(own) == 1 and own[0][0] <= f.quantity.start < own[0][1]]
        at = folded.find(subject, own[0][0]) if own else 0
        if len(told) != 1 or at > told[0].quantity.start:
            return None
        # Capitals as the text has them: C区.
        called.append("".join(t if t.isascii() else s for s, t in zip(subject, text[at:], strict=False)))
        chosen.append((_OF_WORK.sub("", told[0].name.rpartition(subject)[2]), told[0]))
    said = {what for what, _ in chosen}
    starts = {figure.quantity.start for _, figure in chosen}
    alike = all(figure.quantity.comparable(chosen[0][1].quantity) for _, figure in chosen)
    if len(said) > 1 or len(starts) < len(chosen) or not alike:
        return None
    return tuple(called), tuple(figure for _, figure in chosen)
