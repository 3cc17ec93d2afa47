"""Facts of the parts of the three industries: whose they are and of which year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.facts.model import Fact, Period
from ingest.facts.period import TimeWord, find_times
from ingest.facts.sentences import Sentence
from ingest.facts.setting import Setting
from ingest.facts.structure import parts
from ingest.facts.timing import held_year

_KEPT: dict[str | None, Period] = {"year": "year", "h1": "h1", "q1": "q1", "q1-3": "q1-3"}


def structure_facts(setting: Setting, sentence: Sentence, paragraph_year: int | None) -> Iterator[Fact]:
    """Yield the parts of the three industries that a sentence tells.

    Args:
        setting: of the document.
        sentence: to read.
        paragraph_year: that an earlier sentence of its paragraph names.
    """
    for part in parts(sentence.text):
        told = setting.told(sentence.offset(part.start))
        times = find_times(sentence.text[: part.start])
        year = next((time.year for time in reversed(times) if time.year is not None), None)
        if told is None or told.region is None:
            continue
        held = held_year(told, setting, paragraph_year) if told.year is not None else None
        if (year := part.year or year or held) is None:
            continue
        period = _period(setting, times)
        if period is None or year <= (part.after or 0):
            continue
        yield Fact(
            start=sentence.offset(part.start),
            end=sentence.after(part.end),
            figure_start=sentence.offset(part.figure_start),
            figure_end=sentence.after(part.figure_end),
            region=told.region[0],
            place=told.region[1],
            year=year - 1 if part.earlier else year,
            period=period,
            indicator=part.indicator,
            name=part.indicator,
            measure="share",
            value=part.value,
            unit="",
            amount=part.value,
            base_unit="",
            status="target"
            if told.outlook == "plan" and part.year is None and not part.earlier
            else "result",
        )


def _period(setting: Setting, times: Sequence[TimeWord]) -> Period | None:
    """Return the part of a year that a sentence or the title tells of; None for one that facts are not kept of."""
    told = {time.period for time in times if time.period is not None} or {setting.part or "year"}
    return _KEPT.get(told.pop()) if len(told) == 1 else None
