"""Figures before what they count, of things newly added: 新增15家以上高新技术企业、30家科技型中小企业."""

from __future__ import annotations

from ingest.facts.assignment import Reading
from ingest.facts.figure_groups import Group
from ingest.facts.indicators import indicators
from ingest.facts.measures import Measured
from ingest.facts.subjects import Subject

_KNOWN = frozenset(("reach", "neutral", "time", "whole", "aim", "estimate", "among"))
_NEW = "新增"


def newly_added(group: Group, clause: int, *, is_ahead: bool) -> Subject | None:
    """Return what a figure of a list that begins with 新增 counts, where its name stands behind it; None where none does.

    Args:
        group: the figure.
        clause: index of its clause.
        is_ahead: the figure before in the list stands before its name too.
    """
    mention = group.after.mention if group.after is not None else None
    if mention is None or len(group.figures) != 1 or mention.indicator.kind != "count":
        return None
    kinds = [token.kind for token in group.before]
    listed = is_ahead and kinds == ["indicator", "and"]
    if not listed and not (group.first and set(kinds) <= _KNOWN):
        return None
    indicator = mention.indicator
    if indicator.group == "就业" or not indicator.fits(group.figures[0][1].unit):
        return None
    # 新增规上工业企业 is an indicator by itself.
    own = indicators().get(_NEW + indicator.name.removesuffix("数").removesuffix("总"))
    if own is not None:
        return Subject(own, mention.qualifiers, mention, clause)
    return Subject(indicator, (_NEW, *mention.qualifiers), mention, clause)


def of_newly_added(subject: Subject, group: Group, clause: int) -> Reading:
    """Return the reading of a figure that `subject` follows."""
    at, figure = group.figures[0]
    measured = Measured("change" if _NEW in subject.qualifiers else "level")
    return Reading(subject, figure, measured, clause, at, 0, words=group.before)
