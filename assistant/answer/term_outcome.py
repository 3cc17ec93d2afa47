"""Say what a sum, a difference, a rest, a share, a rank or an aim beside its result comes to, with every term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answer import reckoning
from assistant.answer.model import Piece, result
from assistant.question.told_terms import TermOperation
from ingest.chinese.quantity import Quantity

# Besides those of terms: by how much something changed from the first to the second; which is the first by rank; whether the
# second reaches the first, which was aimed at.
Operation = TermOperation | Literal["change", "extreme", "completion"]
# More of those that come behind the first are not told again.
MOST_OTHERS = 3


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What is to be reckoned of several figures.

    Attributes:
        operation: see `Operation`.
        less: of a rank, whether the least is asked for; of a difference, by how much the first is less.
        measure: what is measured of all; "" where the sentences alone say so.
        way: the word for what stands first, 近, where it is neither 高 nor 多; else "".
        subject: whose figure changed; "" for nothing.
    """

    operation: Operation
    less: bool = False
    measure: str = ""
    way: str = ""
    subject: str = ""


def worked(asked: Reckoning, labels: Sequence[str], quantities: Sequence[Quantity]) -> tuple[Piece, ...]:
    """Return the pieces of what is reckoned; nothing where it cannot be, or where it is not sure.

    Args:
        labels: what each figure is called; "" for nothing.
        quantities: in the order of the question.
    """
    given = [
        f"{label}{reckoning.as_given(quantity)}" for label, quantity in zip(labels, quantities, strict=True)
    ]
    if asked.operation == "total":
        return worked_out("合计 ", reckoning.total(quantities), "相加", "＋".join(given))
    if asked.operation == "extreme":
        return _first(asked, labels, quantities, given)
    if len(quantities) != 2:
        return ()
    if asked.operation == "share":
        return _share(quantities, labels, given)
    if asked.operation == "ratio":
        lead = f"{labels[0]}是{labels[1]}的 " if all(labels) else "前者是后者的 "
        return worked_out(lead, reckoning.times(*quantities), "计算", "÷".join(given))
    if asked.operation == "completion":
        return _completion(quantities, given)
    if asked.operation == "change":
        return _change(asked, labels, quantities, given)
    return _difference(asked, quantities, labels, given)


def worked_out(lead: str, figure: str | None, how: str, inputs: str) -> tuple[Piece, ...]:
    """Return the pieces of a figure that was reckoned; nothing for None.

    Args:
        lead: says what the figure is.
        figure: as text.
        how: the word for what was done: 相加.
        inputs: the figures of which it comes, with the sign between them.
    """
    if figure is None:
        return ()
    return Piece(lead), result(figure), Piece(f"（按下面的数字{how}：{inputs}）。")


def _way(quantity: Quantity, *, less: bool) -> str:
    """Return the word for what is more, or less: 高 of a rate, 多 of an amount."""
    rate = quantity.kind.startswith(reckoning.OF_A_WHOLE)
    return ("低" if rate else "少") if less else ("高" if rate else "多")


def _first(
    asked: Reckoning, labels: Sequence[str], quantities: Sequence[Quantity], given: Sequence[str]
) -> tuple[Piece, ...]:
    """Return which has the most or the least; nothing where rough figures leave it open."""
    order = sorted(range(len(labels)), key=lambda i: reckoning.amount(quantities[i]), reverse=not asked.less)
    best = quantities[order[0]]
    first = [i for i in order if quantities[i].value == best.value]
    others = [i for i in order if i not in first]
    if len(labels) == 2 and not others:
        return (Piece(f"两者相同（{'、'.join(given)}）。"),)
    if any(reckoning.exceeds(best, quantities[i]) is None for i in others):
        return ()
    names = "、".join(labels[i] for i in first)
    told = "、".join(given[i] for i in others) if len(others) <= MOST_OTHERS else ""
    if asked.measure:
        lead = (
            f"{asked.measure}{'更' if len(labels) == 2 else '最'}{_way(best, less=asked.less)}的是{names}（"
        )
    else:
        lead = f"最{asked.way or ('低' if asked.less else '高')}的是{names}（"
    return Piece(lead), result(reckoning.as_given(best)), Piece(f"），{told}。" if told else "）。")


def _difference(
    asked: Reckoning, quantities: Sequence[Quantity], labels: Sequence[str], given: Sequence[str]
) -> tuple[Piece, ...]:
    one, other = quantities
    if asked.operation in ("rest", "still"):
        if reckoning.amount(other) > reckoning.amount(one):
            return ()
        lead = "还剩 " if asked.operation == "rest" else "还有 "
        return worked_out(lead, reckoning.difference(one, other), "相减", "－".join(given))
    if one.value == other.value:
        return (Piece(f"两者相同（{'、'.join(given)}）。"),)
    more = reckoning.exceeds(one, other)
    if more is None:
        return ()
    gap = reckoning.difference(one, other) if more else reckoning.difference(other, one)
    word = _way(one, less=not more)
    lead = f"{labels[0]}比{labels[1]}{word} " if all(labels) else f"前者比后者{word} "
    return worked_out(lead, gap, "相减", "－".join(given if more else reversed(given)))


def _change(
    asked: Reckoning, labels: Sequence[str], quantities: Sequence[Quantity], given: Sequence[str]
) -> tuple[Piece, ...]:
    """Return by how much a figure rose or fell from the first to the second."""
    first, last = quantities
    if first.value == last.value:
        return (Piece(f"{labels[0]}和{labels[1]}相同（{'、'.join(given)}）。"),)
    risen = reckoning.amount(last) > reckoning.amount(first)
    larger, smaller = (last, first) if risen else (first, last)
    way = ("上升" if risen else "下降") if first.kind == "share" else ("增加" if risen else "减少")
    inputs = f"{reckoning.as_given(larger)}－{reckoning.as_given(smaller)}"
    lead = f"{labels[0]}到{labels[1]}，{asked.subject}{asked.measure}{way} "
    return worked_out(lead, reckoning.difference(larger, smaller), "相减", inputs)


def _completion(quantities: Sequence[Quantity], given: Sequence[str]) -> tuple[Piece, ...]:
    goal, done = quantities
    met = reckoning.reaches(done, goal)
    if met is None:
        return ()
    return (Piece(f"{'完成了目标' if met else '没有完成目标'}：{'，'.join(given)}。"),)


def _share(quantities: Sequence[Quantity], labels: Sequence[str], given: Sequence[str]) -> tuple[Piece, ...]:
    part, whole = quantities
    if part.kind.startswith(reckoning.OF_A_WHOLE) or not all(map(reckoning.is_near, (part, whole))):
        return ()
    if reckoning.amount(part) > reckoning.amount(whole):
        return ()
    lead = f"{labels[0]}占{labels[1]}的 " if all(labels) else "占 "
    return worked_out(lead, reckoning.percentage(part, whole), "计算", "÷".join(given))
