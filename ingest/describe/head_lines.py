"""The lines at the head of a document: which role each plays, so that a title is told from what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from ingest.chinese.dates import find_dates
from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable

Role = Literal[
    "furniture", "contents", "number", "letterhead", "issuer", "date", "session", "subtitle", "office", "name",
    "greeting", "addressee", "heading", "sentence", "title",
]  # fmt: skip

_WORDS = WordTable("ingest.describe", "head_lines")
_GAP = re.compile(r"[\s|·•_/\\,;:()\[\]【】<>《》«»\-]+")
_CONTROL = _WORDS.words("control")
_CRUMBS = _WORDS.words("crumbs")
_NOTE = _WORDS.words("note")
_BODY_OF_STATE = _WORDS.words("issuer", frame=r"^[^,。:;()《》]{1,40}?(?:{words})(?:\(?(?:代章|印)\)?)?$")
_LETTERHEAD = _WORDS.words("letterhead", frame=r"^[^,。:()《》]{1,40}(?:{words})$")
_CONGRESS_PAPER = _WORDS.words("congress_paper", frame=r"^(?:{words})$")
_GREETING = _WORDS.words("greeting")
OFFICE = _WORDS.words(
    "office",
    frame=r"(?:^|[^\u4e00-\u9fff]|(?<=府)|(?<=[县市区旗州盟省局])|本报讯|[,。]|代表)(?:人民政府)?(?:代理?|副)?(?:{words})"
    r"\s*(?P<name>[\u4e00-\u9fff]{2,4}?)(?=$|[\s,。()]|在|代表|各位|同志|主持|指出|强调|作)",
)
# "县长施政报告" is what an official gave, not his name.
_TALK = re.compile(r"(?:报告|讲话|发言|致辞|汇报|总结)(?:\(.{1,8}\))?$")
_ADDRESSEE = re.compile(r"[^。]*(?:政府|部门|单位|机构|企业|[局办委所校会厅])[^。]{0,12}:")
_NUMBER = re.compile(
    r"[^\d\s,。]{0,14}\s*[〔\[(【<]?\s*(?:19|20)\d\d\s*[〕\])】>]\s*(?:第\s*)?\d+\s*号|\(?第\s*\d+\s*号\)?|(?:19|20)\d\d年第\d+[期号]"
)
_HEADING = re.compile(
    r"[一二三四五六七八九十壹贰叁]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,3}(?:部分|[章节篇编条])|\d{1,2}[.、](?!\d)"
)
_PERIOD_HEADING = re.compile(r"(?=.*(?:\d{4}年|过去|时期))(?!.*报告).*(?:回顾|工作|目标|成就)")
_CONTENTS = re.compile(r"目\s*[录次](?:contents)?")
_ENTRY = re.compile(r"[.…·\s]*(?:\(?\d+\)?)?\s*$")
_LEADERS = re.compile(r"\.{4,}|…{2,}|·{4,}")
_DASH = re.compile(r"\s*(?:—|―|--|－|–)")
_BRACKETED = re.compile(r"[(\[（【].*[)\]）】]")
_SESSION = re.compile(r"会议?(?:第.次(?:全体)?会议)?(?:上|通过|批准|审议|召开)|所作|大会上|通过\)?$")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff]\s+[\u4e00-\u9fff]{1,2}")
_NO_NAME = re.compile(r".*[县市区省府会目录告文章案表]$|正文|摘要")
_LEAD = re.compile(r"(?:本报|本网|.{2,10}(?:网|报|台|社))[^,。]{0,14}(?:讯|电)\s*[(:]|.{0,6}本报讯")
_SOURCE = re.compile(
    r"[^,。:()\d]{2,14}\s*\(?\s*(?P<day>(?:19|20)\d\d[^()]{6,20}?)(?:\d{1,2}:\d\d(?::\d\d)?)\s*\)?"
)
# Rows of a table, and what only carries an address or the number that a collection gives: 【引证码】 X.12.345.
_ROW = re.compile(r"\s\|\s(?!.{2,24}(?:网|网站|门户|政府|频道|在线)$)")
_ADDRESS = re.compile(
    r"(?:[^:]{0,12}[:】])?\s*(?:https?://|www\.)\S+|[\w.\-]+\.(?:jpe?g|png|gif|bmp|webp)|[【\[][^】\]]{2,12}[】\]]\s*[\w.\-/ ]+",
    re.A,
)
_DAY_AND_SOURCE = re.compile(
    r"(?P<day>(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?)\s*[^\d,。]{2,14}(?:[社网报台]|日报|发布|在线|频道|政府)"
)
_TITLE_OF_TABLE = re.compile(r"^[^:]{8,60}(?:表|公报|报告)$")
_MENU_ITEM, _TOLD_TWICE = 6, 10
_LONGEST_TITLE, _LONG_CLAUSE, _SURELY_TEXT = 90, 45, 160
# Contents of a county's report fill three pages at most.
_CONTENTS_LINES = 150


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line, the role that it plays where it stands, and its index among the lines of the text."""

    text: str
    role: Role
    at: int = 0


def head_lines(lines: list[str], count: int) -> list[HeadLine]:
    """Return the first lines with their roles, a table of contents among them left out.

    Args:
        lines: of the text, none of them blank.
        count: how many to return at most; behind the second sentence none is of a head.
    """
    found: list[HeadLine] = []
    at = sentences = 0
    while at < len(lines) and len(found) < count and sentences < 2:
        text = _title_of_row(lines[at].strip())
        line = HeadLine(text, role_of(text), at)
        if line.role == "contents":
            at = _contents_end(lines, at)
            continue
        if at == 0 and line.role == "sentence" and _sums_up(lines):
            line = replace(line, role="furniture")
        found.append(line)
        sentences += line.role == "sentence"
        at += 1
    return found


