"""The opening of a document: its title, the meeting and office it names, and where the body starts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.chinese.script import fold
from ingest.describe.head_lines import OFFICE, HeadLine, head_lines
from ingest.describe.title import Title, best_title, without_site
from ingest.schema import CleanText

_MEETING = re.compile(
    r"在(?P<who>[^,。;:\n]{2,30}?)(?:第?[一二三四五六七八九十百\d]{1,4}届)[^,。;:\n]{0,6}(?:人民代表"
    r"大会|人大|政协|委员会|全委)"
    r"|在(?P<where>[^,。;:\n]{2,24}?(?:[县市区旗州盟]))[^,。;:\n]{2,24}?(?:会议上|大会上|会上|动员会"
    r"|座谈会)"
)
# A printed head takes a dozen lines; an index of disclosure or a menu above it as many again.
_LINES, _HEAD_LINES = 60, 16
# A box of fields above a title has rows as well; below one, this many of them are a table of the body.
_TABLE = 3
_BODY = ("greeting", "addressee", "heading", "sentence")
_WITH_TITLE = ("session", "subtitle", "date", "office", "issuer", "name", "number")


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
        lines: the lines of the head, furniture left out.
        best: the best title of all that are at hand, None where none is worth the name.
    """

    title: str | None
    given_title: str | None
    head: str
    body: str
    meeting: str | None
    speaker: str | None
    lines: tuple[HeadLine, ...] = ()
    best: Title | None = None


def read_opening(clean: CleanText, declared: str | None) -> Opening:
    """Return the opening of `clean`; `declared` is the title that the file itself gives."""
    lines = [line for line in clean.text.split("\n") if line.strip()]
    read = head_lines(lines, _LINES)
    given = clean.header.get("标题") or (without_site(declared) if declared else None) or None
    count = _head_length(read, given)
    shown = tuple(line for line in read[:count] if line.role != "furniture")
    body = "\n".join(lines[read[count].at :]) if count < len(read) else ""
    head = "".join(line.text for line in shown)
    meeting = next((found for text in (head, given, body[:300]) if text and (found := _meeting(text))), None)
    declared_titles = [text for text in (declared, clean.header.get("标题")) if text]
    own = best_title(read[:count], (), body)
    best = best_title(read[:count], declared_titles, body) if declared_titles else own
    return Opening(
        own.text if own else None, given, head, body, meeting, _speaker(shown, clean, body), shown, best
    )


def _head_length(read: list[HeadLine], title: str | None) -> int:
    """Return the number of lines before the body: up to the greeting, a heading, a sentence or a table.

    A line that the page declares as its `title` is not the body, even if it ends like a sentence; nor is a heading
    or a caption above all titles.
    """
    titled = False
    shown = rows = 0
    for at, line in enumerate(read):
        rows = rows + 1 if " | " in line.text else 0
        if titled and rows == _TABLE:
            return at + 1 - rows
        if title is not None and not titled and fold(line.text) == fold(title):
            titled = True
            continue
        if line.role in _BODY and not (line.role == "heading" and not titled and _title_below(read, at)):
            return at
        titled = titled or line.role == "title"
        shown += line.role != "furniture"
        if shown > _HEAD_LINES:
            return at
    return _past_title(read)


def _title_below(read: list[HeadLine], at: int) -> bool:
    """Return whether a heading is that of a part which has a title of its own: "第一部分 报告", and the report's title."""
    return any(line.role == "title" for line in read[at + 1 : at + 3]) and any(
        line.role in ("session", "office", "greeting") for line in read[at + 1 : at + 7]
    )


def _past_title(read: list[HeadLine]) -> int:
    """Return where the head of a text without sentences ends: behind its title and what belongs to that."""
    first = next((at for at, line in enumerate(read) if line.role == "title"), None)
    if first is None:
        return 0
    end = first + 1
    while end < len(read) and read[end].role in _WITH_TITLE:
        end += 1
    return end


def _meeting(text: str) -> str | None:
    match = _MEETING.search(fold(text))
    if match is None:
        return None
    return match["who"] or match["where"]


def _speaker(head: Sequence[HeadLine], clean: CleanText, body: str) -> str | None:
    """Return the speaker's name, from the head's office line, the header, or the lead of the body."""
    for line in head:
        match = OFFICE.search(fold(line.text)) if line.role != "title" else None
        if match:
            return _tidy_name(line.text[match.start("name") : match.end("name")])
    reporter = clean.header.get("报告人")
    if reporter:
        match = OFFICE.search(fold(reporter))
        return _tidy_name(reporter[match.start("name") : match.end("name")] if match else reporter)
    for line in head:
        if line.role == "name":
            return _tidy_name(line.text)
    lead = body[:200]
    match = OFFICE.search(fold(lead))
    if match and re.search(r"(?:作|做)?(?:政府)?工作报告|报告工作", fold(lead)):
        return _tidy_name(lead[match.start("name") : match.end("name")])
    return None


def _tidy_name(name: str) -> str | None:
    bare = re.sub(r"\s", "", name)
    return bare or None
