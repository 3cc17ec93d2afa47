"""Take the marks of a forum's own language out of a post that was saved with them: [b], [align=center], [/font]."""

from __future__ import annotations

import re

# Discuz!, phpBB and their like; what stands between [img] and [/img] is an address.
_PICTURE = re.compile(
    r"\[(img|attach|attachimg|media|flash)(?:=[^\[\]\n]{0,40})?\][^\[\]\n]{0,300}\[/\1\]", re.I
)
_INLINE = r"b|i|u|s|color|size|font|backcolor|url|email|sub|sup|free|hide"
_BLOCK = r"align|center|left|right|p|quote|code|list|table|tr|td|indent|float|hr"
_CLOSING = re.compile(rf"\[/(?:{_INLINE}|{_BLOCK})\]", re.I)
_BLOCK_END = re.compile(rf"\[/(?:{_BLOCK})\]|\[hr\]", re.I)
_MARK = re.compile(rf"\[/?(?:{_INLINE}|{_BLOCK}|\*)(?:=[^\[\]\n]{{0,60}})?\]", re.I)


def without_forum_marks(text: str) -> str:
    """Return `text` without a forum's marks, a line for each paragraph; text without a closing mark is left alone."""
    if "[/" not in text or not _CLOSING.search(text):
        return text
    return _MARK.sub("", _BLOCK_END.sub("\n", _PICTURE.sub("", text)))