def _sums_up(lines: list[str]) -> bool:
    """Return whether the first line is a page's summary of itself: it begins with the whole of the next one, and goes on."""
    first, second = (re.sub(r"\W", "", line) for line in (*lines[:2], "", "")[:2])
    return len(second) >= _TOLD_TWICE and len(first) > len(second) and first.startswith(second)


def _title_of_row(line: str) -> str:
    """Return the first cell of a row of a table where that is the table's title; else the line as it is."""
    first, mark, _ = line.partition(" | ")
    return first if mark and _TITLE_OF_TABLE.search(fold(first)) else line


def role_of(line: str) -> Role:
    """Return the role that a line plays by its form alone; whatever has none of its own may be a title."""
    text = line.strip().lstrip("# ")
    if len(text) > _SURELY_TEXT:
        return "greeting" if _GREETING.match(fold(text[:_LONG_CLAUSE])) else "sentence"
    folded = fold(text)
    if _CONTENTS.fullmatch(folded.lower()):
        return "contents"
    if _is_furniture(folded):
        return "furniture"
    if _NUMBER.fullmatch(folded):
        return "number"
    if _GREETING.match(folded):
        return "greeting"
    return _role_in_block(text, folded)


def _role_in_block(text: str, folded: str) -> Role:
    """Return the role of a line that is no furniture and no greeting."""
    if is_date_line(folded) or _is_source_line(folded):
        return "date"
    if not re.search(r"[^\W\d_]", folded) and not folded.isdigit():
        return "furniture"
    if (
        len(folded) < 80
        and _SESSION.search(folded)
        and find_dates(folded)
        and (_DASH.match(text) or _starts_dated(folded))
    ):
        return "session"
    if _DASH.match(text) or (is_bracketed(text) and len(text) < 40):
        return "subtitle"
    if _HEADING.match(folded) or (_PERIOD_HEADING.fullmatch(folded) and len(folded) < 30):
        return "heading"
    if _ADDRESSEE.fullmatch(folded):
        return "addressee"
    if _is_sentence(text, folded):
        return "sentence"
    if _LETTERHEAD.fullmatch(folded) or _CONGRESS_PAPER.fullmatch(re.sub(r"\s", "", folded)):
        return "letterhead"
    if _BODY_OF_STATE.fullmatch(folded) and "关于" not in folded:
        return "issuer"
    if len(folded) < 34 and OFFICE.search(folded) and not _TALK.search(folded):
        return "office"
    if _NAME.fullmatch(folded) and not _NO_NAME.match(folded):
        return "name"
    return "title"


def is_date_line(folded: str) -> bool:
    """Return whether a line is a date and nothing else but brackets, a clock time or a state of the text."""
    if len(folded) > 36:
        return False
    mentions = find_dates(folded)
    if not mentions:
        return False
    rest = folded[: mentions[0].start] + folded[mentions[-1].end :]
    rest = re.sub(r"\d{1,2}\s*[:时]\s*\d{2}(?:[:分]\s*\d{0,2})?|星期.|[上下]午|度|更新|修订", "", rest)
    return not re.search(r"\w", rest)


def _is_source_line(folded: str) -> bool:
    """Return whether a line names a publisher and the day on which it published the text: first, or in brackets or with
    the time."""
    match = _SOURCE.fullmatch(folded) or _DAY_AND_SOURCE.fullmatch(folded)
    return match is not None and bool(find_dates(match["day"]))


def _is_furniture(folded: str) -> bool:
    if not re.search(r"\w", folded) or _ROW.search(folded) or _ADDRESS.fullmatch(folded):
        return True
    if _is_of_controls(folded) or _CRUMBS.match(folded) or _NOTE.search(folded):
        return True
    items = re.split(r"\s*[|>»]\s*|\s+", folded)
    return len(items) >= 4 and max(map(len, items)) <= _MENU_ITEM and not re.search(r"\d", folded)


def _is_of_controls(folded: str) -> bool:
    """Return whether a line consists of controls and menu items, between blanks, bars and brackets."""
    items = [item for item in _GAP.split(folded) if item]
    return all(_CONTROL.fullmatch(item) for item in items)


def _starts_dated(folded: str) -> bool:
    return bool(re.match(r"\(?\s*(?:19|20|二)", folded))


def _is_sentence(text: str, folded: str) -> bool:
    """Return whether a line is of the body: it ends a sentence within itself, is long, or opens a news item."""
    if _LEAD.match(folded) or len(text) > _LONGEST_TITLE:
        return True
    if re.search(r"[。；]", text) or re.search(r"[！？](?!$|[”’）)])", text):
        return True
    return (len(text) > _LONG_CLAUSE and bool(re.search("[，,]", text))) or bool(
        re.search(r",.*,.*,", folded)
    )


def _contents_end(lines: list[str], at: int) -> int:
    """Return the index of the first line behind the table of contents whose heading is at `at`.

    It ends where its first entry comes again, or else behind the last entry with leaders.
    """
    entries = [_ENTRY.sub("", fold(line).strip()) for line in lines[at : at + _CONTENTS_LINES]]
    for first in entries[1:3]:
        again = next(
            (n for n in range(2, len(entries)) if entries[n] == first and entries.index(first) < n), None
        )
        if first and again is not None:
            return at + again
    end = at + 1
    while end < len(lines) and _LEADERS.search(lines[end]):
        end += 1
    return end


def is_bracketed(text: str) -> bool:
    """Return whether a line stands in brackets as a whole."""
    return bool(_BRACKETED.fullmatch(text.strip()))
