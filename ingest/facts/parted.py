"""Names that every whole has parts of: 第一产业 is one of investment where investment is what the text parts, 城镇人口 one of
those who are registered where these are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.facts.assignment import Reading
from ingest.facts.clauses import Clause
from ingest.facts.indicators import Indicator, indicators
from ingest.facts.subjects import Subject

_INVESTMENT = "固定资产投资"
# The indicator that a bare name of an industry stands for → that of its investment.
_OF_INVESTMENT = {
    "第一产业增加值": "第一产业投资",
    "第二产业增加值": "第二产业投资",
    "第三产业增加值": "第三产业投资",
}
_GROUP = "投资"
# Of those who are registered in a region, those in its towns are counted by their registration too.
_REGISTERED = "户籍人口"
_OF_REGISTERED = {"城镇常住人口": "城镇", "乡村常住人口": "乡村"}


def in_what_is_parted(
    clauses: Sequence[Clause], readings: Sequence[Reading], told: Sequence[Subject]
) -> Iterator[Reading]:
    """Yield readings, those whose bare name is that of a part of anything as of the whole that is parted.

    Args:
        clauses: of a sentence.
        readings: of its figures, in order.
        told: the subjects of the sentence before, where this one tells of their parts.
    """
    whole = next((subject.indicator for subject in told if subject.indicator.name == _INVESTMENT), None)
    for reading in readings:
        subject = reading.subject
        part = (
            _part(subject, _headed(clauses, subject) or whole) if subject.mention.name.is_ambiguous else None
        )
        if part is not None:
            yield replace(reading, subject=part)
            continue
        whole = subject.indicator
        yield reading


def _headed(clauses: Sequence[Clause], subject: Subject) -> Indicator | None:
    """Return the indicator that a clause before names alone, as that whose parts follow: 户籍人口中,."""
    for clause in reversed(clauses[: subject.clause]):
        if clause.has_figure:
            return None
        named = [token.mention.indicator for token in clause.tokens if token.mention is not None]
        if named:
            return named[-1]
    return None


def _part(subject: Subject, whole: Indicator | None) -> Subject | None:
    """Return a subject as a part of a whole; None where it is none."""
    name = subject.indicator.name
    if whole is None:
        return None
    if whole.group == _GROUP and name in _OF_INVESTMENT:
        return subject.part(indicators()[_OF_INVESTMENT[name]])
    if whole.name == _REGISTERED and name in _OF_REGISTERED:
        return replace(subject.part(whole), qualifiers=(*subject.qualifiers, _OF_REGISTERED[name]))
    return None
