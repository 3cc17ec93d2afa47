"""Read the front matter with which archives keep a text: labelled lines, and a line that says where the text begins.

【标题】青棠大桥通车              标题: 青棠大桥通车
【日期】20210305                 发布时间: 2021-03-05
【正文】                         本地目录: 要闻/202103
                                ==== 正文 ====

Collections of articles keep all of it in the line of the text: 2021-03-05 10:20，正文：原标题：青棠大桥通车    3月4日，…
"""

from __future__ import annotations

import re

from ingest.chinese.script import fold
from ingest.clean.header_fields import labels, read_fields
from ingest.clean.lines import Line, without

# Front matter takes up some dozen lines; of what stands in it at least so many are fields.
_FARTHEST, _FEWEST = 40, 2
_SENTENCE = 80
_BODY_MARK = re.compile(r"[\s=\-—_*#·【\[<]*正\s*文[\s=\-—_*#·】\]>]*(?::\s*)?")
_IN_BRACKETS = re.compile(r"[【\[](?P<label>[^【】\[\]]{1,8})[】\]]\s*(?P<value>[^【】]*)")
# What stands before the text in its own line: the day, of which a collection may have lost the beginning, and the mark.
_RUN_IN = re.compile(
    r"\s*+(?:(?P<day>\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?)|[\d年月日/.-]{0,11})[\s\d:]{0,20}[,，]?"
    r"\s*+正文:\s*"
)
# Wide blanks part the headline from the text.
_HEADLINE = re.compile(r"原标题:\s*(?P<title>\S[^。\n]{1,60}?)\s{4,}(?=\S)")
_DAY_OF_EIGHT = re.compile(r"((?:19|20)\d\d)(0\d|1[0-2])([0-3]\d)")


def without_front_matter(lines: list[Line]) -> tuple[list[Line], dict[str, str]]:
    """Return the lines below the mark of the body, and the fields above it; all lines where there is no such mark."""
    if (run_in := _run_in(lines)) is not None:
        return run_in
    fields: dict[str, str] = {}
    known = 0
    for at, line in enumerate(lines[:_FARTHEST]):
        text = line.text.strip()
        folded = fold(text)
        if line.row is not None:
            return lines, {}
        mark = _BODY_MARK.match(folded)
        if mark and (mark.end() == len(folded) or text.startswith(("【正文】", "[正文]"))):
            if known < _FEWEST:
                return lines, {}
            kept = without(lines, range(at + 1))
            rest = text[mark.end() :]
            return ([Line(rest, line.pages), *kept] if rest else kept), fields
        found = _bracketed(text) or read_fields(text) or []
        known += sum(bool(name) for name, _ in found)
        if not found and len(text) > _SENTENCE and "。" in text:
            return lines, {}
        for name, value in found:
            if name and value:
                fields.setdefault(name, value)
    return lines, {}


def _run_in(lines: list[Line]) -> tuple[list[Line], dict[str, str]] | None:
    """Return what `without_front_matter` does where fields, mark and text stand in one line; None where they do not."""
    at = next((n for n, line in enumerate(lines) if line.text.strip()), None)
    if at is None or lines[at].row is not None or (mark := _RUN_IN.match(fold(lines[at].text))) is None:
        return None
    fields = {"时间": mark["day"]} if mark["day"] else {}
    rest = lines[at].text[mark.end() :]
    if headline := _HEADLINE.match(fold(rest)):
        fields["标题"] = rest[headline.start("title") : headline.end("title")]
        rest = rest[headline.end() :]
    return [*lines[:at], Line(rest, lines[at].pages), *lines[at + 1 :]], fields


def _bracketed(text: str) -> list[tuple[str | None, str]]:
    """Return the fields of a line whose labels stand in brackets, one behind the other; "" names an unknown one."""
    if not _IN_BRACKETS.match(text):
        return []
    return [
        (labels().get(fold(m["label"]), ""), _DAY_OF_EIGHT.sub(r"\1-\2-\3", m["value"].strip()))
        for m in _IN_BRACKETS.finditer(text)
    ]
