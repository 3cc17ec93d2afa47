"""The time of a figure: what its clause names, else what the passage tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.chinese.years import ARABIC_YEAR, find_plans
from ingest.facts.assignment import Reading
from ingest.facts.clauses import Clause, Token, sentence_head
from ingest.facts.model import Period
from ingest.facts.period import TimeWord
from ingest.facts.setting import Setting, Told

_YEAR_IN_BASE = re.compile(ARABIC_YEAR)
_PERIODS = (None, "year", "h1", "q1", "q1-3", "month", "five-year")
_FIVE = 5
# Works done, which add up over the years unless the clause says what was reached.
_WORKS = frozenset(
    ("重点项目数", "重点项目完成投资", "新增规上工业企业", "新增市场主体", "高标准农田面积", "节水灌溉面积", "土地流转面积", "土地托管面积", "“两品一标”认证数",
     "争取上级资金", "招商引资到位资金", "实际利用外资", "签约项目数", "新开工项目数", "竣工项目数", "城镇新增就业", "失业人员再就业",
     "就业困难人员就业", "农村劳动力转移就业", "职业技能培训人次", "创业担保贷款", "新增学位", "新改建公路里程", "造林面积",
     "清洁取暖改造户数", "水土流失治理面积", "棚户区改造套数", "老旧小区改造数", "农村危房改造户数", "户厕改造数", "美丽乡村数",
     "管网长度", "城镇道路长度", "土地供应面积", "脱贫人数", "脱贫村数", "易地搬迁人数", "扶贫（衔接）资金", "新增绿地面积", "学校数")
)  # fmt: skip
_STATE = re.compile(r"达|为|突破|超|有|稳定|保持|控制")


@dataclass(frozen=True, slots=True)
class When:
    """The time of a figure.

    Attributes:
        year, period, month: as of a fact.
        from_year: the first of several years.
    """

    year: int | None
    period: Period
    month: int | None = None
    from_year: int | None = None


def held_year(told: Told, setting: Setting, paragraph_year: int | None) -> int | None:
    """Return the year of a figure whose sentence names none."""
    if setting.titled is not None and told.outlook != "plan":
        return paragraph_year or setting.titled
    if setting.follows_text and setting.given in (None, told.year):
        return paragraph_year or setting.published_later or told.year
    return told.year


def when(
    told: Told,
    setting: Setting,
    clauses: Sequence[Clause],
    reading: Reading,
    paragraph_year: int | None,
    part: TimeWord | None = None,
    term: int | None = None,
) -> When | None:
    """Return the time of a figure; None where the contract of facts has no value for it.

    Args:
        told: what the passage tells of the time.
        setting: of the document.
        clauses: of the sentence.
        reading: of the figure.
        paragraph_year: that an earlier sentence of the paragraph begins with.
        part: the part of a year that one begins with.
        term: the last year of the five that what stands above tells of; None where it tells of none.
    """
    words = _times(clauses, reading)
    year = held_year(told, setting, paragraph_year)
    period: str | None = None
    if not words and told.outlook != "plan":
        period = part.period if part is not None and setting.follows_text else setting.part
    month: int | None = None
    from_year: int | None = None
    named = False
    for word in words:
        if word.year is not None:
            year, period, month, from_year, named = word.year, word.period, None, word.from_year, True
        elif word.relative is not None:
            # 上年 is the year before the one that is told of, 去年 the one before that of the speech.
            counted = told.year if word.is_before_told else setting.given
            if counted is None:
                return None
            year, period, month, named = counted + word.relative, None, None, True
        elif word.period is not None:
            period, month = word.period, word.month
    average = "年均" in reading.measured.qualifiers
    years = told.period
    if years is not None and named and not (average and year == years[1]):
        years = None
    if from_year is not None and year is not None:
        years = (from_year, year)
    if years is not None:
        return _of_years(years, period, reading)
    summed = reading.measured.measure == "level" and any("累计" in word.text for word in reading.words)
    since_year = counted_since(clauses, reading) if average or summed else None
    if since_year is not None and year is not None:
        # 年均 and 累计 are of the years from the one that the sentence sets against this one.
        # The five years of a plan are counted from the year before it, or from its first.
        is_five = since_year in (year - _FIVE, year - _FIVE + 1)
        return When(year, "five-year", from_year=since_year) if is_five else None
    if average and term is not None and year == term and period in (None, "year", "five-year"):
        return When(year, "five-year")
    if average or period not in _PERIODS:
        return None
    if setting.is_news and not (words or part or setting.part or paragraph_year or setting.published_later):
        # An item of the middle of a year hardly tells of the whole year.
        return None
    if period == "five-year" and _is_state(reading):
        period = "year"
    if year is None or (period == "five-year" and told.period is None):
        return None
    return When(year, period or "year", month)  # type: ignore[arg-type]


def _of_years(years: tuple[int, int], period: str | None, reading: Reading) -> When | None:
    """Return the time of a figure told in a review or plan of several years that names no year itself."""
    first, last = years
    five = last - first == 4
    if period == "five-year" and _is_state(reading):
        period = "year"
    how = reading.measured
    if "年均" in how.qualifiers or period == "five-year" or (period is None and _adds_up(reading)):
        return When(last, "five-year") if five else None
    return When(last, "year") if period in (None, "year") else None


def _is_state(reading: Reading) -> bool:
    """Return whether a figure is a rate or a stock at the end of several years, and no sum over them."""
    if reading.measured.measure != "level":
        return False
    summed = any("累计" in word.text for word in reading.words) or "累计" in reading.subject.qualifiers
    return reading.subject.indicator.kind == "share" or (not summed and _is_reached(reading))


def _is_reached(reading: Reading) -> bool:
    return any(word.kind in ("reach", "reach_to") and _STATE.search(word.text) for word in reading.words)


def _adds_up(reading: Reading) -> bool:
    """Return whether a figure told of several years is the sum over them and not the state at their end."""
    subject, how = reading.subject, reading.measured
    if subject.indicator.kind == "share" or how.measure == "growth":
        return False
    if any("累计" in word.text for word in reading.words) or "累计" in subject.qualifiers:
        return True
    if how.measure == "change":
        return how.base is None
    return how.measure == "level" and subject.indicator.name in _WORKS and not _is_reached(reading)


def _times(clauses: Sequence[Clause], reading: Reading) -> list[TimeWord]:
    """Return the times named before a figure: in its part of the sentence, which semicolons end, and at its head."""
    found: list[TimeWord] = []
    part = True
    for i in range(reading.clause, -1, -1):
        clause = clauses[i]
        part = part and (i == reading.clause or not clause.ends_part)
        tokens: Sequence[Token] = clause.times(reading.at if i == reading.clause else None)
        if not part:
            tokens = sentence_head(clauses[:1]) if i == 0 else ()
        words = [token.time for token in tokens if token.time is not None]
        found = words + found
        if words and any(word.year is not None or word.relative is not None for word in words):
            break
    return _latest(found)


def _latest(words: Sequence[TimeWord]) -> list[TimeWord]:
    """Return the last year named and what part of it was named with it or after."""
    last = max(
        (i for i, word in enumerate(words) if word.year is not None or word.relative is not None), default=0
    )
    return list(words[last:])


def counted_since(clauses: Sequence[Clause], reading: Reading) -> int | None:
    """Return the earlier year that the sentence sets the figure's year against: 由2015年的…增加到, 是2015年的2倍."""
    found: int | None = None
    for i, clause in enumerate(clauses[: reading.clause + 1]):
        tokens = clause.tokens[: reading.at] if i == reading.clause else clause.tokens
        for k, token in enumerate(tokens):
            if token.kind in ("base", "multiple"):
                found = since(token.text) or found
            elif token.time is not None and k and tokens[k - 1].kind == "reach_from":
                found = token.time.year or found
    return found


def since(base: str | None) -> int | None:
    """Return the year that a base names: 2005 of 比“十五”末, or of 比2005年."""
    if base is None or "上年" in base or "去年" in base:
        return None
    if m := _YEAR_IN_BASE.search(base):
        return int(m[0])
    plans = find_plans(base)
    return (plans[0].last if "末" in base else plans[0].first) if plans else None
