"""Remove what a web page puts around a text: header fields, counters, a repeated summary, link lists, footers."""

from __future__ import annotations

import re
from functools import cache

from ingest.chinese.script import fold
from ingest.chinese.word_table import WordTable
from ingest.clean.front_matter import without_front_matter
from ingest.clean.header_fields import COUNT, is_index_value, label, labels, read_cells, read_fields
from ingest.clean.lines import Line, without
from ingest.clean.menus import menu_length

_WORDS = WordTable("ingest.clean", "boilerplate")
_SUMMARY = _WORDS.words("summary", frame=r"(?:{words})\s*[:：]\s*(.*)")
_DISCLAIMER = _WORDS.words("disclaimer")
_GREETING = _WORDS.words("greeting")
_CRUMBS = _WORDS.words("crumbs")
_AFTER = _WORDS.words("after")
REST_ELSEWHERE = _WORDS.words("rest_elsewhere")
UNFOLDS = _WORDS.words("unfolds")
# Parted by blanks, bars, dots, commas or brackets, or by nothing.
_CONTROLS = _WORDS.words(
    "control", frame=r"[\s|/·•,、:()\[\]【】<>»-]*(?:(?:{words})[\s|/·•,、:()\[\]【】<>»-]*)+"
)
_BODY_MARK = re.compile(r"正文\s*[:：]?")
_LINK_LIST = re.compile(r"[^。！？；：:，\d]{2,24}")
_PROMOTION = re.compile(
    r"(?:(?<=[。！？…])\s*+|(?<=\s))(?:详见官网|(?:更多|全文)(?:内容|信息)?(?:请|详见|见)|(?:数据|资料|本文)?来(?:源于"
    r"|自))[:：]?\s*"
    r"(?:[A-Za-z0-9./:_-]{6,60}|[^，。；\s]{2,12}(?:网|网站|平台|公众号))\s*$"
)
_SQUEEZED = re.compile(r"[\s?？.…—－\-―&a-z;]+")
_HEAD_LINES, _DISCLAIMER_LENGTH, _CONTROLS_LENGTH, _VALUE_BELOW = 60, 160, 60, 24
_BULLETS = " ▪•·●■|>-"
_WORD = re.compile(r"[^\W\d_]")
_SECOND_HALF = re.compile(r"[—―－–(\[-]|的|.{0,10}(?:通知|意见|方案|办法|报告|决定)$")
# Labels below a text to which a page that has no such files sets nothing.
_NOTHING_ATTACHED = re.compile(r"(?:相关)?附件\s*[:：]|\s*|无标题文档")


def unframe(lines: list[Line], *, framed: bool = False) -> tuple[list[Line], dict[str, str]]:
    """Return the text's own lines, and the fields that stood around them.

    Only known labels, repetition and runs of short lines after a word that ends a page's text are taken for
    furniture; a sentence that mentions a source or an author stays.

    Args:
        framed: the page is known to put fields round its text.
    """
    lines, fields = without_front_matter(lines)
    lines = without(lines, range(menu_length(lines)))
    head = _Head(lines, framed or bool(fields))
    head.header |= fields
    head.read()
    lines = without(lines, head.dropped)
    return _without_tail(lines, head.header), head.header


