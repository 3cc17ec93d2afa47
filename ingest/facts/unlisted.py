"""Names of figures that no list holds: a clean noun phrase right before its figure, as written (渔业产值3亿元)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from ingest.chinese.quantity import Quantity
from ingest.chinese.word_table import WordTable
from ingest.facts.clauses import Clause, Token
from ingest.facts.indicators import Indicator, IndicatorMention, Kind, Name

_WORDS = WordTable("ingest.facts", "unlisted_names")
_NEVER = _WORDS.words("never")
_BARE = _WORDS.words("bare", frame="(?:{words})+")
# Behind the name of a place or firm an indicator is its, not the region's.
_OWNER = _WORDS.words("owner", frame="(?:{words})$")
# How a name ends, by the kinds of units that what it names is given in.
_ENDS = {
    kind: _WORDS.words(kind, frame="(?:{words})$")
    for kind in (
        "money", "area", "mass", "volume", "energy", "power", "length", "people", "visits", "share", "count",
    )
}  # fmt: skip
_NAME = re.compile(r"[一-鿿a-z0-9&()\-·/]{2,16}")
_LETTERS = re.compile(r"[^一-鿿]")
_SHORTEST = 3
_PART = re.compile("[一-鿿a-z]{2,14}")
_SHORTEST_LISTED, _LONGEST_PART = 4, 8
_NEW = "新增"
_ADDED = re.compile("新增|净增|新认定|新培育|新登记|新设")
# Other words of one character are part of the next word: 在 of 在地, 建 of 建筑, 其 of 其他.
_WORD = frozenset("共达为有已")
# Words that say nothing by themselves and yet begin names: 基本养老保险, 种植业, 有线电视.
_NAMED_SO = re.compile("基本|社会|财政|地方|市域|县域|区域|综合|种植|养殖|建筑|规划|有(?=[线效色轨机林])")
# What counts by itself, without the number that another word tells of: 专利拥有量, but not 大型企业.
_COUNTED = re.compile("[量数率额]$|存栏$|出栏$|面积$")
# What may stand before a name, within it, and between it and its figure.
_BEFORE = frozenset(
    (
        "and",
        "time",
        "whole",
        "neutral",
        "reach",
        "among",
        "added",
        "estimate",
        "aim",
        "comparable",
        "average",
        "region",
    )
)
_WITHIN = frozenset(
    ("other", "indicator", "neutral", "reach", "follower", "total", "level", "planned", "up", "down")
)
_BEHIND = frozenset(
    (
        "reach",
        "reach_from",
        "reach_to",
        "up",
        "down",
        "base",
        "comparable",
        "average",
        "rate",
        "neutral",
        "both",
    )
)
_MOVES = frozenset(("up", "down", "rate"))


@cache
def _tells() -> re.Pattern[str]:
    """Return the expression that finds the end of a name shortly before a figure."""
    ends = "|".join(words.expression.removesuffix("$") for words in _ENDS.values())
    return re.compile(rf"(?:^|[,;:、])[^,;:、。\d]{{0,26}}?(?:{ends})[^,;:、。\d]{{0,7}}\d")


def may_name(folded: str) -> bool:
    """Return whether a folded sentence may hold the name of a figure that is not listed; quicker than to look for it."""
    return _tells().search(folded) is not None


def with_unlisted(clauses: Sequence[Clause], folded: str, *, is_cut: bool) -> list[Clause]:
    """Return the clauses of a folded sentence with the names of figures that are not listed made one token each.

    Args:
        clauses: of the sentence.
        folded: the sentence.
        is_cut: it may begin in the middle of a name, at the end of a line.
    """
    return [
        _with_names(clause, folded)
        if clause.has_figure and not (is_cut and clause.tokens[0].start == 0)
        else clause
        for clause in clauses
    ]


def _with_names(clause: Clause, folded: str) -> Clause:
    tokens = tuple(_named(clause.tokens, folded))
    return (
        clause
        if len(tokens) == len(clause.tokens) and tokens == clause.tokens
        else replace(clause, tokens=tokens)
    )


def _named(tokens: Sequence[Token], folded: str) -> Iterator[Token]:
    done = begin = 0
    for k, token in enumerate(tokens):
        if token.figure is None:
            continue
        found = _name(tokens[begin:k], token.figure, folded, first=begin == 0)
        if found is not None:
            first, last, name = found
            yield from tokens[done : begin + first]
            yield name
            done = begin + last
        begin = k + 1
    yield from tokens[done:]


def _name(
    before: Sequence[Token], figure: Quantity, folded: str, *, first: bool
) -> tuple[int, int, Token] | None:
    """Return the name of a figure among the tokens before it, and from which to which it is; None where there is no clean one."""
    if figure.unit is None or figure.per or not before or not (first or before[0].kind == "and"):
        return None
    a = next((i for i, token in enumerate(before) if token.kind not in _BEFORE), len(before))
    while 0 < a < len(before) and _runs_into(before[a - 1], before[a]):
        a -= 1
    is_new = any(_ADDED.search(token.text) for token in before[:a])
    for b in range(len(before), a, -1):
        words = before[b:]
        if any(word.kind not in _BEHIND for word in words):
            return None
        token = _token(before[a:b], words, figure, folded, is_new=is_new)
        if token is not None:
            return a, b, token
    return None


def _token(
    within: Sequence[Token], behind: Sequence[Token], figure: Quantity, folded: str, *, is_new: bool
) -> Token | None:
    """Return tokens as the name of a figure, if they are one."""
    told = any(t.kind == "other" for t in within) or (len(within) > 1 and within[0].kind == "follower")
    if not told or any(t.kind not in _WITHIN for t in within):
        return None
    start, end = within[0].start, within[-1].end
    last = within[-1].mention
    if last is not None and not last.name.is_ambiguous and end - last.name_start >= _SHORTEST_LISTED:
        return _of_listed(last, folded[start : last.start], start)
    written = folded[start:end]
    kind = _kind(written)
    if kind is None or not _fits(kind, figure, behind):
        return None
    if kind in ("count", "people") and not _COUNTED.search(written) and _is_moved(behind):
        return None
    of: Kind = "share" if kind == "share" else "count" if kind in ("count", "people") else "level"
    unit = figure.unit.name if figure.unit is not None else ""
    indicator = Indicator(written, 0, "", of, (unit,), frozenset((kind,)))
    mention = IndicatorMention(start, end, start, Name(indicator), (_NEW,) if is_new else ())
    return Token("indicator", start, end, written, mention=mention)


def _runs_into(word: Token, after: Token) -> bool:
    """Return whether a word that says nothing by itself is the beginning of the word behind it."""
    if word.end != after.start or word.kind not in _WITHIN:
        return False
    if _NAMED_SO.match(word.text + after.text):
        return True
    return len(word.text) == 1 and word.text not in _WORD


def _of_listed(last: IndicatorMention, of: str, start: int) -> Token | None:
    """Return the name of a listed indicator with the words before it that tell of which part it is; None where they may tell whose."""
    if not _PART.fullmatch(of) or _NEVER.search(of) or _OWNER.search(of):
        return None
    if len(of) > _LONGEST_PART and last.indicator.kind != "share":
        return None
    mention = replace(last, start=start, qualifiers=(of, *last.qualifiers))
    return Token("indicator", start, last.end, of + last.name.indicator.name, mention=mention)


def _fits(kind: str, figure: Quantity, behind: Sequence[Token]) -> bool:
    """Return whether a figure can be of something that is given in units of a kind."""
    moves = _is_moved(behind)
    measured = figure.kind.partition("-")[0]
    if measured in ("share", "points", "ratio"):
        return moves or (kind == "share" and measured == "share")
    return measured == kind or (kind in ("people", "count") and measured in ("people", "count"))


def _is_moved(behind: Sequence[Token]) -> bool:
    """Return whether words before a figure say that it is by how much something grew or fell."""
    return any(word.kind in _MOVES for word in behind)


@lru_cache(8192)
def _kind(written: str) -> str | None:
    """Return the kind of units that what a phrase names is given in; None for a phrase that is no clean name."""
    if not _NAME.fullmatch(written) or len(_LETTERS.sub("", written)) < _SHORTEST or _NEVER.search(written):
        return None
    if _BARE.fullmatch(written):
        return None
    return next((kind for kind, ends in _ENDS.items() if ends.search(written)), None)
