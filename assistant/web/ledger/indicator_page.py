"""Render the ledger's page of one indicator: regions by years, with a chart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from assistant.ledger.cells import Cell
from assistant.ledger.matrix import Matrix, Row
from assistant.ledger.scale import common_scale
from assistant.ledger.series import Series, chosen, things, variants
from assistant.ledger.view import View
from assistant.ledger.wording import PERIODS
from assistant.web.i18n.words import Translator
from assistant.web.ledger.chart import MOST_BARS, MOST_LINES, bar_chart, latest, line_chart
from assistant.web.ledger.controls import (
    Choice,
    exports,
    no_figures,
    picker,
    render_form,
    result,
    select,
    status,
    switch,
    years,
)
from assistant.web.ledger.figures import indicator_view
from assistant.web.ledger.held import Held
from assistant.web.ledger.labels import time_label, variant_label
from assistant.web.ledger.table import render_table
from ingest.facts.indicators import groups, indicators

# Names that no list holds, offered to choose from.
_MOST_UNLISTED = 200


def render_indicator(held: Held, view: View, width: int, words: Translator) -> str:
    """Return the page of one indicator: its controls, chart and table."""
    by_series = held.by_series(targets=view.target)
    counts = {series: len(cells) for series, cells in by_series.items()}
    asked, (view, matrix) = view, indicator_view(held, view)
    series = chosen(counts, view.indicator, view.measure, view.period)
    controls = _indicator_controls(held, view, series, counts, words)
    if series is None or not matrix.rows:
        return render_form(view, controls, words) + result(no_figures(asked, words, empty=not held.cells))
    unit = matrix.rows[0].scale.unit
    title = f"{series.thing} · {variant_label(series, '', words)}"
    if view.target:
        title += f" · {words('目标')}"

    def label(row: Row) -> str:
        return held.label(*row.region)

    def head(row: Row) -> str:
        address = View(page="region", regions=(label(row),), target=view.target).address()
        place = f"<small class=place>{escape(row.region[1] or '')}</small>" if row.region[1] else ""
        return f'<a href="{escape(address)}" data-ledger title="{words("看这个地区的全部指标")}">{escape(label(row))}</a>{place}'

    table = render_table(matrix, head, label, words("地区"), f"{title}（{unit}）" if unit else title, words)
    # A line of one time would be a dot.
    draw = bar_chart if view.chart == "bar" or len(matrix.times) == 1 else line_chart
    drawn = matrix if view.regions else _of_one_level(held, matrix)
    note = _left_out(matrix, drawn, words, bars=draw is bar_chart)
    few = f'<p class="chart-note">{note}</p>' if note else ""
    kinds = (("line", words("折线")), ("bar", words("柱形")))
    charts = switch("chart", words("图形"), kinds, view.chart) if len(matrix.times) > 1 else ""
    chart = draw(drawn, label, title, unit, width, words)
    return render_form(view, controls, words) + result(
        f'<header class="ledger-head"><h2>{escape(title)}{f" <small>{escape(unit)}</small>" if unit else ""}</h2>'
        f"{exports(view, words, chart=True)}</header>"
        f'<figure class="ledger-figure"><div class="chart-kinds">{charts}</div>{chart}{few}</figure>{table}'
    )


def _left_out(matrix: Matrix, drawn: Matrix, words: Translator, *, bars: bool) -> str:
    """Return which of the matrix's rows are in the chart, of those that are to be `drawn`; "" where all are."""
    which = words("地区") if len(drawn.rows) == len(matrix.rows) else words("同级地区")
    if bars and len(drawn.rows) > 1:
        at = latest(drawn)
        told, time = sum(at in row.cells for row in drawn.rows), time_label(at)
        if told > MOST_BARS:
            return words(
                "图中是 {time} 数最大的 {count} 个{which}。", time=time, count=MOST_BARS, which=which
            )
        if told < len(matrix.rows):
            return words("图中是 {time} 有数的 {count} 个{which}。", time=time, count=told, which=which)
        return ""
    if len(drawn.rows) > MOST_LINES:
        return words("图中是有数最多的 {count} 个{which}；选定地区可以换。", count=MOST_LINES, which=which)
    if len(drawn.rows) < len(matrix.rows):
        return words("图中是 {count} 个{which}，其余在表里。", count=len(drawn.rows), which=which)
    return ""


def _of_one_level(held: Held, matrix: Matrix) -> Matrix:
    """Return the rows of the level that most regions have: a city's figures would press its counties' flat."""
    levels = Counter(held.levels.get(row.region) for row in matrix.rows)
    level = max(levels, key=lambda each: levels[each])
    return replace(matrix, rows=tuple(row for row in matrix.rows if held.levels.get(row.region) == level))


def _indicator_controls(
    held: Held, view: View, series: Series | None, counts: Mapping[Series, int], words: Translator
) -> list[str]:
    listed, others = indicators(), words("未列入指标表的")
    grouped: defaultdict[str, list[Choice]] = defaultdict(list)
    for thing, indicator, count in things(counts):
        known = listed.get(indicator)
        grouped[known.group if known else others].append((thing, thing, count))
    # A hundred communiqués tell thousands of them; a region's page shows all.
    grouped[others] = [
        each for n, each in enumerate(grouped[others]) if n < _MOST_UNLISTED or each[0] == view.indicator
    ]
    order = [*groups(), others]
    choices = [(group, grouped[group]) for group in order if grouped[group]]
    said = view.indicator or words("请选择")
    controls = [picker("indicator", words("指标"), said, choices, [view.indicator], words, several=False)]
    if series is not None:
        by_series = held.by_series(targets=view.target)
        held_variants = variants(counts, series)
        if len(held_variants) > 1:
            labels = []
            for each in held_variants:
                scale = common_scale(cell.preferred.fact for cell in by_series[each])
                what = variant_label(each, scale.unit, words)
                labels.append((each.variant, words("{what} · {count} 格", what=what, count=counts[each])))
            controls.append(select("measure", words("口径"), labels, series.variant))
        periods = {each.period for each in counts if each.thing == series.thing}
        if len(periods) > 1 or series.period != "year":
            told_of = periods | {series.period}
            named = [(each, words.note(text)) for each, text in PERIODS.items() if each in told_of]
            controls.append(select("period", words("期间"), named, series.period))
        cells = by_series[series]
        controls.append(_regions(held, view, cells, words))
        told = [cell.key.year for cell in cells if cell.key.year and cell.key.region]
        if told:
            controls.append(years(min(told), max(told), view, words))
    controls.append(status(view, words))
    return controls


def _regions(held: Held, view: View, cells: Sequence[Cell], words: Translator) -> str:
    counts = Counter((cell.key.region, cell.key.place) for cell in cells if cell.key.region)
    labelled = sorted(
        ((held.label(region, place), count) for (region, place), count in counts.items()),
        key=lambda item: (-item[1], item[0]),
    )
    wanted = [held.labels[region] for region in held.meant(view.regions)]
    missing = [(name, name, 0) for name in wanted if name not in {label for label, _ in labelled}]
    choices: list[Choice] = [*((label, label, count) for label, count in labelled), *missing]
    if not view.regions:
        said = words("全部 {count} 个", count=len(labelled))
    elif len(view.regions) <= 2:
        said = "、".join(view.regions)
    else:
        said = words("{count} 个地区", count=len(view.regions))
    return picker("region", words("地区"), said, [("", choices)], wanted, words, several=True)