class _Head:
    """Reads the head of a page line by line, up to the body."""

    def __init__(self, lines: list[Line], framed: bool) -> None:
        self.texts = [line.text.strip() for line in lines]
        self._rows = {at for at, line in enumerate(lines) if line.row is not None}
        self.header: dict[str, str] = {}
        self.dropped: set[int] = set()
        self._kept: list[int] = []
        self._framed = framed

    def read(self) -> None:
        """Note the fields in `header` and the lines that are furniture in `dropped`."""
        at = 0
        while at < min(len(self.texts), _HEAD_LINES):
            text = self.texts[at]
            if _GREETING.match(fold(text)):
                break
            taken = self._take(at, text) if text else 1
            if taken == 0 and at in self._rows and self._note_cells(text):
                pass
            elif taken == 0:
                if len(text) > 50 and re.search("[，。,；]", text):
                    break
                self._kept.append(at)
            elif text:
                self.dropped.update(range(at, at + taken))
                if _BODY_MARK.fullmatch(text):
                    break
            at += max(taken, 1)
        if self._framed:
            self._drop_crumbs()

    def _take(self, at: int, text: str) -> int:
        """Return how many lines from `at` on are boilerplate."""
        folded = fold(text)
        if self._framed and (_BODY_MARK.fullmatch(text) or _is_disclaimer(folded)):
            return 1
        summary = _SUMMARY.fullmatch(folded)
        if summary:
            return self._summary(at, text[summary.start(1) :])
        fields = read_fields(text, boxed=self._framed)
        if fields is None:
            return int(is_control(folded))
        self._framed = True
        for name, value in fields:
            if name and value and fold(value) not in ("未知", "无", "不详"):
                self.header.setdefault(name, value)
        if "标题" not in self.header and (title := self._title()):
            self.header["标题"] = title
        name, value = fields[-1]
        return 1 if value else 1 + self._value_below(name, at + 1)

    def _value_below(self, name: str | None, at: int) -> int:
        """Return how many lines from `at` on are the value that its label's line lacks: none or one, with a blank before."""
        blank = at + 1 < len(self.texts) and not self.texts[at]
        at += blank
        value = self.texts[at] if at < len(self.texts) else ""
        counted = bool(value) and bool(COUNT.fullmatch(value) or is_index_value(fold(value)))
        if not counted and (not name or not 0 < len(value) <= _VALUE_BELOW or re.search("[，。：:]", value)):
            return 0
        if name in ("时间", "发文时间") and not re.search(r"\d", value):
            return 0
        if blank and not (counted or self._label_follows(at)):
            # Below a blank a value stands among labels, or it is the title or the text.
            return 0
        if name:
            self.header.setdefault(name, value)
        return 1 + blank

    def _label_follows(self, at: int) -> bool:
        below = next((text for text in self.texts[at + 1 : at + 3] if text), "")
        return read_fields(below, boxed=True) is not None

    def _summary(self, at: int, inline: str) -> int:
        """Return how many lines a summary takes up, its label included; a lead that is not repeated is text."""
        if inline:
            return 1 if _is_disclaimer(fold(inline)) or self._repeats(inline, at + 1) else 0
        below = next((n for n in range(at + 1, min(at + 4, len(self.texts))) if self.texts[n]), None)
        if below is not None and self._repeats(self.texts[below], below + 1):
            return below + 1 - at
        return 1

    def _repeats(self, summary: str, after: int) -> bool:
        """Return whether `summary` repeats, perhaps cut off, how the lines from `after` on begin."""
        if summary.endswith(("...", "…", "[详细]")) and len(summary) < 400 and len(self.texts) - after > 2:
            return True
        short = _SQUEEZED.sub("", summary)[:40]
        opening = _SQUEEZED.sub("", "".join(self.texts[after : after + 8]))[: len(summary) * 2]
        return len(short) >= 12 and short in opening

    def _note_cells(self, text: str) -> bool:
        """Note the fields of a row of a table, which stays where it is; return whether there are any."""
        fields = read_cells(text)
        for name, value in fields:
            self.header.setdefault(name or "", value)
        return bool(fields)

    def _title(self) -> str:
        """Return the line above the fields, with the one before it where it can be no more than its second half."""
        above = [
            self.texts[at]
            for at in self._kept[-3:]
            if not self._is_crumb(at) and _WORD.search(self.texts[at])
        ]
        if not above:
            return ""
        return " ".join(above[-2:]) if _SECOND_HALF.match(fold(above[-1])) else above[-1]

    def _is_crumb(self, at: int) -> bool:
        """Return whether a kept line is the path to the page, or a section's name that the title repeats."""
        text = self.texts[at]
        if _CRUMBS.match(fold(text)):
            return True
        below = next((self.texts[later] for later in self._kept if later > at), "")
        return len(text) <= 8 and text in below and text != below

    def _drop_crumbs(self) -> None:
        self.dropped.update([at for at in self._kept if self._is_crumb(at)])


@cache
def _attribution() -> re.Pattern[str]:
    """Return what finds a line that only names who wrote the text or took the pictures."""
    return re.compile(
        rf"[（(【\[]?\s*(?P<label>{label()}|摄影|图|文)\s*[:：]\s*(?P<value>[^。！？；]{{1,40}}?)\s*[）)】\]]?"
    )


def is_control(folded: str) -> bool:
    """Return whether a line holds nothing but buttons and switches of a page. A single character says too little."""
    return 1 < len(folded) <= _CONTROLS_LENGTH and bool(_CONTROLS.fullmatch(folded))


def _is_disclaimer(folded: str) -> bool:
    return len(folded) < _DISCLAIMER_LENGTH and bool(_DISCLAIMER.search(folded))


def _is_body(text: str) -> bool:
    """Return whether `text` reads like a paragraph, not like a link or a footer."""
    folded = fold(text)
    if _DISCLAIMER.search(folded) or _AFTER.match(folded):
        return False
    return (len(text) >= 40 and "。" in text) or len(text) >= 120


def _without_tail(lines: list[Line], header: dict[str, str]) -> list[Line]:
    """Return `lines` without what follows the text: links, footers, attributions (these go to `header`)."""
    end = _text_end([line.text.strip() for line in lines])
    while end > 0:
        text = lines[end - 1].text.strip()
        if not (_is_disclaimer(fold(text)) or is_control(fold(text)) or _NOTHING_ATTACHED.fullmatch(text)):
            match = _attribution().fullmatch(fold(text))
            name = labels().get(match["label"]) if match else None
            if match is None or name in ("标题", "报告人", "发文单位"):
                break
            if name:
                header.setdefault(name, text[match.start("value") : match.end("value")])
        end -= 1
    kept = without(lines, range(end, len(lines)))
    if end > 0 and kept[end - 1].row is None:
        kept[end - 1] = Line(_PROMOTION.sub("", kept[end - 1].text), kept[end - 1].pages)
    return kept


def _text_end(texts: list[str]) -> int:
    """Return where the text ends: at the first word of a page's foot after which no paragraph comes."""
    end = len(texts)
    for at in range(len(texts) - 1, -1, -1):
        if _is_body(texts[at]):
            break
        if _AFTER.match(fold(texts[at]).lstrip(_BULLETS)):
            end = at
    if end == len(texts):
        return end
    at = end
    while at > 0 and _LINK_LIST.fullmatch(texts[at - 1]):
        at -= 1
    # A run of links before the foot belongs to it; a few short lines may be the text's own.
    return at if end - at >= 5 else end
