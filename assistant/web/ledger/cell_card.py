"""Render everything that is known of one cell: its figure, who tells it, who tells otherwise, and what a person said."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant.ledger.agreement import agree
from assistant.ledger.cells import Cell
from assistant.ledger.scale import Scale, common_scale
from assistant.ledger.series import series_of
from assistant.ledger.wording import CELL_STATES, FACT_STATES, as_written, shown
from assistant.web.i18n.labels import date_words
from assistant.web.i18n.words import Translator
from assistant.web.ledger.labels import MARKS, source_link, variant_label
from ingest.facts.model import StoredFact


def render_card(cell: Cell, label: str, words: Translator, *, brief: bool = False) -> str:
    """Return the card of a cell.

    Args:
        cell: the cell.
        label: its region.
        words: translates the page's texts.
        brief: without what one can do with it, as shown beside a cell that is pointed at.
    """
    fact = cell.preferred.fact
    scale = common_scale([fact])
    series = series_of(cell.key)
    year = f"{cell.key.year}-{cell.key.month:02}" if cell.key.month else str(cell.key.year or "")
    about = " · ".join(
        filter(None, (label, year, series.thing, variant_label(series, "", words), _status(cell, words)))
    )
    tellings = "".join(_tellings(cell, scale, words, brief=brief))
    return (
        f'<section class="cell-card" data-state="{cell.state}" data-fact="{cell.preferred.id}" aria-label="{words("这一格的出处")}">'
        f'<p class="cell-about">{escape(about)}</p>'
        f'<p class="cell-figure">{escape(shown(fact, scale))}<small>{escape(scale.unit)}</small></p>'
        f'{_explained(cell, words)}<ul class="tellings">{tellings}</ul>'
        f"{'' if brief else _actions(cell, scale, words)}</section>"
    )


def _status(cell: Cell, words: Translator) -> str:
    status = cell.preferred.fact.status
    return "" if status == "result" else words.note(FACT_STATES[status])


def _explained(cell: Cell, words: Translator) -> str:
    """Return why the cell bears its mark, and what a person said of it."""
    texts = {
        "revised": words("本地区后来的文件给出了另一个数；这里采用次年报告中的数，后来的列在下面。"),
        "contradicted": words("几处的数对不上，没有取平均；这里采用最可靠的一处，其余列在下面，请核对原文。"),
        "confirmed": words("有人核对过，以这个数为准。"),
        "corrected": words("这个数由人更正过；文件中原来的数列在下面。"),
    }
    if cell.state not in texts:
        return ""
    said = cell.correction
    by = " · ".join(filter(None, (said.by, said.at[:16].replace("T", " ")))) if said else ""
    note = f"<q>{escape(said.note)}</q>" if said and said.note else ""
    return (
        f'<p class="cell-state"><i aria-hidden="true">{MARKS[cell.state]}</i> <b>{words.note(CELL_STATES[cell.state])}</b>'
        f" {texts[cell.state]}{f'<span>{escape(by)}</span>' if by else ''}{note}</p>"
    )


def _tellings(cell: Cell, scale: Scale, words: Translator, *, brief: bool) -> Iterator[str]:
    for i, stored in enumerate(cell.tellings):
        used = i == 0 and cell.state != "corrected"
        differs = not used and not agree(cell.preferred.fact, stored.fact)
        note = words("采用") if used else words("不同") if differs else words("一致")
        kind = "used" if used else "differs" if differs else "agrees"
        yield f'<li class="{kind}">{_telling(stored, note, words, brief=brief)}</li>'


def _telling(stored: StoredFact, note: str, words: Translator, *, brief: bool) -> str:
    source = stored.source
    about = " · ".join(filter(None, (source.title, date_words(source.date, words))))
    inner = (
        f"<b>{escape(as_written(stored.fact))}</b><em>{note}</em>"
        f"<q>{escape(' '.join(source.quote.split()))}</q><small>{escape(about)}</small>"
    )
    return inner if brief else f'<button type="button" class="telling" {source_link(stored)}>{inner}</button>'


def _actions(cell: Cell, scale: Scale, words: Translator) -> str:
    """Return what an admin can do: say that the figure is right, put in another, take the last word back."""
    said = cell.correction
    confirm = f'<button type="button" data-cell-confirm>{words("核实无误")}</button>' if said is None else ""
    undo = f'<button type="button" data-cell-undo>{words("撤销")}</button>' if said else ""
    number = scale.number(cell.preferred.fact)
    return (
        f'<div class="cell-actions admins">{confirm}<button type="button" data-cell-correct aria-expanded="false">{words("更正")}</button>{undo}</div>'
        f'<form class="cell-correction admins" aria-label="{words("更正这个数")}" hidden novalidate>'
        f'<label>{words("数值")}<input name="value" inputmode="decimal" autocomplete="off" value="{number}"></label>'
        f'<label>{words("单位")}<input name="unit" autocomplete="off" value="{escape(scale.unit)}"></label>'
        f'<label class="wide">{words("说明")}<input name="note" maxlength="500" autocomplete="off" placeholder="{words("为什么改，可不填")}"></label>'
        f'<p class="told" role="alert" hidden></p><button type="submit">{words("存下")}</button></form>'
    )
