"""Remove footnote marks from the sentences they are attached to; keep them where a note itself begins."""

from __future__ import annotations

import re

_NUMBER = r"\d{1,3}(?:[-—,，、]\d{1,3})?"
_MARK = rf"(?:\^?[\[［]\s*{_NUMBER}\s*[\]］]|【{_NUMBER}】|\^\{{?\d{{1,3}}\}}?)"
_GLUED = re.compile(rf"(?<=\S)[ \t]*{_MARK}[ \t]*")
# After a full stop, a mark before a quoted term and a colon begins the next note of a list run together.
_RUN_ON = re.compile(rf"(?<=[。；.])[ \t]*({_MARK}[ \t]*[“\"'‘《]?[^。\n“”]{{1,30}}[”\"'’》]?[:：])")
_MARKED = re.compile(rf"[ \t]*{_MARK}")


def unmark(line: str) -> list[str]:
    """Return `line` without the footnote marks inside it, as one line or, where notes were run together, several."""
    if not ("[" in line or "［" in line or "【" in line or "^" in line):
        return [line]
    parts = [line]
    if _MARKED.match(line):
        parts = _RUN_ON.sub(r"\n\1", line).split("\n")
    return [_unglue(part) for part in parts]


def _unglue(line: str) -> str:
    head = _MARKED.match(line)
    start = head.end() if head else 0
    return line[:start] + _GLUED.sub(_gap, line[start:]) if start else _GLUED.sub(_gap, line)


def _gap(match: re.Match[str]) -> str:
    """Return the text to put in place of a mark.

    It is a blank between two Latin words, the mark itself between two figures, which would otherwise read as one
    figure, and nothing elsewhere."""
    before = match.string[match.start() - 1]
    after = match.string[match.end() : match.end() + 1]
    if before.isdigit() and after.isdigit():
        return match.group()
    return " " if before.isascii() and before.isalnum() and after.isascii() and after.isalnum() else ""
