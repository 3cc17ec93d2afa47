"""Whether a text is all of it: cut off in the middle, only a sliver of what its page or its scan shows, or hard to make out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import fmean

from ingest.chinese.script import fold
from ingest.clean.boilerplate import REST_ELSEWHERE, UNFOLDS
from ingest.schema import PAGE_BREAK, Shown, SourceText, Table, TextWarning

# Lines from the end among which a page says that there is more.
_LAST_LINES, _NOTE_LENGTH = 8, 60
_SENTENCE = re.compile(r"(?<![^。！？；!?;\n])[^。！？；!?;\n]{10,}+[。！？；]")
# What a whole text ends in: a mark, a closing bracket, a date, a name or unit without commas.
_ENDED = re.compile(r"[。！？!?…；;：:.”\"’』」》）)\]】]$|[日年月]$")
_GOES_ON = re.compile(r"[，、,（(《“「『]$")
_LONG_LINE = 30
# Of a page: the share of its sentences below which its article was not found, and how few characters in sentences
# (or in table rows) are hardly a text, where the page shows that many times as much.
_SHARE, _FEW, _TIMES = 0.4, 40, 6
_ENOUGH_SENTENCES = 150
# How certain a text is that was read from pictures: all of it, and any page. It is about the share of characters
# that are right; on clear pages above 0.97.
_CERTAIN, _PAGE_CERTAIN = 0.95, 0.9
# A page of a scan has its number and a stamp for text.
_SCANNED, _SCANNED_SHARE = 30, 0.5


def warnings_of(text: str, tables: tuple[Table, ...], source: SourceText) -> tuple[TextWarning, ...]:
    """Return what is to be said of the completeness of a cleaned text.

    Args:
        text: the cleaned text.
        tables: the tables in it.
        source: the blocks that it was made from.
    """
    found: list[TextWarning] = []
    if is_cut(text, tables, source.text):
        found.append("cut")
    if _is_sliver_of_page(text, tables, source.shown) or _is_scanned(source.text):
        found.append("sliver")
    if is_unclear(source.recognised):
        found.append("unclear")
    if source.headline_drawn:
        found.append("headline")
    return tuple(found)


def is_unclear(recognised: Sequence[float | None]) -> bool:
    """Return whether a text is hard to make out in the pictures that it was read from; see `SourceText.recognised`."""
    certain = [each for each in recognised if each is not None]
    return bool(certain) and (fmean(certain) < _CERTAIN or min(certain) < _PAGE_CERTAIN)


def is_cut(text: str, tables: tuple[Table, ...], source: str) -> bool:
    """Return whether `text` breaks off: within a sentence, or with a note that the rest is elsewhere.

    Args:
        text: the cleaned text.
        tables: the tables in it; a row needs no full stop.
        source: the text before it was cleaned, for the note may be taken for furniture.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines or (tables and tables[-1].end >= len(text)):
        return False
    line = lines[-1].strip()
    notes = [note for note in source.replace(PAGE_BREAK, "\n").split("\n") if note.strip()]
    for note in (fold(note).strip() for note in notes[-_LAST_LINES:]):
        if len(note) <= _NOTE_LENGTH and REST_ELSEWHERE.search(note) and not UNFOLDS.search(note):
            return True
    if _GOES_ON.search(line):
        return True
    # A headline alone has no full stop.
    return len(lines) > 1 and len(line) >= _LONG_LINE and "，" in line and not _ENDED.search(line)


def _is_sliver_of_page(text: str, tables: tuple[Table, ...], shown: Shown | None) -> bool:
    """Return whether hardly any of what a web page shows was taken for its text."""
    if shown is None:
        return False
    sentences = sum(len(sentence) for sentence in set(_SENTENCE.findall(text)))
    if shown.sentences >= _ENOUGH_SENTENCES and sentences < _SHARE * shown.sentences:
        return True
    said = sentences + sum(table.end - table.start for table in tables)
    return said < _FEW and shown.characters >= _TIMES * max(said, _FEW)


def _is_scanned(text: str) -> bool:
    """Return whether most pages of a paged document hold next to no text."""
    pages = text.split(PAGE_BREAK)
    blank = sum(len("".join(page.split())) < _SCANNED for page in pages)
    return len(pages) > 1 and blank > _SCANNED_SHARE * len(pages)
