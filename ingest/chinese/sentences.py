"""Split a passage into sentences, clauses and enumerations, by offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_SENTENCE_END = re.compile(r"[。！？!?；;]+[”’」』）)]*|\n+")
_FULL_STOP = re.compile(r"[。！？!?]+[”’」』）)]*|\n+")
_SERIES = re.compile(r"[：:][^：:]*[；;]")
_CLAUSE_END = re.compile(r"[，,、：:]|(?<=[。！？!?；;])")
_ITEM = re.compile(
    r"[一二三四五六七八九十]是|[一二三四五六七八九十]要|第[一二三四五六七八九十][，,、是]|其[一二三四五六][，,]"
    r"|[（(][一二三四五六七八九十][）)]|(?:(?<=\n)|^)[一二三四五六七八九十]、"
    r"|[①②③④⑤⑥⑦⑧⑨⑩]|[（(](?:10|[1-9])[）)]|(?:(?<=[\n。；;：:])|^)(?:10|[1-9])[.．、](?!\d)"
)
# The numbers that mark items, in their order, in each style.
_NUMBERS = ("一二三四五六七八九十", "①②③④⑤⑥⑦⑧⑨⑩", ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"))
_ITEM_NUMBER = re.compile(r"[一二三四五六七八九十①-⑩]|\d+")
MOST_SENTENCES_OF_ENUMERATION = 30
# Characters that a table's cell has at most, where it became a line of its own.
CELL = 30
HEADING = 60
# “……。”茶农陈远说。
_ATTRIBUTION = re.compile(
    r"[^。！？!?；;“”]{2,60}(?:说|表示|介绍|坦言|感慨|感叹|告诉记者|告诉笔者|如是说|说道|讲道)(?:道|说)?[。！!]"
)


@dataclass(frozen=True, slots=True)
class Span:
    """text[start:end] of the passage it was cut from."""

    start: int
    end: int


def sentences(text: str) -> list[Span]:
    """Return the sentences of `text`, semicolons ending one too, outer blanks and empty ones left out."""
    return _pieces(text, _SENTENCE_END)


def clauses(text: str, span: Span) -> list[Span]:
    """Return the clauses of one sentence, which commas separate."""
    return [
        Span(span.start + s.start, span.start + s.end)
        for s in _pieces(text[span.start : span.end], _CLAUSE_END)
    ]


def clauses_at(text: str, span: Span, marks: str) -> list[Span]:
    """Return the clauses of folded text[span] that any of `marks` part, without their marks and empty ones left out.

    A mark in brackets, in quotation marks or a comma inside a number parts nothing.
    """
    found = []
    for m in _clause_between(marks).finditer(text, span.start, span.end):
        end = m.end() - (text[m.end() - 1] in marks)
        if end > m.start():
            found.append(Span(m.start(), end))
    return found


@cache
def _clause_between(marks: str) -> re.Pattern[str]:
    between = re.escape(marks)
    return re.compile(rf"(?:\([^()]*\)|“[^“”]*”|(?<=\d),(?=\d{{3}})|[^{between}])+[{between}]?")


def enumerations(text: str, parts: list[Span]) -> list[Span]:
    """Return enumerations (一是…；二是…；三是…), from the lead-in to the end of the last item.

    An item may be several sentences long; what stands between two markers belongs to the earlier one.
    """
    found: list[Span] = []
    i = 0
    while i < len(parts):
        items = _items_from(text, parts, i)
        if len(items) < 2 and not (items and _count_items(text, parts[i]) > 1):
            i += 1
            continue
        first = i - 1 if i and _ITEM.match(text, parts[i].start) else i
        found.append(Span(parts[first].start, parts[items[-1]].end))
        i = items[-1] + 1
    return found


def series(text: str) -> list[Span]:
    """Return whole sentences that list several things after a colon: 共签约3个，其中：甲项目……；乙项目……；丙项目……。"""
    return [span for span in whole_sentences(text) if _SERIES.search(text, span.start, span.end) is not None]


def whole_sentences(text: str) -> list[Span]:
    """Return the sentences of `text` up to their full stops, whatever semicolons they hold."""
    return _pieces(text, _FULL_STOP)


def item_starts(text: str) -> list[int]:
    """Return the offsets at which the items of an enumeration begin, in the order of their numbers, marked alike."""
    starts: list[int] = []
    style = None
    for m in _ITEM.finditer(text):
        if _order(m) == len(starts) and style in (None, _style(m)):
            starts.append(m.start())
            style = _style(m)
    return starts


def continued(first: str, numbers: int) -> str:
    """Return the markers of the first `numbers` items of an enumeration whose first item begins with `first`."""
    m = _ITEM.match(first)
    if m is None:
        return ""
    style = _NUMBERS[_number(m)[0]]
    return "\n".join(_ITEM_NUMBER.sub(number, m.group()) for number in style[:numbers]) + "\n"


def _items_from(text: str, parts: list[Span], i: int) -> list[int]:
    """Return the indices of the sentences with which items begin, of the enumeration that starts in parts[i]."""
    firsts = [m for m in _ITEM.finditer(text, parts[i].start, parts[i].end) if _order(m) == 0]
    if not firsts:
        return []
    style, found = _style(firsts[-1]), 1
    items = [i]
    for k in range(i + 1, min(len(parts), i + MOST_SENTENCES_OF_ENUMERATION)):
        m = _ITEM.match(text, parts[k].start)
        if m and _style(m) == style and _order(m) == found:
            items.append(k)
            found += 1
    return items


def _count_items(text: str, part: Span) -> int:
    return len(_ITEM.findall(text, part.start, part.end))


def _number(marker: re.Match[str]) -> tuple[int, int]:
    """Return the index in _NUMBERS of the style of an item's marker, and its position there, from 0."""
    number = _ITEM_NUMBER.search(marker.group())
    assert number is not None, "every marker holds a number"
    return next(
        (i, style.index(number.group())) for i, style in enumerate(_NUMBERS) if number.group() in style
    )


