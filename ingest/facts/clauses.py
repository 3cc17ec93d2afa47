"""Split a sentence into clauses of tokens: indicators, figures, times, regions, the words of data/predicates.toml, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from ingest.chinese.openers import quick
from ingest.chinese.quantities import find_quantities
from ingest.chinese.quantity import Quantity
from ingest.chinese.regions import find_regions
from ingest.chinese.units import UNITS
from ingest.facts.indicators import IndicatorMention
from ingest.facts.period import TimeWord, find_times
from ingest.facts.predicates import leading_pattern, predicate_pattern
from ingest.facts.zones import zones_before

_MARK = r"(?P<stop>[。！？!?;；\n]|(?<!\d)\.(?!\d))|(?P<comma>[，,：:]|——?|-(?!\d))|(?P<and>[、和与或]|(?<!普)及(?!时|格)|以及|并(?![网轨列发]))|(?P<open>[(（\[【])|(?P<close>[)）\]】])|(?P<blank>[\s“”\"‘’「」『』]+)"
_REGION = r"(?P<whole>自治[州县旗区](?=地|规|全|年|生|固|社|一|城|农|居|工|常|外|进)|全(?:国|省|市|县|区|州|旗|疆|盟|自治区|自治州|自治县|镇|乡|域|村(?![民级委一]))|[我本该](?:国|省|市|县|区|州|旗|盟|镇|乡|地区?)(?!级))"
# A minus, no dash of a range.
_MINUS = re.compile(r"[^\d%][-−]$|.负$")
# The number of a list's item.
_LIST_NUMBER = re.compile(r"\d{1,2}[.、](?!\d)")
_MARK_OF_MONEY = re.compile(r"[”\"]?(?:元)?[”\"]?(?:大关|关口|俱乐部)")
_MONEY_SCALE = 10**8
_REGION_ENDS = tuple("省市县区州旗盟")
_LONGEST_REGION = 14


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence.

    Attributes:
        kind: "indicator", "figure", "time", a mark ("comma", "and", "stop", "open", "close"), "whole" (全市), "region" (a name), a list of
            predicates.toml, or "other" for words that are not understood.
        start, end: offsets into the text.
        text: folded.
        mention, figure, time: what it is, of these three kinds.
        negative: a minus stands before the figure.
    """

    kind: str
    start: int
    end: int
    text: str
    mention: IndicatorMention | None = None
    figure: Quantity | None = None
    time: TimeWord | None = None
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """The tokens between two commas or stops.

    Attributes:
        tokens: without the marks around them; what stands in brackets is left out.
        notes: the texts in brackets, each with the index of the token before which it stands.
        ends_part: whether a semicolon or full stop ends it, not a comma.
    """

    tokens: tuple[Token, ...]
    notes: tuple[tuple[int, str], ...] = ()
    ends_part: bool = False

    def times(self, end: int | None = None) -> list[Token]:
        """Return the tokens of times before token `end`, but for the year of a change's beginning (由2015年的…)."""
        tokens = self.tokens[:end]
        last = len(tokens) - 1 if end is None else end - 1
        return [
            token
            for k, token in enumerate(tokens)
            if token.time is not None
            and (k == 0 or tokens[k - 1].kind != "reach_from" or (last - k <= 1 and end is not None))
        ]

    @property
    def has_figure(self) -> bool:
        """Return whether a figure stands in it."""
        return any(token.kind == "figure" for token in self.tokens)


@cache
def _words() -> re.Pattern[str]:
    return quick(f"{_MARK}|{_REGION}|{predicate_pattern().pattern}")


def tokens(folded: str, mentions: Sequence[IndicatorMention], own: str = "") -> list[Token]:
    """Return the tokens of a folded sentence, in order; they cover it but for blanks and quotation marks.

    Args:
        own: as for `clauses`.
    """
    found: list[Token] = []
    at = 0
    for piece in _pieces(folded, mentions):
        if piece.start < at:
            continue
        if at < piece.start:
            found += _between(folded, at, piece.start, own)
        found.append(piece)
        at = piece.end
    found += _between(folded, at, len(folded), own)
    return found


