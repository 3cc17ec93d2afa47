"""The indicators that a question names: listed ones, those that it names in everyday words, and those that are not listed."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from assistant.question.everyday_wordings import UNLISTED_WORDINGS, WORDINGS
from ingest.chinese.script import fold
from ingest.chinese.word_table import Words, WordTable
from ingest.facts.indicators import IndicatorMention, find_indicators

_TABLE = WordTable("assistant.question", "everyday_indicators")
# Everyday wording → the indicator that it means.
_EVERYDAY: dict[str, Words] = {
    "一般公共预算支出": _TABLE.words("public_spending"),
    "一般公共预算收入": _TABLE.words("public_income"),
    "旅游接待人次": _TABLE.words("visitors"),
    "粮食产量": _TABLE.words("grain"),
    "住户存款余额": _TABLE.words("savings"),
    "高新技术企业数": _TABLE.words("high_tech"),
    "地区生产总值": _TABLE.words("output"),
    "城镇居民人均可支配收入": _TABLE.words("townspeople_income"),
    "农村居民人均可支配收入": _TABLE.words("farmers_income"),
    "居民人均可支配收入": _TABLE.words("residents_income"),
    "税收收入": _TABLE.words("taxes"),
    "快递业务收入": _TABLE.words("parcel_income"),
    "快递业务量": _TABLE.words("parcels"),
    "社会消费品零售总额": _TABLE.words("retail"),
    "进出口总额": _TABLE.words("foreign_trade"),
    "旅游总收入": _TABLE.words("tourism_income"),
    "全社会用电量": _TABLE.words("power_used"),
    "工业用电量": _TABLE.words("industrial_power"),
    "金融机构存款余额": _TABLE.words("deposits"),
    "金融机构贷款余额": _TABLE.words("loans"),
    "商品房销售面积": _TABLE.words("homes_sold"),
    "房地产开发投资": _TABLE.words("homes_built"),
}
# Things with what is measured of them, as reports name an indicator that nobody lists.
_UNLISTED = _TABLE.words("unlisted", frame="^[,的]*(?P<name>[一-鿿]{1,8}?(?:{words}))")
_WHOLE = re.compile(r"^(?:(?:全|我|本)[省市州盟县区旗]|全年|年末|全社会)+")
# Words that people use loosely → what they may mean besides what they say.
_LOOSELY: dict[str, Words] = {
    "一般公共预算收入": _TABLE.words("income_loosely"),
    "农村居民人均可支配收入": _TABLE.words("farmers_income_loosely"),
    "居民人均可支配收入": _TABLE.words("residents_income_loosely"),
}
# Shorter names of what is not listed turn up inside other words.
_SHORTEST = 3
# Names of facts of which each question asks the plain ones.
_KEPT = 65536


@dataclass(frozen=True, slots=True)
class AskedIndicator:
    """An indicator that a question names.

    Attributes:
        name: the canonical name, or the name as the documents write it where it is not listed.
        qualifiers: what the question says that makes another indicator of it.
        shown: as the question names it, folded.
        written: what a fact's own name must hold, where the question's word names the indicator only in some texts;
            "" for anything.
        is_listed: whether it has a canonical name.
        instead: canonical names of what people may mean by the word as well: 财政收入 is said of 一般公共预算收入 too.
        jointly: canonical name of what the question's word tells of several indicators together, of which this is one; "" for none.
    """

    name: str
    qualifiers: tuple[str, ...] = ()
    shown: str = ""
    written: str = ""
    is_listed: bool = True
    instead: tuple[str, ...] = ()
    jointly: str = ""


def asked_indicators(text: str, names: Collection[str]) -> tuple[tuple[AskedIndicator, ...], str]:
    """Return the indicators that `text` names, in order, and the text without them.

    Args:
        text: a folded question without places, years and blanks.
        names: names of indicators that are not listed, as `plain_name` returns them.
    """
    found = [(m.start, m.end, _asked(m, text)) for m in find_indicators(text)]
    found += [
        (at, at + len(name), (AskedIndicator(name, shown=name, is_listed=False),))
        for name in names
        if len(name) >= _SHORTEST and (at := text.find(name)) >= 0
    ]
    if not found:
        found = [
            (start, end, (AskedIndicator(name, shown=text[start:end]),))
            for start, end, name in everyday_mentions(text)
        ]
        found += [
            (m.start(), m.end(), (AskedIndicator(name, shown=m.group(), is_listed=False),))
            for name, words in UNLISTED_WORDINGS.items()
            if name in names and (m := words.search(text))
        ]
    if not found and (m := _UNLISTED.search(text)) is not None:
        name = plain_name(m["name"])
        found = [(m.start("name"), m.end("name"), (AskedIndicator(name, shown=name, is_listed=False),))]
    asked: list[tuple[int, int, tuple[AskedIndicator, ...]]] = []
    for start, end, several in sorted(found, key=lambda each: (each[0] - each[1], each[0])):
        if not any(start < other_end and other_start < end for other_start, other_end, _ in asked):
            asked.append((start, end, several))
    rest, at = "", 0
    for start, end, _ in sorted(asked, key=lambda each: each[0]):
        rest, at = rest + text[at:start] + " ", end
    in_order = [each for _, _, several in sorted(asked, key=lambda each: each[0]) for each in several]
    return tuple(dict.fromkeys(in_order)), rest + text[at:]


@lru_cache(1024)
def everyday_mentions(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return the indicators that `text` names in everyday words: (start, end, canonical name) for each.

    Args:
        text: a folded question without places, years and blanks.
    """
    return tuple(
        (m.start(), m.end(), name)
        for name, words in (*_EVERYDAY.items(), *WORDINGS.items())
        if (m := words.search(text))
    )


def _asked(mention: IndicatorMention, text: str) -> tuple[AskedIndicator, ...]:
    """Return the indicators of a mention: several of a name that stands for them together."""
    shown = text[mention.start : mention.end]
    if mention.name.joint:
        jointly = "" if mention.indicator in mention.name.joint else mention.indicator.name
        return tuple(
            AskedIndicator(part.name, mention.qualifiers, part.name, jointly=jointly)
            for part in mention.name.joint
        )
    name = mention.indicator.name
    # What people call an indicator is no other thing where they ask for it: 经济总量.
    is_ambiguous = mention.name.is_ambiguous and not (name in _EVERYDAY and _EVERYDAY[name].fullmatch(shown))
    written = text[mention.name_start : mention.end] if is_ambiguous else ""
    instead = tuple(name for name, words in _LOOSELY.items() if words.fullmatch(shown))
    return (AskedIndicator(name, mention.qualifiers, shown, "" if instead else written, instead=instead),)


@lru_cache(maxsize=_KEPT)
def plain_name(name: str) -> str:
    """Return the folded name of an indicator as a text writes it, without the whole that it is of: 全县油茶产量 → 油茶产量."""
    return _WHOLE.sub("", fold(name)).strip()
