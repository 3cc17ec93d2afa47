"""Lists that stand below a line that names them: 附件：某某名录, a table with a column of names, 一、先进集体.

Their members are lines or cells by themselves; what names them stands above, and in the title of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answer.model import AnswerLine, Piece
from assistant.evidence.answer_types import asked_count, counted_noun
from assistant.evidence.model import Evidence
from assistant.question import patterns
from assistant.question.model import Question
from assistant.search.scope_match import LEAST_AGREEMENT, year_agreement
from ingest.chinese.script import fold, written_in
from ingest.chinese.tokens import bigrams
from ingest.library.library import Library
from ingest.schema import StoredPassage, Table

MOST_MEMBERS = 20
MOST_DOCUMENTS = 4
LONGEST_MEMBER, LONGEST_HEAD = 45, 80
# Shares of the question's pairs of characters: in what stands above and the title, and right above.
LEAST_COVERED, LEAST_ABOVE = 0.7, 0.4
# Where the line above counts as many of the very things.
LEAST_COUNTED = 0.2
# Rows that list names alone, and as many lines above the first that head them.
_ROW, _ROW_NUMBER = re.compile(r"\s*\d{1,3}\s*\|[^|\d][^|]{2,}$"), re.compile(r"\s*\d{1,3}\s*\|\s*")
LEAST_ROWS, HEAD_LINES = 3, 3
_NUMBER = re.compile(r"\s*(?:[（(]?\d{1,3}[）)、.．](?!\d)|[①-⑳])\s*")
_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|附件|附[:：]|.*(?:名单|名录|名册|一览表)$)"
)
_NO_MEMBER = re.compile(
    r"[。！？；;!?]$|^\s*(?:19|20)\d\d年|\|\s|^[（(]?(?:共\d|此件)|(?:人民政府|办公室|委员会|办公厅)$|[:：]$|^单位[:：]|[━─┃│┏┠┗]"
)
_NAMES = re.compile(r"[^、，。；：\s]{2,20}(?:、[^、，。；：\s]{2,20}){1,}")
# A column with the names of what its rows are about.
_NAME_COLUMN = re.compile(r"名称|名单|姓名|单位|企业|项目|品名|地点|村名|名$")
_LABELLED = re.compile(r"([^:：\s]{2,8})[:：]\s*(?=\S)")
# Words of the question that stand in no heading.
_ASKING_NOUN = re.compile(
    r"(?:名单|名录|一览表|目录)[里中上]?|年度|分别|[是有的了里为在要]|(?<=\s)(?:单位|人|个)$"
)
# 发布了3个服务包：/ 一是……，…… / 二是……: each member is what stands before the first mark.
_MARKED = re.compile(
    r"[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十][，,、是]|[（(][一二三四五六七八九十][）)]|\d{1,2}[.．、](?!\d)"
)
_SPOKEN = re.compile(r"[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十][，,、是]")
# Up to the first mark outside quotation marks and brackets.
_FIRST_MARK = re.compile(r"(?:“[^”]*”|（[^）]*）|[^，,。；;：:])+")


@dataclass(frozen=True, slots=True)
class Roster:
    """A list below a line that names it.

    Attributes:
        above: what names it, folded: the line right above, a table's caption with the label of the column.
        members: its members, in order.
    """

    above: str
    members: tuple[Evidence, ...]


def members_listed(library: Library, question: Question, passages: Sequence[StoredPassage]) -> list[Evidence]:
    """Return the members of the list that a question asks for, in their order; empty where none is named as it is.

    Args:
        passages: retrieved, best first; their documents are looked through.
    """
    if not patterns.LIST.search(fold(question.text)):
        return []
    wanted = set(bigrams(_ASKING_NOUN.sub(" ", question.focus)))
    if len(wanted) < 2:
        return []
    count, noun = asked_count(question), counted_noun(question)
    best: tuple[float, Roster] | None = None
    for doc in list(dict.fromkeys(passage.doc for passage in passages))[:MOST_DOCUMENTS]:
        stored = library.passages_of(doc)
        title = set(bigrams(stored[0].title)) if stored else set()
        for roster in _rosters(library, stored):
            above = wanted.intersection(bigrams(roster.above))
            covered = len(above | (wanted & title)) / len(wanted)
            share = len(above) / len(wanted)
            counted = count == len(roster.members) and noun is not None and noun in roster.above
            if covered < LEAST_COVERED or share < (LEAST_COUNTED if counted else LEAST_ABOVE):
                continue
            if not is_of_year(question, roster.members[0].passage, roster.above) or (
                count is not None and count != len(roster.members)
            ):
                continue
            if best is None or covered + share > best[0]:
                best = (covered + share, roster)
    return list(best[1].members) if best else []


def as_lines(question: Question, lines: list[AnswerLine]) -> list[AnswerLine]:
    """Return the first of `lines`, one for each member, and a note of how many there are where they are too many."""
    if len(lines) <= MOST_MEMBERS:
        return lines
    note = written_in(f"（共{len(lines)}项，这里列出前{MOST_MEMBERS}项，其余见原文。）", question.script)
    return [*lines[:MOST_MEMBERS], AnswerLine((Piece(note),), "note")]


def is_of_year(question: Question, passage: StoredPassage, above: str = "") -> bool:
    """Return whether a list in a passage, below a line, is of the year asked about, if one is."""
    if question.report_year is not None and not question.years:
        return (passage.date or "").startswith(str(question.report_year))
    return not question.years or any(
        str(year) in above + passage.title
        or year_agreement(question, passage, year) >= LEAST_AGREEMENT
        or (passage.date or "").startswith(str(year))
        for year in question.years
    )


def _rosters(library: Library, stored: Sequence[StoredPassage]) -> Iterator[Roster]:
    """Yield the lists of a document."""
    if not stored:
        return
    lines = _lines(stored)
    yield from _below_lines(lines)
    yield from _in_numbered_rows(lines)
    for table in library.tables([stored[0].doc]).get(stored[0].doc, ()):
        yield from _in_columns(stored, table)


@dataclass(frozen=True, slots=True)
class _Line:
    passage: StoredPassage
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.passage, self.start, self.end)


def _lines(stored: Sequence[StoredPassage]) -> list[_Line]:
    found = []
    for passage in stored:
        at = 0
        for line in passage.text.split("\n"):
            bare = line.strip()
            if bare:
                start = at + len(line) - len(line.lstrip())
                found.append(_Line(passage, start, start + len(bare)))
            at += len(line) + 1
    return found


def _below_lines(lines: list[_Line]) -> Iterator[Roster]:
    """Yield the lists of which each member is a line, or all stand in one line, below a line that names them."""
    i = 1
    while i < len(lines):
        if members := _members_from(lines, i):
            yield from _roster(lines, i, members)
            i += len(members)
            continue
        if names := _names_in(lines[i]) or _marked_from(lines, i):
            yield from _roster(lines, i, names)
        i += 1


def _in_numbered_rows(lines: list[_Line]) -> Iterator[Roster]:
    """Yield the lists whose members stand in rows of a number and a name, which are no table of figures, below what names
    them: 1 | 某水厂工程."""
    i = 0
    for are_rows, run in groupby(lines, key=lambda line: _ROW.match(line.text) is not None):
        rows = list(run)
        if are_rows and len(rows) >= LEAST_ROWS:
            above = [line.text for line in lines[max(0, i - HEAD_LINES) : i]]
            title = fold(" ".join([rows[0].passage.title, *above]))
            yield Roster(title, tuple(_without(_ROW_NUMBER, row).evidence for row in rows))
        i += len(rows)


def _roster(lines: list[_Line], i: int, members: list[_Line]) -> Iterator[Roster]:
    above = fold(_named_above(lines, i))
    if not above:
        return
    yield Roster(above, tuple(m.evidence for m in members))
    # 组长：甲 / 副组长：乙 / 丙: a label of the members from there on.
    labels = [_LABELLED.match(m.text) for m in members]
    starts = [k for k, label in enumerate(labels) if label]
    for k, stop in zip(starts, [*starts, len(members)][1:], strict=True):
        label = labels[k]
        if label is not None:
            yield Roster(f"{above} {fold(label[1])}", tuple(m.evidence for m in members[k:stop]))


def _named_above(lines: list[_Line], i: int) -> str:
    """Return the last sentence of the line before lines[i] that names a list; the brackets of a count are passed over."""
    k = i - 1
    while k >= 0 and re.match(r"[（(]共|单位[:：]", lines[k].text):
        k -= 1
    if k < 0:
        return ""
    text = lines[k].text
    last = re.split(r"[。！？!?；;]", text.rstrip("。；;"))[-1]
    return last if len(last) <= LONGEST_HEAD else ""


def _members_from(lines: list[_Line], i: int) -> list[_Line]:
    """Return the lines from lines[i] on that are members of one list: all numbered, or all short."""
    numbered = _NUMBER.match(lines[i].text) is not None
    found: list[_Line] = []
    for line in lines[i:]:
        text = line.text
        number = _NUMBER.match(text)
        if numbered != (number is not None) or _HEADING.match(text) or _NO_MEMBER.search(text):
            break
        if len(text) > LONGEST_MEMBER:
            break
        found.append(line)
    return [_without(_NUMBER, line) for line in found] if len(found) >= 2 else []


def _names_in(line: _Line) -> list[_Line]:
    """Return the names that a line consists of."""
    text = line.text.rstrip("。")
    if _NAMES.fullmatch(text) is None or _HEADING.match(text):
        return []
    return [
        _Line(line.passage, line.start + m.start(), line.start + m.end())
        for m in re.finditer(r"[^、]+", text)
    ]


def _marked_from(lines: list[_Line], i: int) -> list[_Line]:
    """Return what marks number at the opening of lines[i] and those after it, below a line that ends in a colon, each up to
    its first mark."""
    if not lines[i - 1].text.endswith(("：", ":")):
        return []
    found = []
    for line in lines[i:]:
        if not _MARKED.match(line.text):
            break
        end = _FIRST_MARK.match(line.text)
        member = _Line(line.passage, line.start, line.start + end.end() if end else line.end)
        found.append(_without(_SPOKEN, member))
    return found if len(found) >= 2 else []


def _without(mark: re.Pattern[str], line: _Line) -> _Line:
    """Return a line without the mark that it opens with."""
    m = mark.match(line.text)
    return _Line(line.passage, line.start + m.end(), line.end) if m else line


def _in_columns(stored: Sequence[StoredPassage], table: Table) -> Iterator[Roster]:
    """Yield the column of names of a table."""
    for column, label in enumerate(table.labels):
        name = "".join(label)
        if not _NAME_COLUMN.search(fold(name)):
            continue
        cells = [c for row in table.rows if not row.is_total for c in row.cells if c.column == column]
        members = [e for cell in cells if (e := _placed(stored, cell.start, cell.end)) is not None]
        if len(members) >= 2:
            yield Roster(fold(f"{table.caption} {name}"), tuple(members))


def _placed(stored: Sequence[StoredPassage], start: int, end: int) -> Evidence | None:
    """Return text[start:end] of a document as evidence; None where no passage holds all of it."""
    passage = next((p for p in stored if p.start <= start and end <= p.end), None)
    return Evidence(passage, start - passage.start, end - passage.start) if passage else None
