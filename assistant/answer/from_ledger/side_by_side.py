"""Figures of several places, years or indicators: what is reckoned of them first, then the table of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.from_ledger import outcome as reckon
from assistant.answer.from_ledger.labels import label
from assistant.answer.from_ledger.lines import LedgerLines
from assistant.answer.from_ledger.model import Told
from assistant.answer.from_ledger.outcome import Outcome, refused
from assistant.answer.from_ledger.proportion import proportion
from assistant.answer.from_ledger.sides import Side, is_disputed, is_doubtful
from assistant.answer.model import Piece
from assistant.question.ledger_request import LedgerRequest

# No amount of one indicator is so many times another of a region of the same kind, or of another year.
FARTHEST = 1000
# What two sides come to, and what several do.
_OF_TWO = {
    "difference": reckon.difference, "whether": reckon.whether, "ratio": proportion, "share": proportion,
}  # fmt: skip
_OF_SEVERAL = {
    "total": reckon.total, "average": reckon.average, "extreme": reckon.extreme, "always": reckon.always,
    "trend": reckon.trend,
}  # fmt: skip


def side_by_side(
    request: LedgerRequest, columns: Sequence[list[Side]], lines: LedgerLines, *, names_years: bool
) -> Told | None:
    """Return what is reckoned of the sides of a request and the table of their figures; None where one is not certain.

    Args:
        request: its places and years are known.
        columns: for each measure asked for its sides, all in the same order, amounts before growths.
        lines: writes the answer.
        names_years: whether the question names the years itself; else the verdict names the one that was chosen, or says
            among how many years it holds.
    """
    first = columns[-1 if request.by_growth else 0]
    known = [side for side in first if side.is_known]
    missing = [side for side in first if not side.is_known]
    if not known or any(is_doubtful(side.cell) for side in known if side.cell):
        return None
    if request.operation == "extreme":
        ranked = reckon.ranking(request, known)
        order = [first.index(side) for side in ranked or known]
        columns = [[column[i] for i in order] for column in columns]
        known = ranked or known
    elif request.of_counties:
        columns = [[side for i, side in enumerate(column) if first[i].is_known] for column in columns]
    elif request.operation in ("trend", "always"):
        known = sorted(known, key=lambda side: side.year)
    # 哪年最高 is asked of the years that are known.
    told = missing if names_years or request.operation != "extreme" or len(known) < 2 else []
    outcome = _outcome(request, known, told)
    reckoned_over = request.operation in ("extreme", "total", "average")
    if outcome and outcome.role != "missing" and not names_years and reckoned_over:
        of = f"{known[0].year}年" if len(request.years) == 1 else f"有数字的 {len(known)} 年里"
        outcome = replace(outcome, pieces=(Piece(f"{of}，"), *outcome.pieces))
    reckoned = [lines.outcome(outcome, known)] if outcome else []
    table = lines.table(columns, outcome)
    # A refusal names them already.
    untold = missing if outcome is None or outcome.role != "missing" else []
    without = lines.lacking(untold, ranked=request.operation == "extreme")
    return Told([*reckoned, *table, *without, *lines.notes(known)], first, lines.citations)


def _outcome(request: LedgerRequest, sides: Sequence[Side], missing: Sequence[Side]) -> Outcome | None:
    """Return what the operation comes to; None where none is asked for, or nothing is left to compare."""
    if request.operation == "value" or (request.operation == "trend" and len(sides) < 2):
        return None
    if _are_far_apart(sides):
        return refused("这些数字相差千倍以上，原文的单位可能有误，没有比较。")
    if request.operation == "always" and missing and len(sides) > 1:
        # One fall among the known years is enough to deny it.
        found = reckon.always(request, sides)
        if found.role == "verdict" and found.pieces[0].text.startswith("不是"):
            return found
    enough = request.operation == "trend" or (request.of_counties and len(sides) > 1)
    if missing and not enough:
        what = "不能断定" if request.operation in ("extreme", "whether", "always") else "没有计算"
        return refused(f"{lacking(request, missing)}，{what}。")
    disputed = [side for side in sides if side.cell and is_disputed(side.cell)]
    if disputed:
        names = "、".join(label(request, side) for side in disputed)
        return refused(f"{names}的数字在资料中不一致，没有计算。")
    if len(sides) < 2:
        return refused("只有一个数字，无法比较。")
    if request.operation in _OF_TWO:
        one, other = sides
        return _OF_TWO[request.operation](request, one, other)
    return _OF_SEVERAL[request.operation](request, sides)


def _are_far_apart(sides: Sequence[Side]) -> bool:
    """Return whether amounts of one indicator differ so much that one of them must have another unit than the text gives it:
    1973万元 in one year and 3930元 in another."""
    amounts = [abs(side.quantity.value) for side in sides if side.quantity.value and side.measure == "level"]
    alike = len({side.indicator for side in sides}) == 1
    return alike and len(amounts) > 1 and max(amounts) > FARTHEST * min(amounts)


def lacking(request: LedgerRequest, missing: Sequence[Side]) -> str:
    """Return what is not known: figures, or anything of places of which the library tells nothing."""
    unheld = dict.fromkeys(side.place for side in missing if not side.place.filed)
    figures = [label(request, side) for side in missing if side.place.filed]
    said = [f"资料库没有{place.name}{'整体' if place.inner else ''}的资料" for place in unheld]
    if figures:
        said.append(f"缺少{'、'.join(figures)}的数字")
    return "，".join(said)
