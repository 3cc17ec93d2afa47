"""Choose what of the points of a broad answer its room holds: first what each tells best, then what stands beside that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.answer.topics.points import SHORTEST_POINT, Point
from assistant.answer.topics.telling import goes_on, leads_on, worth
from assistant.question.topic_request import Aspect
from ingest.chinese.sentences import Span, clauses_at

# Characters of all points together, what an item of a list costs beyond its own among them.
ROOM, ITEM = 385, 3
# What parts the clauses of folded text.
_MARKS = ",:"
# A point shows first no more than this of itself, and is not cut at all where it is hardly longer.
FIRST, WHOLE = 48, 60
# What a clause that tells nothing by itself is worth, as part of what is asked, and what it tells at most.
OWN, MOST_TOLD = 0.6, 5.0
# Clauses before which the subject of their statement stands are worth so much less.
WITHOUT_SUBJECT = 0.75
# What clauses beside those that a point shows first are worth, compared with another point.
BESIDE = 0.25
# Characters that each choice costs beside its own: of two that tell as much, not simply the shorter one.
COST = 25
# Of another point of a section shown already so much is left.
ANOTHER = 0.85


@dataclass
class _Shown:
    """A point, its clauses, the runs of them that it may show first, and which are shown."""

    point: Point
    parts: list[Span]
    worths: list[float]
    openings: list[tuple[int, int, Span, float]] = field(default_factory=list)
    first: int = 0
    last: int = -1

    def span(self, first: int, last: int) -> Span:
        return Span(self.parts[first].start, self.parts[last].end)

    @property
    def told(self) -> Span:
        return self.span(self.first, self.last)

    @property
    def is_shown(self) -> bool:
        return self.last >= self.first


@dataclass(frozen=True)
class _Choice:
    """Clauses that may be shown next: of which point, how much they tell, and the characters they take."""

    of: _Shown
    first: int
    last: int
    gain: float
    cost: int

    @property
    def density(self) -> float:
        return self.gain / (self.cost + COST)


def filled(points: Sequence[Point], aspect: Aspect, room: int = ROOM) -> list[Point]:
    """Return the points that `room` characters hold, each cut to clauses that stand beside each other, in their order.

    Args:
        points: of the answer, in the order of the text; the higher the score, the surer they are of what is asked.
    """
    shown = [_divided(point, aspect) for point in points]
    told: set[str] = set()
    sections: dict[str, int] = {}
    while choices := [
        choice
        for each in shown
        for choice in _choices(each, sections.get(each.point.section, 0))
        if choice.cost <= room and (each.is_shown or each.point.text not in told)
    ]:
        best = max(choices, key=lambda choice: choice.density)
        if not best.of.is_shown:
            told.add(best.of.point.text)
            sections[best.of.point.section] = sections.get(best.of.point.section, 0) + 1
        best.of.first, best.of.last = best.first, best.last
        room -= best.cost
    return [each.point.cut(each.told) for each in shown if each.is_shown]


def _divided(point: Point, aspect: Aspect) -> _Shown:
    """Return a point with its clauses, those that only go on from or lead on to another one together with it."""
    text = point.statement.text
    parts: list[Span] = []
    leads = False
    for part in clauses_at(text, point.span, _MARKS):
        clause = text[part.start : part.end]
        if parts and (leads or goes_on(clause) or _is_in_figure(text, part)):
            parts[-1] = Span(parts[-1].start, part.end)
        else:
            parts.append(part)
        leads = leads_on(clause)
    parts = parts or [point.span]
    shown = _Shown(point, parts, [worth(text[part.start : part.end], aspect) for part in parts])
    shown.openings += _openings(shown)
    return shown


def _is_in_figure(text: str, part: Span) -> bool:
    """Return whether the mark before a clause stands between figures: 17:41."""
    return text[part.start].isdigit() and text[part.start - 2 : part.start - 1].isdigit()


def _choices(shown: _Shown, others: int) -> Iterator[_Choice]:
    """Yield what a point may show next.

    Args:
        others: how many points of its section are shown.
    """
    score = shown.point.score**2
    if not shown.is_shown:
        share = ANOTHER**others
        yield from (
            _Choice(shown, i, j, score * share * gain, span.end - span.start + ITEM)
            for i, j, span, gain in shown.openings
        )
        return
    now = shown.told
    after = next((k for k in range(shown.last + 1, len(shown.parts)) if shown.worths[k] > 0), None)
    before = next((k for k in range(shown.first - 1, -1, -1) if shown.worths[k] > 0), None)
    wider = [(shown.first, after)] if after is not None else []
    wider += [(before, shown.last)] if before is not None else []
    for i, j in wider:
        span = shown.span(i, j)
        told = max(shown.worths[i], 0.0) if i < shown.first else max(shown.worths[j], 0.0)
        gain = score * BESIDE * (OWN + min(told, MOST_TOLD))
        yield _Choice(shown, i, j, gain, (span.end - span.start) - (now.end - now.start))


def _openings(shown: _Shown) -> Iterator[tuple[int, int, Span, float]]:
    """Yield the runs of clauses that a point may show first, by their first and last, with what each tells."""
    whole = shown.span(0, len(shown.parts) - 1)
    longest = WHOLE if whole.end - whole.start <= WHOLE else FIRST
    for i in range(len(shown.parts)):
        for j in range(i, len(shown.parts)):
            span = shown.span(i, j)
            if j > i and span.end - span.start > longest:
                break
            kept = shown.worths[i : j + 1]
            short = span.end - span.start < SHORTEST_POINT and span != whole
            if short or kept[0] <= 0 or kept[-1] <= 0:
                continue
            # Where its subject stands, a point is understood by itself.
            told = OWN + min(sum(max(each, 0.0) for each in kept), MOST_TOLD)
            yield i, j, span, told * (1.0 if i == 0 else WITHOUT_SUBJECT)
