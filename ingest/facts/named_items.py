"""Lists of names that have a figure each (甲、乙和丙分别增长1%、2%和3%) or one for all (甲、乙均达100%), though not all are listed ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.facts.clauses import Token
from ingest.facts.followers import followed
from ingest.facts.indicators import IndicatorMention, names, plain
from ingest.facts.subjects import PHRASES, Subject

_FEWEST, _SHORTEST_NOUN, _LONGEST_PART, _LONGEST_RATE = 2, 2, 6, 4
_OF_BOTH = "城乡"
_IS_NOUN = re.compile("(?:机构|企业)$|[数率额量值户人费]$")
# What may stand between the last name and 分别.
_LINKS = frozenset(
    ("base", "time", "average", "comparable", "rate", "aim", "estimate", "neutral", "reach", "planned")
)
# What may stand before the first name, and within a name without changing what it names.
_LEADS = frozenset(
    ("neutral", "reach", "time", "aim", "estimate", "whole", "region", "comparable", "among", "average")
)
# A list that begins with a place below the region or a firm is of it.
_OF_OTHERS = re.compile("公司|集团|局|港|[人亩户地]均|[镇乡村街园县区市](?!场|民|政|级|域|外|内|直)")


def named_items(
    before: Sequence[Token], count: int, told: Sequence[Subject], clause: int
) -> list[Subject | None]:
    """Return what each of `count` figures is of, None for a name that is not listed; nothing where names and figures do not agree.

    Args:
        before: the tokens before the figures, back to the beginning of their clause.
        count: how many figures follow; one that is told with 均 is of all names.
        told: the subjects of the sentence's figures so far, the nearest last.
        clause: index of the clause.
    """
    is_for_all = count == 1 and any(token.kind == "both" for token in before)
    at = _end_of_names(before) if count >= _FEWEST or is_for_all else 0
    if not any(token.kind in ("other", "follower") or _is_short(token) for token in before[:at]):
        return []
    if any(token.kind in PHRASES for token in before[:at]):
        return []
    items = list(_items(before[:at]))
    if _is_of_others(items[0]):
        return []
    # 答复率、满意率, but not 诉求受理告知率、办结率, where the first word may be that of all.
    are_rates = all(len(token.text) <= _LONGEST_RATE for token in before[:at] if token.kind == "other")
    found: list[Subject | None] = []
    for item in items:
        known = [*told, *(each for each in found if each is not None)]
        found += _subjects(item, known, clause, items[-1], are_rates=are_rates)
    agree = len(found) >= _FEWEST if is_for_all else len(found) == count
    return found if agree and any(each is not None for each in found) else []


def words_behind(before: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens between the last name of a list and its figures."""
    return before[_end_of_names(before) :]


def _end_of_names(before: Sequence[Token]) -> int:
    """Return where the names before 分别 or 均 end; 0 where neither stands anywhere."""
    at = next((k for k, token in enumerate(before) if token.kind in ("respectively", "both")), 0)
    while at and before[at - 1].kind in _LINKS:
        at -= 1
    return at


def _items(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the tokens between 、 and 和."""
    start = 0
    for k, token in enumerate(tokens):
        if token.kind == "and":
            yield tokens[start:k]
            start = k + 1
    yield tokens[start:]


def _is_of_others(item: Sequence[Token]) -> bool:
    """Return whether words that are not understood stand before the first name, or tell of a place or firm."""
    words = [token for token in item if token.kind == "other"]
    return bool(words) and (
        any(token.mention is not None for token in item)
        or any(token.text != _OF_BOTH and _OF_OTHERS.search(token.text) for token in words)
    )


def _subjects(
    item: Sequence[Token], told: Sequence[Subject], clause: int, last: Sequence[Token], *, are_rates: bool
) -> list[Subject | None]:
    """Return what one name of a list names, several where it joins several; None for what is not sure."""
    rest = [token for token in item if token.kind not in _LEADS]
    token = _as_one(rest)
    if token is None:
        return [None]
    if token.kind == "follower":
        return [followed(rest, told, clause)]
    may_be_short = token.mention is None or _is_short(token)
    completed = _with_noun_of(token, last) if may_be_short and item is not last else None
    mention = completed or token.mention
    if mention is None or (
        mention.name.is_ambiguous and not (are_rates and mention.indicator.kind == "share")
    ):
        # 销售收入和利税: mostly those of an industry or a firm.
        return [None]
    regions = tuple(each for each in item if each.kind in ("whole", "region"))
    subject = Subject(mention.indicator, mention.qualifiers, mention, clause, regions)
    return list(subject.parts())


def _is_short(token: Token) -> bool:
    """Return whether a name may want the noun of the last one of its list: 第一产业 of 第一产业、第三产业比重."""
    return token.mention is not None and token.mention.name.is_ambiguous


def _as_one(words: Sequence[Token]) -> Token | None:
    """Return the words of a name as one token; None for those of several names, or for none.

    城乡 before a name says only whose it is.
    """
    if len(words) > 1 and words[0].text == _OF_BOTH:
        words = words[1:]
    if not words or (len(words) > 1 and any(word.kind != "other" for word in words)):
        return None
    text = "".join(word.text for word in words)
    return replace(words[0], end=words[-1].end, text=text) if len(words) > 1 else words[0]


def _with_noun_of(token: Token, last: Sequence[Token]) -> IndicatorMention | None:
    """Return a word of a list as the name that it is with the noun of the last one: 生猪 of 生猪、牛、羊出栏."""
    whole = last[-1].mention if last else None
    is_whole = token.mention is None and _IS_NOUN.search(token.text) is not None
    if whole is None or is_whole or len(token.text) > _LONGEST_PART:
        return None
    for length in range(len(last[-1].text) - 1, _SHORTEST_NOUN - 1, -1):
        name = names().get(plain(token.text + last[-1].text[-length:]))
        if name is not None:
            return IndicatorMention(token.start, token.end, token.start, name, name.qualifiers)
    return None
