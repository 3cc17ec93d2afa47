"""Extract facts from running text: sentence by sentence, with the time, region and standing that passages give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.chinese.quantity import Quantity
from ingest.chinese.script import fold
from ingest.facts.clauses import Clause, clauses
from ingest.facts.doubtful import is_doubtful
from ingest.facts.indicators import find_indicators
from ingest.facts.model import Fact
from ingest.facts.pairing import Reading, pair
from ingest.facts.setting import Setting, region, since, status, when
from ingest.schema import CleanText, Description, Passage

_SENTENCE_END = re.compile(r"[。！？!?]+|\n+|(?<=[^\d\s])\.(?=[^\d])|(?<=%)\.(?=\D)")
_FIGURE = re.compile(r"\d|[一二两三四五六七八九十百千万亿][成倍番百千万亿]|个百分点")
_LONGEST_SENTENCE = 1500


def clause_facts(text: CleanText, description: Description, passages: Sequence[Passage]) -> Iterator[Fact]:
    """Yield the facts of a document's sentences, in order; tables are left out.

    Args:
        text: as it is stored.
        description: of the document.
        passages: with their times and regions.
    """
    folded = fold(text.text)
    setting = Setting(description, passages)
    tables = [(table.start, table.end) for table in text.tables]
    for start, end in _sentences(folded):
        if any(a <= start < b for a, b in tables) or not _FIGURE.search(folded, start, end):
            continue
        sentence = folded[start:end]
        if not (mentions := find_indicators(sentence)):
            continue
        parts = clauses(sentence, mentions)
        readings = pair(parts)
        for i, reading in enumerate(readings):
            fact = _fact(setting, sentence, start, parts, reading)
            if fact is not None and not is_doubtful(parts, readings, i, fact.year):
                yield fact


def _sentences(folded: str) -> Iterator[tuple[int, int]]:
    start = 0
    for m in _SENTENCE_END.finditer(folded):
        if start < m.start() <= start + _LONGEST_SENTENCE:
            yield start, m.end()
        start = m.end()
    if start < len(folded) <= start + _LONGEST_SENTENCE:
        yield start, len(folded)


def _fact(
    setting: Setting, sentence: str, start: int, parts: Sequence[Clause], reading: Reading
) -> Fact | None:
    """Return the fact of a reading; None where its time or region is not sure."""
    figure, subject, how = reading.figure, reading.subject, reading.measured
    told = setting.told(start + figure.start)
    if told is None or figure.lower != figure.upper:
        return None
    time = when(told, setting, parts, reading)
    whose = region(told, reading)
    if time is None or isinstance(whose, str):
        return None
    if reading.earlier and not _is_dated(parts, reading):
        return None
    value, amount = _number(figure)
    sign = -how.sign if reading.negative else how.sign
    if reading.negative:
        value = -value
    clause = parts[subject.clause].tokens
    begin = min(clause[0].start, figure.start)
    last = parts[reading.clause].tokens[-1]
    return Fact(
        start=start + begin,
        end=start + last.end,
        figure_start=start + figure.start,
        figure_end=start + figure.end,
        region=whose[0] if whose else None,
        place=whose[1] if whose else None,
        year=time.year,
        period=time.period,
        indicator=subject.indicator.name,
        name=sentence[subject.mention.start : subject.mention.end],
        measure=how.measure,
        value=float(value),
        unit=_unit(figure),
        amount=float(amount * sign),
        base_unit=_base_unit(figure),
        status=status(told, parts, reading),
        qualifiers=(*subject.qualifiers, *(q for q in how.qualifiers if q not in subject.qualifiers)),
        month=time.month,
        bound=figure.bound,
        base=_base(how.base, time.period),
        from_year=since(how.base),
    )


def _is_dated(parts: Sequence[Clause], reading: Reading) -> bool:
    """Return whether the year of an earlier figure stands right before it: 由2015年的10亿斤增加到."""
    return any(
        token.time is not None for token in parts[reading.clause].tokens[max(0, reading.at - 2) : reading.at]
    )


def _number(figure: Quantity) -> tuple[Decimal, Decimal]:
    """Return the number as written, at its scale, and without its scale."""
    return figure.number, figure.lower


def _unit(figure: Quantity) -> str:
    """Return the unit as written, with its scale."""
    return figure.written.lstrip("0123456789.,-+")


def _base_unit(figure: Quantity) -> str:
    return "百分点" if figure.kind == "points" else figure.unit_name


def _base(base: str | None, period: str) -> str | None:
    """Return what a figure is measured against, as it is written where that is no word for the year before."""
    if base is None:
        return None
    if base in ("同比", "上年") or "上年" in base or "去年" in base or base.startswith("同期"):
        return "上年" if period == "year" else "上年同期"
    return base.lstrip("比较与")
