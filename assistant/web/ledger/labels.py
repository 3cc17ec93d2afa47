"""How the ledger's page calls what it shows, in the reader's language."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from assistant.ledger.cells import Cell, CellState
from assistant.ledger.matrix import Row, Time
from assistant.ledger.scale import Scale
from assistant.ledger.series import YEAR_BEFORE, YEARLY, Series
from assistant.ledger.wording import BOUNDS, CELL_STATES, MEASURES, shown
from assistant.web.ask.render import fingerprint
from assistant.web.i18n.words import Translator
from ingest.facts.model import Fact, Project, StoredFact, StoredProject

# Behind a figure that is not the only one, or that a person has looked at.
MARKS: dict[CellState, str] = {"contradicted": "≠", "revised": "↻", "confirmed": "✓", "corrected": "✎"}


def variant_label(series: Series, unit: str, words: Translator) -> str:
    """Return what a series tells of its indicator: 数值（亿元）, 比上年增长（%）, 是2015年的（倍）."""
    base = series.base or YEAR_BEFORE
    if series.is_ratio:
        said = words("是{base}的", base=base)
    elif series.measure == "growth" and base == YEARLY:
        said = words("年均增长")
    elif series.measure == "growth":
        said = words("比上年增长") if base == YEAR_BEFORE else words("比{base}增长", base=base)
    elif series.base and series.measure == "share":
        said = words("占{base}", base=base)
    elif series.base and series.measure == "change":
        said = words("比{base}增减", base=base)
    else:
        said = words.note(MEASURES[series.measure])
    if series.span:
        said = words("{count} 年累计：{what}", count=series.span, what=said)
    return words("{what}（{unit}）", what=said, unit=unit) if unit else said


def time_label(time: Time) -> str:
    """Return a time as a column's head: 2021, 2021-03."""
    return f"{time.year}-{time.month:02}" if time.month else str(time.year)


def decimals(number: Decimal) -> int:
    """Return how many digits a number has after the point."""
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def figure_words(cell: Cell, scale: Scale) -> str:
    """Return the figure of a cell as a table shows it: 96.4, 约12."""
    fact = cell.preferred.fact
    return f"{BOUNDS[fact.bound]}{shown(fact, scale)}"


def spoken(row: Row, time: Time, cell: Cell, label: str, words: Translator) -> str:
    """Return a cell in words, for those who hear it: 岚屏县 2021 地区生产总值 96.4亿元，说法不一."""
    what = f"{label} {time_label(time)} {row.series.thing} {figure_words(cell, row.scale)}{row.scale.unit}"
    notes = [words.note(CELL_STATES[cell.state])] if cell.state in MARKS else []
    if cell.preferred.fact.status == "estimate":
        notes.append(words("预计"))
    return "，".join([what, *notes])


def source_link(stored: StoredFact | StoredProject) -> str:
    """Return the data attributes with which the source panel opens at the sentence of a fact or project."""
    if isinstance(stored, StoredFact):
        told: Fact | Project = stored.fact
        exact, end = (stored.fact.figure_start, stored.fact.figure_end), max(told.end, stored.fact.figure_end)
    else:
        told = stored.project
        exact, end = (stored.project.name_start, stored.project.name_end), told.end
    # Of a figure behind the clause the quote is no longer all that is marked.
    check = fingerprint(stored.source.quote) if end == told.end else ""
    values = {
        "doc": stored.source.doc,
        "start": told.start,
        "end": end,
        "exact": f"{exact[0]}-{exact[1]}",
        "check": check,
    }
    return " ".join(f'data-{name}="{escape(str(value))}"' for name, value in values.items() if value != "")


def amount_words(amount: float) -> str:
    """Return a sum in 元 in the unit that suits its size: 48.5亿元, 920万元."""
    for factor, unit in ((1e8, "亿元"), (1e4, "万元")):
        if abs(amount) >= factor:
            return (
                f"{round(amount / factor, 2):,g}{unit}"
                if amount / factor < 1e5
                else f"{amount / factor:,.0f}{unit}"
            )
    return f"{amount:,g}元"
