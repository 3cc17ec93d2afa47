"""The figures of a clause, those that stand in a row together: 5亿元和3亿元."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.chinese.quantity import Quantity
from ingest.facts.clauses import Clause, Token


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that follow one another.

    Attributes:
        before: the tokens before them, back to the figures before or the clause's beginning.
        figures: each with the index of its token in the clause.
        after: the token behind them.
        first: whether none stand before them in the clause.
        minus: the indices of those with a minus before them.
    """

    before: tuple[Token, ...]
    figures: tuple[tuple[int, Quantity], ...]
    after: Token | None
    first: bool
    minus: frozenset[int]

    def negative(self, at: int) -> bool:
        """Return whether a minus stands before the figure that is the clause's token `at`."""
        return at in self.minus


def groups(clause: Clause) -> Iterator[Group]:
    """Yield the figures of a clause, those that only 和 or 、 part together, or nothing."""
    tokens = clause.tokens
    minus = frozenset(k for k, token in enumerate(tokens) if token.negative)
    start = i = 0
    while i < len(tokens):
        if tokens[i].kind != "figure":
            i += 1
            continue
        begin, figures = i, []
        while i < len(tokens) and (figure := tokens[i].figure) is not None:
            figures.append((i, figure))
            i += 1
            while i < len(tokens) and tokens[i].kind in ("tail", "per"):
                i += 1
            if i + 1 < len(tokens) and tokens[i].kind == "and" and tokens[i + 1].kind == "figure":
                i += 1
            elif i == len(tokens) or not _goes_on(tokens[i - 1], tokens[i]):
                break
        yield Group(
            tokens[start:begin],
            _with_units(figures),
            tokens[i] if i < len(tokens) else None,
            start == 0,
            minus,
        )
        start = i


def _goes_on(token: Token, after: Token) -> bool:
    """Return whether right behind a figure the same thing is told in another unit: 122个9009户."""
    a, b = token.figure, after.figure
    return a is not None and b is not None and token.end == after.start and not a.comparable(b)


def _with_units(figures: list[tuple[int, Quantity]]) -> tuple[tuple[int, Quantity], ...]:
    """Return figures in the unit of the last one where only that one has one: 22.7和28.8个百分点."""
    if len(figures) == 1:
        return tuple(figures)
    unit = figures[-1][1].unit
    bare = all(figure.unit is None and figure.scale == 1 for _, figure in figures[:-1])
    if unit is None or not bare:
        return tuple(figures)
    return tuple((at, replace(figure, unit=unit)) for at, figure in figures)
