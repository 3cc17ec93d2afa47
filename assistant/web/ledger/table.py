"""Render a matrix as a table: each figure a button that opens its sentence, gaps and doubts visible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from html import escape

from assistant.ledger.cells import Cell
from assistant.ledger.matrix import Matrix, Row, Time
from assistant.ledger.wording import CELL_STATES
from assistant.web.i18n.words import Translator
from assistant.web.ledger.labels import MARKS, decimals, figure_words, source_link, spoken, time_label

# Rows that are shown; with more, one chooses.
MOST_ROWS = 300


def render_table(
    matrix: Matrix,
    head: Callable[[Row], str],
    spoken_label: Callable[[Row], str],
    corner: str,
    title: str,
    words: Translator,
    group: Callable[[Row], str] | None = None,
) -> str:
    """Return the table with its legend below.

    Args:
        matrix: at least one row.
        head: the content of a row's head, as HTML.
        spoken_label: of whom a row tells, as text.
        corner: the label of the column of heads.
        title: what the table shows.
        words: translates the page's texts.
        group: the heading under which a row stands, where rows are in groups; they come in their order.
    """
    # Figures of one unit stand point under point.
    points = 0
    if group is None:
        points = max(
            decimals(row.scale.number(cell.preferred.fact))
            for row in matrix.rows
            for cell in row.cells.values()
        )
    times = "".join(
        f'<th scope="col" aria-sort="none"><button type="button" data-sort-column="{i}" '
        f'title="{words("按 {time} 排序", time=time_label(time))}">{time_label(time)}</button></th>'
        for i, time in enumerate(matrix.times)
    )
    rows = "".join(_rows(matrix, head, spoken_label, words, group, points))
    left = len(matrix.rows) - MOST_ROWS
    more = (
        f'<p class="more">{words("另有 {count} 行没有画出，请缩小范围。", count=left)}</p>'
        if left > 0
        else ""
    )
    return (
        f'<div class="matrix-scroll" tabindex="0" role="region" aria-label="{escape(title)}">'
        f'<table class="matrix"><caption class="off-screen">{escape(title)}</caption>'
        f'<thead><tr><th scope="col" class="corner">{corner}</th>{times}</tr></thead><tbody>{rows}</tbody></table></div>'
        f"{more}{_legend(matrix, words)}"
    )


def _rows(
    matrix: Matrix,
    head: Callable[[Row], str],
    spoken_label: Callable[[Row], str],
    words: Translator,
    group: Callable[[Row], str] | None,
    points: int,
) -> Iterator[str]:
    above = ""
    for row in matrix.rows[:MOST_ROWS]:
        if group is not None and group(row) != above:
            above = group(row)
            yield (
                f'<tr class="group"><th scope="rowgroup" colspan="{len(matrix.times) + 1}"><span>{escape(above)}</span></th></tr>'
            )
        label = spoken_label(row)
        cells = "".join(_cell(row, time, label, points, words) for time in matrix.times)
        yield f'<tr><th scope="row">{head(row)}</th>{cells}</tr>'


def _cell(row: Row, time: Time, label: str, points: int, words: Translator) -> str:
    cell = row.cells.get(time)
    if cell is None:
        return f'<td class="gap"><span aria-label="{words("没有")}">·</span></td>'
    number = row.scale.number(cell.preferred.fact)
    missing = points - decimals(number)
    pad = f'<span class="pad">{"" if decimals(number) else "."}{"0" * missing}</span>' if missing > 0 else ""
    return (
        f'<td data-value="{number}"><button type="button" class="ledger-cell" '
        f'data-state="{cell.state}" data-fact="{cell.preferred.id}" {source_link(cell.preferred)} '
        f'aria-label="{escape(spoken(row, time, cell, label, words))}">'
        f"{escape(figure_words(cell, row.scale))}{pad}{_marks(cell, words)}</button></td>"
    )


def _marks(cell: Cell, words: Translator) -> str:
    estimate = f"<sup>{words('预')}</sup>" if cell.preferred.fact.status == "estimate" else ""
    mark = f'<i aria-hidden="true">{MARKS[cell.state]}</i>' if cell.state in MARKS else ""
    return estimate + mark


def _legend(matrix: Matrix, words: Translator) -> str:
    """Return what the marks in the table mean, each with how many cells bear it, and how many gaps there are."""
    cells = matrix.cells
    room = len(matrix.rows) * len(matrix.times)
    said = [f"<li>{words('{held} 格有数，{gaps} 格没有', held=len(cells), gaps=room - len(cells))}</li>"]
    states = Counter(cell.state for cell in cells)
    said += [
        f'<li><span class="swatch" data-state="{state}"><i aria-hidden="true">{mark}</i></span>'
        f"{words.note(CELL_STATES[state])} {states[state]}</li>"
        for state, mark in MARKS.items()
        if states[state]
    ]
    if any(cell.preferred.fact.status == "estimate" for cell in cells):
        said.append(f"<li><sup>{words('预')}</sup> {words('预计数')}</li>")
    if any(cell.preferred.fact.bound for cell in cells):
        said.append(f"<li>{words('{marks}：原文给的是大约的数', marks='约、超、近')}</li>")
    return f'<ul class="matrix-legend">{"".join(said)}</ul>'
