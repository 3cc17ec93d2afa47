"""What is reckoned of the sides of a request: a verdict or a figure, or why it is not reckoned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.answer import reckoning
from assistant.answer.from_ledger.labels import label, label_of_years, second_label
from assistant.answer.from_ledger.sides import Side
from assistant.answer.from_ledger.wording import ADDED, PER_HEAD, STOCK
from assistant.answer.model import Piece, Role, result
from assistant.question.ledger_request import LedgerRequest
from ingest.chinese.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Outcome:
    """A line that says what the sides come to.

    Attributes:
        role: "computed", "verdict", or "missing" where nothing is reckoned, and the pieces say why.
    """

    role: Role
    pieces: tuple[Piece, ...]


def refused(why: str) -> Outcome:
    """Return that nothing is reckoned."""
    return Outcome("missing", (Piece(why),))


def difference(request: LedgerRequest, one: Side, other: Side) -> Outcome:
    """Return by how much the first side is more or less than the second."""
    first, second = (_plain(side, among=(one, other)) for side in (one, other))
    if first.value == second.value and not (first.bound or second.bound):
        return Outcome(
            "verdict",
            (
                Piece(f"{label(request, one)}和{second_label(request, one, other)}相同，都是"),
                result(one.shown),
                Piece("。"),
            ),
        )
    more = reckoning.exceeds(first, second)
    if more is None:
        return refused(f"原文给的不是确数（{one.shown}、{other.shown}），没有计算差额。")
    gap = reckoning.difference(*((first, second) if more else (second, first)))
    if gap is None:
        return refused(_UNLIKE)
    word = _word_for(request, first, less=not more)
    inputs = (one, other) if more else (other, one)
    reckoned = "－".join(side.shown for side in inputs)
    return Outcome(
        "computed",
        (
            Piece(f"{label(request, one)}比{second_label(request, one, other)}{word} "),
            result(gap),
            Piece(f"（按表中数字计算：{reckoned}）。"),
        ),
    )


def _plain(side: Side, among: Sequence[Side]) -> Quantity:
    """Return the figure of a side; of what was aimed at, beside what came about, as if it were exact: 12%以上."""
    aimed_beside = side.is_target and not all(each.is_target for each in among)
    return replace(side.quantity, bound="") if aimed_beside else side.quantity


def total(request: LedgerRequest, sides: Sequence[Side]) -> Outcome:
    """Return the sum of the sides: of several years no stock, of several places no figure per head."""
    name = sides[0].indicator.name
    if PER_HEAD.search(name):
        return refused(f"{name}是平均数，不能相加。")
    told = sides[0].cell.key.qualifiers if sides[0].cell else ()
    added = ADDED.match(name) or any(map(ADDED.fullmatch, (*sides[0].indicator.qualifiers, *told)))
    if len({side.year for side in sides}) > 1 and STOCK.search(name) and not added:
        return refused(f"{name}是时点上的存量，各年的数字不能相加。")
    summed = reckoning.total([side.quantity for side in sides])
    if summed is None:
        return refused("这些数字是比率，或单位不同，不能相加。")
    return Outcome(
        "computed",
        (
            Piece(f"{_counties(request, sides)}合计 "),
            result(summed),
            Piece(f"（按表中数字相加：{_inputs(sides)}）。"),
        ),
    )


def average(request: LedgerRequest, sides: Sequence[Side]) -> Outcome:
    """Return the mean of the sides."""
    mean = reckoning.mean([side.quantity for side in sides])
    if mean is None:
        return refused(_UNLIKE)
    return Outcome(
        "computed",
        (
            Piece(f"{_counties(request, sides)}平均 "),
            result(mean),
            Piece(f"（表中 {len(sides)} 个数字的平均）。"),
        ),
    )


def extreme(request: LedgerRequest, sides: Sequence[Side]) -> Outcome:
    """Return which side has the most or the least; of two, which has more."""
    ranked = ranking(request, sides)
    if ranked is None:
        return refused(_UNLIKE)
    if 1 < request.top < len(ranked):
        return _first_of(request, ranked)
    best = ranked[0].quantity
    first = [side for side in ranked if side.quantity.value == best.value]
    others = [side for side in ranked if side not in first]
    if any(reckoning.exceeds(best, side.quantity) is None for side in others):
        return refused("原文给的不都是确数，分不出先后。")
    names = "、".join(label(request, side, among=sides) for side in first)
    if not others:
        return Outcome("verdict", (Piece(f"{names}相同，都是"), result(first[0].shown), Piece("。")))
    if len(sides) == 2 and not request.adjective.startswith("最"):
        word = _word_for(request, best, less=request.falling)
        wording = f"{names}更{word}（"
    else:
        wording = f"{_among(request, sides)}最{_foremost(request)}的是{names}（"
    return Outcome("verdict", (Piece(wording), result(first[0].shown), Piece("）。")))


def _first_of(request: LedgerRequest, ranked: Sequence[Side]) -> Outcome:
    """Return the first so many of sides in order, with their figures."""
    last, following = ranked[request.top - 1].quantity, ranked[request.top].quantity
    if last.value != following.value and reckoning.exceeds(last, following) is None:
        return refused("原文给的不都是确数，分不出先后。")
    pieces = [Piece(f"{_among(request, ranked)}最{_foremost(request)}的 {request.top} 个是")]
    for side in ranked[: request.top]:
        mark = "、" if len(pieces) > 1 else ""
        pieces += [Piece(f"{mark}{label(request, side, among=ranked)}（"), result(side.shown), Piece("）")]
    tied = "（其后有相同的）" if last.value == following.value else ""
    return Outcome("verdict", (*pieces, Piece(f"{tied}。")))


def ranking(request: LedgerRequest, sides: Sequence[Side]) -> list[Side] | None:
    """Return the sides, the one asked for first; None where they cannot be compared."""
    quantities = [side.quantity for side in sides]
    if not reckoning.comparable(quantities):
        return None
    return sorted(sides, key=lambda side: reckoning.amount(side.quantity), reverse=not request.falling)


def whether(request: LedgerRequest, one: Side, other: Side) -> Outcome:
    """Return whether the first side is more, or less, than the second."""
    first, second = one.quantity, other.quantity
    if not reckoning.comparable((first, second)):
        return refused(_UNLIKE)
    if first.value == second.value and not (first.bound or second.bound):
        return Outcome("verdict", (Piece("不是：两者相同，都是"), result(one.shown), Piece("。")))
    reckoned = difference(request, one, other)
    if reckoned.role != "computed":
        return reckoned
    more = reckoning.exceeds(first, second)
    yes = more is not request.falling
    return Outcome("verdict", (Piece("是：" if yes else "不是："), *reckoned.pieces))


def always(request: LedgerRequest, sides: Sequence[Side]) -> Outcome:
    """Return whether the figure of each year exceeds, or is below, that of the year before."""
    in_order = sorted(sides, key=lambda side: side.year)
    if not reckoning.comparable([side.quantity for side in in_order]):
        return refused(_UNLIKE)
    turns, way = [], "下降" if request.falling else "增长"
    for before, after in pairwise(in_order):
        more = reckoning.exceeds(after.quantity, before.quantity)
        if more is None:
            return refused("原文给的不都是确数，无法断定是否连年变化。")
        same = after.quantity.value == before.quantity.value
        if same or more is request.falling:
            word = "持平" if same else "上升" if more else "下降"
            turns.append(f"{after.year}年比{before.year}年{word}（{before.shown}→{after.shown}）")
    if turns:
        return Outcome("verdict", (Piece(f"不是连年{way}：{'，'.join(turns)}。"),))
    spoken = label_of_years(in_order)
    if gaps := _years_between(in_order):
        return refused(f"缺少{gaps}的数字，不能断定是否连年{way}；{spoken}有数字的年份里是{way}的。")
    return Outcome("verdict", (Piece(f"是，{spoken}连年{way}。"),))


def trend(request: LedgerRequest, sides: Sequence[Side]) -> Outcome:
    """Return how the figure went from the first to the last year."""
    in_order = sorted(sides, key=lambda side: side.year)
    quantities = [side.quantity for side in in_order]
    if not reckoning.comparable(quantities):
        return refused(_UNLIKE)
    steps = [reckoning.exceeds(after, before) for before, after in pairwise(quantities)]
    yearly = "" if _years_between(in_order) else "逐年"
    way = (
        f"{yearly}上升"
        if all(steps)
        else f"{yearly}下降"
        if not any(step is None or step for step in steps)
        else "有升有降"
    )
    among = "" if yearly else f"有数字的 {len(in_order)} 年里"
    first, last = in_order[0], in_order[-1]
    pieces = [Piece(f"{label_of_years(in_order)}{among}{way}：从{first.shown}到"), result(last.shown)]
    return Outcome("verdict", (*pieces, Piece("。")))


def _years_between(in_order: Sequence[Side]) -> str:
    """Return the years between the first and the last side of which there is no figure; "" for none."""
    known = {side.year for side in in_order}
    return "、".join(f"{year}年" for year in range(min(known), max(known)) if year not in known)


def _counties(request: LedgerRequest, sides: Sequence[Side]) -> str:
    """Return of how many regions there are figures, where all that the library tells of are meant; else ""."""
    kind = "市（州）" if request.ranked == "city" else "县（市、区）"
    return f"资料库有数字的 {len(sides)} 个{kind}" if request.of_counties else ""


def _among(request: LedgerRequest, sides: Sequence[Side]) -> str:
    """Return among how many counties something holds, where all that the library tells of are meant; else ""."""
    return f"{_counties(request, sides)}中，" if request.of_counties else ""


_UNLIKE = "这些数字的单位或口径不同，没有比较。"


def _inputs(sides: Sequence[Side]) -> str:
    return "＋".join(side.shown for side in sides)


def _word_for(request: LedgerRequest, quantity: Quantity, *, less: bool) -> str:
    """Return the word for what is more, or less, than another: the question's own where it asks for this."""
    if request.adjective and request.falling == less:
        return request.adjective.removeprefix("最")
    more, fewer = ("高", "低") if quantity.kind.startswith(reckoning.OF_A_WHOLE) else ("多", "少")
    return fewer if less else more


def _foremost(request: LedgerRequest) -> str:
    """Return the word behind 最 for what stands first among several: the question's own where it has one."""
    return request.adjective.removeprefix("最") or ("低" if request.falling else "高")
