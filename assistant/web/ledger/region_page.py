"""Render the ledger's page of one region: indicators by years."""

from __future__ import annotations

from collections import Counter
from html import escape

from assistant.ledger.matrix import Row
from assistant.ledger.view import View
from assistant.ledger.wording import MEASURES, PERIODS
from assistant.web.i18n.words import Translator
from assistant.web.ledger.controls import (
    Choice,
    exports,
    no_figures,
    picker,
    render_form,
    result,
    select,
    status,
    years,
)
from assistant.web.ledger.figures import region_view
from assistant.web.ledger.held import Held
from assistant.web.ledger.labels import variant_label
from assistant.web.ledger.table import render_table
from ingest.facts.indicators import indicators


def render_region(held: Held, view: View, words: Translator) -> str:
    """Return the page of one region: its controls and table."""
    asked, (view, matrix) = view, region_view(held, view)
    by_series = held.by_series(targets=view.target)
    counts = Counter(
        held.label(cell.key.region, cell.key.place)
        for cells in by_series.values()
        for cell in cells
        if cell.key.region
    )
    choices: list[Choice] = [(label, label, count) for label, count in counts.most_common()]
    said = view.regions[0] if view.regions else words("请选择")
    own = [
        cell
        for cells in by_series.values()
        for cell in cells
        if held.labels.get((cell.key.region or "", cell.key.place)) in view.regions
    ]
    by_measure = Counter(cell.key.measure for cell in own if cell.key.period == view.period)
    measures = [("", words("全部口径"))]
    measures += [
        (measure, words("{what} · {count} 格", what=words.note(text), count=by_measure[measure]))
        for measure, text in MEASURES.items()
    ]
    told_of = {cell.key.period for cell in own} | {"year", view.period}
    periods = [(period, words.note(text)) for period, text in PERIODS.items() if period in told_of]
    controls = [
        picker("region", words("地区"), said, [("", choices)], view.regions, words, several=False),
        select("measure", words("口径"), measures, view.measure),
        select("period", words("期间"), periods, view.period),
    ]
    told = [time.year for time in matrix.times]
    everything = [cell.key.year for cell in own if cell.key.year]
    if everything:
        controls.append(years(min(everything), max(everything), view, words))
    controls.append(status(view, words))
    if not told:
        return render_form(view, controls, words) + result(no_figures(asked, words, empty=not held.cells))
    name = view.regions[0]
    title = f"{name} · {words('目标') if view.target else words('全部指标')}"

    def head(row: Row) -> str:
        address = View(
            indicator=row.series.thing,
            measure=row.series.variant,
            period=row.series.period,
            target=view.target,
        ).address()
        return (
            f'<a href="{escape(address)}" data-ledger title="{words("看各地区的这个指标")}">{escape(row.series.thing)}</a>'
            f"<small class=variant>{escape(variant_label(row.series, row.scale.unit, words))}</small>"
        )

    def group(row: Row) -> str:
        known = indicators().get(row.series.indicator)
        return known.group if known else words("未列入指标表的")

    table = render_table(matrix, head, lambda row: name, words("指标"), title, words, group)
    return render_form(view, controls, words) + result(
        f'<header class="ledger-head"><h2>{escape(title)}</h2>{exports(view, words, chart=False)}</header>{table}'
    )
