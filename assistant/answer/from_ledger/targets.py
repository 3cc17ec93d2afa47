"""Results beside what was aimed at: whether a target was reached, by how much it was missed, what part of it was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product

from assistant.answer import reckoning
from assistant.answer.from_ledger import outcome as reckon
from assistant.answer.from_ledger.asked import Asked
from assistant.answer.from_ledger.lines import LedgerLines
from assistant.answer.from_ledger.model import Told
from assistant.answer.from_ledger.outcome import Outcome, refused
from assistant.answer.from_ledger.sides import (
    NEW,
    Side,
    is_as_asked,
    is_disputed,
    is_doubtful,
    is_indicator,
    is_of,
    sides_of_request,
)
from assistant.answer.model import AnswerLine, Piece, result
from assistant.ledger.cells import Cell
from assistant.question.held_places import Place
from assistant.question.ledger_request import LedgerRequest
from assistant.question.model import Question
from ingest.chinese.script import fold
from ingest.facts.model import Measure

# Qualifier of a share that tells how much of a target was reached; the two budgets of a year.
_COMPLETION, _YEAR_BEGIN, _ADJUSTED = "完成率", "年初", "调整"
_MISSED = "没有完成目标"
_MEASURES: tuple[Measure, ...] = ("level", "growth")


def beside_targets(
    asked: Asked,
    question: Question,
    lines: LedgerLines,
    with_sentences: Callable[[LedgerRequest, Sequence[Side]], list[Side]],
) -> Told | None:
    """Return results beside what was aimed at of the same year, or of another, and what they come to; where one of them is not
    known, the other, and that it is missing. None where neither is known.

    Args:
        asked: for one indicator.
        with_sentences: fills what the ledger lacks.
    """
    request = asked.request
    years = request.outlooks.pairs if request.outlooks else tuple((year, year) for year in request.years)
    tried = []
    (indicator,) = request.indicators
    # What was done of what was to be done in a year is what came to a stock, whether a question says so or not.
    ways = (indicator, replace(indicator, qualifiers=(*indicator.qualifiers, NEW)))
    for measure, of in product(dict.fromkeys((*request.measures[-1:], *_MEASURES)), ways):
        wanted = replace(request, indicators=(of,), measures=(measure,))
        pairs = [
            (
                _side(asked.cells, with_sentences, wanted, place, reached, is_target=False),
                _side(asked.cells, with_sentences, wanted, place, aimed, is_target=True),
            )
            for place in request.places
            for reached, aimed in years
        ]
        tried.append(pairs)
        if all(done.is_known and goal.is_known for done, goal in pairs):
            break
    pairs = max(tried, key=lambda pairs: sum(done.is_known + goal.is_known for done, goal in pairs))
    known = [side for pair in pairs for side in pair if side.is_known]
    if not known or _is_of_another_budget(question, known):
        return None
    if missing := [side for pair in pairs for side in pair if not side.is_known]:
        return _in_part(question, pairs, known, missing, lines)
    if len(pairs) == 1:
        return _of_one(request, *pairs[0], lines)
    outcomes = [completion(done, goal) for done, goal in pairs]
    said = lines.outcome(_together(pairs, outcomes), known)
    return Told([said, *_table(pairs, lines), *lines.notes(known)], known, lines.citations)


def _table(pairs: Sequence[tuple[Side, Side]], lines: LedgerLines) -> list[AnswerLine]:
    """Return the results of several years or places in one column, and what was aimed at in another."""
    reached, aimed = ([pair[i] for pair in pairs] for i in range(2))
    return lines.table([reached, aimed], None)


def _side(
    cells: Sequence[Cell],
    with_sentences: Callable[[LedgerRequest, Sequence[Side]], list[Side]],
    wanted: LedgerRequest,
    place: Place,
    year: int,
    *,
    is_target: bool,
) -> Side:
    request = replace(wanted, places=(place,), years=(year,), paired=(), is_target=is_target)
    (side,) = sides_of_request(request, cells, (), request.measures[0])
    if side.cell and is_doubtful(side.cell):
        side = replace(side, cell=None, unlike=(side.cell,))
    return with_sentences(request, [side])[0]


def _is_of_another_budget(question: Question, known: Sequence[Side]) -> bool:
    """Return whether a question means the budget of the year's beginning and what is known is the adjusted one."""
    return _YEAR_BEGIN in fold(question.text) and any(
        side.is_target and side.cell and _ADJUSTED in side.cell.preferred.source.quote for side in known
    )


