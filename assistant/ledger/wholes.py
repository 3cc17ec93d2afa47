"""A sum of money and its parts, told by one document as figures of one cell: a budget tells the whole account before those
of the city itself and of its zones."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.facts.model import StoredFact

# A part of a sum is no larger than this share of it; a figure of another year, or one revised, is nearer.
LARGEST_PART = 0.6


def is_whole(figure: StoredFact, others: Sequence[StoredFact]) -> bool:
    """Return whether `others`, which differ from a figure, are parts of it: told behind it by the same document, each much
    smaller."""
    return figure.fact.base_unit == "元" and all(
        other.source.doc == figure.source.doc
        and other.fact.figure_start > figure.fact.figure_start
        and 0 <= other.fact.amount <= LARGEST_PART * figure.fact.amount
        for other in others
    )
