"""Passages without a library."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

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
