"""Find the figures that a text gives to several years in a row: 2021-2023年，茶叶产值分别为1亿元、2亿元和3亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.chinese.quantity import Quantity

# 2021-2023年, 2021年、2022年和2023年.
_YEARS = re.compile(
    r"(?:19|20)\d\d年?(?:(?P<to>[-—–~至到]+)(?:19|20)\d\d年|(?:(?:、|和|与|及)(?:19|20)\d\d年?)+)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BETWEEN = re.compile(r"[、和与及,]|以及")
_SIGNS = " -"


def yearly_rows(folded: str, quantities: Sequence[Quantity]) -> Iterator[dict[int, Quantity]]:
    """Yield, for each row of figures that 分别 gives to years named before it, the figure of each year, in their order.

    Args:
        folded: the text.
        quantities: its figures, in order.
    """
    for named in _YEARS.finditer(folded):
        years = [int(written) for written in _YEAR.findall(named.group())]
        if named["to"]:
            years = list(range(years[0], years[-1] + 1))
        stop = re.search(r"[;。]", folded[named.end() :])
        limit = named.end() + stop.start() if stop else len(folded)
        for run in _runs(folded, [q for q in quantities if named.end() <= q.start < limit]):
            if len(run) == len(years) > 1 and "分别" in folded[named.end() : run[0].start]:
                yield dict(zip(years, run, strict=True))


def _runs(folded: str, found: Sequence[Quantity]) -> Iterator[list[Quantity]]:
    """Yield the figures that stand beside one another with nothing but 、 and 和 between them, together."""
    run = list(found[:1])
    for one, other in pairwise(found):
        if not _BETWEEN.fullmatch(folded[one.end : other.start].strip(_SIGNS)):
            yield run
            run = []
        run.append(other)
    if run:
        yield run
