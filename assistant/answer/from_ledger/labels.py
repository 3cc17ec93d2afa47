"""How an answer names the sides of a request: as shortly as tells them apart."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.from_ledger.sides import Side
from assistant.ledger.wording import PERIODS, chinese
from assistant.question.ledger_request import LedgerRequest
from assistant.question.model import Question


def time_of(request: LedgerRequest, side: Side) -> str:
    """Return the year of a side with the part of it that is asked about: 2022年上半年."""
    if not side.year:
        # Of no year anything is known.
        return ""
    part = "" if request.period == "year" else chinese(PERIODS[request.period])
    return f"{side.year}年{part}"


def label(request: LedgerRequest, side: Side, among: Sequence[Side] = ()) -> str:
    """Return the place and time of a side: 岚桥县2022年; the place alone where all of `among` are of one year."""
    if len(among) > 1 and len({each.year for each in among}) == 1 and not is_of_several(request):
        return side.place.label
    return side.place.label + time_of(request, side) + _kind_of(request, side)


def second_label(request: LedgerRequest, one: Side, other: Side) -> str:
    """Return what names the second of two sides behind the first: the place or the year alone where they share the other."""
    if one.place == other.place:
        kind = _kind_of(request, other)
        return kind if kind and one.year == other.year else time_of(request, other) + kind
    return other.place.label if one.year == other.year else label(request, other)


def is_of_several(request: LedgerRequest) -> bool:
    """Return whether the sides of a request are of several kinds: of two indicators, or a target and a result."""
    return len(request.indicators) > 1 or request.outlooks is not None


def _kind_of(request: LedgerRequest, side: Side) -> str:
    """Return what tells sides of several kinds apart; "" where all are of one."""
    if request.outlooks is not None:
        return "目标" if side.is_target else "实际"
    return name_of(side) if len(request.indicators) > 1 else ""


def place_as_asked(question: Question, side: Side) -> str:
    """Return the place of a side in the words of the question, where it names it."""
    span = next((span for span in question.places if span.places == (side.place,)), None)
    if span is None or span.start == span.end or span.label:
        return side.place.label
    return question.text[span.start : span.end]


def row_label(request: LedgerRequest, sides: Sequence[Side], side: Side) -> str:
    """Return what names a side among the rows of a table: its place, its time, its indicator, or several of them."""
    parts = (
        side.place.label if len({each.place for each in sides}) > 1 else "",
        time_of(request, side) if len({each.year for each in sides}) > 1 else "",
        _kind_of(request, side) if len({_kind_of(request, each) for each in sides}) > 1 else "",
    )
    return "".join(parts) or label(request, side)


def column_label(request: LedgerRequest, sides: Sequence[Side]) -> str:
    """Return the head of a column: the indicator, after the place and time that all of several rows are of."""
    first = next((side for side in sides if side.cell), sides[0])
    kinds = {side.is_target for side in sides}
    of_target = "目标" if kinds == {True} else "实际" if request.outlooks and kinds == {False} else ""
    if len(sides) == 1:
        return name_of(first) + of_target
    place = first.place.label if len({side.place for side in sides}) == 1 else ""
    time = time_of(request, first) if len({side.year for side in sides}) == 1 else ""
    return place + time + ("" if len({side.indicator for side in sides}) > 1 else name_of(first) + of_target)


def label_of_years(sides: Sequence[Side]) -> str:
    """Return place, years and indicator of sides in order of their years: 岚桥县2020—2022年粮食产量."""
    first, last = sides[0], sides[-1]
    return f"{first.place.label}{first.year}—{last.year}年{name_of(first)}"


def name_of(side: Side) -> str:
    """Return the indicator of a side as the ledger names it, with what makes another indicator of it."""
    fact = side.cell.preferred.fact if side.cell else None
    # 财政收入 is asked for, and 一般公共预算收入 told.
    name = fact.indicator if fact and fact.indicator in side.indicator.instead else side.indicator.name
    words = [word for word in (fact.qualifiers if fact else side.indicator.qualifiers) if word not in name]
    # 居民消费价格涨幅 is a growth by its name.
    is_growth = side.indicator.name.endswith(("涨幅", "增速"))
    growth = "增速" if side.measure == "growth" and not is_growth else ""
    return f"{name}{growth}" + (f"（{'、'.join(words)}）" if words else "")
