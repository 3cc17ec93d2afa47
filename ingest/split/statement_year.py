"""Tell the years that a statement names itself: 2021年3月开工, 计划2025年7月建成, 2014、2015两年, 去年."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.schema import Outlook
from ingest.split.time_mentions import Mention, Span


def own_years(
    found: Sequence[Mention], outlook: Outlook, given: int | None, section: Span | None, *, is_report: bool
) -> Span | None:
    """Return the years that a statement of known outlook tells of by its own words; None where it names none.

    Of several years the latest that goes with the outlook counts: 2021年开工，2023年交付 is told as of 2023.

    Args:
        found: what it names.
        outlook: whether it tells what was done or what is to be done.
        given: the year in which its document was given; None where that is not certain.
        section: the years of its section, None where nothing tells them.
        is_report: whether it stands in a report or plan, whose sections keep to their years: only years within the
            period of its section count there.
    """
    if is_report:
        # A section plans and reviews its own years, whenever it was published.
        spans = [m.span for m in found if m.role in ("at", "until") and _within(m.span, section)]
    else:
        spans = [span for m in found if (span := _told(m, outlook, given)) is not None]
    years = [span for span in spans if span.is_year]
    return max(years or spans, key=lambda span: span.last, default=None)


def _told(mention: Mention, outlook: Outlook, given: int | None) -> Span | None:
    """Return the years of a mention if something is told of them."""
    span = mention.span
    if given is None:
        return span if mention.role not in ("since", "beside") else None
    if mention.role in ("of", "beside"):
        return None
    if outlook == "plan":
        return span if span.last >= given and (mention.role != "since" or span.first > given) else None
    if mention.role == "since":
        return Span(span.first, min(span.last, given)) if not span.is_year else None
    return Span(span.first, min(span.last, given)) if span.first <= given else None


def _within(span: Span, section: Span | None) -> bool:
    """Return whether years lie in the period of their section, and are not all of it."""
    if section is None or section.is_year or span == section:
        return False
    return section.first <= span.first and span.last <= section.last
