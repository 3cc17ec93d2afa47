"""Names of the sums with which a budget's accounts are balanced, which no list of indicators holds: 收入总计, 结转下年支出."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ingest.chinese.word_table import WordTable
from ingest.facts.indicators import Indicator, IndicatorMention, Name

_WORDS = WordTable("ingest.facts", "balance_items")
_OF, _LISTED = _WORDS.words("of"), _WORDS.words("listed")
_FRONT, _NAME = _WORDS.words("front"), _WORDS.words("name")
_HINT = re.compile("总|结余|结转|调入|调出|补助|上解|收入|支出|财力|预备费")


@cache
def _pattern() -> re.Pattern[str]:
    """Return the expression that finds a name right before its sum, with words that tell no more than that it is one."""
    of, listed, front, name = (words.expression for words in (_OF, _LISTED, _FRONT, _NAME))
    return re.compile(
        rf"(?:(?<![一-鿿])|(?<={front}))(?:(?:{of})(?!{listed}))?(?:{name})(?=等?(?:预计|安排|完成|实现|达到?|约|为)*\d[\d,.]*[万亿]元)"
    )


def balance_items(folded: str) -> Iterator[IndicatorMention]:
    """Yield where a folded sentence of a budget names a sum with which an account is balanced."""
    if _HINT.search(folded) is None:
        return
    for m in _pattern().finditer(folded):
        indicator = Indicator(m[0], 0, "", "level", ("元",), frozenset(("money",)))
        yield IndicatorMention(m.start(), m.end(), m.start(), Name(indicator), ())
