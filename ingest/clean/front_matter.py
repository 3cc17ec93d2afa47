"""Read the front matter with which archives keep a text: labelled lines, and a line that says where the text begins.

【标题】青棠大桥通车              标题: 青棠大桥通车
【日期】20210305                 发布时间: 2021-03-05
【正文】                         本地目录: 要闻/202103
                                ==== 正文 ====
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
_DAY_OF_EIGHT = re.compile(r"((?:19|20)\d\d)(0\d|1[0-2])([0-3]\d)")


def without_front_matter(lines: list[Line]) -> tuple[list[Line], dict[str, str]]:
    """Return the lines below the mark of the body, and the fields above it; all lines where there is no such mark."""
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


def _bracketed(text: str) -> list[tuple[str | None, str]]:
    """Return the fields of a line whose labels stand in brackets, one behind the other; "" names an unknown one."""
    if not _IN_BRACKETS.match(text):
        return []
    return [
        (labels().get(fold(m["label"]), ""), _DAY_OF_EIGHT.sub(r"\1-\2-\3", m["value"].strip()))
        for m in _IN_BRACKETS.finditer(text)
    ]
