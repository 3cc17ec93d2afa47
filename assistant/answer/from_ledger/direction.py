"""Whether a figure rose over the year before, in one year or in each of several: told by its growth, or by the figures of
both years where no growth is."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import reckoning
from assistant.answer.from_ledger import outcome as reckon
from assistant.answer.from_ledger.asked import Asked
from assistant.answer.from_ledger.labels import label, name_of
from assistant.answer.from_ledger.lines import LedgerLines
from assistant.answer.from_ledger.model import Told
from assistant.answer.from_ledger.outcome import Outcome, refused
from assistant.answer.from_ledger.sides import Side, is_disputed, is_doubtful, sides_of_request
from assistant.answer.from_ledger.wording import COMPARABLE
from assistant.answer.model import Piece, result
from assistant.question.ledger_request import LedgerRequest


def over_year_before(asked: Asked, lines: LedgerLines) -> Told | None:
    """Return whether the figure of a place and year rose, with what tells it; None where nothing surely does."""
    request = asked.request
    (grew,) = sides_of_request(request, asked.cells, (), "growth")
    if grew.cell is not None and not is_doubtful(grew.cell):
        outcome = by_growth(request, grew)
        said = [lines.outcome(outcome, [grew]), *lines.statement([grew]), *lines.notes([grew])]
        return Told(said, [grew], lines.citations)
    (year,) = request.years
    both = replace(request, years=(year, year - 1))
    levels = sides_of_request(both, asked.cells, (), "level")
    if any(side.cell is None or is_doubtful(side.cell) for side in levels):
        return None
    outcome = by_levels(both, *levels)
    said = [lines.outcome(outcome, levels), *lines.table([levels], outcome), *lines.notes(levels)]
    return Told(said, levels, lines.citations)


def every_year(asked: Asked, lines: LedgerLines) -> Told | None:
    """Return whether a figure rose, or fell, in every year, from its growths; None where none is told."""
    request = replace(asked.request, measures=("growth",))
    # Of each year by itself: a growth on one basis and one on another both tell the way.
    sides = [
        side
        for year in sorted(request.years)
        for side in sides_of_request(replace(request, years=(year,)), asked.cells, (), "growth")
    ]
    known = [side for side in sides if side.cell is not None and not is_doubtful(side.cell)]
    # Whether the first year rose over the one before it is not asked.
    later = [side for side in known if side.year > min(request.years)]
    if not later or any(side.cell and is_disputed(side.cell) for side in later):
        return None
    against = [side for side in later if (reckoning.amount(side.quantity) > 0) is request.falling]
    way = "下降" if request.falling else "增长"
    if against:
        turns = "、".join(f"{side.year}年{side.shown}" for side in against)
        outcome = Outcome("verdict", (Piece(f"不是连年{way}：比上年增长的幅度，{turns}。"),))
    elif len(later) == len(request.years) - 1:
        first, last = min(request.years), max(request.years)
        outcome = Outcome("verdict", (Piece(f"是，{first}—{last}年连年{way}（按各年增速）。"),))
    else:
        unknown = set(request.years) - {side.year for side in known} - {min(request.years)}
        years = "、".join(f"{year}年" for year in sorted(unknown))
        outcome = refused(f"缺少{years}的数字，不能断定是否连年{way}。")
    told = [lines.outcome(outcome, known), *lines.table([sides], outcome), *lines.notes(known)]
    return Told(told, sides, lines.citations)


def by_growth(request: LedgerRequest, side: Side) -> Outcome:
    """Return whether a figure rose, from its growth over the year before."""
    if side.cell and is_disputed(side.cell):
        return refused(f"{label(request, side)}{name_of(side)}在资料中不一致，不能断定。")
    growth = side.quantity
    # 轻工业增加值 is not that of all industry.
    told = name_of(side).replace("增速", "", 1).replace(f"（{COMPARABLE}）", "")
    of = f"{side.place.label}{side.year}年{told}"
    if growth.value == 0:
        return Outcome("verdict", (Piece(f"{_verdict(request, None)}：{of}与上年持平。"),))
    rose = reckoning.amount(growth) > 0
    given = replace(growth, written=growth.written.removeprefix("-"))
    shown = result(reckoning.as_given(given))
    way = "增长" if rose else "下降"
    return Outcome("verdict", (Piece(f"{_verdict(request, rose)}：{of}比上年{way} "), shown, Piece("。")))


def by_levels(request: LedgerRequest, now: Side, before: Side) -> Outcome:
    """Return whether a figure rose, from those of the two years."""
    if any(side.cell and is_disputed(side.cell) for side in (now, before)):
        return refused("这两年的数字在资料中不一致，不能断定。")
    reckoned = reckon.difference(request, now, before)
    if reckoned.role == "missing":
        return reckoned
    rose = None if reckoned.role == "verdict" else reckoning.exceeds(now.quantity, before.quantity)
    return Outcome("verdict", (Piece(f"{_verdict(request, rose)}："), *reckoned.pieces))


def _verdict(request: LedgerRequest, rose: bool | None) -> str:
    """Return the answer in a word: of what was asked, whether it is so, or which way it went; None for no change."""
    if request.operation == "way":
        return "没有变化" if rose is None else "增长了" if rose else "下降了"
    return "是" if rose is not None and rose is not request.falling else "没有"
