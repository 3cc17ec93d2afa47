"""Write out the second of two indicators that a question sets against each other and shortens: 财政支出比收入多多少."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.facts.indicators import find_indicators

# The two sides, up to the word that says what is asked of them.
_AGAINST = re.compile(
    r"(?P<one>[^,;。]{1,60}?)(?P<joint>比|和|与|跟|同)(?P<other>[^,;。多少高低差相几]{1,60}?)"
    r"(?P<end>的?(?:[多少高低]|相?差|差距|差额))"
)
# 哪个增长得快, 哪个市的产量增速高: of growths.
_FASTER = re.compile(
    r"(?P<which>谁|哪(?:一)?[个年](?:县|市|区|城市|地方)?)的?(?P<of>[^,;。]{0,16}?)"
    r"(?:(?:增长|上涨|增加|提高|上升|涨|增)(?:得|的|了)?(?P<most>更|最)?(?P<pace>[快慢])"
    r"|(?:增长速度|增长率|增速|增幅|涨幅)(?P<mostly>更|最)?(?P<way>[快慢高低大小]))"
)
# 城镇居民和农村居民的收入: both are of what stands behind the second.
_TOWN_AND_COUNTRY = re.compile(
    r"(?P<town>城[镇市](?:居民|人)?)(?P<joint>和|与|跟|、)(?P<country>(?:农村|乡村)(?:居民|人)?)的?"
    r"(?P<what>(?:人均)?(?:可支配)?收入|(?:人均)?(?:生活)?消费(?:支出)?|常住人口|人口)"
)
# 从高到低怎么排: all in order.
_IN_ORDER = re.compile(
    r"(?:按?照?(?:从|由))(?P<from>[高多大低少小])到[高多大低少小](?:的)?(?:顺序|次序)?(?:是|依次)?(?:怎么|如何|怎样)?排?(?:列|序|名|行|一下)?(?:是)?(?:的|怎样|什么)?"
)
# 哪个跌得多: whose growth is the lower one.
_FELL_MORE = re.compile(
    r"(?P<which>谁|哪(?:一)?[个年](?:县|市|区|城市|地方)?)的?(?P<of>[^,;。]{0,16}?)(?:下降|下跌|下滑|跌|降)(?:得|的|了)?(?P<most>更|最)?[多快大狠]"
)
_PACES = {"快": "高", "慢": "低"}
# 哪个城市生产总值高: the word belongs to what is asked, not to the indicator.
_WHICH_CITY = re.compile(r"(哪(?:一)?个)城市的?(?=[一-鿿])")
_MULTIPLE = re.compile(
    r"(?P<one>[^,;。]{1,60}?)(?P<joint>是|相当于)(?P<other>[^,;。几多]{1,60}?)(?P<end>的?(?:几|多少)倍)"
)


def with_whole_names(text: str) -> str:
    """Return `text` with the whole name of an indicator where the side beside another one is its beginning or end alone:
    城镇居民收入比农村居民多 → 城镇居民收入比农村居民收入多; other texts unchanged.

    Args:
        text: a folded question without places, years and blanks.
    """
    found = _AGAINST.search(text) or _MULTIPLE.search(text)
    if found is None:
        return text
    one, other = found["one"], found["other"]
    if len(named := find_indicators(one)) == 1 and not find_indicators(other):
        whole = one[named[0].name_start : named[0].end]
        if written := _whole(other, whole):
            return text[: found.start("other")] + written + text[found.end("other") :]
    if len(named := find_indicators(other)) == 1 and not find_indicators(one):
        whole = other[named[0].name_start : named[0].end]
        if written := _whole(one, whole):
            return text[: found.start("one")] + written + text[found.end("one") :]
    return text


def in_plain_order(text: str) -> str:
    """Return `text` with the words that ask which side is ahead behind the indicator, as 增速 where growths are set against
    each other: 二产和三产哪个增长得快 → 二产和三产增速哪个高.

    Args:
        text: a folded question without places, years and blanks.
    """
    text = _FASTER.sub(
        _of_growth, _TOWN_AND_COUNTRY.sub(r"\g<town>\g<what>\g<joint>\g<country>\g<what>", text)
    )
    text = _FELL_MORE.sub(lambda m: f"{m['of']}增速{m['which']}{m['most'] or ''}低", text)
    text = _IN_ORDER.sub(lambda m: f"哪个最{m['from']}", text)
    return _WHICH_CITY.sub(r"\1市的", text)


def sets_growths(text: str) -> bool:
    """Return whether a question asks which side grew faster or slower: 谁增长快, 哪个增速高.

    Args:
        text: a folded question without places, years and blanks.
    """
    return _FASTER.search(text) is not None or _FELL_MORE.search(text) is not None


def _of_growth(found: re.Match[str]) -> str:
    way = found["pace"] or found["way"]
    most = found["most"] or found["mostly"] or ""
    return f"{found['of']}增速{found['which']}{most}{_PACES.get(way, way)}"


def _whole(short: str, beside: str) -> str | None:
    """Return the name that a shortened one stands for, made up from the whole one beside it; None where none is known."""
    (other,) = find_indicators(beside)
    for name in _candidates(short.removesuffix("的"), beside):
        named = find_indicators(name)
        if len(named) != 1 or named[0].indicator.name == other.indicator.name or named[0].qualifiers:
            continue
        if (named[0].start, named[0].end) == (0, len(name)):
            return name
    return None


def _candidates(short: str, beside: str) -> Iterator[str]:
    """Yield what a shortened name may be: with as much as may be of the end of the one beside it, else of its beginning."""
    for at in range(1, len(beside)):
        yield short + beside[at:]
    for at in range(len(beside) - 1, 0, -1):
        yield beside[:at] + short
