"""The sentences of a text that may tell facts, without the blanks that a page's layout left inside their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.facts.lines import goes_on, is_full, line_width, parts_figure

_END = re.compile(r"[。！？!?]+|\n+|(?<=[^\d\s])\.(?=[^\d])|(?<=%)\.(?=\D)")
_FIGURE = re.compile(r"\d|[一二两三四五六七八九十百千万亿][成倍番百千万亿]|个百分点")
_LONGEST = 1500
# Behind the last numeral nothing tells a fact.
_TO_LAST = re.compile(r".*[\d零一二两三四五六七八九十百千万亿半几]", re.DOTALL)
_CLAUSE_END = re.compile("[,;]")
# But for brackets and words for the whole region, which hold for what follows.
_TELLS = re.compile("[()全我]")
_HAN = r"[一-鿿]"
# Between two figures a blank parts columns.
_STRAY = re.compile(
    rf"(?<={_HAN})[ \t　\n]+(?=[一-鿿\d“(])|(?<=[\d,.%);:”])[ \t　\n]+(?={_HAN})|(?<=\d,)[ \t　]+(?=\d{{3}}(?!\d))|(?<=[,、;:()])\n(?=\d)"
)


# The number of a page and a heading that ran together with the sentence below them: 13年末; 九、对外贸易全年货物进出口总额.
_RUN_IN = re.compile(
    r"\s*(?:\d{1,3}(?=全年|年末)|(?:\d{1,3})?[一二三四五六七八九十]{1,3}、(?![二三四五六七八九十百千万]|一[、季产次])[一-鿿、]{2,14}?(?<![至到在以预计])(?=全年|年末|全[市县区州省](?!面)|初步核算))"
)
_LONG_LINE = 20
# A heading is a whole line, however long.
_NUMBERED = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)、]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with a figure.

    Attributes:
        text: folded, without blanks inside words.
        start, end: offsets into the document's text.
        paragraph: offset of the beginning of its paragraph.
        is_cut: it begins a line, and the line before it is a long one that no mark ends: a line of a page, not of the text.
        places: for each character of `text` and its end, the offset into the document's text less `start`; None where all
            stand as they are.
    """

    text: str
    start: int
    end: int
    paragraph: int = 0
    is_cut: bool = False
    places: tuple[int, ...] | None = None

    def offset(self, at: int) -> int:
        """Return the offset into the document's text of what stands at `at`."""
        return self.start + (at if self.places is None else self.places[at])

    def after(self, end: int) -> int:
        """Return the offset behind the character before `end`: a blank behind it is none of its."""
        return self.offset(end - 1) + 1 if end else self.start


def sentences(folded: str) -> Iterator[Sentence]:
    """Yield the sentences of a folded text that hold a figure, in order."""
    width = line_width(folded)
    start = paragraph = 0
    for end, after in _ends(folded):
        if folded[end : end + 1] == "\n" and (goes_on(folded, end, width) or parts_figure(folded, end)):
            continue
        if start < end <= start + _LONGEST and _FIGURE.search(folded, start, after):
            yield _sentence(folded, start, after, paragraph)
        start = after
        if folded[after - 1 : after] == "\n" and not is_full(folded, after - 1, width):
            paragraph = after


def _ends(folded: str) -> Iterator[tuple[int, int]]:
    """Yield where the mark that ends a sentence begins, and where it ends."""
    for m in _END.finditer(folded):
        yield m.span()
    yield len(folded), len(folded)


def _told_part(text: str) -> str:
    """Return a folded sentence without clauses behind its last numeral that say nothing of figures."""
    m = _TO_LAST.match(text)
    end = _CLAUSE_END.search(text, m.end()) if m is not None else None
    if end is None or _TELLS.search(text, end.start()):
        return text
    return text[: end.start()]


def _sentence(folded: str, start: int, end: int, paragraph: int) -> Sentence:
    if (run_in := _RUN_IN.match(folded, start, end)) is not None:
        start = run_in.end()
    text, is_cut = _told_part(folded[start:end]), _is_cut(folded, start)
    if " " not in text and "\t" not in text and "　" not in text and "\n" not in text[:-1]:
        return Sentence(text, start, end, paragraph, is_cut)
    kept: list[int] = []
    at = 0
    for m in _STRAY.finditer(text):
        kept += range(at, m.start())
        at = m.end()
    if not at:
        return Sentence(text, start, end, paragraph, is_cut)
    kept += range(at, len(text))
    return Sentence("".join(text[i] for i in kept), start, end, paragraph, is_cut, (*kept, len(text)))


def _is_cut(folded: str, start: int) -> bool:
    """Return whether folded[start] begins a line that may go on with what the line before it began."""
    at = start
    while at and folded[at - 1] == "\n":
        at -= 1
    if at in (start, 0) or not "一" <= folded[at - 1] <= "鿿":
        return False
    line = folded.rfind("\n", max(0, at - _LONGEST), at) + 1
    return at - line >= _LONG_LINE and _NUMBERED.match(folded, line, at) is None