def _of_one(request: LedgerRequest, reached: Side, aimed: Side, lines: LedgerLines) -> Told:
    sides = [aimed, reached] if request.outlooks is None or request.outlooks.aim_first else [reached, aimed]
    if request.operation == "difference":
        outcome = reckon.difference(request, *sides)
    elif request.operation == "whether":
        outcome = reckon.whether(request, *sides)
    else:
        outcome = completion(reached, aimed)
    told = [lines.outcome(outcome, sides), *lines.table([sides], outcome), *lines.notes(sides)]
    return Told(told, [reached], lines.citations)


def _in_part(
    question: Question,
    pairs: Sequence[tuple[Side, Side]],
    known: Sequence[Side],
    missing: Sequence[Side],
    lines: LedgerLines,
) -> Told:
    """Return the figures that are known, and which are not; whether an aim was reached is then not told."""
    lacking = lines.lacking(missing, ranked=False)
    if len(pairs) > 1:
        return Told([*_table(pairs, lines), *lacking, *lines.notes(known)], known, lines.citations)
    told: list[AnswerLine] = lines.statement(known)
    if question.kind == "yesno":
        near = [replace(line, role="nearest", asked=None) for line in told]
        return Told([*(replace(line, role="not_found") for line in lacking), *near], known, lines.citations)
    return Told([*told, *lacking], known, lines.citations)


def _together(pairs: Sequence[tuple[Side, Side]], outcomes: Sequence[Outcome]) -> Outcome:
    """Return of which of several pairs the aim was reached, and of which it was not."""
    named: dict[str, list[str]] = {}
    for (reached, _), outcome in zip(pairs, outcomes, strict=True):
        way = "无法比较" if outcome.role == "missing" else "没有完成" if _is_missed(outcome) else "完成了目标"
        named.setdefault(way, []).append(f"{reached.place.label}{reached.year}年")
    said = "；".join(f"{way}的有{'、'.join(names)}" for way, names in named.items())
    return Outcome("verdict", (Piece(f"{said}。"),))


def _is_missed(outcome: Outcome) -> bool:
    return outcome.pieces[0].text.startswith(_MISSED)


def told_share(asked: Asked, question: Question, lines: LedgerLines) -> Told | None:
    """Return the share of its target that a document tells of the figure asked for, of the budget that the question means where it
    means one; None where none is."""
    folded = fold(question.text)
    asked_for = [share for share in _told_shares(asked) if _is_of_budget(share, folded)]
    if len(asked_for) != 1:
        return None
    return Told([*lines.statement(asked_for), *lines.notes(asked_for)], asked_for, lines.citations)


def share_of_another(asked: Asked, lines: LedgerLines) -> Told | None:
    """Return the share of another budget than the one that a question means, and that it is one; None where none is told."""
    shares = _told_shares(asked)
    if not shares:
        return None
    base = shares[0].fact.base or "目标"
    other = lines.said(f"资料没有给出所问的完成率，只有与{base}相比的。", "missing")
    return Told([other, *lines.statement(shares[:1])], shares[:1], lines.citations)


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


def completion(reached: Side, aimed: Side) -> Outcome:
    """Return the result as a share of the target; of a growth, whether it reached the growth aimed at."""
    if any(side.cell and is_disputed(side.cell) for side in (reached, aimed)):
        return refused("资料中的目标或结果各处不一致，没有计算完成率。")
    done, goal = reached.quantity, aimed.quantity
    told = [side.cell.key.qualifiers for side in (reached, aimed) if side.cell]
    # A sentence is taken where it names the very indicator.
    alike = len(set(told)) < 2
    met = reckoning.reaches(done, goal) if alike else None
    if met is None:
        return refused(f"目标（{aimed.shown}）和结果（{reached.shown}）的口径不同，或不是确数，没有比较。")
    said = "完成了目标" if met else _MISSED
    given = f"目标{aimed.shown}，实际{reached.shown}"
    if goal.bound in ("over", "under"):
        return Outcome("verdict", (Piece(f"{said}：{given}。"),))
    share = None if done.kind.startswith(reckoning.OF_A_WHOLE) else reckoning.percentage(done, goal)
    if share is None:
        return Outcome("verdict", (Piece(f"{said}：{given}。"),))
    return Outcome(
        "computed", (Piece(f"{said}，完成率 "), result(share), Piece(f"（按表中数字计算：{given}）。"))
    )
