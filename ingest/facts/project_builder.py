"""Find the firm that builds a project, in the words before its name or at the beginning of the name."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.chinese.dictionary import is_everyday_word
from ingest.chinese.divisions import divisions_called, divisions_folded_as
from ingest.chinese.word_table import WordTable

_WORDS = WordTable("ingest.facts", "firms")
_GROUP = _WORDS.words("group", frame="^(?:{words})(?=..)")
_SECTOR = _WORDS.words(
    "sector", frame="(?:{words})(?![园城馆谷港]|产业|中心|基地|小镇|大厦|研发|项目|工程)(?=..)"
)
_BY = re.compile(r"由(?P<name>[^,。;、的]{3,24}?)(?:投资|承建|建设|合作|打造|实施|兴建|开发|负责|控股)")
# 吉林化纤集团投资42.8亿元的.
_INVESTS = re.compile(r"(?P<name>[^,。;、的\d]{2,20}?)(?:计划|拟)?(?:投资|出资)(?:约|近|超|逾)?\d")
_NO_FIRM = re.compile(
    r"总$|计划$|固定资产$|完成$|累计$|预计$|概算$|估算$|项目$|工程$|个人$|政府$|财政$|^国家$|年度$|^共|^已|^拟"
)
_FIRM = re.compile(r"^(?P<name>[^的、(]{2,14}?(?:集团(?:公司)?|有限公司|股份公司|公司|股份))(?=..)")
# 比亚迪1000兆瓦单晶硅电池片, 金瑞泓12英寸硅片: what stands before a capacity.
_CAPACITY = re.compile(
    r"^(?P<name>[一-鿿]{2,6}?)(?:年产|日产|年处理|日处理|\d[\d.]*(?:万|千|百)*(?:吨|兆瓦|千瓦|mw|gw|英寸|台|套|只|件|辆|平方米|立方米|头|羽|锭))"
)
# Names of two characters stand before the word of their trade.
_OWN = 2
_PLACES = range(2, 7)


def builder_of(name: str, before: str) -> str | None:
    """Return the firm that builds a project: told `before` it (由某集团投资建设的), or the first part of its folded name."""
    if (m := _BY.search(before)) is not None:
        return m["name"]
    if (m := _INVESTS.match(before)) is not None and _NO_FIRM.search(m["name"]) is None:
        return m["name"]
    return _at_its_head(name)


@lru_cache(maxsize=8192)
def _at_its_head(name: str) -> str | None:
    """Return the firm that a name begins with."""
    if (m := _FIRM.match(name)) is not None:
        return m["name"]
    if (known := _GROUP.search(name)) is not None:
        return known[0]
    m = _CAPACITY.match(name)
    if m is not None and not _is_common(m["name"]):
        return m["name"]
    trade = _SECTOR.search(name, _OWN)
    if trade is not None and trade.start() == _OWN and not _is_common(name[:_OWN]):
        return name[: trade.end()]
    return None


def _is_common(word: str) -> bool:
    """Return whether a word is that of a place, or one that texts use every day."""
    return any(is_everyday_word(word[:n]) or _is_place(word[:n]) for n in _PLACES if n <= len(word))


def _is_place(word: str) -> bool:
    return bool(divisions_called(word) or divisions_folded_as(word))
