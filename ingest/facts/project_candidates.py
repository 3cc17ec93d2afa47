"""Gather from a sentence what may be names of projects, with what a judge needs to know of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.facts.project_judge import Neighbours, is_firm, is_mere_kind, is_place, is_work, neighbours
from ingest.facts.project_listing import Listing
from ingest.facts.project_listings import listings
from ingest.facts.project_names import Item, items

_EVENTS = ("signed", "started", "completed", "in production")
# So many names make a list.
_SEVERAL = 2
# So short a name is one only where the word for its group stands behind: 护林 of 推进整田、护林.
_SHORT = 2
# 甲乙高速, and what is said for it where more follow.
_ROAD = re.compile(
    r"[一-鿿]{2,3}(?:高速公路|高速|高铁|铁路|公路|城际|客专|快速路|大道|隧道|机场|电站|水库|煤矿)|\d{1,2}号线"
)
_STUMP = re.compile(r"[一-鿿]{2,3}|\d{1,2}号")
_OF_PLACES = re.compile(r"(?:改造|搬迁|安置|拆迁|整治)(?:项目|工程)$")
# No sum invested is told without it.
_SUM = "投资"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a project's name, the listing that they stand in, and what stands beside them in it."""

    item: Item
    listing: Listing
    beside: Neighbours


def candidates(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield the candidates of the sentence text[start:end], folded; they overlap where it can be read in two ways."""
    for listing in listings(text, start, end):
        told = listing.anchor in ("group", "works") or bool(listing.cue)
        if listing.anchor == "others" or not (told or text.find(_SUM, listing.start, listing.end) >= 0):
            continue
        named = list(items(text, listing.start, listing.end))
        names = [text[item.start : item.end] for item in named]
        works = [is_work(name) for name in names]
        among = len(named) >= _SEVERAL and (
            any(works) or (listing.anchor == "and so on" and listing.state is not None)
        )
        # 甲、乙等3座大桥通车: works that are called by their places.
        in_counted = listing.anchor == "works" and listing.counted
        # 甲村、乙村等城中村改造项目: what is done to the places is the work.
        moved = among and listing.anchor == "group" and _OF_PLACES.search(listing.group) is not None
        stumps = _stumps(names)
        maybe = [
            item
            for n, (item, name, work) in enumerate(zip(named, names, works, strict=True))
            if (work or among or _is_told(listing, item, name))
            and (len(name) > _SHORT or n in stumps or listing.anchor in ("group", "works"))
            and (n in stumps or not (is_mere_kind(name) or (is_place(name) and not (in_counted or moved))))
        ]
        if maybe and (told or any(item.sum_start >= 0 for item in maybe)):
            beside = neighbours(names, sum(item.sum_start >= 0 for item in named))
            yield from (Candidate(item, listing, beside) for item in maybe)


def _stumps(names: Sequence[str]) -> frozenset[int]:
    """Return which names of a list share the last word of one that follows: 甲乙 and 丙丁 of 甲乙、丙丁、戊己高速."""
    found: set[int] = set()
    shared = False
    for n in range(len(names) - 1, -1, -1):
        if _ROAD.fullmatch(names[n]) is not None:
            shared = True
        elif shared and _STUMP.fullmatch(names[n]) is not None:
            found.add(n)
        else:
            shared = False
    return frozenset(found)


def _is_told(listing: Listing, item: Item, name: str) -> bool:
    """Return whether the list or what stands before it tells that a name is a work's, such as a firm's or a product's:
    甲食品、乙材料等续建."""
    happened = (listing.state is not None and not listing.before) or listing.state in _EVENTS
    produces = listing.state in ("started", "in production") and is_firm(name)
    so_on = listing.anchor == "and so on" and happened
    return listing.anchor in ("group", "works") or so_on or item.sum_start >= 0 or produces
