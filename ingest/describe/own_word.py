"""Read what a text calls its own region, 我县 or 全市 or 自治区党委, and weigh the regions that it names by it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from ingest.chinese.divisions import Level
from ingest.chinese.script import fold
from ingest.describe.region_points import Evidence, weights

_OWN = re.compile(r"(?P<whose>[我全本])(?P<suffix>[县市区旗州省盟])(?!域|际|场|级|长|委书记)")
# 全市第一, 全市率先: the measure that a district holds itself against is the city that it lies in.
_MEASURED = re.compile(
    r"全[县市区旗州省盟](?=第[一二三四五六七八九十\d]|首|率先|领先|唯一|最|排名|排第|平均|前[一二三四五六七八九十\d列茅])"
)
# 我代表区人民政府, 受市政府委托: whose text it is, said at its head.
_SPEAKER = re.compile(
    r"(?:代表|受)(?P<suffix>自治[区州县旗]|[县市区旗州省盟])(?:人民)?政府(?=[^。;\n]{0,24}(?:报告|汇报|说明))"
)
_HEAD = 400
# 新区管委会, 在新区: a new area that speaks of itself, no 高新区 and none with a name before it.
_NEW_AREA = re.compile(
    r"(?<![㐀-鿿])[在全我本对]?新区|[我全]新区|(?<=代表)新区|(?<=[由经和与及])新区(?=党工委|管委会|管理委员会)"
)
_OFTEN_NEW_AREA = 3
# A body of the region itself: 县委, 市政府, not 某某市政府.
_BODY_OF = re.compile(
    r"(?:(?<![㐀-鿿])|(?<=[由经在向和与及到受从据报将被让至了]))"
    r"(?P<suffix>自治区(?=党|人|政|主席|[^,。;、]{2,8}[局厅办])|[县市区旗州省盟](?=委|政府|人大|政协|领导))"
)
_NATION = re.compile(r"全国|我国|国务院|各省|中央")
_WHOLE_CITY = re.compile("[我全]市")
_OFTEN = 2
_TITLE = 24
_LEVEL_RANKS: Mapping[Level, int] = {"province": 0, "city": 1, "county": 2}
_RANKS = {"省": 0, "自治区": 0, "市": 1, "州": 1, "自治州": 1, "盟": 1}


def own_suffix(text: str) -> str | None:
    """Return 县, 市, 区 or 新区, as the text calls its own region: 全县, 我县.

    A district measures itself by its city (全市第一) and carries out what that decides, so that who speaks (代表区人民政府)
    tells more than how often 全市 is written, and so does a new area that calls itself 新区 more often than that.
    """
    folded = fold(text)
    if speaker := _SPEAKER.search(folded[:_HEAD]):
        return speaker["suffix"]
    found: Counter[str] = Counter()
    for match in _OWN.finditer(folded):
        if not _MEASURED.match(folded, match.start()):
            found[match["suffix"]] += 2 if match["whose"] == "我" else 1
    new_area = len(_NEW_AREA.findall(folded))
    if new_area >= _OFTEN_NEW_AREA and new_area > max(found.values(), default=0):
        return "新区"
    if not found:
        # "市委、市政府" stands in every county's report, so that it tells only where the text has no 全县.
        found.update(match["suffix"] for match in _BODY_OF.finditer(folded))
        ranked = found.most_common(2)
        if len(ranked) == 2 and ranked[0][1] == ranked[1][1]:
            return None
    return found.most_common(1)[0][0] if found else None


def weigh_own_word(evidence: Evidence, folded: str) -> None:
    """Credit regions that agree with the text's word for its own, and debit those that do not."""
    nation = len(_NATION.findall(folded))
    if nation >= 2 and _NATION.search(folded[:_TITLE]):
        nation += 1
    through = evidence.own == "市" and _goes_through_counties(evidence, folded)
    for name in list(evidence.points):
        if evidence.own is not None:
            sign, worth = _agreement(name, evidence.levels[name], evidence.own)
            # It agrees with many a name: what little speaks for one it cannot more than double.
            evidence.points[name].append((sign, min(worth, evidence.score(name))))
            if through and sign == "wider word":
                evidence.points[name].append(("one of several", weights()["one of several"]))
        elif nation >= 3:
            evidence.points[name].append(("national", weights()["national"]))


def _goes_through_counties(evidence: Evidence, folded: str) -> bool:
    """Return whether a text speaks of its city again and again and names several counties: it is of none of them."""
    counties = [
        name
        for name, level in evidence.levels.items()
        if level == "county"
        and not name.endswith("市")
        and any(sign == "frequency" and worth > 1 for sign, worth in evidence.points[name])
    ]
    return len(counties) >= 2 and len(_WHOLE_CITY.findall(folded)) >= _OFTEN


def _agreement(name: str, level: Level, own: str) -> tuple[str, float]:
    """Return the sign that the text's word for its own region gives for or against a region."""
    if name.endswith(own) and not name.endswith("地区"):
        return "own word", weights()["own word"]
    wider = _RANKS.get(own, 2) > _LEVEL_RANKS[level]
    sign = "narrower word" if wider else "wider word"
    return sign, weights()[sign]
