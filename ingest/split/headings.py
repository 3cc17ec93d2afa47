"""Outline a report: which lines are headings, of what rank, and what is below them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN_NUMBER = "[一二三四五六七八九十百]{1,4}"
# Rank → how a heading of that rank is numbered in Chinese official writing (GB/T 9704: 一、（一） 1. （1）).
_NUMBERED: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第(?:{_HAN_NUMBER}|\d{{1,2}})(?:编|篇|章|部分)")),
    (2, re.compile(rf"第(?:{_HAN_NUMBER}|\d{{1,2}})节")),
    (3, re.compile(rf"{_HAN_NUMBER}、")),
    (4, re.compile(rf"[（(]{_HAN_NUMBER}[）)]")),
    (5, re.compile(r"\d{1,2}(?:[．、]|\.(?!\d))")),
    (6, re.compile(r"[（(]\d{1,2}[）)]")),
)
_SECTION = re.compile(
    r"(?:(?:19|20)\d\d|二[〇○零].{2})年|过去|今年|明年|去年|今后|未来|下一步|[“\"].{1,2}五[”\"]|主要目标"
    r"|重点工作|工作回顾"
)
# A section without a number ("2021年工作回顾") stands above the numbered headings inside it.
_SECTION_RANK, _MARKDOWN_RANK, _PLAIN_RANK, _ITEM_RANK = 2, 1, 7, 8
_ITEM = re.compile(r"[一二三四五六七八九十]{1,3}(?:是|要)")
_MARKDOWN = re.compile(r"(#{1,6})\s+(.+)")
_NOTES = re.compile(
    r".{0,8}(?:名词|术语|词语|短语|用语|缩略语).{0,4}(?:解释|说明|注释|释义)|[※*＊（(【\s]*(?:注释|附注"
    r"|注)[※*）)】：:\s]*$"
)
_NOTE = re.compile(r"\^?(?:[\[［【]\d{1,3}[\]］】]|\d{1,3}[.．、](?!\d)|[①-⑳]|[“\"《])")
_NOTE_MARK = re.compile(r"\^?(?:[\[［【]\d{1,3}[\]］】])\s*[^\s]")
_CLOSED = re.compile(r"[。！？；，、：…!?;,:]$")
# A line of prose from this length on that ends with none of these marks or digits goes on in the next one.
_PROSE_LENGTH = 21
_PROSE = re.compile(r"[，。；,;]")
_ENDS = frozenset("。！？；：…!?;:.）)】]”」』|0123456789")
_HAN = re.compile(r"[㐀-鿿]")
_GREETING = re.compile(r"(?:各位|同志们|尊敬的|同志們)")
_SIGNATURE = re.compile(
    r"[（(]?(?:——|—|――|--)?.{0,12}(?:\d{4}|二[〇○零].{2})年\d{0,2}.{0,12}(?:会议上|會議上|日)[）)]?$"
    r"|.{2,20}(?:[县市区旗州]长|縣長|區長|市長|书记|書記|主任)\s?.{2,4}$"
)
# A heading of the lowest ranks that states a sum of money is a row or a sentence.
_SUM = re.compile(r"\d[\d,.，]{0,24}\s{0,8}[万亿千百]{0,4}元")
_SUM_RANK = 5
# A line that opens with a time and goes on is a sentence: 2026年是开局之年.
_SENTENCE = re.compile(r"(?:.{0,4}\d{4}|[去今明])年[，,是]")
_BRACKETS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"))
_MARK_OF_SUBTITLE = re.compile(r"(?:——|—|――|--)")
_HEADING_LENGTH, _NUMBERED_LENGTH, _RUN_IN_LENGTH = 30, 60, 42


@dataclass(frozen=True, slots=True)
class OutlinedLine:
    """A line of the text with its place in the outline.

    Attributes:
        start, end: offsets into the text.
        headings: the headings it stands under, outermost first; of a heading line, itself included.
        is_heading: whether the line is nothing but a heading.
        run_in: the heading with which the paragraph opens, if it does.
        is_note: whether the line is a footnote or an explanation of terms.
    """

    start: int
    end: int
    headings: tuple[str, ...]
    is_heading: bool = False
    run_in: str | None = None
    is_note: bool = False


def outline(text: str) -> list[OutlinedLine]:
    """Return the non-blank lines of `text` in order, each with the headings above it."""
    blocks: list[OutlinedLine] = []
    path: list[tuple[int, str]] = []
    notes = False
    body = False
    continues = False
    at = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        start = at + len(line) - len(line.lstrip())
        content = line.strip()
        at += len(line) + 1
        if not content:
            continue
        end = start + len(content)
        found = _heading(content, body)
        if found is not None and _number_rank(content) is None and not _heads(lines, number):
            found = None
        if continues and _number_rank(content) is None and not _MARKDOWN.match(content):
            found = None
        if _NOTES.match(content) and len(content) <= 20:
            notes, path, found = True, [], (_SECTION_RANK, content.strip("※*＊：: "))
        if notes and found is not None and _NOTE.match(content):
            found = None
        if found is not None:
            path = [*(entry for entry in path if entry[0] < found[0]), found]
            blocks.append(OutlinedLine(start, end, _titles(path), is_heading=True, is_note=notes))
            continues = False
            continue
        continues = content[-1] not in _ENDS and (
            continues or (len(content) >= _PROSE_LENGTH and bool(_PROSE.search(content)))
        )
        body = body or len(content) > _HEADING_LENGTH or bool(_GREETING.match(content))
        if notes or _NOTE_MARK.match(content):
            blocks.append(OutlinedLine(start, end, _titles(path), is_note=True))
            continue
        run_in = _run_in(content)
        if run_in is None:
            blocks.append(OutlinedLine(start, end, _titles(path)))
            continue
        path = [entry for entry in path if entry[0] < run_in[0]]
        # A numbered opening heads what follows it as well; "一是" heads its own paragraph only.
        if run_in[0] < _ITEM_RANK:
            path.append(run_in)
        blocks.append(OutlinedLine(start, end, _titles(path), run_in=run_in[1]))
    return blocks


def _heads(lines: list[str], number: int) -> bool:
    """Return whether a paragraph or a numbered heading follows: cells of a table that lost its rows head nothing."""
    following = next((line.strip() for line in lines[number + 1 : number + 4] if line.strip()), "")
    if len(following) > _HEADING_LENGTH or re.search(r"[。！？；!?]", following):
        return True
    return bool(following) and (_number_rank(following) is not None or bool(_MARKDOWN.match(following)))


def _titles(path: list[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(title for _, title in path)


def _number_rank(line: str) -> int | None:
    return next((rank for rank, pattern in _NUMBERED if pattern.match(line)), None)


def _heading(line: str, body: bool) -> tuple[int, str] | None:
    """Return (rank, title) if the whole line is a heading. Before the body, short lines are title and signature."""
    markdown = _MARKDOWN.fullmatch(line)
    if markdown:
        return _MARKDOWN_RANK + len(markdown.group(1)) - 1, markdown.group(2).strip()
    if not _HAN.search(line) or "\t" in line or "|" in line:
        return None
    rank = _number_rank(line)
    bare = line.rstrip("。：:")
    if rank is not None:
        if rank >= _SUM_RANK and _SUM.search(line):
            return None
        closed = bool(re.search(r"[。！？；;!?，,]", bare))
        limit = _NUMBERED_LENGTH if line == bare else _RUN_IN_LENGTH
        return (rank, bare) if len(line) <= limit and not (closed and line != bare) else None
    if len(line) > _HEADING_LENGTH or _CLOSED.search(line) or re.search(r"[。；！？]", line):
        return None
    if _SIGNATURE.match(line) or _GREETING.match(line) or (not body and not _SECTION.search(line)):
        return None
    if (
        _SUM.search(line)
        or _SENTENCE.match(line)
        or any(line.count(a) != line.count(b) for a, b in _BRACKETS)
    ):
        return None
    if not body and re.search(r"报告|報告", line):
        return None
    if _SECTION.search(line) and not _MARK_OF_SUBTITLE.match(line):
        return _SECTION_RANK, line
    return _PLAIN_RANK, _MARK_OF_SUBTITLE.sub("", line)


def _run_in(line: str) -> tuple[int, str] | None:
    """Return (rank, title) of the heading with which a paragraph opens: "（二）着力…。" or "三是…："."""
    rank = _number_rank(line)
    if rank is None and not _ITEM.match(line):
        return None
    stop = re.search(r"[。：:；;！!]", line)
    if stop is None or stop.start() > _RUN_IN_LENGTH:
        return None
    if rank is not None and rank >= _SUM_RANK and _SUM.search(line[: stop.start()]):
        return None
    return (rank if rank is not None else _ITEM_RANK), line[: stop.start()]
