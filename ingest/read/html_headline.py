"""The headline of an article: what stands above it on the page is the site's, unless it gives date, source or number."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.schema import Block

INFO_LINE = re.compile(
    r"(?:时间|時間|日期|来源|來源|作者|发布|發布|发文|發文|信息|编辑|編輯|责编|供稿|索引号|文号|字号)\s*[：:]"
    r"|\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}"
)
# Above the headline: the day on which somebody looks at the page, and the days of other articles.
_TODAY = re.compile("星期[一二三四五六日天]")
_BARE_DATE = re.compile(r"[\d\s年月日./:-]+")
_MOST_INFO = 100
# How far down a page its headline is looked for.
_HEAD = 40
_APART = 8
# A line above the headline, of its own sentence: 〇〇工程之一. Shorter ones are names of sections.
_KICKER = re.compile(r"(?=.{9,40}$)(?!.*(?:网|网站|门户|平台|政府|English)$)[^|>»:：]+")
_ODD = re.compile(r"[\W_]")


def from_headline(blocks: list[Block], title: str | None) -> list[Block]:
    """Return `blocks` with the headline once, with nothing above it but a kicker and lines of date, source or number.

    Args:
        blocks: of an article, perhaps with parts of the site above it.
        title: as the page declares it; where no block near the top is this title, nothing changes.
    """
    wanted = _key(title or "")
    found = []
    for at, block in enumerate(blocks[:_HEAD]):
        if wanted and _begins(block, wanted):
            found.append(at)
        elif _is_running(block):
            break
    if not found:
        return blocks
    # A page sets its headline for telephones and for desks; farther down it stands in a list of articles.
    places = [at for at in found if at <= found[0] + _APART]
    at = places[-1]
    own = [block for place, block in enumerate(blocks[:at]) if place not in places and _stays(block)]
    if at and at - 1 not in places and not own and _KICKER.fullmatch(blocks[at - 1].text):
        own = [blocks[at - 1]]
    below = [block for block in blocks[at + 1 :] if _key(block.text) != wanted]
    return [*own, *_split(blocks[at], title or ""), *below]


def _begins(block: Block, wanted: str) -> bool:
    """Return whether `block` is the headline, alone or with date and source behind it."""
    key = _key(block.text)
    if block.grid is not None or not key.startswith(wanted):
        return False
    rest = len(key) - len(wanted)
    return rest == 0 or (rest <= _MOST_INFO and INFO_LINE.search(block.text) is not None)


def _split(block: Block, title: str) -> list[Block]:
    """Return the headline, and as a block of its own what follows it on the line."""
    rest = block.text[len(title) :] if block.text.startswith(title) else ""
    if not _key(rest):
        return [block]
    return [replace(block, text=title), Block("paragraph", rest.strip())]


def _stays(block: Block) -> bool:
    """Return whether a block above the headline tells of the article."""
    text = block.text
    if block.grid is not None:
        return True
    if _TODAY.search(text) or _BARE_DATE.fullmatch(text):
        return False
    return len(text) <= _MOST_INFO and INFO_LINE.search(text) is not None


def _is_running(block: Block) -> bool:
    return block.grid is None and len(block.text) >= 25 and re.search("[，。；]", block.text) is not None


def _key(text: str) -> str:
    return _ODD.sub("", text)
