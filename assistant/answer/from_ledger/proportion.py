"""How many times, or what part of, one figure another one is."""

from __future__ import annotations

from decimal import Decimal

from assistant.answer import reckoning
from assistant.answer.from_ledger.labels import label, second_label
from assistant.answer.from_ledger.outcome import Outcome, refused
from assistant.answer.from_ledger.sides import Side
from assistant.answer.model import Piece, result
from assistant.question.ledger_request import LedgerRequest

_DECIMALS = Decimal("0.01")


def proportion(request: LedgerRequest, one: Side, other: Side) -> Outcome:
    """Return the first side as a share, or a multiple, of the second."""
    first, second = one.quantity, other.quantity
    unlike = not reckoning.comparable((first, second)) or first.kind.startswith(reckoning.OF_A_WHOLE)
    if unlike or reckoning.amount(second) <= 0:
        return refused("这些数字的单位或口径不同，没有计算。")
    if first.bound in ("over", "under") or second.bound in ("over", "under"):
        return refused(f"原文给的不是确数（{one.shown}、{other.shown}），没有计算。")
    inputs = Piece(f"（按表中数字计算：{one.shown}÷{other.shown}）。")
    names = label(request, one), second_label(request, one, other)
    if request.operation == "share":
        share = reckoning.percentage(first, second)
        if share is None or reckoning.amount(first) > reckoning.amount(second):
            return refused(f"{names[0]}多于{names[1]}，不能算占比。")
        return Outcome("computed", (Piece(f"{names[0]}占{names[1]}的 "), result(share), inputs))
    times = (reckoning.amount(first) / reckoning.amount(second)).quantize(_DECIMALS).normalize()
    about = "约" if first.bound or second.bound else ""
    return Outcome("computed", (Piece(f"{names[0]}是{names[1]}的 "), result(f"{about}{times:f}倍"), inputs))