def clauses(folded: str, mentions: Sequence[IndicatorMention], own: str = "") -> list[Clause]:
    """Return the clauses of a folded sentence, which names indicators where `mentions` says.

    Args:
        own: the short name of the document's region, by which it may call itself; "" for none.
    """
    found: list[Clause] = []
    current: list[Token] = []
    notes: list[tuple[int, str]] = []
    opened: int | None = None
    for token in tokens(folded, mentions, own):
        if opened is not None:
            if token.kind == "close":
                notes.append((len(current), folded[opened : token.start]))
                opened = None
            elif token.kind == "stop":
                opened = None
        elif token.kind == "open":
            opened = token.end
        elif token.kind in ("comma", "stop"):
            found.append(Clause(tuple(current), tuple(notes), token.kind == "stop"))
            current, notes = [], []
        else:
            current.append(token)
    found.append(Clause(tuple(current), tuple(notes), True))
    return [clause for clause in found if clause.tokens]


def sentence_head(clauses: Sequence[Clause]) -> tuple[Token, ...]:
    """Return the tokens of a sentence before its first indicator."""
    head: list[Token] = []
    for clause in clauses:
        for token in clause.tokens:
            if token.kind in ("indicator", "figure"):
                return tuple(head)
            head.append(token)
    return tuple(head)


def _pieces(folded: str, mentions: Sequence[IndicatorMention]) -> list[Token]:
    """Return indicators, figures and times, by their beginnings; the longer first where two begin together."""
    found = [Token("indicator", m.start, m.end, folded[m.start : m.end], mention=m) for m in mentions]
    found += [
        Token("time", time.start, time.end, folded[time.start : time.end], time=time)
        for time in find_times(folded)
    ]
    found += [Token("region", *span, folded[slice(*span)]) for span in zones_before(folded, mentions)]
    found += [
        _figure(folded, figure) for figure in find_quantities(folded) if not _is_rank(folded, figure.start)
    ]
    found += [Token(m.lastgroup or "", m.start(), m.end(), m[0]) for m in leading_pattern().finditer(folded)]
    return sorted(found, key=lambda token: (token.start, -token.end))


def _is_rank(folded: str, start: int) -> bool:
    return folded[max(0, start - 1) : start] in ("第", "前", "列")


def _figure(folded: str, figure: Quantity) -> Token:
    """Return the token of a figure, with the minus before it; 10亿大关 is money."""
    start = figure.start
    if figure.is_bare and _LIST_NUMBER.match(folded, figure.start):
        return Token("neutral", start, figure.end + 1, folded[start : figure.end + 1])
    negative = bool(_MINUS.match(folded[max(0, start - 2) : start]))
    if figure.unit is None and figure.scale >= _MONEY_SCALE and _MARK_OF_MONEY.match(folded, figure.end):
        figure = replace(figure, unit=UNITS["元"])
    start -= negative
    return Token("figure", start, figure.end, folded[start : figure.end], figure=figure, negative=negative)


def _between(folded: str, start: int, end: int, own: str) -> Iterator[Token]:
    """Yield the tokens of what stands between two pieces."""
    pattern = _words()
    at = start
    while at < end:
        m = pattern.search(folded, at)
        if m is not None and m.start() < end < m.end():
            m = pattern.search(folded, at, end)
        if m is None or m.start() >= end:
            break
        if at < m.start():
            yield _other(folded, at, m.start(), own)
        if m.lastgroup != "blank" and m.lastgroup is not None:
            yield Token(m.lastgroup, m.start(), m.end(), m[0])
        at = m.end()
    if at < end:
        yield _other(folded, at, end, own)


def _other(folded: str, start: int, end: int, own: str) -> Token:
    """Return the token of words that are not understood, or of the name of a region."""
    text = folded[start:end]
    return Token("region" if (own and text == own) or _is_region(text) else "other", start, end, text)


@lru_cache(4096)
def _is_region(text: str) -> bool:
    """Return whether a text is the name of a region and nothing else."""
    if len(text) > _LONGEST_REGION or text[-1:] not in _REGION_ENDS:
        return False
    named = find_regions(text)
    return len(named) == 1 and (named[0].start, named[0].end) == (0, len(text))
