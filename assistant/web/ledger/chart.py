"""Draw charts of a matrix as SVG: lines over the years, or bars of the latest year."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from assistant.ledger.matrix import Matrix, Row, Time
from assistant.ledger.scale import digits
from assistant.web.i18n.words import Translator
from assistant.web.ledger.labels import time_label

MOST_LINES, MOST_BARS = 8, 30
# Pixels: the height of a line chart, the title above it, the years below it; a bar with its gap; a line of the legend.
_HEIGHT, _HEAD, _FOOT, _BAR, _LEGEND = 300, 34, 26, 24, 22
# Narrower than this the names stand below the lines instead of at their ends.
_NARROW = 560
# A character of a label: a Chinese one, a digit.
_HAN, _DIGIT = 12.5, 7.0
_TICKS = 5
# Between two names beside one another's lines.
_LINE = 15.0


@dataclass(frozen=True, slots=True)
class _Axis:
    """A vertical axis: pixels of a value, and the values that are marked."""

    low: float
    high: float
    top: float
    bottom: float
    ticks: tuple[float, ...]

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.bottom - share * (self.bottom - self.top)


def line_chart(
    matrix: Matrix, label: Callable[[Row], str], title: str, unit: str, width: int, words: Translator
) -> str:
    """Return lines over the matrix's times, one for each of its first rows; a gap interrupts a line.

    Args:
        matrix: at least one row.
        label: the name of a row.
        title: what is drawn, for those who do not see it.
        unit: of the figures.
        width: in pixels.
        words: translates the page's texts.
    """
    rows = matrix.rows[:MOST_LINES]
    names = [label(row) for row in rows]
    values = [float(n) for row in rows for time in matrix.times if (n := row.number(time)) is not None]
    narrow = width < _NARROW
    right = 16.0 if narrow else min(150.0, max(map(_long, names)) + 18)
    axis = _axis(values, _HEAD + 14, _HEIGHT - _FOOT)
    left = 12 + max(_long(_tick(tick)) for tick in axis.ticks)
    step = (width - left - right) / max(1, len(matrix.times) - 1)
    xs = [left + i * step for i in range(len(matrix.times))]
    if len(matrix.times) == 1:
        xs = [left + (width - left - right) / 2]
    parts = [_frame(axis, left, width - right, unit), _times(matrix.times, xs, step)]
    parts += [_line(i, row, names[i], matrix.times, xs, axis, unit) for i, row in enumerate(rows)]
    height = float(_HEIGHT)
    if narrow:
        legend, used = _legend_below(names, width)
        parts.append(legend)
        height += used
    else:
        parts.append(_names_beside(rows, names, matrix.times, xs, axis))
    return _svg(parts, title, width, height, words)


def bar_chart(
    matrix: Matrix, label: Callable[[Row], str], title: str, unit: str, width: int, words: Translator
) -> str:
    """Return bars: of one row over its times; of several, each at the `latest` time, the largest
    first. Arguments as in `line_chart`."""
    said = unit
    if len(matrix.rows) == 1:
        row = matrix.rows[0]
        bars = [
            (time_label(time), float(n), _expected(row, time))
            for time in matrix.times
            if (n := row.number(time)) is not None
        ]
    else:
        at = latest(matrix)
        title = f"{title} {time_label(at)}"
        said = f"{time_label(at)} · {unit}" if unit else time_label(at)
        told = [
            (label(row), float(n), _expected(row, at))
            for row in matrix.rows
            if (n := row.number(at)) is not None
        ]
        bars = sorted(told, key=lambda bar: -bar[1])[:MOST_BARS]
    left = 12 + min(width * 0.4, max(_long(name) for name, _, _ in bars))
    figures = [
        digits(Decimal(f"{value:.10g}")) + (f" {words('预')}" if expected else "")
        for _, value, expected in bars
    ]
    room = width - left - 16 - max(map(_long, figures))
    most = max(0.0, *(value for _, value, _ in bars))
    least = min(0.0, *(value for _, value, _ in bars))
    unit_width = room / ((most - least) or 1)
    zero = left - least * unit_width
    parts = [f'<text class="unit" x="0" y="16">{escape(said)}</text>']
    for i, ((name, value, _), figure) in enumerate(zip(bars, figures, strict=True)):
        y = _HEAD + i * _BAR
        x, long = (
            (zero, value * unit_width) if value >= 0 else (zero + value * unit_width, -value * unit_width)
        )
        parts.append(
            f"<g><title>{escape(name)} {figure}{escape(unit)}</title>"
            f'<text class="name" x="{left - 8:.1f}" y="{y + 14}" text-anchor="end">{escape(_cut(name, left - 12))}</text>'
            f'<rect class="bar" x="{x:.1f}" y="{y + 3}" width="{max(long, 1):.1f}" height="{_BAR - 8}" rx="3"/>'
            f'<text class="figure" x="{max(zero, x + long) + 6:.1f}" y="{y + 14}">{figure}</text></g>'
        )
    return _svg(parts, title, width, _HEAD + len(bars) * _BAR + 4.0, words)


def _expected(row: Row, time: Time) -> bool:
    return row.cells[time].preferred.fact.status == "estimate"


def latest(matrix: Matrix) -> Time:
    """Return the latest time for which three quarters as many rows have a figure as for the one that most have."""
    held = {time: sum(time in row.cells for row in matrix.rows) for time in matrix.times}
    return max(time for time, count in held.items() if 4 * count >= 3 * max(held.values()))


def _svg(parts: Sequence[str], title: str, width: int, height: float, words: Translator) -> str:
    label = escape(words("图：{title}", title=title))
    return (
        f'<svg class="ledger-chart" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{label}" width="{width}" '
        f'height="{height:.0f}" viewBox="0 0 {width} {height:.0f}">{"".join(parts)}</svg>'
    )


def _axis(values: Sequence[float], top: float, bottom: float) -> _Axis:
    """Return an axis over `values` with round marks; it begins at 0 where that does not flatten the lines."""
    low, high = min(values), max(values)
    if low > 0 and low < 0.6 * high:
        low = 0.0
    if high < 0 and high > 0.6 * low:
        high = 0.0
    if low == high:
        low, high = (0.0, high) if high > 0 else (low - 1, low + 1)
    rough = (high - low) / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(step * i for i in range(first, last + 1))
    return _Axis(ticks[0], ticks[-1], top, bottom, ticks)


def _tick(value: float) -> str:
    return digits(Decimal(f"{value:.6g}"))


def _frame(axis: _Axis, left: float, right: float, unit: str) -> str:
    lines = "".join(
        f'<line class="grid{" zero" if tick == 0 else ""}" x1="{left:.1f}" x2="{right:.1f}" y1="{axis.y(tick):.1f}" y2="{axis.y(tick):.1f}"/>'
        f'<text class="tick" x="{left - 6:.1f}" y="{axis.y(tick) + 4:.1f}" text-anchor="end">{_tick(tick)}</text>'
        for tick in axis.ticks
    )
    return f'<text class="unit" x="0" y="16">{escape(unit)}</text>{lines}'


def _times(times: Sequence[Time], xs: Sequence[float], step: float) -> str:
    every = max(1, math.ceil(44 / step)) if len(times) > 1 else 1
    return "".join(
        f'<text class="tick" x="{x:.1f}" y="{_HEIGHT - 6}" text-anchor="middle">{time_label(time)}</text>'
        for i, (time, x) in enumerate(zip(times, xs, strict=True))
        # Counted from the last one, which is always there.
        if (len(times) - 1 - i) % every == 0
    )


def _line(
    i: int, row: Row, name: str, times: Sequence[Time], xs: Sequence[float], axis: _Axis, unit: str
) -> str:
    dots, runs = [], []
    run: list[str] = []
    for time, x in zip(times, xs, strict=True):
        number = row.number(time)
        if number is None:
            runs.append(run)
            run = []
            continue
        y = axis.y(float(number))
        run.append(f"{x:.1f},{y:.1f}")
        fact = row.cells[time].preferred.fact
        hollow = " hollow" if fact.bound or fact.status == "estimate" else ""
        figure = digits(number)
        dots.append(
            f'<circle class="dot-{i}{hollow}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"><title>{escape(name)} {time_label(time)}：'
            f"{figure}{escape(unit)}</title></circle>"
        )
    runs.append(run)
    lines = "".join(f'<polyline class="line-{i}" points="{" ".join(run)}"/>' for run in runs if len(run) > 1)
    return f"<g>{lines}{''.join(dots)}</g>"


def _names_beside(
    rows: Sequence[Row], names: Sequence[str], times: Sequence[Time], xs: Sequence[float], axis: _Axis
) -> str:
    """Return the names at the ends of the lines, pushed apart where they would lie on one another."""
    ends = []
    for i, row in enumerate(rows):
        last = max(time for time in row.cells if time in times)
        ends.append((axis.y(float(row.number(last) or 0)), i))
    ends.sort()
    heights: list[float] = []
    for y, _ in ends:
        heights.append(max(y, heights[-1] + _LINE) if heights else y)
    lowest = axis.bottom + 4
    for at in reversed(range(len(heights))):
        heights[at] = min(heights[at], lowest)
        lowest = heights[at] - _LINE
    return "".join(
        f'<text class="name name-{i}" x="{xs[-1] + 10:.1f}" y="{y + 4:.1f}">{escape(_cut(names[i], 138))}</text>'
        for y, (_, i) in zip(heights, ends, strict=True)
    )


def _legend_below(names: Sequence[str], width: int) -> tuple[str, float]:
    parts, x, y = [], 0.0, _HEIGHT + 14.0
    for i, name in enumerate(names):
        long = _long(name) + 28
        if x and x + long > width:
            x, y = 0.0, y + _LEGEND
        parts.append(
            f'<rect class="bar-{i}" x="{x:.1f}" y="{y - 8:.1f}" width="12" height="4" rx="2"/>'
            f'<text class="name" x="{x + 17:.1f}" y="{y:.1f}">{escape(_cut(name, width - 20))}</text>'
        )
        x += long
    return "".join(parts), y + 8 - _HEIGHT


def _widths(text: str) -> Iterator[float]:
    return (_DIGIT if char.isascii() or char == "−" else _HAN for char in text)


def _long(text: str) -> float:
    return sum(_widths(text))


def _cut(text: str, room: float) -> str:
    """Return `text` as far as it fits into `room` pixels."""
    used = 0.0
    for i, width in enumerate(_widths(text)):
        used += width
        if used > room:
            return text[: max(1, i - 1)] + "…"
    return text
