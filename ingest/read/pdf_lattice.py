"""Find the ruled tables of a page: rules that cross one another, and the cells between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.read.pdf_rules import Rule, Rules

# Rules nearer to one another than this stand in one line, or touch; in points.
_NEAR = 3.0
_LEAST_HEIGHT, _LEAST_WIDTH = 14.0, 40.0
# Rules of one page that are looked at: a drawing has many more than a table.
_MOST_RULES, _MOST_PLACES = 1500, 40_000


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell between rules: its upper left place in the lattice, and the rows and columns it spans."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """The cells of a ruled table.

    Attributes:
        xs: where its columns begin and end, from left to right, in points.
        ys: where its rows begin and end, from top to bottom.
        cells: row by row, without overlap.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[RuledCell, ...]

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies in the table."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]

    def place(self, x: float, y: float) -> tuple[int, int]:
        """Return row and column of the place in which a point of the table lies."""
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = bisect_right([-each for each in self.ys], -y) - 1
        return min(max(row, 0), len(self.ys) - 2), column


def lattices(rules: Rules) -> list[Lattice]:
    """Return the ruled tables of a page, from top to bottom: rules across that meet rules down.

    Sides may be open: where no rule bounds it, a table reaches as far as its other rules do. So does one that goes on
    from the page before and has a rule at its end alone.
    """
    if not 2 <= len(rules.across) + len(rules.down) <= _MOST_RULES or not rules.down:
        return []
    across, down = _joined(rules.across), _joined(rules.down)
    found = [lattice for part in _connected(across, down) if (lattice := _lattice(*part))]
    found.sort(key=lambda lattice: -lattice.ys[0])
    return [
        lattice for i, lattice in enumerate(found) if not any(_inside(lattice, other) for other in found[:i])
    ]


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Return rules with those in one line that touch or overlap joined, as cell by cell they are drawn."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if lines and rule.at - lines[-1][-1].at < _NEAR and rule.at - lines[-1][0].at < 2 * _NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    joined: list[Rule] = []
    for line in lines:
        at = sum(rule.at for rule in line) / len(line)
        start, end = None, 0.0
        for rule in sorted(line, key=lambda rule: rule.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + _NEAR:
                end = max(end, rule.end)
            else:
                joined.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            joined.append(Rule(at, start, end))
    return joined


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the groups of rules that cross or touch one another."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, one in enumerate(across):
        for j, other in enumerate(down):
            if (
                one.start - _NEAR <= other.at <= one.end + _NEAR
                and other.start - _NEAR <= one.at <= other.end + _NEAR
            ):
                parent[root(len(across) + j)] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(rule)
    for j, rule in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(rule)
    return list(groups.values())


def _lattice(across: list[Rule], down: list[Rule]) -> Lattice | None:
    if not across or not down:
        return None
    left = min(rule.start for rule in across)
    right = max(rule.end for rule in across)
    xs = _positions([rule.at for rule in down], left, right)
    ys = _positions([rule.at for rule in across], min(r.start for r in down), max(r.end for r in down))[::-1]
    if xs[-1] - xs[0] < _LEAST_WIDTH or ys[0] - ys[-1] < _LEAST_HEIGHT or len(xs) * len(ys) > _MOST_PLACES:
        return None
    return Lattice(tuple(xs), tuple(ys), tuple(_cells(xs, ys, across, down)))


def _positions(rules: Iterable[float], first: float, last: float) -> list[float]:
    """Return the places of rules in order, and the outer edges where no rule stands there."""
    places: list[float] = []
    for at in sorted(rules):
        if not places or at - places[-1] >= _NEAR:
            places.append(at)
    if first < places[0] - 2 * _NEAR:
        places.insert(0, first)
    if last > places[-1] + 2 * _NEAR:
        places.append(last)
    return places


def _cells(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> list[RuledCell]:
    """Return the cells: places of the lattice that no rule separates are one, as far as they form a rectangle."""
    height, width = len(ys) - 1, len(xs) - 1
    columns = [(a + b) / 2 for a, b in pairwise(xs)]
    rows = [(a + b) / 2 for a, b in pairwise(ys)]
    walls = [[_stands(near, y) for y in rows] for near in (_at(down, x) for x in xs[1:-1])]
    floor = [[_stands(near, x) for x in columns] for near in (_at(across, y) for y in ys[1:-1])]
    wall = [[each[y] for each in walls] for y in range(height)]
    taken: set[tuple[int, int]] = set()
    cells: list[RuledCell] = []
    for y in range(height):
        for x in range(width):
            if (y, x) in taken:
                continue
            right = x + 1
            while right < width and not wall[y][right - 1] and (y, right) not in taken:
                right += 1
            bottom = y + 1
            while bottom < height and _goes_down(wall, floor, bottom, x, right):
                bottom += 1
            taken |= {(row, column) for row in range(y, bottom) for column in range(x, right)}
            cells.append(RuledCell(y, x, bottom - y, right - x))
    return cells


def _goes_down(wall: list[list[bool]], floor: list[list[bool]], row: int, left: int, right: int) -> bool:
    """Return whether the cell above goes on in `row`: no rule on top of it or in it, and rules at its sides."""
    return (
        not any(floor[row - 1][left:right])
        and not any(wall[row][left : right - 1])
        and (left == 0 or wall[row][left - 1])
        and (right - 1 == len(wall[row]) or wall[row][right - 1])
    )


def _at(rules: Sequence[Rule], place: float) -> list[Rule]:
    return [rule for rule in rules if abs(rule.at - place) < _NEAR]


def _stands(rules: Sequence[Rule], middle: float) -> bool:
    return any(rule.start <= middle <= rule.end for rule in rules)


def _inside(one: Lattice, other: Lattice) -> bool:
    return (
        other.xs[0] - _NEAR <= one.xs[0]
        and one.xs[-1] <= other.xs[-1] + _NEAR
        and other.ys[-1] - _NEAR <= one.ys[-1]
        and one.ys[0] <= other.ys[0] + _NEAR
    )
