"""Readings that look like facts and are not sure to be: a figure of something else under the same name."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.facts.clauses import Clause
from ingest.facts.pairing import Reading

# Until then reports mostly say 工业增加值 of that of industry above designated size.
_LAST_YEAR_OF_OLD_WORDING = 2011
_TOTAL_INVESTMENT = "项目总投资"


def is_doubtful(clauses: Sequence[Clause], readings: Sequence[Reading], at: int, year: int | None) -> bool:
    """Return whether readings[at], of the sentence's clauses, may well be of something else."""
    reading = readings[at]
    subject = reading.subject
    name = subject.indicator.name
    if name == _TOTAL_INVESTMENT:
        return not _follows_projects(readings, at)
    if name == "全部工业增加值" and year is not None and year <= _LAST_YEAR_OF_OLD_WORDING:
        return subject.mention.end - subject.mention.name_start == len("工业增加值")
    return name == "税收收入" and "占财政总收入" in reading.measured.qualifiers


def _follows_projects(readings: Sequence[Reading], at: int) -> bool:
    """Return whether a number of projects is told just before: the sum is then that of those."""
    return at > 0 and readings[at - 1].subject.indicator.name.endswith("项目数")
