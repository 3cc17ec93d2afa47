"""Kinds of one thing of which each excludes the others, so that what is told of one is not told of another: 小学, 幼儿园."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


def told_of_another(asked: str, text: str, above: str) -> bool:
    """Return whether a text names a kind that excludes one which a question names, and not that one itself.

    Args:
        asked: the question, folded.
        text: the text, folded.
        above: the headings that it stands under, folded, which may name what it is about.
    """
    return any(
        any(name in text for other in members for name in other)
        for members in exclusive_kinds()
        if (meant := [member for member in members if any(name in asked for name in member)])
        and not any(name in text or name in above for member in meant for name in member)
    )


@cache
def exclusive_kinds() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return the groups of kinds that exclude each other, of each kind the names (data/exclusive_kinds.toml)."""
    table = files("assistant.evidence").joinpath("data/exclusive_kinds.toml").read_text(encoding="utf-8")
    return tuple(tuple(map(tuple, group["members"])) for group in tomllib.loads(table)["kinds"])
