"""Names of a city's zones that keep an account of their own: 溪州高新区, 城乡一体化示范区; no table lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ingest.chinese.word_table import WordTable
from ingest.facts.indicators import IndicatorMention

_WORDS = WordTable("ingest.facts", "zones")
_NEVER = _WORDS.words("never")
# 市经济技术开发区 is the city's.
_OF_THE_CITY = "市"
_LONGEST = 18
_GROUP = "财政"
ZONE = rf"[一-鿿]{{0,12}}?(?:{_WORDS.words('ending').expression})"
_ZONE = re.compile(ZONE)
# Where a clause opens with a zone right before its sum: 2025年高新区完成.
_BEFORE = re.compile(
    rf"(?:^|[。;,:、\n)])(?:\d+\.|[一二三四五六七八九十]+是)?(?:(?:19|20)\d\d年)?(?P<zone>{ZONE})(?:\([^()]*\))?(?:(?:19|20)\d\d年)?(?:完成|实现|安排)?$"
)
_WINDOW = 40


@lru_cache(4096)
def zone_name(folded: str) -> str | None:
    """Return the name of the zone that folded text is and nothing more, without the word for its city; None for other text."""
    if len(folded) > _LONGEST or _ZONE.fullmatch(folded) is None or _NEVER.search(folded):
        return None
    return folded.removeprefix(_OF_THE_CITY)


def zones_before(folded: str, mentions: Sequence[IndicatorMention]) -> Iterator[tuple[int, int]]:
    """Yield where in a folded sentence a zone is named right before an indicator of public money."""
    if "区" not in folded:
        return
    for mention in mentions:
        if mention.indicator.group != _GROUP:
            continue
        begin = max(0, mention.start - _WINDOW)
        m = _BEFORE.search(folded[begin : mention.start])
        if m is not None and zone_name(m["zone"]) is not None:
            yield begin + m.start("zone"), begin + m.end("zone")
