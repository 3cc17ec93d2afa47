"""The opening of a document: its title lines, the meeting and office they name, and where the body starts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.schema import CleanText

_WORDS = WordTable("ingest.describe", "title_block")
_GREETING = _WORDS.words("greeting")
_OFFICE = _WORDS.words(
    "office",
    frame=r"(?:^|[^\u4e00-\u9fff]|(?<=府)|(?<=[县市区旗州盟省])|本报讯|[,。]|代表)(?:人民政府)?(?:代理?|副)?(?:{words})"
    r"\s*(?P<name>[\u4e00-\u9fff]{2,4}?)(?=$|[\s,。()]|在|代表|各位|同志|主持|指出|强调|作)",
)
_PAPER = _WORDS.words("paper", frame="(?:{words})$")
_MEETING = re.compile(
    r"在(?P<who>[^，。；：\n]{2,30}?)(?:第?[一二三四五六七八九十百\d]{1,4}届)[^，。；：\n]{0,6}(?:人民代表"
    r"大会|人大|政协|委员会|全委)"
    r"|在(?P<where>[^，。；：\n]{2,24}?(?:[县市区旗州盟]))[^，。；：\n]{2,24}?(?:会议上|大会上|会上|动员会"
    r"|座谈会)"
)
_NAME_LINE = re.compile(r"[\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff] [\u4e00-\u9fff]{1,2}")
_NAME_STOP = re.compile(r".*[县市区省府会目录告文章]$|正文|摘要|目录")
_SENTENCE = re.compile(r"[。！？；]")
# What a site appends to the title of each of its pages.
_SITE = re.compile(
    r"(?:\s*[-_|—–·]+\s*[^-_|—–]{2,24})*?\s*[-_|—–]+\s*[^-_|—–]{0,24}(?:网|网站|门户|政府|融媒|日报|频道"
    r"|首页)$"
)
_LONGEST_TITLE, _HEAD_LINES = 90, 16
_SUBTITLE = re.compile(r"(?:——|—|――|--|－－|－)")
_IN_PARENTHESES = re.compile(r"[（(].*[）)]")
_DATE_LINE = re.compile(
    r"[（(]?\s*(?:(?:19|20)\d\d|[二一][〇○零九].{2})年\d{0,2}[一二三四五六七八九十]{0,2}月.{0,4}日?\s*[）)]"
    r"?"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening of a document, in the document's own script.

    Attributes:
        title: the title in the text (its lines put together), or None where the text begins at once.
        given_title: the title from the header fields or the file itself.
        head: the lines before the body, joined without breaks, so that a broken line reads as one.
        body: the text from the first line of the body on.
        meeting: the body that a report was given to, as the head or the first lines name it.
        speaker: who speaks, by the office that stands before the name.
    """

    title: str | None
    given_title: str | None
    head: str
    body: str
    meeting: str | None
    speaker: str | None


def read_opening(clean: CleanText, declared: str | None) -> Opening:
    """Return the opening of `clean`; `declared` is the title that the file itself gives."""
    lines = [line for line in clean.text.split("\n") if line.strip()]
    count = _head_length(lines, clean.header.get("标题"))
    head_lines = lines[:count]
    body = "\n".join(lines[count:])
    given = clean.header.get("标题") or (_SITE.sub("", declared.strip()) if declared else None) or None
    head = "".join(head_lines)
    meeting = next((found for text in (head, given, body[:300]) if text and (found := _meeting(text))), None)
    return Opening(_title(head_lines), given, head, body, meeting, _speaker(head_lines, clean, body))


def _head_length(lines: list[str], title: str | None) -> int:
    """Return the number of lines before the body: short ones, up to the greeting, a heading or a sentence.

    A first line that the page declares as its `title` is not the body, even if it ends like a sentence.
    """
    for at, line in enumerate(lines[:_HEAD_LINES]):
        if line == title and at == 0:
            continue
        folded = fold(line)
        if _GREETING.match(folded) or re.match(r"[一二三四五六七八九十]、|\(一\)|(?:目\s*录)$", folded):
            return at
        if (
            len(line) > _LONGEST_TITLE
            or _SENTENCE.search(line)
            or (len(line) > 45 and re.search("[，,]", line))
        ):
            return at
        if (
            at
            and re.search(r"(?:回顾|工作|目标|成就)$", folded)
            and re.search(r"\d{4}年|过去|时期", folded)
            and "报告" not in folded
        ):
            return at
    return min(len(lines), _HEAD_LINES) if len(lines) > _HEAD_LINES else 0


def _meeting(text: str) -> str | None:
    match = _MEETING.search(fold(text))
    if match is None:
        return None
    return match["who"] or match["where"]


def _title(head: list[str]) -> str | None:
    """Return the title's lines: the first ones that are no date, office or name, with a subtitle after a dash."""
    parts: list[str] = []
    for line in head:
        text = line.strip()
        folded = fold(text)
        if _DATE_LINE.fullmatch(folded) or _OFFICE.search(folded):
            break
        if parts and _same(parts, text):
            # A site prints the title again above the text.
            continue
        subtitle = bool(_SUBTITLE.match(text))
        if not parts and subtitle:
            return None
        if parts and not subtitle and not _goes_on(parts[-1], text):
            break
        parts.append(text)
        if len(parts) == 4:
            break
    if not parts or (_MEETING.search(fold(parts[0])) and "报告" not in parts[0]):
        return None
    joined = parts[0]
    for part in parts[1:]:
        attached = _SUBTITLE.match(part) or _IN_PARENTHESES.fullmatch(part)
        joined += part if attached else " " + part
    joined = re.sub(r"(?<=\S)(?:—|――|－－|--)(?=[^—])", "——", joined.replace("——", "—"))
    return joined.lstrip("# ").strip() or None


def _same(parts: list[str], text: str) -> bool:
    bare = re.sub(r"\s", "", fold(text))
    return len(bare) >= 4 and bare in re.sub(r"\s", "", fold("".join(parts)))


def _goes_on(before: str, text: str) -> bool:
    """Return whether a title line without a dash continues the one before it."""
    if re.search(r"号$|[：:]$", text):
        return False
    if _IN_PARENTHESES.fullmatch(text):
        return not re.search(r"\d{4}年|会议上", fold(text))
    if _NAME_LINE.fullmatch(text) or _MEETING.search(fold(text)) or re.search(r"\d{4}年\d", fold(text)):
        return False
    return not _PAPER.search(fold(before))


def _speaker(head: list[str], clean: CleanText, body: str) -> str | None:
    """Return the speaker's name, from the head's office line, the header, or the lead of the body."""
    for line in head:
        match = _OFFICE.search(fold(line))
        if match:
            return _tidy_name(line[match.start("name") : match.end("name")])
    reporter = clean.header.get("报告人")
    if reporter:
        match = _OFFICE.search(fold(reporter))
        return _tidy_name(reporter[match.start("name") : match.end("name")] if match else reporter)
    for line in head:
        if _NAME_LINE.fullmatch(line.strip()) and not _NAME_STOP.match(fold(line.strip())):
            return _tidy_name(line)
    lead = body[:200]
    match = _OFFICE.search(fold(lead))
    if match and re.search(r"(?:作|做)?(?:政府)?工作报告|报告工作", fold(lead)):
        return _tidy_name(lead[match.start("name") : match.end("name")])
    return None


def _tidy_name(name: str) -> str | None:
    bare = re.sub(r"\s", "", name)
    return bare or None
