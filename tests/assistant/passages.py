"""Passages without a library."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.question.places import Gazetteer
from ingest.schema import StoredPassage

_PLAIN = StoredPassage(
    id=1,
    doc="报告.txt",
    title="",
    region=None,
    place=None,
    date=None,
    reviews_year=None,
    kind="news",
    start=0,
    end=0,
    headings=(),
    year=None,
    outlook=None,
    text="",
)


def passage(text: str, **told: Any) -> StoredPassage:
    """A passage that reads `text`, the whole of an undated piece of news of no place, but for what is `told`."""
    return replace(_PLAIN, **({"text": text, "end": len(text)} | told))


def holding(*regions: str) -> Gazetteer:
    """The places of a library that tells of `regions`, each by its full name and nothing around it."""
    return Gazetteer((region, None) for region in regions)
