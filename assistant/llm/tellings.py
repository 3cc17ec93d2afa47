"""Take a text apart into what its clauses tell: of what, how much, since or until when, and whether it is denied.

A source and a reply are taken apart alike, so that the one can be held against the other (assistant/llm/relations.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.llm.clause_words import HAN, Measure, measure_of, names_something, pairs_of, without_verb
from assistant.llm.held_values import YEAR, Value, values
from ingest.chinese.script import fold

_SENTENCE = re.compile(r"(?:[^。!?\n]|(?<=\d)!)+")
# No comma of a number, no colon of a ratio.
_CLAUSE = re.compile(r"(?:[^,;:|]|(?<=\d),(?=\d{3})|(?<=\d):(?=\d))+")
_BETWEEN = re.compile(r"以及|[、和与及]")
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-4])(?:时|点钟?|:)(?:([0-5]?\d)分?|(半))?(?![\d:])")
CLOCK = "clock"
_LEAD = re.compile(r"^\s*[一-鿿]{2,12}(?:中|方面|上|期间)\s*$")
_PART_OF = re.compile(r"\s*其中")
# How far what stands elsewhere in a sentence tells of a clause: right before it where the clause names nothing itself,
# further up, and before a clause that names something itself.
CARRIED, FURTHER, BESIDE = 0.9, 0.4, 0.3
# Across a semicolon.
APART = 0.1
# The rest of a clause with several figures, for each of them.
IN_CLAUSE, BY_ANOTHER = 0.6, 0.3
# What stands before a mark between two figures of a clause, for the one behind it.
BEFORE_MARK = 0.7
# 亿元以上项目, 10亿元以上的: a class of things, no amount.
_CLASS = re.compile(r"(?:及)?以[上下内](?=[一-鿿])")
_COUNTS = re.compile(r"[\d一二三四五六七八九两半]")


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """What a clause tells, or one figure of it.

    Attributes:
        start, end: offsets of the clause in the text.
        clause: it, folded.
        words: pairs of characters with how closely they belong to it, 0 to 1.
        own: those of `words` that stand in the clause, or beside the figure, itself.
        value: the figure; None for the clause as a whole.
        measure: what the figure measures: a growth, a fall, a part of a whole, what was there before; "" for an amount,
            or where nothing tells.
        years: the years that it names, or that the nearest clause before it does.
        names_itself: whether it names what it tells of.
    """

    start: int
    end: int
    clause: str
    words: Mapping[str, float]
    own: frozenset[str]
    value: Value | None = None
    measure: Measure = ""
    years: frozenset[int] = frozenset()
    names_itself: bool = True


@dataclass
class _Part:
    """A clause, or a figure's part of it, while its sentence is read.

    Attributes:
        start, end: its offsets in the text.
        text: it, folded.
        clause: the number of the clause in its sentence.
        series: the number of its part of the sentence, which a semicolon ends.
        values: its figures, days and hours.
        years: that it names.
    """

    start: int
    end: int
    text: str
    clause: int
    series: int
    values: list[Value]
    years: frozenset[int]
    own: frozenset[str] = field(init=False)
    subject: frozenset[str] = field(init=False)
    named: bool = field(init=False)

    def __post_init__(self) -> None:
        words = self.between(self.start, self.end)
        self.own = pairs_of(words)
        self.subject = pairs_of(HAN.sub(lambda run: without_verb(run[0]), words))
        self.named = names_something(words)

    @property
    def leads(self) -> bool:
        """Return whether it only says in what the clauses behind it are told."""
        return not self.values and _LEAD.search(self.text) is not None

    def between(self, start: int, end: int) -> str:
        """Return the words between two offsets into the text, without the figures."""
        text = list(self.text[start - self.start : end - self.start])
        for value in self.values:
            for at in range(max(value.start, start), min(value.end, end)):
                text[at - start] = " "
        return "".join(text)


# A reply's sentence is read when it is attributed, verified and shown; passages come again with the next question.
@lru_cache(maxsize=1024)
def tellings(text: str) -> tuple[Telling, ...]:
    """Return what `text` tells: for each clause one for the whole of it, and one for each of its figures and days."""
    plain = fold(text)
    held = _with_hours(plain, [*values(text), *_ranks(text)])
    found: list[Telling] = []
    for sentence in _SENTENCE.finditer(plain):
        parts = list(_parts(plain, sentence.start(), sentence.end(), held))
        for i, part in enumerate(parts):
            carried = _carried(parts, i)
            found.append(
                Telling(
                    part.start, part.end, part.text, {**carried, **dict.fromkeys(part.own, 1.0)}, part.own,
                    years=_years(parts, i), names_itself=part.named,
                )
            )  # fmt: skip
            shared_out = _shared_out(parts, i)
            for k in range(len(part.values)):
                found.append(_of_value(parts, i, k, carried, shared_out[k] if shared_out else None))
    return tuple(found)


def _ranks(text: str) -> list[Value]:
    """Return the ranks of a text that are spelt out, 第五名, which its values leave aside."""
    spelt = [v for v in values(text, loose=True) if v.kind == "order" and text[v.end - 1] in "名位"]
    return [v for v in spelt if not any(v.start < w.end and w.start < v.end for w in values(text))]


def _with_hours(plain: str, held: Sequence[Value]) -> list[Value]:
    """Return the values of a text with the hours of a day in the place of their numbers."""
    held = [
        v
        for v in held
        if v.number is None or (_COUNTS.search(plain, v.start, v.end) and not _CLASS.match(plain, v.end))
    ]
    hours = [
        Value(m.start(), m.end(), CLOCK, (int(m[1]), 30 if m[3] else int(m[2] or 0)))
        for m in _CLOCK.finditer(plain)
        if ":" not in m.group() or m[2]
    ]
    kept = [v for v in held if not any(h.start < v.end and v.start < h.end for h in hours)]
    return sorted([*kept, *hours], key=lambda value: value.start)


def _parts(plain: str, start: int, end: int, held: Sequence[Value]) -> Iterator[_Part]:
    """Yield the clauses of a sentence; a mark between two figures parts them too: 8个、总投资13亿元."""
    for number, clause in enumerate(_CLAUSE.finditer(plain, start, end)):
        inside = [v for v in held if clause.start() <= v.start and v.end <= clause.end()]
        figures = [v for v in inside if v.kind != YEAR]
        cuts = [
            m.start()
            for m in _BETWEEN.finditer(plain, clause.start(), clause.end())
            if any(v.end == m.start() or (m[0] == "、" and v.end < m.start()) for v in figures)
            and any(v.start >= m.end() for v in figures)
        ]
        for left, right in zip([clause.start(), *cuts], [*cuts, clause.end()], strict=True):
            if plain[left:right].strip():
                yield _Part(
                    left,
                    right,
                    plain[left:right],
                    number,
                    plain.count(";", start, left),
                    [v for v in figures if left <= v.start and v.end <= right],
                    frozenset(
                        int(v.amount) for v in inside if v.kind == YEAR and not isinstance(v.amount, tuple)
                    ),
                )


def _carried(parts: Sequence[_Part], i: int) -> dict[str, float]:
    """Return the pairs of the clauses before clause `i` in its sentence, with how far they tell of it."""
    found: dict[str, float] = {}
    open_still, led = not parts[i].named, False
    of_whole = _PART_OF.match(parts[i].text) is not None
    for part in reversed(parts[:i]):
        credit = CARRIED if open_still else FURTHER if not parts[i].named else BESIDE
        if part.series != parts[i].series and not open_still:
            credit = min(credit, APART)
        elif part.leads:
            # 篮球比赛中, leads up to all that follows.
            credit, led = (CARRIED, True) if not led else (APART, led)
        elif part.clause == parts[i].clause or (of_whole and part.clause == parts[i].clause - 1):
            credit = max(credit, BEFORE_MARK)
        for pair in part.subject:
            found[pair] = max(credit, found.get(pair, 0.0))
        open_still = open_still and not part.named
    return found


def _of_value(
    parts: Sequence[_Part],
    i: int,
    k: int,
    carried: Mapping[str, float],
    shared_out: Mapping[str, float] | None,
) -> Telling:
    """Return what figure `k` of clause `i` is told to be."""
    part = parts[i]
    value = part.values[k]
    left = part.values[k - 1].end if k else part.start
    right = part.values[k + 1].start if k + 1 < len(part.values) else part.end
    before, after = part.between(left, value.start), part.between(value.end, right)
    names_before = names_something(before)
    named = names_before or names_something(after)
    rival = any(other.kind == value.kind for other in part.values if other is not value)
    words = dict(carried)

    def add(pairs: frozenset[str], credit: float) -> None:
        words.update({pair: max(credit, words.get(pair, 0.0)) for pair in pairs})

    # What names nothing itself is told of by the rest of its clause, and what names something by what stands in it.
    add(part.own, CARRIED if not named else BY_ANOTHER if rival else IN_CLAUSE)
    if not names_before:
        add(pairs_of(part.between(part.start, left)), CARRIED if not rival or not named else IN_CLAUSE)
    own = pairs_of(before) | pairs_of(after)
    add(own, 1.0)
    if shared_out is not None:
        words = {pair: min(credit, FURTHER) for pair, credit in words.items()} | dict(shared_out)
    upto = part.between(part.start, value.start)
    follows = part.text[value.end - part.start :]
    measure = measure_of(before if HAN.search(before) else upto, follows)
    if not measure and shared_out is not None:
        measure = measure_of(upto)
    return Telling(part.start, part.end, part.text, words, own, value, measure, _years(parts, i), named)


def _years(parts: Sequence[_Part], i: int) -> frozenset[int]:
    """Return the years named in clause `i`, or in the nearest before it in the sentence that names any."""
    return next((part.years for part in reversed(parts[: i + 1]) if part.years), frozenset())


def _shared_out(parts: Sequence[_Part], i: int) -> list[dict[str, float]] | None:
    """Return, for each figure of clause `i`, the words of the thing that 分别 gives it to; None where nothing is shared out."""
    run = [part for part in parts if part.clause == parts[i].clause]
    head = run[0].text.split("分别")[0]
    if len(head) == len(run[0].text) or any(part.named for part in run[1:]):
        return None
    figures = [value for part in run for value in part.values if value.start >= run[0].start + len(head)]
    before = [part for part in parts if part.clause < parts[i].clause]
    items, common = _items(head), names_something(head)
    if not common:
        items = next((_items(p.text.split("分别")[0]) for p in reversed(before) if "分别" in p.text), [])
        common = len(items) == len(figures)
        items = items if common else [part.text for part in before if part.named][-len(figures) :]
    if (
        len(items) != len(figures)
        or len(figures) < 2
        or not set(map(id, parts[i].values)) <= set(map(id, figures))
    ):
        return None
    found = []
    for value in parts[i].values:
        n = next(k for k, figure in enumerate(figures) if figure is value)
        # 城镇 and 农村居民收入: what the last has behind as much as the others are long is common to all.
        shared = dict.fromkeys(pairs_of(items[-1][len(items[n]) :]), 1.0) if common else {}
        found.append(shared | dict.fromkeys(pairs_of(items[n]), 1.0))
    return found


def _items(head: str) -> list[str]:
    """Return the things that stand in a row before 分别."""
    return [item for item in _BETWEEN.split(_spread(head)) if item]


def _spread(head: str) -> str:
    """Return the head of what is shared out with both of 城乡 in it."""
    return head.replace("城乡", "城镇、农村")
