"""Collect the statements of a passage that belong to another time or region than most of it: a news item of 2020 that
recalls 2019, a demand in the middle of an account, a county's figure in its city's report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.schema import Scope
from ingest.split.statement_regions import StatementRegion
from ingest.split.subject_names import Subject
from ingest.split.timeframe import Timeframe, Timeline

# A statement stands apart where its own outlook is at least as certain as this.
STANDS_APART = 0.7


@dataclass(frozen=True, slots=True)
class Whole:
    """What a passage, text[start:end], is about as a whole.

    Attributes:
        time: its timeframe.
        about: the region that it tells of, None for that of its document.
    """

    start: int
    end: int
    time: Timeframe
    about: Subject | None


def scopes(
    timeline: Timeline, told: Sequence[StatementRegion], passage: Whole, own: Subject | None
) -> tuple[Scope, ...]:
    """Return the times and regions of the statements in a passage that differ from those of the whole.

    Args:
        timeline: of the document.
        told: the statements in the passage that tell of another region than it.
        passage: the passage.
        own: the document's region, where it is known.

    Returns:
        Scopes in order, without overlap; neighbours of the same time and region share one. Headings have none: they belong
        to what stands below them.
    """
    times = timeline.apart(passage.start, passage.end, passage.time, STANDS_APART)
    if not times and not told:
        return ()
    bounds = [(each.start, each.end) for each in times] + [(each.start, each.end) for each in told]
    edges = sorted({min(max(edge, passage.start), passage.end) for bound in bounds for edge in bound})
    found: list[Scope] = []
    for start, end in pairwise(edges):
        time = next((each.time for each in times if each.start <= start < each.end), None)
        told_here = next((each for each in told if each.start <= start < each.end), None)
        if time is None and told_here is None:
            continue
        about = passage.about if told_here is None else told_here.subject or own
        scope = _scope(start, end, time or passage.time, about)
        if found and replace(found[-1], start=start, end=end) == scope and found[-1].end == start:
            found[-1] = replace(found[-1], end=end)
        else:
            found.append(scope)
    return tuple(found)


def _scope(start: int, end: int, time: Timeframe, about: Subject | None) -> Scope:
    return Scope(
        start,
        end,
        time.year,
        time.outlook,
        time.period,
        time.certainty,
        about.name if about else None,
        about.place if about else None,
    )
