"""Gather from a sentence what may be names of projects, with what a judge needs to know of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.facts.project_clauses import Listing, listings
from ingest.facts.project_judge import Neighbours, is_mere_kind, is_work
from ingest.facts.project_names import Item, items


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a project's name, the listing that they stand in, and what stands beside them in it."""

    item: Item
    listing: Listing
    beside: Neighbours


def candidates(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield the candidates of the sentence text[start:end], folded; they overlap where it can be read in two ways."""
    for listing in listings(text, start, end):
        named = list(items(text, listing.start, listing.end))
        works = [is_work(text[item.start : item.end]) for item in named]
        sums = sum(item.sum_start >= 0 for item in named)
        for item, work in zip(named, works, strict=True):
            if _may_be(text[item.start : item.end], listing, item, work):
                yield Candidate(item, listing, Neighbours(len(named), sum(works), sums))


def _may_be(name: str, listing: Listing, item: Item, work: bool) -> bool:
    """Return whether words may be a project's name at all: firms and goods only where their list says that they are."""
    if listing.anchor != "group" and listing.state is None and item.sum_start < 0:
        return False
    happened = listing.state not in (None, "planned", "under construction")
    so_on = listing.anchor == "and so on" and happened
    return (work or listing.anchor == "group" or so_on or item.sum_start >= 0) and not is_mere_kind(name)
