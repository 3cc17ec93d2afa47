"""Tell what a cell of a table measures, and what it is of where its column says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.facts.indicators import Indicator
from ingest.facts.model import Measure
from ingest.facts.table_figures import RATES, Figure
from ingest.facts.table_labels import Label, plain
from ingest.facts.table_outline import KIND, NOUNS, Subject, as_part, fits, is_telling, subject_of, unlisted

# A growth of more is a damaged cell, or no growth in percent.
_MOST_GROWTH = 10_000
_LONGEST_NAME = 24
_HAN = re.compile(r"[一-鿿]")


def of_column(label: Label, name: str, subject: Subject | None) -> Subject | None:
    """Return what a cell under the name of an indicator is of: a place's, or that of the kind which the row names."""
    if len(label.mentions) > 1 or (label.rest and not KIND.fullmatch(label.rest)):
        return None
    mention = label.mentions[0]
    qualifiers = (*mention.qualifiers, *(as_part(mention.indicator, label.rest) if label.rest else ()))
    if name:
        if subject is not None and subject.indicator is not None:
            return None
        qualifiers = (*qualifiers, name)
    return Subject(mention.indicator, mention.indicator.name, qualifiers)


def of_named_column(parts: Sequence[str], unit: str, within: Indicator | None) -> Subject | None:
    """Return what a column is of by its own name; None where that does not tell by itself what is counted.

    Args:
        parts: of its label.
        unit: of its amounts.
        within: what the table as a whole is of, if that is an indicator.
    """
    name = plain("".join(parts)).removesuffix("类")
    return subject_of(name, (), unit, within) or (unlisted(name, "") if is_telling(name) else None)


def measure_of(label: Label, figure: Figure, subject: Subject, *, is_growth: bool) -> Measure | None:
    """Return how a cell measures; None where its unit does not fit."""
    is_rate = figure.base_unit in RATES and abs(figure.value) <= _MOST_GROWTH
    if label.measure in ("growth", "share"):
        return label.measure if is_rate else None
    if label.measure == "change":
        return None if figure.base_unit in ("", "%") else "change"
    if is_growth:
        return "growth" if is_rate else None
    if subject.indicator is None or fits(subject.indicator, figure.unit):
        return "level"
    return "growth" if figure.base_unit == "%" and subject.indicator.kind != "share" else None


def base_of(measure: Measure, subject: Subject, qualifiers: tuple[str, ...]) -> str | None:
    """Return what a growth or a share is measured against where its label does not say."""
    if measure == "share":
        return subject.whole
    return "上年" if measure in ("growth", "change") and "年均" not in qualifiers else None


def is_plain(label: Label, name: str) -> bool:
    """Return whether a cell of what is not listed is surely a figure of statistics, and its name no sentence."""
    if not 2 <= len(name) <= _LONGEST_NAME or not _HAN.search(name):
        return False
    return label.measure is not None or label.status is not None or label.rest in ("", *NOUNS)


def is_bare(subject: Subject) -> bool:
    """Return whether the indicator is a bare number, as a ratio is."""
    return subject.indicator is not None and "" in subject.indicator.units
