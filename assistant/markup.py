"""The light Markdown of answers: what is escaped in it, and how it reads without marks."""

from __future__ import annotations

import re

# What Markdown gives a meaning.
_MARKUP = re.compile(r"([*_`\\<>\[\]#|~])")
_ESCAPED = re.compile(r"\\" + _MARKUP.pattern)


# Characters of an excerpt.
_EXCERPT = 120


def escaped(text: str) -> str:
    """`text` as Markdown that reads as it stands: a document's words are no mark, link or image."""
    return _MARKUP.sub(r"\\\1", text)


def unescaped(text: str) -> str:
    """`escaped` taken back."""
    return _ESCAPED.sub(r"\1", text)


def without_markup(text: str) -> str:
    """An answer's light Markdown as it reads: no marks of bold print, and nothing escaped."""
    return unescaped(text.replace("**", ""))


def excerpt(text: str) -> str:
    """Return `text` on one line, cut after 120 characters."""
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[:_EXCERPT] + "……"
