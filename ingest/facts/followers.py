"""Short names whose indicator the one before them tells: 规模以上工业实现增加值5亿元、利润1亿元; 基金收入…，支出…."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.facts.clauses import Token
from ingest.facts.indicators import indicators
from ingest.facts.subjects import Subject

# The short name, the indicator before it, the indicator that is meant; groups of the second go into the third.
_FOLLOWS = (
    (re.compile(r"人均"), re.compile(r"(城镇|农村|)居民人均(?:可支配收入|消费支出)"), r"\1居民人均消费支出"),
    (re.compile(r"利润"), re.compile(r"规模以上工业(?:增加值|总产值|营业收入)"), "规模以上工业利润总额"),
    (
        re.compile(r"业务收入|营业收入"),
        re.compile(r"规模以上工业(?:增加值|总产值|利润总额)"),
        "规模以上工业营业收入",
    ),
    (re.compile(r"收入"), re.compile(r"旅游接待人次"), "旅游总收入"),
    (re.compile(r"完成投资"), re.compile(r"重点项目数"), "重点项目完成投资"),
    (re.compile(r"产"), re.compile(r"(.+?)(?:作物)?(?:播种面积|种植面积)"), r"\1产量"),
    (re.compile(r"授权量"), re.compile(r"专利申请量"), "专利授权量"),
    (re.compile(r"余额"), re.compile(r"地方政府债务限额"), "地方政府债务余额"),
    (re.compile(r"支出"), re.compile(r"(.*?)(?:收入|(?<=预算)支出)"), r"\1支出"),
)

# Parts of what was told before, under its own name: the part, and the indicators that have it.
_PARTS = (
    (re.compile(r"餐饮业"), re.compile(r"社会消费品零售总额|限额以上消费品零售额"), "餐饮收入"),
    (
        re.compile(r"批发业|零售业|住宿业|批发和零售业|住宿和餐饮业"),
        re.compile(r"社会消费品零售总额|限额以上消费品零售额"),
        None,
    ),
    (re.compile(r"[男女]性(?=人口|$)"), re.compile(r"常住人口|户籍人口|总人口|出生人口|死亡人口"), None),
    (re.compile(r"(?:财产|人身|寿|健康|意外)险"), re.compile(r"保费收入|保险赔付支出"), None),
    (
        re.compile(r"稻谷|早稻|中稻|晚稻|小麦|玉米|大豆|豆类|薯类|春小麦|冬小麦"),
        re.compile(r"粮食产量|粮食播种面积"),
        None,
    ),
    (re.compile(r"猪肉|牛肉|羊肉|禽肉"), re.compile(r"肉类产量"), None),
    (re.compile(r"(?:一般|专项)(?=债|$)"), re.compile(r"地方政府债务[余限]额"), None),
    (
        re.compile(r"[一-鿿、]{2,}业"),
        re.compile(r"规模以上工业增加值|规(?:模以)?上(?:制造|采矿)业增加值"),
        None,
    ),
)
_INDUSTRY = "规模以上工业增加值"

_INCOME = "基金收入"
_OWNER = re.compile(r"国有(?:控股)?|集体|股份制|股份合作|外商.*|港澳台.*|私营|[轻重]工业")
_LEVEL = re.compile(r"[省市县区州旗盟](?:本?级|直)|本级")


def followed(head: Sequence[Token], before: Sequence[Subject | None], clause: int) -> Subject | None:
    """Return the indicator that a short name among tokens means; None where there is none or it stays unknown.

    Args:
        head: the tokens before a figure.
        before: the subjects of figures before, the nearest last.
        clause: index of the clause of the tokens.
    """
    token = next((token for token in head if token.kind == "follower"), None)
    if token is None:
        return None
    for part, wholes, own in _PARTS:
        if m := part.match(token.text):
            found = _part(m[0], wholes, own, before, clause)
            return None if found is None else _named_by(found, token)
    for short, indicator, meant in _FOLLOWS:
        if not short.search(token.text):
            continue
        for subject in reversed(before):
            m = None if subject is None else indicator.fullmatch(subject.indicator.name)
            if subject is None or m is None:
                continue
            if (name := m.expand(meant)) in indicators():
                return replace(subject.part(indicators()[name]), clause=clause)
            if not subject.indicator.is_listed and subject.indicator.name.endswith(_INCOME):
                # 职工医疗保险基金收入9亿元,支出7亿元.
                return replace(subject.part(replace(subject.indicator, name=name)), clause=clause)
            if not subject.indicator.is_listed:
                # 油菜播种面积3万亩,产量5万吨: not the grain's before it.
                return None
        return None
    return None


def _named_by(subject: Subject, token: Token) -> Subject:
    """Return a subject as one that a token names."""
    mention = replace(subject.mention, start=token.start, end=token.end, name_start=token.start)
    return replace(subject, mention=mention)


def _part(
    part: str, wholes: re.Pattern[str], own: str | None, before: Sequence[Subject | None], clause: int
) -> Subject | None:
    """Return a part of the indicator told last, if that has such parts: its own indicator, or the whole's with a qualifier."""
    last = before[-1] if before else None
    if last is None or not wholes.fullmatch(last.indicator.name):
        return None
    # Whose account it is the text tells again where it changes.
    others = (*(each for each, *_ in _PARTS), _LEVEL, _OWNER)
    kept = tuple(word for word in last.qualifiers if not any(each.fullmatch(word) for each in others))
    if own is not None:
        return replace(last.part(indicators()[own]), qualifiers=kept, clause=clause)
    if not last.indicator.is_listed:
        # 规上制造业增加值下降3%,其中食品制造业下降5%: of industry both are parts.
        last = last.part(indicators()[_INDUSTRY])
    return replace(last, qualifiers=(*kept, part), clause=clause)
