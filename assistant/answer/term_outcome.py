"""Say what a sum, a difference, a rest or a share of figures comes to, with every term."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import reckoning
from assistant.answer.model import Piece, result
from assistant.question.told_terms import ToldTerms
from ingest.chinese.quantity import Quantity


def outcome(asked: ToldTerms, quantities: Sequence[Quantity], labels: Sequence[str]) -> tuple[Piece, ...]:
    """Return the pieces of what is reckoned; nothing where it cannot be.

    Args:
        quantities: of the things, in the order of the question.
        labels: what each is called; "" for nothing.
    """
    given = [
        f"{label}{reckoning.as_given(quantity)}" for label, quantity in zip(labels, quantities, strict=True)
    ]
    if asked.operation == "total":
        return worked_out("合计 ", reckoning.total(quantities), "相加", "＋".join(given))
    if asked.operation == "share":
        return _share(quantities, labels, given)
    if asked.operation == "ratio":
        lead = f"{labels[0]}是{labels[1]}的 " if all(labels) else "前者是后者的 "
        return worked_out(lead, reckoning.times(*quantities), "计算", "÷".join(given))
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


def _difference(
    asked: ToldTerms, quantities: Sequence[Quantity], labels: Sequence[str], given: list[str]
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
    pair = ((one, other), given) if more else ((other, one), given[::-1])
    gap = reckoning.difference(*pair[0])
    word = ("多" if more else "少") if one.kind not in reckoning.OF_A_WHOLE else ("高" if more else "低")
    lead = f"{labels[0]}比{labels[1]}{word} " if all(labels) else f"前者比后者{word} "
    return worked_out(lead, gap, "相减", "－".join(pair[1]))


def _share(quantities: Sequence[Quantity], labels: Sequence[str], given: list[str]) -> tuple[Piece, ...]:
    part, whole = quantities
    if part.kind.startswith(reckoning.OF_A_WHOLE) or not all(map(reckoning.is_near, (part, whole))):
        return ()
    if reckoning.amount(part) > reckoning.amount(whole):
        return ()
    lead = f"{labels[0]}占{labels[1]}的 " if all(labels) else "占 "
    return worked_out(lead, reckoning.percentage(part, whole), "计算", "÷".join(given))
