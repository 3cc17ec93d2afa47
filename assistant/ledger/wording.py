"""How the ledger calls its measures, periods and states: Chinese, with English in brackets after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from assistant.ledger.cells import CellState
from assistant.ledger.scale import Scale, digits
from assistant.ledger.series import YEAR_BEFORE, YEARLY, Series
from ingest.chinese.quantity import Bound
from ingest.facts.model import Fact, FactStatus, Measure, Period, ProjectStatus

Code = TypeVar("Code", bound=str)

MEASURES: dict[Measure, str] = {
    "level": "数值 (amount)",
    "growth": "增速 (growth)",
    "share": "占比 (share)",
    "change": "增减量 (change)",
}
PERIODS: dict[Period, str] = {
    "year": "全年 (year)",
    "h1": "上半年 (first half)",
    "q1": "一季度 (first quarter)",
    "q1-3": "前三季度 (first three quarters)",
    "month": "月度 (month)",
    "five-year": "五年 (five years)",
}
FACT_STATES: dict[FactStatus, str] = {
    "result": "结果 (result)",
    "estimate": "预计 (estimate)",
    "target": "目标 (target)",
}
PROJECT_STATES: dict[ProjectStatus, str] = {
    "planned": "谋划 (planned)",
    "signed": "签约 (signed)",
    "started": "开工 (started)",
    "under construction": "在建 (under construction)",
    "completed": "建成 (completed)",
    "in production": "投产 (in production)",
}
CELL_STATES: dict[CellState, str] = {
    "single": "一处出处 (one source)",
    "agreed": "多处一致 (sources agree)",
    "revised": "后来有修订 (revised later)",
    "contradicted": "说法不一 (sources differ)",
    "confirmed": "人工核实 (confirmed by a person)",
    "corrected": "人工更正 (corrected by a person)",
}
# Before a figure that is not given as it is. 近100 and 100以内 are both not more than it.
BOUNDS: dict[Bound, str] = {"": "", "about": "约", "over": "超", "under": "不超过"}


def chinese(text: str) -> str:
    """Return a wording without the English after it."""
    return text.partition(" (")[0]


def code_of(wording: Mapping[Code, str], word: str) -> Code | None:
    """Return the code that a word means, which is the code itself or its Chinese wording: growth, 增速; None for another."""
    return next((code for code, text in wording.items() if word in (code, chinese(text))), None)


def words_for(wording: Mapping[Code, str]) -> str:
    """Return what may be written for each code: "数值 level、增速 growth"."""
    return "、".join(f"{chinese(text)} {code}" for code, text in wording.items())


def variant_words(series: Series, scale: Scale | None = None) -> str:
    """Return what a series tells of its indicator: 数值（亿元）, 比上年增长（%）, 是2015年的（倍）, 5年累计数值（亿元）."""
    unit = scale.unit if scale else series.base_unit
    of = f"{series.span}年累计" if series.span else ""
    measure = measure_words(series.measure, series.base, is_ratio=series.is_ratio)
    return f"{of}{measure}（{unit}）" if unit else of + measure


def measure_words(measure: Measure, base: str | None, *, is_ratio: bool = False) -> str:
    """Return what figures tell that are measured against `base`: 比2015年增长, 是2015年的 where they are ratios to it."""
    if is_ratio:
        return f"是{base or YEAR_BEFORE}的"
    if measure == "growth":
        return "年均增长" if base == YEARLY else f"比{base or YEAR_BEFORE}增长"
    if base:
        return f"占{base}" if measure == "share" else f"比{base}增减"
    return chinese(MEASURES[measure])


def as_written(fact: Fact) -> str:
    """Return the figure of a fact as its document writes it: 约11.7亿元, -6.7%."""
    sign = "-" if fact.amount < 0 < fact.value else ""
    return f"{BOUNDS[fact.bound]}{sign}{fact.value:.12g}{fact.unit}"


def shown(fact: Fact, scale: Scale) -> str:
    """Return the figure of a fact in a unit: 1,234.5; with a true minus."""
    return digits(scale.number(fact))
