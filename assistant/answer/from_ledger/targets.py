"""Results beside what was aimed at: whether a target was reached, by how much it was missed, what part of it was done."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import reckoning
from assistant.answer.from_ledger import outcome as reckon
from assistant.answer.from_ledger.asked import Asked
from assistant.answer.from_ledger.lines import LedgerLines
from assistant.answer.from_ledger.model import Told
from assistant.answer.from_ledger.outcome import Outcome, refused
from assistant.answer.from_ledger.sides import (
    Side,
    is_as_asked,
    is_disputed,
    is_doubtful,
    is_indicator,
    is_of,
    sides_of_request,
)
from assistant.answer.model import Piece, result
from assistant.question.ledger_request import LedgerRequest
from assistant.question.model import Question
from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.facts.model import Measure

# Qualifier of a share that tells how much of a target was reached; the two budgets of a year.
_COMPLETION, _YEAR_BEGIN, _ADJUSTED = "完成率", "年初", "调整"
_MEASURES: tuple[Measure, ...] = ("level", "growth")


def completed(asked: Asked, question: Question, lines: LedgerLines) -> Told | None:
    """Return the result beside the target of a place and year, and whether it was reached, or the share of the target that
    a document tells; None where one is not known."""
    folded = fold(question.text)
    shares = _told_shares(asked)
    asked_for = [share for share in shares if _is_of_budget(share, folded)]
    if len(asked_for) == 1:
        return Told([*lines.statement(asked_for), *lines.notes(asked_for)], asked_for, lines.citations)
    for measure in _MEASURES:
        found = _beside(asked, measure, asked.request.years, asked.request.years)
        if found is None:
            continue
        reached, aimed = found
        if aimed.cell and _YEAR_BEGIN in folded and _ADJUSTED in aimed.cell.preferred.source.quote:
            continue
        outcome = completion(reached, aimed)
        table = lines.table([[reached], [aimed]], outcome)
        said = [lines.outcome(outcome, [reached, aimed]), *table, *lines.notes([reached, aimed])]
        return Told(said, [reached], lines.citations)
    if shares and not asked_for:
        base = shares[0].fact.base or "目标"
        other = lines.said(f"资料没有给出所问的完成率，只有与{base}相比的。", "missing")
        return Told([other, *lines.statement(shares[:1])], shares[:1], lines.citations)
    return None


def _told_shares(asked: Asked) -> list[Side]:
    """Return the shares of its targets that documents tell of the figure asked for, of one place and year."""
    request = asked.request
    (indicator,), (place,), (year,) = request.indicators, request.places, request.years
    return [
        Side(indicator, place, year, "share", cell)
        for cell in asked.cells
        if cell.key.measure == "share"
        and cell.key.year == year
        and cell.key.period == request.period
        and _COMPLETION in cell.key.qualifiers
        and is_of(cell.preferred.fact, place)
        and is_indicator(indicator, cell.preferred.fact)
        and is_as_asked(indicator, tuple(word for word in cell.key.qualifiers if word != _COMPLETION))
        and not is_doubtful(cell)
        and not is_disputed(cell)
    ]


def _is_of_budget(share: Side, folded: str) -> bool:
    """Return whether a share is of the budget that a folded question means: that of the year's beginning, the adjusted one, or
    either."""
    base = share.fact.base or ""
    return all(word not in folded or word in base for word in (_YEAR_BEGIN, _ADJUSTED))


def against_result(asked: Asked, lines: LedgerLines) -> Told | None:
    """Return by how much a target differs from the result of its year or of another; None where one is not known."""
    request = asked.request
    if request.aimed is None:
        return None
    others = tuple(year for year in request.years if year != request.aimed) or (request.aimed,)
    for measure in (request.measures[-1], *_MEASURES):
        found = _beside(asked, measure, others, (request.aimed,))
        if found is None:
            continue
        reached, aimed = found
        outcome = reckon.difference(request, aimed, reached)
        first = lines.outcome(outcome, [aimed, reached])
        table = lines.table([[aimed, reached]], outcome)
        return Told([first, *table, *lines.notes([aimed, reached])], [reached], lines.citations)
    return None


def _beside(
    asked: Asked, measure: Measure, years: tuple[int, ...], aimed: tuple[int, ...]
) -> tuple[Side, Side] | None:
    """Return the result of `years` and the target of `aimed`, one of each; None where one of them is not certain."""

    def only(request: LedgerRequest) -> Side | None:
        sides = sides_of_request(request, asked.cells, (), measure)
        certain = len(sides) == 1 and sides[0].cell is not None and not is_doubtful(sides[0].cell)
        return sides[0] if certain else None

    reached = only(replace(asked.request, years=years, is_target=False))
    goal = only(replace(asked.request, years=aimed, is_target=True))
    return None if reached is None or goal is None else (reached, goal)


def completion(reached: Side, aimed: Side) -> Outcome:
    """Return the result as a share of the target; of a growth, whether it reached the growth aimed at."""
    if any(side.cell and is_disputed(side.cell) for side in (reached, aimed)):
        return refused("资料中的目标或结果各处不一致，没有计算完成率。")
    done, goal = reached.quantity, aimed.quantity
    alike = reached.cell and aimed.cell and reached.cell.key.qualifiers == aimed.cell.key.qualifiers
    # 10%以上 is reached by 10%.
    met = _is_met(done, goal) if alike and reckoning.comparable((done, goal)) else None
    if met is None:
        return refused(f"目标（{aimed.shown}）和结果（{reached.shown}）的口径不同，或不是确数，没有比较。")
    said = "完成了目标" if met else "没有完成目标"
    told = f"目标{aimed.shown}，实际{reached.shown}"
    if goal.bound in ("over", "under"):
        return Outcome("verdict", (Piece(f"{said}：{told}。"),))
    share = None if done.kind.startswith(reckoning.OF_A_WHOLE) else reckoning.percentage(done, goal)
    if share is None:
        return Outcome("verdict", (Piece(f"{said}：{told}。"),))
    return Outcome(
        "computed", (Piece(f"{said}，完成率 "), result(share), Piece(f"（按表中数字计算：{told}）。"))
    )


def _is_met(done: Quantity, goal: Quantity) -> bool | None:
    """Return whether a result reaches a target: one to be kept under is by what is no more; None where bounds leave it open."""
    plain = replace(goal, bound="")
    if done.value == goal.value:
        return None if done.bound else True
    more = reckoning.exceeds(done, plain)
    return more if more is None or goal.bound != "under" else not more
