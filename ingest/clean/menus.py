"""Find the menu above the text of a page that was copied as a whole: many short lines, then a title and its fields."""

from __future__ import annotations

import re

from ingest.chinese.script import fold
from ingest.clean.header_fields import read_fields
from ingest.clean.lines import Line

# A page's menus take up some hundred lines at most; fewer than these lines may be the text's own.
_FARTHEST, _FEWEST = 500, 8
_ITEM, _SENTENCE, _SHARE_OF_ITEMS = 16, 40, 0.7
# Between a title and its fields there may be a path, a counter or two.
_TITLE, _BETWEEN, _LEAST = 10, 8, 3
_HAN = re.compile(r"[\u3400-\u9fff]")
_BETWEEN_ITEMS = re.compile(r"\s{2,}|[\t|｜]")


def menu_length(lines: list[Line]) -> int:
    """Return how many lines at the top are a menu; 0 where there is none.

    It ends before the title: the lines above the first fields of a page (来源：… 时间：…), if there is no sentence
    above these, nearly all lines are as short as items, and sentences follow.
    """
    texts = [line.text.strip() for line in lines[:_FARTHEST]]
    for at, text in enumerate(texts):
        if lines[at].row is not None or _is_sentence(text):
            return 0
        if at >= _FEWEST and _has_fields(text):
            return _end_of_menu(texts, at)
    return 0


def _end_of_menu(texts: list[str], fields: int) -> int:
    """Return where the menu above the fields ends, 0 where what stands there is none, or no text follows."""
    above = [text for text in texts[:fields] if text]
    items = sum(_is_item(text) for text in above)
    if len(above) < _FEWEST or items < _SHARE_OF_ITEMS * len(above):
        return 0
    if not any(_is_sentence(text) for text in texts[fields + 1 :]):
        return 0
    near = [at for at in range(fields) if texts[at]][-_BETWEEN:]
    title = next((at for at in reversed(near) if _may_be_title(texts[at])), None)
    if title is None:
        return near[-_LEAST]
    broken = title > 0 and not _is_item(texts[title - 1])
    return title - broken


def _may_be_title(text: str) -> bool:
    """Return whether a line is as long as titles are, and neither a path nor a day or number."""
    return len(text) >= _TITLE and ">" not in fold(text) and len(_HAN.findall(text)) >= _TITLE // 2


def _has_fields(text: str) -> bool:
    fields = read_fields(text)
    return fields is not None and any(name for name, _ in fields)


def _is_item(text: str) -> bool:
    """Return whether a line is an item of a menu, or several between blanks or bars."""
    return max(map(len, _BETWEEN_ITEMS.split(text))) <= _ITEM


def _is_sentence(text: str) -> bool:
    """Return whether a line is of the text itself, not of the page: a notice on browsers is not."""
    return len(text) >= _SENTENCE and bool(re.search("[。；]|,.*,", fold(text))) and "浏览器" not in text