def _order(marker: re.Match[str]) -> int:
    """Return the position of an item in its sequence, from 0, by its marker's number."""
    return _number(marker)[1]


def _style(marker: re.Match[str]) -> str:
    """Return how a marker is written, apart from its number: an enumeration keeps to one style."""
    return f"{_number(marker)[0]}{_ITEM_NUMBER.sub('', marker.group())}"


def is_heading(text: str, span: Span) -> bool:
    """Return whether a span is a title or heading: a short line that no punctuation ends."""
    line = text[span.start : span.end]
    return (
        len(line) <= HEADING
        and "\n" not in line
        and " | " not in line
        and line[-1:] not in tuple("。！？!?；;，,”")
    )


def is_attribution(text: str, span: Span) -> bool:
    """Return whether a span only says who spoke what is quoted before it: “今年收成好。”茶农陈远说。"""
    before = text[: span.start].rstrip()[-1:]
    return (
        before in ("”", "」", '"') and _ATTRIBUTION.fullmatch(text[span.start : span.end].strip()) is not None
    )


def short_line_runs(text: str, parts: list[Span]) -> list[Span]:
    """Return runs of short lines without a full stop: the rows of a table whose cells became lines."""
    found: list[Span] = []
    run: list[Span] = []
    for part in [*parts, Span(len(text), len(text))]:
        piece = text[part.start : part.end]
        if piece and len(piece) <= CELL and piece[-1] not in "。！？!?；;：:":
            run.append(part)
            continue
        # A single short line is a sentence like any other, not a row.
        if len(run) > 1:
            found.append(Span(run[0].start, run[-1].end))
        run = []
    return found


def _pieces(text: str, end: re.Pattern[str]) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for stop in [m.end() for m in end.finditer(text)] + [len(text)]:
        piece = text[start:stop]
        stripped = piece.strip()
        if stripped:
            lead = len(piece) - len(piece.lstrip())
            spans.append(Span(start + lead, start + lead + len(stripped)))
        start = stop
    return spans
