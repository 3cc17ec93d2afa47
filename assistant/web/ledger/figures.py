"""What the ledger's pages of figures show: views with what they leave open filled in, and their matrices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from assistant.ledger.cells import Cell
from assistant.ledger.matrix import Matrix, Row, regions_by_times, series_by_times
from assistant.ledger.series import MEASURE_ORDER, chosen
from assistant.ledger.view import View
from assistant.web.i18n.words import Translator
from assistant.web.ledger.held import Held
from assistant.web.ledger.labels import variant_label
from ingest.facts.indicators import groups, indicators
from ingest.schema import Region

# Years that are shown where a view names none, up to the latest.
RECENT = 12


def indicator_view(held: Held, view: View) -> tuple[View, Matrix]:
    """Return a view of an indicator with what it leaves open filled in, and its matrix; empty where nothing is held."""
    by_series = held.by_series(targets=view.target)
    counts = {series: len(cells) for series, cells in by_series.items()}
    series = chosen(counts, view.indicator, view.measure, view.period)
    if series is None:
        return view, Matrix((), ())
    cells = by_series[series]
    wanted = held.meant(view.regions)
    shown = [c for c in cells if not view.regions or (c.key.region, c.key.place) in wanted]
    view = replace(view, indicator=series.thing, measure=series.variant, period=series.period)
    view = _within_told(_recent(view, shown), cells)
    return view, regions_by_times(shown, view.first, view.last)


def region_view(held: Held, view: View) -> tuple[View, Matrix]:
    """Return a view of a region with what it leaves open filled in, and its matrix, by groups of indicators."""
    by_series = held.by_series(targets=view.target)
    own: defaultdict[Region, list[Cell]] = defaultdict(list)
    for cells in by_series.values():
        for cell in cells:
            if cell.key.region:
                own[cell.key.region, cell.key.place].append(cell)
    if view.regions:
        region = next(iter(sorted(held.meant(view.regions[:1]), key=lambda each: -len(own[each]))), None)
    else:
        region = max(own, key=lambda each: (len(own[each]), each[0]), default=None)
    if region is None or not own[region]:
        return view, Matrix((), ())
    measure = view.measure.partition("|")[0]
    found = own[region]
    kept = [cell for cell in found if cell.key.period == view.period and measure in ("", cell.key.measure)]
    view = replace(view, regions=(held.label(*region),), measure=measure)
    view = _within_told(_recent(view, kept), found)
    matrix = series_by_times(kept, view.first, view.last)
    return view, replace(matrix, rows=tuple(sorted(matrix.rows, key=_place_in_list)))


def _recent(view: View, cells: Sequence[Cell]) -> View:
    """Return the view with the recent years of which `cells` tell something, where it names none."""
    told = _years(cells)
    if view.first or view.last or not told:
        return view
    last = max(told)
    return replace(view, first=min(year for year in told if year > last - RECENT), last=last)


def _within_told(view: View, cells: Sequence[Cell]) -> View:
    """Return the view without the years before and after all of which `cells` tell something."""
    told = _years(cells)
    if not told or (view.first or 0) > max(told) or (view.last or max(told)) < min(told):
        return view
    first = None if view.first is None else max(view.first, min(told))
    return replace(view, first=first, last=None if view.last is None else min(view.last, max(told)))


def _years(cells: Sequence[Cell]) -> list[int]:
    return [cell.key.year for cell in cells if cell.key.year and cell.key.region]


@cache
def _order() -> dict[str, int]:
    """Return name of an indicator → its place in the list."""
    return {name: i for i, name in enumerate(indicators())}


def _place_in_list(row: Row) -> tuple[object, ...]:
    """Return what orders the rows of a region: the groups of the list of indicators, then the number of cells."""
    order, known = _order(), indicators().get(row.series.indicator)
    group = groups().index(known.group) if known else len(groups())
    measure = MEASURE_ORDER.index(row.series.measure)
    return (group, order.get(row.series.indicator, len(order)), row.series.thing, measure, row.series.variant)


def title_of(view: View, matrix: Matrix, words: Translator) -> str:
    """Return what a view of figures shows, for the first line of an export."""
    status = words("目标") if view.target else words("结果")
    if view.page == "region" or not matrix.rows:
        return f"{'、'.join(view.regions)} {status}"
    row = matrix.rows[0]
    return f"{row.series.thing} {variant_label(row.series, row.scale.unit, words)} {status}"
