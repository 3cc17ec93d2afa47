"""What a figure measures of its indicator, as the words around it and its unit tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.chinese.quantity import Quantity
from ingest.facts.clauses import Token
from ingest.facts.indicators import Indicator, indicators
from ingest.facts.model import MULTIPLE, Measure

_MOVES = ("up", "down", "reach_to", "reach")
_PERCENT = ("%", "‰", "成")
_TIMES = ("倍", "番")
# An index of prices is about a hundred, a rise of them never so much.
_INDEX = 50
_BOUND = re.compile("约|超|逾|超过|约为")
_FLOWS = frozenset(
    (
        "地方政府债券收入",
        "农村劳动力转移就业",
        "失业人员再就业",
        "就业困难人员就业",
        "新改建公路里程",
        "造林面积",
    )
)
_PRODUCT = re.compile("生产总值|gdp|经济总量")
_SPENDING = re.compile("预算支出|财政支出")
# An indicator, the whole that it is a part of, and the indicator that the part is.
_NAMED_SHARES = (
    ("税收收入", re.compile("预算收入|公共预算$|^(?:地方)?(?:级)?收入$"), "税收占一般公共预算收入比重"),
    ("民生支出", _SPENDING, "民生支出占比"),
    ("第一产业增加值", _PRODUCT, "第一产业占比"),
    ("第二产业增加值", _PRODUCT, "第二产业占比"),
    ("第三产业增加值", _PRODUCT, "第三产业占比"),
    ("民营经济增加值", _PRODUCT, "民营经济占比"),
    ("研发经费支出", _PRODUCT, "研发投入强度"),
    ("民间投资", re.compile("固定资产投资"), "民间投资占比"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """How a figure belongs to its indicator.

    Attributes:
        measure: see `ingest.facts.model`.
        sign: -1 where a word says that it fell.
        qualifiers: that the wording adds: 完成率, 可比, 年均, 高于全省.
        base: what it is measured against, as written; None where nothing says.
    """

    measure: Measure
    sign: int = 1
    qualifiers: tuple[str, ...] = ()
    base: str | None = None


def measured(
    words: Sequence[Token],
    after: Token | None,
    figure: Quantity,
    indicator: Indicator,
    qualifiers: Sequence[str],
) -> Measured | None:
    """Return how a figure belongs to an indicator; None where that is not sure.

    Args:
        words: the tokens between the indicator and the figure, or those of the clause where it was named before.
        after: the token behind the figure.
        figure: to place.
        indicator: that it would be of.
        qualifiers: of the indicator.
    """
    kinds = {word.kind for word in words}
    if kinds & {"denied", "pull"}:
        return None
    added = tuple(name for kind, name in (("average", "年均"), ("comparable", "可比")) if kind in kinds)
    unit = figure.unit.name if figure.unit else ""
    if "multiple" in kinds:
        written = next(word.text for word in words if word.kind == "multiple")
        return Measured("growth", 1, (*added, MULTIPLE), _base_of(written)) if unit == "倍" else None
    if "completion" in kinds:
        written = next(word.text for word in words if word.kind == "completion")
        return Measured("share", 1, (*added, "完成率"), _plan(written)) if unit == "%" else None
    if "compare" in kinds:
        return _compared(words, unit, added)
    base = next((word.text for word in words if word.kind == "base"), None)
    moves = [word.kind for word in words if word.kind in _MOVES]
    if unit.endswith("百分点") or unit == "个点":
        move = next((kind for kind in reversed(moves) if kind in ("up", "down")), None)
        return None if move is None else Measured("change", _sign(move), added, base or "上年")
    if "share" in kinds:
        return _shared(words, unit, indicator, added)
    if unit in _PERCENT or unit in _TIMES:
        return _relative(kinds, moves, after, figure, indicator, added, base)
    if not indicator.fits(figure.unit):
        return None
    last = moves[-1] if moves else "reach"
    if last == "reach" and len(moves) > 1 and _BOUND.fullmatch(_last_reach(words)):
        # 净增超100家: the bound is no verb of its own.
        last = moves[-2]
    if last in ("up", "down"):
        return Measured("change", _sign(last), added, base or "上年")
    if any(word.kind == "reach" and word.text.endswith(("新增", "净增")) for word in words):
        return Measured("change", 1, added, base)
    is_new = any(word in qualifiers for word in ("新增", "净增", "新认定", "新培育"))
    if is_new and not (indicator.name.startswith(("新增", "城镇新增")) or _is_flow(indicator)):
        return Measured("change", 1, added, None)
    return Measured("level", 1, added, None)


def _last_reach(words: Sequence[Token]) -> str:
    return next((word.text for word in reversed(words) if word.kind == "reach"), "")


def _is_flow(indicator: Indicator) -> bool:
    """Return whether what is newly added of an indicator is all of it in its year: 新增债券, 新增转移就业."""
    return indicator.name in _FLOWS


def _relative(
    kinds: set[str],
    moves: list[str],
    after: Token | None,
    figure: Quantity,
    indicator: Indicator,
    added: tuple[str, ...],
    base: str | None,
) -> Measured | None:
    """Return how a figure in percent or 倍 belongs to an indicator."""
    if "fall_rate" in kinds and not {"up", "down"} & kinds:
        return Measured("growth", -1, added, base or "上年")
    move = next((kind for kind in reversed(moves) if kind in ("up", "down")), None)
    if move is not None and moves[-1] != "reach_to":
        if kinds & {"rate", "fall_rate"}:
            return None
        return Measured("growth", _sign(move), added, base or ("年均" if "average" in kinds else "上年"))
    if "rate" in kinds or (after is not None and after.kind == "tail_up"):
        return Measured("growth", 1, added, base or "上年")
    if figure.unit_name in _TIMES or "share" not in indicator.measured:
        return None
    if indicator.name.endswith("涨幅") and figure.lower < _INDEX:
        return Measured("growth", 1, added, base or "上年")
    return Measured("level", 1, added, None)


def _base_of(written: str) -> str:
    """Return 2015年 of 是2015年的."""
    for verb in ("相当于", "达到", "是", "为"):
        written = written.removeprefix(verb)
    return written.removesuffix("的")


def _sign(move: str) -> int:
    """Return the sign of a move."""
    return -1 if move == "down" else 1


def _compared(words: Sequence[Token], unit: str, added: tuple[str, ...]) -> Measured | None:
    """Return the difference to what is named behind 高于; only one in percentage points is sure."""
    if not unit.endswith("百分点"):
        return None
    at = next(i for i, word in enumerate(words) if word.kind == "compare")
    behind = "".join(word.text for word in words[at + 1 :])
    written = words[at].text
    low = any(c in written for c in ("低", "慢"))
    named = behind or written.lstrip("比").rstrip("高出低快慢")
    return Measured("change", -1 if low else 1, (*added, ("低于" if low else "高于") + _whole(named)), named)


def _whole(named: str) -> str:
    """Return 全省 of 全省平均水平."""
    return named[:2] if named.startswith("全") else named


def _shared(
    words: Sequence[Token], unit: str, indicator: Indicator, added: tuple[str, ...]
) -> Measured | None:
    """Return the part of a whole that is named behind 占."""
    if unit not in ("%", "成") or any(word.kind in ("up", "down") for word in words):
        return None
    whole = whole_named(words)
    return Measured("share", 1, (*added, f"占{whole}") if whole else added, whole)


def whole_named(words: Sequence[Token]) -> str | None:
    """Return the whole that words behind 占 name; None where they name none, or none is a part of anything."""
    at = next((i for i, word in enumerate(words) if word.kind == "share"), len(words))
    named = ("indicator", "whole", "region", "other", "neutral")
    # 共 of 一般公共预算 is no verb.
    whole = "".join(w.text for w in words[at + 1 :] if w.kind in named or w.text == "共")
    return whole.removesuffix("总额").removesuffix("的") or None


def named_share(indicator: Indicator, base: str | None) -> Indicator | None:
    """Return the indicator that a part of a whole is by itself: 税收收入占一般公共预算收入的比重; None where it is none."""
    for name, whole, share in _NAMED_SHARES:
        if indicator.name == name and (whole.search(base) if base is not None else whole is _PRODUCT):
            return indicators()[share]
    return None


def _plan(written: str) -> str:
    """Return 年初预算 of 完成年初预算的."""
    for word in (
        "年初预算",
        "调整预算",
        "预算",
        "年度目标任务",
        "年度计划",
        "全年计划",
        "年计划",
        "目标任务",
        "计划",
        "任务",
    ):
        if word in written:
            return word
    return "目标"
