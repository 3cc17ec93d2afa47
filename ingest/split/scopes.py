"""Collect the statements of a passage that belong to another time than most of it: a news item of 2020 that recalls 2019,
a demand in the middle of an account."""

from __future__ import annotations

from ingest.schema import Scope
from ingest.split.subject_region import Subject
from ingest.split.timeframe import StatementTime, Timeframe, Timeline

# A statement stands apart where its own time is at least as certain as this.
STANDS_APART = 0.5


def scopes(
    timeline: Timeline, start: int, end: int, whole: Timeframe, about: Subject | None
) -> tuple[Scope, ...]:
    """Return the times of the statements in text[start:end] that differ from that of the whole.

    Args:
        timeline: of the document.
        start, end: of the passage.
        whole: the passage's timeframe.
        about: the region that the passage tells of, which its statements share.

    Returns:
        Scopes in order, without overlap; neighbours of the same time share one. Headings have none: they belong to what
        stands below them.
    """
    runs: list[list[StatementTime]] = []
    last: StatementTime | None = None
    for part in timeline.statements(start, end):
        certain = (part.time.certainty or 0.0) >= STANDS_APART
        if certain and not part.time.agrees(whole):
            if last is not None and last.time.agrees(part.time):
                runs[-1].append(part)
            else:
                runs.append([part])
            last = part
        else:
            last = None
    return tuple(_scope(run, about) for run in runs)


def _scope(run: list[StatementTime], about: Subject | None) -> Scope:
    time = run[0].time
    certainty = min(part.time.certainty or 0.0 for part in run)
    return Scope(
        run[0].start,
        run[-1].end,
        time.year,
        time.outlook,
        time.period,
        certainty,
        about.name if about else None,
        about.place if about else None,
    )
